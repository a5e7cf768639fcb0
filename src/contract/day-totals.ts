import { z } from 'zod';
import { CallUsage } from './call';

/** What was used up on a day (by UTC), without anything that says of whom: it outlives the calls (M11). */
export const DayTotals = z.object({
  /** As `2026-11-28`. */
  day: z.string().regex(/^\d{4}-\d\d-\d\d$/),
  calls: z.number(),
  requests: z.number(),
  quantities: z.record(
    z.enum([
      'call-minutes',
      'recording-minutes',
      'texts',
      'transcription-minutes',
      'input-tokens',
      'output-tokens',
    ]),
    z.number(),
  ),
});
export type DayTotals = z.infer<typeof DayTotals>;

export const TrialUsage = z.object({ day: DayTotals.shape.day, usage: CallUsage });
export type TrialUsage = z.infer<typeof TrialUsage>;
