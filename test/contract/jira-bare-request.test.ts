import { beforeEach, describe, expect, it } from 'vitest';
import { document, paragraph } from '../../src/desk/adf';
import type { NewRequest } from '../../src/desk/desk';
import { desk } from '../../src/services/jira';
import { AGENT_ID } from '../sandbox/jira';
import { createJiraBench, type JiraBench } from './jira-bench';
import { checkExchanges, hasSpecs } from './openapi';

/** Requests that lack required fields, through the real `@forge/api`, against the stand-in of Jira. */

let bench: JiraBench;
/** What Jira is not asked for, but answered in its place. */
let answers: { method: string; path: RegExp; status: number; body?: unknown }[] = [];
const paths: string[] = [];
beforeEach(() => {
  bench = createJiraBench();
  answers = [];
  paths.length = 0;
  Object.assign(globalThis, {
    __forge_fetch__: (_: unknown, path: string, init: RequestInit) => send(path, init),
    __forge_runtime__: { metrics: undefined },
  });
});

async function send(path: string, { method = 'GET', body, headers }: RequestInit): Promise<Response> {
  paths.push(`${method} ${path}`);
  const given = answers.find((one) => one.method === method && one.path.test(path));
  if (given !== undefined) return Response.json(given.body ?? {}, { status: given.status });
  const { status, text } = await bench.call(method, path, {
    ...(typeof body === 'string' ? { body: JSON.parse(body) } : {}),
    headers: Object.fromEntries(new Headers(headers)),
  });
  return new Response(text, { status });
}

/** For "New starter", which asks customers for four more fields. */
const request = (more: Partial<NewRequest> = {}): NewRequest => ({
  serviceDeskId: '1',
  requestTypeId: '4',
  summary: 'Ada begins on Monday',
  description: document([paragraph('Ada begins on Monday. K7QM-2R4X')]),
  fields: { customfield_10104: 'Not given on the phone' },
  reporterAccountId: undefined,
  ...more,
});

const read = async (key: string) => (await bench.call('GET', `/rest/servicedeskapi/request/${key}`)).json;
const issueOf = async (key: string) => (await bench.call('GET', `/rest/api/3/issue/${key}`)).json;

describe('a request without its required fields', () => {
  it('is refused by the form, and made past it: a request of its type, with what there is', async () => {
    expect(await desk.createRequest(request())).toMatchObject({
      ok: false,
      failure: { kind: 'rejected', service: 'jira' },
    });
    const made = await desk.createRequest(request({ isBare: true }));
    expect(made).toMatchObject({ ok: true, value: { key: expect.stringMatching(/^SUP-\d+$/) } });
    const key = made.ok ? made.value.key : '';
    expect(await read(key)).toMatchObject({ requestTypeId: '4', serviceDeskId: '1' });
    expect((await issueOf(key)).fields).toMatchObject({
      summary: 'Ada begins on Monday',
      customfield_10104: 'Not given on the phone',
      customfield_10102: null,
    });
    if (hasSpecs()) expect((await checkExchanges(bench.recorder.exchanges)).complaints).toEqual([]);
  });

  it('is raised for whom the line raises requests', async () => {
    const made = await desk.createRequest(request({ isBare: true, reporterAccountId: AGENT_ID }));
    const key = made.ok ? made.value.key : '';
    expect((await issueOf(key)).fields.reporter).toMatchObject({ accountId: AGENT_ID });
  });

  it('is found again by its reference', async () => {
    await desk.createRequest(request({ isBare: true }));
    bench.clock.advance(60_000);
    expect(await desk.findByReference('K7QM-2R4X')).toMatchObject({
      ok: true,
      value: [{ summary: 'Ada begins on Monday' }],
    });
  });

  it('is an issue all the same where its type can not be set', async () => {
    answers = [{ method: 'GET', path: /\/rest\/api\/3\/field$/, status: 200, body: [{ id: 'summary' }] }];
    const made = await desk.createRequest(request({ isBare: true }));
    const key = made.ok ? made.value.key : '';
    expect((await issueOf(key)).fields).toMatchObject({ summary: 'Ada begins on Monday' });
    expect((await bench.call('GET', `/rest/servicedeskapi/request/${key}`)).status).toBe(404);
  });

  it('is made a second time without its type where that is what Jira refuses, and only then', async () => {
    const custom = 'com.atlassian.servicedesk:vp-origin';
    const field = { id: 'customfield_77', schema: { custom } };
    answers = [{ method: 'GET', path: /\/rest\/api\/3\/field$/, status: 200, body: [field] }];
    expect(await desk.createRequest(request({ isBare: true }))).toMatchObject({ ok: true });
    expect(paths.filter((path) => path === 'POST /rest/api/3/issue')).toHaveLength(2);
    answers = [{ method: 'POST', path: /\/rest\/api\/3\/issue$/, status: 503 }];
    paths.length = 0;
    expect(await desk.createRequest(request({ isBare: true }))).toMatchObject({
      ok: false,
      failure: { kind: 'unavailable' },
    });
    expect(paths.filter((path) => path === 'POST /rest/api/3/issue')).toHaveLength(1);
  });

  it.each([/servicedesk\/1$/, /requesttype\/4$/, /rest\/api\/3\/field$/])(
    'that can not be prepared (%s) was not made for certain',
    async (path) => {
      answers = [{ method: 'GET', path, status: 503 }];
      expect(await desk.createRequest(request({ isBare: true }))).toMatchObject({
        ok: false,
        failure: { kind: 'unavailable', untried: true },
      });
      expect(paths.filter((one) => one.startsWith('POST'))).toEqual([]);
    },
  );
});
