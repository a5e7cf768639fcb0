import type { AttributeType, EntityDefinition } from '../manifest';
import { badRequest, refuse } from './errors';
import type { Ttl } from './schemas';

/** https://developer.atlassian.com/platform/forge/limits-kvs-ce/ */
export const KVS_LIMITS = {
  keyLength: 500,
  keyPattern: /^(?!\s+$)[a-zA-Z0-9:._\s-#]+$/,
  valueBytes: 240 * 1024,
  secretBytes: 128 * 1024,
  depth: 31,
  ttlMs: 365 * 24 * 60 * 60 * 1000,
  pageDefault: 10,
  pageMost: 100,
  batchKeys: 25,
  transactionOperations: 25,
  transactionBytes: 4 * 1024 * 1024,
  rangeBytes: 900,
  partitionBytes: 1700,
  conditions: 100,
} as const;

const KEY_RULE = `The key must match ${String(KVS_LIMITS.keyPattern)}.`;

export function checkKey(key: string, ofEntity: boolean): void {
  if (key === '')
    throw refuse(ofEntity ? 'EMPTY_KEY' : 'KEY_TOO_SHORT', 'The key needs at least one character.');
  if (key.length > KVS_LIMITS.keyLength)
    throw refuse('KEY_TOO_LONG', 'The key has more than 500 characters.');
  if (!KVS_LIMITS.keyPattern.test(key)) throw refuse('INVALID_KEY', KEY_RULE);
}

function measureDepth(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return (
    1 + Object.values(value).reduce<number>((deepest, child) => Math.max(deepest, measureDepth(child)), 0)
  );
}

/** @returns the JSON that is stored */
export function checkValue(value: unknown, bytes: number): string {
  const json = JSON.stringify(value);
  const size = Buffer.byteLength(json);
  if (size > bytes) throw refuse('MAX_SIZE', `The value has ${size} bytes; ${bytes} are allowed.`);
  if (measureDepth(value) > KVS_LIMITS.depth)
    throw refuse('MAX_DEPTH', 'The value is nested more than 31 levels deep.');
  return json;
}

const UNIT_MS = { SECONDS: 1000, MINUTES: 60_000, HOURS: 3_600_000, DAYS: 86_400_000 } as const;

/** @returns the time of expiry, in ms since the epoch */
export function readExpiry(ttl: Ttl | undefined, now: number): number | null {
  if (ttl === undefined) return null;
  const ms = ttl.value * UNIT_MS[ttl.unit];
  if (ms > KVS_LIMITS.ttlMs) throw badRequest('The time-to-live is limited to one year.');
  return now + ms;
}

const FLOAT_LEAST = 1e-130;
const FLOAT_MOST = 9.999999999999999e125;

const isFloat = (value: unknown): boolean =>
  typeof value === 'number' &&
  (value === 0 || (Math.abs(value) >= FLOAT_LEAST && Math.abs(value) <= FLOAT_MOST));

const typeChecks: Record<AttributeType, (value: unknown) => boolean> = {
  string: (value) => typeof value === 'string' && value.trim() !== '',
  integer: (value) => Number.isInteger(value) && Number(value) >= -(2 ** 31) && Number(value) < 2 ** 31,
  float: isFloat,
  boolean: (value) => typeof value === 'boolean',
  any: (value) => value !== null,
};

export const fitsType = (type: AttributeType, value: unknown): boolean => typeChecks[type](value);

function checkIndexSize(entity: EntityDefinition, value: Record<string, unknown>): void {
  const measure = (names: string[]): number =>
    names.reduce(
      (sum, name) => sum + (value[name] === undefined ? 0 : Buffer.byteLength(String(value[name]))),
      0,
    );
  for (const index of entity.indexes) {
    const [range, partition] =
      typeof index === 'string' ? [[index], []] : [index.range, index.partition ?? []];
    if (measure(range) > KVS_LIMITS.rangeBytes)
      throw refuse('MAX_SIZE', `A range value has more than 900 bytes.`);
    if (measure(partition) > KVS_LIMITS.partitionBytes)
      throw refuse('MAX_SIZE', `A partition has more than 1,700 bytes.`);
  }
}

/**
 * Types are "strictly enforced": https://developer.atlassian.com/platform/forge/storage-reference/entities-api/#limitations.
 * What happens to an attribute that isn't declared is not documented; refusing it is the safe reading.
 */
export function checkEntityValue(entity: EntityDefinition, value: unknown): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw refuse('INVALID_ENTITY_VALUE', `The value of an entity must be an object.`);
  }
  const attributes = new Map(Object.entries(entity.attributes));
  for (const [name, given] of Object.entries(value)) {
    const type = attributes.get(name)?.type;
    if (type === undefined) {
      throw refuse(
        'INVALID_ENTITY_VALUE',
        `The entity '${entity.name}' has no attribute '${name}' in the manifest.`,
      );
    }
    if (!fitsType(type, given)) {
      throw refuse(
        'INVALID_ENTITY_VALUE',
        `The attribute '${name}' of '${entity.name}' must be of type ${type}.`,
      );
    }
  }
  checkIndexSize(entity, { ...value });
}
