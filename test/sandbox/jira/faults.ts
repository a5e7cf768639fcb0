import { z } from 'zod';
import { sleep } from '../clock';
import type { StandInContext } from '../stand-in';

const matchSchema = z.strictObject({
  method: z.string().optional(),
  /** A regular expression on the path. */
  path: z.string().refine(isPattern, 'a regular expression').optional(),
});

function isPattern(text: string): boolean {
  try {
    return new RegExp(text) instanceof RegExp;
  } catch {
    return false;
  }
}

/**
 * Something that goes wrong on demand. `rate` (0 to 1) hits at random under the sandbox's seed and stays until it is
 * removed; otherwise the fault hits the next `times` matching requests.
 */
export const faultSchema = z
  .strictObject({
    match: matchSchema.default({}),
    kind: z.enum([
      'status',
      'rate-limit',
      'timeout',
      'slow',
      'reset',
      'truncated',
      'malformed',
      'answer-lost',
    ]),
    /** `status`: the reply's status; `answer-lost`: the status seen in place of the answer (a lost connection if absent). */
    status: z.int().min(400).max(599).optional(),
    /** `rate-limit`: seconds. */
    retryAfter: z.number().min(0).optional(),
    /** `timeout`, `slow`: milliseconds. */
    delayMs: z.number().min(0).default(30_000),
    times: z.int().min(1).default(1),
    rate: z.number().min(0).max(1).optional(),
  })
  .readonly();

export type Fault = z.infer<typeof faultSchema>;

export interface Faults {
  add(fault: Fault): void;
  list(): (Fault & { left: number })[];
  clear(): void;
  /** Answers `request` through `serve`, unless a fault comes between. */
  guard(request: Request, serve: () => Promise<Response>): Promise<Response>;
}

export function createFaults(context: StandInContext): Faults {
  let active: { fault: Fault; left: number }[] = [];
  const take = (request: Request): Fault | undefined => {
    const path = new URL(request.url).pathname;
    const hit = active.find(({ fault: { match, rate } }) => {
      const fits =
        (match.method === undefined || match.method.toUpperCase() === request.method) &&
        (match.path === undefined || new RegExp(match.path).test(path));
      return fits && (rate === undefined || context.random() < rate);
    });
    if (hit === undefined) return undefined;
    if (hit.fault.rate === undefined) hit.left -= 1;
    active = active.filter(({ left }) => left > 0);
    return hit.fault;
  };
  return {
    add: (fault) => void active.push({ fault, left: fault.times }),
    list: () => active.map(({ fault, left }) => ({ ...fault, left })),
    clear: () => {
      active = [];
    },
    async guard(request, serve) {
      const fault = take(request);
      if (fault === undefined) return serve();
      const title = `${fault.kind} on ${request.method} ${new URL(request.url).pathname}`;
      context.log.add({ source: 'jira', kind: 'fault-injected', title, detail: fault });
      return strike(context, fault, request, serve);
    },
  };
}

async function strike(
  context: StandInContext,
  fault: Fault,
  request: Request,
  serve: () => Promise<Response>,
): Promise<Response> {
  switch (fault.kind) {
    case 'status':
      return refuse(fault.status ?? 500);
    case 'rate-limit':
      return limitRate(context, fault.retryAfter ?? 5);
    case 'timeout':
      await wait(context, fault.delayMs, request.signal);
      return refuse(504);
    case 'slow':
      await wait(context, fault.delayMs, request.signal);
      return serve();
    case 'reset':
      throw lostConnection();
    case 'truncated':
      return cut(await serve());
    case 'malformed':
      return new Response('<html><body>upstream connect error</body></html>', {
        status: (await serve()).status,
        headers: { 'content-type': 'text/html' },
      });
    case 'answer-lost':
      // The work is done; only the answer does not arrive. This is what makes a retry create a second request.
      await serve();
      if (fault.status === undefined) throw lostConnection();
      return refuse(fault.status);
  }
}

const lostConnection = (): TypeError =>
  new TypeError('fetch failed', {
    cause: Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }),
  });

const refuse = (status: number): Response =>
  Response.json({ errorMessages: ['Internal server error'], errors: {} }, { status });

/** https://developer.atlassian.com/cloud/jira/platform/rate-limiting/ */
function limitRate(context: StandInContext, retryAfter: number): Response {
  const reset = new Date(context.clock.now() + retryAfter * 1000)
    .toISOString()
    .replace(/:\d{2}\.\d{3}Z$/, 'Z');
  return Response.json(
    { errorMessages: ['Rate limit exceeded.'], errors: {} },
    {
      status: 429,
      headers: {
        'retry-after': String(retryAfter),
        'x-ratelimit-limit': '350',
        'x-ratelimit-remaining': '0',
        'x-ratelimit-reset': reset,
        'x-ratelimit-nearlimit': 'true',
        'ratelimit-reason': 'jira-burst-based',
      },
    },
  );
}

/** Ends early when the caller gives up. */
async function wait(context: StandInContext, ms: number, signal: AbortSignal): Promise<void> {
  const aborted = new Promise<void>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  if (signal.aborted) throw signal.reason;
  await Promise.race([sleep(context.clock, ms), aborted]);
}

async function cut(response: Response): Promise<Response> {
  const bytes = new Uint8Array(await response.arrayBuffer());
  const headers = new Headers(response.headers);
  headers.delete('content-length');
  return new Response(bytes.slice(0, Math.floor(bytes.byteLength / 2)), { status: response.status, headers });
}
