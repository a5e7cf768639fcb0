import { z } from 'zod';
import { CallSid, FilingStep } from './call';
import { TextSid } from './caller';
import { FailureKind, Service } from './failure';

/** What can be in the audit trail. */
export const AuditAction = z.enum([
  'transcribe',
  'understand',
  'file',
  /** A request that an earlier attempt may have made was looked for. */
  'look',
  ...FilingStep.options,
  /** A worker took over a call that another had left in the middle. */
  'take-over',
  /** A failed attempt will be made again. */
  'retry',
  'park',
  /** An admin took parked calls up again. */
  'try-again',
  /** A call was found at Twilio that the app had not heard of. */
  'reconcile',
  /** A caller was turned away while intake was paused. */
  'turn-away',
  /** A call was not let in: blocked, or one too many. */
  'reject',
  /** A caller's text became a comment, or an answer to it was sent. */
  'text-in',
  /** A caller was told of a new status. */
  'text-status',
  /** A text of ours did not arrive. */
  'text-undelivered',
  /** A caller wants no more texts, or wants them again. */
  'texts-off',
  'texts-on',
  'pause',
  'resume',
  /** A number was pointed at the app, or back at what it pointed at before. */
  'connect',
  'disconnect',
  /** Credentials were entered: taken and saved, or refused. */
  'credentials',
  /** Somebody who is no Jira administrator asked for something that only those may do. */
  'refuse-admin',
]);
export type AuditAction = z.infer<typeof AuditAction>;

/**
 * One attempt and what came of it (K5): ids and codes only, never what anybody said, nor a number, nor a name. Strict, so
 * that nothing else can slip in; an id that does not look like one is refused.
 */
export const AuditEntry = z.strictObject({
  /** When it ended, in milliseconds since the epoch. */
  at: z.number().int(),
  action: AuditAction,
  outcome: z.enum(['done', 'failed', 'skipped']),
  callId: CallSid.optional(),
  textId: TextSid.optional(),
  issueKey: z
    .string()
    .regex(/^[A-Z][A-Z0-9_]{0,254}-\d{1,12}$/)
    .optional(),
  service: Service.optional(),
  failure: FailureKind.optional(),
  /** The provider's code for it: https://www.twilio.com/docs/api/errors */
  code: z.number().int().min(10_000).max(99_999).optional(),
  /** How long it took, in milliseconds. */
  ms: z.number().min(0).optional(),
  /**
   * The Atlassian account of whoever asked for it; absent where the app acted by itself. The format of these ids is not
   * documented beyond their 128 characters: letters, digits and punctuation are seen. A phone number does not fit.
   */
  by: z
    .string()
    .regex(/^(?!\d{5,20}$)[\w:|.-]{1,128}$/)
    .optional(),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

/** Notes an attempt; never fails, so that what is audited is never held up by its audit. */
export type Audit = (entry: Omit<AuditEntry, 'at'>) => Promise<void>;

export interface AuditPage {
  /** The newest first. */
  entries: AuditEntry[];
  /** For the page after this one; not to be kept. Absent on the last. */
  cursor?: string;
}
