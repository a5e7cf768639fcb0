import { Filter, FilterConditions, kvs, Sort, WhereConditions } from '@forge/kvs';
import { z } from 'zod';
import type { CallBook } from '../call/call-book';
import { Call, type CallState } from '../contract/call';
import { type Failure, fail, type Result, succeed } from '../contract/failure';
import { attempt, typed } from './store';

const ENTITY = 'call';
const ATTEMPTS = 6;
/** As long as the longest retention of call records that an admin can choose (K6). */
const KEPT = { ttl: { value: 90, unit: 'DAYS' } } as const;

/** A call as stored: the attributes that the manifest's indexes need, and the rest as one body. */
const Stored = z.object({
  state: z.string(),
  /** Seconds since the epoch of the last change; entity integers have 32 bits. */
  changedAt: z.number(),
  /** Goes up by one with every write. */
  rev: z.number(),
  body: Call,
});
type Stored = z.infer<typeof Stored>;

/** Calls in Forge's entity store. `now` gives milliseconds since the epoch. */
export const createCallBook = (now: () => number): CallBook => ({
  async find(id) {
    const stored = await read(id);
    return stored.ok ? succeed(stored.value?.body) : stored;
  },

  async update(id, change) {
    let lost: { rev: number; failure: Failure } | undefined;
    for (let turn = 0; turn < ATTEMPTS; turn++) {
      const stored = await read(id);
      if (!stored.ok) return stored;
      const rev = stored.value?.rev ?? 0;
      // Atlassian documents no code for a failed condition. Where nobody else has written, it was something else.
      if (lost?.rev === rev) return fail(lost.failure);
      const written = await writeChange(id, stored.value, change, now());
      if (written.ok) return written;
      lost = { rev, failure: written.failure };
    }
    return fail({ kind: 'conflict', service: 'forge', detail: 'Others kept changing this call.' });
  },

  listStale: (state, before) =>
    attempt(async () => {
      const found = await byState(state)
        .where(WhereConditions.lessThan(Math.floor(before / 1000)))
        .sort(Sort.ASC)
        .limit(50)
        .getMany();
      return succeed(found.results.flatMap(({ value }) => parseBody(value)));
    }),

  count: (state) => attempt(async () => succeed((await byState(state).limit(100).getMany()).results.length)),
});

async function writeChange(
  id: string,
  stored: Stored | undefined,
  change: (call: Call | undefined) => Call | undefined,
  now: number,
): Promise<Result<Call | undefined>> {
  const changed = change(stored?.body);
  if (changed === undefined || changed === stored?.body) return succeed(stored?.body);
  const rev = (stored?.rev ?? 0) + 1;
  const value: Stored = { state: changed.state, changedAt: Math.floor(now / 1000), rev, body: changed };
  return attempt(async () => {
    if (stored === undefined) {
      await kvs.entity<Stored>(ENTITY).set(id, value, { keyPolicy: 'FAIL_IF_EXISTS', ...KEPT });
    } else {
      const conditions = new Filter<Stored>().and('rev', FilterConditions.equalTo(stored.rev));
      await kvs.transact().set(id, value, { entityName: ENTITY, conditions }, KEPT).execute();
    }
    return succeed(changed);
  });
}

const byState = (state: CallState) =>
  kvs
    .entity<Stored>(ENTITY)
    .query()
    .index('by-state', { partition: [state] });

const read = (id: string): Promise<Result<Stored | undefined>> =>
  attempt(async () => typed(`${ENTITY} ${id}`, Stored, await kvs.entity<unknown>(ENTITY).get(id)));

/** A record of a shape that this version does not know is left out of lists; `find` reports it. */
const parseBody = (value: unknown): Call[] => {
  const parsed = Stored.safeParse(value);
  return parsed.success ? [parsed.data.body] : [];
};
