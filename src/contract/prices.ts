import { z } from 'zod';

const Usd = z.number().min(0).max(1000);

/** US dollars, with the vendors' list prices of 2026 for the United States as defaults; admins enter their own. */
export const Prices = z.object({
  callMinute: Usd.default(0.0085),
  recordingMinute: Usd.default(0.0025),
  textSegment: Usd.default(0.0083),
  transcriptionMinute: Usd.default(0.0045),
  /** A million tokens each. */
  inputTokens: Usd.default(1),
  outputTokens: Usd.default(5),
});
export type Prices = z.infer<typeof Prices>;

/** All of them at once; what is left out has its list price. */
export const SavePrices = z.strictObject(Prices.shape);
export type SavePrices = z.input<typeof SavePrices>;

/** How many days records are kept (V17, K6). */
export const Retention = z.object({
  callDays: z.int().min(1).max(90),
  auditDays: z.int().min(7).max(90),
});
export type Retention = z.infer<typeof Retention>;

/**
 * A recording that is still at Twilio must not become a second request. Reconciliation looks back for 30 days at the
 * longest: for so long what is left of a call says that it is known, and a day more for clocks and calls in progress.
 */
export const KNOWN_DAYS = 31;

export const SaveRetention = z.strictObject(Retention.shape);
export type SaveRetention = z.infer<typeof SaveRetention>;
