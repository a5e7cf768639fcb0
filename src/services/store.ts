import { ForgeKvsAPIError, kvs } from '@forge/kvs';
import type { z } from 'zod';
import { type Failure, fail, isTransient, type Result, succeed } from '../contract/failure';
import { pause } from './clock';
import { scrub } from './http';

/**
 * Everything the app keeps passes through here, typed on its way out: what is found under a key and does not fit its
 * schema is a failure, not a value.
 */
export interface Store {
  get<T>(key: string, schema: z.ZodType<T>): Promise<Result<T | undefined>>;
  put(key: string, value: unknown): Promise<Result<void>>;
  delete(key: string): Promise<Result<void>>;
  /** Kept in Forge's secret storage; `undefined` until it is set. */
  getSecret<T>(key: string, schema: z.ZodType<T>): Promise<Result<T | undefined>>;
  putSecret(key: string, value: unknown): Promise<Result<void>>;
  deleteSecret(key: string): Promise<Result<void>>;
}

export const store: Store = {
  get: (key, schema) => attempt(async () => typed(key, schema, await found(kvs.get<unknown>(key)))),
  put: (key, value) => attempt(async () => succeed(await kvs.set(key, value))),
  delete: (key) => attempt(async () => succeed(await kvs.delete(key))),
  getSecret: (key, schema) =>
    attempt(async () => typed(key, schema, await found(kvs.getSecret<unknown>(key)))),
  putSecret: (key, value) => attempt(async () => succeed(await kvs.setSecret(key, value))),
  deleteSecret: (key) => attempt(async () => succeed(await kvs.deleteSecret(key))),
};

/**
 * What a read found. The package takes `KEY_NOT_FOUND` for nothing, the documentation calls the same thing `NOT_FOUND`:
 * https://developer.atlassian.com/platform/forge/storage-reference/kvs-errorhandling/
 */
export async function found(reading: Promise<unknown>): Promise<unknown> {
  try {
    return (await reading) ?? undefined;
  } catch (thrown) {
    if (thrown instanceof ForgeKvsAPIError && thrown.code === 'NOT_FOUND') return undefined;
    throw thrown;
  }
}

/** Short: a caller is waiting on the line. */
const PAUSES_MS = [100, 400];

/**
 * Runs a store operation and turns what it throws into a {@link Failure}. One that the store was too busy for is run
 * again after a moment, so it must be harmless to repeat.
 */
export async function attempt<T>(operation: () => Promise<Result<T>>): Promise<Result<T>> {
  for (let turn = 0; ; turn++) {
    try {
      return await operation();
    } catch (thrown) {
      const failure = storeFailure(thrown);
      const wait = PAUSES_MS[turn];
      if (wait === undefined || !isTransient(failure)) return fail(failure);
      await pause(wait);
    }
  }
}

/** A stored value, if there is one, as its schema has it. */
export function typed<T>(key: string, schema: z.ZodType<T>, value: unknown): Result<T | undefined> {
  if (value === undefined) return succeed(undefined);
  const parsed = schema.safeParse(value);
  if (parsed.success) return succeed(parsed.data);
  const where = parsed.error.issues[0]?.path.join('.') ?? '';
  return fail({ kind: 'malformed', service: 'forge', detail: `Stored "${key}" does not fit at "${where}".` });
}

/** Codes as in https://developer.atlassian.com/platform/forge/storage-reference/kvs-errorhandling/ */
function storeFailure(thrown: unknown): Failure {
  if (!(thrown instanceof ForgeKvsAPIError)) {
    return { kind: 'unreachable', service: 'forge', detail: scrub(String(thrown)) };
  }
  const { status } = thrown.responseDetails;
  const detail = scrub(`${thrown.code}: ${thrown.message}`);
  if (status === 429 || thrown.code === 'TOO_MANY_REQUESTS')
    return { kind: 'rate-limited', service: 'forge', status, detail };
  return { kind: status >= 500 ? 'unavailable' : 'rejected', service: 'forge', status, detail };
}
