import { describe, expect, it } from 'vitest';
import { checkReply, checkRequest, createRecorder, expectConformance, hasSpecs, loadSpec } from './openapi';
import type { SpecName } from './openapi-spec';

const ACCOUNT = `AC${'0'.repeat(32)}`;
const twilioUrl = `https://api.twilio.com/2010-04-01/Accounts/${ACCOUNT}`;
const jiraUrl = 'https://sandbox.atlassian.net/rest/api/3';

/** Named so that a missing file fails here, not as a skipped check. */
async function open(name: SpecName) {
  const spec = await loadSpec(name);
  if (!spec) throw new Error(`${name} is absent`);
  return spec;
}

const postJson = (url: string, body: unknown, method = 'POST'): Request =>
  new Request(url, { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

const postForm = (url: string, fields: Record<string, string>): Request =>
  new Request(url, { method: 'POST', body: new URLSearchParams(fields) });

/** Tests that the contract suite can fail: a checker that never complains proves nothing. */
describe.skipIf(!hasSpecs())('the checker of requests', () => {
  it('accepts what is described', async () => {
    const jira = await open('jira-platform-v3');
    expect(
      await checkRequest(jira, new Request(`${jiraUrl}/issue/SUP-1?fields=summary&fields=status`)),
    ).toEqual([]);
    expect(
      await checkRequest(jira, postJson(`${jiraUrl}/search/jql`, { jql: 'project = SUP', maxResults: 5 })),
    ).toEqual([]);
    const property = postJson(`${jiraUrl}/issue/SUP-1/properties/voice.call`, { sid: 'CA1' }, 'PUT');
    expect(await checkRequest(jira, property)).toEqual([]);
    const twilio = await open('twilio-api-v2010');
    const message = postForm(`${twilioUrl}/Messages.json`, {
      To: '+14155550123',
      From: '+14155550100',
      Body: 'Hi',
    });
    expect(await checkRequest(twilio, message)).toEqual([]);
    expect(await checkRequest(twilio, new Request(`${twilioUrl}/Calls.json?PageSize=20`))).toEqual([]);
  });

  it.each<[string, SpecName, () => Request, string]>([
    [
      'an unknown path',
      'jira-platform-v3',
      () => new Request(`${jiraUrl}/isue/SUP-1`),
      'is not in jira-platform-v3',
    ],
    [
      'an unknown method',
      'jira-platform-v3',
      () => new Request(`${jiraUrl}/issue/SUP-1`, { method: 'PATCH' }),
      'is not in',
    ],
    [
      'an unknown parameter',
      'jira-platform-v3',
      () => new Request(`${jiraUrl}/issue/SUP-1?field=summary`),
      'additionalProperty":"field"',
    ],
    [
      'a wrong type',
      'jira-platform-v3',
      () => postJson(`${jiraUrl}/search/jql`, { jql: 5 }),
      '/requestBody/jql must be string',
    ],
    [
      'an unknown field',
      'jira-platform-v3',
      () => postJson(`${jiraUrl}/search/jql`, { query: 'a' }),
      'additionalProperty":"query"',
    ],
    [
      'another media type',
      'jira-platform-v3',
      () => postForm(`${jiraUrl}/search/jql`, { jql: 'a' }),
      'sends application/x-www-form-urlencoded',
    ],
    [
      'a missing field',
      'twilio-api-v2010',
      () => postForm(`${twilioUrl}/Messages.json`, { Body: 'Hi' }),
      "required property 'To'",
    ],
    [
      'an unknown form field',
      'twilio-api-v2010',
      () => postForm(`${twilioUrl}/Messages.json`, { To: '+14155550123', Text: 'Hi' }),
      'additionalProperty":"Text"',
    ],
    [
      'a bad number',
      'twilio-api-v2010',
      () => postForm(`${twilioUrl}/Messages.json`, { To: 'nobody' }),
      'format',
    ],
    [
      'a bad account',
      'twilio-api-v2010',
      () => new Request(twilioUrl.replace(ACCOUNT, 'AC1').concat('/Calls.json')),
      'AccountSid',
    ],
    [
      'a wrong input',
      'openai',
      () => postJson('https://api.openai.com/v1/responses', { model: 'gpt-6-luna', input: 5 }),
      '/requestBody/input',
    ],
  ])('refuses %s', async (_what, name, makeRequest, complaint) => {
    expect((await checkRequest(await open(name), makeRequest())).join('\n')).toContain(complaint);
  });

  it('reads the fields of an upload', async () => {
    const openai = await open('openai');
    const upload = (fields: Record<string, string | Blob>): Request => {
      const form = new FormData();
      for (const [name, value] of Object.entries(fields)) form.append(name, value);
      return new Request('https://api.openai.com/v1/audio/transcriptions', { method: 'POST', body: form });
    };
    const file = new Blob(['RIFF'], { type: 'audio/wav' });
    const all = {
      file,
      model: 'gpt-4o-transcribe',
      temperature: '0',
      'include[]': 'logprobs',
      response_format: 'json',
    };
    expect(await checkRequest(openai, upload(all))).toEqual([]);
    expect(await checkRequest(openai, upload({ model: 'whisper-1' }))).toEqual(['the form has no file']);
    expect((await checkRequest(openai, upload({ ...all, response_format: 'xml' }))).join()).toContain(
      'response_format',
    );
    expect((await checkRequest(openai, upload({ ...all, sound: 'a' }))).join()).toContain(
      'additionalProperty":"sound"',
    );
  });
});

describe.skipIf(!hasSpecs())('the checker of replies', () => {
  const calls = { method: 'GET', url: `${twilioUrl}/Calls.json` };
  const search = { method: 'POST', url: `${jiraUrl}/search/jql` };
  const json = 'application/json;charset=UTF-8';

  it('accepts what is described', async () => {
    const jira = await open('jira-platform-v3');
    expect(
      checkReply(jira, search, 200, json, '{"issues":[{"id":"1","key":"SUP-1"}],"isLast":true}'),
    ).toEqual([]);
    expect(
      checkReply(jira, search, 400, json, '{"errorMessages":["The JQL is wrong."],"errors":{}}'),
    ).toEqual([]);
    const property = { method: 'DELETE', url: `${jiraUrl}/issue/SUP-1/properties/a` };
    expect(checkReply(jira, property, 204, null, '')).toEqual([]);
  });

  it.each<[string, SpecName, { method: string; url: string }, number, string, string, string]>([
    ['a wrong type', 'jira-platform-v3', search, 200, json, '{"issues":{}}', '/issues must be array'],
    ['another status', 'jira-platform-v3', search, 201, json, '{}', 'answers 201'],
    ['another media type', 'jira-platform-v3', search, 200, 'text/html', '<p>', 'answers text/html'],
    ['broken JSON', 'jira-platform-v3', search, 200, json, '{', 'JSON that is none'],
    [
      'an error of another shape',
      'jira-platform-v3',
      search,
      400,
      json,
      '{"message":"no"}',
      'additionalProperty":"message"',
    ],
    [
      'a resource with holes',
      'twilio-api-v2010',
      calls,
      200,
      json,
      '{"calls":[{"sid":"CA1"}]}',
      "required property 'status'",
    ],
    [
      'an invented field',
      'twilio-api-v2010',
      calls,
      200,
      json,
      '{"calls":[{"mood":"good"}]}',
      'additionalProperty":"mood"',
    ],
    [
      'an error of another shape',
      'twilio-api-v2010',
      calls,
      404,
      json,
      '{"message":"no"}',
      "required property 'code'",
    ],
    [
      'an error of another shape',
      'openai',
      { method: 'POST', url: 'https://api.openai.com/v1/responses' },
      401,
      json,
      '{"error":"no"}',
      '/error must be object',
    ],
    [
      'an answer that fits no shape',
      'openai',
      { method: 'POST', url: 'https://api.openai.com/v1/audio/transcriptions' },
      200,
      json,
      '{"words":"Hello"}',
      'must match exactly one schema in oneOf {"passingSchemas":null}',
    ],
  ])('refuses %s: %s', async (_what, name, request, status, contentType, body, complaint) => {
    const complaints = checkReply(await open(name), request, status, contentType, body);
    expect(complaints.join('\n')).toContain(complaint);
  });
});

describe.skipIf(!hasSpecs())('the recorder', () => {
  it('keeps what passes, leaves it readable, and fails with every complaint', async () => {
    const recorder = createRecorder();
    const send = recorder.wrap(async (request) => {
      expect(await request.json()).toEqual({ jql: 'a' });
      return Response.json({ issues: 5 });
    });
    const reply = await send(postJson(`${jiraUrl}/search/jql`, { jql: 'a' }));
    expect(await reply.json()).toEqual({ issues: 5 });
    await recorder.record(new Request(`${jiraUrl}/nothing`), Response.json({}));
    await recorder.record(
      new Request('https://sandbox.atlassian.net/rest/servicedeskapi/info'),
      Response.json({}),
    );
    expect(recorder.exchanges).toHaveLength(3);
    await expect(expectConformance(recorder.exchanges)).rejects.toThrow(
      /searchAndReconsileIssuesUsingJqlPost: reply 200: \/issues must be array[\s\S]*GET \/rest\/api\/3\/nothing is not in/,
    );
  });
});
