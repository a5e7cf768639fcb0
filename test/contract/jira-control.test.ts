import { describe, expect, it } from 'vitest';
import { AGENT_ID, APP_ID } from '../sandbox/jira';
import { createJiraBench, fileForm, START, toDocument } from './jira-bench';

const api = '/rest/api/3';

describe('the control API', () => {
  it('lists requests and shows one whole', async () => {
    const bench = createJiraBench();
    const { call, control, report } = bench;
    await report('Older');
    await bench.clock.advance(1000);
    const key = await report(
      'Newer',
      { description: toDocument('All of it'), customfield_10100: '+14155550123' },
      { requestParticipants: [AGENT_ID] },
    );
    await call('PUT', `${api}/issue/${key}/properties/voice.call`, { body: { urgency: 'high' } });
    await call('POST', `/rest/servicedeskapi/request/${key}/comment`, {
      body: { body: 'inside', public: false },
    });
    const bytes = Uint8Array.from([1, 2, 3]);
    const form = fileForm({ name: 'call.wav', type: 'audio/wav', bytes });
    await call('POST', `${api}/issue/${key}/attachments`, {
      form,
      headers: { 'x-atlassian-token': 'no-check' },
    });

    const { requests } = (await control('GET', '/requests')).json;
    expect(requests).toMatchObject([
      {
        key,
        summary: 'Newer',
        requestType: { name: 'Report a problem' },
        status: { name: 'Open', category: 'new' },
        priority: 'Medium',
        reporter: { accountId: APP_ID, displayName: 'Voice to Ticket', accountType: 'app' },
        created: START + 1000,
        commentCount: 1,
        attachmentCount: 1,
        properties: { 'voice.call': { urgency: 'high' } },
      },
      { key: 'SUP-1', summary: 'Older' },
    ]);
    const whole = (await control('GET', `/requests/${key}`)).json;
    expect(whole).toMatchObject({
      description: { adf: toDocument('All of it'), text: 'All of it', html: '<p>All of it</p>' },
      fields: [{ id: 'customfield_10100', name: 'Caller number', text: '+14155550123' }],
      participants: [{ displayName: 'Abel Agent' }],
      comments: [{ public: false, text: 'inside', author: { accountId: APP_ID } }],
      attachments: [{ filename: 'call.wav', size: 3, public: false }],
      transitions: [
        { name: 'Start progress' },
        { name: 'Respond to customer' },
        { name: 'Resolve this issue' },
      ],
      history: [{ items: [{ field: 'Attachment', toString: 'call.wav' }] }],
    });
    const url = String(whole.attachments[0].url).replace('/_sandbox/jira', '');
    const file = await bench.jira.control.request(url);
    expect(file.headers.get('content-disposition')).toMatch(/^inline/);
    expect(new Uint8Array(await file.arrayBuffer())).toEqual(bytes);
    expect((await control('GET', '/requests/SUP-99')).status).toBe(404);
    expect((await control('GET', '/attachments/99/content')).status).toBe(404);
  });

  it('acts as a chosen user, within that user’s rights', async () => {
    const { control, events, report } = createJiraBench();
    const key = await report('Act');
    events.splice(0);
    const commented = await control('POST', `/requests/${key}/comments`, {
      accountId: AGENT_ID,
      text: 'Hello',
      public: true,
    });
    expect(commented).toMatchObject({
      status: 201,
      json: { comments: [{ text: 'Hello', public: true, author: { accountId: AGENT_ID } }] },
    });
    const moved = await control('POST', `/requests/${key}/transitions`, {
      accountId: AGENT_ID,
      transition: 'Start progress',
    });
    expect(moved.json.status).toMatchObject({ name: 'In progress' });
    expect(events.map((event) => [event.eventType, event.payload.selfGenerated])).toEqual([
      ['avi:jira:commented:issue', false],
      ['avi:jira:updated:issue', false],
    ]);
    const refusals: [string, object, number][] = [
      ['transitions', { accountId: AGENT_ID, transition: 'Start progress' }, 400],
      ['transitions', { accountId: 'nobody', transition: '31' }, 401],
      ['comments', { accountId: AGENT_ID }, 400],
      ['comments', { accountId: AGENT_ID, text: ' ' }, 400],
      ['comments', { accountId: AGENT_ID, text: 'x', body: toDocument('x') }, 400],
    ];
    for (const [what, body, status] of refusals) {
      expect((await control('POST', `/requests/${key}/${what}`, body)).status, JSON.stringify(body)).toBe(
        status,
      );
    }
  });

  it('forgets everything, and goes on counting', async () => {
    const { call, control, report, documents } = createJiraBench();
    const key = await report('Forget me');
    const form = fileForm({ name: 'a.wav', type: 'audio/wav', bytes: new Uint8Array(9) });
    const [file] = (
      await call('POST', `${api}/issue/${key}/attachments`, {
        form,
        headers: { 'x-atlassian-token': 'no-check' },
      })
    ).json;
    await control('PUT', '/users', [
      { accountId: 'x', displayName: 'X', accountType: 'customer', roles: {} },
    ]);
    await control('POST', '/faults', { kind: 'reset' });
    expect((await control('DELETE', '/all')).status).toBe(204);
    expect((await control('GET', '/requests')).json.requests).toEqual([]);
    expect((await control('GET', '/users')).json.users).toHaveLength(3);
    expect(documents.blobs.get(`jira-attachment-${file.id}`)).toBeUndefined();
    expect((await call('GET', `${api}/issue/${key}`)).status).toBe(404);
    expect((await call('POST', `${api}/search/jql`, { body: { jql: 'project = SUP' } })).json.issues).toEqual(
      [],
    );
    expect(await report('Again')).toBe('SUP-2');
  });
});
