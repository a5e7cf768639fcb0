import { randomUUID } from 'node:crypto';
import { kvs, Sort, WhereConditions } from '@forge/kvs';
import { z } from 'zod';
import { AuditEntry } from '../contract/audit';
import { type Result, succeed } from '../contract/failure';
import type { AuditTrail } from '../privacy/audit';
import type { Log } from './log';
import { attempt, found } from './store';

const ENTITY = 'audit';
/** As long as the records of calls, which it explains (K6). */
const KEPT_DAYS = 90;
/** The most that Forge's store answers with at once. */
const PAGE_MOST = 100;
/** How many entries are deleted side by side. */
const AT_ONCE = 20;
/** More than a call that was tried for a week leaves behind. */
const MOST_OF_CALL = 1500;
/** Stands for "no call": an indexed attribute can't be empty. */
const NO_CALL = '-';

interface Stored {
  callId: string;
  action: AuditEntry['action'];
  /** Seconds since the epoch; entity integers have 32 bits. */
  at: number;
  body: AuditEntry;
}

const Envelope = z.object({ body: AuditEntry });

/**
 * The audit trail in the app's store. `now` gives milliseconds since the epoch.
 *
 * @param keptDays how long the admin wants entries to be kept; where that is not known the sweep sees to it
 */
export function createAuditStore(now: () => number, log: Log, keptDays = KEPT_DAYS): AuditTrail {
  return {
    async note(draft) {
      const entry = AuditEntry.safeParse({ ...draft, at: now() });
      const failure = entry.success ? await append(entry.data, keptDays) : 'malformed';
      if (failure !== undefined) log({ event: 'audit-not-kept', reason: draft.action, failure });
    },
    listOfCall: (callId) =>
      attempt(async () => {
        const listed: AuditEntry[] = [];
        for (let cursor: string | undefined; listed.length < MOST_OF_CALL; ) {
          const ordered = listBy('by-call', [callId]).sort(Sort.DESC).limit(PAGE_MOST);
          const page = await (cursor === undefined ? ordered : ordered.cursor(cursor)).getMany();
          listed.push(...entriesOf(page.results));
          cursor = page.nextCursor;
          if (cursor === undefined) break;
        }
        return succeed(listed.toReversed());
      }),
    listRecent: (limit, cursor) =>
      attempt(async () => {
        const all = kvs.entity<Stored>(ENTITY).query().index('by-time').sort(Sort.DESC);
        const page = all.limit(Math.min(limit, PAGE_MOST));
        const { results, nextCursor } = await (cursor === undefined ? page : page.cursor(cursor)).getMany();
        const entries = entriesOf(results);
        return succeed(nextCursor === undefined ? { entries } : { entries, cursor: nextCursor });
      }),
    countTurnedAway: (since) =>
      attempt(async () => {
        const action: AuditEntry['action'] = 'turn-away';
        const { results } = await listBy('by-action', [action])
          .where(WhereConditions.greaterThanEqualTo(Math.floor(since / 1000)))
          .limit(PAGE_MOST)
          .getMany();
        // A webhook that came twice was turned away twice; it is one call all the same.
        return succeed(new Set(entriesOf(results).map(({ callId }) => callId)).size);
      }),
  };
}

const listBy = (index: string, partition: string[]) =>
  kvs.entity<Stored>(ENTITY).query().index(index, { partition });

/** Writes an entry under a key of its own. @returns the failure's kind, if it could not be kept. */
async function append(entry: AuditEntry, keptDays: number): Promise<string | undefined> {
  const callId = entry.callId ?? NO_CALL;
  const key = `${callId}:${entry.at}:${randomUUID()}`;
  const value: Stored = { callId, action: entry.action, at: Math.floor(entry.at / 1000), body: entry };
  const written = await attempt<void>(async () =>
    succeed(
      await kvs
        .entity<Stored>(ENTITY)
        .set(key, value, { keyPolicy: 'FAIL_IF_EXISTS', ttl: { value: keptDays, unit: 'DAYS' } }),
    ),
  );
  if (written.ok) return undefined;
  // The key is ours alone: where there is something under it, an earlier try arrived and only its answer was lost.
  const kept = await attempt(async () => succeed(await found(kvs.entity<Stored>(ENTITY).get(key))));
  return kept.ok && kept.value !== undefined ? undefined : written.failure.kind;
}

/** The newest first. The index sorts by the second; an entry of a shape that this version does not know is left out. */
const entriesOf = (results: readonly { value: unknown }[]): AuditEntry[] =>
  results.flatMap(({ value }) => Envelope.safeParse(value).data?.body ?? []).toSorted((a, b) => b.at - a.at);

/** Deletes entries older than that (milliseconds since the epoch), at most so many; says how many. */
export const forgetEntries = (before: number, limit: number): Promise<Result<number>> =>
  attempt(async () => {
    let forgotten = 0;
    while (forgotten < limit) {
      const { results } = await kvs
        .entity<Stored>(ENTITY)
        .query()
        .index('by-time')
        .where(WhereConditions.lessThan(Math.floor(before / 1000)))
        .limit(Math.min(PAGE_MOST, limit - forgotten))
        .getMany();
      // The index may lag behind: what is deleted already is deleted again, and that is all.
      for (let begin = 0; begin < results.length; begin += AT_ONCE) {
        const group = results.slice(begin, begin + AT_ONCE);
        await Promise.all(group.map(({ key }) => kvs.entity<Stored>(ENTITY).delete(key)));
      }
      forgotten += results.length;
      if (results.length < PAGE_MOST) break;
    }
    return succeed(forgotten);
  });
