import { z } from 'zod';
import type { Cost } from './admin-usage';
import type { AuditEntry } from './audit';
import { CallSid, type CallState } from './call';
import type { FailureKind, Service } from './failure';
import { Line } from './settings';

/** Calls as the admin page lists them: no number, no name and no word of what was said. */

export const ListCalls = z.strictObject({
  lineId: Line.shape.id.optional(),
  /** `waiting`: for a person, or for a service's next try. */
  show: z.enum(['all', 'parked', 'waiting', 'filed', 'abandoned']).optional(),
  cursor: z.string().min(1).max(2000).optional(),
});
export type ListCalls = z.infer<typeof ListCalls>;

export const GetCall = z.strictObject({ id: CallSid });
export type GetCall = z.infer<typeof GetCall>;

/** Times are milliseconds since the epoch. */
export interface CallRow {
  id: string;
  reference: string;
  lineId: string;
  answeredAt: number;
  state: CallState;
  issueKey?: string;
  durationSeconds?: number;
  /** What it cost so far. */
  usd: number;
  /** What happened and what to do about it, for a call that waits for a person. */
  reason?: string;
  /** What a call that waits for a service waits for. */
  waiting?: { service: Service; failure: FailureKind; since: number; nextTry: number };
}

export interface CallsPage {
  /**
   * 25 at most, the newest first; behind those that wait for a person where all are listed. Where few of many calls are
   * wanted, a page may have fewer, or none, and still not be the last.
   */
  calls: CallRow[];
  /** For the page after this one; absent on the last. Not to be kept. */
  cursor?: string;
}

export interface CallDetail {
  call: CallRow;
  costs: Cost[];
  /** In the order in which it happened. */
  entries: AuditEntry[];
}
