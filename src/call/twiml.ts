import VoiceResponse from 'twilio/lib/twiml/VoiceResponse';
import { assertNever } from '../contract/failure';
import { plainText } from '../contract/plain-text';
import { wordsOf } from './languages';
import type { Ask, Say, Speech } from './speech';

/** Silence that ends a message: long, for people who stutter, look something up or use a relay. */
export const SILENCE_SECONDS = 6;
/** Silence that ends a spoken answer; a number, since `auto` is not reliable with every recogniser (warning 13335). */
const ANSWER_SILENCE_SECONDS = 2;
/** The most that Twilio listens to at once: https://www.twilio.com/docs/voice/twiml/gather#maxspeechtime */
const LONGEST_ANSWER_SECONDS = 60;

/**
 * Renders what the line does as TwiML.
 *
 * @param phoneUrl the web trigger's URL, without a slash at its end; callbacks are absolute below it, because Twilio
 *   signs the whole URL.
 */
export function renderTwiml(speech: readonly Speech[], phoneUrl: string): string {
  const response = new VoiceResponse();
  for (const verb of speech) render(response, verb, phoneUrl);
  return response.toString();
}

type Sayer = Pick<VoiceResponse, 'say'> | Pick<ReturnType<VoiceResponse['gather']>, 'say'>;

function render(response: VoiceResponse, verb: Speech, phoneUrl: string): void {
  switch (verb.kind) {
    case 'say':
      say(response, verb);
      break;
    case 'ask':
      ask(response, verb, phoneUrl);
      break;
    case 'record':
      record(response, verb, phoneUrl);
      break;
    case 'music':
      response.play(`${phoneUrl}/music`);
      break;
    case 'go':
      response.redirect({ method: 'POST' }, phoneUrl + verb.to);
      break;
    case 'dial':
      dial(response, verb, phoneUrl);
      break;
    case 'reject':
      response.reject();
      break;
    case 'hang-up':
      response.hangup();
      break;
    default:
      assertNever(verb);
  }
}

function say(parent: Sayer, { text, language, voice }: Say): void {
  const own = wordsOf(language);
  // The types list the voices of one month; Twilio's page has the current ones.
  const attributes: Record<string, string> = { language: own.tag, voice: voice ?? own.voice };
  // An admin's words may hold anything; a character that XML forbids would throw and silence the line.
  for (const part of partsOf(plainText(text))) parent.say(attributes, part);
}

/** Voices take 4,500 characters at once, in which one of ours counts for up to nine: error 13521. */
const LONGEST_SAY = 480;

/** Behind a word or, in Japanese, behind a mark, where there is one. */
const LAST_REST = /^[\s\S]*[\s、。]/u;

function partsOf(text: string): string[] {
  if (text.length <= LONGEST_SAY) return [text];
  const most = text.slice(0, LONGEST_SAY).replace(/[\ud800-\udbff]$/, '');
  const part = LAST_REST.exec(most)?.[0] ?? most;
  return [part, ...partsOf(text.slice(part.length))];
}

function ask(response: VoiceResponse, { keys, speech, ...verb }: Ask, phoneUrl: string): void {
  const inputs = [keys && 'dtmf', speech && 'speech'].filter((input) => input !== undefined);
  // The types list the languages of one month, and a list of inputs where TwiML has words.
  const attributes: Record<string, string> = {
    action: phoneUrl + verb.at,
    method: 'POST',
    input: inputs.join(' '),
    timeout: String(verb.timeoutSeconds),
    ...(verb.onEmpty === true && { actionOnEmptyResult: 'true' }),
    ...(keys && { finishOnKey: keys.finishOnKey }),
    ...(keys?.count !== undefined && { numDigits: String(keys.count) }),
    ...(speech && {
      language: wordsOf(verb.language).tag,
      speechTimeout: String(ANSWER_SILENCE_SECONDS),
      maxSpeechTime: String(LONGEST_ANSWER_SECONDS),
    }),
    ...(speech && speech.hints.length > 0 && { hints: speech.hints.map(toHint).filter(Boolean).join(', ') }),
  };
  const gather = response.gather(attributes);
  for (const said of verb.say) say(gather, said);
  if (verb.music === true) gather.play(`${phoneUrl}/music`);
}

/** Longer ones are refused: https://www.twilio.com/docs/voice/twiml/gather#hints */
const HINT_LENGTH = 100;

/** A comma would make two of one. */
const toHint = (text: string): string =>
  plainText(text.slice(0, HINT_LENGTH))
    .replace(/[\s,]+/g, ' ')
    .trim();

function record(response: VoiceResponse, verb: Extract<Speech, { kind: 'record' }>, phoneUrl: string): void {
  response.record({
    action: phoneUrl + verb.at,
    method: 'POST',
    timeout: SILENCE_SECONDS,
    finishOnKey: verb.finishOnKey,
    maxLength: verb.maxSeconds,
    playBeep: true,
    // Without its silent ends a message that holds nothing is empty, and Twilio goes on to the next verb.
    trim: 'trim-silence',
    recordingStatusCallback: `${phoneUrl}/recording`,
    recordingStatusCallbackMethod: 'POST',
    recordingStatusCallbackEvent: ['completed'],
  });
}

function dial(response: VoiceResponse, verb: Extract<Speech, { kind: 'dial' }>, phoneUrl: string): void {
  response
    .dial({
      action: phoneUrl + verb.at,
      method: 'POST',
      timeout: verb.ringSeconds,
      answerOnBridge: true,
      ...(verb.callerId === undefined ? {} : { callerId: verb.callerId }),
    })
    .number({ url: phoneUrl + verb.whisper, method: 'POST' }, verb.number);
}
