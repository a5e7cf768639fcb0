import type { Clock } from '../sandbox/clock';

/** A clock that stands still until it is told. */
export interface ManualClock extends Clock {
  /** Moves on by `ms`, running what falls due, with everything that follows from it before the next. */
  advance(ms: number): Promise<void>;
}

export function createManualClock(start: number): ManualClock {
  let now = start;
  let order = 0;
  let timers: { at: number; order: number; task: () => void }[] = [];
  return {
    now: () => now,
    after(ms, task) {
      const timer = { at: now + ms, order: order++, task };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    async advance(ms) {
      const end = now + ms;
      await settle();
      for (;;) {
        const [due] = timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at || a.order - b.order);
        if (due === undefined) break;
        timers = timers.filter((timer) => timer !== due);
        now = due.at;
        due.task();
        await settle();
      }
      now = end;
    },
  };
}

/** Lets every promise that can go on go on. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
}
