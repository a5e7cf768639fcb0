import { recordingsOf } from '../call/heard';
import type { Call } from '../contract/call';
import { type Failure, type FailureKind, isTransient } from '../contract/failure';

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** A recording is often a second late. */
const FIRST_MS = 2 * SECOND_MS;
const LONGEST_MS = HOUR_MS;
/** Who asks for more has made a mistake. */
const LONGEST_ASKED_MS = 6 * HOUR_MS;
/** A quarter to either side, so that calls which failed together don't come back together. */
const JITTER = 0.25;

/** How long a call waits for Jira, and a request for its transcript (M4). */
const OUTAGE_PATIENCE_MS = 7 * DAY_MS;
/**
 * After an installation it may take minutes until the app is let in:
 * https://developer.atlassian.com/platform/forge/events-reference/life-cycle/
 */
const ACCESS_PATIENCE_MS = 10 * MINUTE_MS;
/** Each try of it costs money, and most likely ends the same way. */
const NONSENSE_PATIENCE_MS = DAY_MS;

/**
 * No call is worth more tries than this at one thing. With the longest wait between them, and after each a look for what
 * it may have made all the same, it is a good week.
 */
export const MOST_TRIES = 400;

const PATIENCE_MS: Record<FailureKind, number> = {
  unreachable: OUTAGE_PATIENCE_MS,
  'timed-out': OUTAGE_PATIENCE_MS,
  'rate-limited': OUTAGE_PATIENCE_MS,
  unavailable: OUTAGE_PATIENCE_MS,
  conflict: OUTAGE_PATIENCE_MS,
  // An admin has to act, and may do so without knowing of this call.
  unauthorised: OUTAGE_PATIENCE_MS,
  'quota-exceeded': OUTAGE_PATIENCE_MS,
  'not-configured': OUTAGE_PATIENCE_MS,
  malformed: NONSENSE_PATIENCE_MS,
  'not-found': 0,
  rejected: 0,
  incomplete: 0,
  declined: 0,
};

/** For how long a failure is worth waiting for, in milliseconds from when it first came. */
export const patienceFor = ({ kind, service }: Failure): number =>
  // Jira has been told who we are; that it does not let us in is about one project, and a person's matter.
  kind === 'unauthorised' && service === 'jira' ? ACCESS_PATIENCE_MS : PATIENCE_MS[kind];

/** Whether a later try may well succeed, be it that an admin has to act first. */
export const isCurable = (failure: Failure): boolean => patienceFor(failure) > 0;

/** Whether the model can make nothing of a recording; one that Twilio does not have may still be found by a person. */
export const isUnreadable = (failure: Failure): boolean =>
  failure.service === 'openai' && !isCurable(failure);

/**
 * So long a call waits for the model before it is filed without: one more try and the filing itself fit into the rest of
 * the five minutes within which a request exists (M4).
 */
const MODEL_PATIENCE_MS = 2 * MINUTE_MS;

/** When a call that waits for the model is filed without it; at once where minutes change nothing. */
export const modelPatienceEnd = (call: Call, failure: Failure): number =>
  isTransient(failure) || failure.kind === 'malformed' ? lastSaidAt(call) + MODEL_PATIENCE_MS : 0;

/** When the caller last said something, as far as that is known. */
const lastSaidAt = (call: Call): number => recordingsOf(call).at(-1)?.at ?? call.endedAt ?? call.answeredAt;

/** When that patience ends, if this failure is one more of those the call has had. */
export const patienceEnd = (call: Call, failure: Failure, now: number): number =>
  sinceWhen(call, failure, now) + patienceFor(failure);

/** Another kind of failure is another matter, with patience of its own. */
const sinceWhen = ({ retry }: Call, failure: Failure, now: number): number =>
  retry?.service === failure.service &&
  patienceFor({ ...failure, kind: retry.failure }) === patienceFor(failure)
    ? retry.since
    : now;

/**
 * What is noted of a call that is to be tried again: when, and how often it was. What the service asked for counts,
 * otherwise the wait doubles each time.
 *
 * @param random from 0 up to, but not, 1
 */
export function planRetry(
  call: Call,
  failure: Failure,
  now: number,
  random: number,
): NonNullable<Call['retry']> {
  const { service, kind, retryAfterSeconds } = failure;
  const count = (call.retry?.count ?? 0) + 1;
  return {
    service,
    failure: kind,
    count,
    since: sinceWhen(call, failure, now),
    last: now,
    at: now + waitMs(count, retryAfterSeconds, random),
  };
}

/** @param count of tries that have failed, from 1. @returns milliseconds */
export function waitMs(count: number, retryAfterSeconds: number | undefined, random: number): number {
  const spread = 1 + JITTER * (2 * random - 1);
  const backOff = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(count - 1, 20)) * spread;
  if (retryAfterSeconds === undefined) return Math.round(backOff);
  // Never sooner than asked for, and not all at the same moment either.
  const asked = Math.max(FIRST_MS, Math.min(LONGEST_ASKED_MS, retryAfterSeconds * SECOND_MS));
  return Math.round(Math.max(backOff, asked * (1 + JITTER * random)));
}
