import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Admission, admitCall, type CallCounts } from '../../src/caller/admit-call';
import { BlockedNumber, Limits } from '../../src/contract/settings';
import { CALLER } from './fakes';

const arriving = (from: string | null, raw = from ?? 'anonymous') => ({ from, raw });
const lineWith = (limits: Partial<Limits> = {}) => ({ limits: { ...Limits.parse({}), ...limits } });
const admit = (
  from: string | null,
  {
    raw,
    limits,
    blocked = [],
    counts,
  }: { raw?: string; limits?: Partial<Limits>; blocked?: string[]; counts?: CallCounts } = {},
): Admission => admitCall(arriving(from, raw), lineWith(limits), { blocked }, counts);
const refused = (reason: string) => ({ admitted: false, reason });
const ADMITTED = { admitted: true };

describe('a call', () => {
  it('is let in as long as nothing speaks against it, and when nothing could be counted', () => {
    for (const from of [CALLER, '+493023125123', null]) {
      expect(admit(from)).toEqual(ADMITTED);
      expect(admit(from, { counts: { caller: 1, line: 1 } })).toEqual(ADMITTED);
      expect(admit(from, { counts: { caller: undefined, line: undefined } })).toEqual(ADMITTED);
    }
  });

  it('is not let in from a blocked number, or one that begins like one', () => {
    for (const blocked of ['+1', '+1415', CALLER])
      expect(admit(CALLER, { blocked: ['+49', blocked] })).toEqual(refused('blocked'));
    expect(admit(CALLER, { blocked: ['+49', '+1416', `${CALLER}0`] })).toEqual(ADMITTED);
  });

  it('is known by the number in a SIP address, but not by one that stands for "anonymous"', () => {
    const raw = `sip:${CALLER}@example.com;transport=tls`;
    expect(admit(null, { raw, blocked: ['+1415'] })).toEqual(refused('blocked'));
    expect(admit(null, { raw: 'sip:alice@example.com', blocked: ['+1415'] })).toEqual(ADMITTED);
    expect(admit(null, { raw: '+266696687', blocked: ['+266'] })).toEqual(ADMITTED);
  });

  it('without a number is let in where the line takes such', () => {
    expect(admit(null, { limits: { anonymous: 'reject' } })).toEqual(refused('anonymous'));
    expect(admit(CALLER, { limits: { anonymous: 'reject' } })).toEqual(ADMITTED);
  });

  it('from a premium-rate number is let in only where the line takes such', () => {
    expect(admit('+19005550123')).toEqual(refused('premium-rate'));
    expect(admit('+19005550123', { limits: { premiumRate: 'accept' } })).toEqual(ADMITTED);
  });

  it('is let in up to the limit of its caller, and of its line', () => {
    const limits = { callsPerCallerPerHour: 3, callsPerLinePerHour: 5 };
    expect(admit(CALLER, { limits, counts: { caller: 3, line: 5 } })).toEqual(ADMITTED);
    expect(admit(CALLER, { limits, counts: { caller: 4, line: 5 } })).toEqual(refused('caller-limit'));
    expect(admit(CALLER, { limits, counts: { caller: 3, line: 6 } })).toEqual(refused('line-limit'));
    expect(admit(null, { limits, counts: { line: 6 } })).toEqual(refused('line-limit'));
  });
});

describe('whoever calls', () => {
  const number = fc.stringMatching(/^\+[1-9]\d{6,14}$/);
  const counts = fc.record({ caller: fc.nat(40), line: fc.nat(900) });

  it('is let in less, never more, the more calls there are and the more is blocked', () => {
    fc.assert(
      fc.property(
        number,
        counts,
        counts,
        fc.array(fc.stringMatching(/^\+[1-9]\d{0,3}$/), { maxLength: 5 }),
        (from, some, more, blocked) => {
          const limits = {
            callsPerCallerPerHour: 12,
            callsPerLinePerHour: 600,
            premiumRate: 'accept' as const,
          };
          const many = { caller: some.caller + more.caller, line: some.line + more.line };
          const before = admit(from, { limits, counts: some }).admitted;
          if (!before) {
            expect(admit(from, { limits, counts: many }).admitted).toBe(false);
            expect(admit(from, { limits, counts: some, blocked }).admitted).toBe(false);
          }
        },
      ),
    );
  });

  it('is kept out by every beginning of the number, and by no other', () => {
    fc.assert(
      fc.property(number, fc.nat(14), number, (from, length, other) => {
        const beginning = from.slice(0, Math.max(2, length + 2));
        expect(BlockedNumber.safeParse(beginning).success).toBe(true);
        expect(admit(from, { blocked: [beginning] })).toEqual(refused('blocked'));
        if (!from.startsWith(other))
          expect(admit(from, { blocked: [other], limits: { premiumRate: 'accept' } })).toEqual(ADMITTED);
      }),
    );
  });
});
