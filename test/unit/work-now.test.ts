import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Call } from '../../src/contract/call';
import type { Result } from '../../src/contract/failure';
import { fileCall, type Outcome } from '../../src/intake/file-call';
import type { Intake } from '../../src/intake/stage';
import { workNow } from '../../src/intake/work-now';
import { createWorld, type WorldOptions } from './fake-ports';
import { CALL_ID, failure, makeRecordedCall, makeUnderstanding, START, TRANSCRIPT } from './fakes';

const SECOND = 1000;
const NOW = START + 60 * SECOND;
const HELD_UNTIL = NOW + 180 * SECOND;

beforeEach(() => void vi.useFakeTimers({ now: NOW }));
afterEach(() => void vi.useRealTimers());

const after = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const understood = (more: Partial<Call> = {}): Call =>
  makeRecordedCall({
    state: 'understood',
    transcript: TRANSCRIPT,
    understanding: makeUnderstanding(),
    ...more,
  });

/** A world in which everything takes its time; the clock is that of the timers. */
function open(options: WorldOptions = {}, took: { [method: string]: number } = {}) {
  const world = createWorld(options);
  Object.defineProperty(world.clock, 'now', { get: () => Date.now() });
  const slow = <A extends unknown[], T>(method: string, ask: (...args: A) => Promise<Result<T>>) => {
    return async (...args: A): Promise<Result<T>> => {
      await after(took[method] ?? 10);
      return ask(...args);
    };
  };
  const intake: Intake = {
    ...world,
    worker: 'the line',
    pause: after,
    model: {
      transcribe: slow('transcribe', world.model.transcribe),
      understand: slow('understand', world.model.understand),
    },
    desk: { ...world.desk, createRequest: slow('createRequest', world.desk.createRequest) },
    phone: { ...world.phone, sendText: slow('sendText', world.phone.sendText) },
  };
  /** @returns how long the caller waited, in milliseconds */
  const work = async (goal: 'understood' | 'filed', ms: number): Promise<number> => {
    const begun = Date.now();
    let waited: number | undefined;
    void workNow(CALL_ID, goal, begun + ms, intake).then(() => {
      waited = Date.now() - begun;
    });
    while (waited === undefined) await vi.advanceTimersByTimeAsync(10);
    return waited;
  };
  let runs = 0;
  const file = async (): Promise<Outcome> => {
    let outcome: Outcome | undefined;
    void fileCall(CALL_ID, { ...intake, worker: `worker ${++runs}` }).then((one) => {
      outcome = one;
    });
    while (outcome === undefined) await vi.advanceTimersByTimeAsync(10);
    return outcome;
  };
  const fileToEnd = async (): Promise<Outcome> => {
    let outcome = await file();
    for (let turn = 0; outcome.kind === 'wait' && turn < 40; turn++) {
      await vi.advanceTimersByTimeAsync(outcome.ms);
      outcome = await file();
    }
    return outcome;
  };
  return { ...world, took, work, file, fileToEnd };
}

describe('what was said, understood while the caller waits', () => {
  it('is there as soon as the model is through, and the call is given back', async () => {
    const world = open(
      { call: makeRecordedCall({ heldUntil: HELD_UNTIL }) },
      { transcribe: 700, understand: 900 },
    );
    expect(await world.work('understood', 4 * SECOND)).toBeLessThan(1700);
    expect(world.stored()).toMatchObject({ state: 'understood', transcript: TRANSCRIPT });
    expect(world.stored()).not.toHaveProperty('lease');
    expect(world.desk.made).toEqual([]);
  });

  it('is given back as well when nobody holds it', async () => {
    const world = open();
    await world.work('understood', 4 * SECOND);
    expect(world.stored()).toMatchObject({ state: 'understood', fence: 1 });
    expect(world.stored()).not.toHaveProperty('lease');
    expect(world.desk.made).toEqual([]);
    // Whoever files it need not ask what was done before.
    expect(await world.file()).toEqual({ kind: 'settled' });
    expect(world.desk.asked).not.toContain('findByReference');
    expect(world.phone.asked).not.toContain('wasTextSent');
  });

  it('too slowly is left to the queue in time, which goes on at once', async () => {
    const world = open({ call: makeRecordedCall({ heldUntil: HELD_UNTIL }) }, { transcribe: 10 * SECOND });
    expect(await world.work('understood', 4 * SECOND)).toBe(4 * SECOND);
    expect(world.stored()).toMatchObject({ state: 'recorded', fence: 1 });
    expect(world.stored()).not.toHaveProperty('lease');
    world.took.transcribe = 10;
    expect(await world.file()).toEqual({ kind: 'settled' });
    expect(world.stored()).toMatchObject({ state: 'understood', fence: 2 });
  });

  it('by a worker whose answer comes after the deadline is kept all the same', async () => {
    const world = open({ call: makeRecordedCall({ heldUntil: HELD_UNTIL }) }, { transcribe: 6 * SECOND });
    await world.work('understood', 4 * SECOND);
    await vi.advanceTimersByTimeAsync(5 * SECOND);
    expect(world.stored()).toMatchObject({ state: 'understood', fence: 1 });
    expect(world.stored()).not.toHaveProperty('lease');
    expect(world.model.asked).toHaveLength(2);
  });

  it('after the deadline is not kept where somebody else has begun meanwhile', async () => {
    const world = open({ call: makeRecordedCall({ heldUntil: HELD_UNTIL }) }, { transcribe: 6 * SECOND });
    await world.work('understood', 4 * SECOND);
    world.took.transcribe = 1 * SECOND;
    expect(await world.file()).toEqual({ kind: 'settled' });
    const stored = world.stored();
    await vi.advanceTimersByTimeAsync(10 * SECOND);
    expect(world.stored()).toEqual(stored);
    expect(stored.fence).toBe(2);
  });

  it('is waited for while another worker is at it, and not longer than there is time', async () => {
    const lease = { holder: 'another', until: NOW + 2 * SECOND };
    const call = makeRecordedCall({ heldUntil: HELD_UNTIL, fence: 1, lease });
    const short = open({ call });
    expect(await short.work('understood', 4 * SECOND)).toBeLessThan(2200);
    expect(short.stored()).toMatchObject({ state: 'understood', fence: 2 });
    vi.setSystemTime(NOW);
    const long = open({ call: { ...call, lease: { ...lease, until: NOW + 60 * SECOND } } });
    expect(await long.work('understood', 4 * SECOND)).toBe(3750);
    expect(long.stored()).toMatchObject({ state: 'recorded', lease: { holder: 'another' } });
    expect(long.model.asked).toEqual([]);
  });

  it('is there as soon as the worker who is at it has it', async () => {
    const world = open({ call: makeRecordedCall({ heldUntil: HELD_UNTIL }) }, { transcribe: 1500 });
    void world.file();
    await vi.advanceTimersByTimeAsync(100);
    expect(await world.work('understood', 4 * SECOND)).toBeLessThan(1900);
    expect(world.stored()).toMatchObject({ state: 'understood', fence: 1 });
    expect(world.model.asked).toHaveLength(2);
  });

  it('is tried again after a short failure, and left where that takes too long', async () => {
    const world = open({ call: makeRecordedCall({ heldUntil: HELD_UNTIL }) });
    world.phone.faults.next.fetchRecording = [failure('not-found', 'twilio')];
    expect(await world.work('understood', 4 * SECOND)).toBeLessThan(2500);
    expect(world.stored()).toMatchObject({ state: 'understood' });
    const out = open({ call: makeRecordedCall({ heldUntil: Date.now() + 180 * SECOND }) });
    out.phone.faults.always.fetchRecording = failure('rate-limited', 'twilio', { retryAfterSeconds: 30 });
    expect(await out.work('understood', 4 * SECOND)).toBeLessThan(100);
    expect(out.stored()).toMatchObject({ state: 'recorded', retry: { service: 'twilio' } });
    expect(out.stored()).not.toHaveProperty('lease');
  });

  it.each(['answered', 'closed', 'parked', 'abandoned'] as const)('is nothing to do (%s)', async (state) => {
    const world = open({ call: makeRecordedCall({ state }) });
    expect(await world.work('understood', 4 * SECOND)).toBeLessThan(100);
    expect(world.stored()).toEqual(makeRecordedCall({ state }));
  });

  it('is nothing to do for a call that nobody knows, or while the store is out', async () => {
    const world = open();
    world.calls.faults.always.update = failure('unavailable', 'forge');
    expect(await world.work('understood', 4 * SECOND)).toBeLessThan(100);
    expect(world.model.asked).toEqual([]);
  });
});

describe('a request that is made while the caller waits', () => {
  it('is made and its number texted; the other steps are for the queue', async () => {
    const world = open({ call: understood() }, { createRequest: 800, sendText: 300 });
    expect(await world.work('filed', 9 * SECOND)).toBeLessThan(1300);
    expect(world.stored()).toMatchObject({
      state: 'filed',
      request: { key: 'SUP-1' },
      steps: { confirmation: 'done' },
    });
    expect(world.stored()).not.toHaveProperty('lease');
    expect(world.phone.texts).toHaveLength(1);
    expect(world.methods()).toEqual([]);
    expect(await world.file()).toEqual({ kind: 'settled' });
    expect(world.stored()).toMatchObject({ state: 'closed', steps: { property: 'done', comment: 'done' } });
    expect(world.phone.texts).toHaveLength(1);
  });

  it('from the recording on is made as well where there is time', async () => {
    const world = open({}, { transcribe: 700, understand: 900, createRequest: 800, sendText: 300 });
    await world.work('filed', 9 * SECOND);
    expect(world.stored()).toMatchObject({ state: 'filed', steps: { confirmation: 'done' } });
  });

  it('is not made for a caller who may still say more', async () => {
    const world = open({ call: understood({ heldUntil: HELD_UNTIL }) });
    expect(await world.work('filed', 9 * SECOND)).toBeLessThan(100);
    expect(world.desk.asked).toEqual([]);
  });

  it('and that Jira may be making when time is up keeps its lease, rests, and is found: one is made', async () => {
    const world = open({ call: understood() }, { createRequest: 20 * SECOND });
    expect(await world.work('filed', 9 * SECOND)).toBe(9 * SECOND);
    expect(world.stored()).toMatchObject({
      state: 'understood',
      intent: { creates: 1 },
      lease: { holder: 'the line' },
    });
    expect(await world.file()).toMatchObject({ kind: 'wait' });
    expect(world.desk.made).toEqual([]);
    world.took.createRequest = 10;
    expect(await world.fileToEnd()).toEqual({ kind: 'settled' });
    expect([world.desk.made.length, world.phone.texts.length]).toEqual([1, 1]);
    expect(world.stored().state).toBe('closed');
  });

  it('with a text under way when time is up keeps its lease: the number is texted once', async () => {
    const world = open({ call: understood() }, { sendText: 20 * SECOND });
    expect(await world.work('filed', 9 * SECOND)).toBe(9 * SECOND);
    expect(world.stored()).toMatchObject({ state: 'filed', lease: { holder: 'the line' } });
    const outcome = await world.file();
    expect(outcome).toMatchObject({ kind: 'wait' });
    world.took.sendText = 10;
    expect(await world.fileToEnd()).toEqual({ kind: 'settled' });
    expect(world.phone.texts).toHaveLength(1);
    expect(world.stored()).toMatchObject({ state: 'closed', steps: { confirmation: 'done' } });
  });

  it.each(['timed-out', 'unreachable', 'malformed'] as const)(
    'with a text that may be on its way (%s) has it looked for later, not at once',
    async (kind) => {
      const world = open({ call: understood() });
      world.phone.faults.lost.sendText = [failure(kind, 'twilio')];
      expect(await world.work('filed', 9 * SECOND)).toBeLessThan(100);
      expect(world.stored()).toMatchObject({ state: 'filed', lease: { holder: 'the line' } });
      expect(await world.file()).toMatchObject({ kind: 'wait' });
      expect(world.phone.asked).not.toContain('wasTextSent');
      expect(await world.fileToEnd()).toEqual({ kind: 'settled' });
      expect(world.phone.texts).toHaveLength(1);
    },
  );

  it('with a text that was refused is given back', async () => {
    const world = open({ call: understood() });
    world.phone.faults.always.sendText = failure('rejected', 'twilio');
    await world.work('filed', 9 * SECOND);
    expect(world.stored()).toMatchObject({ state: 'filed', steps: { confirmation: 'failed' } });
    expect(world.stored()).not.toHaveProperty('lease');
  });

  it('by somebody else before is only texted', async () => {
    const request = { key: 'SUP-7', id: '7', at: NOW };
    const world = open({ call: understood({ state: 'filed', request }) });
    await world.work('filed', 9 * SECOND);
    expect(world.desk.made).toEqual([]);
    expect(world.phone.texts).toMatchObject([{ body: expect.stringContaining('SUP-7') }]);
  });

  it('is left in time when Jira does not answer, and the refusal is waited out by the queue', async () => {
    const world = open({ call: understood() });
    world.desk.faults.always.createRequest = failure('rate-limited', 'jira', { retryAfterSeconds: 60 });
    expect(await world.work('filed', 9 * SECOND)).toBeLessThan(100);
    expect(world.stored()).toMatchObject({ state: 'understood', retry: { service: 'jira' } });
    for (const key of ['lease', 'intent']) expect(world.stored()).not.toHaveProperty(key);
  });

  it('together with the queue is made once, and texted once', async () => {
    const world = open({ call: understood() }, { createRequest: 500 });
    const [, outcome] = await Promise.all([world.work('filed', 9 * SECOND), world.file()]);
    expect(outcome.kind).toBe('wait');
    expect(await world.fileToEnd()).toEqual({ kind: 'settled' });
    expect([world.desk.made.length, world.phone.texts.length]).toEqual([1, 1]);
    expect(world.stored().state).toBe('closed');
  });
});
