/**
 * Where a function meets the platform, wherever it runs: what its bundle finds as `fetch`, as `Date` and as the globals
 * that the SDKs look for. A worker thread and the in-process instance each put it in the app's way.
 * Workers load this file as it stands (Node strips the types), so it imports only from Node.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { format } from 'node:util';
import type {
  ForgeTarget,
  FromWorker,
  RuntimeData,
  ToWorker,
  WireError,
  WireRequest,
  WireResponse,
} from './protocol';

type Invocation = Extract<ToWorker, { type: 'invoke' }>;

interface SeamOptions {
  /** Says something to the host. */
  send(message: FromWorker): void;
  /** Milliseconds that only ever grow: `performance.now()`. */
  monotonic(): number;
}

interface Seam {
  fetch(input: string | URL | Request, init?: RequestInit): Promise<Response>;
  /** `__forge_fetch__`: what goes through the platform's proxy. */
  fetchThroughProxy(target: ForgeTarget, path: string, init?: RequestInit): Promise<Response>;
  /** `__forge_runtime__`: as on the platform, it follows an invocation's promises; code that lost it has none. */
  readRuntime(): object | undefined;
  log(level: string, values: unknown[]): void;
  invoke(message: Invocation, exported: Record<string, unknown>): Promise<void>;
  settleFetch(message: Exclude<ToWorker, Invocation>): void;
}

/** A `Date` that takes the present from `now` (milliseconds since the epoch). */
export const makeDate = (now: () => number): DateConstructor =>
  new Proxy(Date, {
    construct: (target, args, newTarget) =>
      Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
    apply: (target) => new target(now()).toString(),
    get: (target, property) => (property === 'now' ? now : Reflect.get(target, property)),
  });

/** The ways out that the platform doesn't offer, by Node module: each throws. */
export function blockWaysOut(): Record<'http' | 'https' | 'net', () => never> {
  const block = (what: string) => (): never => {
    const error = new Error(
      `${what}: the sandbox lets an app out through fetch only (a Forge function reaches the network through a proxy).`,
    );
    throw Object.assign(error, { code: 'EGRESS_NOT_THROUGH_FETCH' });
  };
  return { http: block('node:http'), https: block('node:https'), net: block('node:net') };
}

const describe = (error: unknown): WireError =>
  error instanceof Error
    ? { name: error.name, message: error.message, stack: error.stack }
    : { name: 'Error', message: format('%o', error) };

function makeResponse(wire: WireResponse): Response {
  const empty = [101, 204, 205, 304].includes(wire.status);
  const { status, statusText, headers } = wire;
  const response = new Response(empty ? null : (wire.body ?? null), { status, statusText, headers });
  Object.defineProperties(response, { url: { value: wire.url }, redirected: { value: wire.redirected } });
  return response;
}

async function flatten(request: Request): Promise<WireRequest> {
  const body = request.body === null ? undefined : await request.arrayBuffer();
  const { method, headers, redirect } = request;
  return { method, headers: [...headers], body, redirect };
}

/** What `new Request` would make of a text, without its streams: the store is asked hundreds of times a call. */
const flattenText = (headers: Headers, method: string, text: string): WireRequest => ({
  method,
  headers: [...headers],
  body: new TextEncoder().encode(text).buffer,
  redirect: 'follow',
});

/** Undici asks for it with a stream; the vendors' SDKs leave it out. */
const streamed = (body: unknown) => (body instanceof ReadableStream ? { duplex: 'half' as const } : {});

const idle = { stop: () => undefined };
const metrics = {
  timing: () => ({ measure: () => idle }),
  counter: () => ({
    incr: () => undefined,
    incrBy: () => undefined,
    decr: () => undefined,
    decrBy: () => undefined,
  }),
  gauge: () => ({ set: () => undefined }),
};

function makeRuntime(data: RuntimeData, limitMs: number, monotonic: () => number): object {
  const deadline = monotonic() + limitMs;
  const getRemainingTimeInMillis = () => Math.max(0, Math.round(deadline - monotonic()));
  return {
    ...data,
    lambdaContext: { ...data.lambdaContext, getRemainingTimeInMillis },
    metrics,
    featureFlags: () => false,
  };
}

type Exchange = (
  target: ForgeTarget | undefined,
  url: string,
  request: WireRequest,
  signal?: AbortSignal | null,
) => Promise<Response>;

/** The two ways out, over one exchange with the host, which checks egress and scopes. */
function makeFetches(exchange: Exchange): Pick<Seam, 'fetch' | 'fetchThroughProxy'> {
  return {
    async fetch(input, init) {
      const request = new Request(input, { ...init, ...streamed(init?.body), signal: null });
      const signal = init?.signal ?? (input instanceof Request ? input.signal : undefined);
      signal?.throwIfAborted();
      return exchange(undefined, request.url, await flatten(request), signal);
    },
    async fetchThroughProxy(target, path, init = {}) {
      const headers = new Headers(init.headers);
      // "requests will assume a Content-type: application/json if a content type isn't specified", products only:
      // https://developer.atlassian.com/platform/forge/function-reference/nodejs-runtime/
      if (typeof init.body === 'string' && !headers.has('content-type'))
        headers.set('content-type', 'application/json');
      if (typeof init.body === 'string' && init.method === 'POST' && init.redirect === undefined) {
        init.signal?.throwIfAborted();
        return exchange(target, path, flattenText(headers, init.method, init.body), init.signal);
      }
      const request = new Request('https://proxy.invalid/', {
        ...init,
        ...streamed(init.body),
        headers,
        signal: null,
      });
      init.signal?.throwIfAborted();
      return exchange(target, path, await flatten(request), init.signal);
    },
  };
}

export function createSeam({ send, monotonic }: SeamOptions): Seam {
  const context = new AsyncLocalStorage<{ id: string; runtime: object }>();
  const pending = new Map<
    number,
    { resolve: (response: Response) => void; reject: (error: unknown) => void }
  >();
  let lastFetchId = 0;

  const exchange: Exchange = (target, url, request, signal) => {
    const store = context.getStore();
    if (store === undefined) {
      const hint = 'Visit https://go.atlassian.com/nodejs-runtime for more information';
      return Promise.reject(new Error(`Forge runtime metadata not found. ${hint}`));
    }
    const fetchId = ++lastFetchId;
    return new Promise<Response>((resolve, reject) => {
      const abort = () => {
        pending.delete(fetchId);
        send({ type: 'abort', fetchId });
        reject(signal?.reason);
      };
      if (signal?.aborted) return reject(signal.reason);
      signal?.addEventListener('abort', abort, { once: true });
      const settle = () => signal?.removeEventListener('abort', abort);
      pending.set(fetchId, {
        resolve: (response) => [settle(), resolve(response)],
        reject: (error) => [settle(), reject(error)],
      });
      send({ type: 'fetch', fetchId, invocationId: store.id, target, url, request });
    });
  };

  async function run(message: Invocation, exported: Record<string, unknown>): Promise<void> {
    try {
      const handler = exported[message.exportName];
      if (typeof handler !== 'function')
        throw new Error(`The bundle exports no function '${message.exportName}'.`);
      const args: unknown[] = JSON.parse(message.args);
      const json = JSON.stringify(await handler(...args));
      send({ type: 'result', id: message.id, json });
    } catch (error) {
      send({ type: 'failure', id: message.id, error: describe(error) });
    }
  }

  return {
    ...makeFetches(exchange),
    readRuntime: () => context.getStore()?.runtime,
    log: (level, values) =>
      send({ type: 'log', invocationId: context.getStore()?.id, level, text: format(...values) }),
    invoke: (message, exported) => {
      const runtime = makeRuntime(message.runtime, message.limitMs, monotonic);
      return context.run({ id: message.id, runtime }, () => run(message, exported));
    },
    settleFetch(message) {
      const waiting = pending.get(message.fetchId);
      pending.delete(message.fetchId);
      if (message.type === 'response') waiting?.resolve(makeResponse(message.response));
      else waiting?.reject(Object.assign(new TypeError(message.error.message), { cause: message.error }));
    },
  };
}
