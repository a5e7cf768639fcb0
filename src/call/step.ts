import type { Call } from '../contract/call';
import { assertNever } from '../contract/failure';
import type { Language } from '../contract/language';
import type { Line } from '../contract/settings';
import { wordsOf } from './languages';
import { enter } from './life';
import { referenceOf } from './reference';

/** What the phone provider told us, verified and parsed. */
export type CallEvent =
  | { kind: 'call-received'; callId: string; from: string | null; to: string }
  | {
      kind: 'message-recorded';
      callId: string;
      from: string | null;
      to: string;
      recording: RecordingFacts;
      /** Which of the line's attempts to hear something this was, from 1. */
      attempt: number;
    }
  /** The media can be fetched now; may come before, after or instead of `message-recorded`. */
  | { kind: 'recording-completed'; callId: string; recording: RecordingFacts }
  | { kind: 'call-ended'; callId: string; seconds: number; to?: string | undefined }
  /** A call that is over, as the provider's own records have it; times are milliseconds since the epoch. */
  | {
      kind: 'recording-found';
      callId: string;
      from: string | null;
      to: string;
      startedAt: number;
      endedAt: number;
      seconds: number;
      recording: RecordingFacts;
    };

type RecordingFacts = { sid: string; seconds: number };
type EventOf<K extends CallEvent['kind']> = Extract<CallEvent, { kind: K }>;

/** What the line does next, in the order in which it does it. */
export type Speech =
  | { kind: 'say'; text: string; language: Language }
  | { kind: 'record'; attempt: number; maxSeconds: number }
  | { kind: 'hang-up' };

/** What the conversation is told about its surroundings. */
export interface Surroundings {
  /** The line that was called; undefined for a number that no line has. */
  line: Line | undefined;
  /** What the line speaks to this caller. */
  language: Language;
  /** Whether a confirmation by text message will follow once the request exists. */
  textFollows: boolean;
  /** Whether an admin has stopped new calls (V23); those that were let in before go on. */
  paused: boolean;
  /** Milliseconds since the epoch. */
  now: number;
}

/** `stale`: a webhook that this call can no longer get from the provider, so a replay. */
export type Step =
  | 'stale'
  | {
      call: Call | undefined;
      say: Speech[];
      file: boolean;
      /** Set when the caller was not let in because intake is paused. */
      turnedAway?: true;
      /** Set when the provider knows of a call that we don't: its own records have the rest. */
      reconcile?: true;
    };

const ATTEMPTS = 3;
/** Twilio ends calls after four hours: https://www.twilio.com/docs/voice/api/call-resource */
const LONGEST_CALL_MS = 4 * 60 * 60 * 1000;

/**
 * The conversation: what happened in, what the line does out. Pure, and harmless to repeat: an event that comes again
 * gets the same answer and changes nothing. `file` says that there is something to turn into a request.
 */
export function step(call: Call | undefined, event: CallEvent, around: Surroundings): Step {
  switch (event.kind) {
    case 'call-received':
      return receiveCall(call, event, around);
    case 'message-recorded':
      return takeMessage(call, event, around);
    case 'recording-completed':
      return call === undefined
        ? { call, say: [], file: false, reconcile: true }
        : keepRecording(withMediaReady(call, event.recording), event.recording, around.now, []);
    case 'call-ended':
      return endCall(call, event, around);
    case 'recording-found':
      return takeFoundRecording(call, event, around);
    default:
      return assertNever(event);
  }
}

function receiveCall(call: Call | undefined, event: EventOf<'call-received'>, around: Surroundings): Step {
  const { line, language, now } = around;
  const words = wordsOf(language).spoken;
  if (line === undefined) return { call, say: [say(words.unknownNumber, language), hangUp], file: false };
  if (call !== undefined && (call.state !== 'answered' || now - call.answeredAt > LONGEST_CALL_MS))
    return 'stale';
  if (call === undefined && around.paused)
    return { call, say: [say(words.paused, language), hangUp], file: false, turnedAway: true };
  // What the admin wrote is in the line's first language, and is said in its voice whatever the caller speaks.
  const own = line.languages[0] ?? language;
  return {
    call: call ?? startCall(event, line, around),
    say: [
      line.greeting ? say(line.greeting, own) : say(words.greeting(line.name), language),
      line.notice ? say(line.notice, own) : say(words.notice, language),
      say(words.prompt, language),
      ...listen(line, language, 1),
    ],
    file: false,
  };
}

function takeMessage(
  known: Call | undefined,
  event: EventOf<'message-recorded'>,
  around: Surroundings,
): Step {
  const { line, language, now } = around;
  // The call is made here when the store was out while it was answered.
  const call = known ?? (line && startCall(event, line, around));
  if (call === undefined) return { call, say: [hangUp], file: false };
  if (event.recording.seconds < 1)
    return { call, say: line ? listenAgain(line, language, event.attempt) : [hangUp], file: false };
  const filing = wordsOf(language).spoken.filing;
  const farewell = around.textFollows ? filing.byText : filing.byReference(spell(call.reference));
  const speech = [say(farewell, language), hangUp];
  const isLater = call.recording !== undefined && call.recording.sid !== event.recording.sid;
  // The line listens again only after it heard nothing: a later message is the one that counts, whatever the provider
  // has meanwhile said of the one before. Once the first is being filed, the later one stays with the provider.
  if (isLater && call.state !== 'recorded' && call.state !== 'abandoned')
    return { call, say: speech, file: false };
  return keepRecording(isLater ? withoutRecording(call) : call, event.recording, now, speech);
}

const inState = (call: Call, state: Call['state']): Call =>
  call.state === state ? call : enter(call, state);

const withoutRecording = ({ recording: _, problem: __, ...call }: Call): Call => call;

/** A message that was left after one that turned out to be silent: by the fallback, or heard of late. */
const isAfterSilence = ({ state, recording }: Call, { sid, seconds }: RecordingFacts): boolean =>
  state === 'abandoned' && recording !== undefined && recording.sid !== sid && seconds >= 1;

/** Keeps the recording of a call; it is filed once, however often and by whatever webhook we hear of it. */
function keepRecording(known: Call, recording: RecordingFacts, now: number, speech: Speech[]): Step {
  const call = isAfterSilence(known, recording) ? withoutRecording(known) : known;
  if (call.recording !== undefined && call.recording.sid !== recording.sid) return 'stale';
  if (recording.seconds < 1) return { call, say: speech, file: false };
  if (call.recording !== undefined) return { call, say: speech, file: call.state === 'recorded' };
  return {
    call: { ...inState(call, 'recorded'), recording: { ...recording, at: now } },
    say: speech,
    file: true,
  };
}

/** A call that waits for its media need not wait any longer. */
function withMediaReady(call: Call, { sid, seconds }: RecordingFacts): Call {
  const isAwaited = call.state === 'recorded' && call.retry?.service === 'twilio';
  if (!isAwaited || call.recording?.sid !== sid || seconds < 1) return call;
  const { retry: _, ...ready } = call;
  return ready;
}

/**
 * Takes what reconciliation found: a message of which no webhook told us, or told us only in part. One that is known
 * stays as it is, and so does a call with no other recording than one that turned out to be silent.
 */
function takeFoundRecording(
  known: Call | undefined,
  event: EventOf<'recording-found'>,
  around: Surroundings,
): Step {
  const { recording, startedAt, endedAt, seconds } = event;
  const heard = known && isAfterSilence(known, recording) ? withoutRecording(known) : known;
  const call = heard ?? (around.line && startCall(event, around.line, { ...around, now: startedAt }));
  if (call === undefined) return { call, say: [], file: false };
  const isEnded = call.endedAt !== undefined && call.durationSeconds !== undefined;
  const ended = isEnded
    ? call
    : { ...call, endedAt: call.endedAt ?? endedAt, durationSeconds: call.durationSeconds ?? seconds };
  const isMissing = call.recording === undefined && ['answered', 'abandoned'].includes(call.state);
  if (isMissing && recording.seconds >= 1)
    return {
      call: { ...enter(ended, 'recorded'), recording: { ...recording, at: endedAt } },
      say: [],
      file: true,
    };
  // Nobody may have queued it, if our last try ended between the two.
  const isOurs = call.state === 'recorded' && call.recording?.sid === recording.sid;
  return { call: known === undefined ? known : ended, say: [], file: isOurs };
}

function endCall(call: Call | undefined, event: EventOf<'call-ended'>, around: Surroundings): Step {
  const { line, paused, now } = around;
  // Somebody else has answered on our line: the fallback, or we while the store was out.
  if (call === undefined && line !== undefined && !paused)
    return { call, say: [], file: false, reconcile: true };
  if (call === undefined || call.endedAt !== undefined) return { call, say: [], file: false };
  const ended = { ...call, endedAt: now, durationSeconds: event.seconds };
  // A recording may still be on its way: it takes the call out of `abandoned` again.
  return { call: call.state === 'answered' ? enter(ended, 'abandoned') : ended, say: [], file: false };
}

const startCall = (
  event: { callId: string; from: string | null; to: string },
  line: Line,
  { language, now }: Surroundings,
): Call => ({
  id: event.callId,
  state: 'answered',
  reference: referenceOf(event.callId),
  lineId: line.id,
  lineNumber: event.to,
  from: event.from,
  language,
  answeredAt: now,
  fence: 0,
  steps: {},
});

/**
 * Records, and when nothing is heard asks again in other words. An empty `<Record>` makes no request and falls through
 * to the next verb (https://www.twilio.com/docs/voice/twiml/record), so all attempts fit in one document.
 */
function listen(line: Line, language: Language, attempt: number): Speech[] {
  const record: Speech = { kind: 'record', attempt, maxSeconds: line.maxMessageSeconds };
  return [record, ...listenAgain(line, language, attempt)];
}

function listenAgain(line: Line, language: Language, attempt: number): Speech[] {
  const { quiet, goodbyeQuiet } = wordsOf(language).spoken;
  const again = quiet[attempt - 1];
  return again === undefined || attempt >= ATTEMPTS
    ? [say(goodbyeQuiet, language), hangUp]
    : [say(again, language), ...listen(line, language, attempt + 1)];
}

/** `K7QM-2R4X` → `K, 7, Q, M, 2, R, 4, X`: one character at a time, with room to write it down. */
const spell = (reference: string): string => [...reference.replace('-', '')].join(', ');

const say = (text: string, language: Language): Speech => ({ kind: 'say', text, language });
const hangUp: Speech = { kind: 'hang-up' };
