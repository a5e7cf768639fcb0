import { measureMs, type Speech } from '../audio';
import { CallerHungUp, type Fits, type Heard } from '../line';
import type { LoadedDocument } from '../load';
import { type CallSession, NEXT, type Next } from '../session';
import { listElements, type TwimlElement } from '../twiml/document';
import { prepare, type Sound, sound } from './announce';
import { fetchAction } from './follow';

interface GatherRules {
  keys: boolean;
  speech: boolean;
  timeoutMs: number;
  /** Silence that ends an utterance. */
  speechTimeoutMs: number;
  maxSpeechMs: number;
  numDigits: number;
  finishOnKey: string;
  bargeIn: boolean;
}

type Gathered = { kind: 'keys'; digits: string; finishedOn: string } | { kind: 'speech'; text: string };

const DEFAULT_TIMEOUT_SECONDS = 5;
const AUTO_SPEECH_TIMEOUT_MS = 1000;
/** Recognisers are rarely sure; a number that always looks the same hides nothing. */
const CONFIDENCE = { least: 0.82, most: 0.97 };

/** `<Gather>`: https://www.twilio.com/docs/voice/twiml/gather */
export async function gather(
  session: CallSession,
  verb: TwimlElement,
  document: LoadedDocument,
): Promise<Next> {
  const rules = readRules(verb);
  const { input = 'dtmf', language = 'en-US', actionOnEmptyResult } = verb.attributes;
  session.emit({
    kind: 'gather-started',
    input,
    ...(Number.isFinite(rules.numDigits) && { numDigits: rules.numDigits }),
    timeout: rules.timeoutMs / 1000,
    finishOnKey: rules.finishOnKey,
    language,
  });
  const result = await collect(session, rules, await prompt(session, verb, rules, document));
  const isEmpty = result === undefined || (result.kind === 'keys' && result.digits === '');
  session.emit({
    kind: 'gather-ended',
    ...(result?.kind === 'keys' && !isEmpty && { digits: result.digits }),
    ...(result?.kind === 'speech' && { speech: result.text }),
  });
  if (isEmpty && actionOnEmptyResult !== 'true') return NEXT;
  return fetchAction(verb, document, 'gather', describeResult(session, rules, result));
}

function readRules({ attributes }: TwimlElement): GatherRules {
  const inputs = (attributes.input ?? 'dtmf').split(/\s+/);
  const timeout = attributes.timeout === 'auto' ? Number.NaN : Number(attributes.timeout ?? Number.NaN);
  const timeoutMs = (Number.isNaN(timeout) ? DEFAULT_TIMEOUT_SECONDS : timeout) * 1000;
  const { speechTimeout } = attributes;
  return {
    keys: inputs.includes('dtmf'),
    speech: inputs.includes('speech'),
    timeoutMs,
    speechTimeoutMs:
      speechTimeout === 'auto'
        ? AUTO_SPEECH_TIMEOUT_MS
        : speechTimeout
          ? Number(speechTimeout) * 1000
          : timeoutMs,
    maxSpeechMs: Number(attributes.maxSpeechTime ?? 60) * 1000,
    numDigits: Number(attributes.numDigits ?? Number.POSITIVE_INFINITY),
    finishOnKey: attributes.finishOnKey ?? '#',
    bargeIn: attributes.bargeIn !== 'false',
  };
}

/**
 * The nested verbs; a key stops them, and so does a voice unless `bargeIn="false"`. All clips are fetched before the
 * first is played: https://www.twilio.com/docs/voice/twiml/gather#nest-other-verbs
 */
async function prompt(
  session: CallSession,
  verb: TwimlElement,
  rules: GatherRules,
  document: LoadedDocument,
): Promise<Heard> {
  const sounds: Sound[] = [];
  for (const child of listElements(verb)) {
    const ready = await prepare(session, child, document);
    if (ready) sounds.push(ready);
  }
  const noticed: Fits = (act) =>
    (act.kind === 'press' && rules.keys) || (act.kind === 'speak' && rules.speech && rules.bargeIn);
  for (const ready of sounds) {
    const heard = await sound(session, ready, noticed);
    if (heard.kind !== 'nothing') return heard;
  }
  return { kind: 'nothing' };
}

/** What one act of the caller's added. */
type Taken = { digits: string; result?: Gathered };

async function collect(
  session: CallSession,
  rules: GatherRules,
  first: Heard,
): Promise<Gathered | undefined> {
  let digits = '';
  let isListening = false;
  const hear = (only?: Fits): Promise<Heard> => {
    if (!isListening) session.emit({ kind: 'listening' });
    isListening = true;
    return session.line.hear(rules.timeoutMs, only, digits === '');
  };
  // At pace 0, what a script's caller says is for whoever listens to words: here, or in a later verb.
  const keysOnly: Fits | undefined = rules.speech ? undefined : (act) => act.kind !== 'speak';
  let act = first.kind === 'nothing' ? await hear(keysOnly) : first;
  while (act.kind === 'press' || act.kind === 'speak') {
    const taken =
      act.kind === 'press'
        ? takeKeys(session, rules, digits, act.digits)
        : await takeSpeech(session, rules, digits, act.speech);
    if (taken.result) return taken.result;
    digits = taken.digits;
    act = await hear(digits === '' ? keysOnly : (next) => next.kind !== 'speak');
  }
  if (act.kind === 'hang-up') throw new CallerHungUp();
  return digits === '' ? undefined : { kind: 'keys', digits, finishedOn: '' };
}

/**
 * The finishing key ends it even without a digit (changelog of 2024-02-09); keys after the last one that is needed are
 * lost.
 */
function takeKeys(session: CallSession, rules: GatherRules, before: string, pressed: string): Taken {
  if (!rules.keys) {
    session.emit({ kind: 'input-ignored', what: `keys ${pressed}: only speech is gathered here` });
    return { digits: before };
  }
  let digits = before;
  for (const key of pressed) {
    if (rules.finishOnKey.includes(key)) {
      return { digits, result: { kind: 'keys', digits, finishedOn: key } };
    }
    digits += key;
    if (digits.length >= rules.numDigits) return { digits, result: { kind: 'keys', digits, finishedOn: '' } };
  }
  return { digits };
}

async function takeSpeech(
  session: CallSession,
  rules: GatherRules,
  digits: string,
  speech: Speech,
): Promise<Taken> {
  const text = rules.speech && digits === '' ? await recognise(session, rules, speech) : undefined;
  if (text !== undefined) return { digits, result: { kind: 'speech', text } };
  session.emit({ kind: 'input-ignored', what: describeUnheard(rules, speech) });
  return { digits };
}

/** The stand-in's recogniser reads the caption; sound without one is noise to it. */
async function recognise(
  { line }: CallSession,
  rules: GatherRules,
  speech: Speech,
): Promise<string | undefined> {
  await line.pass(Math.min(measureMs(speech), rules.maxSpeechMs) + rules.speechTimeoutMs);
  const text = speech.caption?.text.trim() ?? '';
  return text === '' ? undefined : text;
}

const describeUnheard = (rules: GatherRules, speech: Speech): string =>
  !rules.speech
    ? 'speech: only keys are gathered here'
    : speech.caption
      ? 'speech: keys were pressed first, or nothing was said'
      : 'speech without a caption: the stand-in has no ears';

function describeResult(
  { context }: CallSession,
  rules: GatherRules,
  result: Gathered | undefined,
): Record<string, string> {
  if (result?.kind === 'speech') {
    const confidence = CONFIDENCE.least + (CONFIDENCE.most - CONFIDENCE.least) * context.random();
    return { SpeechResult: result.text, Confidence: confidence.toFixed(8) };
  }
  return {
    msg: 'Gather End',
    Digits: result?.digits ?? '',
    FinishedOnKey: result?.finishedOn ?? '',
    ...(result === undefined && rules.speech && { SpeechResult: '' }),
  };
}
