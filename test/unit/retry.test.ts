import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FailureKind } from '../../src/contract/failure';
import { patienceEnd, patienceFor, planRetry, waitMs } from '../../src/intake/retry';
import { createFiling } from './fake-ports';
import { failure, makeRecordedCall, START } from './fakes';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

describe('waiting for the next try', () => {
  it('doubles each time, up to an hour', () => {
    const waits = Array.from({ length: 20 }, (_, tries) => waitMs(tries + 1, undefined, 0.5) / SECOND);
    expect(waits.slice(0, 6)).toEqual([2, 4, 8, 16, 32, 64]);
    expect(waits.at(-1)).toBe(3600);
  });

  it('is never the same for calls that failed together, and within a quarter of what it should be', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), random, (count, chance) => {
        const middle = Math.min(HOUR, 2 * SECOND * 2 ** (count - 1));
        const wait = waitMs(count, undefined, chance);
        expect(Number.isInteger(wait)).toBe(true);
        expect(wait).toBeGreaterThanOrEqual(Math.floor(middle * 0.75));
        expect(wait).toBeLessThanOrEqual(Math.ceil(middle * 1.25));
      }),
    );
    const spread = [0, 0.25, 0.5, 0.75, 0.999].map((chance) => waitMs(8, undefined, chance));
    expect(spread).toEqual([...new Set(spread)].sort((one, other) => one - other));
  });

  it('is never shorter than the service asked for, and not much longer', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 0, max: 21_600 }),
        random,
        (count, asked, chance) => {
          const wait = waitMs(count, asked, chance);
          expect(wait).toBeGreaterThanOrEqual(asked * SECOND);
          expect(wait).toBeLessThanOrEqual(
            Math.max(waitMs(count, undefined, 1), 1.25 * Math.max(2, asked) * SECOND),
          );
        },
      ),
    );
  });

  it('is six hours at the longest, with what keeps calls apart: who asks for more has made a mistake', () => {
    for (const asked of [21_600, 86_400, 999_999]) expect(waitMs(1, asked, 0)).toBe(6 * HOUR);
    expect(waitMs(1, 999_999, 0.999)).toBeLessThanOrEqual(7.5 * HOUR);
  });
});

describe('what is noted of a call that is tried again', () => {
  const first = planRetry(makeRecordedCall(), failure('timed-out', 'jira'), START, 0.5);

  it('is what held it up, since when, and when it is tried again', () => {
    expect(first).toEqual({
      service: 'jira',
      failure: 'timed-out',
      count: 1,
      since: START,
      last: START,
      at: START + 2 * SECOND,
    });
    const held = makeRecordedCall({ retry: first });
    expect(planRetry(held, failure('unavailable', 'jira'), START + MINUTE, 0.5)).toEqual({
      service: 'jira',
      failure: 'unavailable',
      count: 2,
      since: START,
      last: START + MINUTE,
      at: START + MINUTE + 4 * SECOND,
    });
  });

  it('counts every try, but its patience begins anew with another service or another kind of failure', () => {
    const held = makeRecordedCall({ retry: { ...first, count: 9 } });
    for (const other of [failure('timed-out', 'twilio'), failure('unauthorised', 'jira')]) {
      const next = planRetry(held, other, START + MINUTE, 0.5);
      expect(next).toMatchObject({ service: other.service, count: 10, since: START + MINUTE });
    }
  });

  it('is forgotten once the stage is taken', async () => {
    const world = createFiling();
    world.model.faults.next.transcribe = [failure('timed-out', 'openai')];
    await world.file();
    expect(world.stored()).toMatchObject({ state: 'recorded', retry: { service: 'openai', count: 1 } });
    await world.fileToEnd();
    expect(world.stored()).not.toHaveProperty('retry');
  });
});

describe('patience', () => {
  it.each([
    ['unreachable', 7 * DAY],
    ['timed-out', 7 * DAY],
    ['rate-limited', 7 * DAY],
    ['unavailable', 7 * DAY],
    ['conflict', 7 * DAY],
    ['unauthorised', 7 * DAY],
    ['quota-exceeded', 7 * DAY],
    ['not-configured', 7 * DAY],
    ['malformed', DAY],
    ['not-found', 0],
    ['rejected', 0],
    ['incomplete', 0],
    ['declined', 0],
  ] as const)('with %s is as long as it is of use', (kind, patience) => {
    expect(patienceFor(failure(kind, 'openai'))).toBe(patience);
  });

  it('with a project that does not let the app in is ten minutes', () => {
    expect(patienceFor(failure('unauthorised', 'jira'))).toBe(10 * MINUTE);
  });

  it('is counted from the first failure of the same service', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...FailureKind.options),
        fc.integer({ min: 0, max: DAY }),
        (kind, later) => {
          const one = failure(kind, 'jira');
          const retry = planRetry(makeRecordedCall(), one, START, 0.5);
          const held = makeRecordedCall({ retry });
          expect(patienceEnd(held, one, START + later)).toBe(START + patienceFor(one));
          const other = failure(kind, 'openai');
          expect(patienceEnd(held, other, START + later)).toBe(START + later + patienceFor(other));
        },
      ),
    );
  });
});
