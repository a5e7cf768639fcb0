import { type ChildProcess, fork } from 'node:child_process';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { findMutation } from './mutations';
import { type Mood, planWorld } from './plan';
import type { WorldOptions, WorldResult } from './world';

/** Everything that a process needs to know to live through a world. */
export interface WorldTask {
  seed: number;
  world: number;
  calls: number;
  mood: Mood;
  appDirectory?: string;
  /** See `mutations.ts`. */
  mutate?: string;
}

/** What `runWorld` wants to know of a task. */
export const readTask = ({ seed, world, calls, mood, appDirectory, mutate }: WorldTask): WorldOptions => ({
  plan: planWorld(seed, world, calls, mood),
  ...(appDirectory === undefined ? {} : { appDirectory }),
  mutation: mutate === undefined ? undefined : findMutation(mutate),
});

const CALLS_PER_WORLD = 250;

/** Splits calls into worlds. `calls` of each but the last are the same, so that a world's number tells all of it. */
export const splitCalls = ({ calls, ...common }: Omit<WorldTask, 'world'>): WorldTask[] =>
  Array.from({ length: Math.ceil(calls / CALLS_PER_WORLD) }, (_, world) => ({
    ...common,
    world,
    calls: Math.min(CALLS_PER_WORLD, calls - world * CALLS_PER_WORLD),
  }));

/** Runs worlds in as many processes as there are cores, and gives their results in the order of the tasks. */
export async function runWorlds(
  tasks: readonly WorldTask[],
  onResult: (result: WorldResult) => void = () => undefined,
): Promise<WorldResult[]> {
  const waiting = [...tasks.entries()];
  const results: WorldResult[] = [];
  const children = Array.from({ length: Math.min(availableParallelism(), tasks.length) }, startProcess);
  const work = async (child: ChildProcess): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [index, task] = next;
      const result = await ask(child, task);
      results[index] = result;
      onResult(result);
    }
  };
  try {
    await Promise.all(children.map(work));
  } finally {
    // Also those that still run when another has failed.
    for (const child of children) child.kill();
  }
  return results;
}

function startProcess(): ChildProcess {
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
  return fork(join(import.meta.dirname, 'worlds-process.ts'), {
    execArgv: ['--import', tsx],
    serialization: 'advanced',
  });
}

function ask(child: ChildProcess, task: WorldTask): Promise<WorldResult> {
  return new Promise((resolve, reject) => {
    const stop = (code: number | null): void =>
      reject(new Error(`World ${task.world} of seed ${task.seed} ended its process with code ${code}.`));
    child.once('exit', stop);
    child.once('message', (answer: { result: WorldResult } | { error: string }) => {
      child.off('exit', stop);
      if ('result' in answer) resolve(answer.result);
      else reject(new Error(`World ${task.world} of seed ${task.seed}: ${answer.error}`));
    });
    child.send(task);
  });
}
