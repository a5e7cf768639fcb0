import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../sandbox/sandbox';
import {
  appLog,
  askAdmin,
  CALLER,
  call,
  callSaying,
  changeLine,
  openSandbox,
  propertyOf,
  readFixture,
  spokenBy,
  textOf,
} from './bench';

const BARE_TYPE = {
  id: '77',
  serviceDeskId: '1',
  name: 'Tell us',
  description: '',
  helpText: '',
  issueTypeId: '10002',
  fields: [{ fieldId: 'summary', required: true }],
};

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await openSandbox();
}, 180_000);
afterAll(() => sandbox.close());

describe('a call becomes a request (V1–V4, V8, V9)', () => {
  it('files what was said, with facts, quote, transcript, recording and property', async () => {
    const report = await call(sandbox, [{ do: 'speak', wav: readFixture('outage-vpn') }]);
    const { request } = report;
    expect(report.state).toBe('closed');
    expect(request?.requestType?.name).toBe('Report a problem');
    expect(request?.summary).toMatch(/VPN/);
    expect(request?.summary.length).toBeLessThanOrEqual(120);
    expect(request?.summary).not.toMatch(/\.$/);
    expect(request?.description?.text).toMatch(/Payroll closes today at five/);
    expect(request?.description?.text).toContain(String(propertyOf(report).reference));
    expect(request?.comments).toHaveLength(1);
    expect(request?.comments[0]?.public).toBe(false);
    expect(request?.comments[0]?.text).toContain(
      'Hi, this is Dana Whitfield from the finance team in Austin.',
    );
    expect(request?.attachments.map(({ filename }) => filename)).toEqual([
      `call-${propertyOf(report).reference}.wav`,
    ]);
    expect(propertyOf(report)).toMatchObject({
      callId: report.callSid,
      language: 'en',
      urgency: 'critical',
      intent: 'incident',
      callerNumber: CALLER,
    });
    expect(request?.reporter.displayName).toBe('Voice to Ticket');
  });

  it('greets, gives notice before the recording, reads back, and says the number before the text is there', async () => {
    const report = await callSaying(sandbox, 'My monitor is flickering since this morning.');
    const [greeting, notice, prompt, moment, recap, ...rest] = spokenBy(report);
    expect(greeting).toContain('Acme Support');
    expect(notice).toMatch(/recorded/);
    expect(prompt).toMatch(/after the tone/);
    expect(moment).toMatch(/One moment/);
    expect(recap).toMatch(/^I understood: .*flickering/);
    const number = [...(report.request?.key.replace('-', '') ?? '')].join('[ ,]*');
    expect(rest.join(' ')).toMatch(new RegExp(`Your request is ${number}\\.`));
    expect(rest.join(' ')).toMatch(/We have sent you the number by text message/);
    const kinds = report.spoken.map(({ event }) => event.kind);
    expect(kinds.indexOf('recording-started')).toBeGreaterThan(kinds.indexOf('saying'));
    expect(report.texts).toEqual([expect.stringContaining(report.request?.key ?? 'none')]);
  });

  it.each([
    ['german-login', 'de', /SAP/],
    ['spanish-email', 'es', /correo/i],
    ['french-badge', 'fr', /badge/i],
    ['japanese-printer', 'ja', /プリンター/],
    ['password-reset', 'en', /password/i],
    ['hardware-laptop', 'en', /laptop/i],
    ['order-question', 'en', /order/i],
    ['angry-caller', 'en', /printer/i],
    ['long-story', 'en', /StockPilot|delivery note/i],
    ['background-noise', 'en', /barcode scanner/i],
  ])('%s is filed in the language of the caller', async (name, language, matter) => {
    // Some of them want no texts, from then on.
    const from = '+15125550199';
    const report = await call(sandbox, [{ do: 'speak', wav: readFixture(name) }], { from });
    expect(report.state).toBe('closed');
    expect(propertyOf(report).language).toBe(language);
    expect(`${report.request?.summary} ${report.request?.description?.text}`).toMatch(matter);
    expect(report.request?.summary.length).toBeLessThanOrEqual(120);
  });

  it('is found by its property in JQL', async () => {
    const report = await callSaying(sandbox, 'The projector in room four is dead.');
    const found = await sandbox.network.send(
      new Request('https://sandbox.atlassian.net/rest/api/3/search/jql', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-sandbox-account': '5b10a2844c20165700ede21g' },
        body: JSON.stringify({ jql: `callId = "${report.callSid}"`, fields: ['summary'] }),
      }),
    );
    expect(await found.json()).toMatchObject({ issues: [{ key: report.request?.key }] });
  });
});

describe('callers who say nothing', () => {
  it('are asked twice in other words and told goodbye; nothing is filed', async () => {
    const report = await call(sandbox, []);
    const spoken = spokenBy(report);
    expect(spoken).toHaveLength(6);
    expect(new Set(spoken).size).toBe(6);
    expect(report.request).toBeUndefined();
    expect(report.state).toBe('abandoned');
  });

  it('are heard on the second try', async () => {
    const speech = { do: 'speak', wav: readFixture('password-reset') } as const;
    const report = await call(sandbox, [{ do: 'stay-silent' }, speech]);
    expect(report.state).toBe('closed');
    expect(report.request?.summary).toMatch(/password/i);
  });

  it('end kindly with a recording that is nearly silent', async () => {
    const report = await call(sandbox, [{ do: 'speak', wav: readFixture('nearly-silent') }]);
    expect(report.state).toBe('abandoned');
    expect(report.request).toBeUndefined();
    expect(spokenBy(report).at(-1)).toMatch(/[Gg]oodbye/);
  });

  it('are filed when they hang up after speaking', async () => {
    const speech = { do: 'speak', wav: readFixture('password-reset') } as const;
    const report = await call(sandbox, [speech, { do: 'hang-up' }]);
    expect(report.state).toBe('closed');
    expect(report.request?.summary).toMatch(/password/i);
  });
});

describe("the admin's choices", () => {
  const restore = {
    recording: 'attach',
    numberField: undefined,
    confirmation: { enabled: true },
    ticketLanguage: 'caller',
    fieldValues: {},
  };
  const withLine = async (change: Record<string, unknown>, text = 'The door of room two is stuck.') => {
    await changeLine(sandbox, { ...restore, ...change });
    const report = await callSaying(sandbox, text);
    await changeLine(sandbox, restore);
    return report;
  };
  const recordings = async (callSid: string): Promise<number> => {
    const { accountSid, authToken } = sandbox.twilio.credentials;
    const answer = await sandbox.twilio.fetch(
      new Request(
        `https://api.twilio.com/2010-04-01/Accounts/${accountSid}/Calls/${callSid}/Recordings.json`,
        {
          headers: { authorization: `Basic ${btoa(`${accountSid}:${authToken}`)}` },
        },
      ),
    );
    return ((await answer.json()) as { recordings: unknown[] }).recordings.length;
  };

  it.each([
    ['attach', 1, 0],
    ['provider', 0, 1],
    ['delete', 0, 0],
  ] as const)('recording %s: %i attached, %i left at Twilio (V10)', async (recording, attached, left) => {
    const report = await withLine({ recording });
    expect(report.request?.attachments).toHaveLength(attached);
    expect(await recordings(report.callSid)).toBe(left);
  });

  it('puts the number into a custom field instead of the property (V18)', async () => {
    const report = await withLine({ numberField: 'customfield_10100' });
    expect(report.request?.fields).toContainEqual(
      expect.objectContaining({ id: 'customfield_10100', text: CALLER }),
    );
    expect(propertyOf(report)).not.toHaveProperty('callerNumber');
  });

  it('sends the text that the admin wrote, or none (V6, V20)', async () => {
    const own = await withLine({ confirmation: { enabled: true, template: 'ACME {request} / {reference}' } });
    expect(own.texts).toEqual([`ACME ${own.request?.key} / ${propertyOf(own).reference}`]);
    const none = await withLine({ confirmation: { enabled: false } });
    expect(none.texts).toEqual([]);
    expect(spokenBy(none).join(' ')).not.toMatch(/text message/);
  });

  it('sends no text to callers who ask for none, and none to withheld numbers', async () => {
    const from = '+15125550198';
    const asked = await call(sandbox, [{ do: 'speak', wav: readFixture('no-text-please') }], { from });
    expect(asked.texts).toEqual([]);
    // It counts for the next call too.
    expect((await callSaying(sandbox, 'The lift is stuck again.', { from })).texts).toEqual([]);
    const withheld = await callSaying(sandbox, 'The lift is stuck.', { from: 'anonymous' });
    expect(withheld.state).toBe('closed');
    expect(propertyOf(withheld)).not.toHaveProperty('callerNumber');
    expect(spokenBy(withheld).join(' ')).not.toMatch(/text message/);
    expect(spokenBy(withheld).join(' ')).toMatch(/Your request is S U P/);
  });

  it('files into a type with more required fields, be they open or set for the line', async () => {
    const desks = await sandbox.forge.invokeResolver({
      moduleKey: 'admin',
      functionKey: 'listServiceDesks',
      accountId: '5b10ac8d82e05b22cc7d4ef5',
    });
    const types = (desks as { value: { requestTypes: { id: string; name: string }[] }[] }).value[0]
      ?.requestTypes;
    const hardware = types?.find(({ name }) => name === 'Request hardware')?.id;
    const problem = types?.find(({ name }) => name === 'Report a problem')?.id;
    const open = await withLine({ requestTypeId: hardware }, 'I need a new headset.');
    expect(open.state).toBe('closed');
    expect(open.request?.requestType?.name).toBe('Request hardware');
    expect(open.request?.description?.text).toMatch(/Still open \| Location/);
    await changeLine(sandbox, {
      requestTypeId: hardware,
      fieldValues: { customfield_10101: { value: 'Berlin' } },
    });
    const filed = await callSaying(sandbox, 'I need a new keyboard.');
    await changeLine(sandbox, { ...restore, requestTypeId: problem });
    expect(filed.state).toBe('closed');
    expect(filed.request?.requestType?.name).toBe('Request hardware');
    expect(filed.request?.description?.text).not.toMatch(/Still open/);
  });
});

describe('a request type that asks for no description', () => {
  it('gets it in the internal comment, before the transcript', async () => {
    const put = await sandbox.jira.control.request('/request-types', {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ requestTypes: [BARE_TYPE] }),
    });
    expect(put.status).toBeLessThan(300);
    const before = (await askAdmin(sandbox, 'getSetup')).value?.lines.find(
      ({ number }) => number === '+14155550100',
    );
    await changeLine(sandbox, { requestTypeId: BARE_TYPE.id });
    const report = await callSaying(sandbox, 'The turnstile is jammed.');
    await changeLine(sandbox, { requestTypeId: before?.requestTypeId });
    expect(report.state).toBe('closed');
    expect(report.request?.description).toBeNull();
    expect(report.request?.comments[0]?.text).toMatch(
      /Urgency.*Transcript of the call.*turnstile is jammed/s,
    );
  });
});

describe('what leaves the app', () => {
  it('logs ids and codes only (U6, A8)', () => {
    const log = appLog(sandbox);
    expect(log).toContain('call-filed');
    for (const secret of [
      sandbox.twilio.credentials.authToken,
      'sk-sandbox',
      CALLER,
      '5125550143',
      'Dana',
      'VPN',
      'webtrigger.atlassian.app',
    ])
      expect(log).not.toContain(secret);
  });

  it('reaches three hosts and creates no customer (V12)', async () => {
    const hosts = new Set<string>();
    const paths: string[] = [];
    const stop = sandbox.network.record(({ request }) => {
      const url = new URL(request.url);
      hosts.add(url.host);
      paths.push(url.pathname);
    });
    await callSaying(sandbox, 'The coffee machine leaks.');
    stop();
    expect([...hosts].sort()).toEqual(['api.openai.com', 'api.twilio.com', 'sandbox.atlassian.net']);
    expect(paths.filter((path) => /customer|user/.test(path))).toEqual([]);
    expect(textOf(await callSaying(sandbox, 'It leaks again.'))).not.toContain('sk-sandbox');
  });
});
