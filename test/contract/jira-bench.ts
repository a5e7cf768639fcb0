import { serve } from '@hono/node-server';
import { openDocuments } from '../sandbox/documents';
import { APP_ID, createJira, type JiraEvent, type JiraOptions } from '../sandbox/jira';
import { createLog } from '../sandbox/log';
import { createRandom } from '../sandbox/random';
import { createManualClock } from './manual-clock';
import { createRecorder } from './openapi';

export const SITE = 'sandbox.atlassian.net';
/** 2026-11-20, a Friday, at nine. */
export const START = Date.UTC(2026, 10, 20, 9);

/** A document of one paragraph. */
export const toDocument = (text: string) => ({
  type: 'doc',
  version: 1,
  content: [{ type: 'paragraph', content: [{ type: 'text', text }] }],
});

interface CallOptions {
  body?: unknown;
  form?: FormData;
  /** Whose call it is; null for nobody's. The app's when absent. */
  as?: string | null;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  /** The body, as loosely typed as `JSON.parse` has it: assertions look into it, and a wrong path fails them. */
  json: ReturnType<typeof JSON.parse>;
}

/** A Jira with a clock that stands still, and every exchange with it on record. */
export function createJiraBench(options: Partial<JiraOptions> = {}) {
  const clock = createManualClock(START);
  const documents = openDocuments(':memory:');
  const log = createLog(clock);
  const events: JiraEvent[] = [];
  const context = { clock, random: createRandom(7), documents, log };
  const jira = createJira(context, { site: SITE, onEvent: (event) => events.push(event), ...options });
  const recorder = createRecorder();
  const send = recorder.wrap((request) => jira.fetch(request));

  async function call(method: string, path: string, given: CallOptions = {}): Promise<Answer> {
    const { body, form, as = APP_ID, headers = {}, signal } = given;
    const request = new Request(`https://${SITE}${path}`, {
      method,
      headers: {
        accept: 'application/json',
        ...(as === null ? {} : { 'x-sandbox-account': as }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(form === undefined ? {} : { body: form }),
      ...(signal === undefined ? {} : { signal }),
    });
    return toAnswer(await send(request));
  }

  async function control(method: string, path: string, body?: unknown): Promise<Answer> {
    const init =
      body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
    return toAnswer(await jira.control.request(path, { method, ...init }));
  }

  /** A problem report; returns its key. */
  async function report(
    summary: string,
    fields: Record<string, unknown> = {},
    more: object = {},
  ): Promise<string> {
    const requestFieldValues = { summary, ...fields };
    const body = { serviceDeskId: '1', requestTypeId: '1', isAdfRequest: true, requestFieldValues, ...more };
    const answer = await call('POST', '/rest/servicedeskapi/request', { body });
    if (answer.status !== 201) throw new Error(answer.text);
    return String(answer.json.issueKey);
  }

  return { clock, documents, log, events, context, jira, recorder, call, control, report };
}

export type JiraBench = ReturnType<typeof createJiraBench>;

async function toAnswer(reply: Response): Promise<Answer> {
  const text = await reply.text();
  return {
    status: reply.status,
    headers: reply.headers,
    text,
    get json() {
      return JSON.parse(text);
    },
  };
}

export const fileForm = (
  ...files: { name: string; type: string; bytes: Uint8Array<ArrayBuffer> }[]
): FormData => {
  const form = new FormData();
  for (const { name, type, bytes } of files) form.append('file', new Blob([bytes], { type }), name);
  return form;
};

/** Puts the stand-in on a loopback port, for clients that bring their own transport. */
export const listen = (bench: JiraBench): Promise<{ url: string; close(): void }> =>
  new Promise((resolve) => {
    const fetch = (request: Request) => bench.jira.fetch(request);
    const server = serve({ fetch, hostname: '127.0.0.1', port: 0 }, ({ port }) =>
      resolve({ url: `http://127.0.0.1:${port}`, close: () => void server.close() }),
    );
  });
