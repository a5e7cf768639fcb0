import { z } from 'zod';
import { type Result, succeed } from '../contract/failure';
import type { Settings } from '../contract/settings';

/** What reconciliation remembers between runs. Times are milliseconds since the epoch. */
export const ReconcileState = z.object({
  /** From when on each of the app's numbers is its own; calls that began before are somebody else's matter. */
  since: z.record(z.string(), z.number()).default({}),
  /** From when on the calls of a number are to be looked at that had no line for a while, whatever was done since. */
  resumeFrom: z.record(z.string(), z.number()).default({}),
  /** When the last complete run began: all that was over before has been looked at. */
  until: z.number().optional(),
  lastSweepAt: z.number().optional(),
  /** Only a run that begins then or later is what was asked for. */
  wantedFrom: z.number().optional(),
});
export type ReconcileState = z.infer<typeof ReconcileState>;

/** Keeps each part by itself, so that nobody who writes one undoes another. */
export interface ReconcileBook {
  load(): Promise<Result<ReconcileState>>;
  save(part: Partial<ReconcileState>): Promise<Result<void>>;
}

/** Queues a run of reconciliation, to be taken up after so many seconds; one at a time runs. */
export type ReconcileLater = (delaySeconds?: number) => Promise<Result<void>>;

export interface ReconcileWatch {
  reconciliation: ReconcileBook;
  reconcileLater: ReconcileLater;
  /** Milliseconds since the epoch. */
  now: () => number;
  log: (line: { event: string; reason?: string; failure?: string }) => void;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Two sweeps in a row that did not come: Forge itself was out, and with it the line. */
const SWEEPS_MISSED_MS = 12 * MINUTE_MS;
/** A call goes on for a moment after its recording, and is in the provider's list when it is over. */
const SETTLE_MS = 30_000;
/** Whoever asks again and again puts a run off by no more than this. */
const LONGEST_WANT_MS = 5 * MINUTE_MS;

/** Whether the provider's records are to be looked through now. */
export function isReconciliationDue(state: ReconcileState, now: number): boolean {
  const { until, wantedFrom } = state;
  // One in the future is from a clock that was wrong.
  if (until === undefined || until > now || now - until >= HOUR_MS) return true;
  return isWanted(state) && (now >= (wantedFrom ?? 0) || now - until >= LONGEST_WANT_MS);
}

/** Whether somebody waits for a run that has not come yet. */
const isWanted = ({ wantedFrom, until }: ReconcileState): boolean =>
  wantedFrom !== undefined && (until === undefined || wantedFrom > until);

/** Asks for a run soon: calls may have come that we don't know of. Never fails. */
export async function wantReconciliation(watch: ReconcileWatch): Promise<void> {
  const state = await watch.reconciliation.load();
  const asked = state.ok ? await watch.reconciliation.save({ wantedFrom: watch.now() + SETTLE_MS }) : state;
  if (!asked.ok) watch.log({ event: 'reconciliation-not-noted', failure: asked.failure.kind });
  // While a run is awaited, one more in the queue would find nothing to do; the sweep sees to those that fell through.
  if (state.ok && asked.ok && isWanted(state.value)) return;
  await queue(watch, SETTLE_MS / 1000 + 1);
}

/**
 * Queues a run every hour, when one is wanted, and after a time in which no sweep came. Called by each sweep; never fails.
 */
export async function reconcileWhenDue(
  watch: ReconcileWatch & { loadSettings: () => Promise<Result<Settings>> },
): Promise<void> {
  const [state, settings] = await Promise.all([watch.reconciliation.load(), watch.loadSettings()]);
  if (!state.ok || !settings.ok) {
    watch.log({ event: 'reconciliation-not-queued', reason: 'store' });
    return;
  }
  const now = watch.now();
  const { lastSweepAt } = state.value;
  const wasOut = lastSweepAt !== undefined && now - lastSweepAt > SWEEPS_MISSED_MS;
  const hasReturned = settings.value.lines.some(({ number }) => state.value.resumeFrom[number] !== undefined);
  const change: Partial<ReconcileState> = {
    lastSweepAt: now,
    ...(wasOut || hasReturned ? { wantedFrom: now } : {}),
    ...adopted(state.value, settings.value, now),
  };
  const saved = await watch.reconciliation.save(change);
  if (!saved.ok) watch.log({ event: 'reconciliation-not-noted', failure: saved.failure.kind });
  if (mayReconcile(settings.value) && isReconciliationDue({ ...state.value, ...change }, now))
    await queue(watch, 0);
}

/** A line without credentials can't be looked after; while intake is paused nothing new is taken in (V23). */
export const mayReconcile = ({ twilio, lines, paused }: Settings): boolean =>
  twilio !== undefined && lines.length > 0 && paused === undefined;

/** Two runs that did not come, and time for a third. */
const RUNS_MISSED_MS = 3 * HOUR_MS;

/**
 * From when on the provider's records have not been compared with ours, though they should have been; undefined as long
 * as that is not worth a word (milliseconds since the epoch).
 */
export function notComparedSince(state: ReconcileState, settings: Settings, now: number): number | undefined {
  if (!mayReconcile(settings)) return undefined;
  const since = state.until ?? Math.min(...settings.lines.map(({ number }) => state.since[number] ?? now));
  return now - since > RUNS_MISSED_MS ? since : undefined;
}

/** Notes from when on a number is the app's own; earlier recordings on it may be another system's. */
export async function adoptNumber(book: ReconcileBook, number: string, now: number): Promise<Result<void>> {
  const state = await book.load();
  if (!state.ok) return state;
  return state.value.since[number] === undefined
    ? book.save({ since: { ...state.value.since, [number]: now } })
    : succeed(undefined);
}

/**
 * The numbers of the lines as they are now: new ones from now on. One that has no line any more keeps its place: should it
 * have one again, the calls of that time are looked at.
 */
function adopted(
  state: ReconcileState,
  { lines }: Settings,
  now: number,
): Partial<Pick<ReconcileState, 'since' | 'resumeFrom'>> {
  const numbers = lines.map(({ number }) => number);
  const added = numbers.filter((number) => state.since[number] === undefined);
  const left = Object.keys(state.since).filter(
    (number) => !numbers.includes(number) && state.resumeFrom[number] === undefined,
  );
  const from = (list: readonly string[], at: (number: string) => number) =>
    Object.fromEntries(list.map((number) => [number, at(number)]));
  return {
    ...(added.length > 0 ? { since: { ...state.since, ...from(added, () => now) } } : {}),
    ...(left.length > 0
      ? {
          resumeFrom: {
            ...state.resumeFrom,
            ...from(left, (number) => windowStart(state, number, now)),
          },
        }
      : {}),
  };
}

/**
 * A call may last four hours (https://www.twilio.com/docs/voice/api/call-resource), and is only looked at when it is
 * over; Twilio's lists may be a while late.
 */
const OVERLAP_MS = 5 * HOUR_MS;
/** Our own records live for 90 days; a message of a call that we don't remember any more would be filed anew. */
const FARTHEST_MS = 30 * 24 * HOUR_MS;

/** From when on a number's calls are looked at; a clock that was ahead once leaves no gap. */
export function windowStart(
  { since, until, resumeFrom }: Pick<ReconcileState, 'since' | 'until' | 'resumeFrom'>,
  number: string,
  now: number,
): number {
  const own = Math.max(since[number] ?? now, now - FARTHEST_MS);
  const from = resumeFrom[number] ?? (until === undefined ? undefined : Math.min(until, now) - OVERLAP_MS);
  return from === undefined ? own : Math.max(own, from);
}

async function queue({ reconcileLater, log }: ReconcileWatch, delaySeconds: number): Promise<void> {
  const queued = await reconcileLater(delaySeconds);
  if (!queued.ok) log({ event: 'reconciliation-not-queued', failure: queued.failure.kind });
}
