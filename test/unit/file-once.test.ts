import { describe, expect, it } from 'vitest';
import type { FailureKind } from '../../src/contract/failure';
import { createFiling } from './fake-ports';
import { failure, makeUnderstanding } from './fakes';

/** A world whose Jira makes the request and then loses the answer. */
function createLosing(kind: FailureKind, asks: string[] = [], summary = 'VPN is down') {
  const fields = asks.map((id) => ({ id, name: id, required: false, choices: [] }));
  const world = createFiling({ fields, understood: makeUnderstanding({ summary }) });
  const { createRequest } = world.desk;
  let lost = 0;
  world.desk.createRequest = async (request) => {
    const created = await createRequest(request);
    return lost++ === 0 ? { ok: false, failure: failure(kind, 'jira') } : created;
  };
  return world;
}

describe('a request whose answer got lost', () => {
  it.each(['timed-out', 'unreachable', 'unavailable'] as const)(
    '(%s) is found again by the reference, not made twice',
    async (kind) => {
      const world = createLosing(kind);
      expect(await world.file()).toMatchObject({ kind: 'retry' });
      expect(world.stored().intent).toEqual({ at: world.now() });
      expect(await world.file()).toEqual({ kind: 'settled' });
      expect(world.desk.made).toHaveLength(1);
      expect(world.stored()).toMatchObject({ state: 'closed', request: { key: 'SUP-1' } });
    },
  );

  it('carries its reference also where the type asks for no description', async () => {
    const world = createLosing('timed-out', ['summary'], 'the VPN is down '.repeat(9));
    await world.file();
    expect(await world.file()).toEqual({ kind: 'settled' });
    expect(world.desk.made).toHaveLength(1);
    expect(world.desk.made[0]?.summary).toContain(world.stored().reference);
    expect(world.desk.made[0]?.summary?.length).toBeLessThanOrEqual(120);
  });

  it('is waited for while the search index may lag behind', async () => {
    const world = createLosing('timed-out');
    const { findByReference } = world.desk;
    const indexedAt = world.now() + 20_000;
    world.desk.findByReference = async (reference) =>
      world.now() < indexedAt ? { ok: true, value: undefined } : findByReference(reference);
    await world.file();
    expect(await world.file()).toMatchObject({ kind: 'retry' });
    world.clock.now += 25_000;
    expect(await world.file()).toEqual({ kind: 'settled' });
    expect(world.desk.made).toHaveLength(1);
  });

  it('is waited for from the end of the wait for the answer, however long that took', async () => {
    const world = createLosing('timed-out');
    const { createRequest, findByReference } = world.desk;
    world.desk.createRequest = async (request) => {
      const answer = await createRequest(request);
      world.clock.now += 40_000;
      return answer;
    };
    const indexedAt = world.now() + 65_000;
    world.desk.findByReference = async (reference) =>
      world.now() < indexedAt ? { ok: true, value: undefined } : findByReference(reference);
    await world.file();
    world.clock.now += 10_000;
    expect(await world.file()).toMatchObject({ kind: 'retry' });
    world.clock.now += 25_000;
    expect(await world.file()).toEqual({ kind: 'settled' });
    expect(world.desk.made).toHaveLength(1);
  });

  it('is made anew when there is none after all', async () => {
    const world = createFiling();
    world.desk.faults.next.createRequest = [failure('timed-out', 'jira')];
    await world.file();
    expect(await world.file()).toMatchObject({ kind: 'retry' });
    expect(world.desk.made).toHaveLength(0);
    world.clock.now += 31_000;
    expect(await world.file()).toEqual({ kind: 'settled' });
    expect(world.desk.made).toHaveLength(1);
  });

  it('is not made again while the search itself fails', async () => {
    const world = createLosing('timed-out');
    world.desk.faults.always.findByReference = failure('unavailable', 'jira');
    await world.file();
    world.clock.now += 120_000;
    expect(await world.file()).toMatchObject({ kind: 'retry' });
    expect(world.desk.made).toHaveLength(1);
  });

  it('is looked for as well when a worker died after the create', async () => {
    const world = createFiling();
    const { createRequest } = world.desk;
    world.desk.createRequest = async (request) => {
      await createRequest(request);
      throw new Error('killed');
    };
    await expect(world.file()).rejects.toThrow('killed');
    world.desk.createRequest = createRequest;
    world.clock.now += 240_000;
    expect(await world.file()).toEqual({ kind: 'settled' });
    expect(world.desk.made).toHaveLength(1);
  });
});

describe('an answer that says that nothing was made', () => {
  it('needs no search: the next try makes the request at once', async () => {
    const world = createFiling();
    world.desk.faults.next.createRequest = [failure('rate-limited', 'jira')];
    world.desk.faults.always.findByReference = failure('unavailable', 'jira');
    expect(await world.file()).toMatchObject({ kind: 'retry' });
    expect(world.stored().intent).toBeUndefined();
    expect(await world.file()).toEqual({ kind: 'settled' });
    expect(world.desk.made).toHaveLength(1);
  });
});

describe('a store that does not take the intent', () => {
  it('keeps the request from being made', async () => {
    const world = createFiling();
    world.calls.faults.next.update = [];
    const { update } = world.calls;
    world.calls.update = async (id, change) => {
      const result = await update(id, change);
      return world.stored().intent !== undefined && world.desk.made.length === 0
        ? { ok: false, failure: failure('unavailable', 'forge') }
        : result;
    };
    expect(await world.file()).toMatchObject({ kind: 'retry' });
    expect(world.desk.made).toHaveLength(0);
  });
});
