import { Worker } from 'node:worker_threads';
import type { FromWorker, RuntimeData, ToWorker, WireError } from './protocol';

/** How an invocation ended. */
export type Outcome =
  | { kind: 'returned'; value: unknown; bytes: number }
  | { kind: 'threw'; error: WireError }
  | { kind: 'timed-out'; limitMs: number }
  | { kind: 'out-of-memory' }
  | { kind: 'crashed'; error: WireError };

export interface Call {
  id: string;
  exportName: string;
  args: unknown[];
  runtime: RuntimeData;
  limitMs: number;
}

export interface InstanceEvents {
  onMessage(
    instance: Instance,
    message: Exclude<FromWorker, { type: 'result' | 'failure' | 'loaded' }>,
  ): void;
  onOutput(text: string): void;
  onEnd(instance: Instance): void;
}

/** One warm function instance: a worker thread with its bundle loaded, which runs one invocation at a time. */
export interface Instance {
  busy: boolean;
  ended: boolean;
  /** Resolves when the bundle is loaded or the thread has ended. */
  ready: Promise<void>;
  /** Resolves at the latest when the thread ends; never rejects. `now` is the sandbox's clock, in ms since the epoch. */
  run(call: Call, now: number): Promise<Outcome>;
  send(message: ToWorker): void;
  /** Ends the thread at once, as the platform does at the time limit; `outcome` is what a running call gets. */
  end(outcome?: Outcome): Promise<void>;
}

/** What a function gave back, as the platform reads it: JSON. */
export function readResult(message: Extract<FromWorker, { type: 'result' | 'failure' }>): Outcome {
  if (message.type === 'failure') return { kind: 'threw', error: message.error };
  if (message.json === undefined) return { kind: 'returned', value: undefined, bytes: 0 };
  const value: unknown = JSON.parse(message.json);
  return { kind: 'returned', value, bytes: Buffer.byteLength(message.json) };
}

function describeCrash(error: unknown): Outcome {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ERR_WORKER_OUT_OF_MEMORY') return { kind: 'out-of-memory' };
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  return { kind: 'crashed', error: { name, message, stack } };
}

/** Starts an instance of the bundle at `bundle`. `variables` are the app's Forge environment variables. */
export type StartInstance = (
  bundle: string,
  memoryMB: number,
  variables: Record<string, string>,
  events: InstanceEvents,
) => Instance;

/** Starts a worker thread. */
export const startInstance: StartInstance = (bundle, memoryMB, variables, events) => {
  const worker = new Worker(new URL('./worker.mts', import.meta.url), {
    workerData: { bundle },
    env: { ...variables },
    execArgv: [],
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: memoryMB },
  });
  let finish: ((outcome: Outcome) => void) | undefined;
  let crash: Outcome | undefined;
  const settle = (outcome: Outcome): void => {
    const done = finish;
    finish = undefined;
    done?.(outcome);
  };
  let markReady = (): void => undefined;
  const instance: Instance = {
    busy: false,
    ended: false,
    ready: new Promise((resolve) => {
      markReady = resolve;
    }),
    run(call, now) {
      instance.busy = true;
      return new Promise<Outcome>((resolve) => {
        finish = resolve;
        if (instance.ended)
          return settle(crash ?? describeCrash(new Error('The function could not be loaded.')));
        const { args, ...rest } = call;
        instance.send({ type: 'invoke', ...rest, now, args: JSON.stringify(args) });
      }).finally(() => {
        instance.busy = false;
      });
    },
    send(message) {
      if (!instance.ended) worker.postMessage(message);
    },
    async end(outcome) {
      instance.ended = true;
      if (outcome !== undefined) settle(outcome);
      await worker.terminate();
    },
  };
  worker.on('message', (message: FromWorker) => {
    if (message.type === 'result' || message.type === 'failure') settle(readResult(message));
    else if (message.type === 'loaded') markReady();
    else events.onMessage(instance, message);
  });
  worker.on('error', (error) => {
    crash = describeCrash(error);
  });
  worker.on('exit', (code) => {
    instance.ended = true;
    markReady();
    settle(crash ?? describeCrash(new Error(`The function ended its process with exit code ${code}.`)));
    events.onEnd(instance);
  });
  for (const stream of [worker.stdout, worker.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => events.onOutput(text));
  }
  return instance;
};
