import type { CallBook } from '../call/call-book';
import { type FileLater, takeStep } from '../call/converse';
import type { CallEvent } from '../call/event';
import { callerNumber } from '../caller/number';
import type { Audit } from '../contract/audit';
import { isTransient, type Result, succeed } from '../contract/failure';
import type { Line, Settings } from '../contract/settings';
import type { Phone, ProviderCall, ProviderRecording } from './ports';
import {
  isReconciliationDue,
  mayReconcile,
  type ReconcileBook,
  type ReconcileState,
  windowStart,
} from './reconcile-when-due';
import { waitMs } from './retry';

export interface Reconciliation {
  reconciliation: ReconcileBook;
  calls: CallBook;
  phone: Pick<Phone, 'listCalls' | 'listRecordings'>;
  fileLater: FileLater;
  settings: Settings;
  audit: Audit;
  /** Milliseconds since the epoch. */
  now: () => number;
  /** From 0 up to, but not, 1. */
  random: () => number;
  log: (line: { event: string; callId?: string; failure?: string; ms?: number }) => void;
}

/**
 * One run of the queue's job: nothing is left to do, or it is to come back in so many milliseconds. What can't succeed
 * by itself is left to the sweep, which asks again as long as no run was complete.
 *
 * @param retries how often this job has come back already
 */
export async function runReconciliation(
  world: Reconciliation,
  retries: number,
): Promise<{ kind: 'settled' } | { kind: 'wait'; ms: number }> {
  const done = await reconcile(world);
  if (done.ok) return { kind: 'settled' };
  const { failure } = done;
  world.log({ event: 'reconciliation-failed', failure: failure.kind });
  return isTransient(failure)
    ? { kind: 'wait', ms: waitMs(retries + 1, failure.retryAfterSeconds, world.random()) }
    : { kind: 'settled' };
}

const DAY_MS = 24 * 60 * 60 * 1000;
/**
 * After a long time without a run a day is looked through at a time, the oldest first, and noted: a list of the provider's
 * can only be read up to a length, and what has been done need not be done again.
 */
const SLICE_MS = DAY_MS;
/**
 * Compares the provider's own records with ours: every message that was left on one of the app's numbers becomes a call
 * that is filed, whether or not a webhook told us. So no call is lost that the number's fallback answered while the app
 * was out.
 *
 * Harmless to repeat, also at the same time: each call is changed on condition that nobody else has taken it meanwhile.
 * How far it has come is noted only when all before that succeeded.
 *
 * @returns how many calls were made or taken up again
 */
export async function reconcile(world: Reconciliation): Promise<Result<number>> {
  const begun = world.now();
  if (!mayReconcile(world.settings)) return succeed(0);
  const state = await world.reconciliation.load();
  if (!state.ok) return state;
  if (!isReconciliationDue(state.value, begun)) return succeed(0);
  let taken = 0;
  for (let { until, resumeFrom } = state.value, isDone = false; !isDone; resumeFrom = {}) {
    const slice = nextSlice({ ...state.value, until, resumeFrom }, world.settings, begun);
    const found = await findMessages(slice, world);
    if (!found.ok) return found;
    const added = await takeAllIn(found.value, world);
    if (!added.ok) return added;
    taken += added.value;
    until = slice.before ?? begun;
    const noted = await world.reconciliation.save({ until });
    if (!noted.ok) return noted;
    isDone = slice.before === undefined;
  }
  const resumeFrom = withoutLines(state.value, world.settings);
  const hasResumed = Object.keys(resumeFrom).length < Object.keys(state.value.resumeFrom).length;
  const noted = hasResumed ? await world.reconciliation.save({ resumeFrom }) : succeed(undefined);
  if (!noted.ok) return noted;
  world.log({ event: 'reconciled', ms: world.now() - begun });
  return succeed(taken);
}

/** The numbers that still have no line. */
const withoutLines = ({ resumeFrom }: ReconcileState, { lines }: Settings): ReconcileState['resumeFrom'] =>
  Object.fromEntries(
    Object.entries(resumeFrom).filter(([number]) => lines.every((line) => line.number !== number)),
  );

/** What is looked through in one go. Times are milliseconds since the epoch. */
interface Slice {
  /** From when on a line's calls are looked at. */
  sinceOf: (line: Line) => number;
  /** The earliest of these. */
  since: number;
  /** Undefined in the last slice: what the provider takes to be later than we do belongs to it. */
  before: number | undefined;
}

function nextSlice(state: ReconcileState, { lines }: Settings, now: number): Slice {
  const sinceOf = ({ number }: Line): number => windowStart(state, number, now);
  const since = Math.min(...lines.map(sinceOf));
  const end = since + SLICE_MS;
  return { sinceOf, since, before: end < now ? end : undefined };
}

/** @returns how many were new */
async function takeAllIn(messages: readonly FoundMessage[], world: Reconciliation): Promise<Result<number>> {
  let taken = 0;
  for (const message of messages) {
    const isNew = await takeIn(message, world);
    if (!isNew.ok) return isNew;
    if (isNew.value) taken += 1;
  }
  return succeed(taken);
}

interface FoundMessage {
  call: ProviderCall;
  recording: ProviderRecording;
}

/** The messages that were left on the app's numbers in calls that are over. */
async function findMessages(
  { sinceOf, since, before }: Slice,
  { phone, settings }: Reconciliation,
): Promise<Result<FoundMessage[]>> {
  const recordings = await phone.listRecordings(since, before);
  if (!recordings.ok) return recordings;
  const byCall = messagesOfEachCall(recordings.value);
  if (byCall.size === 0) return succeed([]);
  const found: FoundMessage[] = [];
  for (const line of settings.lines) {
    const calls = await phone.listCalls(line.number, sinceOf(line), before);
    if (!calls.ok) return calls;
    for (const call of calls.value)
      found.push(...(byCall.get(call.id) ?? []).map((recording) => ({ call, recording })));
  }
  return succeed(found);
}

/** A call has several where something was added, or where the fallback went on after the line; an empty one is none. */
function messagesOfEachCall(recordings: readonly ProviderRecording[]): Map<string, ProviderRecording[]> {
  const byCall = new Map<string, ProviderRecording[]>();
  for (const recording of recordings.filter(({ seconds }) => seconds > 0))
    byCall.set(recording.callId, [...(byCall.get(recording.callId) ?? []), recording]);
  return byCall;
}

/** @returns whether the call was made or taken up again, rather than known. */
async function takeIn({ call, recording }: FoundMessage, world: Reconciliation): Promise<Result<boolean>> {
  const begun = world.now();
  const { id, from, to, startedAt, endedAt, seconds } = call;
  const event: CallEvent = {
    kind: 'recording-found',
    callId: id,
    from: callerNumber(from),
    to,
    startedAt,
    endedAt,
    seconds,
    recording: { sid: recording.sid, seconds: recording.seconds },
  };
  const { before, result, kept } = await takeStep(event, { ...world, now: () => begun });
  if (!kept.ok) return kept;
  if (result === 'stale' || !result.file) return succeed(false);
  const queued = await world.fileLater(id);
  // The sweep finds it where the queue did not take it.
  if (!queued.ok) world.log({ event: 'call-not-queued', callId: id, failure: queued.failure.kind });
  if (before?.state === 'recorded') return succeed(false);
  await world.audit({
    action: 'reconcile',
    outcome: 'done',
    callId: id,
    ms: Math.max(0, world.now() - begun),
  });
  return succeed(true);
}
