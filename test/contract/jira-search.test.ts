import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDocuments } from '../sandbox/documents';
import { AGENT_ID, APP_ID, createJira, type PropertyIndex } from '../sandbox/jira';
import { createJiraBench, toDocument } from './jira-bench';
import { expectConformance, hasSpecs } from './openapi';

const propertyAliases: PropertyIndex[] = [
  { propertyKey: 'voice.call', path: 'sid', type: 'string', searchAlias: 'callSid' },
  { propertyKey: 'voice.call', path: 'seconds', type: 'number', searchAlias: 'callSeconds' },
  { propertyKey: 'voice.call', path: 'facts.product', type: 'text' },
  { propertyKey: 'voice.call', path: 'startedAt', type: 'date', searchAlias: 'callStartedAt' },
];

const bench = createJiraBench({ propertyAliases });
const { call, clock, report } = bench;
const api = '/rest/api/3';
const DAY = 24 * 60 * 60_000;

const search = (jql: string, more: object = {}, as = APP_ID) =>
  call('POST', `${api}/search/jql`, { body: { jql, fields: ['summary'], ...more }, as });

const find = async (jql: string): Promise<string[]> => {
  const answer = await search(jql);
  if (answer.status !== 200) throw new Error(`${jql}: ${answer.text}`);
  return answer.json.issues.map((issue: { fields: { summary: string } }) => issue.fields.summary);
};

const setProperty = (key: string, value: object) =>
  call('PUT', `${api}/issue/${key}/properties/voice.call`, { body: value });

beforeAll(async () => {
  const printer = await report('The printer burns', {
    description: toDocument('Smoke on the third floor'),
    priority: { id: '1' },
  });
  await setProperty(printer, {
    sid: 'CA1',
    seconds: 65,
    facts: { product: 'LaserJet Pro 400' },
    startedAt: '2026-11-20T08:59:00Z',
  });
  await clock.advance(2 * DAY);
  const door = await report('Door is stuck', { customfield_10100: '+14155550123' });
  await setProperty(door, {
    sid: 'CA2',
    seconds: 20,
    facts: [{ product: 'Door 12' }, { product: 'Badge reader' }],
  });
  await call('PUT', `${api}/issue/${door}`, {
    body: { fields: { labels: ['phone', 'office'], assignee: { accountId: AGENT_ID } } },
  });
  await clock.advance(8 * DAY);
  const mail = await report('Mail is slow', {}, { raiseOnBehalfOf: AGENT_ID });
  await call('POST', `${api}/issue/${mail}/comment`, {
    body: { body: toDocument('The outbound queue is full') },
  });
  await call('POST', `${api}/issue/${mail}/transitions`, { body: { transition: { id: '31' } } });
});

afterAll(async () => {
  if (hasSpecs()) await expectConformance(bench.recorder.exchanges);
});

const PRINTER = 'The printer burns';
const DOOR = 'Door is stuck';
const MAIL = 'Mail is slow';

describe('JQL', () => {
  it.each<[string, string[]]>([
    ['project = SUP', [MAIL, DOOR, PRINTER]],
    ['project = "Support" ORDER BY created ASC', [PRINTER, DOOR, MAIL]],
    ['project in (SUP) order by key', [PRINTER, DOOR, MAIL]],
    ['project = SUP ORDER BY priority DESC, key ASC', [PRINTER, DOOR, MAIL]],
    ['project = SUP ORDER BY callSeconds', [DOOR, PRINTER, MAIL]],
    ['project = SUP ORDER BY callSeconds DESC', [MAIL, PRINTER, DOOR]],
    ['key = SUP-2', [DOOR]],
    ['key in (SUP-1, SUP-3)', [MAIL, PRINTER]],
    ['key > SUP-1', [MAIL, DOOR]],
    ['text ~ "smoke floor"', [PRINTER]],
    ['text ~ "\\"third floor\\""', [PRINTER]],
    ['text ~ "\\"floor third\\""', []],
    ['text ~ "outbound"', [MAIL]],
    ['summary ~ "print*"', [PRINTER]],
    ['summary ~ "print"', []],
    ['summary !~ "printer"', [MAIL, DOOR]],
    ['description ~ smoke', [PRINTER]],
    ['comment ~ queue', [MAIL]],
    ['"Caller number" ~ "14155550123"', [DOOR]],
    ['cf[10100] is not EMPTY', [DOOR]],
    ['labels = phone', [DOOR]],
    ['labels in (office, other)', [DOOR]],
    ['labels is EMPTY', [MAIL, PRINTER]],
    // An empty field matches neither = nor !=.
    ['labels != other', [DOOR]],
    ['status = Resolved', [MAIL]],
    ['status != Resolved', [DOOR, PRINTER]],
    ['status not in ("In progress", Resolved)', [DOOR, PRINTER]],
    ['statusCategory = Done', [MAIL]],
    ['statusCategory != Done', [DOOR, PRINTER]],
    ['resolution = Unresolved', [DOOR, PRINTER]],
    ['resolution is not EMPTY', [MAIL]],
    ['reporter = currentUser()', [DOOR, PRINTER]],
    [`reporter = "${AGENT_ID}"`, [MAIL]],
    ['assignee is EMPTY', [MAIL, PRINTER]],
    ['assignee = "abel agent"', [DOOR]],
    ['priority = Highest', [PRINTER]],
    ['priority > Medium', [PRINTER]],
    ['priority <= Medium', [MAIL, DOOR]],
    ['"Request Type" = "Report a problem" AND type = "[System] Incident"', [MAIL, DOOR, PRINTER]],
    ['created >= -9d', [MAIL, DOOR]],
    ['created >= "-1h"', [MAIL]],
    ['created < -1w', [DOOR, PRINTER]],
    ['created >= "2026-11-22" AND created < "2026/11/30 08:00"', [DOOR]],
    ['created >= startOfDay()', [MAIL]],
    ['created >= startOfDay(-8d) and created <= endOfDay(-1d)', [DOOR]],
    ['updated <= now() AND resolved >= -1d', [MAIL]],
    ['issue.property[voice.call].sid = CA1', [PRINTER]],
    ['issue.property["voice.call"].seconds > 30', [PRINTER]],
    ['issue.property[voice.call].facts.product ~ laserjet', [PRINTER]],
    ['issue.property[voice.call].facts.product ~ "badge"', [DOOR]],
    ['callSid in (CA1, CA2) AND callSeconds < 30', [DOOR]],
    ['callSid is EMPTY', [MAIL]],
    ['callSid is not EMPTY AND callStartedAt >= "2026-11-20"', [PRINTER]],
    ['NOT (status = Resolved OR labels = phone)', [PRINTER]],
    ['status = Resolved OR labels = phone AND priority = Medium', [MAIL, DOOR]],
    ['(status = Resolved OR labels = phone) AND summary ~ door', [DOOR]],
  ])('%s', async (jql, expected) => {
    expect(await find(jql)).toEqual(expected);
  });

  it.each([
    ['project = ', 'Error in the JQL Query'],
    ['project = SUP AND', 'Error in the JQL Query'],
    ['project = NOPE', "The value 'NOPE' does not exist for the field 'project'."],
    ['status = Nowhere', "The value 'Nowhere' does not exist for the field 'status'."],
    ['nonsense = 1', "Field 'nonsense' does not exist or you do not have permission to view it."],
    ['issue.property[voice.call].other = 1', "Field 'issue.property[voice.call].other' does not exist"],
    ['summary = printer', "The operator '=' is not supported by the 'summary' field."],
    ['status ~ Open', "The operator '~' is not supported by the 'status' field."],
    ['labels > a', "The operator '>' is not supported by the 'labels' field."],
    ['created > yesterday', "Date value 'yesterday' for field 'created' is invalid."],
    ['created > "2026-13-01"', "Date value '2026-13-01' for field 'created' is invalid."],
    ['callSeconds > many', 'Valid values are numbers.'],
    ['key = SUP-999', "An issue with key 'SUP-999' does not exist for field 'key'."],
    ['reporter = membersOf(x)', 'Unable to find JQL function'],
    ['status was Open', "does not know the operator 'was'"],
    ['project in SUP', 'Error in the JQL Query'],
    ['project = (SUP)', 'Error in the JQL Query'],
    ['', 'Unbounded JQL queries are not allowed here.'],
    ['order by created', 'Unbounded JQL queries are not allowed here.'],
  ])('refuses %s', async (jql, message) => {
    const refused = await search(jql);
    expect(refused.status).toBe(400);
    expect(refused.json.errorMessages).toEqual([expect.stringContaining(message)]);
  });
});

describe('a search', () => {
  it('goes on page by page, with a token bound to its query', async () => {
    const first = await search('project = SUP', { maxResults: 2 });
    expect(first.json).toMatchObject({ isLast: false, issues: [{ key: 'SUP-3' }, { key: 'SUP-2' }] });
    const { nextPageToken } = first.json;
    const second = await search('project = SUP', { maxResults: 2, nextPageToken });
    expect(second.json).toMatchObject({ isLast: true, issues: [{ key: 'SUP-1' }] });
    expect(second.json).not.toHaveProperty('nextPageToken');
    expect((await search('key = SUP-1', { nextPageToken })).status).toBe(400);
    expect((await search('project = SUP', { nextPageToken: 'x' })).status).toBe(400);
  });

  it('shows ids only, unless fields and properties are asked for', async () => {
    const bare = await call('GET', `${api}/search/jql?jql=${encodeURIComponent('key = SUP-1')}`);
    expect(bare.json.issues[0]).not.toHaveProperty('fields');
    const query = new URLSearchParams({
      jql: 'key = SUP-1',
      fields: 'status,summary',
      properties: 'voice.call',
      maxResults: '1',
    });
    const full = await call('GET', `${api}/search/jql?${query}`);
    expect(full.json.issues[0]).toMatchObject({
      fields: { summary: PRINTER },
      properties: { 'voice.call': { sid: 'CA1' } },
    });
    const counted = await call('POST', `${api}/search/approximate-count`, { body: { jql: 'project = SUP' } });
    expect(counted.json).toEqual({ count: 3 });
  });

  it('finds nothing for those who may not see it', async () => {
    await bench.control('PUT', '/users', [
      { accountId: 'stranger', displayName: 'Sam', accountType: 'atlassian', roles: {} },
    ]);
    expect((await search('project = SUP', {}, 'stranger')).status).toBe(400);
    expect((await search('created >= -30d', {}, 'stranger')).json).toEqual({ issues: [], isLast: true });
  });
});

describe('the search index', () => {
  it('lags behind writes, while reads by key do not', async () => {
    const slow = createJiraBench({ indexLagMs: 1500, propertyAliases });
    const count = async (jql: string, more: object = {}): Promise<number> =>
      (await slow.call('POST', `${api}/search/jql`, { body: { jql, ...more } })).json.issues.length;
    const key = await slow.report('Slow');
    const issue = await slow.call('GET', `${api}/issue/${key}`);
    expect(issue.status).toBe(200);
    expect(await count('project = SUP')).toBe(0);
    // What the caller names is read as it is now.
    expect(await count('project = SUP', { reconcileIssues: [Number(issue.json.id)] })).toBe(1);
    await slow.clock.advance(1499);
    expect(await count('project = SUP')).toBe(0);
    await slow.clock.advance(1);
    expect(await count('project = SUP')).toBe(1);

    await slow.call('PUT', `${api}/issue/${key}/properties/voice.call`, { body: { sid: 'CA9' } });
    expect(await count('callSid = CA9')).toBe(0);
    await slow.clock.advance(1500);
    expect(await count('callSid = CA9')).toBe(1);

    await slow.call('DELETE', `${api}/issue/${key}`);
    expect(await count('project = SUP')).toBe(1);
    await slow.clock.advance(1500);
    expect(await count('project = SUP')).toBe(0);
    slow.jira.setIndexLag(0);
    await slow.report('Quick');
    expect(await count('project = SUP')).toBe(1);
  });

  it('knows after a restart what was there before', async () => {
    const documents = openDocuments(':memory:');
    const context = { ...bench.context, documents };
    const start = () => createJira(context, { site: 'sandbox.atlassian.net', onEvent: () => undefined });
    const ask = async (method: string, path: string, body: unknown) => {
      const headers = { 'x-sandbox-account': APP_ID, 'content-type': 'application/json' };
      const url = `https://sandbox.atlassian.net${path}`;
      return (await start().fetch(new Request(url, { method, headers, body: JSON.stringify(body) }))).json();
    };
    const request = { serviceDeskId: '1', requestTypeId: '1', requestFieldValues: { summary: 'Kept' } };
    await ask('POST', '/rest/servicedeskapi/request', request);
    const second = await ask('POST', '/rest/servicedeskapi/request', request);
    expect(second).toMatchObject({ issueKey: 'SUP-2' });
    const found = await ask('POST', `${api}/search/jql`, { jql: 'summary ~ kept' });
    expect(found).toMatchObject({ issues: [{ key: 'SUP-2' }, { key: 'SUP-1' }] });
  });
});
