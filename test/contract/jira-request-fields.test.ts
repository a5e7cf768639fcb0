import { afterAll, describe, expect, it } from 'vitest';
import { AGENT_ID } from '../sandbox/jira';
import { createJiraBench } from './jira-bench';
import { expectConformance, hasSpecs } from './openapi';

const bench = createJiraBench();
const { call, control } = bench;
const desk = '/rest/servicedeskapi/servicedesk/1';
const TYPES = 'com.atlassian.jira.plugin.system.customfieldtypes';

afterAll(async () => {
  if (hasSpecs()) await expectConformance(bench.recorder.exchanges);
});

const create = (requestTypeId: string, requestFieldValues: Record<string, unknown>) =>
  call('POST', '/rest/servicedeskapi/request', {
    body: { serviceDeskId: '1', requestTypeId, isAdfRequest: true, requestFieldValues },
  });

const STARTER = {
  summary: 'A new colleague',
  customfield_10102: '2026-12-01',
  customfield_10106: { id: '10304' },
  customfield_10104: 'nora@example.com',
  customfield_10103: 1,
};

describe('the fields of "New starter"', () => {
  it('are described as Jira does', async () => {
    const { json } = await call('GET', `${desk}/requesttype/4/field`);
    const plain = { description: '', defaultValues: [], presetValues: [], validValues: [], visible: true };
    const custom = (type: string, key: string, customId: number) => ({
      type,
      custom: `${TYPES}:${key}`,
      customId,
    });
    const option = (value: string, label: string) => ({ value, label, children: [] });
    expect(json.requestTypeFields).toEqual([
      {
        ...plain,
        fieldId: 'summary',
        name: 'Summary',
        required: true,
        jiraSchema: { type: 'string', system: 'summary' },
      },
      {
        ...plain,
        fieldId: 'customfield_10102',
        name: 'Needed by',
        required: true,
        jiraSchema: custom('date', 'datepicker', 10102),
      },
      {
        ...plain,
        fieldId: 'customfield_10106',
        name: 'Building',
        required: true,
        validValues: [
          option('10303', 'Headquarters'),
          option('10304', 'North wing'),
          option('10305', 'South wing'),
          option('10306', 'Warehouse'),
        ],
        jiraSchema: custom('option', 'select', 10106),
      },
      {
        ...plain,
        fieldId: 'customfield_10104',
        name: 'Work e-mail',
        required: true,
        jiraSchema: custom('string', 'textfield', 10104),
      },
      {
        ...plain,
        fieldId: 'customfield_10103',
        name: 'Quantity',
        required: true,
        jiraSchema: custom('number', 'float', 10103),
      },
      {
        ...plain,
        fieldId: 'description',
        name: 'Description',
        required: false,
        jiraSchema: { type: 'string', system: 'description' },
      },
    ]);
    expect((await call('GET', `${desk}/requesttype/4`)).json).toMatchObject({
      name: 'New starter',
      description: 'Somebody new joins: access, badge, equipment.',
      issueTypeId: '10002',
    });
    expect((await call('GET', desk)).json).toMatchObject({ projectId: '10000', projectKey: 'SUP' });
  });

  it('take what is right', async () => {
    const made = await create('4', STARTER);
    expect(made).toMatchObject({ status: 201, json: { requestTypeId: '4' } });
    expect(made.json.requestFieldValues).toMatchObject([
      { fieldId: 'summary' },
      { fieldId: 'customfield_10102', label: 'Needed by', value: '2026-12-01' },
      { value: { id: '10304', value: 'North wing' } },
      { value: 'nora@example.com' },
      { value: 1 },
      { fieldId: 'description' },
    ]);
    const { fields } = (await call('GET', `/rest/api/3/issue/${made.json.issueKey}`)).json;
    expect(fields).toMatchObject({ customfield_10106: { id: '10304', value: 'North wing' } });
    expect((await create('4', { ...STARTER, customfield_10106: { value: 'Warehouse' } })).status).toBe(201);
  });

  it.each<[string, unknown, string]>([
    ['customfield_10102', undefined, "Please provide a valid value for field 'Needed by'"],
    ['customfield_10106', undefined, "Please provide a valid value for field 'Building'"],
    ['customfield_10104', '', "Please provide a valid value for field 'Work e-mail'"],
    ['customfield_10103', null, "Please provide a valid value for field 'Quantity'"],
    ['customfield_10102', 'next Friday', 'Error parsing date string: next Friday'],
    ['customfield_10102', '2026-12-01T09:00:00.000+0000', 'Error parsing date string'],
    ['customfield_10106', 'North wing', "Specify a valid 'id' or 'name' for Building"],
    ['customfield_10106', { id: '10307' }, "Option id '10307' is not valid"],
    ['customfield_10106', [{ id: '10304' }], "Specify a valid 'id' or 'name' for Building"],
    ['customfield_10103', '3', 'Operation value must be a number'],
    ['customfield_10104', 7, 'Operation value must be a string'],
    ['customfield_10108', [{ id: '10307' }], "Field 'customfield_10108' cannot be set."],
  ])('refuse %s as %j', async (id, value, message) => {
    const refused = await create('4', { ...STARTER, [id]: value });
    expect(refused).toMatchObject({ status: 400, json: { errorMessage: expect.stringContaining(message) } });
  });
});

describe('a field of each kind', () => {
  const radio = { id: 'customfield_20001', name: 'Floor', kind: 'radio' };
  const options = [
    { id: '20', value: 'Ground' },
    { id: '21', value: 'First' },
  ];
  const fields: [string, object, object][] = [
    ['customfield_10107', { type: 'datetime', custom: `${TYPES}:datetime`, customId: 10107 }, {}],
    [
      'customfield_10108',
      { type: 'array', items: 'option', custom: `${TYPES}:multicheckboxes`, customId: 10108 },
      { validValues: [{ label: 'Laptop' }, { label: 'Headset' }, { label: 'Second monitor' }] },
    ],
    [
      'customfield_20001',
      { type: 'option', custom: `${TYPES}:radiobuttons`, customId: 20001 },
      { validValues: [{ value: '20', label: 'Ground' }, { label: 'First' }] },
    ],
    ['customfield_20002', { type: 'string', custom: `${TYPES}:url`, customId: 20002 }, {}],
    ['customfield_20003', { type: 'string', custom: `${TYPES}:textarea`, customId: 20003 }, {}],
    ['customfield_20004', { type: 'user', custom: `${TYPES}:userpicker`, customId: 20004 }, {}],
    ['labels', { type: 'array', items: 'string', system: 'labels' }, {}],
    ['duedate', { type: 'date', system: 'duedate' }, {}],
    [
      'priority',
      { type: 'priority', system: 'priority' },
      { defaultValues: [{ value: '3', label: 'Medium', children: [] }] },
    ],
  ];

  it('is described by its schema', async () => {
    const type = {
      id: '50',
      serviceDeskId: '1',
      name: 'All',
      description: '',
      helpText: '',
      issueTypeId: '10002',
    };
    const asked = fields.map(([fieldId]) => ({ fieldId, required: false }));
    const set = await control('PUT', '/request-types', {
      fields: [
        { ...radio, options },
        { id: 'customfield_20002', name: 'Page', kind: 'url' },
        { id: 'customfield_20003', name: 'Story', kind: 'rich-text' },
        { id: 'customfield_20004', name: 'Manager', kind: 'user' },
      ],
      requestTypes: [{ ...type, fields: [{ fieldId: 'summary', required: true }, ...asked] }],
    });
    expect(set.status).toBe(200);
    const { requestTypeFields } = (await call('GET', `${desk}/requesttype/50/field`)).json;
    expect(requestTypeFields.slice(1)).toMatchObject(
      fields.map(([fieldId, jiraSchema, more]) => ({ fieldId, jiraSchema, ...more })),
    );
  });

  it('takes its values, and nothing else', async () => {
    const right = {
      customfield_10107: '2026-12-01T09:00:00+01:00',
      customfield_10108: [{ id: '10307' }, { value: 'Headset' }],
      customfield_20001: { value: 'First' },
      customfield_20002: 'https://example.com/x',
      customfield_20004: { accountId: AGENT_ID },
      duedate: '2026-12-24',
    };
    const made = await create('50', { summary: 's', ...right });
    expect(made.status).toBe(201);
    const issue = await call('GET', `/rest/api/3/issue/${made.json.issueKey}`);
    expect(issue.json.fields).toMatchObject({
      customfield_10107: '2026-12-01T08:00:00.000+0000',
      customfield_10108: [{ id: '10307', value: 'Laptop' }, { id: '10308' }],
      customfield_20001: { id: '21', value: 'First' },
    });
    const wrong: [string, unknown, string][] = [
      ['customfield_10107', '2026-12-01', 'Error parsing time: 2026-12-01'],
      ['customfield_10107', '2026-12-01T09:00:00', 'Error parsing time'],
      ['customfield_10108', { id: '10307' }, 'data was not an array'],
      ['customfield_10108', ['Laptop'], "Specify a valid 'id' or 'name' for Equipment"],
      ['customfield_10108', [{ value: 'Chair' }], "Option value 'Chair' is not valid"],
      ['customfield_20001', '21', "Specify a valid 'id' or 'name' for Floor"],
      ['customfield_20002', 'example', 'Not a valid URL'],
    ];
    for (const [id, value, message] of wrong) {
      const refused = await create('50', { summary: 's', [id]: value });
      expect(refused, message).toMatchObject({
        status: 400,
        json: { errorMessage: expect.stringContaining(message) },
      });
    }
  });
});
