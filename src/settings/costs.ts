import { recordingsOf } from '../call/heard';
import type { Cost } from '../contract/admin-usage';
import type { Call, CallUsage } from '../contract/call';
import type { Prices } from '../contract/prices';

/** How much of what is paid for, in the units that it is sold in; by item. */
export type Quantities = Record<Cost['item'], number>;

const SECONDS_A_MINUTE = 60;
const MINUTE_MS = 60_000;
const MILLION = 1_000_000;

/** Who sells it, and what one of it costs. */
const ITEMS: Record<Cost['item'], { provider: Cost['provider']; usdOf: (prices: Prices) => number }> = {
  'call-minutes': { provider: 'twilio', usdOf: ({ callMinute }) => callMinute },
  'recording-minutes': { provider: 'twilio', usdOf: ({ recordingMinute }) => recordingMinute },
  texts: { provider: 'twilio', usdOf: ({ textSegment }) => textSegment },
  'transcription-minutes': { provider: 'openai', usdOf: ({ transcriptionMinute }) => transcriptionMinute },
  'input-tokens': { provider: 'openai', usdOf: ({ inputTokens }) => inputTokens / MILLION },
  'output-tokens': { provider: 'openai', usdOf: ({ outputTokens }) => outputTokens / MILLION },
};

/** In the order in which a call needs them. */
const COST_ITEMS = Object.keys(ITEMS) as Cost['item'][];

/** What a call has cost so far (M11): what it used, by the admin's price table. */
export const costsOf = (call: Call, prices: Prices): Cost[] => priced(quantitiesOf(call), prices);

/** What of it there is none of is left out. */
export const priced = (quantities: Quantities, prices: Prices): Cost[] =>
  COST_ITEMS.flatMap((item) => {
    const quantity = quantities[item];
    const { provider, usdOf } = ITEMS[item];
    return quantity === 0 ? [] : { provider, item, quantity, usd: quantity * usdOf(prices) };
  });

export const sumOf = (costs: readonly Cost[], provider?: Cost['provider']): number =>
  costs
    .filter((cost) => provider === undefined || cost.provider === provider)
    .reduce((sum, { usd }) => sum + usd, 0);

/**
 * Twilio rounds each call up to whole minutes, and each recording:
 * https://help.twilio.com/articles/223132307. The models are paid for by what they really got.
 */
export function quantitiesOf(call: Call): Quantities {
  const recorded = recordingsOf(call).map(({ seconds }) => Math.ceil(seconds / SECONDS_A_MINUTE));
  return {
    'call-minutes': Math.ceil(secondsOf(call) / SECONDS_A_MINUTE),
    'recording-minutes': recorded.reduce((sum, minutes) => sum + minutes, 0),
    ...usedBy(call.usage),
  };
}

/** What texts and models have used up. */
export function usedBy({ segments, models }: CallUsage = { segments: 0, models: {} }) {
  const all = Object.values(models);
  const sum = (of: (model: (typeof all)[number]) => number) =>
    all.reduce((total, model) => total + of(model), 0);
  return {
    texts: segments,
    'transcription-minutes': sum(({ seconds }) => seconds) / SECONDS_A_MINUTE,
    'input-tokens': sum(({ inputTokens }) => inputTokens),
    'output-tokens': sum(({ outputTokens }) => outputTokens),
  };
}

/** As Twilio counts it; before it has said so, as long as we know of. */
const secondsOf = ({ durationSeconds, answeredAt, endedAt = answeredAt }: Call): number =>
  durationSeconds ?? (Math.max(0, endedAt - answeredAt) / MINUTE_MS) * SECONDS_A_MINUTE;
