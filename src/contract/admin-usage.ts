import { z } from 'zod';
import type { Prices } from './prices';

/** What calls cost, in US dollars, by the price table that the admin can change (M11). */

export const GetUsage = z.strictObject({ month: z.string().regex(/^20\d\d-(?:0[1-9]|1[0-2])$/) });
export type GetUsage = z.infer<typeof GetUsage>;

/** One thing that is paid for: so many minutes, segments or tokens. */
export interface Cost {
  provider: 'twilio' | 'openai';
  item:
    | 'call-minutes'
    | 'recording-minutes'
    | 'texts'
    | 'transcription-minutes'
    | 'input-tokens'
    | 'output-tokens';
  quantity: number;
  usd: number;
}

/** One day, by UTC. */
export interface UsageDay {
  /** As `2026-11-28`. */
  day: string;
  calls: number;
  minutes: number;
  requests: number;
  twilioUsd: number;
  openaiUsd: number;
}

export interface Usage {
  month: string;
  /** Days on which there were calls, the first first. */
  days: UsageDay[];
  prices: Prices;
}
