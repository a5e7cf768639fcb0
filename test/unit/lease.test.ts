import { describe, expect, it } from 'vitest';
import { fileCall } from '../../src/intake/file-call';
import { createFiling } from './fake-ports';
import { CALL_ID, failure } from './fakes';

const MINUTE = 60_000;

describe('two workers with the same call', () => {
  const race = async (workers: readonly string[]) => {
    const world = createFiling();
    const outcomes = await Promise.all(workers.map((worker) => fileCall(CALL_ID, { ...world, worker })));
    return { world, outcomes };
  };

  it('file it once, text once and add everything once; the others come back later', async () => {
    const { world, outcomes } = await race(['first', 'second', 'third']);
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['retry', 'retry', 'settled']);
    expect([world.desk.made.length, world.phone.texts.length]).toEqual([1, 1]);
    expect(new Set(world.methods()).size).toBe(world.methods().length);
    expect(world.model.asked.map(({ method }) => method)).toEqual(['transcribe', 'understand']);
    expect(world.stored()).toMatchObject({ state: 'closed' });
    expect(world.stored().lease).toBeUndefined();
    expect(await world.file()).toEqual({ kind: 'settled' });
  });

  it('do not wait for each other after a failure', async () => {
    const world = createFiling();
    world.desk.faults.next.createRequest = [failure('unavailable', 'jira')];
    expect(await fileCall(CALL_ID, { ...world, worker: 'first' })).toMatchObject({ kind: 'retry' });
    // The search index is given half a minute to tell of a request that may exist.
    world.clock.now += 31_000;
    expect(await fileCall(CALL_ID, { ...world, worker: 'second' })).toEqual({ kind: 'settled' });
    expect(world.desk.made).toHaveLength(1);
  });
});

describe('a store that is out just after something was done', () => {
  it('is asked again until it has noted the request: none is made twice', async () => {
    const world = createFiling();
    const { createRequest } = world.desk;
    const desk = {
      ...world.desk,
      createRequest: (request: Parameters<typeof createRequest>[0]) => {
        world.calls.faults.next.update = Array.from({ length: 5 }, () => failure('rate-limited', 'forge'));
        return createRequest(request);
      },
    };
    expect(await fileCall(CALL_ID, { ...world, desk })).toEqual({ kind: 'settled' });
    expect(world.desk.made).toHaveLength(1);
    expect(world.stored()).toMatchObject({ state: 'closed', request: { key: 'SUP-1' } });
  });
});

describe('a worker that died', () => {
  const abandoned = () => {
    const world = createFiling();
    const held = { ...world.stored(), lease: { holder: 'dead', until: world.clock.now + 3 * MINUTE } };
    world.calls.put(held);
    return world;
  };

  it('is waited for until its lease has run out, and not longer', async () => {
    const world = abandoned();
    expect(await world.file()).toMatchObject({ kind: 'retry', withinMs: 3 * MINUTE });
    expect(world.model.asked).toEqual([]);
    world.clock.now += 3 * MINUTE;
    expect(await world.file()).toEqual({ kind: 'settled' });
    expect(world.desk.made).toHaveLength(1);
  });

  it('but lives after all, changes nothing and texts nobody once it is taken over', async () => {
    const world = createFiling();
    const { createRequest } = world.desk;
    const slow = {
      ...world,
      worker: 'slow',
      desk: {
        ...world.desk,
        createRequest: async (request: Parameters<typeof createRequest>[0]) => {
          const created = await createRequest(request);
          const stored = world.stored();
          world.calls.put({ ...stored, lease: { holder: 'other', until: world.clock.now + MINUTE } });
          return created;
        },
      },
    };
    expect(await fileCall(CALL_ID, slow)).toMatchObject({ kind: 'retry', failure: { kind: 'conflict' } });
    expect(world.stored()).toMatchObject({ state: 'understood', lease: { holder: 'other' } });
    expect(world.phone.texts).toEqual([]);
  });
});
