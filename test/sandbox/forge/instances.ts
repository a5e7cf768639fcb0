import type { Clock } from '../clock';
import type { FunctionBundle } from './bundles';
import type { Call, Instance, InstanceEvents, Outcome, StartInstance } from './instance';

/** For a cold start, which does not count against an invocation's time limit. */
const LOADING_MS = 60 * 1000;
/** Beyond it an invocation waits for a free instance: a bound for this machine, not the platform's. */
const MOST_PER_MODULE = 16;

export interface InstancePool {
  /** Runs `call` in a free or a new instance of `module`, and ends that instance at the time limit. */
  run(module: string, call: Call, watch?: (instance: Instance) => void): Promise<Outcome>;
  /** How many instances are warm, by module. */
  count(): Record<string, number>;
  close(): Promise<void>;
}

interface PoolOptions {
  clock: Clock;
  bundles: Map<string, FunctionBundle>;
  memoryMB: number;
  variables: Record<string, string>;
  /** How long an idle instance is kept, in ms. */
  idleMs: number;
  events: InstanceEvents;
  start: StartInstance;
}

interface Slot {
  instance: Instance;
  cancelRecycling: () => void;
}

/** Keeps warm instances per handler module. Module state lives as long as its instance, as on the platform. */
export function createInstancePool(options: PoolOptions): InstancePool {
  const slots = new Map<string, Set<Slot>>();
  const waiting = new Map<string, (() => void)[]>();

  const release = (module: string): void => waiting.get(module)?.shift()?.();

  function start(module: string, list: Set<Slot>): Slot {
    const bundle = options.bundles.get(module);
    if (bundle === undefined) throw new Error(`There is no bundle for the handler module '${module}'.`);
    const onEnd = (ended: Instance): void => {
      options.events.onEnd(ended);
      slot.cancelRecycling();
      list.delete(slot);
      release(module);
    };
    const events = { ...options.events, onEnd };
    const instance = options.start(bundle.file, options.memoryMB, options.variables, events);
    const slot: Slot = { instance, cancelRecycling: () => undefined };
    list.add(slot);
    return slot;
  }

  async function acquire(module: string): Promise<Slot> {
    const list = slots.get(module) ?? new Set<Slot>();
    slots.set(module, list);
    for (;;) {
      const free = [...list].find(({ instance }) => !instance.busy && !instance.ended);
      const slot = free ?? (list.size < MOST_PER_MODULE ? start(module, list) : undefined);
      if (slot !== undefined) {
        slot.cancelRecycling();
        slot.instance.busy = true;
        return slot;
      }
      await new Promise<void>((resolve) => {
        waiting.set(module, [...(waiting.get(module) ?? []), resolve]);
      });
    }
  }

  return {
    async run(module, call, watch) {
      const slot = await acquire(module);
      watch?.(slot.instance);
      const { clock } = options;
      const endAfter = (limitMs: number): (() => void) =>
        clock.after(limitMs, () => void slot.instance.end({ kind: 'timed-out', limitMs }));
      const cancelLoading = endAfter(LOADING_MS);
      await slot.instance.ready;
      cancelLoading();
      const cancelLimit = endAfter(call.limitMs);
      const outcome = await slot.instance.run(call, clock.now());
      cancelLimit();
      if (!slot.instance.ended)
        slot.cancelRecycling = clock.after(options.idleMs, () => void slot.instance.end());
      release(module);
      return outcome;
    },
    count: () => Object.fromEntries([...slots].map(([module, list]) => [module, list.size])),
    async close() {
      const closed: Outcome = {
        kind: 'crashed',
        error: { name: 'Error', message: 'The sandbox is closing.' },
      };
      for (const list of slots.values()) {
        await Promise.all([...list].map(({ instance }) => instance.end(closed)));
      }
    },
  };
}
