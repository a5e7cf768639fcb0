import { afterAll, describe, expect, it } from 'vitest';
import { ADMIN_ID, AGENT_ID } from '../sandbox/jira';
import { createJiraBench, fileForm, SITE } from './jira-bench';
import { expectConformance, hasSpecs } from './openapi';

const bench = createJiraBench();
const { call, report } = bench;
const api = '/rest/api/3';

afterAll(async () => {
  if (hasSpecs()) await expectConformance(bench.recorder.exchanges);
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
    const labelled = await report('Labelled');
    await call('PUT', `${api}/issue/${labelled}`, { body: { fields: { labels: ['urgent'] } } });
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
