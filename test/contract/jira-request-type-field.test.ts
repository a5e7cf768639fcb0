import { afterAll, describe, expect, it } from 'vitest';
import { createJiraBench, toDocument } from './jira-bench';
import { expectConformance, hasSpecs } from './openapi';

const bench = createJiraBench();
const { call, control, report } = bench;
const api = '/rest/api/3';
const FIELD = 'customfield_10010';

afterAll(async () => {
  if (hasSpecs()) await expectConformance(bench.recorder.exchanges);
});

const create = (fields: Record<string, unknown>) =>
  call('POST', `${api}/issue`, {
    body: {
      fields: { project: { id: '10000' }, issuetype: { id: '10002' }, summary: 'By phone', ...fields },
    },
  });

describe('the field "Request Type"', () => {
  it('is found by its schema', async () => {
    const fields: { schema: { custom?: string } }[] = (await call('GET', `${api}/field`)).json;
    expect(fields.filter(({ schema }) => schema.custom === 'com.atlassian.servicedesk:vp-origin')).toEqual([
      {
        id: FIELD,
        key: FIELD,
        name: 'Request Type',
        custom: true,
        orderable: true,
        navigable: true,
        searchable: true,
        clauseNames: ['cf[10010]', 'Request Type'],
        schema: {
          type: 'sd-customerrequesttype',
          custom: 'com.atlassian.servicedesk:vp-origin',
          customId: 10010,
        },
      },
    ]);
  });

  it('makes an issue a request, whatever else its type requires', async () => {
    const made = await create({ [FIELD]: '4', description: toDocument('More') });
    expect(made.status).toBe(201);
    const { key } = made.json;
    expect((await call('GET', `/rest/servicedeskapi/request/${key}?expand=status`)).json).toMatchObject({
      requestTypeId: '4',
      currentStatus: { status: 'Open', statusCategory: 'NEW' },
    });
    expect((await call('GET', `${api}/issue/${key}`)).json.fields[FIELD]).toMatchObject({
      requestType: { id: '4', name: 'New starter' },
      currentStatus: { status: 'Open' },
    });
    expect((await control('GET', `/requests/${key}`)).json.requestType).toEqual({
      id: '4',
      name: 'New starter',
    });
    for (const clause of ['"Request Type" = "New starter"', 'cf[10010] = "New starter"']) {
      const found = await call('POST', `${api}/search/jql`, { body: { jql: `project = SUP AND ${clause}` } });
      expect(found.json.issues, clause).toHaveLength(1);
    }
    const plain = await create({});
    expect((await call('GET', `/rest/servicedeskapi/request/${plain.json.key}`)).status).toBe(404);
    expect((await call('GET', `${api}/issue/${plain.json.key}`)).json.fields[FIELD]).toBeNull();
  });

  it.each<[string, unknown, string]>([
    ['a name', 'New starter', "The request type 'New starter' is not valid for project 'SUP'."],
    ['an unknown id', '99', "The request type '99' is not valid"],
    ['an object', { id: '4' }, 'Operation value must be a string'],
    ['a type of another issue type', '1', "not valid for the issue type '10002'"],
  ])('takes an id of the project, not %s', async (_what, value, message) => {
    const refused = await create({ [FIELD]: value });
    expect(refused).toMatchObject({
      status: 400,
      json: { errorMessages: [], errors: { [FIELD]: expect.stringContaining(message) } },
    });
  });

  it('can be changed, and is none of the portal form’s fields', async () => {
    const { key } = (await create({ [FIELD]: '2' })).json;
    const path = `${api}/issue/${key}`;
    expect((await call('PUT', path, { body: { fields: { [FIELD]: '3' } } })).status).toBe(204);
    const changed = (await call('GET', `${path}?expand=changelog`)).json;
    expect(changed.fields[FIELD]).toMatchObject({ requestType: { id: '3' } });
    expect(changed.changelog.histories[0].items).toMatchObject([
      { field: 'Request Type', fromString: 'Request hardware', toString: 'Ask a question' },
    ]);
    expect((await call('PUT', path, { body: { fields: { [FIELD]: '1' } } })).status).toBe(400);
    const form = {
      serviceDeskId: '1',
      requestTypeId: '3',
      requestFieldValues: { summary: 's', [FIELD]: '3' },
    };
    expect((await call('POST', '/rest/servicedeskapi/request', { body: form })).status).toBe(400);
  });

  it('is refused where it is not on the screen', async () => {
    const screen = `${api}/screens/1/tabs/10000/fields`;
    expect((await call('DELETE', `${screen}/${FIELD}`)).status).toBe(204);
    const refused = await create({ [FIELD]: '4' });
    expect(refused.json.errors[FIELD]).toContain('not on the appropriate screen');
    expect((await call('POST', screen, { body: { fieldId: FIELD } })).status).toBe(200);
    expect((await create({ [FIELD]: '4' })).status).toBe(201);
  });
});

describe('comments of the platform on a request', () => {
  const property = (internal: boolean) => [{ key: 'sd.public.comment', value: { internal } }];

  it.each([
    ['without the property', undefined, true],
    ['that are marked as internal', property(true), false],
    ['that are marked as not internal', property(false), true],
  ])('%s', async (_what, properties, shown) => {
    const key = await report('Comments');
    const body = { body: toDocument('Hello'), ...(properties === undefined ? {} : { properties }) };
    const added = await call('POST', `${api}/issue/${key}/comment`, { body });
    expect(added).toMatchObject({ status: 201, json: { jsdPublic: shown } });
    expect((await control('GET', `/requests/${key}`)).json.comments).toMatchObject([{ public: shown }]);
    const portal = `/rest/servicedeskapi/request/${key}/comment?public=true&internal=false`;
    expect((await call('GET', portal)).json.size).toBe(shown ? 1 : 0);
    expect(bench.events.at(-1)).toMatchObject({
      eventType: 'avi:jira:commented:issue',
      payload: { comment: { jsdPublic: shown } },
    });
  });

  it('come after a request was reopened, too', async () => {
    const key = await report('Again');
    const move = (id: string) =>
      call('POST', `${api}/issue/${key}/transitions`, { body: { transition: { id } } });
    expect((await move('31')).status).toBe(204);
    expect((await move('41')).status).toBe(204);
    const { json } = await call('GET', `/rest/servicedeskapi/request/${key}/status?start=0&limit=10`);
    expect(json).toMatchObject({ size: 3, isLastPage: true });
    expect(json.values[0]).toMatchObject({ status: 'Open', statusCategory: 'NEW' });
  });
});
