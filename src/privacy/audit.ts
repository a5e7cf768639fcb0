import type { Audit, AuditEntry, AuditPage } from '../contract/audit';
import type { Result } from '../contract/failure';

/**
 * The record of what the app did and who asked for it (K5). It only grows: nothing in the app changes or deletes an
 * entry before its retention is over.
 */
export interface AuditTrail {
  note: Audit;
  /** All that was noted of a call (1,500 entries at most, the newest), in the order in which things happened. */
  listOfCall(callId: string): Promise<Result<AuditEntry[]>>;
  /**
   * Entries of all calls and of none.
   *
   * @param limit 100 at most
   * @param cursor from the page before
   */
  listRecent(limit: number, cursor?: string): Promise<Result<AuditPage>>;
  /** How many calls were turned away since then (milliseconds since the epoch), at most 100 counted. */
  countTurnedAway(since: number): Promise<Result<number>>;
}
