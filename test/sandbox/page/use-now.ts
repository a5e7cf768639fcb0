import { useEffect, useState } from 'react';
import { systemClock } from '../clock';

/** Milliseconds. Shorter than a second, so that a shown second is never skipped. */
const TICK = 250;

/** The time, ticking while `isRunning`. Milliseconds since the epoch. */
export function useNow(isRunning: boolean): number {
  const [now, setNow] = useState(() => systemClock.now());
  useEffect(() => {
    if (!isRunning) return;
    setNow(systemClock.now());
    let cancel = (): void => undefined;
    const tick = (): void => {
      setNow(systemClock.now());
      cancel = systemClock.after(TICK, tick);
    };
    cancel = systemClock.after(TICK, tick);
    return () => cancel();
  }, [isRunning]);
  return now;
}
