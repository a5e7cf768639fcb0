import { timingSafeEqual } from 'node:crypto';
import type { CallerRecord, CallerRequest } from '../contract/caller';
import type { Line } from '../contract/settings';
import { digest } from './pseudonym';

const DAY_MS = 24 * 60 * 60 * 1000;
/** As long as records of calls are kept at the longest (K6). */
const REMEMBERED_MS = 90 * DAY_MS;

/** What somebody asked for by phone in the last 90 days, the newest first; whether it is done, only the desk knows. */
export const recentRequests = ({ requests }: Pick<CallerRecord, 'requests'>, now: number): CallerRequest[] =>
  requests.filter(({ at }) => at > now - REMEMBERED_MS).sort((one, other) => other.at - one.at);

/** Those that a caller may be told about on this line: none, unless the admin trusts caller ID on it. */
export const openRequests = (
  record: Pick<CallerRecord, 'requests'>,
  { knownCallers }: Pick<Line, 'knownCallers'>,
  now: number,
): CallerRequest[] => (knownCallers.enabled ? recentRequests(record, now) : []);

export const PIN_DIGITS = 4;
export const PIN_TRIES = 3;
const PIN_MS = 10 * 60 * 1000;

/** A code that was sent by text, as a digest, and until when it holds (milliseconds since the epoch). */
export interface SentPin {
  hash: string;
  until: number;
}

/** @param random from 0 up to, but not, 1; from a source that can't be guessed */
export const makePin = (random: () => number): string =>
  Math.floor(random() * 10 ** PIN_DIGITS)
    .toString()
    .padStart(PIN_DIGITS, '0');

/** Of one call only: the same code in another call is another digest. */
export const hashPin = (pin: string, callId: string, pepper: string): string =>
  digest(pepper, 'pin', callId, pin);

/** What is kept of a code that is sent now. */
export const sealPin = (pin: string, callId: string, pepper: string, now: number): SentPin => ({
  hash: hashPin(pin, callId, pepper),
  until: now + PIN_MS,
});

/**
 * Whether the keys are the code. `over`: it no longer holds, or this was the last of three tries.
 *
 * @param attempt which try this is, from 1
 */
export function checkPin(
  keys: string,
  sent: SentPin,
  { callId, pepper, now, attempt }: { callId: string; pepper: string; now: number; attempt: number },
): 'right' | 'wrong' | 'over' {
  if (now >= sent.until || attempt > PIN_TRIES) return 'over';
  if (isSame(hashPin(keys, callId, pepper), sent.hash)) return 'right';
  return attempt < PIN_TRIES ? 'wrong' : 'over';
}

const isSame = (one: string, other: string): boolean =>
  one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
