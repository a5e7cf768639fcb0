import { z } from 'zod';
import { FailureKind } from './failure';

/** How a service has been failing, for all calls together (milliseconds since the epoch). */
export const Trouble = z.object({
  since: z.number(),
  failure: FailureKind,
  /** In a row. */
  count: z.number().int(),
  /** Nobody asks before then; 0 as long as it may be a mishap. */
  until: z.number(),
  /** When `until` was set: one that is still to come is from a clock that was wrong. */
  notedAt: z.number().optional(),
  /** When it was over: calls that failed before then need not wait any longer. */
  endedAt: z.number().optional(),
});
export type Trouble = z.infer<typeof Trouble>;
