import { beforeEach, describe, expect, it } from 'vitest';
import { readRequestStatus } from '../../src/caller/request-status';
import { composeTextComment, hasMark } from '../../src/caller/text-comment';
import { document, paragraph } from '../../src/desk/adf';
import { callerDesk } from '../../src/services/jira-status';
import { AGENT_ID } from '../sandbox/jira';
import { makeText } from '../unit/fake-caller';
import { createJiraBench, type JiraBench } from './jira-bench';
import { checkExchanges, hasSpecs } from './openapi';

/** What callers ask of Jira, through the real `@forge/api`, against the stand-in of Jira. */

let bench: JiraBench;
let key: string;
const held = { answers: false };
beforeEach(async () => {
  bench = createJiraBench();
  held.answers = false;
  const runtime = { metrics: undefined };
  const fetchJira = (_: unknown, path: string, init: RequestInit): Promise<Response> =>
    held.answers ? new Promise(() => undefined) : send(path, init);
  Object.assign(globalThis, { __forge_fetch__: fetchJira, __forge_runtime__: runtime });
  key = await bench.report('The VPN is down');
});

async function send(path: string, { method = 'GET', body, headers }: RequestInit): Promise<Response> {
  const { status, text } = await bench.call(method, path, {
    ...(typeof body === 'string' ? { body: JSON.parse(body) } : {}),
    headers: Object.fromEntries(new Headers(headers)),
  });
  return new Response(status === 204 ? null : text, { status });
}

const transition = (name: string) =>
  bench.control('POST', `/requests/${key}/transitions`, { accountId: AGENT_ID, transition: name });

describe('how a request stands', () => {
  it('is told by the service desk', async () => {
    expect(await callerDesk.readStatus(key)).toMatchObject({
      ok: true,
      value: { key, status: 'Open', category: 'new' },
    });
    await transition('Start progress');
    expect(await callerDesk.readStatus(key)).toMatchObject({
      value: { status: 'In progress', category: 'in-progress' },
    });
    await transition('Resolve this issue');
    expect(await callerDesk.readStatus(key)).toMatchObject({
      value: { status: 'Resolved', category: 'done' },
    });
  });

  it('is not found where there is no request', async () => {
    expect(await callerDesk.readStatus('SUP-999')).toMatchObject({
      ok: false,
      failure: { kind: 'not-found' },
    });
    expect(await callerDesk.readComments('SUP-999')).toMatchObject({
      ok: false,
      failure: { kind: 'not-found' },
    });
  });

  it('is not waited for longer than was said', async () => {
    held.answers = true;
    const begun = performance.now();
    expect(await readRequestStatus(key, callerDesk, 200)).toMatchObject({
      ok: false,
      failure: { kind: 'timed-out' },
    });
    expect(performance.now() - begun).toBeLessThan(2000);
  });
});

describe('comments', () => {
  it('are public, of plain text, and found again by their mark', async () => {
    const { body, mark } = composeTextComment(
      makeText({ body: '*It* works {again}\n[~x]', attachments: 1 }),
      'en',
    );
    expect(await callerDesk.addPublicComment(key, body)).toEqual({ ok: true, value: undefined });
    await bench.clock.advance(1000);
    await callerDesk.addPublicComment(key, document([paragraph('Another')]));
    const comments = await callerDesk.readComments(key);
    expect(comments).toMatchObject({
      value: [{ isPublic: true, at: bench.clock.now() }, { isPublic: true }],
    });
    expect(comments.ok && comments.value.map((comment) => hasMark(comment.body, mark))).toEqual([
      false,
      true,
    ]);
    if (hasSpecs()) expect((await checkExchanges(bench.recorder.exchanges)).complaints).toEqual([]);
  });

  it('that agents keep to themselves are not public', async () => {
    await bench.call('POST', `/rest/servicedeskapi/request/${key}/comment`, {
      body: { body: 'Angry.', public: false },
    });
    expect(await callerDesk.readComments(key)).toMatchObject({ value: [{ isPublic: false }] });
  });

  it('for the caller are told, what the caller wrote is not', async () => {
    await bench.call('POST', `/rest/servicedeskapi/request/${key}/comment`, {
      body: { body: 'We are on it.' },
      as: AGENT_ID,
    });
    await callerDesk.addPublicComment(key, composeTextComment(makeText(), 'de').body);
    expect(await readRequestStatus(key, callerDesk)).toMatchObject({
      value: { key, status: 'Open', category: 'new', lastPublicComment: { text: 'We are on it.' } },
    });
  });
});

describe('a request that is done', () => {
  it('is taken up again', async () => {
    await transition('Resolve this issue');
    expect(await callerDesk.reopen(key)).toEqual({ ok: true, value: true });
    expect(await callerDesk.readStatus(key)).toMatchObject({ value: { category: 'new' } });
    if (hasSpecs()) expect((await checkExchanges(bench.recorder.exchanges)).complaints).toEqual([]);
  });

  it('stays done where nothing leads out of that', async () => {
    const done = { id: '31', to: { statusCategory: { key: 'done' } } };
    const out = { id: '41', isAvailable: false, to: { statusCategory: { key: 'new' } } };
    Object.assign(globalThis, { __forge_fetch__: async () => Response.json({ transitions: [done, out] }) });
    expect(await callerDesk.reopen(key)).toEqual({ ok: true, value: false });
  });

  it('is taken up by the way that asks for nothing, and back to the start where there is one', async () => {
    const taken: unknown[] = [];
    const to = (name: string) => ({ statusCategory: { key: name } });
    const transitions = [
      { id: '1', hasScreen: true, to: to('new') },
      { id: '2', to: to('indeterminate') },
      { id: '3', to: to('new') },
      { id: '4', to: to('new') },
    ];
    const fetchJira = async (_: unknown, __: string, { method, body }: { method: string; body?: string }) => {
      if (method === 'GET') return Response.json({ transitions });
      taken.push(JSON.parse(body ?? ''));
      return new Response(null, { status: 204 });
    };
    Object.assign(globalThis, { __forge_fetch__: fetchJira });
    expect(await callerDesk.reopen(key)).toEqual({ ok: true, value: true });
    expect(taken).toEqual([{ transition: { id: '3' } }]);
  });
});
