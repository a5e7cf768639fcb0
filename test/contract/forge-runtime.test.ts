import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../sandbox/clock';
import { ADMIN, APP, type FixtureHost, startFixture } from './forge-fixture';

const seen: { url: string; method: string; headers: Record<string, string>; body: Uint8Array }[] = [];

const record = async (request: Request): Promise<void> => {
  const body = new Uint8Array(await request.arrayBuffer());
  seen.push({ url: request.url, method: request.method, headers: Object.fromEntries(request.headers), body });
};

let aborted = false;

async function answer(request: Request): Promise<Response> {
  await record(request);
  const { pathname } = new URL(request.url);
  const redirects: Record<string, string> = {
    '/to-allowed': 'https://deep.example.org/here',
    '/to-other': 'https://evil.example.com/',
    '/to-http': 'http://api.example.com/plain',
  };
  const location = redirects[pathname];
  if (location !== undefined) return new Response(null, { status: 302, headers: { location } });
  if (pathname === '/broken') throw new TypeError('socket hang up');
  if (pathname === '/down') throw Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
  if (pathname === '/slow') {
    await new Promise((resolve) => request.signal.addEventListener('abort', resolve));
    aborted = true;
  }
  return new Response(`hello from ${request.url}`, { status: 200 });
}

let fixture: FixtureHost;

beforeAll(async () => {
  fixture = await startFixture(systemClock, {
    egress: answer,
    products: async (request) => {
      await record(request);
      return Response.json({ ok: true });
    },
  });
});

afterAll(() => fixture.host.close());

const fetchUrl = (url: string, method = 'GET') =>
  fixture.ask(`/fetch?url=${encodeURIComponent(url)}`, { method });

describe('web triggers', () => {
  it('hand over method, paths, headers as arrays and a parsed query', async () => {
    const payload = await fixture.ask('/echo?apples=green,red&grapes=green&apples=blue', {
      method: 'POST',
      body: '{"hello":1}',
      headers: { 'Content-Type': 'text/plain', 'X-Twilio-Signature': 'abc=' },
    });
    const path = fixture.host.listWebTriggers()[0]?.localPath;
    expect(payload).toEqual({
      method: 'POST',
      path: `${path}/echo`,
      userPath: '/echo',
      body: '{"hello":1}',
      headers: { 'Content-Type': ['text/plain'], 'X-Twilio-Signature': ['abc='] },
      queryParameters: { apples: ['green', 'red', 'blue'], grapes: ['green'] },
    });
  });

  it('have an empty userPath without further segments, and pass on the handler’s status and headers', async () => {
    const response = await fixture.call('');
    expect(response.status).toBe(404);
    expect(await response.json()).toEqual({ unknown: '' });
    expect(response.headers.get('x-two')).toBe('one, two');
    expect(response.headers.get('x-ratelimit-limit')).toBe('5000');
    expect(Number(response.headers.get('x-ratelimit-reset'))).toBeGreaterThan(Date.now() / 1000 - 1);
  });

  it('answer 500 for a wrong shape, a thrown error and an ended process, and recover', async () => {
    expect((await fixture.call('/wrong')).status).toBe(500);
    expect((await fixture.call('/throw')).status).toBe(500);
    expect((await fixture.call('/exit')).status).toBe(500);
    expect((await fixture.call('/echo')).status).toBe(200);
    const titles = fixture.log.list().map(({ title }) => title);
    expect(titles.some((title) => title.includes('TypeError: the door is stuck'))).toBe(true);
    expect(titles.some((title) => title.includes('exit code 3'))).toBe(true);
  });

  it('refuse more than 5 MB either way, and unknown ids', async () => {
    const body = 'x'.repeat(5 * 1024 * 1024 + 1);
    expect((await fixture.call('/echo', { method: 'POST', body })).status).toBe(413);
    expect((await fixture.call('/big')).status).toBe(500);
    const unknown = new Request('http://localhost:8080/public/nothing');
    expect((await fixture.host.handleWebTrigger(unknown)).status).toBe(404);
  });

  it('answer a static output by its key', async () => {
    const fixed = fixture.host.listWebTriggers().find(({ key }) => key === 'fixed');
    const response = await fixture.host.handleWebTrigger(new Request(`http://localhost${fixed?.localPath}`));
    expect([response.status, await response.text()]).toEqual([202, 'noted']);
  });

  it('are published at stable URLs, made, listed and deleted through @forge/api', async () => {
    const { first, again, all } = (await fixture.ask('/urls')) as {
      first: string;
      again: string;
      all: object[];
    };
    expect(first).toMatch(/^https:\/\/[0-9a-f-]{36}\.webtrigger\.atlassian\.app\/public\/\w+$/);
    expect(again).toBe(first);
    expect(all).toEqual([
      { moduleKey: 'door', url: first },
      { moduleKey: 'fixed', url: expect.any(String) },
    ]);
    const gone = fixture.host.listWebTriggers().find(({ key }) => key === 'fixed');
    await fixture.ask('/delete-url', { method: 'POST', body: gone?.url ?? '' });
    const response = await fixture.host.handleWebTrigger(new Request(`http://localhost${gone?.localPath}`));
    expect(response.status).toBe(404);
  });
});

describe('function instances', () => {
  it('stay warm, with their module state, and start another when busy', async () => {
    const { invocations } = (await fixture.ask('/count')) as { invocations: number };
    expect(await fixture.ask('/count')).toEqual({ invocations: invocations + 1 });
    const waits = ['a', 'b', 'c'].map((body) => fixture.ask('/wait', { method: 'POST', body }));
    const results = (await Promise.all(waits)) as { invocationId: string; name: string }[];
    expect(results.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
    expect(new Set(results.map(({ invocationId }) => invocationId)).size).toBe(3);
    expect(fixture.host.countInstances()['entry/door']).toBeGreaterThanOrEqual(3);
  });

  it('know their context, and find no environment but the app’s variables', async () => {
    expect(await fixture.ask('/context')).toMatchObject({
      appAri: 'ari:cloud:ecosystem::app/7b1d6f7a-3a0c-4c5e-9f53-0f2c1a9be001',
      environmentType: 'DEVELOPMENT',
      moduleKey: 'door',
      permissions: { scopes: ['storage:app', 'read:jira-work', 'write:servicedesk-request'] },
      remaining: expect.any(Number),
    });
    expect(await fixture.ask('/environment')).toEqual({ names: [] });
  });

  it('write their console into the log', async () => {
    await fixture.ask('/log');
    const entry = fixture.log.list().find(({ kind }) => kind === 'log-warn');
    expect(entry).toMatchObject({ source: 'app', title: "a warning with 1 number { and: 'more' }" });
  });

  it('run out of memory by themselves', async () => {
    expect((await fixture.call('/allocate')).status).toBe(500);
    expect(fixture.host.listInvocations().at(-1)?.outcome).toBe('out-of-memory');
    expect((await fixture.call('/echo')).status).toBe(200);
  });

  it('hand a resolver its payload and a context with the platform’s account', async () => {
    const result = await fixture.host.invokeResolver({
      moduleKey: 'admin',
      functionKey: 'who',
      payload: { a: 1 },
      accountId: ADMIN,
      extension: { project: { key: 'SUP' }, type: 'jira:adminPage' },
    });
    expect(result).toMatchObject({
      payload: { a: 1 },
      context: { accountId: ADMIN, moduleKey: 'admin', extension: { project: { key: 'SUP' } } },
    });
    const unknown = { moduleKey: 'admin', functionKey: 'nothing', accountId: ADMIN };
    await expect(fixture.host.invokeResolver(unknown)).rejects.toThrow("no definition for 'nothing'");
    const large = { ...unknown, payload: 'x'.repeat(500 * 1024) };
    await expect(fixture.host.invokeResolver(large)).rejects.toThrow('larger than 500 KB');
  });
});

describe('egress (V12)', () => {
  it.each([
    'https://api.example.com/a',
    'https://deep.example.org/b',
    'https://deep.er.example.org/c',
    'https://vendor.example.net/d',
  ])('lets %s out', async (url) => {
    expect(await fetchUrl(url)).toMatchObject({ status: 200, body: `hello from ${url}` });
  });

  it.each([
    'https://example.org/',
    'https://example.com/',
    'https://api.example.com.evil.net/',
    'https://evil.net/.example.org',
    'https://evil.net#.example.org',
    'https://api.example.com:8443/',
    'http://api.example.com/',
    'https://127.0.0.1/',
    'https://sandbox.atlassian.net/rest/api/3/myself',
  ])('blocks %s', async (url) => {
    const before = seen.length;
    const reply = await fetchUrl(url);
    expect(reply).toMatchObject({ status: 403, proxyError: 'BLOCKED_EGRESS' });
    expect(seen.length).toBe(before);
  });

  it('follows redirects to allowed hosts only', async () => {
    expect(await fetchUrl('https://api.example.com/to-allowed')).toMatchObject({
      status: 200,
      body: 'hello from https://deep.example.org/here',
    });
    for (const path of ['to-other', 'to-http']) {
      expect(await fetchUrl(`https://api.example.com/${path}`)).toMatchObject({
        proxyError: 'BLOCKED_EGRESS',
      });
    }
  });

  it('goes for the fetch of @forge/api as well', async () => {
    const ask = (body: string) => fixture.ask('/fetch-api', { method: 'POST', body });
    expect(await ask('https://api.example.com/x')).toMatchObject({ status: 200 });
    expect(await ask('https://elsewhere.example.com/x')).toMatchObject({ proxyError: 'BLOCKED_EGRESS' });
  });

  it('tells a broken connection from an unreachable host', async () => {
    expect(await fetchUrl('https://api.example.com/broken')).toEqual({
      error: { name: 'TypeError', message: 'fetch failed' },
    });
    expect(await fetchUrl('https://api.example.com/down')).toMatchObject({
      status: 503,
      squidError: 'ERR_CONNECT_FAIL 111',
    });
  });

  it('carries multipart bodies whole', async () => {
    await fixture.ask('/upload');
    const upload = seen.at(-1);
    expect(upload?.headers['content-type']).toMatch(/^multipart\/form-data; boundary=/);
    const form = await new Response(Buffer.from(upload?.body ?? []), {
      headers: upload?.headers ?? {},
    }).formData();
    const file = form.get('file');
    expect(file).toBeInstanceOf(File);
    if (file instanceof File) {
      expect([file.name, file.type, [...new Uint8Array(await file.arrayBuffer())]]).toEqual([
        'call.wav',
        'audio/wav',
        [0, 255, 1, 254],
      ]);
    }
    expect(form.get('model')).toBe('whisper');
  });

  it('aborts the request outside when the app does', async () => {
    expect(await fixture.ask('/abort')).toMatchObject({ error: { name: 'TimeoutError' } });
    await expect.poll(() => aborted).toBe(true);
  });

  it('leaves no way around fetch', async () => {
    expect(await fixture.ask('/http')).toMatchObject({
      error: { message: expect.stringContaining('node:http') },
    });
  });
});

describe('calls to Jira (V11)', () => {
  it('go out as the app, with its account', async () => {
    expect(await fixture.ask('/jira')).toMatchObject({ status: 200 });
    expect(seen.at(-1)).toMatchObject({
      url: 'https://sandbox.atlassian.net/rest/api/3/issue/SUP-1',
      headers: { 'x-sandbox-account': APP },
    });
  });

  it('default to JSON, and take multipart', async () => {
    await fixture.ask('/request');
    expect(seen.at(-1)).toMatchObject({ method: 'POST', headers: { 'content-type': 'application/json' } });
    expect(await fixture.ask('/attach')).toMatchObject({ status: 200 });
    expect(seen.at(-1)?.headers['content-type']).toMatch(/^multipart\/form-data; boundary=/);
    expect(seen.at(-1)?.headers['x-atlassian-token']).toBe('no-check');
  });

  it('need a user for asUser, and a grant to impersonate one', async () => {
    expect(await fixture.ask('/jira?as=user')).toMatchObject({ error: { name: 'NEEDS_AUTHENTICATION_ERR' } });
    expect(await fixture.ask(`/jira?as=user&account=${ADMIN}`)).toMatchObject({ status: 401 });
  });

  it('fail as at the gateway without their scope', async () => {
    const before = seen.length;
    expect(await fixture.ask('/jira-write')).toMatchObject({
      status: 401,
      body: '{"code":401,"message":"Unauthorized; scope does not match"}',
    });
    expect(seen.length).toBe(before);
  });

  it('fail loudly on a route whose scopes nobody wrote down', async () => {
    expect(await fixture.ask('/jira-unknown')).toMatchObject({
      status: 501,
      body: expect.stringContaining('scopes.ts'),
    });
  });
});
