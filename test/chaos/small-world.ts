import { basename } from 'node:path';
import { createInProcessStarter } from '../sandbox/forge/in-process-instance';
import { createRandom } from '../sandbox/random';
import { createSandbox, type Sandbox, type SandboxOptions } from '../sandbox/sandbox';
import { type CrossingInfo, createCrossings, type Verdict } from './crossings';
import { createVirtualTime } from './virtual-time';

/** A Monday morning; milliseconds since the epoch. */
const BEGINNING = Date.UTC(2026, 10, 23, 9);
const LATENCY_MS = 5;

/** A request on its way out, by whom and with what. */
export interface SeenCrossing extends CrossingInfo {
  /** The front door: `phone`, `jobs`, `sweep`, … */
  by: string;
  /** Of the store, the queue and Jira; binary bodies make no sense here. */
  body: string;
}

/** One sandbox under a virtual clock whose schedules run, for tests that watch a call or a few. */
export interface SmallWorld {
  sandbox: Sandbox;
  /** Lets time pass until `task` settles; between two of these it stands still. */
  live<T>(task: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

interface SmallWorldOptions extends Pick<SandboxOptions, 'deliver' | 'stateDirectory'> {
  /** Decides on each request of the app; nothing happens to those that nobody decides on. */
  onCrossing?: (seen: SeenCrossing) => Verdict | undefined;
}

export async function openSmallWorld({
  onCrossing,
  ...options
}: SmallWorldOptions = {}): Promise<SmallWorld> {
  const { clock, live } = createVirtualTime(BEGINNING);
  const starter = createInProcessStarter({ clock, random: createRandom(1) });
  let by = '';
  let body = '';
  const crossings = createCrossings({
    clock,
    latency: () => LATENCY_MS,
    onCrossing: (info) => onCrossing?.({ ...info, by, body }) ?? { do: 'go' },
  });
  const sandbox = await live(
    createSandbox({
      clock,
      seed: 7,
      pace: 1,
      jiraIndexLagMs: 2000,
      ...options,
      forge: {
        passage: (crossing, proceed) => {
          body = new TextDecoder().decode(crossing.request.body ?? new ArrayBuffer(0));
          return crossings(crossing, proceed);
        },
        // What an instance says is handled before anybody else says anything.
        startInstance: (bundle, memoryMB, variables, events) =>
          starter(bundle, memoryMB, variables, {
            ...events,
            onMessage(instance, message) {
              by = basename(bundle, '.cjs');
              events.onMessage(instance, message);
            },
          }),
      },
    }),
  );
  sandbox.forge.schedules.start();
  return {
    sandbox,
    live: (task) => live(task()),
    close: () => sandbox.close(),
  };
}
