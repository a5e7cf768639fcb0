import type { Words } from './words';

export const nl: Words = {
  tag: 'nl-NL',
  voice: 'Polly.Laura-Neural',
  countries: ['NL', 'SR'],
  spoken: {
    greeting: (line) => `Goedendag, u spreekt met ${line}.`,
    notice: 'Uw bericht wordt opgenomen en door een computer uitgeschreven, zodat we u kunnen helpen.',
    prompt:
      'Vertel ons na de toon wat we voor u kunnen doen. Neem rustig de tijd. Druk op het hekje als u klaar bent.',
    quiet: [
      'Sorry, ik heb niets gehoord. Spreekt u alstublieft na de toon.',
      'Ik hoor u nog steeds niet. Als u er bent, vertel dan na de toon wat er aan de hand is.',
    ],
    goodbyeQuiet: 'Het spijt me dat ik u niet kon horen. Bel gerust nog eens. Tot ziens.',
    filing: {
      byText: 'Dank u wel. We maken uw aanvraag nu aan. U krijgt het nummer zo dadelijk per sms. Tot ziens.',
      byReference: (reference) =>
        `Dank u wel. We maken uw aanvraag nu aan. Uw kenmerk is ${reference}. Nog een keer: ${reference}. Tot ziens.`,
    },
    unknownNumber: 'Bedankt voor het bellen. Dit nummer is op dit moment niet in gebruik. Tot ziens.',
    outage: 'Sorry, ons systeem ligt er even uit. Spreekt u na de toon een bericht in.',
    messageTaken: 'Dank u wel. We hebben uw bericht. Tot ziens.',
    goodbyeOutage: 'Als u een bericht hebt ingesproken, hebben we het. Tot ziens.',
    paused:
      'Sorry, we kunnen op dit moment geen gesprekken aannemen. Probeert u het later nog eens. Tot ziens.',
  },
  written: {
    ownWords: 'In de woorden van de beller',
    transcript: 'Uitgeschreven gesprek',
    wholeTranscript: 'Het hele gesprek staat in de eerste interne opmerking.',
    noTranscript: 'Uitwerking volgt (transcript pending): het bericht kon nog niet worden uitgeschreven.',
    noWords: 'In het bericht waren geen woorden te verstaan.',
    notAnalysed: 'Niet geanalyseerd (not analysed): hieronder staan de woorden zoals ze zijn gehoord.',
    analysisPending: 'Analyse volgt (analysis pending): hieronder staan de woorden zoals ze zijn gehoord.',
    noTranscriptMade: 'Het bericht kon niet worden uitgeschreven.',
    fallbackSummary: 'Oproep, uitwerking volgt',
    reference: 'Kenmerk',
    urgency: 'Urgentie',
    urgencies: { low: 'Laag', normal: 'Normaal', high: 'Hoog', critical: 'Kritiek' },
    intent: 'Soort',
    intents: {
      incident: 'Er werkt iets niet',
      request: 'Er is iets nodig',
      question: 'Vraag',
      complaint: 'Klacht',
      other: 'Overig',
    },
    entities: {
      person: 'Persoon',
      organisation: 'Organisatie',
      product: 'Product',
      place: 'Plaats',
      'error-code': 'Foutcode',
      number: 'Nummer',
      date: 'Datum',
      email: 'E-mail',
      phone: 'Telefoon',
      other: 'Gegeven',
    },
    callback: 'Terugbellen',
    callbackWanted: 'Ja',
    called: 'Gebeld',
    listen: 'Luister alstublieft naar de opname.',
    recordingAt: 'Opname bij de telefoonprovider',
  },
  confirmation: '{line}: uw aanvraag is {request}. Kenmerk {reference}.',
};
