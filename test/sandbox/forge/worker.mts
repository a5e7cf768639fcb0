/**
 * The inside of one warm function instance: loads one bundle and runs one invocation at a time.
 * Node runs this file as it stands (types are stripped, nothing is transformed), so it imports only from Node.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import http from 'node:http';
import https from 'node:https';
import { createRequire } from 'node:module';
import net from 'node:net';
import { performance } from 'node:perf_hooks';
import { format } from 'node:util';
import { parentPort, workerData } from 'node:worker_threads';
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

const port = parentPort;
if (port === null) throw new Error('This module is a worker.');
const send = (message: FromWorker): void => port.postMessage(message);

/** As on the platform, an invocation's context follows its promises; code that lost it has no runtime. */
const context = new AsyncLocalStorage<{ id: string; runtime: object }>();

const describe = (error: unknown): WireError =>
  error instanceof Error
    ? { name: error.name, message: error.message, stack: error.stack }
    : { name: 'Error', message: format('%o', error) };

// --- Time: the app's Date follows the sandbox's clock, which tests may move. ---------------------------------
const RealDate = Date;
let offset = 0;
const now = (): number => RealDate.now() + offset;
globalThis.Date = new Proxy(RealDate, {
  construct: (target, args, newTarget) =>
    Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
  apply: () => new RealDate(now()).toString(),
  get: (target, property) => (property === 'now' ? now : Reflect.get(target, property)),
});

// --- Outgoing traffic: only through the host, which checks egress and scopes. -------------------------------
const pending = new Map<
  number,
  { resolve: (response: Response) => void; reject: (error: unknown) => void }
>();
let lastFetchId = 0;

function makeResponse(wire: WireResponse): Response {
  const empty = [101, 204, 205, 304].includes(wire.status);
  const { status, statusText, headers } = wire;
  const response = new Response(empty ? null : (wire.body ?? null), { status, statusText, headers });
  Object.defineProperties(response, { url: { value: wire.url }, redirected: { value: wire.redirected } });
  return response;
}

function exchange(
  target: ForgeTarget | undefined,
  url: string,
  request: WireRequest,
  signal?: AbortSignal | null,
) {
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
}

async function flatten(request: Request): Promise<WireRequest> {
  const body = request.body === null ? undefined : await request.arrayBuffer();
  const { method, headers, redirect } = request;
  return { method, headers: [...headers], body, redirect };
}

/** Undici asks for it with a stream; the vendors' SDKs leave it out. */
const streamed = (body: unknown) => (body instanceof ReadableStream ? { duplex: 'half' as const } : {});

globalThis.fetch = async (input, init) => {
  const request = new Request(input, { ...init, ...streamed(init?.body), signal: null });
  const signal = init?.signal ?? (input instanceof Request ? input.signal : undefined);
  signal?.throwIfAborted();
  return exchange(undefined, request.url, await flatten(request), signal);
};

async function fetchThroughProxy(
  target: ForgeTarget,
  path: string,
  init: RequestInit = {},
): Promise<Response> {
  const headers = new Headers(init.headers);
  // "requests will assume a Content-type: application/json if a content type isn't specified", products only:
  // https://developer.atlassian.com/platform/forge/function-reference/nodejs-runtime/
  if (typeof init.body === 'string' && !headers.has('content-type'))
    headers.set('content-type', 'application/json');
  const request = new Request('https://proxy.invalid/', {
    ...init,
    ...streamed(init.body),
    headers,
    signal: null,
  });
  init.signal?.throwIfAborted();
  return exchange(target, path, await flatten(request), init.signal);
}

function block(what: string): never {
  const error = new Error(
    `${what}: the sandbox lets an app out through fetch only (a Forge function reaches the network through a proxy).`,
  );
  throw Object.assign(error, { code: 'EGRESS_NOT_THROUGH_FETCH' });
}
const refuse = {
  http: () => block('node:http'),
  https: () => block('node:https'),
  net: () => block('node:net'),
};
Object.assign(http, { request: refuse.http, get: refuse.http, ClientRequest: refuse.http });
Object.assign(https, { request: refuse.https, get: refuse.https });
net.Socket.prototype.connect = refuse.net;

// --- What the SDKs look for. ---------------------------------------------------------------------------------
Object.defineProperty(globalThis, '__forge_runtime__', { get: () => context.getStore()?.runtime });
Object.assign(globalThis, { __forge_fetch__: fetchThroughProxy });

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

function makeRuntime(data: RuntimeData, limitMs: number): object {
  const deadline = performance.now() + limitMs;
  const getRemainingTimeInMillis = () => Math.max(0, Math.round(deadline - performance.now()));
  return {
    ...data,
    lambdaContext: { ...data.lambdaContext, getRemainingTimeInMillis },
    metrics,
    featureFlags: () => false,
  };
}

for (const level of ['debug', 'info', 'log', 'warn', 'error', 'trace'] as const) {
  console[level] = (...values: unknown[]) =>
    send({ type: 'log', invocationId: context.getStore()?.id, level, text: format(...values) });
}

// --- Invocations. ---------------------------------------------------------------------------------------------
const { bundle }: { bundle: string } = workerData;
const started = performance.now();
const exported: Record<string, unknown> = createRequire(bundle)(bundle);
send({ type: 'loaded', ms: performance.now() - started });

async function invoke(message: Invocation): Promise<void> {
  const drift = message.now - RealDate.now();
  // A message's way from host to worker takes a few ms: not a moved clock.
  offset = Math.abs(drift) < 1000 ? 0 : drift;
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

function settleFetch(message: Exclude<ToWorker, Invocation>): void {
  const waiting = pending.get(message.fetchId);
  pending.delete(message.fetchId);
  if (message.type === 'response') waiting?.resolve(makeResponse(message.response));
  else waiting?.reject(Object.assign(new TypeError(message.error.message), { cause: message.error }));
}

port.on('message', (message: ToWorker) => {
  if (message.type !== 'invoke') return settleFetch(message);
  const runtime = makeRuntime(message.runtime, message.limitMs);
  void context.run({ id: message.id, runtime }, () => invoke(message));
});
