import type { CrossingInfo, Kind, Verdict } from './crossings';
import type { Party, WorldPlan } from './plan';
import { answerHtml, refuseAs } from './refusals';
import { createDice, type Dice } from './seeds';

const VENDORS: ReadonlySet<Kind> = new Set(['jira', 'twilio', 'openai']);
/** One way, in ms. */
const LATENCY: Record<Kind, readonly [least: number, most: number]> = {
  kvs: [2, 25],
  queue: [5, 40],
  forge: [5, 40],
  jira: [30, 400],
  twilio: [30, 250],
  openai: [200, 2000],
};
/** What was on its way when the connection broke may still arrive within this time. */
const LATEST_LANDING_MS = 60_000;
const SLOWEST_MS = 45_000;

export interface Weather {
  judge(info: CrossingInfo): Verdict;
  latency(kind: Kind): number;
}

interface WeatherOptions {
  plan: WorldPlan;
  isOut(party: Party): boolean;
  /** Whether the request's credential is one that has stopped working. */
  isRevoked(info: CrossingInfo): boolean;
}

/** Decides what becomes of each request of the app, from the world's seed. */
export function createWeather({ plan, isOut, isRevoked }: WeatherOptions): Weather {
  const dice = createDice(plan.seed, plan.world, 'weather');
  const { rates } = plan;
  const latency = createDice(plan.seed, plan.world, 'latency');
  return {
    latency: (kind) => Math.round(latency.between(...LATENCY[kind])),
    judge(info) {
      const { kind } = info;
      if (dice.chance(rates.kill)) return kill(dice);
      if (!VENDORS.has(kind)) return judgePlatform(dice, kind, rates);
      if (isOut(kind as Party)) return beOut(dice, kind);
      if (isRevoked(info)) return { do: 'refuse', response: refuseAs(kind, 401) };
      if (dice.chance(rates.vendorBefore)) return failBefore(dice, kind);
      if (dice.chance(rates.vendorAfter)) return failAfter(dice, kind);
      if (dice.chance(rates.vendorSlow))
        return { do: 'slow', ms: Math.round(dice.between(3000, SLOWEST_MS)) };
      return { do: 'go' };
    },
  };
}

const kill = (dice: Dice): Verdict =>
  dice.pick<Verdict>([
    { do: 'kill-before' },
    { do: 'kill-after' },
    { do: 'kill-in-flight', ms: Math.round(dice.between(0, LATEST_LANDING_MS)) },
  ]);

function judgePlatform(dice: Dice, kind: Kind, rates: WorldPlan['rates']): Verdict {
  const status = (): number => dice.pick([429, 429, 500, 503]);
  if (dice.chance(rates.platformBefore)) {
    if (dice.chance(0.2)) return { do: 'reset' };
    return { do: 'refuse', response: refuseAs(kind, status(), dice.chance(0.5) ? 1 : undefined) };
  }
  if (dice.chance(rates.platformAfter)) {
    if (dice.chance(0.2)) return { do: 'lose-answer', hang: false };
    return { do: 'answer-instead', response: refuseAs(kind, 500) };
  }
  return { do: 'go' };
}

const beOut = (dice: Dice, kind: Kind): Verdict =>
  dice.pick<() => Verdict>([
    () => ({ do: 'refuse', response: refuseAs(kind, 503) }),
    () => ({ do: 'refuse', response: answerHtml(502) }),
    () => ({ do: 'reset' }),
    () => ({ do: 'hang' }),
  ])();

const failBefore = (dice: Dice, kind: Kind): Verdict =>
  dice.pick<() => Verdict>([
    () => ({ do: 'refuse', response: refuseAs(kind, 429, Math.round(dice.between(1, 30))) }),
    () => ({ do: 'refuse', response: refuseAs(kind, 429) }),
    () => ({ do: 'refuse', response: refuseAs(kind, dice.pick([500, 502, 503])) }),
    () => ({ do: 'reset' }),
    () => ({ do: 'hang' }),
  ])();

const failAfter = (dice: Dice, kind: Kind): Verdict =>
  dice.pick<() => Verdict>([
    () => ({ do: 'lose-answer', hang: false }),
    () => ({ do: 'lose-answer', hang: true }),
    () => ({ do: 'answer-instead', response: refuseAs(kind, dice.pick([500, 502, 504])) }),
    () => ({ do: 'land-late', ms: Math.round(dice.between(0, LATEST_LANDING_MS)) }),
    () => ({ do: 'answer-instead', response: answerHtml(200) }),
    () => ({ do: 'cut' }),
  ])();
