import type { Words } from './words';

export const en: Words = {
  tag: 'en-US',
  voice: 'Polly.Joanna-Neural',
  countries: ['US', 'GB', 'IE', 'CA', 'AU', 'NZ', 'ZA', 'IN', 'SG'],
  spoken: {
    greeting: (line) => `Hello, this is ${line}.`,
    notice: 'Your message is recorded and written down by a computer, so that we can help you.',
    prompt:
      'Please tell us after the tone what we can do for you. Take your time. Press the hash key, also called pound, when you are done.',
    quiet: [
      'Sorry, I did not hear anything. Please speak after the tone.',
      'I still cannot hear you. If you are there, please say after the tone what happened.',
    ],
    goodbyeQuiet: 'I am sorry that I could not hear you. Please call again at any time. Goodbye.',
    filing: {
      byText:
        'Thank you. We are filing your request now. You will get its number by text message in a moment. Goodbye.',
      byReference: (reference) =>
        `Thank you. We are filing your request now. Your reference is ${reference}. Again: ${reference}. Goodbye.`,
    },
    unknownNumber: 'Thank you for calling. This number is not in service at the moment. Goodbye.',
    outage: 'We are sorry, our system is out for a moment. Please leave us a message after the tone.',
    messageTaken: 'Thank you. We have your message. Goodbye.',
    goodbyeOutage: 'If you have left us a message, we have it. Goodbye.',
    paused: 'We are sorry, we cannot take calls at the moment. Please try again later. Goodbye.',
  },
  written: {
    ownWords: "In the caller's own words",
    transcript: 'Transcript of the call',
    wholeTranscript: 'The whole transcript is in the first internal comment.',
    noTranscript: 'Transcript pending: the message could not be turned into words yet.',
    noWords: 'No words could be made out in the message.',
    notAnalysed: 'Not analysed: below are the words of the caller as they were heard.',
    analysisPending: 'Analysis pending: below are the words of the caller as they were heard.',
    noTranscriptMade: 'No transcript could be made of the message.',
    fallbackSummary: 'Call without a transcript yet',
    reference: 'Reference',
    urgency: 'Urgency',
    urgencies: { low: 'Low', normal: 'Normal', high: 'High', critical: 'Critical' },
    intent: 'Kind',
    intents: {
      incident: 'Something is broken',
      request: 'Something is needed',
      question: 'Question',
      complaint: 'Complaint',
      other: 'Other',
    },
    entities: {
      person: 'Person',
      organisation: 'Organisation',
      product: 'Product',
      place: 'Place',
      'error-code': 'Error code',
      number: 'Number',
      date: 'Date',
      email: 'E-mail',
      phone: 'Phone',
      other: 'Detail',
    },
    callback: 'Call back',
    callbackWanted: 'Yes',
    called: 'Called',
    listen: 'Please listen to the recording.',
    recordingAt: 'Recording at the phone provider',
  },
  confirmation: '{line}: your request is {request}. Reference {reference}.',
};
