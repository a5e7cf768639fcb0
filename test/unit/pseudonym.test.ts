import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { digest, pseudonymOf } from '../../src/caller/pseudonym';
import { CALLER } from './fakes';

const PEPPER = 'f'.repeat(64);
const number = fc.stringMatching(/^\+[1-9]\d{6,14}$/);
const pepper = fc.stringMatching(/^[0-9a-f]{64}$/);
/** https://developer.atlassian.com/platform/forge/limits-kvs-ce/ */
const LEGAL_KEY = /^(?!\s+$)[a-zA-Z0-9:._\s-#]+$/;

it('is the first half of an HMAC-SHA256, as everybody computes it', () => {
  const whole = createHmac('sha256', PEPPER).update(`number:${CALLER}`).digest('hex');
  expect(pseudonymOf(CALLER, PEPPER)).toBe(whole.slice(0, 32));
});

it('is none for a withheld number', () => {
  expect(pseudonymOf(null, PEPPER)).toBeUndefined();
});

it('is the same for the same number, fits a key, and has nothing of the number in it', () => {
  fc.assert(
    fc.property(number, pepper, (from, secret) => {
      const pseudonym = pseudonymOf(from, secret) ?? '';
      expect(pseudonym).toMatch(/^[0-9a-f]{32}$/);
      expect(`caller:${pseudonym}`).toMatch(LEGAL_KEY);
      expect(pseudonymOf(from, secret)).toBe(pseudonym);
      expect(pseudonym).not.toContain(from.slice(1));
    }),
  );
});

it('is another for another number, another installation and another purpose', () => {
  fc.assert(
    fc.property(number, number, pepper, pepper, (from, other, secret, another) => {
      fc.pre(from !== other && secret !== another);
      const all = [pseudonymOf(from, secret), pseudonymOf(other, secret), pseudonymOf(from, another)];
      expect(new Set([...all, digest(secret, 'pin', from)]).size).toBe(4);
    }),
  );
});
