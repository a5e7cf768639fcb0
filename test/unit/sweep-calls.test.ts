import { describe, expect, it } from 'vitest';
import type { Call, CallState } from '../../src/contract/call';
import { fail } from '../../src/contract/failure';
import { guardPort } from '../../src/intake/outage';
import type { Troubles } from '../../src/intake/ports';
import { type Sweep, sweepCalls, whatIsDue } from '../../src/intake/sweep-calls';
import { createFakeCallBook, createFakeTroubleBook, createFiling } from './fake-ports';
import { CALL_ID, failure, makeCall, makeRecordedCall, START } from './fakes';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const NOW = START + HOUR;
const ALL: CallState[] = [
  'answered',
  'recorded',
  'transcribed',
  'understood',
  'filed',
  'confirmed',
  'closed',
  'abandoned',
  'parked',
];
const id = (index: number) => `CA${String(index).padStart(32, '0')}`;

function begin(calls: readonly Call[], age = 2 * MINUTE + 1, troubles: Troubles = {}) {
  const clock = { now: NOW - age };
  const book = createFakeCallBook(
    () => clock.now,
    calls.map((call, index) => ({ ...call, id: id(index) })),
  );
  clock.now = NOW;
  const queued: string[] = [];
  const lines: Parameters<Sweep['log']>[0][] = [];
  const queue = { takes: Number.POSITIVE_INFINITY };
  const pushes: number[] = [];
  const sweep: Sweep = {
    calls: book,
    troubles: createFakeTroubleBook(troubles),
    fileAllLater: async (callIds) => {
      pushes.push(callIds.length);
      const taken = callIds.slice(0, queue.takes);
      queued.push(...taken);
      return taken.length === callIds.length
        ? { queued: taken.length }
        : { queued: taken.length, failure: failure('unavailable', 'forge') };
    },
    now: () => clock.now,
    log: (line) => void lines.push(line),
  };
  return { sweep, calls: book, clock, queued, pushes, lines, queue };
}

const inStates = (states: readonly CallState[]) =>
  states.map((state) => (state === 'answered' ? makeCall() : makeRecordedCall({ state })));

describe('the sweep', () => {
  it('queues the calls again that nobody works on, and no others', async () => {
    const { sweep, queued, lines } = begin(inStates(ALL));
    await sweepCalls(sweep);
    expect(queued.toSorted()).toEqual([id(1), id(2), id(3), id(4), id(5)]);
    expect(lines).toEqual([{ event: 'calls-queued-again', count: 5 }]);
  });

  it('leaves alone what changed within two minutes: the queue is at it', async () => {
    const { sweep, queued } = begin(inStates(ALL), 2 * MINUTE - 1);
    await sweepCalls(sweep);
    expect(queued).toEqual([]);
  });

  it('gives up calls that never ended, after four hours', async () => {
    const { sweep, calls, clock } = begin(inStates(['answered']), 4 * HOUR - 1);
    await sweepCalls(sweep);
    expect(calls.read(id(0))?.state).toBe('answered');
    clock.now += 1;
    await sweepCalls(sweep);
    expect(calls.read(id(0))?.state).toBe('abandoned');
  });

  it('goes on when some cannot be listed or the queue does not take all, and says so', async () => {
    const waits = makeRecordedCall({ retry: waiting({ at: NOW - 3 * MINUTE }) });
    const { sweep, calls, queued, lines, queue } = begin([...inStates(['recorded', 'filed']), waits], HOUR);
    calls.faults.next.listWaiting = [failure('unavailable', 'forge')];
    await sweepCalls(sweep);
    expect(lines).toContainEqual({ event: 'sweep-failed', reason: 'worker', failure: 'unavailable' });
    expect(queued).toEqual([id(2)]);
    lines.length = 0;
    queue.takes = 1;
    await sweepCalls(sweep);
    expect(lines).toEqual([
      { event: 'calls-queued-again', count: 1 },
      { event: 'calls-not-queued', count: 2, failure: 'unavailable' },
    ]);
    lines.length = 0;
    queue.takes = 0;
    await sweepCalls(sweep);
    expect(lines).toEqual([{ event: 'calls-not-queued', count: 3, failure: 'unavailable' }]);
  });

  it('knows of no outage when nobody can tell', async () => {
    const retry = waiting({ at: NOW - 1 });
    const { sweep, queued } = begin([makeRecordedCall({ retry })], HOUR, out(NOW + MINUTE));
    sweep.troubles.load = async () => fail(failure('unavailable', 'forge'));
    await sweepCalls(sweep);
    expect(queued).toEqual([id(0)]);
  });

  it('leaves room in the queue for calls that come in, and writes few lines', async () => {
    const { sweep, queued, pushes, lines } = begin(
      inStates(Array.from({ length: 220 }, () => 'recorded' as const)),
    );
    await sweepCalls(sweep);
    expect(queued).toHaveLength(200);
    expect(pushes).toEqual([200]);
    expect(lines).toEqual([{ event: 'calls-queued-again', count: 200 }]);
  });

  it.each([
    ['that is out', out(NOW + MINUTE)],
    ['that answers them all with nonsense', {}],
  ])('finds a call that a worker left behind a thousand that wait for a service %s', async (_, troubles) => {
    const retry = waiting({ at: NOW + MINUTE });
    const waits = Array.from({ length: 1000 }, () => makeRecordedCall({ state: 'confirmed', retry }));
    const left = makeRecordedCall({ state: 'confirmed', retry, ...lease(NOW - 1) });
    const { sweep, queued } = begin([...waits, left], HOUR, troubles);
    await sweepCalls(sweep);
    expect(queued).toEqual([id(1000)]);
  });

  it('finds the one that is due among a thousand that wait for the same service', async () => {
    const waits = Array.from({ length: 1000 }, (_, index) =>
      makeRecordedCall({ retry: waiting({ at: index === 999 ? NOW : NOW + MINUTE }) }),
    );
    const { sweep, queued } = begin(waits, HOUR);
    await sweepCalls(sweep);
    expect(queued).toEqual([id(999)]);
  });

  it('does not read what waits for a service that is not asked, and little of one that may be', async () => {
    const { sweep, calls } = begin([], HOUR, {
      ...out(NOW + 1),
      openai: { since: START, failure: 'timed-out', count: 4, until: NOW },
    });
    const listed: [string, number][] = [];
    const { listWaiting } = calls;
    sweep.calls = {
      ...calls,
      listWaiting: (waitsFor, limit) => {
        listed.push([waitsFor, limit]);
        return listWaiting(waitsFor, limit);
      },
    };
    await sweepCalls(sweep);
    expect(listed).toEqual([
      ['worker', 300],
      ['twilio', 300],
      ['openai', 10],
      ['forge', 300],
      ['caller', 300],
    ]);
  });

  it('wakes ten at a time, and queues those too that cannot be changed', async () => {
    const retry = waiting({ at: NOW + HOUR });
    const { sweep, calls, queued } = begin(
      Array.from({ length: 25 }, () => makeRecordedCall({ retry })),
      HOUR,
      over(NOW - MINUTE),
    );
    let atOnce = 0;
    let most = 0;
    sweep.calls = {
      ...calls,
      update: async () => {
        most = Math.max(most, ++atOnce);
        await Promise.resolve();
        atOnce--;
        return fail(failure('unavailable', 'forge'));
      },
    };
    await sweepCalls(sweep);
    expect(most).toBe(10);
    expect(queued).toHaveLength(25);
  });

  it.each<[string, Call]>([
    ['that nobody has touched', makeRecordedCall()],
    ['that a worker left', makeRecordedCall(lease(NOW + DAY))],
    [
      'that waits for a service',
      makeRecordedCall({ retry: waiting({ last: NOW + DAY, at: NOW + DAY + HOUR }) }),
    ],
    ['that rests', makeRecordedCall({ restUntil: NOW + DAY })],
  ])('takes up a call %s since the clock was a day ahead', async (_, call) => {
    const { sweep, queued } = begin([call], -DAY);
    await sweepCalls(sweep);
    expect(queued).toEqual([id(0)]);
  });

  it('gives up a call that came while the clock was a day ahead, but none that is from a clock a little ahead', async () => {
    for (const [ahead, state] of [
      [DAY, 'abandoned'],
      [MINUTE, 'answered'],
    ] as const) {
      const { sweep, calls } = begin(inStates(['answered']), -ahead);
      await sweepCalls(sweep);
      expect(calls.read(id(0))?.state).toBe(state);
    }
  });

  it('takes the wait off the calls that it wakes, and counts no try of the one that asks for all', async () => {
    const retry = waiting({ at: NOW + HOUR, count: 7 });
    const { sweep, calls, queued } = begin(
      [makeRecordedCall({ retry }), makeRecordedCall({ retry })],
      HOUR,
      out(NOW - 1),
    );
    await sweepCalls(sweep);
    expect(queued).toEqual([id(0)]);
    expect(calls.read(id(0))?.retry).toEqual({ ...retry, at: NOW, count: 6 });
    expect(calls.read(id(1))?.retry).toEqual(retry);
  });
});

const waiting = (more: Partial<NonNullable<Call['retry']>> = {}): NonNullable<Call['retry']> => ({
  service: 'jira',
  failure: 'unavailable',
  count: 5,
  since: START,
  last: NOW - 10 * MINUTE,
  at: NOW + 10 * MINUTE,
  ...more,
});
const out = (until: number): Troubles => ({
  jira: { since: START, failure: 'unavailable', count: 9, until },
});
const over = (endedAt: number): Troubles => ({
  jira: { since: START, failure: 'unavailable', count: 0, until: 0, endedAt },
});
const lease = (until: number) => ({ lease: { holder: 'somebody', until } });

describe('what is due', () => {
  it.each<[string, Partial<Call>, Troubles, 'nothing' | 'queue' | 'wake']>([
    ['nobody has touched it', {}, {}, 'queue'],
    ['somebody works on it', lease(NOW + 1), {}, 'nothing'],
    ['its worker died', lease(NOW), {}, 'queue'],
    ['its worker died while it waited', { ...lease(NOW), retry: waiting() }, out(NOW + MINUTE), 'queue'],
    ['its lease is from a clock that was wrong', lease(NOW + 24 * HOUR), {}, 'queue'],
    ['it rests', { restUntil: NOW + 90 * SECOND }, {}, 'nothing'],
    ['it rests longer than calls do', { restUntil: NOW + 92 * SECOND }, {}, 'queue'],
    ['it has rested', { restUntil: NOW }, {}, 'queue'],
    [
      'it rests though its next try has come',
      { restUntil: NOW + 1, retry: waiting({ at: NOW }) },
      {},
      'nothing',
    ],
    ['its next try has come', { retry: waiting({ at: NOW }) }, {}, 'queue'],
    ['its next try has not come', { retry: waiting({ at: NOW + 1 }) }, {}, 'nothing'],
    ['its service is out', { retry: waiting({ at: NOW }) }, out(NOW + 1), 'nothing'],
    ['its service may be asked again', { retry: waiting() }, out(NOW), 'wake'],
    ['another service is out', { retry: waiting({ service: 'openai', at: NOW }) }, out(NOW + 1), 'queue'],
    ['its service only stumbles', { retry: waiting() }, out(0), 'nothing'],
    ['its service is back since it failed', { retry: waiting() }, over(NOW - MINUTE), 'wake'],
    ['its service was back before it failed', { retry: waiting() }, over(NOW - 11 * MINUTE), 'nothing'],
    ['its service will have been back', { retry: waiting() }, over(NOW + 1), 'nothing'],
    ['it failed in the future', { retry: waiting({ last: NOW + 1001, at: NOW + HOUR }) }, {}, 'queue'],
    [
      'its service was found to be out in the future',
      { retry: waiting() },
      { jira: { since: START, failure: 'unavailable', count: 9, until: NOW + HOUR, notedAt: NOW + HOUR } },
      'wake',
    ],
    ['its service is back, and it is time', { retry: waiting({ at: NOW }) }, over(NOW - MINUTE), 'queue'],
  ])('of a call when %s', (_, more, troubles, due) => {
    expect(whatIsDue(makeRecordedCall(more), troubles, new Set(), NOW)).toBe(due);
  });

  it('is one question a service and sweep', () => {
    const asked = new Set<string>();
    const call = makeRecordedCall({ retry: waiting() });
    const other = makeRecordedCall({ retry: waiting({ service: 'openai' }) });
    const troubles = {
      ...out(NOW),
      openai: { since: START, failure: 'timed-out', count: 4, until: NOW },
    } as const;
    const dues = [call, call, other, other].map((one) => whatIsDue(one, troubles, asked, NOW));
    expect(dues).toEqual(['wake', 'nothing', 'wake', 'nothing']);
  });
});

describe('an outage from its beginning to its end', () => {
  /** A call with the queue, the sweep and the guard around it, as `entry/` and `compose.ts` put them together. */
  async function live(isOut: (now: number) => boolean, until: number) {
    const world = createFiling();
    const troubles = createFakeTroubleBook();
    const events: number[] = [world.clock.now];
    const sweep: Sweep = {
      calls: world.calls,
      troubles,
      now: world.now,
      log: () => undefined,
      fileAllLater: async (ids) => {
        events.push(world.clock.now);
        return { queued: ids.length };
      },
    };
    const asked: number[] = [];
    const createRequest: typeof world.desk.createRequest = async (request) => {
      asked.push(world.clock.now);
      if (!isOut(world.clock.now)) return world.desk.createRequest(request);
      world.clock.now += 20 * SECOND;
      return fail(failure('timed-out', 'jira'));
    };
    const listFields: typeof world.desk.listFields = async (...args) => {
      asked.push(world.clock.now);
      return isOut(world.clock.now) ? fail(failure('unavailable', 'jira')) : world.desk.listFields(...args);
    };
    const guarded = async () => {
      const known = await troubles.load();
      const {
        made: _made,
        done: _done,
        asked: _asked,
        issueOf: _issueOf,
        faults: _faults,
        ...desk
      } = world.desk;
      return guardPort(
        { ...desk, createRequest, listFields },
        {
          service: 'jira',
          troubles: known.ok ? known.value : {},
          book: troubles,
          now: world.now,
          random: () => 0.5,
          onRecovery: async () => undefined,
        },
      );
    };
    let nextSweep = world.clock.now + 5 * MINUTE;
    while (world.clock.now < until && world.stored().state !== 'closed') {
      const [event = Number.POSITIVE_INFINITY] = events.sort((one, other) => one - other);
      if (nextSweep < event) {
        world.clock.now = Math.max(world.clock.now, nextSweep);
        nextSweep += 5 * MINUTE;
        await sweepCalls(sweep);
        continue;
      }
      events.shift();
      world.clock.now = Math.max(world.clock.now, event);
      const outcome = await world.file({ desk: await guarded() });
      if (outcome.kind === 'wait' && outcome.ms <= 4 * MINUTE) events.push(world.clock.now + outcome.ms);
    }
    return { world, asked };
  }

  it('of six hours costs a question every few minutes, and the call is filed within ten minutes of its end', async () => {
    const end = START + 6 * HOUR;
    const { world, asked } = await live((now) => now < end, end + HOUR);
    expect(world.stored().state).toBe('closed');
    expect((world.stored().request?.at ?? 0) - end).toBeLessThanOrEqual(10 * MINUTE);
    expect(asked.length).toBeLessThan(90);
    expect(world.desk.made).toHaveLength(1);
  });

  it('of six days and a half is sat out too', async () => {
    const end = START + 6.5 * 24 * HOUR;
    const { world } = await live((now) => now < end, end + HOUR);
    expect(world.stored().state).toBe('closed');
    expect((world.stored().request?.at ?? 0) - end).toBeLessThanOrEqual(10 * MINUTE);
    expect(world.stored().id).toBe(CALL_ID);
  });

  it('of more than a week is for a person', async () => {
    const { world } = await live(() => true, START + 9 * 24 * HOUR);
    expect(world.stored()).toMatchObject({
      state: 'parked',
      problem: expect.stringContaining('within a week'),
    });
  });
});
