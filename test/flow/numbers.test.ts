import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../sandbox/sandbox';
import { askAdmin, callSaying, openSandbox } from './bench';

const LINE = '+14155550100';
const THEIRS = {
  voiceUrl: 'https://ivr.example.com/in?token=s3cret',
  voiceMethod: 'GET',
  smsUrl: 'https://texts.example.com/in',
  smsMethod: 'POST',
  smsFallbackUrl: 'https://texts.example.com/later',
} as const;

describe('the numbers of the account', () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await openSandbox();
  }, 240_000);
  afterAll(() => sandbox.close());
  const own = () => sandbox.twilio.listNumbers().find(({ phoneNumber }) => phoneNumber === LINE);
  const lineId = LINE.slice(1);

  it('are connected and given back as they were, with no secret of others in any answer', async () => {
    const { twilio } = sandbox;
    expect(await askAdmin(sandbox, 'disconnectNumber', { number: LINE })).toMatchObject({ ok: true });
    expect(own()).toMatchObject({ voiceUrl: '', voiceFallbackUrl: '', statusCallback: '', smsUrl: '' });
    twilio.configureNumber(LINE, THEIRS);
    const connected = await askAdmin(sandbox, 'connectNumber', { lineId });
    await askAdmin(sandbox, 'connectNumber', { lineId });
    expect(JSON.stringify(connected)).toContain('"voice":"https://ivr.example.com/in"');
    expect(JSON.stringify(connected)).not.toContain('s3cret');
    expect((await callSaying(sandbox, 'The beamer in the lobby is dark.')).state).toBe('closed');
    expect(await askAdmin(sandbox, 'disconnectNumber', { number: LINE })).toMatchObject({ ok: true });
    expect(own()).toMatchObject(THEIRS);
  });

  it('that something else answers are not taken, and the admin hears what', async () => {
    sandbox.twilio.configureNumber(LINE, { trunkSid: `TK${'1'.repeat(32)}` });
    expect(await askAdmin(sandbox, 'connectNumber', { lineId })).toMatchObject({
      ok: false,
      error: { code: 'number-trunk', message: expect.stringContaining('SIP trunk') },
    });
    sandbox.twilio.configureNumber(LINE, { trunkSid: null });
  });

  it('are looked over with their accounts', async () => {
    sandbox.twilio.changeSettings({ type: 'Trial', mediaAuth: false, messagingServices: [] });
    expect(await askAdmin(sandbox, 'checkAccounts')).toMatchObject({
      ok: true,
      value: {
        twilio: { problems: expect.arrayContaining([{ kind: 'trial' }]), unanswered: [] },
        openai: { problems: [], unanswered: [] },
        numbers: expect.arrayContaining([
          expect.objectContaining({ number: LINE, state: 'elsewhere', problems: ['not-registered'] }),
        ]),
      },
    });
  });

  it('are all given back when the app is disconnected, and the next caller is not taken', async () => {
    await askAdmin(sandbox, 'connectNumber', { lineId });
    sandbox.twilio.setFaults({ rest: { kind: 503, count: 1, path: 'IncomingPhoneNumbers/PN' } });
    expect(await askAdmin(sandbox, 'disconnect')).toMatchObject({ error: { code: 'disconnect-incomplete' } });
    const done = await askAdmin(sandbox, 'disconnect');
    expect(done).toMatchObject({ ok: true, value: { paused: {} } });
    for (const path of ['value.twilio', 'value.openai.key']) expect(done).not.toHaveProperty(path);
    expect(own()).toMatchObject(THEIRS);
    const trail = JSON.stringify(await askAdmin(sandbox, 'listAudit'));
    for (const noted of [
      '"action":"connect"',
      '"action":"disconnect","outcome":"failed"',
      '"action":"pause"',
    ])
      expect(trail).toContain(noted);
  });
});
