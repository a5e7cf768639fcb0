import type { Answer, AnswerError } from '../../src/contract/admin';

/** Something that is asked for and shown: what is there stays while it is asked for anew. */
export interface Loaded<T> {
  value?: T;
  error?: AnswerError;
  loading: boolean;
  /** Which question the last answer has to belong to: one that was overtaken is not shown. */
  ask: number;
}

export const NOTHING: Loaded<never> = { loading: false, ask: 0 };

export const asked = <T>(before: Loaded<T>, ask: number): Loaded<T> => ({ ...before, loading: true, ask });

export function answered<T>(
  before: Loaded<T>,
  ask: number,
  answer: Answer<T>,
  merge: (before: T | undefined, now: T) => T = (_, now) => now,
): Loaded<T> {
  if (ask !== before.ask) return before;
  if (answer.ok) return { value: merge(before.value, answer.value), loading: false, ask };
  return { ...before, error: answer.error, loading: false };
}

/** Shown at once, as the answer to a change. */
export const known = <T>(before: Loaded<T>, value: T): Loaded<T> => ({
  value,
  loading: false,
  // Whatever is still on its way was asked before the change.
  ask: before.ask + 1,
});
