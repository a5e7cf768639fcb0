import { Filter, FilterConditions, kvs, Sort, WhereConditions } from '@forge/kvs';
import { z } from 'zod';
import type { Wait } from '../call/call-book';
import { type Result, succeed } from '../contract/failure';
import type { Log } from './log';
import { attempt, found, typed } from './store';

/** A record and how often it was written. */
export interface Versioned<T> {
  rev: number;
  body: T;
}

/** A record, and when somebody has to look after it (milliseconds since the epoch). */
interface Due<T> {
  dueAt: number;
  body: T;
}

/**
 * Records of one custom entity, found by id, by their state, or by what they wait for. Every write is conditional: it fails when somebody else
 * wrote since the record was read.
 */
export interface Records<T> {
  read(id: string): Promise<Result<Versioned<T> | undefined>>;
  /** @param before as it was read; without it the record must not exist yet. */
  write(id: string, body: T, before: Versioned<T> | undefined): Promise<Result<void>>;
  /** The oldest first. @param before milliseconds since the epoch of the last change. */
  listByState(state: string, limit: number, before?: number): Promise<Result<T[]>>;
  /** The soonest due first, whether due or not. */
  listByWait(waitsFor: Wait['waitsFor'], limit: number): Promise<Result<Due<T>[]>>;
}

/** https://developer.atlassian.com/platform/forge/limits-kvs-ce/ */
const MOST_A_PAGE = 100;
/** Where hardly one of so many records can be read, more of them would only use up what may be read a minute. */
const MOST_SEEN = 1000;

interface Options<T> {
  /** As in the manifest; it has the attributes of {@link Stored} and the indexes `by-state` and `by-wait`. */
  entity: string;
  schema: z.ZodType<T>;
  /** From this write on. */
  keptDaysOf: (body: T, now: number) => number;
  waitOf: (body: T, now: number) => Wait;
  /** Milliseconds since the epoch. */
  now: () => number;
  log: Log;
}

interface Stored {
  state: string;
  /** Seconds since the epoch; entity integers have 32 bits. */
  changedAt: number;
  waitsFor: Wait['waitsFor'];
  /** Seconds since the epoch. */
  dueAt: number;
  /** Seconds since the epoch. What is forgotten has neither this nor a line, so that no list has it. */
  answeredAt?: number;
  lineId?: string;
  /** Goes up by one with every write. */
  rev: number;
  body: unknown;
}

/** What a record is found by. */
interface Body {
  state: string;
  /** Milliseconds since the epoch. */
  answeredAt: number;
  lineId: string;
  forgotten?: boolean | undefined;
}

/** Forge's entity store: https://developer.atlassian.com/platform/forge/storage-reference/entities/ */
export function createRecords<T extends Body>(options: Options<T>): Records<T> {
  const { entity, schema, keptDaysOf, now } = options;
  const Envelope = z.object({ rev: z.number(), body: schema });
  return {
    read: (id) =>
      attempt(async () =>
        typed(`${entity} ${id}`, Envelope, await found(kvs.entity<unknown>(entity).get(id))),
      ),

    write: (id, body, before) =>
      attempt(async () => {
        const kept = { ttl: { value: keptDaysOf(body, now()), unit: 'DAYS' } } as const;
        const value: Stored = { ...attributesOf(body, options, now()), rev: (before?.rev ?? 0) + 1, body };
        if (before === undefined) {
          await kvs.entity<Stored>(entity).set(id, value, { keyPolicy: 'FAIL_IF_EXISTS', ...kept });
        } else {
          const conditions = new Filter<Stored>().and('rev', FilterConditions.equalTo(before.rev));
          await kvs.transact().set(id, value, { entityName: entity, conditions }, kept).execute();
        }
        return succeed(undefined);
      }),

    ...createLists(options),
  };
}

function attributesOf<T extends Body>(body: T, { waitOf }: Options<T>, now: number) {
  const { state, answeredAt, lineId, forgotten = false } = body;
  const { waitsFor, dueAt } = waitOf(body, now);
  return {
    state: forgotten ? 'forgotten' : state,
    changedAt: inSeconds(now),
    waitsFor,
    dueAt: inSeconds(dueAt),
    ...(forgotten ? {} : { answeredAt: inSeconds(answeredAt), lineId }),
  };
}

function createLists<T>({ entity, schema, log }: Options<T>): Pick<Records<T>, 'listByState' | 'listByWait'> {
  const Listed = z.object({ dueAt: z.number(), body: schema });
  const query = () => kvs.entity<Stored>(entity).query();
  const list = async (index: Index, limit: number): Promise<Due<T>[]> => {
    const { read, unreadable } = await readInOrder(index, (value) => Listed.safeParse(value).data, limit);
    if (unreadable > 0) log({ event: 'records-unreadable', reason: entity, count: unreadable });
    return read.map(({ dueAt, body }) => ({ dueAt: dueAt * 1000, body }));
  };
  return {
    listByState: (state, limit, before) =>
      attempt(async () => {
        const all = query().index('by-state', { partition: [state] });
        const older = before === undefined ? all : all.where(WhereConditions.lessThan(inSeconds(before)));
        return succeed((await list(older, limit)).map(({ body }) => body));
      }),

    listByWait: (waitsFor, limit) =>
      attempt(async () => succeed(await list(query().index('by-wait', { partition: [waitsFor] }), limit))),
  };
}

type Index = Pick<ReturnType<ReturnType<ReturnType<typeof kvs.entity<Stored>>['query']>['index']>, 'sort'>;

/** What an index holds, in its order. A record of a shape that this version does not know is left out, and counted. */
async function readInOrder<R>(
  index: Index,
  parse: (value: unknown) => R | undefined,
  limit: number,
): Promise<{ read: R[]; unreadable: number }> {
  const ordered = index.sort(Sort.ASC).limit(Math.min(MOST_A_PAGE, limit));
  const read: R[] = [];
  let seen = 0;
  let cursor: string | undefined;
  while (read.length < limit && seen < MOST_SEEN) {
    const page = await (cursor === undefined ? ordered : ordered.cursor(cursor)).getMany();
    seen += page.results.length;
    read.push(...page.results.flatMap(({ value }) => parse(value) ?? []));
    cursor = page.nextCursor;
    if (cursor === undefined) break;
  }
  return { read: read.slice(0, limit), unreadable: seen - read.length };
}

const inSeconds = (ms: number): number => Math.floor(ms / 1000);
