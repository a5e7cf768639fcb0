import { canGetTexts, greetingLanguage } from '../caller/number';
import type { Audit } from '../contract/audit';
import type { Call } from '../contract/call';
import type { Result } from '../contract/failure';
import { LANGUAGES, type Language } from '../contract/language';
import { findLine, type Line, type Settings, unreadNumbers } from '../contract/settings';
import type { CallBook } from './call-book';
import { type CallEvent, type Speech, type Step, step } from './step';

/** Puts a call in the queue of those to be filed, to be taken up after some seconds (at once without them). */
export type FileLater = (callId: string, delaySeconds?: number) => Promise<Result<void>>;

/**
 * The recording can't be fetched yet when the caller has just stopped speaking. The webhook that says when it can files
 * the call at once; this is the net for when that webhook never comes.
 */
const RECORDING_DELAY_SECONDS = 5;

export interface Conversation {
  calls: CallBook;
  fileLater: FileLater;
  /** Has the provider's own records looked through soon; never fails. */
  reconcileSoon: () => Promise<void>;
  audit: Audit;
  settings: Settings;
  /** Milliseconds since the epoch. */
  now: number;
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
  const { result, kept } = await takeStep(event, world);
  if (result === 'stale') return 'stale';
  if (!kept.ok) report(world, event, 'call-not-stored', kept);
  if (event.kind === 'call-received' && findLine(world.settings, event.to) === undefined)
    world.report({ event: 'number-without-line', callId: event.callId });
  if (result.turnedAway) await world.audit({ action: 'turn-away', outcome: 'done', callId: event.callId });
  if (result.reconcile) await world.reconcileSoon();
  if (result.file) {
    const delay = event.kind === 'message-recorded' ? RECORDING_DELAY_SECONDS : 0;
    const queued = await world.fileLater(event.callId, delay);
    if (!queued.ok) report(world, event, 'call-not-queued', queued);
  }
  return result.say;
}

/** Takes an event of a call: the call before it, what is to be done, and the call as it was kept. */
export async function takeStep(
  event: CallEvent,
  world: Pick<Conversation, 'calls' | 'settings' | 'now'>,
): Promise<{ before: Call | undefined; result: Step; kept: Result<Call | undefined> }> {
  const decide = (call: Call | undefined): Step => step(call, event, surroundings(call, event, world));
  let before: Call | undefined;
  let result: Step | undefined;
  const kept = await world.calls.update(event.callId, (call) => {
    before = call;
    result = decide(call);
    return result === 'stale' ? call : result.call;
  });
  return { before, result: result ?? decide(undefined), kept };
}

function surroundings(
  call: Call | undefined,
  event: CallEvent,
  { settings, now }: Pick<Conversation, 'settings' | 'now'>,
) {
  const number = call?.lineNumber ?? ('to' in event ? event.to : undefined) ?? '';
  const from = call?.from ?? ('from' in event ? event.from : null);
  const line = findLine(settings, number);
  const language = call?.language ?? greetingLanguage(spokenBy(line), from);
  const textFollows = line?.confirmation.enabled === true && canGetTexts(from);
  return { line, language, textFollows, paused: settings.paused !== undefined, now };
}

/** A number without a line is a polite sentence only, in whatever language fits; a line may keep to its first. */
function spokenBy(line: Line | undefined): readonly Language[] {
  if (line === undefined) return LANGUAGES;
  return line.detectLanguage ? line.languages : line.languages.slice(0, 1);
}

const report = (
  world: Conversation,
  { callId }: CallEvent,
  event: string,
  result: Extract<Result<unknown>, { ok: false }>,
): void => world.report({ event, callId, failure: result.failure.kind });
