import { z } from 'zod';
import type { EntityDefinition } from '../manifest';
import { badRequest, refuse } from './errors';
import { checkRange, compileFilter } from './filters';
import type { IndexPage, Item } from './items';
import { fitsType, KVS_LIMITS } from './limits';
import type { EntityQuery, querySchema } from './schemas';
import type { Entry, KvsStore } from './store';

export interface Page {
  data: Entry[];
  cursor?: string;
}

const cursorSchema = z.object({ value: z.union([z.string(), z.number(), z.null()]), key: z.string() });

const writeCursor = (cursor: z.infer<typeof cursorSchema>): string =>
  Buffer.from(JSON.stringify(cursor)).toString('base64url');

function readCursor(cursor: string | undefined): z.infer<typeof cursorSchema> | undefined {
  if (cursor === undefined) return undefined;
  try {
    return cursorSchema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
  } catch {
    throw badRequest('The cursor is not one of this query.');
  }
}

interface Index {
  /** Undefined: the index by key. */
  range: string | undefined;
  partition: string[];
}

/** `by-key` is there without being declared: https://developer.atlassian.com/platform/forge/storage-reference/entities-manifest/#key-index */
function findIndex(entity: EntityDefinition, name: string): Index {
  if (name === 'by-key') return { range: undefined, partition: [] };
  for (const index of entity.indexes) {
    if (typeof index === 'string') {
      if (index === name) return { range: index, partition: [] };
    } else if (index.name === name) return { range: index.range[0], partition: index.partition ?? [] };
  }
  throw refuse(
    'INVALID_ENTITY_INDEX',
    `The manifest declares no index '${name}' of the entity '${entity.name}'.`,
  );
}

function readPartition(
  entity: EntityDefinition,
  index: Index,
  given: EntityQuery['partition'],
): IndexPage['partition'] {
  const values = given ?? [];
  if (values.length !== index.partition.length) {
    throw badRequest(
      `The index needs ${index.partition.length} partition value(s): ${index.partition.join(', ')}.`,
    );
  }
  return index.partition.map((name, position) => {
    const type = entity.attributes[name]?.type ?? 'any';
    const value = values[position];
    if (value === undefined || !fitsType(type, value))
      throw badRequest(`The partition '${name}' must be of type ${type}.`);
    return [name, value];
  });
}

/** The value by which the index sorts, as SQLite has it: a boolean is 0 or 1. */
function readSortValue(item: Item, range: string | undefined): string | number | null {
  if (range === undefined) return item.key;
  const attributes = z.record(z.string(), z.unknown()).parse(JSON.parse(item.json));
  const value = attributes[range];
  if (typeof value === 'boolean') return value ? 1 : 0;
  return typeof value === 'string' || typeof value === 'number' ? value : null;
}

function takePage(store: KvsStore, page: IndexPage): { items: Item[]; cursor: { cursor?: string } } {
  const found = store.items.page({ ...page, limit: page.limit + 1 });
  const items = found.slice(0, page.limit);
  const last = items.at(-1);
  const more = found.length > page.limit && last !== undefined;
  return {
    items,
    cursor: more ? { cursor: writeCursor({ value: readSortValue(last, page.range), key: last.key }) } : {},
  };
}

/** A query over plain keys: one `where` on the key, which must be `beginsWith`. */
export function queryKeys(store: KvsStore, query: z.infer<typeof querySchema>): Page {
  const limit = query.limit ?? KVS_LIMITS.pageDefault;
  if (limit < 1 || limit > KVS_LIMITS.pageMost) {
    throw refuse('LIST_QUERY_LIMIT_EXCEEDED', 'Limit for list query should be below 100.');
  }
  const [where, ...others] = query.where ?? [];
  if (others.length > 0)
    throw refuse('QUERY_WHERE_INVALID', 'KVS queries should contain only a single "where" clause.');
  if (where !== undefined && where.property !== 'key') {
    throw refuse('QUERY_WHERE_FIELD_INVALID', `The field '${where.property}' is not supported for filters.`);
  }
  if (where !== undefined && where.condition !== 'BEGINS_WITH') {
    throw refuse(
      'INVALID_FILTER_CONDITION',
      `The condition ${where.condition} is not supported for filters.`,
    );
  }
  const page = { entity: '', range: undefined, partition: [], where, descending: false, limit };
  const { items, cursor } = takePage(store, { ...page, after: readCursor(query.after) });
  return { data: items.map((item) => store.describe(item, query.options?.metadataFields)), ...cursor };
}

/** A query over an index. Filters work on the page in memory, so a page may come out empty and still have a cursor. */
export function queryEntities(store: KvsStore, query: EntityQuery): Page {
  const limit = query.limit ?? KVS_LIMITS.pageDefault;
  if (limit < 1 || limit > KVS_LIMITS.pageMost) {
    throw refuse('COMPLEX_QUERY_PAGE_LIMIT_NOT_IN_RANGE', 'The page limit must be set between 1 and 100.');
  }
  const entity = store.entity(query.entityName);
  const index = findIndex(entity, query.indexName);
  if (query.range !== undefined) {
    const type = index.range === undefined ? 'string' : (entity.attributes[index.range]?.type ?? 'any');
    checkRange(index.range ?? 'key', type, query.range);
  }
  const holds = query.filters === undefined ? () => true : compileFilter(entity, query.filters);
  const { items, cursor } = takePage(store, {
    entity: entity.name,
    range: index.range,
    partition: readPartition(entity, index, query.partition),
    where: query.range,
    after: readCursor(query.cursor),
    descending: query.sort === 'DESC',
    limit,
  });
  const data = items.filter((item) => holds(JSON.parse(item.json)));
  return { data: data.map((item) => store.describe(item, query.options?.metadataFields)), ...cursor };
}
