import type { CallerFacts } from '../caller/know-caller';
import { greetingLanguage } from '../caller/number';
import type { Audit } from '../contract/audit';
import type { Call } from '../contract/call';
import type { Result } from '../contract/failure';
import { LANGUAGES, type Language } from '../contract/language';
import { findLine, type Line, type Settings, unreadNumbers } from '../contract/settings';
import type { CallBook } from './call-book';
import type { Effect, Outcome, Step } from './effect';
import type { CallEvent } from './event';
import type { Speech } from './speech';
import { resume, step } from './step';
import type { Surroundings } from './talk';

/** Puts a call in the queue of those to be filed, to be taken up after some seconds (at once without them). */
export type FileLater = (callId: string, delaySeconds?: number) => Promise<Result<void>>;

/**
 * The recording can't be fetched yet when the caller has just stopped speaking. The webhook that says when it can files
 * the call at once; this is the net for when that webhook never comes.
 */
const RECORDING_DELAY_SECONDS = 5;

/** What is known of a caller besides the call. */
type Known = CallerFacts & Pick<Surroundings, 'pepper'>;

const NOBODY: Known = { refused: false, canText: false, open: [], pepper: undefined };

export interface Conversation {
  calls: CallBook;
  /** Never fails: where nothing can be found out, the caller is let in as a stranger. */
  knowCaller(caller: { from: string | null; raw: string }, line: Line): Promise<CallerFacts>;
  loadPepper(): Promise<Result<string>>;
  /** Does what the line can't, as far as there is time; never fails. */
  perform(effect: Effect, call: Call, line: Line): Promise<Outcome>;
  /** Transcribes and understands a call whose caller waits; never fails. */
  workOn(callId: string): Promise<void>;
  /** Keeps that a caller wants no texts; never fails. */
  endTexts(call: Call): Promise<void>;
  /** Never fails: where it can't be done now, it is once the call is filed. */
  deleteRecording(sid: string): Promise<void>;
  fileLater: FileLater;
  /** Has the provider's own records looked through soon; never fails. */
  reconcileSoon: () => Promise<void>;
  audit: Audit;
  settings: Settings;
  /** Milliseconds since the epoch. */
  now: () => number;
  /** Told what could not be kept, and of calls to a number without a line; the caller is answered all the same. */
  report(problem: { event: string; callId: string; failure?: string }): void;
}

/**
 * Takes one event of a call: what the line says to it, or `stale` for a replay. A line that a later version has saved is
 * not ours to answer: its fallback at Twilio does, and what it records is found once the line can be read.
 *
 * A store or a queue that is out never silences the line: the caller is heard and recorded, and the recording's own
 * webhooks and the sweep bring the call back.
 */
export async function converse(
  event: CallEvent,
  world: Conversation,
): Promise<Speech[] | 'stale' | 'line-not-understood'> {
  if (event.kind === 'call-received' && unreadNumbers(world.settings).includes(event.to)) {
    world.report({ event: 'line-not-understood', callId: event.callId });
    return 'line-not-understood';
  }
  const { before, result, kept, around } = await takeStep(event, world, await knowing(event, world));
  if (result === 'stale') return 'stale';
  await tell(event, before, result, kept, world);
  if (result.file) await queue(event.callId, isJustSaid(event) ? RECORDING_DELAY_SECONDS : 0, world);
  if (isAwaited(event, result.call)) await world.workOn(event.callId);
  if (result.pending === undefined || around.line === undefined || result.call === undefined)
    return result.say;
  return goOn(result.call, result.pending, around, world);
}

/** Does what the line waits for, and lets it go on. */
async function goOn(
  call: Call,
  pending: NonNullable<Exclude<Step, 'stale'>['pending']>,
  around: Surroundings,
  world: Conversation,
): Promise<Speech[] | 'stale'> {
  const { line } = around;
  if (line === undefined) return [];
  const outcome = await world.perform(pending.effect, call, line);
  let result: Step | undefined;
  const kept = await world.calls.update(call.id, (stored) => {
    result = resume(stored ?? call, pending, outcome, { ...around, now: world.now() });
    return result === 'stale' ? stored : result.call;
  });
  result ??= resume(call, pending, outcome, around);
  if (!kept.ok) world.report({ event: 'call-not-stored', callId: call.id, failure: kept.failure.kind });
  if (result === 'stale') return 'stale';
  if (result.file) await queue(call.id, 0, world);
  // Only one thing at a time is waited for.
  return result.say;
}

/** Whether somebody is on the line who waits for what was said to be understood. */
const isAwaited = (event: CallEvent, call: Call | undefined): boolean =>
  event.kind === 'recording-completed' && call?.heldUntil !== undefined && call.endedAt === undefined;

/** What has to be known of a step besides what is said. */
async function tell(
  event: CallEvent,
  before: Call | undefined,
  result: Exclude<Step, 'stale'>,
  kept: Result<unknown>,
  world: Conversation,
): Promise<void> {
  const { callId } = event;
  if (!kept.ok) world.report({ event: 'call-not-stored', callId, failure: kept.failure.kind });
  if (event.kind === 'call-received' && findLine(world.settings, event.to) === undefined)
    world.report({ event: 'number-without-line', callId });
  if (result.turnedAway !== undefined)
    await world.audit({
      action: result.turnedAway === 'paused' ? 'turn-away' : 'reject',
      outcome: 'done',
      callId,
    });
  if (result.reconcile) await world.reconcileSoon();
  for (const sid of unwanted(event, before, result.call)) await world.deleteRecording(sid);
  if (result.call?.textsOff === true && before?.textsOff !== true) await world.endTexts(result.call);
}

/** Nobody is to find what a caller did not want to be recorded; what is being made is deleted once it is there. */
function unwanted(event: CallEvent, before: Call | undefined, call: Call | undefined): string[] {
  const discarded = call?.discarded ?? [];
  if (event.kind === 'recording-completed') return discarded.filter((sid) => sid === event.recording.sid);
  if (event.kind !== 'turn-taken' || call?.unrecorded !== true) return [];
  const known = [...(before?.discarded ?? []), event.recording?.sid];
  return discarded.filter((sid) => !known.includes(sid));
}

/** Somebody may be about to do it at once, in the webhooks of the call itself. */
const isJustSaid = (event: CallEvent): boolean =>
  event.kind === 'turn-taken' && (event.recording !== undefined || event.speech !== undefined);

async function queue(callId: string, delaySeconds: number, world: Conversation): Promise<void> {
  const queued = await world.fileLater(callId, delaySeconds);
  if (!queued.ok) world.report({ event: 'call-not-queued', callId, failure: queued.failure.kind });
}

/** Takes an event of a call: the call before it, what is to be done, and the call as it was kept. */
export async function takeStep(
  event: CallEvent,
  world: Pick<Conversation, 'calls' | 'settings' | 'now'>,
  known: Known = NOBODY,
): Promise<{
  before: Call | undefined;
  result: Step;
  kept: Result<Call | undefined>;
  around: Surroundings;
}> {
  let before: Call | undefined;
  let result: Step | undefined;
  let around: Surroundings | undefined;
  const kept = await world.calls.update(event.callId, (call) => {
    before = call;
    around = surroundings(call, event, known, world);
    result = step(call, event, around);
    return result === 'stale' ? call : result.call;
  });
  around ??= surroundings(undefined, event, known, world);
  return { before, result: result ?? step(undefined, event, around), kept, around };
}

/** What is known of a caller as the call comes in stays with the call; only a code is checked with a secret. */
async function knowing(event: CallEvent, world: Conversation): Promise<Known> {
  if (event.kind === 'turn-taken' && event.turn.place === 'code') {
    const pepper = await world.loadPepper();
    return pepper.ok ? { ...NOBODY, pepper: pepper.value } : NOBODY;
  }
  const line = event.kind === 'call-received' ? findLine(world.settings, event.to) : undefined;
  if (event.kind !== 'call-received' || line === undefined) return NOBODY;
  return { ...NOBODY, ...(await world.knowCaller({ from: event.from, raw: event.raw ?? '' }, line)) };
}

function surroundings(
  call: Call | undefined,
  event: CallEvent,
  known: Known,
  { settings, now }: Pick<Conversation, 'settings' | 'now'>,
): Surroundings {
  const number = call?.lineNumber ?? ('to' in event ? event.to : undefined) ?? '';
  const from = call?.from ?? ('from' in event ? event.from : null);
  const line = findLine(settings, number);
  const language = call?.language ?? greetingLanguage(spokenBy(line), from);
  return {
    line,
    language,
    ...known,
    paused: settings.paused !== undefined,
    now: now(),
  };
}

/** A number without a line is a polite sentence only, in whatever language fits; a line may keep to its first. */
function spokenBy(line: Line | undefined): readonly Language[] {
  if (line === undefined) return LANGUAGES;
  return line.languagePolicy === 'fixed' ? line.languages.slice(0, 1) : line.languages;
}
