import type { WaitsFor } from '../call/call-book';
import type { Call, CallState } from '../contract/call';
import type { DayTotals, TrialUsage } from '../contract/day-totals';
import type { Result } from '../contract/failure';

/** Calls in the order of one of the store's indexes. */
export type CallListing =
  /** The last changed first. */
  | { by: 'state'; state: CallState }
  /** The soonest due first. */
  | { by: 'wait'; waitsFor: WaitsFor }
  /** The last answered first, of a line or of all; within a span of time (milliseconds since the epoch, `until` is not in it). */
  | { by: 'answer'; lineId?: string | undefined; from?: number; until?: number };

export interface ListedCalls {
  /** What this version can't read is left out. */
  calls: Call[];
  /** For the calls behind these; absent behind the last. Not to be kept. */
  cursor?: string;
}

/** What is kept of calls besides what goes on with them: lists of them, and their totals. */
export interface Ledger {
  /** @param limit 100 at most */
  listCalls(listing: CallListing, limit: number, cursor?: string): Promise<Result<ListedCalls>>;
  /** @param month as `2026-11`; the first day first */
  loadDays(month: string): Promise<Result<DayTotals[]>>;
  /** In the place of what was kept of that day before. */
  saveDay(totals: DayTotals): Promise<Result<void>>;
  /** @param month as `2025-10` */
  forgetDays(month: string): Promise<Result<void>>;
  /** When each of the last days was added up, by its name. */
  loadReckoned(): Promise<Result<Record<string, number>>>;
  saveReckoned(reckoned: Record<string, number>): Promise<Result<void>>;
  /** What trials used up in a month, day by day. */
  loadTrials(month: string): Promise<Result<TrialUsage[]>>;
  /** Adds what a trial used up, and notes when it was; two at once may be counted as one. */
  noteTrial(trial: TrialUsage, at: number): Promise<Result<void>>;
  /** When a trial ran last (milliseconds since the epoch). */
  loadTriedAt(): Promise<Result<number | undefined>>;
}
