import { afterAll, describe, expect, it } from 'vitest';
import { ADMIN_ID, AGENT_ID } from '../sandbox/jira';
import { createJiraBench, toDocument } from './jira-bench';
import { expectConformance, hasSpecs } from './openapi';

const bench = createJiraBench();
const { call, control, report } = bench;
const api = '/rest/api/3';

afterAll(async () => {
  if (hasSpecs()) await expectConformance(bench.recorder.exchanges);
});

const create = (fields: Record<string, unknown>, more: object = {}, as?: string | null) => {
  const body = {
    serviceDeskId: '1',
    requestTypeId: '1',
    isAdfRequest: true,
    requestFieldValues: fields,
    ...more,
  };
  return call('POST', '/rest/servicedeskapi/request', { body, ...(as === undefined ? {} : { as }) });
};

describe('who may do what', () => {
  const CUSTOMER = 'qm:cora';
  const STRANGER = 'stranger';

  it('hides everything from strangers, and the inside from customers', async () => {
    await control('PUT', '/users', [
      {
        accountId: CUSTOMER,
        displayName: 'Cora Customer',
        accountType: 'customer',
        roles: { SUP: 'customer' },
      },
      { accountId: STRANGER, displayName: 'Sam Stranger', accountType: 'atlassian', roles: {} },
      {
        accountId: 'gone',
        displayName: 'Gone',
        accountType: 'atlassian',
        active: false,
        roles: { SUP: 'agent' },
      },
    ]);
    const own = (await create({ summary: 'My own' }, {}, CUSTOMER)).json.issueKey;
    const other = await report('Not hers');
    await call('POST', `/rest/servicedeskapi/request/${own}/comment`, {
      body: { body: 'inside', public: false },
      as: AGENT_ID,
    });
    await call('POST', `/rest/servicedeskapi/request/${own}/comment`, {
      body: { body: 'outside', public: true },
      as: AGENT_ID,
    });

    const asCustomer = { as: CUSTOMER };
    expect((await call('GET', `/rest/servicedeskapi/request/${own}`, asCustomer)).status).toBe(200);
    expect((await call('GET', `/rest/servicedeskapi/request/${other}`, asCustomer)).status).toBe(404);
    expect((await call('GET', `${api}/issue/${own}`, asCustomer)).status).toBe(404);
    const comments = await call('GET', `/rest/servicedeskapi/request/${own}/comment`, asCustomer);
    expect(comments.json.values.map((comment: { body: string }) => comment.body)).toEqual(['outside']);
    const list = await call('GET', '/rest/servicedeskapi/request?requestOwnership=ALL_REQUESTS', asCustomer);
    expect(list.json.values.map((request: { issueKey: string }) => request.issueKey)).toEqual([own]);
    const internal = { body: { body: 'x', public: false }, as: CUSTOMER };
    expect((await call('POST', `/rest/servicedeskapi/request/${own}/comment`, internal)).status).toBe(403);
    expect((await create({ summary: 's' }, { raiseOnBehalfOf: AGENT_ID }, CUSTOMER)).status).toBe(403);
    const transitions = await call('GET', `/rest/servicedeskapi/request/${own}/transition`, asCustomer);
    expect(transitions.json.values.map((one: { name: string }) => one.name)).toEqual(['Resolve this issue']);

    for (const as of [STRANGER]) {
      expect((await call('GET', `${api}/issue/${own}`, { as })).status).toBe(404);
      expect((await call('GET', `/rest/servicedeskapi/request/${own}`, { as })).status).toBe(404);
      expect((await create({ summary: 's' }, {}, as)).status).toBe(404);
      expect((await call('GET', `${api}/project`, { as })).json).toEqual([]);
    }
    for (const as of [null, 'unknown', 'gone']) {
      expect((await call('GET', `${api}/myself`, { as })).status).toBe(401);
      expect((await call('GET', '/rest/servicedeskapi/info', { as })).status).toBe(401);
    }
  });

  it('tells permissions as data', async () => {
    const ask = (query: string, as: string) =>
      call('GET', `${api}/mypermissions?permissions=${query}`, { as });
    const have = async (permission: string, as: string): Promise<boolean> =>
      (await ask(permission, as)).json.permissions[permission].havePermission;
    expect(await have('ADMINISTER', ADMIN_ID)).toBe(true);
    expect(await have('ADMINISTER', AGENT_ID)).toBe(false);
    expect(await have('EDIT_ISSUES', AGENT_ID)).toBe(true);
    expect(await have('DELETE_ISSUES', AGENT_ID)).toBe(false);
    const key = await report('Permissions');
    expect((await ask(`BROWSE_PROJECTS&issueKey=${key}`, STRANGER)).status).toBe(404);
    expect(
      (await ask(`BROWSE_PROJECTS&issueKey=${key}`, AGENT_ID)).json.permissions.BROWSE_PROJECTS.type,
    ).toBe('PROJECT');
    expect((await ask('MAKE_COFFEE', AGENT_ID)).status).toBe(400);
    expect((await call('GET', `${api}/mypermissions`, { as: AGENT_ID })).status).toBe(400);
    expect((await call('DELETE', `${api}/issue/${key}`, { as: AGENT_ID })).status).toBe(403);
  });

  it('lets only the author or an administrator change a comment', async () => {
    const path = `${api}/issue/${await report('Whose')}/comment`;
    const { id } = (await call('POST', path, { body: { body: toDocument('mine') }, as: ADMIN_ID })).json;
    const edit = (as: string) => call('PUT', `${path}/${id}`, { body: { body: toDocument('yours') }, as });
    expect((await edit(AGENT_ID)).status).toBe(403);
    expect((await call('DELETE', `${path}/${id}`, { as: AGENT_ID })).status).toBe(403);
    expect((await edit(ADMIN_ID)).status).toBe(200);
  });

  it('can take rights from the app', async () => {
    const poor = createJiraBench({
      rolePermissions: { app: ['BROWSE_PROJECTS', 'CREATE_ISSUES', 'ADD_COMMENTS'] },
    });
    const key = await poor.report('Poor');
    expect(
      (await poor.call('PUT', `${api}/issue/${key}`, { body: { fields: { summary: 'x' } } })).status,
    ).toBe(403);
    const body = {
      serviceDeskId: '1',
      requestTypeId: '3',
      raiseOnBehalfOf: AGENT_ID,
      requestFieldValues: { summary: 's' },
    };
    expect((await poor.call('POST', '/rest/servicedeskapi/request', { body })).status).toBe(403);
  });
});
