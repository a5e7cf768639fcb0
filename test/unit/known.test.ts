import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkPin, hashPin, makePin, openRequests, recentRequests, sealPin } from '../../src/caller/known';
import { makeRequest } from './fake-caller';
import { CALL_ID, makeLine, START } from './fakes';

const DAY = 24 * 60 * 60 * 1000;
const MINUTE = 60_000;
const PEPPER = 'f'.repeat(64);

describe('requests that a caller may be told about', () => {
  const requests = [
    makeRequest('SUP-1', { at: START - 89 * DAY }),
    makeRequest('SUP-3', { at: START - 1 }),
    makeRequest('SUP-2', { at: START - DAY }),
    makeRequest('SUP-0', { at: START - 90 * DAY }),
  ];
  const trusting = makeLine({ knownCallers: { enabled: true, pin: false } });

  it('are those of the last 90 days, the newest first', () => {
    expect(openRequests({ requests }, trusting, START).map(({ key }) => key)).toEqual([
      'SUP-3',
      'SUP-2',
      'SUP-1',
    ]);
    expect(recentRequests({ requests: [] }, START)).toEqual([]);
  });

  it('are none where caller ID is not trusted', () => {
    expect(openRequests({ requests }, makeLine(), START)).toEqual([]);
    expect(recentRequests({ requests }, START)).toHaveLength(3);
  });
});

describe('a code by text', () => {
  it('has four digits, each of 10,000', () => {
    for (const [value, pin] of [
      [0, '0000'],
      [0.0007, '0007'],
      [0.5, '5000'],
      [0.99999999, '9999'],
    ] as const)
      expect(makePin(() => value)).toBe(pin);
  });

  const sent = sealPin('0417', CALL_ID, PEPPER, START);
  const check = (keys: string, attempt = 1, now = START, callId = CALL_ID) =>
    checkPin(keys, sent, { callId, pepper: PEPPER, now, attempt });

  it('is kept as a digest, of this call and this installation alone', () => {
    expect(sent).toEqual({ hash: hashPin('0417', CALL_ID, PEPPER), until: START + 10 * MINUTE });
    expect(sent.hash).not.toContain('0417');
    expect(hashPin('0417', CALL_ID, 'e'.repeat(64))).not.toBe(sent.hash);
    expect(check('0417', 1, START, `${CALL_ID.slice(0, -1)}0`)).toBe('wrong');
  });

  it('is right at each of three tries', () => {
    for (const attempt of [1, 2, 3]) expect(check('0417', attempt)).toBe('right');
    expect(check('0417', 4)).toBe('over');
  });

  it('is over after the third that is wrong', () => {
    expect([1, 2, 3].map((attempt) => check('0418', attempt))).toEqual(['wrong', 'wrong', 'over']);
  });

  it('holds for ten minutes', () => {
    expect(check('0417', 1, START + 10 * MINUTE - 1)).toBe('right');
    expect(check('0417', 1, START + 10 * MINUTE)).toBe('over');
  });

  it('is no other code, whatever is pressed', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[\d*#]{0,6}$/), (keys) => {
        expect(check(keys) === 'right').toBe(keys === '0417');
      }),
    );
  });

  it('is a mismatch, not a crash, where what was kept is no digest', () => {
    expect(
      checkPin(
        '0417',
        { hash: 'x', until: START + 1 },
        { callId: CALL_ID, pepper: PEPPER, now: START, attempt: 1 },
      ),
    ).toBe('wrong');
  });
});
