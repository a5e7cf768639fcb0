import { z } from 'zod';
import { CallSid } from './call';
import { Language } from './language';

/** Twilio's id of a text: `SM` (with pictures `MM`) and 32 hexadecimal digits. */
export const TextSid = z.string().regex(/^(?:SM|MM)[0-9a-f]{32}$/i);

/**
 * Since when somebody wants no texts, in milliseconds since the epoch, and how we know: `said` or `pressed` in a call,
 * `stop` by text, or the carrier told us. What a later version writes is a wish all the same.
 */
export const TextsOff = z
  .object({ at: z.number().catch(0), how: z.enum(['said', 'pressed', 'stop', 'carrier']).catch('stop') })
  .catch({ at: 0, how: 'stop' });
export type TextsOff = z.infer<typeof TextsOff>;

/** Since when no text reaches a number, and the provider's code for that. */
export const NoTexts = z.object({ at: z.number(), code: z.number().int() });
export type NoTexts = z.infer<typeof NoTexts>;

/** A request that somebody made by phone. `language`: what was spoken; `at`: milliseconds since the epoch. */
export const CallerRequest = z.object({
  key: z.string().min(1),
  id: z.string(),
  callId: CallSid,
  lineId: z.string(),
  language: Language,
  at: z.number(),
});
export type CallerRequest = z.infer<typeof CallerRequest>;

/** Entries of a shape that this version does not know are left out; they are no reason to forget the others. */
const readable = (entries: readonly unknown[]): CallerRequest[] =>
  entries.flatMap((entry) => CallerRequest.safeParse(entry).data ?? []);

/** What is kept of a caller besides the wish for no texts, which outlives it; no number and no name. */
export const KeptCaller = z
  .object({
    noTexts: NoTexts.optional().catch(undefined),
    /** The newest first. */
    requests: z.array(z.unknown()).catch([]).transform(readable),
  })
  .catch({ requests: [] });
export type KeptCaller = z.infer<typeof KeptCaller>;

/** What is known of somebody who has called, under a pseudonym. */
export interface CallerRecord extends KeptCaller {
  textsOff?: TextsOff | undefined;
}

/** Why texts from one of our numbers don't arrive, until one does. Times are milliseconds since the epoch. */
export const TextTrouble = z.object({
  /** The provider's: https://www.twilio.com/docs/api/errors */
  code: z.number().int(),
  since: z.number(),
  count: z.number().int(),
  /** The last text that it happened to, so that a report that comes twice is counted once. */
  lastId: z.string(),
});
export type TextTrouble = z.infer<typeof TextTrouble>;
