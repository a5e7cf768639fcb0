import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CallState } from '../../src/contract/call';
import { fail, succeed } from '../../src/contract/failure';
import { fileCall } from '../../src/intake/file-call';
import { secondsUntilRetry } from '../../src/intake/retry';
import { type Sweep, sweepCalls } from '../../src/intake/sweep-calls';
import { createFakeCallBook, createWorld } from './fake-ports';
import { CALL_ID, failure, makeCall, makeRecordedCall, START } from './fakes';

const MINUTE = 60_000;

describe('waiting for the next try', () => {
  const busy = failure('unavailable', 'jira');

  it('doubles each time, up to what the queue can wait', () => {
    const waits = Array.from({ length: 20 }, (_, retries) => secondsUntilRetry(busy, retries));
    expect(waits.slice(0, 6)).toEqual([2, 4, 8, 16, 32, 64]);
    expect(waits.at(-1)).toBe(900);
  });

  it('is what the service asked for, within what the queue can do', () => {
    const asked = (retryAfterSeconds: number) => secondsUntilRetry({ ...busy, retryAfterSeconds }, 3);
    expect([asked(0), asked(1), asked(77), asked(86_400)]).toEqual([1, 1, 77, 900]);
  });

  it('is always a whole number of seconds that Forge takes, and never longer than it is of use', () => {
    fc.assert(
      fc.property(
        fc.nat(100_000),
        fc.nat(10_000),
        fc.integer({ min: 1, max: 86_400_000 }),
        (after, retries, withinMs) => {
          for (const one of [busy, { ...busy, retryAfterSeconds: after }]) {
            const wait = secondsUntilRetry(one, retries, withinMs);
            expect(Number.isInteger(wait)).toBe(true);
            expect(wait).toBeGreaterThanOrEqual(1);
            expect(wait).toBeLessThanOrEqual(Math.min(900, Math.ceil(withinMs / 1000)));
          }
        },
      ),
    );
  });

  it('makes a request within five minutes of the message, however long OpenAI asks to wait', async () => {
    for (const retryAfterSeconds of [undefined, 1, 600]) {
      const world = createWorld();
      const asked = retryAfterSeconds === undefined ? {} : { retryAfterSeconds };
      world.model.faults.always.transcribe = failure('rate-limited', 'openai', asked);
      let outcome = await fileCall(CALL_ID, world);
      for (let retries = 0; outcome.kind === 'retry' && retries < 1000; retries++) {
        world.clock.now += secondsUntilRetry(outcome.failure, retries, outcome.withinMs) * 1000;
        outcome = await fileCall(CALL_ID, world);
      }
      expect(world.stored().state).toBe('closed');
      expect((world.stored().request?.at ?? Number.POSITIVE_INFINITY) - START - 30_000).toBeLessThanOrEqual(
        5 * MINUTE,
      );
    }
  });
});

describe('the sweep', () => {
  function begin(states: CallState[], age = 20 * MINUTE + 1) {
    const clock = { now: START };
    const calls = createFakeCallBook(
      () => clock.now,
      states.map((state, index) =>
        (state === 'answered' ? makeCall : makeRecordedCall)({
          id: `CA${String(index).padStart(32, '0')}`,
          state,
        }),
      ),
    );
    clock.now += age;
    const queued: string[] = [];
    const lines: Parameters<Sweep['log']>[0][] = [];
    const queue = { isOut: false };
    const sweep: Sweep = {
      calls,
      fileLater: async (callId) => {
        if (queue.isOut) return fail(failure('unavailable', 'forge'));
        queued.push(callId);
        return succeed(undefined);
      },
      now: () => clock.now,
      log: (line) => void lines.push(line),
    };
    return { sweep, calls, clock, queued, lines, queue };
  }
  const ALL: CallState[] = [
    'answered',
    'recorded',
    'transcribed',
    'understood',
    'filed',
    'closed',
    'abandoned',
    'parked',
  ];
  const id = (index: number) => `CA${String(index).padStart(32, '0')}`;

  it('queues the calls again that nobody works on, and no others', async () => {
    const { sweep, queued, lines } = begin(ALL);
    await sweepCalls(sweep);
    expect(queued.toSorted()).toEqual([id(1), id(2), id(3), id(4)]);
    expect(lines).toContainEqual({ event: 'call-queued-again', callId: id(1), reason: 'recorded' });
  });

  it('leaves alone what changed a short while ago', async () => {
    const { sweep, queued } = begin(ALL, 20 * MINUTE);
    await sweepCalls(sweep);
    expect(queued).toEqual([]);
  });

  it('gives up calls that never ended, after four hours', async () => {
    const { sweep, calls, clock } = begin(['answered'], 4 * 60 * MINUTE);
    await sweepCalls(sweep);
    expect(calls.read(id(0))?.state).toBe('answered');
    clock.now += 1;
    await sweepCalls(sweep);
    expect(calls.read(id(0))?.state).toBe('abandoned');
  });

  it('goes on when one state cannot be listed or the queue is out, and says so', async () => {
    const { sweep, calls, queued, lines, queue } = begin(['recorded', 'filed']);
    calls.faults.next.listStale = [failure('unavailable', 'forge')];
    await sweepCalls(sweep);
    expect(lines).toContainEqual({ event: 'sweep-failed', reason: 'recorded', failure: 'unavailable' });
    expect(queued).toEqual([id(1)]);
    queue.isOut = true;
    await sweepCalls(sweep);
    expect(lines).toContainEqual({ event: 'call-queued-again', callId: id(0), reason: 'not-queued' });
  });

  it('leaves alone a call that the queue still tries, however long Jira is out', async () => {
    const world = createWorld();
    world.desk.faults.always.createRequest = failure('unavailable', 'jira');
    const queued: string[] = [];
    const sweep: Sweep = {
      calls: world.calls,
      now: world.now,
      log: () => undefined,
      fileLater: async (callId) => succeed(void queued.push(callId)),
    };
    // The queue comes back after at most 15 minutes.
    for (let hours = 0; hours < 8; hours += 0.25) {
      expect((await fileCall(CALL_ID, world)).kind).toBe('retry');
      for (let minutes = 0; minutes < 15; minutes += 5) {
        world.clock.now += 5 * MINUTE;
        await sweepCalls(sweep);
      }
    }
    expect(queued).toEqual([]);
    world.clock.now += 10 * MINUTE;
    await sweepCalls(sweep);
    expect(queued).toEqual([CALL_ID]);
  });
});
