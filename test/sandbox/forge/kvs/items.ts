import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { z } from 'zod';
import type { EntityDefinition } from '../manifest';

/** A stored value. Plain keys have the entity `''`. Times in ms since the epoch. */
export interface Item {
  entity: string;
  key: string;
  json: string;
  created: number;
  updated: number;
  expires: number | null;
}

const itemSchema = z.object({
  entity: z.string(),
  key: z.string(),
  json: z.string(),
  created: z.number(),
  updated: z.number(),
  expires: z.number().nullable(),
});

export interface RangeCondition {
  condition: string;
  values: (string | number | boolean)[];
}

/** A page of an index: SQL expressions and values are made from the manifest's names and the query's values. */
export interface IndexPage {
  entity: string;
  /** The attribute the index is sorted by; undefined for the index by key. */
  range: string | undefined;
  partition: [string, string | number | boolean][];
  where: RangeCondition | undefined;
  after: { value: unknown; key: string } | undefined;
  descending: boolean;
  limit: number;
}

export interface Items {
  /** Strictly consistent. */
  get(entity: string, key: string): Item | undefined;
  put(item: Item): void;
  delete(entity: string, key: string): boolean;
  /** Eventually consistent: sees writes as of `queryLagMs` ago. */
  page(page: IndexPage): Item[];
  list(): Item[];
  /** Runs `work` in one SQLite transaction, undone when it throws. */
  atomically<T>(work: () => T): T;
}

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS item (
    entity TEXT, key TEXT, json TEXT, created INTEGER, updated INTEGER, expires INTEGER, PRIMARY KEY (entity, key));
  CREATE TABLE IF NOT EXISTS item_indexed (
    entity TEXT, key TEXT, json TEXT, created INTEGER, updated INTEGER, expires INTEGER, PRIMARY KEY (entity, key));
  CREATE TABLE IF NOT EXISTS item_unindexed (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, due INTEGER, entity TEXT, key TEXT, json TEXT,
    created INTEGER, updated INTEGER, expires INTEGER);`;

/** Attribute names are checked by Forge's manifest rules (letters, digits, underscore), so they are safe in SQL. */
const attribute = (name: string): string => `json_extract(json, '$.${name}')`;

function makeIndexes(db: DatabaseSync, entities: EntityDefinition[]): void {
  for (const entity of entities) {
    for (const index of entity.indexes) {
      const columns = typeof index === 'string' ? [index] : [...(index.partition ?? []), ...index.range];
      const name = `by_${[entity.name, ...columns].join('_')}`.replace(/[^A-Za-z0-9_]/g, '_');
      db.exec(
        `CREATE INDEX IF NOT EXISTS ${name} ON item_indexed (entity, ${columns.map(attribute).join(', ')}, key)
         WHERE entity = '${entity.name}'`,
      );
    }
  }
}

/** What sorts right after every string that begins with `prefix`, for SQLite's byte order. */
const BEYOND = '\u{10FFFF}';

const sqlValue = (value: unknown): SQLInputValue => {
  if (typeof value === 'boolean') return value ? 1 : 0;
  return typeof value === 'number' || typeof value === 'string' ? value : null;
};

const comparisons: Record<string, string> = {
  EQUAL_TO: '=',
  GREATER_THAN: '>',
  GREATER_THAN_EQUAL_TO: '>=',
  LESS_THAN: '<',
  LESS_THAN_EQUAL_TO: '<=',
};

function buildRange(column: string, { condition, values }: RangeCondition): [string, SQLInputValue[]] {
  const [first = null, second = null] = values.map(sqlValue);
  if (condition === 'BETWEEN') return [`${column} BETWEEN ? AND ?`, [first, second]];
  if (condition === 'BEGINS_WITH') return [`${column} >= ? AND ${column} < ?`, [first, `${first}${BEYOND}`]];
  return [`${column} ${comparisons[condition]} ?`, [first]];
}

function buildPage(page: IndexPage): { sql: string; values: SQLInputValue[] } {
  const column = page.range === undefined ? 'key' : attribute(page.range);
  const parts = [`entity = '${page.entity}'`, `${column} IS NOT NULL`];
  const values: SQLInputValue[] = [];
  for (const [name, value] of page.partition) {
    parts.push(`${attribute(name)} = ?`);
    values.push(sqlValue(value));
  }
  if (page.where !== undefined) {
    const [sql, bound] = buildRange(column, page.where);
    parts.push(sql);
    values.push(...bound);
  }
  if (page.after !== undefined) {
    parts.push(`(${column}, key) ${page.descending ? '<' : '>'} (?, ?)`);
    values.push(sqlValue(page.after.value), page.after.key);
  }
  const order = page.descending ? 'DESC' : 'ASC';
  const sql = `SELECT * FROM item_indexed WHERE ${parts.join(' AND ')} ORDER BY ${column} ${order}, key ${order} LIMIT ?`;
  return { sql, values: [...values, page.limit] };
}

interface Copy {
  /** Brings a write (undefined: a deletion) to the queries' copy, at once or `queryLagMs` later. */
  note(entity: string, key: string, item: Item | undefined): void;
  catchUp(): void;
}

const unindexedSchema = itemSchema.extend({
  json: z.string().nullable(),
  created: z.number().nullable(),
  updated: z.number().nullable(),
});

const prepareWrite = (db: DatabaseSync, table: string) =>
  db.prepare(
    `INSERT OR REPLACE INTO ${table} (entity, key, json, created, updated, expires) VALUES (?, ?, ?, ?, ?, ?)`,
  );
const prepareErase = (db: DatabaseSync, table: string) =>
  db.prepare(`DELETE FROM ${table} WHERE entity = ? AND key = ?`);

function openCopy(db: DatabaseSync, now: () => number, queryLagMs: () => number): Copy {
  const put = prepareWrite(db, 'item_indexed');
  const erase = prepareErase(db, 'item_indexed');
  const later = db.prepare(
    'INSERT INTO item_unindexed (due, entity, key, json, created, updated, expires) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  const due = db.prepare('SELECT * FROM item_unindexed WHERE due <= ? ORDER BY seq');
  const waiting = db.prepare('SELECT 1 FROM item_unindexed LIMIT 1');
  const forget = db.prepare('DELETE FROM item_unindexed WHERE due <= ?');
  return {
    note(entity, key, item) {
      const lag = queryLagMs();
      if (lag > 0 || waiting.get() !== undefined) {
        const { json = null, created = null, updated = null, expires = null } = item ?? {};
        later.run(now() + lag, entity, key, json, created, updated, expires);
      } else if (item !== undefined)
        put.run(entity, key, item.json, item.created, item.updated, item.expires);
      else erase.run(entity, key);
    },
    catchUp() {
      if (waiting.get() === undefined) return;
      for (const row of due.all(now())) {
        const { entity, key, json, created, updated, expires } = unindexedSchema.parse(row);
        if (json === null) erase.run(entity, key);
        else put.run(entity, key, json, created, updated, expires);
      }
      forget.run(now());
    },
  };
}

/**
 * The values of the key-value store, in SQLite. `get` is strictly consistent; queries read a copy that may lag,
 * as https://developer.atlassian.com/platform/forge/storage-reference/kvs/ warns.
 */
export function openItems(
  db: DatabaseSync,
  entities: EntityDefinition[],
  now: () => number,
  queryLagMs: () => number,
): Items {
  db.exec(SCHEMA);
  makeIndexes(db, entities);
  const get = db.prepare('SELECT * FROM item WHERE entity = ? AND key = ?');
  const put = prepareWrite(db, 'item');
  const erase = prepareErase(db, 'item');
  const copy = openCopy(db, now, queryLagMs);

  return {
    get(entity, key) {
      const row = get.get(entity, key);
      return row === undefined ? undefined : itemSchema.parse(row);
    },
    put(item) {
      put.run(item.entity, item.key, item.json, item.created, item.updated, item.expires);
      copy.note(item.entity, item.key, item);
    },
    delete(entity, key) {
      const existed = erase.run(entity, key).changes > 0;
      copy.note(entity, key, undefined);
      return existed;
    },
    page(page) {
      copy.catchUp();
      const { sql, values } = buildPage(page);
      return db
        .prepare(sql)
        .all(...values)
        .map((row) => itemSchema.parse(row));
    },
    list: () =>
      db
        .prepare('SELECT * FROM item ORDER BY entity, key')
        .all()
        .map((row) => itemSchema.parse(row)),
    atomically(work) {
      db.exec('BEGIN IMMEDIATE');
      try {
        const result = work();
        db.exec('COMMIT');
        return result;
      } catch (error) {
        db.exec('ROLLBACK');
        throw error;
      }
    },
  };
}
