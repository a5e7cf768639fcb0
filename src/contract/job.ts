import { z } from 'zod';
import { CallSid } from './call';
import { TextSid } from './caller';

/** What the queue carries: ids and codes, no words and no numbers. */
export const Job = z.discriminatedUnion('kind', [
  /** A call to become a request, as far as it can now. */
  z.object({ kind: z.literal('file-call'), callId: CallSid }),
  /** A text that somebody sent; its words are fetched when they are needed. */
  z.object({ kind: z.literal('take-text'), textId: TextSid }),
  /** A request has a new status, of which its caller may want to hear. */
  z.object({
    kind: z.literal('tell-status'),
    issueKey: z.string(),
    changeId: z.string(),
    status: z.string(),
  }),
  /** The provider's records are to be looked through. */
  z.object({ kind: z.literal('reconcile') }),
]);
export type Job = z.infer<typeof Job>;
