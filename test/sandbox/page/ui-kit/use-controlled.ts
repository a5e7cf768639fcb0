import { useEffect, useRef, useState } from 'react';

/** How long the app may take to answer a change with a value of its own, in ms. */
const ANSWER_MS = 100;

/**
 * The value of a field. The app's answer to a change comes later than the next key: until it is there, what was typed
 * stays; then a controlled field (`given` is set) shows what the app says.
 * @param first what an uncontrolled field begins with
 */
export function useControlled<T>(
  given: T | undefined,
  first: T,
): [T, (next: T, tell: (() => Promise<unknown>) | undefined) => void] {
  const [value, setValue] = useState(given ?? first);
  const latest = useRef(given);
  const pending = useRef(0);
  latest.current = given;
  useEffect(() => {
    if (given !== undefined && pending.current === 0) setValue(given);
  }, [given]);

  const change = (next: T, tell: (() => Promise<unknown>) | undefined): void => {
    setValue(next);
    pending.current += 1;
    const settle = (): void => {
      pending.current -= 1;
      const answer = latest.current;
      if (pending.current === 0 && answer !== undefined) setValue(answer);
    };
    void (tell?.() ?? Promise.resolve()).then(() => setTimeout(settle, ANSWER_MS));
  };
  return [value, change];
}
