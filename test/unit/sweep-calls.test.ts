import { describe, expect, it } from 'vitest';
import type { Call, CallState } from '../../src/contract/call';
import { fail, succeed } from '../../src/contract/failure';
import { guardPort } from '../../src/intake/outage';
import type { Troubles } from '../../src/intake/ports';
import { type Sweep, sweepCalls, whatIsDue } from '../../src/intake/sweep-calls';
import { createFakeCallBook, createFakeTroubleBook, createFiling } from './fake-ports';
import { CALL_ID, failure, makeCall, makeRecordedCall, START } from './fakes';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
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
  const queue = { isOut: false };
  const sweep: Sweep = {
    calls: book,
    troubles: createFakeTroubleBook(troubles),
    fileLater: async (callId) => {
      if (queue.isOut) return fail(failure('unavailable', 'forge'));
      queued.push(callId);
      return succeed(undefined);
    },
    now: () => clock.now,
    log: (line) => void lines.push(line),
  };
  return { sweep, calls: book, clock, queued, lines, queue };
}

const inStates = (states: readonly CallState[]) =>
  states.map((state) => (state === 'answered' ? makeCall() : makeRecordedCall({ state })));

describe('the sweep', () => {
  it('queues the calls again that nobody works on, and no others', async () => {
    const { sweep, queued, lines } = begin(inStates(ALL));
    await sweepCalls(sweep);
    expect(queued.toSorted()).toEqual([id(1), id(2), id(3), id(4), id(5)]);
    expect(lines).toContainEqual({ event: 'call-queued-again', callId: id(1), reason: 'recorded' });
  });

  it('leaves alone what changed within two minutes: the queue is at it', async () => {
    const { sweep, queued } = begin(inStates(ALL), 2 * MINUTE);
    await sweepCalls(sweep);
    expect(queued).toEqual([]);
  });

  it('gives up calls that never ended, after four hours', async () => {
    const { sweep, calls, clock } = begin(inStates(['answered']), 4 * HOUR);
    await sweepCalls(sweep);
    expect(calls.read(id(0))?.state).toBe('answered');
    clock.now += 1;
    await sweepCalls(sweep);
    expect(calls.read(id(0))?.state).toBe('abandoned');
  });

  it('goes on when one state cannot be listed or the queue is out, and says so', async () => {
    const { sweep, calls, queued, lines, queue } = begin(inStates(['recorded', 'filed']));
    calls.faults.next.listStale = [failure('unavailable', 'forge')];
    await sweepCalls(sweep);
    expect(lines).toContainEqual({ event: 'sweep-failed', reason: 'recorded', failure: 'unavailable' });
    expect(queued).toEqual([id(1)]);
    queue.isOut = true;
    await sweepCalls(sweep);
    expect(lines).toContainEqual({ event: 'call-queued-again', callId: id(0), reason: 'not-queued' });
  });

  it('knows of no outage when nobody can tell', async () => {
    const retry = waiting({ at: NOW - 1 });
    const { sweep, queued } = begin([makeRecordedCall({ retry })], HOUR, out(NOW + MINUTE));
    sweep.troubles.load = async () => fail(failure('unavailable', 'forge'));
    await sweepCalls(sweep);
    expect(queued).toEqual([id(0)]);
  });

  it('leaves room in the queue for calls that come in', async () => {
    const { sweep, queued } = begin(inStates(Array.from({ length: 220 }, () => 'recorded' as const)));
    await sweepCalls(sweep);
    expect(queued).toHaveLength(200);
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
    ['it rests', { restUntil: NOW + 1 }, {}, 'nothing'],
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
      fileLater: async () => succeed(void events.push(world.clock.now)),
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
