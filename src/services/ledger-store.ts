import { kvs, Sort, WhereConditions } from '@forge/kvs';
import { z } from 'zod';
import { Call } from '../contract/call';
import { succeed } from '../contract/failure';
import { type CallListing, DayTotals, type Ledger } from '../settings/ledger';
import { log } from './log';
import { attempt, store } from './store';

const ENTITY = 'call';
const DAY = 'usage-day:';
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
      const days = (await keptIn(month)).flatMap(({ value }) => DayTotals.safeParse(value).data ?? []);
      return succeed(days.toSorted((one, other) => one.day.localeCompare(other.day)));
    }),

  // Without an end of its own: the store lets nothing live for longer than a year.
  saveDay: (totals) => store.put(`${DAY}${totals.day}`, totals),

  forgetDays: (month) =>
    attempt(async () => {
      for (const { key } of await keptIn(month)) await kvs.delete(key);
      return succeed(undefined);
    }),
};

async function keptIn(month: string) {
  const query = kvs
    .query()
    .where('key', WhereConditions.beginsWith(`${DAY}${month}-`))
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
