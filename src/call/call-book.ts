import type { Call, CallState } from '../contract/call';
import type { Result, Service } from '../contract/failure';

/** Who has to act next. */
export type WaitsFor = 'caller' | 'worker' | Service | 'nobody';

/** What a call waits for, and when somebody has to look after it (milliseconds since the epoch). */
export interface Wait {
  waitsFor: WaitsFor;
  dueAt: number;
}

/** Calls in progress and done. Every write is conditional: two writers of one call never undo each other. */
export interface CallBook {
  /**
   * Changes a call, or makes it when `change` is given `undefined`; `change` may run again when somebody else wrote
   * first, and returns `undefined` to leave things as they are. Answers with the call as it stands afterwards.
   */
  update(id: string, change: (call: Call | undefined) => Call | undefined): Promise<Result<Call | undefined>>;
  /** Calls in `state` whose last change is older than `before`; the oldest first, at most 300. */
  listStale(state: CallState, before: number): Promise<Result<Call[]>>;
  /** Calls that wait for that, the soonest due first; at most so many. */
  listWaiting(waitsFor: WaitsFor, limit: number): Promise<Result<{ call: Call; dueAt: number }[]>>;
  count(state: CallState): Promise<Result<number>>;
}
