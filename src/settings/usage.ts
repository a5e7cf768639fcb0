import type { Answer } from '../contract/admin';
import type { GetUsage, Usage, UsageDay } from '../contract/admin-usage';
import type { Call } from '../contract/call';
import type { DayTotals } from '../contract/day-totals';
import { type Result, succeed } from '../contract/failure';
import type { Prices } from '../contract/prices';
import type { Settings } from '../contract/settings';
import type { Administration } from './administration';
import { priced, type Quantities, quantitiesOf, sumOf, usedBy } from './costs';
import { explain } from './explain';
import type { Ledger } from './ledger';

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;
const PAGE = 100;
/** As many pages of calls as Forge lets an app read in half a minute: https://developer.atlassian.com/platform/forge/limits-kvs-ce/ */
const MOST_PAGES = 40;
/** A call may cost something days later: a model that was out, a text about a new status. */
const DAYS_RECKONED = 3;
const RECKON_AGAIN_MS = 6 * HOUR_MS;
/** A day's first calls may go a day later; the sweep comes every five minutes. */
const SLACK_MS = 15 * 60 * 1000;
/** A year to compare with, and the month that is running. */
const MONTHS_KEPT = 13;

export interface Bookkeeping {
  ledger: Ledger;
  loadSettings(): Promise<Result<Settings>>;
  /** Milliseconds since the epoch. */
  now: () => number;
  log: (line: { event: string; reason?: string; failure?: string; count?: number }) => void;
}

/**
 * Adds up what one of the last days has used, from the records of its calls, and keeps only the sums: they stay when the
 * calls are forgotten. Harmless to repeat. One day each time, so that it never takes long.
 */
export async function keepBooks(world: Bookkeeping): Promise<void> {
  const { ledger, log } = world;
  const now = world.now();
  const [settings, reckoned] = await Promise.all([world.loadSettings(), ledger.loadReckoned()]);
  if (!settings.ok || !reckoned.ok) return log({ event: 'usage-not-kept', reason: 'store' });
  const day = lastDays(now).find((start) => isDue(start, reckoned.value, settings.value, now));
  if (day === undefined) return;
  const totals = await totalsOf(day, ledger);
  const kept = totals.ok ? await saveIfMore(totals.value, ledger) : totals;
  if (!kept.ok) return log({ event: 'usage-not-kept', failure: kept.failure.kind });
  const recent = lastDays(now).map(nameOf);
  const others = Object.entries(reckoned.value).filter(([name]) => recent.includes(name));
  await ledger.saveReckoned({ ...Object.fromEntries(others), [nameOf(day)]: now });
  await ledger.forgetDays(monthBefore(now, MONTHS_KEPT + 1));
}

/** A day that has fewer calls than it had has lost them to their retention: its totals stay. */
async function saveIfMore(totals: DayTotals, ledger: Ledger): Promise<Result<void>> {
  const days = await ledger.loadDays(totals.day.slice(0, 7));
  if (!days.ok) return days;
  const before = days.value.find(({ day }) => day === totals.day);
  return before !== undefined && before.calls > totals.calls ? succeed(undefined) : ledger.saveDay(totals);
}

/** When each of the last days began, the latest that is over first; today is last, since it is reckoned when it is asked for. */
function lastDays(now: number): number[] {
  const today = startOfDay(now);
  return [...Array.from({ length: DAYS_RECKONED - 1 }, (_, index) => today - (index + 1) * DAY_MS), today];
}

/** A day whose calls may have begun to go is not reckoned again: it would come out too cheap. */
function isDue(
  start: number,
  reckoned: Record<string, number>,
  { retention }: Settings,
  now: number,
): boolean {
  if (now > start + retention.callDays * DAY_MS + SLACK_MS) return false;
  const last = reckoned[nameOf(start)];
  const isOver = now >= start + DAY_MS;
  return last === undefined || now - last >= RECKON_AGAIN_MS || (isOver && last < start + DAY_MS);
}

const startOfDay = (at: number): number => Math.floor(at / DAY_MS) * DAY_MS;
/** As `2026-11-28`. */
export const nameOf = (at: number): string => new Date(at).toISOString().slice(0, 10);
const monthBefore = (at: number, months: number): string => {
  const date = new Date(at);
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - months, 1)).toISOString().slice(0, 7);
};

async function totalsOf(start: number, ledger: Ledger): Promise<Result<DayTotals>> {
  let totals: DayTotals = { day: nameOf(start), calls: 0, requests: 0, quantities: NOTHING };
  let cursor: string | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const listed = await ledger.listCalls({ by: 'answer', from: start, until: start + DAY_MS }, PAGE, cursor);
    if (!listed.ok) return listed;
    totals = listed.value.calls.reduce(withCall, totals);
    cursor = listed.value.cursor;
    if (cursor === undefined) break;
  }
  return succeed(totals);
}

const NOTHING: Quantities = { 'call-minutes': 0, 'recording-minutes': 0, ...usedBy() };

const withCall = ({ day, calls, requests, quantities }: DayTotals, call: Call): DayTotals => ({
  day,
  calls: calls + 1,
  // What is added to a request that there was is none of its own.
  requests: requests + (call.request !== undefined && call.about === undefined ? 1 : 0),
  quantities: plus(quantities, quantitiesOf(call)),
});

const plus = (one: Quantities, other: Quantities): Quantities => ({
  'call-minutes': one['call-minutes'] + other['call-minutes'],
  'recording-minutes': one['recording-minutes'] + other['recording-minutes'],
  texts: one.texts + other.texts,
  'transcription-minutes': one['transcription-minutes'] + other['transcription-minutes'],
  'input-tokens': one['input-tokens'] + other['input-tokens'],
  'output-tokens': one['output-tokens'] + other['output-tokens'],
});

/** What a month's calls cost, day by day (UTC), at today's prices; today is reckoned at once. */
export async function getUsage({ month }: GetUsage, admin: Administration): Promise<Answer<Usage>> {
  const { ledger } = admin;
  const now = admin.now();
  const [settings, kept, trials] = await Promise.all([
    admin.loadSettings(),
    ledger.loadDays(month),
    ledger.loadTrials(month),
  ]);
  if (!settings.ok) return explain(settings.failure);
  if (!kept.ok) return explain(kept.failure);
  if (!trials.ok) return explain(trials.failure);
  const days = new Map(kept.value.map((totals) => [totals.day, totals]));
  // Right after midnight no sweep has added up yesterday.
  const yesterday = startOfDay(now) - DAY_MS;
  const live = [startOfDay(now), ...(days.has(nameOf(yesterday)) ? [] : [yesterday])];
  for (const start of live.filter((one) => nameOf(one).startsWith(month))) {
    const totals = await totalsOf(start, ledger);
    if (!totals.ok) return explain(totals.failure);
    const before = days.get(totals.value.day);
    // Calls may have been forgotten since.
    if (before === undefined || before.calls <= totals.value.calls) days.set(totals.value.day, totals.value);
  }
  for (const { day, usage } of trials.value) {
    const totals = days.get(day) ?? { day, calls: 0, requests: 0, quantities: NOTHING };
    days.set(day, { ...totals, quantities: plus(totals.quantities, { ...NOTHING, ...usedBy(usage) }) });
  }
  const { prices } = settings.value;
  const shown = [...days.values()].map((totals) => dayOf(totals, prices)).filter(isWorthALine);
  return { ok: true, value: { month, days: shown.toSorted((a, b) => a.day.localeCompare(b.day)), prices } };
}

function dayOf({ day, calls, requests, quantities }: DayTotals, prices: Prices): UsageDay {
  const costs = priced(quantities, prices);
  return {
    day,
    calls,
    minutes: quantities['call-minutes'],
    requests,
    twilioUsd: sumOf(costs, 'twilio'),
    openaiUsd: sumOf(costs, 'openai'),
  };
}

const isWorthALine = ({ calls, openaiUsd }: UsageDay): boolean => calls > 0 || openaiUsd > 0;
