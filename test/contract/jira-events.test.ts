import { describe, expect, it } from 'vitest';
import { ADMIN_ID, AGENT_ID, APP_ID } from '../sandbox/jira';
import { createJiraBench, fileForm, START, toDocument } from './jira-bench';

const api = '/rest/api/3';

/** The events since the last look. */
function watch(bench: ReturnType<typeof createJiraBench>) {
  return () => bench.events.splice(0);
}

describe('events for the app', () => {
  it('tell of a creation, without names or addresses', async () => {
    const bench = createJiraBench();
    await bench.report('New', {}, { raiseOnBehalfOf: AGENT_ID });
    expect(bench.events).toHaveLength(1);
    const [event] = bench.events;
    expect(event).toMatchObject({
      eventType: 'avi:jira:created:issue',
      payload: {
        eventType: 'avi:jira:created:issue',
        selfGenerated: true,
        atlassianId: APP_ID,
        timestamp: String(START),
        associatedUsers: [{ accountId: APP_ID }],
        issue: {
          id: '10001',
          key: 'SUP-1',
          fields: {
            summary: 'New',
            creator: { accountId: APP_ID },
            reporter: { accountId: AGENT_ID },
            assignee: null,
            project: { key: 'SUP', projectTypeKey: 'service_desk' },
            status: { id: '1', name: 'Open', statusCategory: { key: 'new' } },
            created: '2026-11-20T09:00:00.000+0000',
          },
        },
      },
    });
    expect(JSON.stringify(event)).not.toMatch(/Abel|example\.com/);
  });

  it('tell of changes, with what changed', async () => {
    const bench = createJiraBench();
    const take = watch(bench);
    const key = await bench.report('Old');
    take();
    await bench.call('POST', `${api}/issue/${key}/transitions`, {
      body: { transition: { id: '31' } },
      as: AGENT_ID,
    });
    expect(take()).toMatchObject([
      {
        eventType: 'avi:jira:updated:issue',
        payload: {
          selfGenerated: false,
          atlassianId: AGENT_ID,
          jiraEventTypeName: 'issue_resolved',
          changelog: {
            items: [
              {
                field: 'status',
                fieldId: 'status',
                from: '1',
                fromString: 'Open',
                to: '5',
                toString: 'Resolved',
              },
              { field: 'resolution', from: null, fromString: null, to: '10000', toString: 'Done' },
            ],
          },
          associatedStatuses: [{ name: 'Resolved' }, { name: 'Open' }],
        },
      },
    ]);
    await bench.call('PUT', `${api}/issue/${key}/assignee`, { body: { accountId: AGENT_ID }, as: ADMIN_ID });
    const assigned = take();
    expect(assigned.map((event) => event.eventType)).toEqual([
      'avi:jira:updated:issue',
      'avi:jira:assigned:issue',
    ]);
    expect(assigned[1]?.payload).toMatchObject({
      associatedUsers: [{ accountId: ADMIN_ID }, { accountId: AGENT_ID }],
      changelog: { items: [{ fieldId: 'assignee', from: null, to: AGENT_ID, toString: 'Abel Agent' }] },
    });
    await bench.call('PUT', `${api}/issue/${key}`, { body: { fields: { summary: 'Old' } } });
    await bench.call('PUT', `${api}/issue/${key}/properties/p`, { body: 1 });
    // Nothing changed, and a property is no field.
    expect(take()).toEqual([]);
  });

  it('tell of comments, mentions, files, links and deletions', async () => {
    const bench = createJiraBench();
    const take = watch(bench);
    const [key, other] = [await bench.report('One'), await bench.report('Two')];
    take();
    const mention = { type: 'mention', attrs: { id: AGENT_ID, text: '@Abel Agent' } };
    const body = { type: 'doc', version: 1, content: [{ type: 'paragraph', content: [mention] }] };
    const comment = await bench.call('POST', `${api}/issue/${key}/comment`, { body: { body } });
    expect(take()).toMatchObject([
      {
        eventType: 'avi:jira:commented:issue',
        payload: {
          issue: { key },
          comment: { id: comment.json.id, author: { accountId: APP_ID }, body, jsdPublic: true },
        },
      },
      { eventType: 'avi:jira:mentioned:comment', payload: { mentionedAccountIds: [AGENT_ID] } },
    ]);
    await bench.call('POST', `/rest/servicedeskapi/request/${key}/comment`, {
      body: { body: 'in', public: false },
      as: AGENT_ID,
    });
    expect(take()).toMatchObject([
      { payload: { selfGenerated: false, comment: { jsdPublic: false, body: toDocument('in') } } },
    ]);
    await bench.call('DELETE', `${api}/issue/${key}/comment/${comment.json.id}`);
    expect(take()).toMatchObject([
      { eventType: 'avi:jira:deleted:comment', payload: { comment: { id: comment.json.id } } },
    ]);

    const form = fileForm({ name: 'a.wav', type: 'audio/wav', bytes: new Uint8Array(3) });
    await bench.call('POST', `${api}/issue/${key}/attachments`, {
      form,
      headers: { 'x-atlassian-token': 'no-check' },
    });
    expect(take()).toMatchObject([
      {
        eventType: 'avi:jira:updated:issue',
        payload: { changelog: { items: [{ field: 'Attachment', toString: 'a.wav' }] } },
      },
      {
        eventType: 'avi:jira:created:attachment',
        payload: { attachment: { filename: 'a.wav', size: 3, author: { accountId: APP_ID } } },
      },
    ]);
    const link = { type: { name: 'Duplicate' }, inwardIssue: { key }, outwardIssue: { key: other } };
    await bench.call('POST', `${api}/issueLink`, { body: link });
    expect(take()).toMatchObject([
      {
        eventType: 'avi:jira:created:issuelink',
        payload: {
          sourceIssueId: '10001',
          destinationIssueId: '10002',
          issueLinkType: { name: 'Duplicate' },
        },
      },
    ]);
    await bench.call('DELETE', `${api}/issue/${key}`);
    expect(take()).toMatchObject([{ eventType: 'avi:jira:deleted:issue', payload: { issue: { key } } }]);
  });
});

describe('what goes wrong on demand', () => {
  const setUp = async (fault: object | object[]) => {
    const bench = createJiraBench();
    const added = await bench.control('POST', '/faults', fault);
    expect(added.status).toBe(201);
    return bench;
  };
  const countRequests = async (bench: ReturnType<typeof createJiraBench>): Promise<number> =>
    (await bench.control('GET', '/requests')).json.requests.length;

  it('is refused when it is no fault', async () => {
    const bench = createJiraBench();
    expect((await bench.control('POST', '/faults', { kind: 'earthquake' })).status).toBe(400);
  });

  it('limits the rate, for as many requests as it is told', async () => {
    const bench = await setUp({
      kind: 'rate-limit',
      retryAfter: 7,
      times: 2,
      match: { method: 'GET', path: '/myself$' },
    });
    for (let turn = 0; turn < 2; turn++) {
      const refused = await bench.call('GET', `${api}/myself`);
      expect(refused.status).toBe(429);
      expect(Object.fromEntries(refused.headers)).toMatchObject({
        'retry-after': '7',
        'x-ratelimit-remaining': '0',
        'x-ratelimit-reset': '2026-11-20T09:00Z',
        'ratelimit-reason': 'jira-burst-based',
      });
      expect((await bench.call('GET', `${api}/serverInfo`)).status).toBe(200);
    }
    expect((await bench.call('GET', `${api}/myself`)).status).toBe(200);
    expect((await bench.control('GET', '/faults')).json.faults).toEqual([]);
  });

  it('answers with an error before anything is done', async () => {
    const bench = await setUp({
      kind: 'status',
      status: 503,
      match: { path: '^/rest/servicedeskapi/request$' },
    });
    await expect(bench.report('Never')).rejects.toThrow('Internal server error');
    expect(await countRequests(bench)).toBe(0);
    await bench.report('Then');
    expect(await countRequests(bench)).toBe(1);
  });

  it('loses the answer after the work is done', async () => {
    const bench = await setUp([{ kind: 'answer-lost' }, { kind: 'answer-lost', status: 504 }]);
    await expect(bench.report('Lost')).rejects.toMatchObject({
      message: 'fetch failed',
      cause: { code: 'ECONNRESET' },
    });
    expect(await countRequests(bench)).toBe(1);
    await expect(bench.report('Lost too')).rejects.toThrow('Internal server error');
    expect(await countRequests(bench)).toBe(2);
  });

  it('drops the connection, cuts bodies short and garbles them', async () => {
    const bench = await setUp([{ kind: 'reset' }, { kind: 'truncated' }, { kind: 'malformed' }]);
    await expect(bench.call('GET', `${api}/myself`)).rejects.toThrow('fetch failed');
    const cut = await bench.call('GET', `${api}/myself`);
    expect(cut.status).toBe(200);
    expect(() => cut.json).toThrow(SyntaxError);
    const garbled = await bench.call('GET', `${api}/myself`);
    expect([garbled.status, garbled.headers.get('content-type')]).toEqual([200, 'text/html']);
  });

  it('keeps the caller waiting, until the time is over or the caller gives up', async () => {
    const bench = await setUp([
      { kind: 'timeout', delayMs: 20_000 },
      { kind: 'slow', delayMs: 500 },
      { kind: 'timeout' },
    ]);
    const stuck = bench.call('GET', `${api}/myself`);
    await bench.clock.advance(20_000);
    expect((await stuck).status).toBe(504);
    const slow = bench.call('GET', `${api}/myself`);
    await bench.clock.advance(500);
    expect((await slow).status).toBe(200);
    const controller = new AbortController();
    const given = bench.call('GET', `${api}/myself`, { signal: controller.signal });
    controller.abort(new Error('enough'));
    await expect(given).rejects.toThrow('enough');
  });

  it('strikes at random under the seed, until it is taken away', async () => {
    const statusesOf = async (): Promise<number[]> => {
      const bench = await setUp({ kind: 'status', status: 500, rate: 0.5 });
      const statuses: number[] = [];
      for (let turn = 0; turn < 20; turn++) statuses.push((await bench.call('GET', `${api}/myself`)).status);
      expect((await bench.control('DELETE', '/faults')).status).toBe(204);
      expect((await bench.call('GET', `${api}/myself`)).status).toBe(200);
      return statuses;
    };
    const statuses = await statusesOf();
    expect(new Set(statuses)).toEqual(new Set([200, 500]));
    expect(await statusesOf()).toEqual(statuses);
  });
});
