import { setTimeout as wait } from 'node:timers/promises';
import { createClock } from '@sinonjs/fake-timers';
import type { Clock } from '../sandbox/clock';

/**
 * How many turns of the event loop have to go by in which nobody sets a timer before everything counts as quiet. Between
 * two timers there is nothing but bodies that are read: measured over whole worlds, that took two turns at most.
 */
const QUIET_TURNS = 4;
/** For what is only real: the build of the bundles, before anything else happens. */
const PATIENCE_MS = 180_000;
const LOOK_AGAIN_MS = 20;

/** A clock that moves on by itself when everything that could happen at its time has happened. */
export interface VirtualTime {
  clock: Clock;
  /** Lets time pass until `task` settles. @throws Error when nothing is left that could bring that about. */
  live<T>(task: Promise<T>): Promise<T>;
}

/** @param start milliseconds since the epoch. */
export function createVirtualTime(start: number): VirtualTime {
  const timers = createClock(start, Number.POSITIVE_INFINITY);
  let touched = 0;

  async function settle(): Promise<void> {
    for (let quiet = 0; quiet < QUIET_TURNS; quiet++) {
      const before = touched;
      await new Promise((resolve) => setImmediate(resolve));
      if (touched !== before) quiet = -1;
    }
  }

  const clock: Clock = {
    now: () => timers.now,
    after(ms, task) {
      touched += 1;
      const timer = timers.setTimeout(() => {
        touched += 1;
        task();
      }, ms);
      return () => timers.clearTimeout(timer);
    },
  };
  return {
    clock,
    async live(task) {
      let patience = PATIENCE_MS / LOOK_AGAIN_MS;
      let isOver = false;
      const over = (): void => {
        isOver = true;
      };
      task.then(over, over);
      for (;;) {
        await settle();
        if (isOver) return task;
        if (timers.countTimers() > 0) timers.next();
        else if (patience-- > 0) await wait(LOOK_AGAIN_MS);
        else throw new Error('Nothing is left that could happen.');
      }
    },
  };
}
