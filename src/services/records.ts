import { Filter, FilterConditions, kvs, Sort, WhereConditions } from '@forge/kvs';
import { z } from 'zod';
import { type Result, succeed } from '../contract/failure';
import { attempt, found, typed } from './store';

/** A record and how often it was written. */
export interface Versioned<T> {
  rev: number;
  body: T;
}

/**
 * Records of one custom entity, found by id or by their state. Every write is conditional: it fails when somebody else
 * wrote since the record was read.
 */
export interface Records<T> {
  read(id: string): Promise<Result<Versioned<T> | undefined>>;
  /** @param before as it was read; without it the record must not exist yet. */
  write(id: string, body: T, before: Versioned<T> | undefined): Promise<Result<void>>;
  /** The oldest first. @param before milliseconds since the epoch of the last change. */
  listByState(state: string, limit: number, before?: number): Promise<Result<T[]>>;
}

/** https://developer.atlassian.com/platform/forge/limits-kvs-ce/ */
const MOST_A_PAGE = 100;

interface Options<T> {
  /** As in the manifest; it has the attributes of {@link Stored} and the index `by-state`. */
  entity: string;
  schema: z.ZodType<T>;
  keptDays: number;
  /** Milliseconds since the epoch. */
  now: () => number;
}

interface Stored {
  state: string;
  /** Seconds since the epoch; entity integers have 32 bits. */
  changedAt: number;
  /** Goes up by one with every write. */
  rev: number;
  body: unknown;
}

/** Forge's entity store: https://developer.atlassian.com/platform/forge/storage-reference/entities/ */
export function createRecords<T extends { state: string }>({
  entity,
  schema,
  keptDays,
  now,
}: Options<T>): Records<T> {
  const Envelope = z.object({ rev: z.number(), body: schema });
  const kept = { ttl: { value: keptDays, unit: 'DAYS' } } as const;
  return {
    read: (id) =>
      attempt(async () =>
        typed(`${entity} ${id}`, Envelope, await found(kvs.entity<unknown>(entity).get(id))),
      ),

    write: (id, body, before) =>
      attempt(async () => {
        const changedAt = Math.floor(now() / 1000);
        const value: Stored = { state: body.state, changedAt, rev: (before?.rev ?? 0) + 1, body };
        if (before === undefined) {
          await kvs.entity<Stored>(entity).set(id, value, { keyPolicy: 'FAIL_IF_EXISTS', ...kept });
        } else {
          const conditions = new Filter<Stored>().and('rev', FilterConditions.equalTo(before.rev));
          await kvs.transact().set(id, value, { entityName: entity, conditions }, kept).execute();
        }
        return succeed(undefined);
      }),

    listByState: (state, limit, before) =>
      attempt(async () => {
        const all = kvs
          .entity<Stored>(entity)
          .query()
          .index('by-state', { partition: [state] });
        const query =
          before === undefined ? all : all.where(WhereConditions.lessThan(Math.floor(before / 1000)));
        const listed: T[] = [];
        for (let cursor: string | undefined; ; ) {
          const ordered = query.sort(Sort.ASC).limit(Math.min(MOST_A_PAGE, limit - listed.length));
          const page = await (cursor === undefined ? ordered : ordered.cursor(cursor)).getMany();
          // A record of a shape that this version does not know is left out of lists; `read` reports it.
          listed.push(...page.results.flatMap(({ value }) => Envelope.safeParse(value).data?.body ?? []));
          cursor = page.nextCursor;
          if (cursor === undefined || page.results.length === 0 || listed.length >= limit)
            return succeed(listed);
        }
      }),
  };
}
