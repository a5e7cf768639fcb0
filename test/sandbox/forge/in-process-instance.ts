import { AsyncLocalStorage } from 'node:async_hooks';
import nodeCrypto from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { compileFunction } from 'node:vm';
import type { Clock } from '../clock';
import {
  type Call,
  type Instance,
  type InstanceEvents,
  type Outcome,
  readResult,
  type StartInstance,
} from './instance';
import type { FromWorker, ToWorker } from './protocol';
import { blockWaysOut, createSeam, makeDate } from './seam.mts';

export interface InProcessOptions {
  clock: Clock;
  /** In [0, 1): what the app draws its ids and its jitter from. */
  random: () => number;
  /** How far the functions' own clocks are off, in ms. */
  skewMs?: () => number;
  /** Changes a bundle's source before it is run; told apart by `key`. */
  patch?: { key: string; apply(source: string, bundle: string): string };
}

/** What a bundle finds instead of the globals of those names. */
const SHADOWED = [
  'globalThis',
  'global',
  'self',
  'fetch',
  'Date',
  'setTimeout',
  'clearTimeout',
  'setInterval',
  'clearInterval',
  'AbortSignal',
  'performance',
  'crypto',
  'Math',
  'process',
  'console',
] as const;
type Globals = Record<Exclude<(typeof SHADOWED)[number], 'globalThis' | 'global' | 'self'>, unknown>;

type Evaluate = (...values: unknown[]) => void;
/** Compiled once a process, however many instances and sandboxes run the bundle. */
const compiled = new Map<string, Evaluate>();

function compile(bundle: string, patch: InProcessOptions['patch']): Evaluate {
  const key = `${bundle}\0${patch?.key ?? ''}`;
  const known = compiled.get(key);
  if (known !== undefined) return known;
  const source = readFileSync(bundle, 'utf8');
  const names = ['module', 'exports', 'require', '__filename', '__dirname', ...SHADOWED];
  const body = compileFunction(patch?.apply(source, bundle) ?? source, names, { filename: bundle });
  const evaluate: Evaluate = (...values) => Reflect.apply(body, undefined, values);
  compiled.set(key, evaluate);
  return evaluate;
}

/**
 * Starts function instances inside this process, under a clock that need not be the real one: each evaluates the bundle
 * for itself and so has module state of its own. An instance that is ended is never gone on with: what it waits for does
 * not come, and its module state is thrown away.
 *
 * Unlike a worker it is not bound in memory, and code that never yields hangs the process.
 */
export function createInProcessStarter(options: InProcessOptions): StartInstance {
  return (bundle, _memoryMB, variables, events) => {
    const instance = createInstance(options, events);
    const globals = makeGlobals(options, instance, variables);
    const whole: object = Object.create(globalThis, Object.getOwnPropertyDescriptors(globals));
    Object.defineProperty(whole, '__forge_runtime__', { get: instance.seam.readRuntime });
    Object.assign(whole, { __forge_fetch__: instance.seam.fetchThroughProxy });
    const values = { ...globals, globalThis: whole, global: whole, self: whole };
    const module = { exports: instance.exported };
    compile(bundle, options.patch)(
      module,
      module.exports,
      makeRequire(bundle, options.random),
      bundle,
      bundle,
      ...SHADOWED.map((name) => values[name]),
    );
    Object.assign(instance.exported, module.exports);
    return instance.instance;
  };
}

/** An instance before its bundle is evaluated. */
interface Shell {
  instance: Instance;
  seam: ReturnType<typeof createSeam>;
  exported: Record<string, unknown>;
}

function createInstance({ clock, skewMs = () => 0 }: InProcessOptions, events: InstanceEvents): Shell {
  const exported: Record<string, unknown> = {};
  let finish: ((outcome: Outcome) => void) | undefined;
  const settle = (outcome: Outcome): void => {
    const done = finish;
    finish = undefined;
    done?.(outcome);
  };
  const hear = (message: FromWorker): void => {
    if (instance.ended) return;
    if (message.type === 'result' || message.type === 'failure') settle(readResult(message));
    else if (message.type !== 'loaded') events.onMessage(instance, message);
  };
  const seam = createSeam({ send: hear, monotonic: clock.now });
  const instance: Instance = {
    busy: false,
    ended: false,
    ready: Promise.resolve(),
    run(call: Call) {
      instance.busy = true;
      return new Promise<Outcome>((resolve) => {
        finish = resolve;
        const { args, ...rest } = call;
        const now = clock.now() + skewMs();
        instance.send({ type: 'invoke', ...rest, now, args: JSON.stringify(args) });
      }).finally(() => {
        instance.busy = false;
      });
    },
    send(message: ToWorker) {
      if (instance.ended) return;
      if (message.type === 'invoke') void seam.invoke(message, exported);
      else seam.settleFetch(message);
    },
    async end(outcome) {
      if (instance.ended) return;
      instance.ended = true;
      settle(outcome ?? { kind: 'crashed', error: { name: 'Error', message: 'The instance was ended.' } });
      events.onEnd(instance);
    },
  };
  return { instance, seam, exported };
}

function makeGlobals(
  { clock, random, skewMs = () => 0 }: InProcessOptions,
  { instance, seam }: Shell,
  variables: Record<string, string>,
): Globals {
  const now = (): number => clock.now() + skewMs();
  const setTimer = makeSetTimer(clock, instance);
  const clearTimer = (timer: unknown): void => {
    if (timer instanceof Timer) timer.cancel();
  };
  const levels = ['debug', 'info', 'log', 'warn', 'error', 'trace'];
  return {
    fetch: seam.fetch,
    Date: makeDate(now),
    setTimeout: setTimer(false),
    clearTimeout: clearTimer,
    setInterval: setTimer(true),
    clearInterval: clearTimer,
    AbortSignal: makeAbortSignal(setTimer(false)),
    performance: { now: clock.now, timeOrigin: 0, mark: () => undefined, measure: () => undefined },
    crypto: { ...drawFrom(random), subtle: globalThis.crypto.subtle },
    Math: Object.create(Math, { random: { value: random } }),
    process: Object.create(process, { env: { value: { ...variables } } }),
    console: Object.fromEntries(
      levels.map((level) => [level, (...values: unknown[]) => seam.log(level, values)]),
    ),
  };
}

class Timer {
  cancel: () => void = () => undefined;
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }
  hasRef(): boolean {
    return true;
  }
}

type SetTimer = (task: (...values: unknown[]) => void, ms?: number, ...values: unknown[]) => Timer;

/** Timers of an instance that has ended never fire. */
const makeSetTimer =
  (clock: Clock, instance: Instance) =>
  (again: boolean): SetTimer =>
  (task, ms = 0, ...values) => {
    const timer = new Timer();
    const fire = AsyncLocalStorage.bind(() => {
      if (instance.ended) return;
      if (again) arm();
      task(...values);
    });
    const arm = (): void => {
      timer.cancel = clock.after(Math.max(1, Number(ms) || 0), fire);
    };
    arm();
    return timer;
  };

const makeAbortSignal = (setTimer: SetTimer): typeof AbortSignal =>
  new Proxy(AbortSignal, {
    get(target, property) {
      if (property !== 'timeout') return Reflect.get(target, property);
      return (ms: number): AbortSignal => {
        const controller = new AbortController();
        const giveUp = (): void =>
          controller.abort(new DOMException('The operation was aborted due to timeout', 'TimeoutError'));
        setTimer(giveUp, ms);
        return controller.signal;
      };
    },
  });

/** The parts of `crypto` that draw at random: reproducible here, for nothing in a sandbox is worth guarding. */
function drawFrom(random: () => number) {
  const fill = <T extends Uint8Array>(bytes: T): T => bytes.map(() => random() * 256) as T;
  return {
    getRandomValues: fill,
    randomBytes: (length: number): Buffer => fill(Buffer.alloc(length)),
    randomUUID: (): string =>
      'xxxxxxxx-xxxx-4xxx-axxx-xxxxxxxxxxxx'.replace(/x/g, () => Math.floor(random() * 16).toString(16)),
  };
}

function makeRequire(bundle: string, random: () => number): (name: string) => unknown {
  const load = createRequire(bundle);
  const refuse = blockWaysOut();
  const own: Record<string, (real: object) => object> = {
    crypto: () => ({ ...nodeCrypto, ...drawFrom(random) }),
    http: (real) => ({ ...real, request: refuse.http, get: refuse.http }),
    https: (real) => ({ ...real, request: refuse.https, get: refuse.https }),
    net: (real) => ({ ...real, connect: refuse.net, createConnection: refuse.net }),
  };
  return (name) => {
    const real = load(name);
    return own[name.replace(/^node:/, '')]?.(real) ?? real;
  };
}
