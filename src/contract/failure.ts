import { z } from 'zod';

/** Whose answer was missing or wrong. */
export const Service = z.enum(['twilio', 'openai', 'jira', 'forge']);
export type Service = z.infer<typeof Service>;

/**
 * What went wrong with something outside this process, in terms a front door can act on.
 *
 * - `unreachable`, `timed-out`, `rate-limited`, `unavailable`, `conflict`: worth trying again.
 * - `unauthorised`, `quota-exceeded`, `not-configured`: an admin has to act.
 * - `not-found`, `rejected`: the request itself is wrong; trying again gives the same answer.
 * - `malformed`, `incomplete`, `declined`: an answer came, but not one that can be used.
 */
export const FailureKind = z.enum([
  'unreachable',
  'timed-out',
  'rate-limited',
  'unavailable',
  'conflict',
  'unauthorised',
  'quota-exceeded',
  'not-configured',
  'not-found',
  'rejected',
  'malformed',
  'incomplete',
  'declined',
]);
export type FailureKind = z.infer<typeof FailureKind>;

export interface Failure {
  kind: FailureKind;
  service: Service;
  /** For admins: at most 1 KB, without secrets, numbers or addresses. Never spoken, never logged. */
  detail: string;
  /** The HTTP status, where there was an answer. */
  status?: number;
  /** What the service asked for with `Retry-After`. */
  retryAfterSeconds?: number;
  /** Set where for certain nothing was done that doing it again would double. */
  untried?: true;
  /** Set where what was asked for is still being made: nothing is wrong yet. */
  notReady?: true;
  /** Set where the service was not even asked, since it is known to be out. */
  notAsked?: true;
}

export type Result<T> = { ok: true; value: T } | { ok: false; failure: Failure };

export const succeed = <T>(value: T): Result<T> => ({ ok: true, value });
export const fail = (failure: Failure): Result<never> => ({ ok: false, failure });

const TRANSIENT: ReadonlySet<FailureKind> = new Set([
  'unreachable',
  'timed-out',
  'rate-limited',
  'unavailable',
  'conflict',
]);

/** Whether the same request may succeed later without anybody doing anything. */
export const isTransient = (failure: Failure): boolean => TRANSIENT.has(failure.kind);

/** For the end of an exhaustive `switch`: a type error when a case is missing. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`);
}
