import type { DatabaseSync } from 'node:sqlite';
import type { EntityDefinition } from '../manifest';
import { badRequest, conditionFailed, keyExists, keyNotFound, refuse } from './errors';
import { compileFilter } from './filters';
import { type Item, type Items, openItems } from './items';
import { checkEntityValue, checkKey, checkValue, KVS_LIMITS, readExpiry } from './limits';
import type { FilterGroup, MetadataField, SetOptions } from './schemas';
import { openSecrets, type Secrets } from './secrets';

export interface KvsOptions {
  storePath: string;
  entities: EntityDefinition[];
  /** ms since the epoch. */
  now: () => number;
  /** How far queries lag behind writes, in ms. */
  queryLagMs: () => number;
  /** How long after its expiry a value is still there, in ms: up to 48 hours on the platform. */
  deletionDelayMs: () => number;
}

/** What the API tells about a value. */
export interface Entry {
  key: string;
  value: unknown;
  createdAt?: number;
  updatedAt?: number;
  expireTime?: string;
}

export type Drawer = Pick<Items, 'get' | 'put' | 'delete'>;

/** Reads and writes with the platform's rules; one per installation. */
export interface KvsStore {
  items: Items;
  secrets: Secrets;
  entity(name: string): EntityDefinition;
  get(drawer: Drawer, entity: string, key: string, fields: MetadataField[] | undefined): Entry;
  set(drawer: Drawer, entity: string, key: string, value: unknown, options: SetOptions): Entry | undefined;
  delete(drawer: Drawer, entity: string, key: string): void;
  /** @throws KvsProblem when the stored item (or its absence) does not meet `conditions` */
  requireConditions(entity: string, key: string, conditions: FilterGroup | undefined): void;
  describe(item: Item, fields: MetadataField[] | undefined): Entry;
  /** The secrets as a drawer, for get, set and delete. */
  secretDrawer: Drawer;
}

const parseJson = (json: string): unknown => JSON.parse(json);

function describeItem(item: Item, fields: MetadataField[] = []): Entry {
  return {
    key: item.key,
    value: parseJson(item.json),
    ...(fields.includes('CREATED_AT') ? { createdAt: item.created } : {}),
    ...(fields.includes('UPDATED_AT') ? { updatedAt: item.updated } : {}),
    ...(fields.includes('EXPIRE_TIME') && item.expires !== null
      ? { expireTime: new Date(item.expires).toISOString() }
      : {}),
  };
}

function makeLookup(entities: EntityDefinition[]): (name: string) => EntityDefinition {
  const byName = new Map(entities.map((entity) => [entity.name, entity]));
  return (name) => {
    if (name.length < 3) throw refuse('ENTITY_TYPE_TOO_SHORT', 'An entity name has at least 3 characters.');
    if (name.length > 60) throw refuse('ENTITY_TYPE_TOO_LARGE', 'An entity name has at most 60 characters.');
    const found = byName.get(name);
    if (found === undefined)
      throw refuse('INVALID_ENTITY_TYPE', `The manifest declares no entity '${name}'.`);
    return found;
  };
}

export function openKvsStore(db: DatabaseSync, options: KvsOptions): KvsStore {
  const items = openItems(db, options.entities, options.now, options.queryLagMs);
  const secrets = openSecrets(db, options.storePath);
  const lookUp = makeLookup(options.entities);
  const secretDrawer: Drawer = {
    get: (_entity, key) => secrets.get(key),
    put: (item) => secrets.put(item),
    delete: (_entity, key) => secrets.delete(key),
  };

  /** Values are deleted late after their expiry, so an expired one may still be read. */
  function find(drawer: Drawer, entity: string, key: string): Item | undefined {
    const item = drawer.get(entity, key);
    if (item === undefined || item.expires === null) return item;
    if (item.expires + options.deletionDelayMs() > options.now()) return item;
    drawer.delete(entity, key);
    return undefined;
  }

  function check(drawer: Drawer, entity: string, key: string, value: unknown): string {
    checkKey(key, entity !== '');
    if (entity !== '') checkEntityValue(lookUp(entity), value);
    return checkValue(value, drawer === secretDrawer ? KVS_LIMITS.secretBytes : KVS_LIMITS.valueBytes);
  }

  return {
    items,
    secrets,
    secretDrawer,
    entity: lookUp,
    describe: describeItem,
    get(drawer, entity, key, fields) {
      checkKey(key, entity !== '');
      if (entity !== '') lookUp(entity);
      const item = find(drawer, entity, key);
      if (item === undefined) throw keyNotFound();
      return describeItem(item, fields);
    },
    set(drawer, entity, key, value, setOptions) {
      const json = check(drawer, entity, key, value);
      const now = options.now();
      const before = find(drawer, entity, key);
      if (before !== undefined && setOptions?.keyPolicy === 'FAIL_IF_EXISTS') throw keyExists(key);
      const expires = readExpiry(setOptions?.ttl, now);
      const item = { entity, key, json, created: before?.created ?? now, updated: now, expires };
      drawer.put(item);
      if (setOptions?.returnValue === undefined) return undefined;
      const told = setOptions.returnValue === 'LATEST' ? item : before;
      return told === undefined ? undefined : describeItem(told, setOptions.returnMetadataFields);
    },
    delete(drawer, entity, key) {
      checkKey(key, entity !== '');
      if (entity !== '') lookUp(entity);
      drawer.delete(entity, key);
    },
    requireConditions(entity, key, conditions) {
      if (conditions === undefined) return;
      if (entity === '') throw badRequest('Conditions need an entityName.');
      const holds = compileFilter(lookUp(entity), conditions);
      const item = find(items, entity, key);
      if (!holds(item === undefined ? undefined : parseJson(item.json))) throw conditionFailed(key);
    },
  };
}
