import type { Failure } from '../contract/failure';

/** A recording is often a second late. */
const FIRST_SECONDS = 2;
/** The longest that Forge's queue waits. */
const LONGEST_SECONDS = 900;

/**
 * How long to wait before the next try: what the service asked for, else twice as long each time; never past
 * `withinMs`, when something else is to be done than to try again.
 */
export function secondsUntilRetry(
  { retryAfterSeconds }: Failure,
  retries: number,
  withinMs = Number.POSITIVE_INFINITY,
): number {
  const seconds = retryAfterSeconds ?? FIRST_SECONDS * 2 ** Math.min(retries, 10);
  return Math.max(1, Math.min(LONGEST_SECONDS, Math.ceil(withinMs / 1000), seconds));
}
