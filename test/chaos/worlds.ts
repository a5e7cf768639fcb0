import { type ChildProcess, fork } from 'node:child_process';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Mood } from './plan';
import type { WorldResult } from './world';

/** Everything that a process needs to know to live through some worlds. */
export interface WorldsJob {
  seed: number;
  /** How many calls each world has, by its number. */
  worlds: readonly { world: number; calls: number }[];
  mood: Mood;
  appDirectory?: string;
  mutate?: string;
}

/** As a process is told to run a world, and as it answers. */
export type WorldTask = Omit<WorldsJob, 'worlds'> & WorldsJob['worlds'][number];

const CALLS_PER_WORLD = 250;

/** Splits calls into worlds. `calls` of each but the last are the same, so that a world's number tells all of it. */
export const splitCalls = (calls: number, each = CALLS_PER_WORLD): WorldsJob['worlds'] =>
  Array.from({ length: Math.ceil(calls / each) }, (_, world) => ({
    world,
    calls: Math.min(each, calls - world * each),
  }));

/** Runs worlds in as many processes as there are cores, and gives their results by number. */
export async function runWorlds(
  { worlds, ...common }: WorldsJob,
  onResult: (result: WorldResult) => void = () => undefined,
): Promise<WorldResult[]> {
  const waiting = [...worlds];
  const results: WorldResult[] = [];
  const work = async (): Promise<void> => {
    const child = startProcess();
    try {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const result = await ask(child, { ...common, ...next });
        results.push(result);
        onResult(result);
      }
    } finally {
      child.kill();
    }
  };
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), worlds.length) }, work));
  return results.sort((left, right) => left.world - right.world);
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
