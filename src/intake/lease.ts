import type { Call } from '../contract/call';
import type { Failure, Result } from '../contract/failure';
import type { Intake } from './stage';

/** Longer than the longest stage: three minutes to fetch a recording and have it transcribed. */
const LEASE_MS = 3.5 * 60 * 1000;

/** Whether somebody else is at work on the call: then it is not ours to change. */
export const isHeldByOther = ({ lease }: Call, { worker, now }: Intake): boolean =>
  lease !== undefined && lease.holder !== worker && lease.until > now();

/** For how many milliseconds at most somebody else may still be at work on the call. */
export const leaseLeft = ({ lease }: Call, { now }: Intake): number =>
  Math.max(0, (lease?.until ?? 0) - now());

/** Whether another worker took the call over after our lease had run out. */
export const isTakenOver = ({ lease }: Call, { worker }: Intake): boolean =>
  lease !== undefined && lease.holder !== worker;

export const withLease = (call: Call, { worker, now }: Intake): Call => ({
  ...call,
  lease: { holder: worker, until: now() + LEASE_MS },
});

export const withoutLease = ({ lease: _, ...call }: Call): Call => call;

/**
 * Takes a call for this worker alone, unless somebody else is at work on it. The queue may deliver an event twice, and
 * two webhooks and the sweep may each have sent one: without a lease two workers would both file the call. A worker that
 * dies leaves a lease that runs out.
 *
 * @returns the call as it stands afterwards.
 */
export const takeLease = (callId: string, intake: Intake): Promise<Result<Call | undefined>> =>
  intake.calls.update(callId, (call) =>
    call === undefined ||
    isSettled(call) ||
    call.lease?.holder === intake.worker ||
    isHeldByOther(call, intake)
      ? call
      : withLease(call, intake),
  );

/** Whether there is nothing to file: not yet, or not any more. */
export const isSettled = ({ state }: Call): boolean =>
  state === 'answered' || state === 'closed' || state === 'abandoned' || state === 'parked';

/** For a worker that finds that it has lost the call meanwhile. */
export const TAKEN_OVER: Failure = {
  kind: 'conflict',
  service: 'forge',
  detail: 'Another worker has taken the call over.',
};
