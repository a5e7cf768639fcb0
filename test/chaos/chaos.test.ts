import { beforeAll, describe, expect, it } from 'vitest';
import { MUTATIONS } from './mutations';
import { describeFailure, sumUp } from './report';
import type { WorldResult } from './world';
import { runWorlds, type WorldTask } from './worlds';

/** Everything goes wrong now and then, and vendors are out for hours. */
const ROUGH: readonly WorldTask[] = [1, 2, 3].map((seed) => ({ seed, world: 0, calls: 80, mood: 'rough' }));
/** Nearly every request meets a fault. */
const WILD: WorldTask = { seed: 1, world: 0, calls: 60, mood: 'wild' };
const AGAIN: WorldTask = { seed: 5, world: 3, calls: 15, mood: 'wild' };
const MUTATED: readonly WorldTask[] = MUTATIONS.map((mutate) => ({ ...WILD, mutate }));

const nameOf = (task: WorldTask): string => JSON.stringify(task);
const results = new Map<string, WorldResult[]>();
const resultOf = (task: WorldTask): WorldResult => {
  const [result] = results.get(nameOf(task)) ?? [];
  if (result === undefined) throw new Error(`${nameOf(task)} was not run.`);
  return result;
};

// All at once, so that they share the processes.
beforeAll(async () => {
  const tasks = [...ROUGH, WILD, ...MUTATED, AGAIN, AGAIN];
  for (const [index, result] of (await runWorlds(tasks)).entries()) {
    const name = nameOf(tasks[index] ?? WILD);
    results.set(name, [...(results.get(name) ?? []), result]);
  }
}, 600_000);

describe('whole calls with faults from a seed', () => {
  it.each([...ROUGH, WILD])('none is lost, nothing is done twice: seed $seed, $mood', (task) => {
    const result = resultOf(task);
    const { failures } = sumUp([result], 0);
    expect(failures.map((failure) => describeFailure(failure, task.calls, ` --mood ${task.mood}`))).toEqual(
      [],
    );
    expect(result.parked).toEqual([]);
    expect(result.requests).toBe(result.heard);
    // Most callers leave a message: a run in which hardly any was heard shows nothing.
    expect(result.heard).toBeGreaterThan(task.calls * 0.8);
  });

  it('the same seed gives the same events at the same times', () => {
    const digests = results.get(nameOf(AGAIN))?.map(({ digest }) => digest) ?? [];
    expect(digests).toHaveLength(2);
    expect(digests[0]).toBe(digests[1]);
    expect(digests[0]).not.toBe(resultOf(WILD).digest);
  });
});

describe('an app that lacks one of its protections is found out', () => {
  it.each(MUTATED)('$mutate', (task) => {
    expect(sumUp([resultOf(task)], 0).isGood).toBe(false);
  });
});
