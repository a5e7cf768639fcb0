import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../sandbox/sandbox';
import { askAdmin, CALLER, callSaying, changeLine, incoming, openSandbox, sendWebhook } from './bench';

/** What PRIVACY.md says that no other test shows. */
describe('personal data', () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await openSandbox();
    await changeLine(sandbox, { name: 'Blue Heron Desk', vocabulary: ['StockPilot'] });
  }, 180_000);
  afterAll(() => sandbox.close());

  const items = async (): Promise<
    { entity?: string; key: string; value: unknown; expireTime?: string }[]
  > => {
    const view = (await (await sandbox.forge.control.request('/store')).json()) as { items: [] };
    return view.items;
  };

  it('sent to OpenAI is the sound, the words, and the words the admin wants recognised', async () => {
    const sent: string[] = [];
    const stop = sandbox.network.record(({ request }) => {
      if (new URL(request.url).host === 'api.openai.com') void request.text().then((body) => sent.push(body));
    });
    const report = await callSaying(sandbox, 'StockPilot does not print labels any more.');
    stop();
    await expect.poll(() => sent.length).toBe(2);
    const all = sent.join();
    expect(all).toContain('StockPilot');
    expect(sent[1]).toContain('"store":false');
    const { accountSid } = sandbox.twilio.credentials;
    for (const secret of [
      CALLER,
      CALLER.slice(1),
      '+14155550100',
      'Blue Heron Desk',
      report.callSid,
      accountSid,
    ])
      expect(all).not.toContain(secret);
    expect(all).not.toContain(String(report.request?.key));
  });

  it('in records of calls expires after 90 days', async () => {
    const calls = (await items()).filter(({ entity }) => entity === 'call');
    expect(calls.length).toBeGreaterThan(0);
    for (const { expireTime = '' } of calls) {
      const days = (Date.parse(expireTime) - sandbox.clock.now()) / 86_400_000;
      expect(Math.round(days)).toBe(90);
    }
  });

  it('of Jira users is not stored', async () => {
    const stored = JSON.stringify(await items());
    for (const profile of ['Ada Admin', 'Abel Agent', 'ada@example.com', 'abel@example.com', 'avatar'])
      expect(stored).not.toContain(profile);
  });

  it('can not come in any more once the app is being uninstalled: credentials and settings are forgotten', async () => {
    expect((await askAdmin(sandbox, 'getSetup')).value).toHaveProperty('twilio');
    await sandbox.forge.runLifecycle('uninstalling');
    const { value } = await askAdmin(sandbox, 'getSetup');
    expect(value).not.toHaveProperty('twilio');
    expect(value).toMatchObject({ lines: [] });
    expect(sandbox.forge.store.secrets.names()).toEqual([]);
    const refused = await sendWebhook(sandbox, { path: '/call', parameters: incoming(sandbox) });
    expect(refused.status).toBe(403);
  });
});
