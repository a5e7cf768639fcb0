import { z } from 'zod';
import { badRequest, KvsProblem } from './errors';
import { KVS_LIMITS } from './limits';
import { queryEntities, queryKeys } from './query';
import {
  batchDeleteSchema,
  batchGetSchema,
  batchSetSchema,
  deleteSchema,
  entityDeleteSchema,
  entityGetSchema,
  entityQuerySchema,
  entitySetSchema,
  getSchema,
  querySchema,
  setSchema,
  transactionSchema,
} from './schemas';
import type { KvsStore } from './store';

interface Target {
  key: string;
  entityName?: string | undefined;
}

function parse<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw badRequest(`Provided request body is invalid: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

const name = ({ key, entityName }: Target): string => JSON.stringify([entityName ?? '', key]);

function requireDistinct(targets: Target[]): void {
  if (new Set(targets.map(name)).size !== targets.length)
    throw badRequest('The same key is used more than once.');
}

function checkBatch(items: Target[]): void {
  if (items.length === 0) throw badRequest('A batch needs at least one key.');
  if (items.length > KVS_LIMITS.batchKeys) throw badRequest('A batch can contain a maximum of 25 keys.');
  requireDistinct(items);
}

/** Runs each item by itself: "will successfully complete as many as possible". */
function runBatch<T extends Target>(items: T[], run: (item: T) => object | undefined): object {
  checkBatch(items);
  const successfulKeys: object[] = [];
  const failedKeys: object[] = [];
  for (const item of items) {
    const { key, entityName } = item;
    const target = { key, ...(entityName === undefined ? {} : { entityName }) };
    try {
      successfulKeys.push({ ...target, ...run(item) });
    } catch (error) {
      if (!(error instanceof KvsProblem)) throw error;
      failedKeys.push({ ...target, error: { code: error.code, message: error.message } });
    }
  }
  return { successfulKeys, failedKeys };
}

function runTransaction(store: KvsStore, body: unknown): undefined {
  const request = parse(transactionSchema, body);
  const all = [...request.set, ...request.delete, ...request.check];
  if (all.length === 0) throw badRequest('A transaction needs at least one operation.');
  if (all.length > KVS_LIMITS.transactionOperations) {
    throw badRequest('Each transaction can contain a maximum of 25 operations.');
  }
  requireDistinct(all);
  store.items.atomically(() => {
    for (const { entityName = '', key, conditions } of all)
      store.requireConditions(entityName, key, conditions);
    for (const { entityName = '', key, value, options } of request.set) {
      store.set(store.items, entityName, key, value, options);
    }
    for (const { entityName = '', key } of request.delete) store.delete(store.items, entityName, key);
  });
}

type Route = (body: unknown) => object | undefined;

function makeRoutes(store: KvsStore): Record<string, Route> {
  const { items, secretDrawer } = store;
  const get = (drawer: typeof secretDrawer) => (body: unknown) => {
    const { key, options } = parse(getSchema, body);
    return store.get(drawer, '', key, options?.metadataFields);
  };
  const set = (drawer: typeof secretDrawer) => (body: unknown) => {
    const { key, value, options } = parse(setSchema, body);
    return store.set(drawer, '', key, value, options);
  };
  const remove = (drawer: typeof secretDrawer) => (body: unknown) => {
    store.delete(drawer, '', parse(deleteSchema, body).key);
    return undefined;
  };
  return {
    get: get(items),
    set: set(items),
    delete: remove(items),
    query: (body) => queryKeys(store, parse(querySchema, body)),
    'secret/get': get(secretDrawer),
    'secret/set': set(secretDrawer),
    'secret/delete': remove(secretDrawer),
    'entity/get': (body) => {
      const { entityName, key, options } = parse(entityGetSchema, body);
      return store.get(items, entityName, key, options?.metadataFields);
    },
    'entity/set': (body) => {
      const { entityName, key, value, options } = parse(entitySetSchema, body);
      return store.set(items, entityName, key, value, options);
    },
    'entity/delete': (body) => {
      const { entityName, key } = parse(entityDeleteSchema, body);
      store.delete(items, entityName, key);
      return undefined;
    },
    'entity/query': (body) => queryEntities(store, parse(entityQuerySchema, body)),
    'batch/get': (body) =>
      runBatch(parse(batchGetSchema, body), ({ entityName = '', key, options }) =>
        store.get(items, entityName, key, options?.metadataFields),
      ),
    'batch/set': (body) =>
      runBatch(parse(batchSetSchema, body), ({ entityName = '', key, value, options }) =>
        store.set(items, entityName, key, value, options),
      ),
    'batch/delete': (body) =>
      runBatch(parse(batchDeleteSchema, body), ({ entityName = '', key }) => {
        store.delete(items, entityName, key);
        return undefined;
      }),
    transaction: (body) => runTransaction(store, body),
  };
}

const MOST_BYTES: Record<string, number> = {
  'batch/set': KVS_LIMITS.transactionBytes,
  transaction: KVS_LIMITS.transactionBytes,
};

/** Answers `POST /api/v1/…` of the storage API, for every endpoint that `@forge/kvs` 1.6.5 calls. */
export function createKvsApi(store: KvsStore): (path: string, text: string) => Response {
  const routes = makeRoutes(store);
  return (path, text) => {
    const name = path.replace(/^\/api\/v1\//, '');
    const route = Object.hasOwn(routes, name) ? routes[name] : undefined;
    if (route === undefined) {
      const message = `The sandbox has no storage route '${path}': add it to test/sandbox/forge/kvs/routes.ts.`;
      return Response.json({ code: 'SANDBOX_ROUTE_MISSING', message }, { status: 501 });
    }
    try {
      if (Buffer.byteLength(text) > (MOST_BYTES[name] ?? Number.POSITIVE_INFINITY))
        throw badRequest('The payload exceeds 4 MB.');
      const body: unknown = JSON.parse(text);
      const answer = route(body);
      return answer === undefined ? new Response('', { status: 200 }) : Response.json(answer);
    } catch (error) {
      if (!(error instanceof KvsProblem)) throw error;
      return Response.json({ code: error.code, message: error.message }, { status: error.status });
    }
  };
}
