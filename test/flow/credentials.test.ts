import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../sandbox/sandbox';
import {
  type AdminAnswer,
  appLog,
  askAdmin,
  callSaying,
  incoming,
  openSandbox,
  sendWebhook,
  textOf,
} from './bench';

const LINE = '+14155550100';
const KEY = 'sk-sandbox-00000000000000000000';

describe('credentials that are wrong', () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await openSandbox();
  }, 180_000);
  afterAll(() => sandbox.close());

  it('are refused in words, calls go on with those before, and the trail knows of it (V16)', async () => {
    const { accountSid } = sandbox.twilio.credentials;
    const before = await askAdmin(sandbox, 'getSetup');
    const wrong = [
      ['saveTwilio', { accountSid, authToken: 'f'.repeat(32) }, 'twilio-token-refused'],
      ['saveTwilio', { accountSid, region: 'ie1' }, 'twilio-token-refused'],
      [
        'saveTwilio',
        { accountSid, apiKey: { sid: `SK${'1'.repeat(32)}`, secret: 'x'.repeat(32) } },
        'twilio-key-refused',
      ],
      ['saveOpenAi', { region: 'eu' }, 'openai-other-region'],
      ['saveOpenAi', { understandingModel: 'gpt-3' }, 'openai-model-missing'],
    ] as const;
    for (const [functionKey, payload, code] of wrong)
      expect(await askAdmin(sandbox, functionKey, payload)).toMatchObject({ ok: false, error: { code } });
    expect(await askAdmin(sandbox, 'getSetup')).toEqual(before);
    expect((await callSaying(sandbox, 'The beamer in the lobby is dark.')).state).toBe('closed');
    const trail = JSON.stringify(await askAdmin(sandbox, 'listAudit'));
    expect(trail).toMatch(/"action":"credentials","outcome":"failed","service":"openai"/);
  });

  it('are not taken on trust while the provider is out either', async () => {
    sandbox.twilio.setFaults({ rest: { kind: 503, count: 1, path: '' } });
    const { accountSid } = sandbox.twilio.credentials;
    const authToken = 'e'.repeat(32);
    expect(await askAdmin(sandbox, 'saveTwilio', { accountSid, authToken })).toMatchObject({
      ok: false,
      error: { code: 'twilio-not-tested', message: expect.stringMatching(/nothing was changed/i) },
    });
  });
});

describe('a rotation of the auth token', () => {
  let sandbox: Sandbox;
  let saved: AdminAnswer | undefined;
  let onWebhook: (() => Promise<void>) | undefined;
  beforeAll(async () => {
    sandbox = await openSandbox({
      deliver: async (request, signal, next) => {
        await onWebhook?.();
        return next(request, signal);
      },
    });
  }, 180_000);
  afterAll(() => sandbox.close());

  it('loses no call that is in progress: the secondary is entered first, then promoted (V21)', async () => {
    const { twilio } = sandbox;
    const { accountSid, authToken: old } = twilio.credentials;
    let webhooks = 0;
    onWebhook = async () => {
      webhooks++;
      // Both have been signed with the old token by now.
      if (webhooks === 2)
        saved = await askAdmin(sandbox, 'saveTwilio', { accountSid, authToken: twilio.addSecondaryToken() });
      if (webhooks === 3) twilio.promoteToken();
    };
    const during = await callSaying(sandbox, 'The beamer in the lobby is dark.');
    expect(saved).toMatchObject({
      ok: true,
      value: { twilio: { previousToken: { endsWith: old.slice(-4) } } },
    });
    expect([during.state, webhooks > 3]).toEqual(['closed', true]);
    expect(textOf(during)).toContain('beamer');
    const report = await callSaying(sandbox, 'The printer is out of paper.');
    expect(report.state).toBe('closed');
    // The old token is of no use any more, to nobody.
    expect((await askAdmin(sandbox, 'getSetup')).value).not.toHaveProperty('twilio.previousToken');
    const forged = await sendWebhook(sandbox, { path: '/call', parameters: incoming(sandbox), token: old });
    expect(forged.status).toBe(403);
    expect(appLog(sandbox).match(/rotation-ended/g)).toHaveLength(1);
  });
});

describe('in the European Union', () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await openSandbox({ setUp: false });
  }, 180_000);
  afterAll(() => sandbox.close());

  it('a call is filed by way of no host elsewhere (K13), and no answer holds a secret (V13)', async () => {
    const { twilio, network, openai } = sandbox;
    twilio.changeSettings({ region: 'ie1' });
    const { accountSid, authToken, apiKeySid, apiKeySecret } = twilio.credentials;
    await openai.control.request('/projects', {
      method: 'POST',
      body: JSON.stringify({ apiKey: KEY, id: 'proj_eu', region: 'eu' }),
    });
    const hosts = new Set<string>();
    network.record(({ request }) => void hosts.add(new URL(request.url).host));
    const apiKey = { sid: apiKeySid, secret: apiKeySecret };
    const desks = await askAdmin(sandbox, 'listServiceDesks');
    const [desk] = desks.value as unknown as { id: string; requestTypes: { id: string }[] }[];
    const answers = [
      await askAdmin(sandbox, 'saveTwilio', { accountSid, authToken, apiKey, region: 'ie1' }),
      await askAdmin(sandbox, 'saveOpenAi', { apiKey: KEY, region: 'eu', project: 'proj_eu' }),
      await askAdmin(sandbox, 'saveLine', {
        number: LINE,
        name: 'Acme Support',
        serviceDeskId: desk?.id,
        requestTypeId: desk?.requestTypes[0]?.id,
      }),
      await askAdmin(sandbox, 'connectNumber', { lineId: LINE.slice(1) }),
    ];
    for (const answer of answers) expect(answer).toMatchObject({ ok: true });
    const report = await callSaying(sandbox, 'The beamer in the lobby is dark.');
    expect([report.state, report.texts.length]).toEqual(['closed', 1]);
    expect([...hosts].sort()).toEqual([
      'api.dublin.ie1.twilio.com',
      'eu.api.openai.com',
      'sandbox.atlassian.net',
    ]);
    const carried = JSON.stringify([...answers, await askAdmin(sandbox, 'getSetup')]);
    for (const secret of [authToken, apiKeySecret, KEY]) expect(carried).not.toContain(secret.slice(4));
  });
});
