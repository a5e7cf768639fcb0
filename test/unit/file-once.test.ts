import { describe, expect, it } from 'vitest';
import type { FailureKind } from '../../src/contract/failure';
import type { Desk } from '../../src/desk/desk';
import { createFiling } from './fake-ports';
import {
  CALLER,
  failure,
  makeField,
  makeLine,
  makeReading,
  makeRecordedCall,
  makeUnderstanding,
} from './fakes';

const SECOND = 1000;
const HOUR = 3600 * SECOND;
const MAY_BE_THERE = expect.stringContaining(
  'Look for reference K7QM-2R4X there. If there is none, try again.',
);

/** A world whose Jira makes the request and then loses the answer. */
function createLosing(kind: FailureKind, asks: string[] = [], summary = 'VPN is down') {
  const fields = asks.map((id) => makeField(id));
  const world = createFiling({ fields, understood: makeReading({ summary }) });
  world.desk.faults.lost.createRequest = [failure(kind, 'jira')];
  return world;
}

/** Jira's search before it knows of anything new; `indexedAt` is when it does. */
const lagging =
  (world: ReturnType<typeof createFiling>, indexedAt: number): Desk['findByReference'] =>
  async (reference) =>
    world.now() < indexedAt ? { ok: true, value: [] } : world.desk.findByReference(reference);

const countOf = (world: ReturnType<typeof createFiling>, method: keyof Desk): number =>
  world.desk.asked.filter((one) => one === method).length;

describe('a request whose answer got lost', () => {
  it.each(['timed-out', 'unreachable', 'unavailable', 'conflict', 'malformed'] as const)(
    '(%s) rests, then is found again by the reference, not made twice',
    async (kind) => {
      const world = createLosing(kind);
      expect(await world.file()).toEqual({ kind: 'wait', ms: 90 * SECOND });
      expect(world.stored()).toMatchObject({
        state: 'understood',
        intent: { at: world.now() },
        restUntil: world.now() + 90 * SECOND,
      });
      expect(world.stored()).not.toHaveProperty('lease');
      world.clock.now += 90 * SECOND - 1;
      expect(await world.file()).toEqual({ kind: 'wait', ms: 1 });
      expect(countOf(world, 'findByReference')).toBe(0);
      world.clock.now += 1;
      expect(await world.file()).toEqual({ kind: 'settled' });
      expect(world.desk.made).toHaveLength(1);
      expect(world.stored()).toMatchObject({ state: 'closed', request: { key: 'SUP-1' } });
    },
  );

  it('carries its reference also where the type asks for no description', async () => {
    const world = createLosing('timed-out', ['summary'], 'the VPN is down '.repeat(9));
    expect(await world.fileToEnd()).toEqual({ kind: 'settled' });
    expect(world.desk.made).toHaveLength(1);
    expect(world.desk.made[0]?.summary).toContain(world.stored().reference);
    expect(world.desk.made[0]?.summary?.length).toBeLessThanOrEqual(120);
  });

  it('is looked for a second time, since the search index may lag behind', async () => {
    const world = createLosing('timed-out');
    const findByReference = lagging(world, world.now() + 100 * SECOND);
    const file = () => world.file({ desk: { ...world.desk, findByReference } });
    await file();
    world.clock.now += 90 * SECOND;
    const outcome = await file();
    expect(outcome).toMatchObject({ kind: 'wait' });
    const wait = outcome.kind === 'wait' ? outcome.ms : 0;
    expect(wait).toBeGreaterThanOrEqual(45 * SECOND);
    expect(world.stored().intent).toMatchObject({ lookedAt: world.now() });
    world.clock.now += wait;
    expect(await file()).toEqual({ kind: 'settled' });
    expect(world.desk.made).toHaveLength(1);
  });

  it('is made anew when it is found neither time, the later the more often; a day later it is for a person', async () => {
    const world = createFiling();
    world.desk.faults.always.createRequest = failure('timed-out', 'jira');
    const { createRequest } = world.desk;
    const madeAt: number[] = [];
    const looks: number[] = [];
    world.desk.createRequest = (request) => {
      madeAt.push(world.now());
      looks.push(countOf(world, 'findByReference'));
      return createRequest(request);
    };
    expect(await world.fileToEnd(120)).toEqual({ kind: 'settled' });
    expect(world.desk.asked.slice(0, 8)).toEqual([
      // What there is to ask for is found out with the understanding.
      'listFields',
      ...['listFields', 'createRequest'],
      ...['listFields', 'findByReference', 'listFields', 'findByReference', 'createRequest'],
    ]);
    const waits = madeAt.slice(1).map((at, index) => at - (madeAt[index] ?? 0));
    expect(waits.map((ms, index) => ms >= ([90 * SECOND, HOUR, 6 * HOUR][index] ?? 0))).toEqual([
      true,
      true,
      true,
    ]);
    // Never without two looks in between.
    expect(looks.slice(1).every((count, index) => count >= (looks[index] ?? 0) + 2)).toBe(true);
    expect(world.stored()).toMatchObject({ state: 'parked', intent: { creates: 4 }, problem: MAY_BE_THERE });
    const hours = (world.now() - (madeAt.at(-1) ?? 0)) / HOUR;
    expect([hours >= 24, hours < 24.1]).toEqual([true, true]);
  });

  it('is found all the same when it turns up within the hour', async () => {
    const world = createFiling();
    world.desk.faults.next.createRequest = [failure('timed-out', 'jira')];
    world.desk.faults.lost.createRequest = [failure('timed-out', 'jira')];
    const findByReference = lagging(world, world.now() + HOUR);
    let outcome = await world.file({ desk: { ...world.desk, findByReference } });
    for (let turn = 0; outcome.kind === 'wait' && turn < 60; turn++) {
      world.clock.now += outcome.ms;
      outcome = await world.file({ desk: { ...world.desk, findByReference } });
    }
    expect(world.stored()).toMatchObject({ state: 'closed', request: { key: 'SUP-1' } });
    expect([countOf(world, 'createRequest'), world.desk.made.length]).toEqual([2, 1]);
  });

  it('that carries no reference is never made again by itself', async () => {
    const world = createLosing('timed-out', ['customfield_1']);
    expect(await world.fileToEnd(60)).toEqual({ kind: 'settled' });
    expect(world.desk.made[0]).not.toHaveProperty('summary');
    expect(world.desk.made[0]).not.toHaveProperty('description');
    expect([countOf(world, 'createRequest'), world.desk.made.length]).toEqual([1, 1]);
    expect(world.stored()).toMatchObject({ state: 'parked', intent: { creates: 1 }, problem: MAY_BE_THERE });
  });

  it.each([
    ['carries its reference', [], 4],
    ['carries no reference', ['customfield_1'], 1],
  ])('and %s is made again when a person says so', async (_, asks, most) => {
    const fields = asks.map((id) => makeField(id));
    const world = createFiling({ fields });
    world.desk.faults.always.createRequest = failure('timed-out', 'jira');
    await world.fileToEnd(120);
    expect(world.stored().state).toBe('parked');
    expect(countOf(world, 'createRequest')).toBe(most);
    const asked = world.desk.asked.length;
    await world.tryAgain();
    expect(await world.fileToEnd(120)).toEqual({ kind: 'settled' });
    expect(countOf(world, 'createRequest')).toBe(2 * most);
    const after = world.desk.asked.slice(asked).filter((method) => method !== 'listFields');
    expect(after.slice(0, 3)).toEqual(['findByReference', 'findByReference', 'createRequest']);
    expect(world.stored()).toMatchObject({ state: 'parked', problem: MAY_BE_THERE });
    delete world.desk.faults.always.createRequest;
    await world.tryAgain();
    expect(await world.fileToEnd()).toEqual({ kind: 'settled' });
    expect(world.stored()).toMatchObject({ state: 'closed', request: { key: 'SUP-1' } });
    expect(world.desk.made).toHaveLength(1);
  });

  it('and is found to be there is filed without asking for which fields: the number is written once more', async () => {
    const NUMBER = 'customfield_10050';
    const world = createFiling({
      line: makeLine({ numberField: NUMBER }),
      fields: [makeField('description', { required: true }), makeField(NUMBER)],
    });
    world.desk.faults.lost.createRequest = [failure('timed-out', 'jira')];
    expect(await world.fileToEnd()).toEqual({ kind: 'settled' });
    expect(world.desk.done[0]).toEqual({ method: 'setField', key: 'SUP-1', value: { [NUMBER]: CALLER } });
    expect(world.desk.issueOf('SUP-1').property).not.toHaveProperty('callerNumber');
  });

  it('is not made again while the search itself fails', async () => {
    const world = createLosing('timed-out');
    world.desk.faults.always.findByReference = failure('unavailable', 'jira');
    expect(await world.fileToEnd(8)).toMatchObject({ kind: 'wait' });
    expect(countOf(world, 'findByReference')).toBeGreaterThan(3);
    expect(countOf(world, 'createRequest')).toBe(1);
    delete world.desk.faults.always.findByReference;
    expect(await world.fileToEnd()).toEqual({ kind: 'settled' });
    expect(world.desk.made).toHaveLength(1);
  });

  it('is looked for as well when a worker died after the create, once the call has rested', async () => {
    const world = createFiling();
    const createRequest: Desk['createRequest'] = async (request) => {
      await world.desk.createRequest(request);
      throw new Error('killed');
    };
    await expect(world.file({ desk: { ...world.desk, createRequest } })).rejects.toThrow('killed');
    expect(await world.fileToEnd()).toEqual({ kind: 'settled' });
    expect(world.desk.made).toHaveLength(1);
    expect(world.audited).toContainEqual(expect.objectContaining({ action: 'take-over', outcome: 'done' }));
  });
});

describe('an answer that says that nothing was made', () => {
  it.each(['rate-limited', 'unauthorised'] as const)(
    '(%s) needs no search and no rest: the next try makes the request',
    async (kind) => {
      const world = createFiling();
      world.desk.faults.next.createRequest = [failure(kind, 'jira')];
      world.desk.faults.always.findByReference = failure('unavailable', 'jira');
      expect(await world.file()).toEqual({ kind: 'wait', ms: 2000 });
      expect(world.stored()).not.toHaveProperty('intent');
      expect(world.stored()).not.toHaveProperty('restUntil');
      world.clock.now += 2000;
      expect(await world.file()).toEqual({ kind: 'settled' });
      expect(world.desk.made).toHaveLength(1);
    },
  );

  it('is one that never asked, since Jira is known to be out', async () => {
    const world = createFiling();
    const untried = failure('unavailable', 'jira', { untried: true, retryAfterSeconds: 30 });
    world.desk.faults.next.createRequest = [untried];
    const outcome = await world.file();
    expect(outcome).toEqual({ kind: 'wait', ms: 33_750 });
    expect(world.stored()).not.toHaveProperty('intent');
    expect(world.stored()).not.toHaveProperty('restUntil');
    expect(await world.fileToEnd()).toEqual({ kind: 'settled' });
    expect(countOf(world, 'findByReference')).toBe(0);
  });

  it('whose clearing could not be stored only costs the two looks', async () => {
    const world = createFiling();
    world.desk.faults.next.createRequest = [failure('rate-limited', 'jira')];
    let isOut = false;
    const calls = {
      ...world.calls,
      update: (...args: Parameters<typeof world.calls.update>) => {
        isOut ||= countOf(world, 'createRequest') === 1;
        return isOut
          ? Promise.resolve({ ok: false as const, failure: failure('unavailable', 'forge') })
          : world.calls.update(...args);
      },
    };
    await world.file({ calls });
    expect(world.stored()).toHaveProperty('intent');
    expect(await world.fileToEnd()).toEqual({ kind: 'settled' });
    expect(countOf(world, 'findByReference')).toBe(2);
    expect(world.desk.made).toHaveLength(1);
  });
});

describe('a store that does not take the intent', () => {
  const understood = () =>
    createFiling({ call: makeRecordedCall({ state: 'understood', understanding: makeUnderstanding() }) });

  it.each(['next', 'lost'] as const)('keeps the request from being made (%s)', async (when) => {
    const world = understood();
    let turn = 0;
    const calls = {
      ...world.calls,
      update: async (...args: Parameters<typeof world.calls.update>) => {
        // The lease is the first thing that is stored, the intent the second.
        if (++turn === 2) world.calls.faults[when].update = [failure('unavailable', 'forge')];
        return world.calls.update(...args);
      },
    };
    expect(await world.file({ calls })).toMatchObject({ kind: 'wait' });
    expect(countOf(world, 'createRequest')).toBe(0);
    expect(await world.fileToEnd()).toEqual({ kind: 'settled' });
    expect(world.desk.made).toHaveLength(1);
  });

  it('in ten seconds keeps it from being made too: the worker may have been thought dead', async () => {
    const world = understood();
    let turn = 0;
    const calls = {
      ...world.calls,
      update: async (...args: Parameters<typeof world.calls.update>) => {
        if (++turn === 2) world.clock.now += 10 * SECOND + 1;
        return world.calls.update(...args);
      },
    };
    expect(await world.file({ calls })).toMatchObject({ kind: 'wait' });
    expect(countOf(world, 'createRequest')).toBe(0);
    expect(await world.fileToEnd()).toEqual({ kind: 'settled' });
    expect([countOf(world, 'findByReference'), world.desk.made.length]).toEqual([2, 1]);
  });
});
