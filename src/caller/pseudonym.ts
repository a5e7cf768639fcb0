import { createHmac } from 'node:crypto';

/** 128 bits: no two numbers share one, and it is short enough for any key. */
const LENGTH = 32;

/**
 * What a caller is kept under instead of the number: the same for the same number, and without the pepper nobody can
 * find the number by trying all there are. 32 hexadecimal digits, so that it may stand in a key of the store. A withheld
 * number has none.
 *
 * @param number E.164
 * @param pepper this installation's own secret
 */
export const pseudonymOf = (number: string | null, pepper: string): string | undefined =>
  number === null ? undefined : digest(pepper, 'number', number);

/** HMAC-SHA256, cut to 128 bits. `purpose` keeps a digest of one thing from ever being one of another. */
export const digest = (pepper: string, purpose: 'number' | 'pin', ...parts: readonly string[]): string =>
  createHmac('sha256', pepper)
    .update([purpose, ...parts].join(':'))
    .digest('hex')
    .slice(0, LENGTH);
