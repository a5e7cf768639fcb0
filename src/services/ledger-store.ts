import { kvs, Sort, WhereConditions } from '@forge/kvs';
import { z } from 'zod';
import { addUsage, Call } from '../contract/call';
import { DayTotals, TrialUsage } from '../contract/day-totals';
import { type Result, succeed } from '../contract/failure';
import type { CallListing, Ledger } from '../settings/ledger';
import { log } from './log';
import { attempt, store } from './store';

const ENTITY = 'call';
const DAY = 'usage-day:';
const TRIAL = 'usage-trial:';
const RECKONED = 'usage-reckoned';
const TRIED = 'tried-at';
const MOST_A_PAGE = 100;

const Envelope = z.object({ body: Call });

/** Lists and totals of calls in the app's store. */
export const ledger: Ledger = {
  listCalls: (listing, limit, cursor) =>
    attempt(async () => {
      const page = indexOf(listing).limit(Math.min(limit, MOST_A_PAGE));
      const { results, nextCursor } = await (cursor === undefined ? page : page.cursor(cursor)).getMany();
      const calls = results.flatMap(({ value }) => Envelope.safeParse(value).data?.body ?? []);
      const unreadable = results.length - calls.length;
      if (unreadable > 0) log({ event: 'records-unreadable', reason: ENTITY, count: unreadable });
      return succeed(nextCursor === undefined ? { calls } : { calls, cursor: nextCursor });
    }),

  loadDays: (month) =>
    attempt(async () => {
      const days = (await keptIn(DAY, month)).flatMap(({ value }) => DayTotals.safeParse(value).data ?? []);
      return succeed(days.toSorted((one, other) => one.day.localeCompare(other.day)));
    }),

  // Without an end of its own: the store lets nothing live for longer than a year.
  saveDay: (totals) => store.put(`${DAY}${totals.day}`, totals),

  forgetDays: (month) =>
    attempt(async () => {
      for (const { key } of [...(await keptIn(DAY, month)), ...(await keptIn(TRIAL, month))])
        await kvs.delete(key);
      return succeed(undefined);
    }),

  async loadReckoned() {
    const reckoned = await store.get(RECKONED, z.record(z.string(), z.number()));
    return reckoned.ok ? succeed(reckoned.value ?? {}) : reckoned;
  },
  saveReckoned: (reckoned) => store.put(RECKONED, reckoned),

  loadTrials: (month) =>
    attempt(async () =>
      succeed((await keptIn(TRIAL, month)).flatMap(({ value }) => TrialUsage.safeParse(value).data ?? [])),
    ),
  async noteTrial({ day, usage }, at) {
    const before = await store.get(`${TRIAL}${day}`, TrialUsage);
    if (!before.ok) return before;
    const sum = before.value === undefined ? usage : addUsage(before.value.usage, usage);
    const [added, noted] = await Promise.all([
      store.put(`${TRIAL}${day}`, { day, usage: sum }),
      store.put(TRIED, at),
    ]);
    return added.ok ? noted : added;
  },
  loadTriedAt: () => store.get(TRIED, z.number()),
};

/** Deletes a call's record. */
export const deleteCall = (id: string): Promise<Result<void>> =>
  attempt(async () => succeed(await kvs.entity(ENTITY).delete(id)));

async function keptIn(prefix: string, month: string) {
  const query = kvs
    .query()
    .where('key', WhereConditions.beginsWith(`${prefix}${month}-`))
    .limit(MOST_A_PAGE);
  return (await query.getMany<unknown>()).results;
}

function indexOf(listing: CallListing) {
  const query = kvs.entity<unknown>(ENTITY).query();
  switch (listing.by) {
    case 'state':
      return query.index('by-state', { partition: [listing.state] }).sort(Sort.DESC);
    case 'wait':
      return query.index('by-wait', { partition: [listing.waitsFor] }).sort(Sort.ASC);
    case 'answer': {
      const { lineId, from = 0, until = LATEST_MS } = listing;
      const index =
        lineId === undefined ? query.index('by-answer') : query.index('by-line', { partition: [lineId] });
      return index.where(WhereConditions.between(inSeconds(from), inSeconds(until) - 1)).sort(Sort.DESC);
    }
  }
}

/** Beyond what an entity's integer can hold: 32 bits of seconds. */
const LATEST_MS = 2 ** 31 * 1000;
const inSeconds = (ms: number): number => Math.ceil(ms / 1000);
