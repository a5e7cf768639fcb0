import { z } from 'zod';
import type { Clock } from '../clock';
import type { Outcome } from './instance';
import type { WebTriggerModule } from './manifest';
import type { WebTriggerUrl, WebTriggerUrls } from './web-trigger-urls';

const MOST_BYTES = 5 * 1024 * 1024;
/** Invocations per minute and installation: https://developer.atlassian.com/platform/forge/limits-invocation/ */
const PER_MINUTE = 5000;

/** What a handler gets: https://developer.atlassian.com/platform/forge/runtime-reference/web-trigger/#request */
interface WebTriggerPayload {
  method: string;
  path: string;
  userPath: string;
  body: string;
  headers: Record<string, string[]>;
  queryParameters: Record<string, string[]>;
}

const responseSchema = z.object({
  statusCode: z.number().int().min(200).max(599),
  statusText: z.string().optional(),
  headers: z.record(z.string(), z.array(z.string())).optional(),
  body: z.string().optional(),
});

const staticResponseSchema = z.object({ outputKey: z.string() });

interface WebTriggerOptions {
  clock: Clock;
  modules: WebTriggerModule[];
  urls: WebTriggerUrls;
  invoke(module: WebTriggerModule, payload: WebTriggerPayload): Promise<Outcome>;
  /** Says in the log why a caller got a 500. */
  report(title: string, detail: unknown): void;
}

/** Some keep the caller's lower case, most come capitalised, in the documentation's samples as live. */
const LOWER_CASE = new Set(['accept-encoding', 'content-length']);
const capitalise = (name: string): string =>
  LOWER_CASE.has(name) ? name : name.replace(/(^|-)([a-z])/g, (letter) => letter.toUpperCase());

/** Parsed, and split at commas, so that the string that was sent can't be rebuilt from it. */
function parseQuery(search: URLSearchParams): Record<string, string[]> {
  const parameters = new Map<string, string[]>();
  for (const [name, value] of search)
    parameters.set(name, [...(parameters.get(name) ?? []), ...value.split(',')]);
  return Object.fromEntries(parameters);
}

function makePayload(request: Request, url: URL, userPath: string, body: ArrayBuffer): WebTriggerPayload {
  return {
    method: request.method,
    path: url.pathname,
    userPath,
    // A string by contract, so bytes that are no UTF-8 are lost.
    body: new TextDecoder().decode(body),
    headers: Object.fromEntries([...request.headers].map(([name, value]) => [capitalise(name), [value]])),
    queryParameters: parseQuery(url.searchParams),
  };
}

const answer = (status: number, message: string): Response =>
  Response.json({ code: status, message }, { status });

function answerStatic(module: WebTriggerModule, value: unknown): Response | undefined {
  const parsed = staticResponseSchema.safeParse(value);
  const output = module.response.outputs.find(({ key }) => parsed.success && key === parsed.data.outputKey);
  if (output === undefined) return undefined;
  const headers = output.contentType === undefined ? {} : { 'content-type': output.contentType };
  return new Response(output.body ?? null, { status: output.statusCode, headers });
}

function answerDynamic(value: unknown): Response | undefined {
  const parsed = responseSchema.safeParse(value);
  if (!parsed.success) return undefined;
  const { statusCode: status, statusText = '', headers = {}, body } = parsed.data;
  const list = Object.entries(headers).flatMap(([name, values]) =>
    values.map((one): [string, string] => [name, one]),
  );
  const empty = [204, 205, 304].includes(status);
  return new Response(empty ? null : (body ?? ''), { status, statusText, headers: list });
}

function makeAnswer(
  module: WebTriggerModule,
  outcome: Outcome,
  report: WebTriggerOptions['report'],
): Response {
  if (outcome.kind === 'timed-out') return answer(504, 'The function did not finish within its time limit.');
  if (outcome.kind !== 'returned') return answer(500, 'Internal Server Error');
  if (outcome.bytes > MOST_BYTES) {
    report(`The answer of ${module.key} is larger than 5 MB`, { bytes: outcome.bytes });
    return answer(500, 'Internal Server Error');
  }
  const isStatic = module.response.type === 'static';
  const response = isStatic ? answerStatic(module, outcome.value) : answerDynamic(outcome.value);
  if (response !== undefined) return response;
  report(`The answer of ${module.key} has the wrong shape`, outcome.value);
  return answer(500, 'Internal Server Error');
}

/** Headers that every web trigger answer carries. The sandbox counts, it doesn't refuse. */
function createRateLimit(clock: Clock): (response: Response) => Response {
  let windowStart = 0;
  let used = 0;
  return (response) => {
    const start = Math.floor(clock.now() / 60_000) * 60_000;
    if (start !== windowStart) {
      windowStart = start;
      used = 0;
    }
    used += 1;
    response.headers.set('X-Ratelimit-Limit', String(PER_MINUTE));
    response.headers.set('X-Ratelimit-Remaining', String(Math.max(0, PER_MINUTE - used)));
    response.headers.set('X-Ratelimit-Reset', String((start + 60_000) / 1000));
    return response;
  };
}

/** Serves `/public/<id>/<userPath>` (and `/x1/…`), whatever the host. */
export function createWebTriggers(options: WebTriggerOptions): (request: Request) => Promise<Response> {
  const addRateLimit = createRateLimit(options.clock);

  function find(
    pathname: string,
  ): { url: WebTriggerUrl; module: WebTriggerModule; userPath: string } | undefined {
    const [, folder, id = '', userPath = ''] = /^\/(x1|public)\/([^/]+)(\/.*)?$/.exec(pathname) ?? [];
    const url = options.urls.find(id);
    const module = options.modules.find(({ key }) => key === url?.key);
    if (url === undefined || module === undefined || url.localPath !== `/${folder}/${id}`) return undefined;
    return { url, module, userPath };
  }

  return async (request) => {
    const url = new URL(request.url);
    const found = find(url.pathname);
    if (found === undefined) return answer(404, 'Not Found');
    const body = await request.arrayBuffer();
    if (body.byteLength > MOST_BYTES) return answer(413, 'The request body is larger than 5 MB.');
    const payload = makePayload(request, url, found.userPath, body);
    const outcome = await options.invoke(found.module, payload);
    return addRateLimit(makeAnswer(found.module, outcome, options.report));
  };
}
