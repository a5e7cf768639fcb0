import type { Failure } from '../contract/failure';

const FIRST_SECONDS = 15;
/** The longest that Forge's queue waits. */
const LONGEST_SECONDS = 900;

/** How long to wait before the next try: what the service asked for, else twice as long each time. */
export const secondsUntilRetry = ({ retryAfterSeconds }: Failure, retries: number): number =>
  Math.min(LONGEST_SECONDS, Math.max(1, retryAfterSeconds ?? FIRST_SECONDS * 2 ** Math.min(retries, 10)));
