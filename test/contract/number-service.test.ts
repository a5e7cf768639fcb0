import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createNumbers } from '../../src/services/twilio-numbers';
import { createAccountDesk } from '../../src/services/twilio-registrations';
import { makeCaptionedSpeech } from '../sandbox/wav';
import { checkExchanges, createRecorder, hasSpecs, type Recorder } from './openapi';
import { type Bench, CALLER, LINE, openBench } from './twilio-bench';

const OTHER_LINE = '+493055500100';
const SERVICE = `MG${'1'.repeat(32)}`;

let bench: Bench;
let recorder: Recorder;
beforeEach(() => {
  bench = openBench({ call: '<Record action="recorded"/>', recorded: '<Hangup/>' });
  recorder = createRecorder();
  const send = recorder.wrap((request) => bench.twilio.fetch(request));
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => send(new Request(url, init)));
});
afterEach(async () => {
  vi.unstubAllGlobals();
  if (hasSpecs()) expect((await checkExchanges(recorder.exchanges)).complaints).toEqual([]);
});

const open = () => createNumbers(bench.twilio.credentials);
const openAccount = () => createAccountDesk(bench.twilio.credentials);
const numberOf = (number: string) =>
  bench.twilio.listNumbers().find(({ phoneNumber }) => phoneNumber === number);

describe('a number', () => {
  it('is shown with where it points and what it can do', async () => {
    const targets = { smsUrl: 'https://a.example/sms?token=1', smsMethod: 'GET' } as const;
    bench.twilio.configureNumber(LINE, { ...targets, smsApplicationSid: `AP${'1'.repeat(32)}` });
    bench.twilio.configureNumber(OTHER_LINE, { smsCapable: false, trunkSid: `TK${'1'.repeat(32)}` });
    const listed = await open().listNumbers();
    expect(listed.ok && listed.value.find(({ number }) => number === LINE)).toMatchObject({
      ...{ name: 'Support (English)', canTalk: true, canText: true, hasTextApplication: true },
      targets: { text: { url: targets.smsUrl, method: 'GET' }, textFallback: { url: '' } },
    });
    expect(await open().findNumber(OTHER_LINE)).toMatchObject({
      value: { canText: false, overruledBy: 'trunk' },
    });
    bench.twilio.configureNumber(OTHER_LINE, { trunkSid: null, voiceApplicationSid: `AP${'1'.repeat(32)}` });
    expect(await open().findNumber(OTHER_LINE)).toMatchObject({ value: { overruledBy: 'application' } });
  });

  it('is pointed elsewhere and cleared, only where that is asked for, and no other number is', async () => {
    const before = numberOf(OTHER_LINE);
    const own = await open().findNumber(LINE);
    const id = (own.ok && own.value?.id) || '';
    await open().pointNumber(id, {
      voice: { url: 'https://b.example/call', method: 'POST' },
      fallback: { url: 'https://twimlets.com/echo?Twiml=%3CResponse/%3E', method: 'GET' },
      status: { url: 'https://b.example/status', method: 'POST' },
    });
    expect(numberOf(LINE)).toMatchObject({
      ...{ voiceUrl: 'https://b.example/call', voiceMethod: 'POST' },
      ...{ voiceFallbackUrl: 'https://twimlets.com/echo?Twiml=%3CResponse/%3E', voiceFallbackMethod: 'GET' },
      ...{ statusCallback: 'https://b.example/status', smsUrl: '' },
    });
    await open().pointNumber(id, { voice: { url: '', method: 'POST' } });
    expect(numberOf(LINE)).toMatchObject({ voiceUrl: '', statusCallback: 'https://b.example/status' });
    expect(numberOf(OTHER_LINE)).toEqual(before);
  });

  it('that the account does not have is missing, also when it has a longer one', async () => {
    for (const number of ['+14155550199', LINE.slice(0, -1)])
      expect(await open().findNumber(number)).toEqual({ ok: true, value: undefined });
  });

  it('can not be seen or changed while Twilio is out', async () => {
    bench.twilio.setFaults({ rest: { kind: 500, count: 2, path: 'IncomingPhoneNumbers' } });
    expect(await open().listNumbers()).toMatchObject({ failure: { kind: 'unavailable' } });
    const nowhere = { voice: { url: '', method: 'POST' } } as const;
    expect(await open().pointNumber(`PN${'1'.repeat(32)}`, nowhere)).toMatchObject({
      failure: { kind: 'unavailable' },
    });
  });
});

describe('recordings', () => {
  it('are open to anybody, or not, or nobody knows', async () => {
    expect(await openAccount().isMediaOpen()).toEqual({ ok: true, value: undefined });
    const wav = makeCaptionedSpeech({ text: 'The printer is on fire', language: 'en-US' });
    const call = bench.twilio.placeCall({ from: CALLER, to: LINE, script: [{ do: 'speak', wav }] });
    await call.ended;
    await bench.clock.advance(60_000);
    expect(await openAccount().isMediaOpen()).toEqual({ ok: true, value: false });
    bench.twilio.changeSettings({ mediaAuth: false });
    expect(await openAccount().isMediaOpen()).toEqual({ ok: true, value: true });
  });
});

describe('what US carriers know of the numbers', () => {
  const service = {
    ...{ sid: SERVICE, friendlyName: 'Support', numbers: [LINE] },
    ...{ inboundRequestUrl: null, useInboundWebhookOnNumber: true, campaignStatus: 'VERIFIED' },
  };

  it('is a campaign that was approved, of a messaging service that has the number', async () => {
    const asked = async () => {
      const found = await openAccount().loadRegistrations();
      return found.ok ? found.value : found;
    };
    bench.twilio.changeSettings({ messagingServices: [] });
    expect(await asked()).toEqual({ answeredElsewhere: [], registered: [], verified: [] });
    bench.twilio.changeSettings({ messagingServices: [service] });
    expect(await asked()).toMatchObject({ answeredElsewhere: [], registered: [LINE] });
    for (const campaignStatus of ['IN_PROGRESS', null]) {
      const other = { ...service, campaignStatus, useInboundWebhookOnNumber: false };
      bench.twilio.changeSettings({ messagingServices: [other] });
      expect(await asked()).toMatchObject({ answeredElsewhere: [LINE], registered: [] });
    }
  });

  it('is a verification of a toll-free number', async () => {
    const verification = { number: LINE, status: 'TWILIO_APPROVED' } as const;
    bench.twilio.changeSettings({
      tollfreeVerifications: [verification, { number: OTHER_LINE, status: 'IN_REVIEW' }],
    });
    expect(await openAccount().loadRegistrations()).toMatchObject({
      value: { verified: [numberOf(LINE)?.sid] },
    });
  });

  it('is kept in the United States, and not asked for with credentials of elsewhere', async () => {
    const desk = createAccountDesk(bench.twilio.credentialsOf('ie1'));
    expect(await desk.loadRegistrations()).toMatchObject({ ok: false });
    expect(recorder.exchanges).toEqual([]);
  });

  it('is not guessed at from a part of it', async () => {
    bench.twilio.changeSettings({
      messagingServices: Array.from({ length: 21 }, (_, index) => ({
        ...service,
        sid: `MG${String(index).padStart(32, '0')}`,
      })),
    });
    expect(await openAccount().loadRegistrations()).toMatchObject({ failure: { kind: 'incomplete' } });
    bench.twilio.changeSettings({ messagingServices: [service] });
    bench.twilio.setFaults({ rest: { kind: 503, count: 1, path: 'Usa2p' } });
    expect(await openAccount().loadRegistrations()).toMatchObject({ failure: { kind: 'unavailable' } });
  });
});
