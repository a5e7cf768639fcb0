import type { Words } from './words';

export const de: Words = {
  tag: 'de-DE',
  voice: 'Polly.Vicki-Neural',
  countries: ['DE', 'AT', 'CH', 'LI'],
  spoken: {
    greeting: (line) => `Guten Tag, hier ist ${line}.`,
    notice:
      'Ihre Nachricht wird aufgezeichnet und von einem Computer verschriftlicht, damit wir Ihnen helfen können.',
    prompt:
      'Bitte sagen Sie uns nach dem Ton, was wir für Sie tun können. Lassen Sie sich Zeit. Zum Beenden drücken Sie die Rautetaste.',
    quiet: [
      'Entschuldigung, ich habe nichts gehört. Bitte sprechen Sie nach dem Ton.',
      'Ich höre Sie leider immer noch nicht. Wenn Sie da sind, sagen Sie bitte nach dem Ton, was passiert ist.',
    ],
    goodbyeQuiet:
      'Es tut mir leid, dass ich Sie nicht hören konnte. Rufen Sie gern wieder an. Auf Wiederhören.',
    filing: {
      byText:
        'Vielen Dank. Wir legen Ihre Anfrage jetzt an. Die Nummer bekommen Sie gleich per SMS. Auf Wiederhören.',
      byReference: (reference) =>
        `Vielen Dank. Wir legen Ihre Anfrage jetzt an. Ihre Referenz lautet ${reference}. Noch einmal: ${reference}. Auf Wiederhören.`,
    },
    unknownNumber: 'Vielen Dank für Ihren Anruf. Diese Nummer ist zurzeit nicht in Betrieb. Auf Wiederhören.',
    outage:
      'Entschuldigen Sie bitte, unser System ist gerade gestört. Bitte sprechen Sie nach dem Signalton.',
    messageTaken: 'Vielen Dank. Wir haben Ihre Nachricht. Auf Wiederhören.',
    goodbyeOutage: 'Wenn Sie eine Nachricht hinterlassen haben, haben wir sie. Auf Wiederhören.',
    paused:
      'Leider können wir im Moment keine Anrufe annehmen. Bitte versuchen Sie es später noch einmal. Auf Wiederhören.',
  },
  written: {
    ownWords: 'In den Worten der anrufenden Person',
    transcript: 'Abschrift des Anrufs',
    wholeTranscript: 'Die ganze Abschrift steht im ersten internen Kommentar.',
    noTranscript:
      'Abschrift steht aus (transcript pending): Die Nachricht konnte noch nicht verschriftlicht werden.',
    noWords: 'In der Nachricht waren keine Worte zu verstehen.',
    notAnalysed: 'Nicht ausgewertet (not analysed): Unten stehen die Worte so, wie sie gehört wurden.',
    analysisPending:
      'Auswertung steht aus (analysis pending): Unten stehen die Worte so, wie sie gehört wurden.',
    noTranscriptMade: 'Die Nachricht konnte nicht verschriftlicht werden.',
    fallbackSummary: 'Anruf, Abschrift steht noch aus',
    reference: 'Referenz',
    urgency: 'Dringlichkeit',
    urgencies: { low: 'Niedrig', normal: 'Normal', high: 'Hoch', critical: 'Kritisch' },
    intent: 'Art',
    intents: {
      incident: 'Etwas funktioniert nicht',
      request: 'Etwas wird gebraucht',
      question: 'Frage',
      complaint: 'Beschwerde',
      other: 'Sonstiges',
    },
    entities: {
      person: 'Person',
      organisation: 'Organisation',
      product: 'Produkt',
      place: 'Ort',
      'error-code': 'Fehlercode',
      number: 'Nummer',
      date: 'Datum',
      email: 'E-Mail',
      phone: 'Telefon',
      other: 'Angabe',
    },
    callback: 'Rückruf',
    callbackWanted: 'Ja',
    called: 'Angerufen',
    listen: 'Bitte hören Sie die Aufnahme an.',
    recordingAt: 'Aufnahme beim Telefonanbieter',
  },
  confirmation: '{line}: Ihre Anfrage hat die Nummer {request}. Referenz {reference}.',
};
