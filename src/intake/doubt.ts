import type { Call } from '../contract/call';
import type { Failure, FailureKind } from '../contract/failure';

/** Answers that say for certain that nothing was done. */
const NOTHING_DONE: ReadonlySet<FailureKind> = new Set([
  'rejected',
  'unauthorised',
  'not-found',
  'rate-limited',
  'not-configured',
  'quota-exceeded',
]);

/** Whether what was asked for may have been done all the same. */
export const isDoubtful = ({ kind, untried }: Failure): boolean =>
  untried !== true && !NOTHING_DONE.has(kind);

/**
 * Whether another worker, or an earlier run, may have done the next thing already: the first to hold a call
 * that is to be filed asks nobody whether it was done before.
 */
export const mayHaveBeenDone = ({ fence, cleanFence = 0 }: Call): boolean => fence > cleanFence + 1;
