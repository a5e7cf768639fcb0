import { createDice, type Dice } from './seeds';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Who can be out for a while. */
export type Party = 'openai' | 'jira' | 'twilio' | 'web-trigger';

/** Times are milliseconds since the world began. */
export interface Span {
  from: number;
  until: number;
}

/** How often things go wrong, as probabilities. */
export interface Rates {
  /** Per request to a vendor: an answer that isn't one, before anything took effect; after it did; and a slow one. */
  vendorBefore: number;
  vendorAfter: number;
  vendorSlow: number;
  /** Per request to the store or the queue. */
  platformBefore: number;
  platformAfter: number;
  /** Per request of any kind: the function is killed before it, or when it has taken effect. */
  kill: number;
  /** Per webhook. */
  webhookDoubled: number;
  webhookLate: number;
  webhookLost: number;
  webhookAnswerLost: number;
  /** Per queue event. */
  eventDoubled: number;
  eventLate: number;
  /** Per run of a schedule. */
  scheduleSkipped: number;
  scheduleDoubled: number;
}

export interface WorldPlan {
  seed: number;
  world: number;
  calls: number;
  rates: Rates;
  /** The average time between two calls, in ms; some come in bursts. */
  callEveryMs: number;
  outages: readonly (Span & { party: Party })[];
  /** A credential that stops working at `from`; the admin enters the new one at `until`. */
  rotations: readonly (Span & { party: 'openai' | 'twilio' })[];
  /** When the clocks of all functions jump, and how far they are off from then on, in ms. */
  jumps: readonly { at: number; skewMs: number }[];
  /** How long Jira's index lags at most, in ms. */
  indexLagMs: number;
  /** How far the store's queries lag, in ms. */
  queryLagMs: number;
}

const CALM: Rates = {
  vendorBefore: 0,
  vendorAfter: 0,
  vendorSlow: 0,
  platformBefore: 0,
  platformAfter: 0,
  kill: 0,
  webhookDoubled: 0,
  webhookLate: 0,
  webhookLost: 0,
  webhookAnswerLost: 0,
  eventDoubled: 0,
  eventLate: 0,
  scheduleSkipped: 0,
  scheduleDoubled: 0,
};

const ROUGH: Rates = {
  vendorBefore: 0.03,
  vendorAfter: 0.02,
  vendorSlow: 0.02,
  platformBefore: 0.004,
  platformAfter: 0.004,
  kill: 0.002,
  webhookDoubled: 0.05,
  webhookLate: 0.05,
  webhookLost: 0.02,
  webhookAnswerLost: 0.02,
  eventDoubled: 0.04,
  eventLate: 0.05,
  scheduleSkipped: 0.05,
  scheduleDoubled: 0.05,
};

/** Nearly every call meets several faults, so that few calls find what a protection is for. */
const WILD: Rates = {
  vendorBefore: 0.06,
  vendorAfter: 0.12,
  vendorSlow: 0.05,
  platformBefore: 0.01,
  platformAfter: 0.02,
  kill: 0.01,
  webhookDoubled: 0.2,
  webhookLate: 0.1,
  webhookLost: 0.05,
  webhookAnswerLost: 0.05,
  eventDoubled: 0.3,
  eventLate: 0.1,
  scheduleSkipped: 0.1,
  scheduleDoubled: 0.2,
};

/** - `calm`: nothing goes wrong. - `rough`: everything does, now and then. - `wild`: all the time, but nobody is out. */
export const MOODS = ['calm', 'rough', 'wild'] as const;
export type Mood = (typeof MOODS)[number];

const RATES: Record<Mood, Rates> = { calm: CALM, rough: ROUGH, wild: WILD };
const CALL_EVERY_MS = 90_000;

/** All that is set before a world begins; the same seed and number always give the same plan. */
export function planWorld(seed: number, world: number, calls: number, mood: Mood): WorldPlan {
  const dice = createDice(seed, world, 'plan');
  const span = calls * CALL_EVERY_MS;
  const isRough = mood === 'rough';
  return {
    seed,
    world,
    calls,
    rates: RATES[mood],
    callEveryMs: CALL_EVERY_MS,
    outages: isRough ? planOutages(dice, span) : [],
    rotations: isRough ? planRotations(dice, span) : [],
    jumps: mood === 'calm' ? [] : planJumps(dice, span),
    indexLagMs: mood === 'calm' ? 2000 : 60_000,
    queryLagMs: mood === 'calm' ? 0 : Math.round(dice.between(0, 5000)),
  };
}

/** Two of three worlds have each kind; that leaves calls that meet none, and calls that meet several at once. */
const LENGTHS: Record<Party, number> = {
  openai: 2 * HOUR,
  jira: 6 * HOUR,
  twilio: 30 * MINUTE,
  'web-trigger': 30 * MINUTE,
};

function planOutages(dice: Dice, span: number): WorldPlan['outages'] {
  return (['openai', 'jira', 'twilio', 'web-trigger'] as const).flatMap((party) => {
    const from = Math.round(dice.between(0, span));
    return dice.chance(party === 'jira' ? 0.4 : 0.65) ? [{ party, from, until: from + LENGTHS[party] }] : [];
  });
}

function planRotations(dice: Dice, span: number): WorldPlan['rotations'] {
  return (['openai', 'twilio'] as const).flatMap((party) => {
    const from = Math.round(dice.between(0, span));
    const until =
      from + Math.round(party === 'openai' ? dice.between(HOUR, 4 * HOUR) : dice.between(5, 30) * MINUTE);
    return dice.chance(0.4) ? [{ party, from, until }] : [];
  });
}

const planJumps = (dice: Dice, span: number): WorldPlan['jumps'] =>
  Array.from({ length: Math.floor(dice.between(0, 4)) }, () => ({
    at: Math.round(dice.between(0, span)),
    skewMs: Math.round(dice.between(-10, 10) * MINUTE),
  })).sort((left, right) => left.at - right.at);
