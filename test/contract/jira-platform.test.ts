import { createCloudClient } from 'jira.js/cloud';
import { afterAll, describe, expect, it } from 'vitest';
import { ADMIN_ID, AGENT_ID, APP_ID } from '../sandbox/jira';
import { createJiraBench, fileForm, listen, SITE, toDocument } from './jira-bench';
import { expectConformance, hasSpecs } from './openapi';

const bench = createJiraBench();
const { call, report } = bench;
const api = '/rest/api/3';

afterAll(async () => {
  if (!hasSpecs()) return;
  const covered = await expectConformance(bench.recorder.exchanges);
  expect(covered.get('jira-platform-v3')?.size).toBeGreaterThan(40);
});

describe('issues', () => {
  it('shows the chosen fields, properties and expansions', async () => {
    const key = await report('Fields', {
      description: toDocument('Hello <b>'),
      customfield_10100: '+491701234567',
    });
    const whole = await call(
      'GET',
      `${api}/issue/${key}?expand=renderedFields,names,schema,transitions,changelog`,
    );
    expect(whole.json).toMatchObject({
      key,
      fields: {
        summary: 'Fields',
        description: toDocument('Hello <b>'),
        priority: { name: 'Medium' },
        project: { key: 'SUP' },
        status: { name: 'Open', statusCategory: { key: 'new' } },
        reporter: { accountId: APP_ID, accountType: 'app' },
        customfield_10100: '+491701234567',
        customfield_10101: null,
        customfield_10010: { requestType: { id: '1', name: 'Report a problem' } },
        labels: [],
        resolution: null,
        created: '2026-11-20T09:00:00.000+0000',
      },
      renderedFields: { description: '<p>Hello &lt;b&gt;</p>' },
      names: { customfield_10100: 'Caller number' },
      schema: { customfield_10101: { type: 'option' } },
    });
    const some = await call('GET', `${api}/issue/${key}?fields=summary,status`);
    expect(Object.keys(some.json.fields)).toEqual(['summary', 'status']);
    const others = await call('GET', `${api}/issue/${key}?fields=*all,-comment`);
    expect(others.json.fields).not.toHaveProperty('comment');
    expect(others.json.fields).toHaveProperty('attachment');
  });

  it('edits fields and keeps the history', async () => {
    const key = await report('Edit me');
    const body = {
      fields: { summary: 'Edited', priority: { id: '1' }, customfield_10101: { value: 'Madrid' } },
      update: {
        labels: [{ add: 'phone' }, { add: 'urgent' }, { remove: 'phone' }],
        comment: [{ add: { body: toDocument('By edit') } }],
      },
    };
    expect((await call('PUT', `${api}/issue/${key}?notifyUsers=false`, { body })).status).toBe(204);
    const { fields, changelog } = (await call('GET', `${api}/issue/${key}?expand=changelog`)).json;
    expect(fields).toMatchObject({
      summary: 'Edited',
      labels: ['urgent'],
      priority: { name: 'Highest' },
      customfield_10101: { id: '10301', value: 'Madrid' },
    });
    expect(fields.comment.comments).toMatchObject([{ body: toDocument('By edit') }]);
    expect(changelog.histories[0].items).toEqual([
      { field: 'summary', fieldId: 'summary', fieldtype: 'jira', fromString: 'Edit me', toString: 'Edited' },
      {
        field: 'priority',
        fieldId: 'priority',
        fieldtype: 'jira',
        from: '3',
        fromString: 'Medium',
        to: '1',
        toString: 'Highest',
      },
      {
        field: 'Location',
        fieldId: 'customfield_10101',
        fieldtype: 'custom',
        to: '10301',
        toString: 'Madrid',
      },
      { field: 'labels', fieldId: 'labels', fieldtype: 'jira', toString: 'urgent' },
    ]);
    const listed = await call('GET', `${api}/issue/${key}/changelog`);
    expect(listed.json).toMatchObject({ total: 1, isLast: true });
  });

  it('creates a plain issue, assigns it, moves it and deletes it', async () => {
    const fields = {
      project: { key: 'SUP' },
      issuetype: { name: 'Task' },
      summary: 'Plain',
      labels: ['b', 'a'],
    };
    const created = await call('POST', `${api}/issue`, {
      body: { fields, properties: [{ key: 'p', value: [1] }] },
    });
    expect(created.status).toBe(201);
    const path = `${api}/issue/${created.json.key}`;
    expect((await call('PUT', `${path}/assignee`, { body: { accountId: AGENT_ID } })).status).toBe(204);
    const transitions = await call('GET', `${path}/transitions`);
    expect(transitions.json.transitions.map((one: { to: { name: string } }) => one.to.name)).toEqual([
      'In progress',
      'Waiting for customer',
      'Resolved',
    ]);
    expect((await call('POST', `${path}/transitions`, { body: { transition: { id: '31' } } })).status).toBe(
      204,
    );
    expect((await call('POST', `${path}/transitions`, { body: { transition: { id: '31' } } })).status).toBe(
      400,
    );
    const moved = (await call('GET', `${path}?properties=*all`)).json;
    expect(moved).toMatchObject({
      properties: { p: [1] },
      fields: {
        assignee: { accountId: AGENT_ID },
        status: { name: 'Resolved' },
        resolution: { name: 'Done' },
        labels: ['a', 'b'],
      },
    });
    expect((await call('DELETE', path)).status).toBe(204);
    expect((await call('GET', path)).json).toEqual({
      errorMessages: ['Issue does not exist or you do not have permission to see it.'],
      errors: {},
    });
  });

  it('links issues in both directions', async () => {
    const [left, right] = [await report('Cause'), await report('Effect')];
    const body = { type: { name: 'Relates' }, inwardIssue: { key: left }, outwardIssue: { key: right } };
    expect((await call('POST', `${api}/issueLink`, { body })).status).toBe(201);
    const [link] = (await call('GET', `${api}/issue/${left}`)).json.fields.issuelinks;
    expect(link).toMatchObject({ type: { name: 'Relates' }, outwardIssue: { key: right } });
    const back = (await call('GET', `${api}/issue/${right}`)).json.fields.issuelinks;
    expect(back).toMatchObject([{ id: link.id, inwardIssue: { key: left } }]);
    expect((await call('GET', `${api}/issueLink/${link.id}`)).json).toMatchObject({
      inwardIssue: { key: left },
    });
    expect((await call('DELETE', `${api}/issueLink/${link.id}`)).status).toBe(204);
    expect((await call('GET', `${api}/issue/${right}`)).json.fields.issuelinks).toEqual([]);
    expect(
      (await call('POST', `${api}/issueLink`, { body: { ...body, type: { name: 'Nope' } } })).status,
    ).toBe(404);
    expect((await call('GET', `${api}/issueLinkType`)).json.issueLinkTypes).toHaveLength(3);
  });
});

describe('comments', () => {
  it('are created, listed, edited and deleted', async () => {
    const path = `${api}/issue/${await report('Comments')}/comment`;
    const created = await call('POST', path, { body: { body: toDocument('One') } });
    expect(created).toMatchObject({ status: 201, json: { jsdPublic: true, author: { accountId: APP_ID } } });
    await call('POST', path, { body: { body: toDocument('Two') } });
    const edited = await call('PUT', `${path}/${created.json.id}`, { body: { body: toDocument('Uno') } });
    expect(edited.json.body).toEqual(toDocument('Uno'));
    const newestFirst = await call('GET', `${path}?orderBy=-created&maxResults=1&expand=renderedBody`);
    expect(newestFirst.json).toMatchObject({ total: 2, comments: [{ renderedBody: '<p>Two</p>' }] });
    expect((await call('DELETE', `${path}/${created.json.id}`)).status).toBe(204);
    expect((await call('GET', `${path}/${created.json.id}`)).status).toBe(404);
  });

  it('are internal by their property in both APIs', async () => {
    const key = await report('Internal');
    const mark = { key: 'sd.public.comment', value: { internal: true } };
    const made = await call('POST', `${api}/issue/${key}/comment`, {
      body: { body: toDocument('Hidden'), properties: [mark] },
    });
    expect(made.json.jsdPublic).toBe(false);
    const seen = await call('GET', `/rest/servicedeskapi/request/${key}/comment/${made.json.id}`);
    expect(seen.json).toMatchObject({ public: false, body: 'Hidden' });

    const other = await call('POST', `/rest/servicedeskapi/request/${key}/comment`, {
      body: { body: 'Psst', public: false },
    });
    const property = await call('GET', `${api}/comment/${other.json.id}/properties/sd.public.comment`);
    expect(property.json).toEqual(mark);
    const listed = await call('GET', `${api}/issue/${key}/comment?expand=properties`);
    expect(listed.json.comments.map((comment: { properties: unknown }) => comment.properties)).toEqual([
      [mark],
      [mark],
    ]);

    // Taken back, the comment is public for both.
    expect(
      (await call('DELETE', `${api}/comment/${other.json.id}/properties/sd.public.comment`)).status,
    ).toBe(204);
    expect(
      (await call('GET', `/rest/servicedeskapi/request/${key}/comment/${other.json.id}`)).json.public,
    ).toBe(true);
  });
});

describe('properties', () => {
  it('are written, replaced, listed and removed', async () => {
    const path = `${api}/issue/${await report('Properties')}/properties`;
    expect((await call('PUT', `${path}/voice.call`, { body: { sid: 'CA1' } })).status).toBe(201);
    expect((await call('PUT', `${path}/voice.call`, { body: { sid: 'CA2' } })).status).toBe(200);
    expect((await call('GET', `${path}/voice.call`)).json).toEqual({
      key: 'voice.call',
      value: { sid: 'CA2' },
    });
    expect((await call('GET', path)).json.keys).toMatchObject([{ key: 'voice.call' }]);
    expect((await call('DELETE', `${path}/voice.call`)).status).toBe(204);
    expect((await call('GET', `${path}/voice.call`)).status).toBe(404);
    expect((await call('DELETE', `${path}/voice.call`)).status).toBe(404);
  });

  it('have the documented limits', async () => {
    const path = `${api}/issue/${await report('Limits')}/properties`;
    const frame = JSON.stringify({ v: '' }).length;
    expect((await call('PUT', `${path}/k`, { body: { v: 'x'.repeat(32_768 - frame) } })).status).toBe(201);
    expect((await call('PUT', `${path}/k`, { body: { v: 'x'.repeat(32_769 - frame) } })).status).toBe(400);
    expect((await call('PUT', `${path}/${'k'.repeat(255)}`, { body: {} })).status).toBe(201);
    expect((await call('PUT', `${path}/${'k'.repeat(256)}`, { body: {} })).status).toBe(400);
  });
});

describe('attachments', () => {
  const wav = {
    name: 'call é.wav',
    type: 'audio/wav',
    bytes: Uint8Array.from({ length: 300 }, (_, index) => index % 256),
  };
  const headers = { 'x-atlassian-token': 'no-check' };

  it('come with an issue, byte for byte, and go', async () => {
    const key = await report('Recording');
    const added = await call('POST', `${api}/issue/${key}/attachments`, { form: fileForm(wav), headers });
    expect(added).toMatchObject({
      status: 200,
      json: [{ filename: 'call é.wav', size: 300, mimeType: 'audio/wav' }],
    });
    const { id, content } = added.json[0];
    const reply = await bench.jira.fetch(
      new Request(content, { headers: { 'x-sandbox-account': AGENT_ID } }),
    );
    expect(new Uint8Array(await reply.arrayBuffer())).toEqual(wav.bytes);
    const part = await bench.jira.fetch(
      new Request(content, { headers: { 'x-sandbox-account': AGENT_ID, range: 'bytes=10-19' } }),
    );
    expect([part.status, part.headers.get('content-range')]).toEqual([206, 'bytes 10-19/300']);
    expect(new Uint8Array(await part.arrayBuffer())).toEqual(wav.bytes.slice(10, 20));
    expect((await call('GET', `${api}/attachment/${id}`)).json).toMatchObject({
      id: Number(id),
      filename: 'call é.wav',
    });
    expect((await call('GET', `${api}/attachment/meta`)).json).toEqual({
      enabled: true,
      uploadLimit: 1_073_741_824,
    });
    expect((await call('DELETE', `${api}/attachment/${id}`)).status).toBe(204);
    expect((await call('GET', `${api}/attachment/content/${id}`)).status).toBe(404);
    expect((await call('GET', `${api}/issue/${key}`)).json.fields.attachment).toEqual([]);
  });

  it('come through Service Management in two steps', async () => {
    const key = await report('Two steps');
    const upload = '/rest/servicedeskapi/servicedesk/1/attachTemporaryFile';
    const form = fileForm(wav, { ...wav, name: 'b.wav' });
    const uploaded = await call('POST', upload, {
      form,
      headers: { ...headers, 'x-experimentalapi': 'opt-in' },
    });
    expect(uploaded.status).toBe(201);
    const ids = uploaded.json.temporaryAttachments.map(
      (one: { temporaryAttachmentId: string }) => one.temporaryAttachmentId,
    );
    const body = { temporaryAttachmentIds: ids, public: false, additionalComment: { body: 'The recording' } };
    const attached = await call('POST', `/rest/servicedeskapi/request/${key}/attachment`, { body });
    expect(attached).toMatchObject({
      status: 201,
      json: {
        comment: { public: false, body: 'The recording\n\n[^call é.wav]\n[^b.wav]' },
        attachments: { size: 2 },
      },
    });
    const again = await call('POST', `/rest/servicedeskapi/request/${key}/attachment`, { body });
    expect(again.status).toBe(400);
    expect((await call('GET', `/rest/servicedeskapi/request/${key}/attachment`)).json.size).toBe(2);
  });

  it('are refused without the token, the opt-in, a file, or within the limit', async () => {
    const small = createJiraBench({ uploadLimit: 299 });
    const path = `${api}/issue/${await small.report('Small')}/attachments`;
    expect((await small.call('POST', path, { form: fileForm(wav) })).status).toBe(403);
    expect((await small.call('POST', path, { form: fileForm(wav), headers })).status).toBe(413);
    expect((await small.call('POST', path, { form: new FormData(), headers })).status).toBe(400);
    expect((await small.call('POST', path, { body: {}, headers })).status).toBe(415);
    const upload = '/rest/servicedeskapi/servicedesk/1/attachTemporaryFile';
    expect((await small.call('POST', upload, { form: fileForm(wav), headers })).status).toBe(412);
  });
});

describe('the site', () => {
  it('knows its people', async () => {
    expect((await call('GET', `${api}/myself`, { as: ADMIN_ID })).json).toMatchObject({
      displayName: 'Ada Admin',
    });
    expect((await call('GET', `${api}/user?accountId=${AGENT_ID}`)).json).toMatchObject({
      displayName: 'Abel Agent',
    });
    expect((await call('GET', `${api}/user?accountId=nobody`)).status).toBe(404);
    const found = await call('GET', `${api}/user/search?query=ab`);
    expect(found.json.map((user: { accountId: string }) => user.accountId)).toEqual([AGENT_ID]);
    expect((await call('GET', `${api}/user/search`)).status).toBe(400);
    expect((await call('GET', `${api}/users/search`)).json).toHaveLength(3);
    expect((await call('GET', `${api}/user/assignable/search?project=SUP&query=ad`)).json).toHaveLength(1);
  });

  it('lists what it is made of', async () => {
    expect((await call('GET', `${api}/serverInfo`)).json).toMatchObject({
      baseUrl: `https://${SITE}`,
      deploymentType: 'Cloud',
    });
    expect((await call('GET', `${api}/project/SUP`)).json).toMatchObject({
      id: '10000',
      lead: { accountId: ADMIN_ID },
    });
    expect((await call('GET', `${api}/project/NOPE`)).status).toBe(404);
    expect((await call('GET', `${api}/project/search`)).json).toMatchObject({ total: 1, isLast: true });
    const priorities = (await call('GET', `${api}/priority`)).json.map((one: { name: string }) => one.name);
    expect(priorities).toEqual(['Highest', 'High', 'Medium', 'Low', 'Lowest']);
    expect((await call('GET', `${api}/priority/search?maxResults=2`)).json).toMatchObject({
      total: 5,
      isLast: false,
    });
    for (const list of ['status', 'resolution', 'issuetype', 'project']) {
      expect((await call('GET', `${api}/${list}`)).json.length).toBeGreaterThan(0);
    }
    await report('Labelled', {});
    expect((await call('GET', `${api}/label`)).json.values).toEqual(['urgent']);
  });

  it('takes a custom field, puts it on the screen and gives it options', async () => {
    const type = 'com.atlassian.jira.plugin.system.customfieldtypes:select';
    const field = await call('POST', `${api}/field`, { body: { name: 'Call outcome', type } });
    expect(field).toMatchObject({ status: 201, json: { custom: true, schema: { type: 'option' } } });
    const { id } = field.json;
    const contexts = await call('GET', `${api}/field/${id}/context`);
    const option = `${api}/field/${id}/context/${contexts.json.values[0].id}/option`;
    const options = await call('POST', option, { body: { options: [{ value: 'Filed' }] } });
    expect(options.json.options).toMatchObject([{ value: 'Filed', disabled: false }]);
    expect((await call('GET', option)).json.values).toHaveLength(1);

    const key = await report('Outcome');
    const edit = { body: { fields: { [id]: { value: 'Filed' } } } };
    const early = await call('PUT', `${api}/issue/${key}`, edit);
    expect(early).toMatchObject({
      status: 400,
      json: { errors: { [id]: expect.stringContaining('not on the appropriate screen') } },
    });
    const [tab] = (await call('GET', `${api}/screens/1/tabs`)).json;
    const screen = `${api}/screens/1/tabs/${tab.id}/fields`;
    expect((await call('POST', screen, { body: { fieldId: id } })).json).toEqual({
      id,
      name: 'Call outcome',
    });
    expect((await call('PUT', `${api}/issue/${key}`, edit)).status).toBe(204);
    expect((await call('GET', `${api}/issue/${key}`)).json.fields[id]).toMatchObject({ value: 'Filed' });
    expect((await call('GET', screen)).json.at(-1)).toEqual({ id, name: 'Call outcome' });
    expect((await call('GET', `${api}/field`)).json.at(-1).id).toBe(id);
    expect((await call('GET', `${api}/field/search?query=outcome`)).json.total).toBe(1);
    expect((await call('POST', `${api}/field`, { body: { name: 'x', type }, as: AGENT_ID })).status).toBe(
      403,
    );
  });
});

it('satisfies the models of jira.js for the platform', async () => {
  const { url, close } = await listen(bench);
  try {
    const client = createCloudClient({
      host: url,
      headers: { 'x-sandbox-account': APP_ID },
      onSchemaMismatch: 'throw',
    });
    const issueIdOrKey = await report('jira.js');
    await client.issueProperties.setIssueProperty({ issueIdOrKey, propertyKey: 'k', body: { a: 1 } });
    await expect(
      client.issueProperties.getIssueProperty({ issueIdOrKey, propertyKey: 'k' }),
    ).resolves.toMatchObject({ value: { a: 1 } });
    await expect(client.issues.getIssue({ issueIdOrKey })).resolves.toMatchObject({ key: issueIdOrKey });
    await client.issueComments.addComment({ issueIdOrKey, body: toDocument('From a client') });
    await expect(client.issueComments.getComments({ issueIdOrKey })).resolves.toMatchObject({ total: 1 });
    const found = await client.issueSearch.searchAndReconsileIssuesUsingJqlPost({
      jql: `key = ${issueIdOrKey}`,
      fields: ['summary'],
    });
    expect(found.issues).toMatchObject([{ key: issueIdOrKey }]);
  } finally {
    close();
  }
});
