import { useEffect, useState } from 'react';

/** The browser's clock; nothing else of the page looks at one. */

/** Whether so many milliseconds have passed since the part that asks was first drawn. */
export function useIsAfter(ms: number): boolean {
  const [isAfter, setAfter] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setAfter(true), ms);
    return () => clearTimeout(timer);
  }, [ms]);
  return isAfter;
}

/** Does something every so many milliseconds, for as long as it is drawn. @param task has to stay the same one */
export function useEvery(ms: number, task: () => void, isOn: boolean): void {
  useEffect(() => {
    if (!isOn) return;
    const timer = setInterval(task, ms);
    return () => clearInterval(timer);
  }, [ms, task, isOn]);
}

export const today = (): Date => new Date();

/** Of whoever looks at the page. */
export const ownTimeZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone;
