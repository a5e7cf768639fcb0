import { describe, expect, it } from 'vitest';
import { createJiraBench } from './jira-bench';

const { call, control } = createJiraBench();
const api = '/rest/api/3';

const create = (fields: Record<string, unknown>, more: object = {}, as?: string) => {
  const body = {
    serviceDeskId: '1',
    requestTypeId: '1',
    isAdfRequest: true,
    requestFieldValues: fields,
    ...more,
  };
  return call('POST', '/rest/servicedeskapi/request', { body, ...(as === undefined ? {} : { as }) });
};

const refusal = (message: string) => ({
  status: 400,
  json: {
    errorMessage: expect.stringContaining(message),
    i18nErrorMessage: { i18nKey: expect.any(String), parameters: expect.any(Array) },
  },
});

describe('fields and types of one’s own', () => {
  it('checks dates, numbers, lists, labels and presets', async () => {
    const set = await control('PUT', '/request-types', {
      fields: [
        { id: 'customfield_20001', name: 'Needed by', kind: 'date' },
        { id: 'customfield_20002', name: 'Seats', kind: 'number' },
        {
          id: 'customfield_20003',
          name: 'Colours',
          kind: 'multi-select',
          options: [
            { id: '1', value: 'Red' },
            { id: '2', value: 'Blue' },
          ],
        },
        { id: 'customfield_20004', name: 'Source', kind: 'text' },
      ],
      requestTypes: [
        {
          id: '40',
          serviceDeskId: '1',
          name: 'Furniture',
          description: '',
          helpText: '',
          issueTypeId: '10002',
          fields: [
            { fieldId: 'summary', required: true },
            { fieldId: 'customfield_20001', required: true },
            { fieldId: 'customfield_20002', required: false },
            { fieldId: 'customfield_20003', required: false },
            { fieldId: 'labels', required: false },
            { fieldId: 'customfield_20004', required: true, hidden: true, presetValue: 'phone' },
          ],
        },
      ],
    });
    expect(set.status).toBe(200);
    const furniture = { requestTypeId: '40' };
    const good = {
      summary: 's',
      customfield_20001: '2026-12-24',
      customfield_20002: 2.5,
      customfield_20003: [{ value: 'Red' }, { id: '2' }],
      labels: ['b', 'a'],
    };
    const wrong: [Record<string, unknown>, string][] = [
      [{ customfield_20001: '2026-02-30' }, 'Error parsing date string: 2026-02-30'],
      [{ customfield_20001: '24/12/2026' }, 'Error parsing date string'],
      [{ customfield_20002: '2' }, 'Operation value must be a number'],
      [{ customfield_20003: { value: 'Red' } }, 'data was not an array'],
      [{ customfield_20003: [{ value: 'Green' }] }, "Option value 'Green' is not valid"],
      [{ labels: ['two words'] }, 'contains spaces'],
      [{ customfield_20004: 'mail' }, "Field 'customfield_20004' cannot be set."],
      [{ customfield_20001: null }, "Please provide a valid value for field 'Needed by'"],
    ];
    for (const [change, message] of wrong) {
      expect(await create({ ...good, ...change }, furniture), message).toMatchObject(refusal(message));
    }
    const made = await create(good, furniture);
    const { fields } = (await call('GET', `${api}/issue/${made.json.issueKey}`)).json;
    expect(fields).toMatchObject({
      customfield_20001: '2026-12-24',
      customfield_20002: 2.5,
      customfield_20003: [{ value: 'Red' }, { value: 'Blue' }],
      customfield_20004: 'phone',
      labels: ['a', 'b'],
    });
    const shown = await call('GET', '/rest/servicedeskapi/servicedesk/1/requesttype/40/field');
    expect(JSON.stringify(shown.json)).not.toContain('customfield_20004');
    const hidden = await call(
      'GET',
      '/rest/servicedeskapi/servicedesk/1/requesttype/40/field?expand=hiddenFields',
    );
    expect(hidden.json.requestTypeFields.at(-1)).toMatchObject({ visible: false, presetValues: ['phone'] });
    const dangling = {
      id: '41',
      serviceDeskId: '1',
      name: 'x',
      description: '',
      helpText: '',
      issueTypeId: '10002',
      fields: [{ fieldId: 'nope', required: true }],
    };
    expect((await control('PUT', '/request-types', { requestTypes: [dangling] })).status).toBe(400);
  });
});
