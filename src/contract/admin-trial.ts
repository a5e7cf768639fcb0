import { z } from 'zod';
import { Line } from './settings';

/** A call that nobody placed: words or a sample recording, through everything that a real one passes (M10). */

export const TryLine = z.strictObject({
  lineId: Line.shape.id,
  /** Exactly one of the two. */
  words: z.string().trim().min(1).max(4000).optional(),
  sample: z.enum(['english', 'german']).optional(),
  /** Whether a request is really made. */
  file: z.boolean().default(false),
});
export type TryLine = z.input<typeof TryLine>;

export interface TrialStage {
  name: 'transcribe' | 'understand' | 'compose' | 'file';
  ms: number;
  usd: number;
  /** What went wrong, in plain words; the stages after it were not tried. */
  problem?: string;
}

export interface Trial {
  stages: TrialStage[];
  /** As far as it got. */
  transcript?: { text: string; language: string };
  /** What the caller would hear before it is filed. */
  recap?: string;
  /** What the line would still ask for. */
  questions: string[];
  /** The request as it would be; with a key once it was made. */
  request?: {
    key?: string;
    requestTypeName?: string;
    summary: string;
    description: string;
    fields: { name: string; value: string }[];
  };
  /** The text that the caller would get. */
  text?: string;
}
