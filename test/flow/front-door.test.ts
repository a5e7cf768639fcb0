import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCallState } from '../sandbox/place-call';
import type { Sandbox } from '../sandbox/sandbox';
import {
  appLog,
  askAdmin,
  breakJira,
  callSaying,
  countRequests,
  incoming,
  openSandbox,
  phoneUrl,
  propertyOf,
  sendWebhook,
  textOf,
} from './bench';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await openSandbox();
}, 180_000);
afterAll(() => sandbox.close());

const answer = async (response: Response) => ({ status: response.status, body: await response.text() });
const sid = (digit: string): string => `CA${digit.repeat(32)}`;

describe('the signature of a webhook (U7)', () => {
  it('opens the door when it is right', async () => {
    const { status, body } = await answer(
      await sendWebhook(sandbox, { path: '/call', parameters: incoming(sandbox) }),
    );
    expect(status).toBe(200);
    expect(body).toMatch(/^<\?xml .*<Response><Gather .*<Say .*<Record .*<\/Response>$/s);
    expect(body).toContain(`action="${phoneUrl(sandbox)}/listening/1"`);
  });

  it.each([
    ['is missing', { headers: { 'x-twilio-signature': '' } }],
    ['was made with another token', { token: 'f'.repeat(32) }],
    ['was made for another path', { signedUrl: 'https://example.com/call' }],
    ['is not base64', { headers: { 'x-twilio-signature': '<script>' } }],
  ])('keeps it shut, without a word, when it %s', async (_, change) => {
    const webhook = { path: '/call', parameters: incoming(sandbox), ...change };
    expect(await answer(await sendWebhook(sandbox, webhook))).toEqual({ status: 403, body: '' });
  });

  it('does not carry over to another path, other parameters or another account', async () => {
    const parameters = incoming(sandbox);
    const url = phoneUrl(sandbox);
    const replayed = await sendWebhook(sandbox, {
      path: '/listening/1',
      parameters,
      signedUrl: `${url}/call`,
    });
    const account = incoming(sandbox, { AccountSid: `AC${'9'.repeat(32)}` });
    const foreign = await sendWebhook(sandbox, { path: '/call', parameters: account });
    expect([replayed.status, foreign.status]).toEqual([403, 403]);
    const signed = await sendWebhook(sandbox, {
      path: '/call?x=1',
      parameters,
      signedUrl: `${url}/call`,
    });
    expect(signed.status).toBe(200);
  });

  it('is refused when the same call is played again after it was over', async () => {
    const report = await callSaying(sandbox, 'The scanner is broken.');
    const again = incoming(sandbox, { CallSid: report.callSid });
    expect((await sendWebhook(sandbox, { path: '/call', parameters: again })).status).toBe(403);
    const other = { ...again, RecordingSid: `RE${'9'.repeat(32)}`, RecordingDuration: '9' };
    await sendWebhook(sandbox, { path: '/listening/1', parameters: other });
    await sandbox.forge.settle();
    expect(await countRequests(sandbox, report.callSid)).toBe(1);
  });

  it('holds with the token before while a new one is entered, and with the new one from then on (V21)', async () => {
    const { accountSid, authToken: token } = sandbox.twilio.credentials;
    const next = sandbox.twilio.addSecondaryToken();
    await askAdmin(sandbox, 'saveTwilio', { accountSid, authToken: next });
    const parameters = incoming(sandbox);
    const before = await sendWebhook(sandbox, { path: '/call', parameters, token });
    sandbox.twilio.promoteToken();
    const after = await sendWebhook(sandbox, { path: '/call', parameters, token: next });
    const late = await sendWebhook(sandbox, { path: '/call', parameters, token });
    expect([before.status, after.status, late.status]).toEqual([200, 200, 403]);
  });
});

describe('bad input', () => {
  it('gets a clear answer', async () => {
    const statusOf = async (webhook: Parameters<typeof sendWebhook>[1]) =>
      (await sendWebhook(sandbox, webhook)).status;
    const parameters = incoming(sandbox, { CallSid: sid('2') });
    expect(await statusOf({ path: '/call', parameters, method: 'GET' })).toBe(405);
    expect(await statusOf({ path: '/elsewhere', parameters })).toBe(404);
    expect(await statusOf({ path: '/call/1', parameters })).toBe(404);
    expect(await statusOf({ path: '/recorded/0', parameters })).toBe(404);
    expect(await statusOf({ path: '', parameters })).toBe(404);
    expect(await statusOf({ path: '/call', parameters: { ...parameters, CallSid: 'CA1' } })).toBe(400);
    expect(
      await statusOf({ path: '/call', parameters: { ...parameters, Padding: 'x'.repeat(70_000) } }),
    ).toBe(413);
  });

  it('on a number without a line is a polite sentence and a logged id', async () => {
    const parameters = incoming(sandbox, { CallSid: sid('3'), To: '+14155550199' });
    const { status, body } = await answer(await sendWebhook(sandbox, { path: '/call', parameters }));
    expect(status).toBe(200);
    expect(body).toMatch(/<Say [^>]*>Thank you for calling.*<Hangup\/>/);
    expect(body).not.toContain('<Record');
    expect(appLog(sandbox)).toContain(sid('3'));
  });

  it('spoken as markup stays what it is', async () => {
    const markup =
      '</Say><Hangup/> h1. {color:red} [click|https://evil.example] @admin <script>alert(1)</script>';
    const report = await callSaying(sandbox, `My screen shows ${markup} and nothing else.`);
    expect(report.state).toBe('closed');
    expect(report.request?.comments[0]?.text).toContain('{color:red} [click|https://evil.example] @admin');
    expect(textOf(report)).not.toContain('"type":"mention"');
    expect(textOf(report)).not.toContain('"type":"link"');
  });
});

describe('an installation without a set-up', () => {
  it('refuses calls, survives jobs and sweeps, and shows what is missing', async () => {
    const empty = await openSandbox({ setUp: false, seed: 8 });
    const refused = await sendWebhook(empty, { path: '/call', parameters: incoming(empty) });
    expect(refused.status).toBe(403);
    const setup = await askAdmin(empty, 'getSetup');
    expect(setup).toMatchObject({ ok: true, value: { lines: [], parkedCalls: 0 } });
    expect(setup.value).not.toHaveProperty('twilio');
    expect((await empty.forge.runSchedule('sweep')).kind).toBe('returned');
    empty.forge.queue.push('jobs', 'job', [{ body: { kind: 'file-call', callId: sid('4') } }]);
    await empty.forge.settle();
    await empty.forge.runLifecycle('upgraded');
    await empty.forge.runLifecycle('uninstalling');
    const ended = empty.forge.listInvocations().map(({ outcome }) => outcome);
    expect(new Set(ended)).toEqual(new Set(['returned']));
    await empty.close();
  }, 60_000);
});

describe('administrators', () => {
  it('alone see and change the settings (V15)', async () => {
    const AGENT = '5b10a2844c20165700ede21g';
    const attempts = ['getSetup', 'listServiceDesks', 'saveTwilio', 'saveOpenAi', 'saveLine', 'removeLine'];
    for (const functionKey of attempts) {
      const refused = await askAdmin(sandbox, functionKey, {}, AGENT);
      expect(refused).toEqual({
        ok: false,
        error: { message: expect.stringMatching(/^Only Jira administrators/) },
      });
    }
    expect(appLog(sandbox)).toContain('admin-refused');
  });

  it('are not told that they are none while Jira is out', async () => {
    for (const status of [401, 403, 503]) {
      await breakJira(sandbox, { match: { path: '/mypermissions' }, kind: 'status', status });
      const refused = await askAdmin(sandbox, 'getSetup');
      expect(refused).toEqual({
        ok: false,
        error: { message: expect.stringMatching(/^Jira (did not say|is out)/) },
      });
    }
    expect(await askAdmin(sandbox, 'getSetup')).toMatchObject({ ok: true });
  });

  it('never get a secret back (V13)', async () => {
    const setup = JSON.stringify(await askAdmin(sandbox, 'getSetup'));
    expect(setup).not.toContain(sandbox.twilio.credentials.authToken);
    expect(setup).not.toContain('sk-sandbox');
    expect(setup).toContain(sandbox.twilio.credentials.authToken.slice(-4));
  });

  it('are told what is wrong with what they enter', async () => {
    const wrong = await askAdmin(sandbox, 'saveTwilio', { accountSid: 'AC1', authToken: 'x' });
    expect(wrong).toMatchObject({
      ok: false,
      error: { field: 'accountSid', message: expect.stringMatching(/AC/) },
    });
    const template = {
      ...(await askAdmin(sandbox, 'getSetup')).value?.lines[0],
      confirmation: { enabled: true, template: 'Hi {name}' },
    };
    expect(await askAdmin(sandbox, 'saveLine', template)).toMatchObject({ ok: false });
  });
});

describe('repeats', () => {
  it('change nothing: every webhook twice, one request, one text, one comment', async () => {
    sandbox.twilio.setFaults({ duplicateWebhooks: 20 });
    sandbox.forge.faults.queue({ events: 5, duplicates: 2, delayMs: 0 });
    const report = await callSaying(sandbox, 'The badge printer eats the cards.');
    sandbox.twilio.setFaults({ duplicateWebhooks: 0 });
    expect(report.state).toBe('closed');
    expect(report.texts).toHaveLength(1);
    expect(report.request?.comments).toHaveLength(1);
    expect(report.request?.attachments).toHaveLength(1);
    expect(await countRequests(sandbox, report.callSid)).toBe(1);
  });

  it('make up for a lost one: the recording that is reported ready is filed without its action', async () => {
    const CallSid = sid('5');
    await sendWebhook(sandbox, { path: '/call', parameters: incoming(sandbox, { CallSid }) });
    const report = await callSaying(sandbox, 'The heating is off.', {});
    const recordings = await sandbox.twilio.control.request('/recordings');
    expect(recordings.ok).toBe(true);
    await sendWebhook(sandbox, {
      path: '/recording',
      parameters: {
        AccountSid: sandbox.twilio.credentials.accountSid,
        CallSid,
        RecordingSid: String(propertyOf(report).recordingId),
        RecordingStatus: 'completed',
        RecordingDuration: '3',
      },
    });
    await sandbox.forge.settle();
    expect(readCallState(sandbox, CallSid)).not.toBe('answered');
  });
});
