import type { Clock } from '../sandbox/clock';

/** A clock in real time that can be made to run faster, for a wait that nobody needs to sit through. */
export interface HastyClock extends Clock {
  /** From now on, `haste` milliseconds go by in one. */
  hurry(haste: number): void;
}

interface Timer {
  at: number;
  task: () => void;
  handle?: NodeJS.Timeout;
}

export function createHastyClock(): HastyClock {
  const timers = new Set<Timer>();
  let haste = 1;
  let from = { real: Date.now(), here: Date.now() };
  const now = (): number => from.here + (Date.now() - from.real) * haste;
  const arm = (timer: Timer): void => {
    const fire = (): void => {
      timers.delete(timer);
      timer.task();
    };
    timer.handle = setTimeout(fire, Math.max(0, timer.at - now()) / haste);
  };
  return {
    now,
    after(ms, task) {
      const timer: Timer = { at: now() + ms, task };
      timers.add(timer);
      arm(timer);
      return () => {
        timers.delete(timer);
        clearTimeout(timer.handle);
      };
    },
    hurry(next) {
      from = { real: Date.now(), here: now() };
      haste = next;
      for (const timer of timers) {
        clearTimeout(timer.handle);
        arm(timer);
      }
    },
  };
}
