import { isAtWork, isHeld, type WorkState } from '../call/life';
import type { Call } from '../contract/call';
import { type Failure, type Result, succeed } from '../contract/failure';
import type { Intake } from './stage';

const SECOND_MS = 1000;

/** Longer than the longest that a worker can go without writing, by what it does: every write renews the lease. */
const LEASE_MS: Record<WorkState, number> = {
  recorded: 180 * SECOND_MS,
  transcribed: 75 * SECOND_MS,
  understood: 150 * SECOND_MS,
  filed: 120 * SECOND_MS,
  confirmed: 240 * SECOND_MS,
};
const LONGEST_LEASE_MS = Math.max(...Object.values(LEASE_MS));

/**
 * How long a call is left alone when something asked for may still be on its way: longer than any request's time-out,
 * and time for it to be found.
 */
export const REST_MS = 90 * SECOND_MS;

/** What came of trying to take a call for this worker alone. */
export type Claim =
  | { kind: 'taken'; call: Call }
  /** There is nothing to do: not yet, or not any more. */
  | { kind: 'settled' }
  /** Not before then (milliseconds since the epoch), or before the worker who is at it has done. */
  | { kind: 'wait'; until: number; atWork: boolean };

/**
 * Takes a call for this worker alone. The queue may deliver an event twice, and two webhooks and the sweep may each have
 * sent one: without a lease two workers would both file the call.
 *
 * A worker that dies leaves a lease that runs out. Whoever finds it lets the call rest first: what the dead one had asked
 * for may still be on its way. The fence then keeps out a worker that only seemed dead.
 */
export async function takeLease(callId: string, intake: Intake): Promise<Result<Claim>> {
  const now = intake.now();
  let wasLeft = false;
  const stored = await intake.calls.update(callId, (call) => {
    if (call === undefined) return call;
    // What happened on the line meanwhile may have taken the work away from under this worker.
    if (isSettled(call, now)) return isOurs(call, intake) ? withoutLease(call) : call;
    if (isOurs(call, intake)) return call;
    const claimed = claim(call, intake, now);
    wasLeft = isLeft(call) && claimed !== call;
    return claimed;
  });
  if (!stored.ok) return stored;
  if (wasLeft) await intake.audit({ action: 'take-over', outcome: 'done', callId });
  const call = stored.value;
  if (call === undefined || isSettled(call, now)) return succeed({ kind: 'settled' });
  if (isOurs(call, intake)) return succeed({ kind: 'taken', call });
  return succeed({ kind: 'wait', until: waitsUntil(call, now), atWork: isHeldByOther(call, now) });
}

/** There is nothing to do, or nothing before the caller has said all. */
const isSettled = (call: Call, now: number): boolean => !isAtWork(call.state) || isHeld(call, now);

function claim(call: Call, intake: Intake, now: number): Call {
  // A clock that was put back makes a rest longer than it was meant to be.
  if (call.restUntil !== undefined && call.restUntil > now + REST_MS)
    return { ...call, restUntil: now + REST_MS };
  if (waitsUntil(call, now) > now) return call;
  // With the fence, whoever left it can't begin anything new.
  if (isLeft(call) && mayBeHalfDone(call))
    return { ...withoutLease(call), fence: call.fence + 1, restUntil: now + REST_MS };
  const { restUntil: _, ...rested } = call;
  return withLease({ ...rested, ...cleanUntilNow(call), fence: call.fence + 1 }, intake);
}

/** Whoever had the call before has only listened and understood: nothing was done outside that could be done twice. */
const cleanUntilNow = ({ intent, request, fence }: Call): Pick<Call, 'cleanFence'> =>
  intent === undefined && request === undefined ? { cleanFence: fence } : {};

/** Until when a call is not for a worker to take. */
const waitsUntil = (call: Call, now: number): number =>
  Math.max(isHeldByOther(call, now) ? (call.lease?.until ?? 0) : 0, call.restUntil ?? 0, retryAt(call, now));

/** The queue is never to the millisecond. What was planned by a clock that ran ahead is due. */
const retryAt = ({ retry }: Call, now: number): number =>
  retry === undefined || retry.last > now + SECOND_MS ? 0 : retry.at - SECOND_MS;

const isOurs = ({ lease }: Call, { worker }: Intake): boolean => lease?.holder === worker;

/** Whether somebody is at work on the call; one that reaches too far ahead is from a clock that was put back. */
export const isHeldByOther = ({ lease }: Call, now: number): boolean =>
  lease !== undefined && lease.until > now && lease.until <= now + LONGEST_LEASE_MS;

/** Whether a worker took the call and never gave it back. */
const isLeft = ({ lease }: Call): boolean => lease !== undefined;

/** Before that stage nothing is done outside that could be done twice. */
const mayBeHalfDone = ({ state }: Call): boolean => state !== 'recorded' && state !== 'transcribed';

/** Whether another worker has taken the call since `held` was: then it is not ours to change any more. */
export const isTakenOver = (stored: Call, held: Call): boolean => stored.fence !== held.fence;

export const withLease = (call: Call, { worker, now }: Intake): Call =>
  isAtWork(call.state) ? { ...call, lease: { holder: worker, until: now() + LEASE_MS[call.state] } } : call;

export const withoutLease = ({ lease: _, ...call }: Call): Call => call;

/** For a worker that finds that it has lost the call meanwhile. */
export const TAKEN_OVER: Failure = {
  kind: 'conflict',
  service: 'forge',
  detail: 'Another worker has taken the call over.',
};
