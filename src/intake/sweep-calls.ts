import type { CallBook, WaitsFor } from '../call/call-book';
import { enter, isAtWork, isHeld } from '../call/life';
import type { Call } from '../contract/call';
import { type Failure, Service } from '../contract/failure';
import type { Trouble } from '../contract/trouble';
import { isHeldByOther, REST_MS } from './lease';
import { isOut, isShut } from './outage';
import type { TroubleBook, Troubles } from './ports';
import { FRESH_MS, NEVER_ENDED_MS } from './waiting';

export interface Sweep {
  calls: CallBook;
  troubles: TroubleBook;
  /** Queues many at once, in their order; answers with how many it took, and why not the others. */
  fileAllLater: (callIds: readonly string[]) => Promise<{ queued: number; failure?: Failure }>;
  now: () => number;
  log: (line: { event: string; reason?: string; failure?: string; count?: number }) => void;
}

/** The queue takes 500 events a minute of an installation, and calls that come in need their share. */
const MOST_QUEUED = 200;
const MOST_LISTED = 300;
/** Of a service that is out; one of them asks, and not each is ready to. */
const MOST_ASKERS = 10;
/** How many calls are changed side by side. */
const AT_ONCE = 10;
/** How far the clocks of two workers may be apart. */
const CLOCK_SKEW_MS = 1000;

/**
 * Finds the calls that somebody has to take up and puts them in the queue; harmless to repeat. Those without a worker
 * come first, then those that wait for a service, the soonest due first.
 */
export async function sweepCalls(sweep: Sweep): Promise<void> {
  const loaded = await sweep.troubles.load();
  const troubles = loaded.ok ? loaded.value : {};
  const found: { call: Call; due: 'queue' | 'wake' }[] = [];
  const asked = new Set<string>();
  for (const waitsFor of ['worker', ...Service.options] as const) {
    const limit = waitsFor === 'worker' ? MOST_LISTED : mostOf(troubles[waitsFor], sweep.now());
    for (const { call, dueAt } of await list(sweep, waitsFor, limit)) {
      const now = sweep.now();
      const due =
        found.length === MOST_QUEUED || isFresh(dueAt, now)
          ? 'nothing'
          : whatIsDue(call, troubles, asked, now);
      if (due !== 'nothing') found.push({ call, due });
    }
  }
  await wake(
    found.filter(({ due }) => due === 'wake').map(({ call }) => call),
    sweep,
  );
  await queue(
    found.map(({ call }) => call),
    sweep,
  );
  await closeUnended(sweep);
}

/** Nobody is to be listed who waits for a service that is not asked. */
function mostOf(trouble: Trouble | undefined, now: number): number {
  if (trouble === undefined || !isOut(trouble)) return MOST_LISTED;
  return isShut(trouble, now) ? 0 : MOST_ASKERS;
}

/** The queue is at it; what is due much later than that is from a clock that was ahead. */
const isFresh = (dueAt: number, now: number): boolean =>
  dueAt > now && dueAt <= now + FRESH_MS + CLOCK_SKEW_MS;

/**
 * Takes the wait off, and counts no try: one call asks for all of them, every few minutes for as long as an outage lasts.
 * Where that can't be stored, the next sweep tries again.
 */
const wake = (found: readonly Call[], { calls, now }: Sweep): Promise<void> =>
  forEach(found, ({ id }) =>
    calls.update(id, (stored) =>
      stored?.retry === undefined
        ? stored
        : { ...stored, retry: { ...stored.retry, count: Math.max(0, stored.retry.count - 1), at: now() } },
    ),
  );

async function queue(found: readonly Call[], { fileAllLater, log }: Sweep): Promise<void> {
  if (found.length === 0) return;
  const { queued, failure } = await fileAllLater(found.map(({ id }) => id));
  if (queued > 0) log({ event: 'calls-queued-again', count: queued });
  if (failure !== undefined)
    log({ event: 'calls-not-queued', count: found.length - queued, failure: failure.kind });
}

/** Calls of whose end no webhook told us, or which are held no longer; what their callers had said is filed. */
async function closeUnended(sweep: Sweep): Promise<void> {
  const now = sweep.now();
  const listed = await list(sweep, 'caller', MOST_LISTED);
  const unended = listed.filter(({ call, dueAt }) =>
    isAtWork(call.state) ? !isHeld(call, now) : dueAt <= now || dueAt > now + NEVER_ENDED_MS + FRESH_MS,
  );
  await queue(
    unended.map(({ call }) => call).filter(({ state }) => isAtWork(state)),
    sweep,
  );
  await forEach(unended, ({ call: { id } }) =>
    sweep.calls.update(id, (stored) => (stored?.state === 'answered' ? enter(stored, 'abandoned') : stored)),
  );
}

async function forEach<T>(items: readonly T[], act: (item: T) => Promise<unknown>): Promise<void> {
  for (let done = 0; done < items.length; done += AT_ONCE)
    await Promise.all(items.slice(done, done + AT_ONCE).map(act));
}

/**
 * What is to be done about a call that is not through. Those that wait for a service that is out are left alone, but for
 * one that asks whether it is over; once it is, all of them are woken, however long they meant to wait.
 *
 * @param asked services for which this sweep has found the one that asks
 */
export function whatIsDue(
  { retry, lease, restUntil = 0, ...call }: Call,
  troubles: Troubles,
  asked: Set<string>,
  now: number,
): 'nothing' | 'queue' | 'wake' {
  if (isHeldByOther({ ...call, lease }, now) || isResting(restUntil, now)) return 'nothing';
  if (lease !== undefined || retry === undefined) return 'queue';
  const trouble = troubles[retry.service];
  if (trouble !== undefined && isOut(trouble)) {
    if (isShut(trouble, now) || asked.has(retry.service)) return 'nothing';
    asked.add(retry.service);
    return 'wake';
  }
  if (retry.at <= now || retry.last > now + CLOCK_SKEW_MS) return 'queue';
  const endedAt = trouble?.endedAt ?? 0;
  return retry.last < endedAt && endedAt <= now ? 'wake' : 'nothing';
}

/** A rest that is longer than rests are is from a clock that was ahead; whoever takes the call up puts it right. */
const isResting = (restUntil: number, now: number): boolean =>
  restUntil > now && restUntil <= now + REST_MS + CLOCK_SKEW_MS;

async function list({ calls, log }: Sweep, waitsFor: WaitsFor, limit: number) {
  if (limit === 0) return [];
  const listed = await calls.listWaiting(waitsFor, limit);
  if (listed.ok) return listed.value;
  log({ event: 'sweep-failed', reason: waitsFor, failure: listed.failure.kind });
  return [];
}
