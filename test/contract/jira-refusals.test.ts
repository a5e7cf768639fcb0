import { afterAll, describe, expect, it } from 'vitest';
import { APP_ID } from '../sandbox/jira';
import { createJiraBench, toDocument } from './jira-bench';
import { expectConformance, hasSpecs } from './openapi';

const bench = createJiraBench();
const { call, control, report } = bench;
const api = '/rest/api/3';

afterAll(async () => {
  if (hasSpecs()) await expectConformance(bench.recorder.exchanges);
});

const PREFIX = 'Your request could not be created. Please check the fields have been correctly filled in.';

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

describe('a request that Service Management refuses', () => {
  it.each<[string, Record<string, unknown>, string]>([
    ['without a summary', {}, `${PREFIX} Please provide a valid value for field 'Summary'`],
    ['with a blank summary', { summary: ' ' }, 'You must specify a summary of the issue.'],
    ['with a summary of two lines', { summary: 'a\nb' }, 'contains newline characters'],
    [
      'with a summary of 256 characters',
      { summary: 'x'.repeat(256) },
      "Summary can't exceed 255 characters.",
    ],
    ['with a summary that is no text', { summary: 5 }, 'Operation value must be a string'],
    ['with an unknown field', { summary: 's', customfield_1: 'x' }, "Field 'customfield_1' cannot be set."],
    [
      'with a field of another request type',
      { summary: 's', customfield_10101: { id: '10300' } },
      "Field 'customfield_10101' cannot be set.",
    ],
    [
      'with a plain text where a document belongs',
      { summary: 's', description: 'text' },
      'must be an Atlassian Document',
    ],
    [
      'with a document that is none',
      { summary: 's', description: { type: 'doc', version: 1, content: [{ type: 'text', text: 'x' }] } },
      'description: INVALID_INPUT',
    ],
    ['with an empty text node', { summary: 's', description: toDocument('') }, 'description: INVALID_INPUT'],
    [
      'with a description that is too long',
      { summary: 's', description: toDocument('x'.repeat(32_768)) },
      'CONTENT_LIMIT_EXCEEDED',
    ],
    [
      'with a priority that does not exist',
      { summary: 's', priority: { id: '9' } },
      'The priority selected is invalid',
    ],
    [
      'with a priority in the wrong shape',
      { summary: 's', priority: 'High' },
      'Specify the Priority (id or name)',
    ],
    [
      'with a number that is too long for its field',
      { summary: 's', customfield_10100: '1'.repeat(256) },
      'exceeds the allowed limit of 255 characters',
    ],
  ])('%s', async (_name, fields, message) => {
    expect(await create(fields)).toMatchObject(refusal(message));
  });

  it('accepts what is just within the limits', async () => {
    const fields = {
      summary: 'x'.repeat(255),
      description: toDocument('x'.repeat(32_767)),
      customfield_10100: '1'.repeat(255),
    };
    expect((await create(fields)).status).toBe(201);
  });

  it('takes plain text for a description unless the request says ADF', async () => {
    const plain = await create({ summary: 's', description: 'One\ntwo\n\nthree' }, { isAdfRequest: false });
    const { description } = (await call('GET', `${api}/issue/${plain.json.issueKey}`)).json.fields;
    expect(description.content).toEqual([
      {
        type: 'paragraph',
        content: [{ type: 'text', text: 'One' }, { type: 'hardBreak' }, { type: 'text', text: 'two' }],
      },
      { type: 'paragraph', content: [{ type: 'text', text: 'three' }] },
    ]);
    const adf = { summary: 's', description: toDocument('x') };
    expect(await create(adf, { isAdfRequest: false })).toMatchObject(
      refusal('Operation value must be a string'),
    );
  });

  it('asks for the fields that its type requires', async () => {
    const hardware = { requestTypeId: '2' };
    const missing = await create({ summary: 'A laptop' }, hardware);
    expect(missing.json).toEqual({
      errorMessage: `${PREFIX} Please provide a valid value for field 'Location'`,
      i18nErrorMessage: { i18nKey: 'sd.validation.error', parameters: ['Location'] },
    });
    const wrong = await create({ summary: 'A laptop', customfield_10101: { value: 'Atlantis' } }, hardware);
    expect(wrong).toMatchObject(refusal("Option value 'Atlantis' is not valid"));
    const shape = await create({ summary: 'A laptop', customfield_10101: 'Berlin' }, hardware);
    expect(shape).toMatchObject(refusal("Specify a valid 'id' or 'name' for Location"));
    expect(
      (await create({ summary: 'A laptop', customfield_10101: { value: 'Berlin' } }, hardware)).status,
    ).toBe(201);
    expect((await create({ summary: 'A laptop', customfield_10101: { id: '10301' } }, hardware)).status).toBe(
      201,
    );
  });

  it('names a desk, a type and a person that exist', async () => {
    expect((await create({ summary: 's' }, { serviceDeskId: '9' })).status).toBe(404);
    expect(await create({ summary: 's' }, { requestTypeId: '9' })).toMatchObject(refusal('request type'));
    expect(await create({ summary: 's' }, { raiseOnBehalfOf: 'nobody' })).toMatchObject(refusal('nobody'));
    expect((await create({ summary: 's' }, { nonsense: 1 })).status).toBe(400);
    const type = await call('GET', '/rest/servicedeskapi/servicedesk/1/requesttype/9');
    expect(type).toMatchObject({
      status: 404,
      json: { i18nErrorMessage: { i18nKey: 'sd.customerview.error.requestTypeNotFound' } },
    });
  });

  it('leaves nothing behind', async () => {
    const before = (await control('GET', '/requests')).json.requests.length;
    await create({});
    await create({ summary: 's' }, { raiseOnBehalfOf: 'nobody' });
    expect((await control('GET', '/requests')).json.requests).toHaveLength(before);
  });
});

describe('an issue or comment that the platform refuses', () => {
  it('names every wrong field and changes nothing', async () => {
    const path = `${api}/issue/${await report('Untouched')}`;
    const fields = {
      summary: '',
      description: 'text',
      customfield_10101: { value: 'Atlantis' },
      nope: 1,
      priority: { name: 'High' },
    };
    const refused = await call('PUT', path, { body: { fields } });
    expect(refused.status).toBe(400);
    expect(Object.keys(refused.json.errors)).toEqual(['summary', 'description', 'customfield_10101', 'nope']);
    expect(refused.json.errors.nope).toBe(
      "Field 'nope' cannot be set. It is not on the appropriate screen, or unknown.",
    );
    expect(refused.json.errorMessages).toEqual([]);
    expect((await call('GET', path)).json.fields).toMatchObject({
      summary: 'Untouched',
      priority: { name: 'Medium' },
    });
    const both = { fields: { labels: ['a'] }, update: { labels: [{ add: 'b' }] } };
    expect((await call('PUT', path, { body: both })).json.errors.labels).toContain('both');
    const scalar = { update: { summary: [{ add: 'x' }] } };
    expect((await call('PUT', path, { body: scalar })).json.errors.summary).toContain(
      "does not support operation 'add'",
    );
  });

  it.each([
    ['plain text', 'text', 'Comment body is not valid!'],
    ['nothing', undefined, 'Comment body is not valid!'],
    ['an empty document', { type: 'doc', version: 1, content: [] }, 'Comment body can not be empty!'],
  ])('a comment that is %s', async (_name, body, message) => {
    const path = `${api}/issue/${await report('Comments')}/comment`;
    const refused = await call('POST', path, { body: { body } });
    expect(refused).toMatchObject({ status: 400, json: { errors: { comment: message } } });
    expect((await call('GET', path)).json.total).toBe(0);
  });

  it('a comment with a document that the schema does not know', async () => {
    const path = `${api}/issue/${await report('Comments')}/comment`;
    const body = { type: 'doc', version: 1, content: [{ type: 'marquee', content: [] }] };
    expect((await call('POST', path, { body: { body } })).json).toEqual({
      errorMessages: ['INVALID_INPUT'],
      errors: {},
    });
    const long = toDocument('x'.repeat(32_768));
    expect((await call('POST', path, { body: { body: long } })).json.errorMessages).toEqual([
      'CONTENT_LIMIT_EXCEEDED',
    ]);
  });

  it('a body that is no JSON, or none at all', async () => {
    const key = await report('JSON');
    const send = (body: string, type: string) =>
      bench.jira.fetch(
        new Request(`https://sandbox.atlassian.net${api}/issue/${key}/comment`, {
          method: 'POST',
          body,
          headers: { 'x-sandbox-account': APP_ID, 'content-type': type },
        }),
      );
    const broken = await send('{"body":', 'application/json');
    expect([broken.status, JSON.stringify(await broken.json())]).toEqual([
      400,
      expect.stringContaining('error parsing JSON'),
    ]);
    expect((await send('{}', 'text/plain')).status).toBe(415);
  });
});

it('says loudly what it does not have', async () => {
  const missing = await call('GET', '/rest/api/3/dashboard');
  expect(missing.status).toBe(501);
  expect(bench.log.list().at(-1)).toMatchObject({
    kind: 'route-missing',
    title: expect.stringContaining('/rest/api/3/dashboard'),
  });
});
