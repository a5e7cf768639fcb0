import { type Clock, sleep } from '../sandbox/clock';
import type { SandboxOptions } from '../sandbox/sandbox';
import type { Party, WorldPlan } from './plan';
import { createDice, type Dice } from './seeds';

/** Beyond the 15 seconds that Twilio waits. */
const LATEST_MS = 40_000;
const LATEST_COPY_MS = 60_000;

interface PostOptions {
  plan: WorldPlan;
  clock: Clock;
  isOut(party: Party): boolean;
  note(what: string, request: Request): void;
}

/** The way of webhooks to the app: they come late, twice, in another order, or never, and their answers may get lost. */
export function createPost(options: PostOptions): NonNullable<SandboxOptions['deliver']> {
  const { plan, clock, isOut, note } = options;
  const dice = createDice(plan.seed, plan.world, 'post');
  const { rates } = plan;
  const isLost = createLosses(dice, rates.webhookLost);
  return async (request, signal, next) => {
    const fallback = readEcho(request);
    if (fallback !== undefined) return fallback;
    if (isOut('web-trigger')) {
      note('webhook-refused', request);
      return beOut(dice);
    }
    if (isLost(request)) {
      note('webhook-lost', request);
      throw new Error('connection lost');
    }
    const isLate = dice.chance(rates.webhookLate);
    if (isLate) note('webhook-late', request);
    if (dice.chance(rates.webhookDoubled)) {
      note('webhook-doubled', request);
      const copy = request.clone();
      const ms = Math.round(dice.between(0, LATEST_COPY_MS));
      clock.after(ms, () => void next(copy, new AbortController().signal).catch(() => undefined));
    }
    await sleep(clock, Math.round(isLate ? dice.between(2000, LATEST_MS) : dice.between(20, 200)));
    const answer = await next(request, signal);
    if (!dice.chance(rates.webhookAnswerLost)) return answer;
    note('webhook-answer-lost', request);
    throw new Error('connection lost');
  };
}

/** Twilio tries a broken connection again, under the same token: what is lost stays lost. */
function createLosses(dice: Dice, rate: number): (request: Request) => boolean {
  const lost = new Set<string>();
  return ({ headers }) => {
    const token = headers.get('i-twilio-idempotency-token') ?? '';
    if (dice.chance(rate)) lost.add(token);
    return lost.has(token);
  };
}

function beOut(dice: Dice): Response {
  if (dice.chance(0.5)) return new Response('Service Unavailable', { status: 503 });
  throw new Error('connection refused');
}

/** https://twimlets.com/echo answers with the TwiML in its own query: a fallback that needs no server of ours. */
function readEcho(request: Request): Response | undefined {
  const { hostname, searchParams } = new URL(request.url);
  if (hostname !== 'twimlets.com') return undefined;
  return new Response(searchParams.get('Twiml') ?? '', { headers: { 'content-type': 'text/xml' } });
}

/** What a number plays that can't reach the app, where the app has set up nothing. */
export const FALLBACK_URL = `https://twimlets.com/echo?Twiml=${encodeURIComponent(
  '<Response><Say>We are sorry, our system is out for a moment. Please leave your message.</Say><Record maxLength="300" playBeep="true"/></Response>',
)}`;
