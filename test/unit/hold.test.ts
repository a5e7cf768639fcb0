import { describe, expect, it } from 'vitest';
import { isHeld, LONGEST_HOLD_MS } from '../../src/call/life';
import { type Call, CallState } from '../../src/contract/call';
import { type Sweep, sweepCalls } from '../../src/intake/sweep-calls';
import { FRESH_MS, NEVER_ENDED_MS, waitOf } from '../../src/intake/waiting';
import { createFakeTroubleBook, createFiling } from './fake-ports';
import {
  CALL_ID,
  failure,
  makeCall,
  makeReading,
  makeRecordedCall,
  makeUnderstanding,
  START,
  TRANSCRIPT,
} from './fakes';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** The clock of a new world. */
const NOW = START + MINUTE;
const HELD_UNTIL = NOW + 3 * MINUTE;

const understood = (more: Partial<Call> = {}): Call =>
  makeRecordedCall({
    state: 'understood',
    transcript: TRANSCRIPT,
    understanding: makeUnderstanding(),
    heldUntil: HELD_UNTIL,
    ...more,
  });

/** A world with a sweep over it; `queued` is what the sweep has put into the queue. */
function createSwept(call: Call) {
  const world = createFiling({ call });
  const queued: string[] = [];
  const sweep: Sweep = {
    calls: world.calls,
    troubles: createFakeTroubleBook(),
    fileAllLater: async (ids) => {
      queued.push(...ids);
      return { queued: ids.length };
    },
    now: world.now,
    log: () => undefined,
  };
  return { ...world, queued, sweep: () => sweepCalls(sweep) };
}

describe('a call that is held for its caller', () => {
  it('is understood, and then put down without a lease: nobody files it', async () => {
    const world = createFiling({ call: makeRecordedCall({ heldUntil: HELD_UNTIL }) });
    expect(await world.file()).toEqual({ kind: 'settled' });
    expect(world.stored()).toMatchObject({ state: 'understood', heldUntil: HELD_UNTIL });
    expect(world.stored()).not.toHaveProperty('lease');
    expect(world.model.asked.map(({ method }) => method)).toEqual(['transcribe', 'understand']);
    expect([world.desk.made, world.phone.texts]).toEqual([[], []]);
  });

  it('is nothing to do for whoever comes, and keeps its fence', async () => {
    const world = createFiling({ call: understood({ fence: 3 }) });
    for (let turn = 0; turn < 3; turn++) expect(await world.file()).toEqual({ kind: 'settled' });
    expect(world.stored()).toEqual(understood({ fence: 3 }));
  });

  it.each([HELD_UNTIL, HELD_UNTIL + 1])('is filed from when the hold is over (%i)', async (now) => {
    const world = createFiling({ call: understood() });
    world.clock.now = HELD_UNTIL - 1;
    expect(await world.file()).toEqual({ kind: 'settled' });
    expect(world.desk.made).toEqual([]);
    world.clock.now = now;
    expect(await world.file()).toEqual({ kind: 'settled' });
    expect(world.stored()).toMatchObject({ state: 'closed', request: { key: 'SUP-1' } });
  });

  it('is filed at once when the caller agrees or hangs up', async () => {
    const { heldUntil: _, ...agreed } = understood();
    const world = createFiling({ call: agreed });
    expect(await world.file()).toEqual({ kind: 'settled' });
    expect(world.desk.made).toHaveLength(1);
    // Nothing was done outside before: nobody has to look for anything.
    expect(world.desk.asked).not.toContain('findByReference');
  });

  it('was understood by one worker and is filed by another, as if by the first', async () => {
    const world = createFiling({ call: makeRecordedCall({ heldUntil: HELD_UNTIL }) });
    await world.file();
    world.clock.now = HELD_UNTIL;
    expect(await world.file()).toEqual({ kind: 'settled' });
    expect(world.stored()).toMatchObject({ state: 'closed', fence: 2, cleanFence: 1 });
    for (const method of ['findByReference', 'readRequest'] as const)
      expect(world.desk.asked).not.toContain(method);
    expect(world.phone.asked).not.toContain('wasTextSent');
  });

  it('and then may have been filed is looked for, whoever listened before', async () => {
    const world = createFiling({ call: makeRecordedCall({ heldUntil: HELD_UNTIL }) });
    await world.file();
    world.clock.now = HELD_UNTIL;
    world.desk.faults.lost.createRequest = [failure('timed-out', 'jira')];
    world.phone.faults.lost.sendText = [failure('timed-out', 'twilio')];
    expect(await world.fileToEnd()).toEqual({ kind: 'settled' });
    expect([world.desk.made.length, world.phone.texts.length]).toEqual([1, 1]);
    expect(world.desk.asked).toContain('findByReference');
    expect(world.phone.asked).toContain('wasTextSent');
  });

  it('from a clock that was ahead is not held for longer than anybody holds a call', () => {
    const call = understood({ heldUntil: NOW + LONGEST_HOLD_MS });
    expect(isHeld(call, NOW)).toBe(true);
    expect(isHeld(call, NOW - 1)).toBe(false);
    for (const state of CallState.options)
      expect([state, isHeld(makeCall({ state, heldUntil: HELD_UNTIL }), NOW)]).toEqual([
        state,
        state === 'understood',
      ]);
  });

  it('while its worker had the call gives the lease back', async () => {
    const world = createFiling({ call: makeRecordedCall() });
    const { understand } = world.model;
    // The caller's next turn comes while the model thinks.
    world.model.understand = async (text, asked) => {
      await world.calls.update(CALL_ID, (call) => call && { ...call, heldUntil: HELD_UNTIL });
      return understand(text, asked);
    };
    expect(await world.file()).toEqual({ kind: 'settled' });
    expect(world.stored()).toMatchObject({ state: 'understood', heldUntil: HELD_UNTIL });
    expect(world.stored()).not.toHaveProperty('lease');
  });

  it('no more while its worker had the call goes on at once', async () => {
    const world = createFiling({ call: makeRecordedCall({ heldUntil: HELD_UNTIL }) });
    const { understand } = world.model;
    world.model.understand = async (text, asked) => {
      await world.calls.update(CALL_ID, (call) => {
        const { heldUntil: _, ...agreed } = call ?? makeCall();
        return agreed;
      });
      return understand(text, asked);
    };
    expect(await world.file()).toEqual({ kind: 'settled' });
    expect(world.stored()).toMatchObject({ state: 'closed', fence: 1 });
  });

  it('was taken away from under its worker, which gives the lease back', async () => {
    const world = createFiling({ call: makeRecordedCall({ heldUntil: HELD_UNTIL }) });
    const { transcribe } = world.model;
    // The caller wants no recording: what was left is forgotten.
    world.model.transcribe = async (wav, hints) => {
      await world.calls.update(CALL_ID, (call) => {
        const { recording: _, ...rest } = call ?? makeCall();
        return { ...rest, state: 'answered' as const };
      });
      return transcribe(wav, hints);
    };
    expect(await world.file()).toEqual({ kind: 'settled' });
    expect(world.stored()).toMatchObject({ state: 'answered' });
    expect(world.stored()).not.toHaveProperty('lease');
    expect(world.stored()).not.toHaveProperty('transcript');
  });
});

describe('what a held call waits for', () => {
  it('is its caller, until the hold is over; then a worker', () => {
    expect(waitOf(understood(), NOW)).toEqual({ waitsFor: 'caller', dueAt: HELD_UNTIL });
    expect(waitOf(understood(), HELD_UNTIL)).toEqual({ waitsFor: 'worker', dueAt: HELD_UNTIL + FRESH_MS });
    const retry = {
      ...({ service: 'jira', failure: 'unavailable', count: 1 } as const),
      ...{ since: NOW, last: NOW, at: NOW + 10 * MINUTE },
    };
    expect(waitOf(understood({ retry }), NOW)).toMatchObject({ waitsFor: 'caller' });
    expect(waitOf(understood({ retry }), HELD_UNTIL)).toMatchObject({ waitsFor: 'jira' });
  });

  it('is a worker as long as it is not understood', () => {
    for (const state of ['recorded', 'transcribed', 'filed', 'confirmed'] as const)
      expect(waitOf(understood({ state }), NOW)).toMatchObject({ waitsFor: 'worker' });
    expect(waitOf(makeCall({ heldUntil: HELD_UNTIL }), NOW)).toEqual({
      waitsFor: 'caller',
      dueAt: NOW + NEVER_ENDED_MS,
    });
  });
});

describe('the sweep over a held call', () => {
  it('leaves it alone until the hold is over, then queues it: no webhook has told how it ended', async () => {
    const world = createSwept(understood());
    world.clock.now = HELD_UNTIL - 1;
    await world.sweep();
    expect(world.queued).toEqual([]);
    world.clock.now = HELD_UNTIL;
    await world.sweep();
    expect(world.queued).toEqual([CALL_ID]);
    await world.file();
    expect(world.stored()).toMatchObject({ state: 'closed' });
  });

  it('does not wait for a hold from a clock that was hours ahead', async () => {
    // Held by a clock three hours ahead; the entry in the store says so as well.
    const world = createSwept(understood());
    world.clock.now = NOW + 3 * HOUR;
    await world.calls.put(understood({ heldUntil: NOW + 3 * HOUR + 3 * MINUTE }));
    world.clock.now = NOW;
    await world.sweep();
    expect(world.queued).toEqual([CALL_ID]);
    await world.file();
    expect(world.stored()).toMatchObject({ state: 'closed' });
  });

  it('never takes it for a call without a message', async () => {
    const world = createSwept(understood());
    world.clock.now = NOW + 5 * HOUR;
    await world.sweep();
    expect(world.stored().state).toBe('understood');
  });

  it('queues one that could not be queued then the next time', async () => {
    const world = createSwept(understood());
    world.clock.now = HELD_UNTIL;
    await world.sweep();
    world.clock.now += 5 * MINUTE;
    await world.sweep();
    expect(world.queued).toEqual([CALL_ID, CALL_ID]);
  });
});

describe('a call that is added to for ever', () => {
  it('costs one more understanding each time, and is filed once', async () => {
    const world = createFiling({
      call: makeRecordedCall({ heldUntil: HELD_UNTIL }),
      understood: makeReading(),
    });
    await world.file();
    for (let round = 0; round < 6; round++) {
      await world.calls.update(CALL_ID, (call) => {
        const { understanding: _, ...rest } = call ?? makeCall();
        const text = `${rest.transcript?.text}\nAnd more.`;
        return { ...rest, state: 'transcribed' as const, transcript: { text, language: 'en' } };
      });
      await world.file();
    }
    expect(world.model.asked.filter(({ method }) => method === 'understand')).toHaveLength(7);
    world.clock.now = HELD_UNTIL;
    expect(await world.file()).toEqual({ kind: 'settled' });
    expect(world.desk.made).toHaveLength(1);
    expect(world.desk.asked).not.toContain('findByReference');
  });
});
