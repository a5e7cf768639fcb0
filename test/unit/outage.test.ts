import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Failure, FailureKind, fail, type Result, Service, succeed } from '../../src/contract/failure';
import type { Trouble } from '../../src/contract/trouble';
import { afterFailure, countsAsTrouble, end, guardPort, isOut, outagesIn } from '../../src/intake/outage';
import { createFakeTroubleBook } from './fake-ports';
import { failure, START } from './fakes';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;
const down = failure('unavailable', 'jira', { status: 503 });

/** A service that does what it is told, and workers that ask it through a guard. */
function begin(service: Service = 'jira') {
  const clock = { now: START };
  const book = createFakeTroubleBook();
  const state: { answer: Result<string> } = { answer: fail(down) };
  const asked: string[] = [];
  const recoveries: number[] = [];
  /** A run of a worker loads what is known as it begins. */
  const startWorker = async () => {
    const loaded = await book.load();
    return guardPort(
      {
        ask: async (what: string): Promise<Result<string>> => {
          asked.push(what);
          return state.answer;
        },
      },
      {
        service,
        troubles: loaded.ok ? loaded.value : {},
        book,
        now: () => clock.now,
        random: () => 0.5,
        onRecovery: async () => void recoveries.push(clock.now),
      },
    );
  };
  const ask = async (what = 'something') => (await startWorker()).ask(what);
  const askTimes = async (times: number) => {
    for (let time = 0; time < times; time++) await ask();
  };
  return { clock, book, state, asked, recoveries, startWorker, ask, askTimes };
}

describe('a service that stumbles', () => {
  it('is asked again at once: one mishap, or three, are none', async () => {
    const { askTimes, asked, book } = begin();
    await askTimes(3);
    expect(asked).toHaveLength(3);
    expect(isOut(book.kept.jira)).toBe(false);
  });

  it('is forgotten once it works', async () => {
    const { askTimes, ask, book, state, recoveries } = begin();
    await askTimes(3);
    state.answer = succeed('well');
    expect(await ask()).toEqual(succeed('well'));
    expect(book.kept).toEqual({});
    expect(recoveries).toEqual([]);
    state.answer = fail(down);
    await askTimes(3);
    expect(isOut(book.kept.jira)).toBe(false);
  });

  it('is not what refuses one thing: that is an answer too', async () => {
    const { askTimes, ask, book, state } = begin();
    await askTimes(3);
    state.answer = fail(failure('rejected', 'jira', { status: 400 }));
    await ask();
    expect(book.kept).toEqual({});
  });
});

describe('a service that is out', () => {
  it('after four failures in a row is left alone, by all workers', async () => {
    const { askTimes, ask, asked, startWorker, clock } = begin();
    const other = await startWorker();
    await askTimes(4);
    expect(asked).toHaveLength(4);
    expect(await ask()).toEqual(
      fail(
        expect.objectContaining({
          kind: 'unavailable',
          service: 'jira',
          untried: true,
          retryAfterSeconds: 30,
        }),
      ),
    );
    clock.now += 29 * SECOND;
    expect(await ask()).toMatchObject({ ok: false, failure: { untried: true, retryAfterSeconds: 1 } });
    expect(asked).toHaveLength(4);
    // One that was at work already has not heard of it, but learns from its own failure.
    await other.ask('unaware');
    expect(await other.ask('aware')).toMatchObject({ failure: { untried: true } });
    expect(asked.slice(4)).toEqual(['unaware']);
  });

  it.each([
    ['openai', 'unauthorised', 401],
    ['twilio', 'unauthorised', 401],
    ['openai', 'quota-exceeded', 429],
  ] as const)('until an admin acts (%s: %s) is left alone at once', async (service, kind, status) => {
    const { ask, asked, state, book } = begin(service);
    state.answer = fail(failure(kind, service, { status }));
    await ask();
    expect(isOut(book.kept[service])).toBe(true);
    expect(await ask()).toMatchObject({ failure: { untried: true } });
    expect(asked).toHaveLength(1);
  });

  it.each([
    ['jira', 'unauthorised', 401],
    ['jira', 'unauthorised', 403],
    ['twilio', 'unauthorised', 403],
    ['twilio', 'not-configured', undefined],
    ['twilio', 'not-found', 404],
    ['openai', 'malformed', undefined],
    ['jira', 'conflict', 409],
  ] as const)(
    'is not one that has something against one thing (%s: %s %s)',
    async (service, kind, status) => {
      const { askTimes, asked, state, book } = begin(service);
      state.answer = fail(failure(kind, service, status === undefined ? {} : { status }));
      await askTimes(8);
      expect([asked.length, book.kept]).toEqual([8, {}]);
    },
  );

  it('is asked by one alone after a pause, which doubles up to five minutes', async () => {
    const { askTimes, ask, asked, book, clock } = begin();
    await askTimes(4);
    const pauses: number[] = [];
    for (let probe = 0; probe < 6; probe++) {
      const until = book.kept.jira?.until ?? 0;
      pauses.push((until - clock.now) / SECOND);
      clock.now = until;
      const before = asked.length;
      await ask('probe');
      await ask('too early');
      expect(asked.slice(before)).toEqual(['probe']);
    }
    expect(pauses).toEqual([30, 60, 120, 240, 300, 300]);
    expect(book.kept.jira?.since).toBe(START);
  });

  it('is asked by nobody else while one asks, but by another when that one does not come back', async () => {
    const { askTimes, ask, asked, startWorker, state, clock } = begin();
    await askTimes(4);
    clock.now += 30 * SECOND;
    const prober = await startWorker();
    let answer: (result: Result<string>) => void = () => undefined;
    const { answer: before } = state;
    const hanging = new Promise<Result<string>>((resolve) => {
      answer = resolve;
    });
    Object.defineProperty(state, 'answer', { configurable: true, get: () => hanging });
    const probe = prober.ask('probe');
    await Promise.resolve();
    Object.defineProperty(state, 'answer', { value: before, writable: true });
    expect(await ask('second')).toMatchObject({ failure: { untried: true } });
    clock.now += MINUTE;
    await ask('third');
    expect(asked.slice(4)).toEqual(['probe', 'third']);
    answer(succeed('well'));
    await probe;
  });

  it('and works again is asked by all, and the calls that waited are told', async () => {
    const { askTimes, ask, asked, state, book, clock, recoveries } = begin();
    await askTimes(4);
    clock.now += 30 * SECOND;
    state.answer = succeed('well');
    expect(await ask()).toEqual(succeed('well'));
    expect(book.kept.jira).toMatchObject({ count: 0, until: 0, endedAt: clock.now });
    expect(recoveries).toEqual([clock.now]);
    await askTimes(3);
    expect(asked).toHaveLength(8);
    expect(recoveries).toHaveLength(1);
    expect(book.kept.jira?.endedAt).toBe(clock.now);
  });

  it('and is found to work by two at once is remembered to have been out', async () => {
    const { askTimes, startWorker, state, book, clock } = begin();
    await askTimes(4);
    clock.now += 30 * SECOND;
    const [one, other] = [await startWorker(), await startWorker()];
    state.answer = succeed('well');
    await one.ask('one');
    const known: boolean[] = [];
    Object.defineProperty(state, 'answer', {
      get: () => {
        known.push(isOut(book.kept.jira));
        return succeed('well');
      },
    });
    await other.ask('other');
    expect(known).toEqual([false]);
    expect(book.kept.jira?.endedAt).toBe(clock.now);
  });

  it('a second time is out from then on', async () => {
    const { askTimes, ask, state, book, clock } = begin();
    await askTimes(4);
    clock.now += 30 * SECOND;
    state.answer = succeed('well');
    await ask();
    clock.now += MINUTE;
    state.answer = fail(down);
    await askTimes(3);
    expect(isOut(book.kept.jira)).toBe(false);
    await ask();
    expect(book.kept.jira).toMatchObject({ since: clock.now, count: 4, until: clock.now + 30 * SECOND });
  });

  it('stays out when an admin has to act and it then fails in another way', async () => {
    const { ask, state, book, clock, asked } = begin('openai');
    state.answer = fail(failure('quota-exceeded', 'openai', { status: 429 }));
    await ask();
    clock.now = book.kept.openai?.until ?? 0;
    state.answer = fail(failure('unavailable', 'openai', { status: 503 }));
    await ask();
    expect(book.kept.openai).toMatchObject({ since: START, count: 2, until: clock.now + 30 * SECOND });
    await ask();
    expect(asked).toHaveLength(2);
  });

  it('is not asked for an hour when it asks for that', async () => {
    const { askTimes, ask, asked, state, clock } = begin();
    state.answer = fail(failure('rate-limited', 'jira', { status: 429, retryAfterSeconds: 3600 }));
    await askTimes(4);
    clock.now += 60 * MINUTE - 1;
    await ask();
    expect(asked).toHaveLength(4);
    clock.now += 1;
    await ask();
    expect(asked).toHaveLength(5);
  });

  it('is still known to have been out when it stumbles afterwards, and when it goes on', async () => {
    const { askTimes, ask, state, book, clock } = begin();
    await askTimes(4);
    clock.now += 30 * SECOND;
    state.answer = succeed('well');
    await ask();
    const endedAt = clock.now;
    clock.now += MINUTE;
    state.answer = fail(down);
    await askTimes(3);
    expect(book.kept.jira).toMatchObject({ since: clock.now, count: 3, until: 0, endedAt });
    state.answer = succeed('well');
    await ask();
    expect(book.kept.jira).toMatchObject({ count: 0, until: 0, endedAt });
    state.answer = fail(down);
    await askTimes(4);
    expect(book.kept.jira).toMatchObject({ count: 4, until: clock.now + 30 * SECOND });
    expect(book.kept.jira?.endedAt).toBeUndefined();
  });

  it('is asked again in good time when it failed while the clock was a day ahead', async () => {
    const { askTimes, ask, asked, clock, book } = begin();
    clock.now += DAY;
    await askTimes(4);
    clock.now = START + MINUTE;
    await ask();
    expect(asked).toHaveLength(5);
    expect(book.kept.jira?.until).toBe(clock.now + MINUTE);
  });

  it('and when one who asked while the clock was ahead did not come back', async () => {
    const { askTimes, ask, asked, state, clock, book } = begin();
    await askTimes(4);
    clock.now += DAY;
    const whileAsked: (Trouble | undefined)[] = [];
    const { answer } = state;
    Object.defineProperty(state, 'answer', {
      get: () => {
        whileAsked.push(structuredClone(book.kept.jira));
        return answer;
      },
    });
    await ask();
    const [left] = whileAsked;
    if (left !== undefined) book.kept.jira = left;
    clock.now = START + MINUTE;
    await ask();
    expect(asked).toHaveLength(6);
  });

  it('is what admins are told of, and is over when one of them has acted', async () => {
    const { askTimes, book, clock, ask, asked } = begin();
    const outages = outagesIn(book, () => clock.now);
    await askTimes(3);
    expect(await outages.listOutages()).toEqual(succeed([]));
    await askTimes(1);
    expect(await outages.listOutages()).toEqual(
      succeed([{ service: 'jira', since: START, failure: 'unavailable' }]),
    );
    await outages.forgetOutage('jira');
    expect(await outages.listOutages()).toEqual(succeed([]));
    await ask('at once');
    expect(asked.at(-1)).toBe('at once');
    await outages.forgetOutage('openai');
    expect(book.kept.openai).toBeUndefined();
  });
});

describe('any failures', () => {
  const anyFailure: fc.Arbitrary<Failure> = fc
    .record({
      kind: fc.constantFrom(...FailureKind.options),
      service: fc.constantFrom(...Service.options),
      retryAfterSeconds: fc.option(fc.nat(100_000), { nil: undefined }),
    })
    .map(({ kind, service, retryAfterSeconds }) =>
      failure(kind, service, retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
    );
  const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

  it('leave a service alone for six and a quarter minutes at most, or as long as it asked within an hour', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(anyFailure, random), { minLength: 1, maxLength: 40 }), (failures) => {
        let trouble: Trouble | undefined;
        for (const [one, chance] of failures) {
          trouble = afterFailure(trouble, one, START, chance);
          if (!isOut(trouble)) continue;
          const pause = trouble.until - START;
          expect(pause).toBeGreaterThanOrEqual(22_500);
          const asked = Math.min(3600, one.retryAfterSeconds ?? 0) * SECOND;
          expect(pause).toBeLessThanOrEqual(Math.max(375_000, asked));
          expect(pause).toBeGreaterThanOrEqual(asked);
        }
        expect(trouble?.count).toBe(failures.length);
        expect(isOut(trouble && end(trouble, START))).toBe(false);
      }),
    );
  });

  it('count only where they are of the service itself', () => {
    const counting = FailureKind.options.filter((kind) => countsAsTrouble(failure(kind, 'openai')));
    expect(counting).toEqual(['unreachable', 'timed-out', 'rate-limited', 'unavailable', 'quota-exceeded']);
  });
});
