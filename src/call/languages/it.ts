import type { Words } from './words';

export const it: Words = {
  tag: 'it-IT',
  voice: 'Polly.Bianca-Neural',
  countries: ['IT', 'SM', 'VA'],
  spoken: {
    greeting: (line) => `Buongiorno, risponde ${line}.`,
    notice: 'Il suo messaggio viene registrato e trascritto da un computer, così possiamo aiutarla.',
    prompt:
      'Ci dica dopo il segnale che cosa possiamo fare per lei. Si prenda il tempo che le serve. Quando ha finito, prema il tasto cancelletto.',
    quiet: [
      'Mi scusi, non ho sentito nulla. Parli dopo il segnale, per favore.',
      'Ancora non la sento. Se è in linea, ci dica dopo il segnale che cosa è successo.',
    ],
    goodbyeQuiet: 'Mi dispiace di non averla potuta sentire. Richiami quando vuole. Arrivederci.',
    filing: {
      byText:
        'Grazie. Stiamo registrando la sua richiesta. Tra poco riceverà il numero con un SMS. Arrivederci.',
      byReference: (reference) =>
        `Grazie. Stiamo registrando la sua richiesta. Il suo riferimento è ${reference}. Ripeto: ${reference}. Arrivederci.`,
    },
    unknownNumber: 'Grazie per la chiamata. Questo numero al momento non è attivo. Arrivederci.',
    outage:
      'Ci scusi, il nostro sistema è momentaneamente fuori servizio. Lasci un messaggio dopo il segnale acustico.',
    messageTaken: 'Grazie. Abbiamo ricevuto il suo messaggio. Arrivederci.',
    goodbyeOutage: 'Se ci ha lasciato un messaggio, lo abbiamo ricevuto. Arrivederci.',
    paused:
      'Ci scusi, al momento non possiamo rispondere alle chiamate. Riprovi più tardi, per favore. Arrivederci.',
  },
  written: {
    ownWords: 'Nelle parole di chi ha chiamato',
    transcript: 'Trascrizione della chiamata',
    wholeTranscript: 'La trascrizione completa è nel primo commento interno.',
    noTranscript: 'Trascrizione in attesa (transcript pending): il messaggio non è ancora stato trascritto.',
    noWords: 'Nel messaggio non si è capita nessuna parola.',
    notAnalysed: 'Non analizzato (not analysed): qui sotto le parole così come sono state sentite.',
    analysisPending:
      'Analisi in attesa (analysis pending): qui sotto le parole così come sono state sentite.',
    noTranscriptMade: 'Non è stato possibile trascrivere il messaggio.',
    fallbackSummary: 'Chiamata con trascrizione in attesa',
    reference: 'Riferimento',
    urgency: 'Urgenza',
    urgencies: { low: 'Bassa', normal: 'Normale', high: 'Alta', critical: 'Critica' },
    intent: 'Tipo',
    intents: {
      incident: 'Qualcosa non funziona',
      request: 'Serve qualcosa',
      question: 'Domanda',
      complaint: 'Reclamo',
      other: 'Altro',
    },
    entities: {
      person: 'Persona',
      organisation: 'Organizzazione',
      product: 'Prodotto',
      place: 'Luogo',
      'error-code': 'Codice di errore',
      number: 'Numero',
      date: 'Data',
      email: 'E-mail',
      phone: 'Telefono',
      other: 'Dettaglio',
    },
    callback: 'Da richiamare',
    callbackWanted: 'Sì',
    called: 'Chiamata del',
    listen: 'Ascoltare la registrazione.',
    recordingAt: 'Registrazione presso il gestore telefonico',
  },
  confirmation: '{line}: la sua richiesta è {request}. Riferimento {reference}.',
};
