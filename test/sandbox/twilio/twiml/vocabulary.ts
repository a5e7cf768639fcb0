import {
  anyText,
  eitherOf,
  hintList,
  httpMethod,
  keys,
  languageTag,
  oneKey,
  oneOf,
  someOf,
  toneDigits,
  trueOrFalse,
  type ValueCheck,
  voiceName,
  webAddress,
  wholeNumber,
} from './values';

/** What Twilio allows in one element. */
export interface ElementRule {
  attributes: Readonly<Record<string, ValueCheck>>;
  children: readonly string[];
  text: boolean;
  /** What the debugger calls a wrong value, where it is not 12200. */
  codes?: Readonly<Record<string, number>>;
  /** Attributes that are right at Twilio but that the sandbox doesn't act on. */
  notExecuted?: readonly string[];
}

export interface Vocabulary {
  rules: Readonly<Record<string, ElementRule>>;
  /** Elements of Twilio's that the sandbox doesn't execute at all. */
  notExecuted: readonly string[];
}

const LONGEST_CALL_SECONDS = 14_400;
const recordingEvents = someOf('in-progress', 'completed', 'absent');

const SSML = ['break', 'emphasis', 'lang', 'p', 'phoneme', 'prosody', 's', 'say-as', 'sub', 'w'];
const INLINE_SSML = ['break', 'emphasis', 'lang', 'phoneme', 'prosody', 'say-as', 'sub', 'w'];
const LEAF: ElementRule = { attributes: {}, children: [], text: false };
const makeSsml = (attributes: ElementRule['attributes'], children: readonly string[]): ElementRule => ({
  attributes,
  children,
  text: true,
});

/** https://www.twilio.com/docs/voice/twiml/say/text-speech#ssml */
const ssmlRules = {
  break: {
    ...LEAF,
    attributes: {
      strength: oneOf('none', 'x-weak', 'weak', 'medium', 'strong', 'x-strong'),
      time: (value: string) => (/^\d+(\.\d+)?m?s$/.test(value) ? undefined : 'must be like 500ms or 1s'),
    },
  },
  emphasis: makeSsml({ level: oneOf('strong', 'moderate', 'reduced') }, INLINE_SSML),
  lang: makeSsml({ 'xml:lang': languageTag }, [...INLINE_SSML, 'p', 's']),
  p: makeSsml({}, [...INLINE_SSML, 's']),
  phoneme: makeSsml(
    { alphabet: oneOf('ipa', 'x-sampa', 'x-amazon-jyutping', 'x-amazon-pinyin'), ph: anyText },
    [],
  ),
  prosody: makeSsml({ volume: anyText, rate: anyText, pitch: anyText }, SSML),
  s: makeSsml({}, INLINE_SSML),
  'say-as': makeSsml({ 'interpret-as': anyText, format: anyText, role: anyText, detail: anyText }, []),
  sub: makeSsml({ alias: anyText }, []),
  w: makeSsml({ role: anyText }, ['break', 'emphasis', 'phoneme', 'prosody', 'say-as', 'sub']),
} satisfies Record<string, ElementRule>;

const gather: ElementRule = {
  attributes: {
    action: webAddress,
    method: httpMethod,
    actionOnEmptyResult: trueOrFalse,
    input: someOf('dtmf', 'speech'),
    timeout: eitherOf('auto', wholeNumber(0)),
    numDigits: wholeNumber(1),
    finishOnKey: oneKey,
    speechTimeout: eitherOf('auto', wholeNumber(1)),
    maxSpeechTime: wholeNumber(1, 60),
    speechModel: anyText,
    enhanced: trueOrFalse,
    language: languageTag,
    hints: hintList,
    profanityFilter: trueOrFalse,
    bargeIn: trueOrFalse,
    debug: trueOrFalse,
    partialResultCallback: webAddress,
    partialResultCallbackMethod: httpMethod,
  },
  children: ['Say', 'Play', 'Pause'],
  text: false,
  codes: { timeout: 13313, speechTimeout: 13327, maxSpeechTime: 13328, hints: 13330, language: 13331 },
  notExecuted: ['partialResultCallback'],
};

const record: ElementRule = {
  attributes: {
    action: webAddress,
    method: httpMethod,
    timeout: wholeNumber(1),
    finishOnKey: keys,
    maxLength: wholeNumber(2, LONGEST_CALL_SECONDS),
    playBeep: trueOrFalse,
    trim: oneOf('trim-silence', 'do-not-trim'),
    recordingStatusCallback: webAddress,
    recordingStatusCallbackMethod: httpMethod,
    recordingStatusCallbackEvent: recordingEvents,
    recordingConfigurationId: anyText,
    transcribe: trueOrFalse,
    transcribeCallback: webAddress,
  },
  children: [],
  text: false,
  notExecuted: ['recordingConfigurationId', 'transcribeCallback'],
};

const dial: ElementRule = {
  attributes: {
    action: webAddress,
    method: httpMethod,
    timeout: wholeNumber(1, 600),
    timeLimit: wholeNumber(1, LONGEST_CALL_SECONDS),
    hangupOnStar: trueOrFalse,
    callerId: anyText,
    answerOnBridge: trueOrFalse,
    ringTone: anyText,
    sequential: trueOrFalse,
    record: anyText,
    trim: oneOf('trim-silence', 'do-not-trim'),
    recordingConfigurationId: anyText,
    recordingStatusCallback: webAddress,
    recordingStatusCallbackMethod: httpMethod,
    recordingStatusCallbackEvent: recordingEvents,
    recordingTrack: oneOf('inbound', 'outbound', 'both'),
    referUrl: webAddress,
    referMethod: httpMethod,
    events: anyText,
    passports: anyText,
  },
  children: ['Number', 'Client', 'Conference', 'Queue', 'Sim', 'Sip', 'Application', 'WhatsApp'],
  text: true,
  notExecuted: [
    'record',
    'recordingConfigurationId',
    'recordingStatusCallback',
    'referUrl',
    'events',
    'passports',
  ],
};

const dialNumber: ElementRule = {
  attributes: {
    sendDigits: toneDigits,
    url: webAddress,
    method: httpMethod,
    statusCallback: webAddress,
    statusCallbackEvent: someOf('initiated', 'ringing', 'answered', 'completed'),
    statusCallbackMethod: httpMethod,
    byoc: anyText,
    machineDetection: anyText,
    amdStatusCallback: webAddress,
    amdStatusCallbackMethod: httpMethod,
  },
  children: [],
  text: true,
  notExecuted: ['statusCallback', 'byoc', 'machineDetection', 'amdStatusCallback'],
};

/** TwiML for calls: https://www.twilio.com/docs/voice/twiml#twiml-verbs */
export const voice: Vocabulary = {
  rules: {
    Response: {
      attributes: {},
      children: ['Say', 'Play', 'Pause', 'Gather', 'Record', 'Redirect', 'Dial', 'Reject', 'Hangup'],
      text: false,
    },
    Say: {
      attributes: { voice: voiceName, language: languageTag, loop: wholeNumber(0, 1000) },
      children: SSML,
      text: true,
    },
    Play: { attributes: { loop: wholeNumber(0, 1000), digits: toneDigits }, children: [], text: true },
    Pause: { ...LEAF, attributes: { length: wholeNumber(0) } },
    Gather: gather,
    Record: record,
    Redirect: { attributes: { method: httpMethod }, children: [], text: true },
    Dial: dial,
    Number: dialNumber,
    Reject: { ...LEAF, attributes: { reason: oneOf('rejected', 'busy') } },
    Hangup: LEAF,
    ...ssmlRules,
  },
  notExecuted: [
    ...['Start', 'Stop', 'Connect', 'Enqueue', 'Leave', 'Pay', 'Prompt', 'Refer', 'Echo', 'Queue', 'Sms'],
    ...['Client', 'Conference', 'Sim', 'Sip', 'Application', 'WhatsApp', 'Annotate'],
  ],
};

/**
 * TwiML for somebody who is not connected yet: "does not support any other TwiML verbs", says
 * https://www.twilio.com/docs/voice/twiml/number#attributes-url, and the changelog of 2020-12-09 adds `<Reject>`.
 */
export const whispered: Vocabulary = {
  ...voice,
  rules: {
    ...voice.rules,
    Response: { attributes: {}, children: ['Say', 'Play', 'Gather', 'Hangup', 'Reject'], text: false },
  },
};

/** TwiML for texts: https://www.twilio.com/docs/messaging/twiml */
export const messaging: Vocabulary = {
  rules: {
    Response: { attributes: {}, children: ['Message', 'Redirect'], text: false },
    Message: {
      attributes: {
        to: anyText,
        from: anyText,
        action: webAddress,
        method: httpMethod,
        statusCallback: webAddress,
      },
      children: ['Body'],
      text: true,
    },
    Body: { attributes: {}, children: [], text: true },
    Redirect: { attributes: { method: httpMethod }, children: [], text: true },
  },
  notExecuted: ['Media', 'Sms'],
};
