import { createCloudClient } from 'jira.js/cloud';
import { afterAll, describe, expect, it } from 'vitest';
import { AGENT_ID, APP_ID } from '../sandbox/jira';
import { createJiraBench, listen, toDocument } from './jira-bench';
import { expectConformance, hasSpecs } from './openapi';

const bench = createJiraBench();
const { call, report } = bench;
const api = '/rest/api/3';

afterAll(async () => {
  if (!hasSpecs()) return;
  await expectConformance(bench.recorder.exchanges);
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

it('loses nothing when many write at once', async () => {
  const path = `${api}/issue/${await report('Busy')}`;
  const writes = Array.from({ length: 10 }, (_, index) => [
    call('PUT', `${path}/properties/p${index}`, { body: { index } }),
    call('POST', `${path}/comment`, { body: { body: toDocument(`Comment ${index}`) } }),
    call('PUT', path, { body: { update: { labels: [{ add: `label-${index}` }] } } }),
    call('POST', `/rest/servicedeskapi/request/${path.split('/').at(-1)}/participant`, {
      body: { accountIds: [AGENT_ID] },
    }),
  ]).flat();
  const statuses = (await Promise.all(writes)).map((answer) => answer.status);
  expect(statuses.every((status) => status < 300)).toBe(true);
  const { fields, properties } = (await call('GET', `${path}?properties=*all`)).json;
  expect(fields.comment.total).toBe(10);
  expect(fields.labels).toHaveLength(10);
  expect(Object.keys(properties)).toHaveLength(10);
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
