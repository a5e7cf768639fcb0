/** Knows whether anything is under way, so that a caller can wait until nothing is. */
export interface Activity {
  track<T>(task: Promise<T>): Promise<T>;
  isIdle(): boolean;
  /** Resolves when something next begins or ends. */
  nextChange(): Promise<void>;
}

export function createActivity(): Activity {
  let running = 0;
  let waiting: (() => void)[] = [];
  const change = (by: number): void => {
    running += by;
    const woken = waiting;
    waiting = [];
    for (const resolve of woken) resolve();
  };
  return {
    track(task) {
      change(1);
      return task.finally(() => change(-1));
    },
    isIdle: () => running === 0,
    nextChange: () =>
      new Promise((resolve) => {
        waiting.push(resolve);
      }),
  };
}
