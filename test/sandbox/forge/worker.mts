/**
 * The inside of one warm function instance: loads one bundle and runs one invocation at a time.
 * Node runs this file as it stands (types are stripped, nothing is transformed), so it imports only from Node and the seam.
 */
import http from 'node:http';
import https from 'node:https';
import { createRequire, enableCompileCache, flushCompileCache } from 'node:module';
import net from 'node:net';
import { performance } from 'node:perf_hooks';
import { getEnvironmentData, parentPort, workerData } from 'node:worker_threads';
import type { FromWorker, ToWorker } from './protocol';
import { blockWaysOut, createSeam, makeDate } from './seam.mts';

const port = parentPort;
if (port === null) throw new Error('This module is a worker.');
const send = (message: FromWorker): void => port.postMessage(message);
const seam = createSeam({ send, monotonic: () => performance.now() });

// The app's Date follows the sandbox's clock, which tests may move.
const RealDate = Date;
let offset = 0;
globalThis.Date = makeDate(() => RealDate.now() + offset);

globalThis.fetch = seam.fetch;
Object.defineProperty(globalThis, '__forge_runtime__', { get: seam.readRuntime });
Object.assign(globalThis, { __forge_fetch__: seam.fetchThroughProxy });

const refuse = blockWaysOut();
Object.assign(http, { request: refuse.http, get: refuse.http, ClientRequest: refuse.http });
Object.assign(https, { request: refuse.https, get: refuse.https });
net.Socket.prototype.connect = refuse.net;

for (const level of ['debug', 'info', 'log', 'warn', 'error', 'trace'] as const)
  console[level] = (...values: unknown[]) => seam.log(level, values);

// Set in test runs, see `compile-cache.ts`. Written at once: at its end a worker is terminated.
const compileCache = getEnvironmentData('compile-cache');
if (typeof compileCache === 'string') enableCompileCache(compileCache);

const { bundle }: { bundle: string } = workerData;
const started = performance.now();
const exported: Record<string, unknown> = createRequire(bundle)(bundle);
send({ type: 'loaded', ms: performance.now() - started });
if (typeof compileCache === 'string') flushCompileCache();

port.on('message', (message: ToWorker) => {
  if (message.type !== 'invoke') return seam.settleFetch(message);
  const drift = message.now - RealDate.now();
  // A message's way from host to worker takes a few ms: not a moved clock.
  offset = Math.abs(drift) < 1000 ? 0 : drift;
  void seam.invoke(message, exported);
});
