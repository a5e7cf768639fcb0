import type { Wait } from '../call/call-book';
import { isAtWork, isHeld } from '../call/life';
import type { Call } from '../contract/call';

const MINUTE_MS = 60_000;
/** The queue is at it: an event is on its way, or a worker is about to begin. */
export const FRESH_MS = 2 * MINUTE_MS;
/** Longer than any call: https://www.twilio.com/docs/voice/api/call-resource */
export const NEVER_ENDED_MS = 4 * 60 * MINUTE_MS;

/**
 * What a call waits for that changes now, and when the sweep is to look after it if nothing has come. Kept beside the
 * record, so that those that wait for one thing can be listed without the others, the soonest first: a thousand calls
 * that wait for a service that is out don't stand before one whose worker has died.
 *
 * @param now milliseconds since the epoch
 */
export function waitOf(call: Call, now: number): Wait {
  const { state, lease, restUntil = 0, retry, heldUntil = 0 } = call;
  if (state === 'answered') return { waitsFor: 'caller', dueAt: now + NEVER_ENDED_MS };
  if (isHeld(call, now)) return { waitsFor: 'caller', dueAt: heldUntil };
  if (!isAtWork(state)) return { waitsFor: 'nobody', dueAt: now };
  const dueAt = Math.max(now + FRESH_MS, restUntil);
  return lease === undefined && retry !== undefined
    ? { waitsFor: retry.service, dueAt: Math.max(dueAt, retry.at) }
    : { waitsFor: 'worker', dueAt: Math.max(dueAt, lease?.until ?? 0) };
}
