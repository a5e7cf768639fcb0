import type { Clock } from '../clock';
import type { StandInContext } from '../stand-in';
import { type ControlState, type Fault, type Operation, type RecordedRequest, takeFault } from './control';
import type { OpenAiOptions } from './openai';
import {
  missingKey,
  missingScope,
  Problem,
  quotaExceeded,
  rateLimited,
  serverError,
  unknownModel,
  wrongKey,
  wrongProject,
  wrongRegion,
} from './problem';
import { hostOf, regionAt } from './regions';
import type { VendorApi } from './vendor-api';

const KEPT_REQUESTS = 100;
const SLOW_MS = 5000;
/** The gateway's patience, and the official client's. */
const GATEWAY_TIMEOUT_MS = 600_000;
const MINUTE_MS = 60_000;

/** Everything around an answer: the key, the limits, faults, the connection, the log. */
export function createFrontDesk(
  context: StandInContext,
  state: ControlState,
  options: OpenAiOptions,
  api: VendorApi,
): (request: Request) => Promise<Response> {
  const limit = options.requestsPerMinute ?? 30_000;
  const meter = createMeter(context, limit);
  let seq = 0;
  return async (request) => {
    const startedAt = context.clock.now();
    const record = await recordRequest(request, ++seq, startedAt);
    state.requests = [...state.requests, record].slice(-KEPT_REQUESTS);
    const fault = takeFault(state, nameOperation(request));
    await waitAsTold(context, state.latencyMs, fault, request.signal);
    const answer = await answerOrFail(request, fault, async () => {
      checkKey(request, options.apiKeys, state);
      meter.count();
      return api.fetch(request, { fault });
    });
    const response = addHeaders(context, answer, { ...meter.describe(), startedAt });
    record.status = response.status;
    await logExchange(context, record, response.clone());
    return fault?.kind === 'truncated' ? truncate(response) : response;
  };
}

function nameOperation(request: Request): Operation {
  const { pathname } = new URL(request.url);
  if (pathname.includes('/audio/')) return 'transcriptions';
  return pathname.includes('/responses') ? 'responses' : 'models';
}

async function recordRequest(request: Request, seq: number, at: number): Promise<RecordedRequest> {
  const headers = Object.fromEntries(request.headers);
  if (headers.authorization) headers.authorization = 'Bearer …';
  const { pathname, search } = new URL(request.url);
  return {
    seq,
    at,
    method: request.method,
    path: pathname + search,
    headers,
    body: await readBody(request.clone()),
  };
}

async function readBody(request: Request): Promise<unknown> {
  const type = request.headers.get('content-type') ?? '';
  try {
    if (type.startsWith('application/json')) return await request.json();
    if (!type.startsWith('multipart/form-data')) return (await request.text()) || null;
    const form = await request.formData();
    return [...form].map(([name, value]) => ({
      name,
      value:
        typeof value === 'string' ? value : { filename: value.name, type: value.type, bytes: value.size },
    }));
  } catch {
    return null;
  }
}

/** Latency, and the faults that happen to the connection rather than to the answer. */
async function waitAsTold(
  { clock }: StandInContext,
  usualMs: number,
  fault: Fault | undefined,
  signal: AbortSignal,
): Promise<void> {
  const extraMs = fault?.latencyMs ?? (fault?.kind === 'slow' ? SLOW_MS : 0);
  const ms = fault?.kind === 'timeout' ? GATEWAY_TIMEOUT_MS : usualMs + extraMs;
  if (ms > 0 || signal.aborted) await waitUnlessLeft(clock, ms, signal);
  if (fault?.kind === 'reset') {
    throw new TypeError('fetch failed', {
      cause: Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }),
    });
  }
}

/** Rejects when the client leaves first, and lets go of the clock then. */
function waitUnlessLeft(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const leave = () => {
      cancel();
      reject(signal.reason);
    };
    const cancel = clock.after(ms, () => {
      signal.removeEventListener('abort', leave);
      resolve();
    });
    signal.addEventListener('abort', leave, { once: true });
  });
}

async function answerOrFail(
  request: Request,
  fault: Fault | undefined,
  answer: () => Promise<Response>,
): Promise<Response> {
  try {
    if (fault) failAsTold(request, fault);
    return await answer();
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return Response.json(error.body, { status: error.status, headers: error.headers });
  }
}

function failAsTold(request: Request, fault: Fault): void {
  switch (fault.kind) {
    case 'rate-limit':
      throw rateLimited(fault.retryAfterSeconds);
    case 'quota':
      throw quotaExceeded();
    case 'server-error':
      throw serverError();
    case 'invalid-key':
      throw wrongKey(readKey(request) ?? '');
    case 'timeout':
      throw new Problem(504, { message: 'Gateway timeout', type: 'server_error' });
    default:
      return;
  }
}

const readKey = (request: Request): string | undefined =>
  /^Bearer\s+(\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1];

function checkKey(request: Request, apiKeys: string[] | undefined, state: ControlState): void {
  const key = readKey(request);
  if (key === undefined) throw missingKey();
  const project = state.projects.find((one) => one.apiKey === key);
  const isKnown = apiKeys ? apiKeys.includes(key) : /^sk-[\w-]{8,}$/.test(key);
  if (!isKnown || project?.revoked) throw wrongKey(key);
  const { region = 'global', id, models, mayListModels = true } = project ?? {};
  const { hostname, pathname } = new URL(request.url);
  if (regionAt(hostname) !== region) throw wrongRegion(hostOf(region));
  const named = request.headers.get('openai-project');
  if (named !== null && id !== undefined && named !== id) throw wrongProject();
  const [, model] = /^\/v1\/models\/([^/]+)$/.exec(pathname) ?? [];
  if (!mayListModels && pathname.startsWith('/v1/models')) throw missingScope('api.model.read');
  if (model !== undefined && models?.includes(decodeURIComponent(model)) === false)
    throw unknownModel(404, decodeURIComponent(model));
}

/** Counts requests in the last minute. */
function createMeter({ clock }: StandInContext, limit: number) {
  let recent: number[] = [];
  const refresh = () => {
    const since = clock.now() - MINUTE_MS;
    if (recent[0] !== undefined && recent[0] <= since) recent = recent.filter((at) => at > since);
    return recent;
  };
  return {
    count() {
      const [oldest] = refresh();
      if (recent.length >= limit && oldest !== undefined) {
        throw rateLimited((oldest + MINUTE_MS - clock.now()) / 1000);
      }
      recent.push(clock.now());
    },
    describe: () => ({ limit, remaining: limit - refresh().length }),
  };
}

/** https://developers.openai.com/api/docs/guides/rate-limits#rate-limits-in-headers */
function addHeaders(
  { clock, random }: StandInContext,
  response: Response,
  { limit, remaining, startedAt }: { limit: number; remaining: number; startedAt: number },
): Response {
  const headers = new Headers(response.headers);
  const id = Array.from({ length: 32 }, () => Math.floor(random() * 16).toString(16)).join('');
  headers.set('x-request-id', `req_${id}`);
  headers.set('openai-version', '2020-10-01');
  headers.set('openai-organization', 'sandbox');
  headers.set('openai-processing-ms', String(clock.now() - startedAt));
  headers.set('x-ratelimit-limit-requests', String(limit));
  headers.set('x-ratelimit-remaining-requests', String(remaining));
  headers.set('x-ratelimit-reset-requests', `${Math.ceil(MINUTE_MS / limit)}ms`);
  return new Response(response.body, { status: response.status, headers });
}

/** Half of the body, and then the connection breaks. */
async function truncate(response: Response): Promise<Response> {
  const bytes = new Uint8Array(await response.arrayBuffer());
  let sent = false;
  const body = new ReadableStream<Uint8Array>({
    pull(stream) {
      if (sent) stream.error(new TypeError('terminated'));
      else stream.enqueue(bytes.slice(0, bytes.length >> 1));
      sent = true;
    },
  });
  return new Response(body, { status: response.status, headers: response.headers });
}

async function logExchange(
  { log }: StandInContext,
  request: RecordedRequest,
  response: Response,
): Promise<void> {
  const text = await response.text();
  log.add({
    source: 'openai',
    kind: response.ok ? 'request-answered' : 'request-refused',
    title: `${request.method} ${request.path} → ${response.status}`,
    detail: { request: request.body, status: response.status, reply: text.slice(0, 20_000) },
  });
}
