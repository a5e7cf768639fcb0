import { describe, expect, it } from 'vitest';
import { readMp3Caption } from '../sandbox/twilio/mp3';
import { makeCaptionedSpeech, readWav } from '../sandbox/wav';
import { checkExchanges, hasSpecs, type Recorder } from './openapi';
import { APP, type Bench, CALLER, LINE, openBench } from './twilio-bench';
import { connectClient } from './twilio-client';

const wav = makeCaptionedSpeech({ text: 'Drucker im zweiten Stock klemmt', language: 'de-DE' });
const HOST = 'https://api.twilio.com/2010-04-01';

const openRestBench = (): Bench =>
  openBench({
    call: '<Record action="recorded"/>',
    recorded: '<Hangup/>',
    outgoing: '<Say>Hi</Say>',
    status: '',
  });

async function leaveMessages(bench: Bench, count: number): Promise<string[]> {
  const sids: string[] = [];
  for (let call = 0; call < count; call++) {
    const placed = bench.twilio.placeCall({ from: CALLER, to: LINE, script: [{ do: 'speak', wav }] });
    await placed.ended;
    await bench.clock.advance(60_000);
    sids.push(placed.sid);
  }
  return sids;
}

/** Against Twilio's own description, where it is at hand. */
async function expectConformance(...recorders: Recorder[]): Promise<void> {
  if (!hasSpecs()) return;
  const { complaints, covered } = await checkExchanges(recorders.flatMap(({ exchanges }) => exchanges));
  expect(complaints).toEqual([]);
  expect(covered.size).toBe(1);
}

describe('the REST API, driven by the official client', () => {
  it('shows the account to its token alone, and the rest to a standard API key too, and to nobody else', async () => {
    const { twilio } = openRestBench();
    const { accountSid, apiKeySid, apiKeySecret } = twilio.credentials;
    const byToken = connectClient(twilio);
    const byKey = connectClient(twilio, { user: apiKeySid, password: apiKeySecret });
    expect(await byToken.client.api.v2010.accounts(accountSid).fetch()).toMatchObject({
      status: 'active',
      type: 'Full',
    });
    const denied = { status: 401, code: 20003 };
    await expect(byKey.client.api.v2010.accounts(accountSid).fetch()).rejects.toMatchObject(denied);
    for (const { client } of [byToken, byKey])
      expect(await client.incomingPhoneNumbers.list()).not.toEqual([]);
    const wrong = connectClient(twilio, { user: accountSid, password: 'x' });
    await expect(wrong.client.calls.list()).rejects.toMatchObject({ status: 401, code: 20003 });
    const other = connectClient(twilio).client.api.v2010.accounts(`AC${'0'.repeat(32)}`);
    await expect(other.fetch()).rejects.toMatchObject({ status: 401, code: 20003 });
    await expectConformance(byToken.recorder, byKey.recorder);
  });

  it('lists calls by page, newest first, and finds them by their fields', async () => {
    const bench = openRestBench();
    const sids = await leaveMessages(bench, 5);
    const { client, recorder } = connectClient(bench.twilio);
    const listed = await client.calls.list({ pageSize: 2 });
    expect(listed.map(({ sid }) => sid)).toEqual([...sids].reverse());
    expect(recorder.exchanges).toHaveLength(3);
    expect(listed[0]).toMatchObject({ from: CALLER, to: LINE, status: 'completed', direction: 'inbound' });
    expect(await client.calls.list({ limit: 3 })).toHaveLength(3);
    expect(await client.calls.list({ status: 'busy' })).toEqual([]);
    const start = Date.UTC(2026, 10, 20, 9, 2, 30);
    expect(await client.calls.list({ startTimeAfter: new Date(start) })).toHaveLength(2);
    expect(await client.calls.list({ startTimeBefore: new Date(start) })).toHaveLength(3);
    expect((await client.calls(sids[0] ?? '').fetch()).dateCreated.getTime()).toBe(start - 150_000);
    await expectConformance(recorder);
  });

  it('lists, fetches and deletes recordings', async () => {
    const bench = openRestBench();
    const [callSid = ''] = await leaveMessages(bench, 2);
    const { client, recorder } = connectClient(bench.twilio);
    const [recording] = await client.recordings.list({ callSid });
    expect(recording).toMatchObject({ callSid, status: 'completed', source: 'RecordVerb', channels: 1 });
    expect((await client.calls(callSid).recordings.list()).map(({ sid }) => sid)).toEqual([recording?.sid]);
    expect(await client.recordings.list({ dateCreatedAfter: new Date(Date.UTC(2026, 10, 21)) })).toEqual([]);
    expect(await client.recordings.list({ dateCreated: new Date(Date.UTC(2026, 10, 20)) })).toHaveLength(2);
    const one = client.recordings(recording?.sid ?? '');
    expect((await one.fetch()).duration).toBe(recording?.duration);
    expect(await one.remove()).toBe(true);
    await expect(one.fetch()).rejects.toMatchObject({ status: 404, code: 20404 });
    expect((await one.fetch({ includeSoftDeleted: true })).status).toBe('deleted');
    expect(await client.recordings.list()).toHaveLength(1);
    await expectConformance(recorder);
  });

  it('serves the sound behind Basic auth, from a moment after the call, until it is deleted', async () => {
    const bench = openRestBench();
    const { accountSid, authToken } = bench.twilio.credentials;
    const authorization = `Basic ${btoa(`${accountSid}:${authToken}`)}`;
    await bench.twilio.placeCall({ from: CALLER, to: LINE, script: [{ do: 'speak', wav }] }).ended;
    const url = bench.webhooks[1]?.params.RecordingUrl ?? '';
    const get = (suffix: string, headers: Record<string, string> = { authorization }): Promise<Response> =>
      bench.twilio.fetch(new Request(url + suffix, { headers }));
    expect((await get('.wav')).status).toBe(404);
    await bench.clock.advance(1000);
    expect((await get('.wav', {})).status).toBe(401);
    for (const suffix of ['', '.wav']) {
      const sound = await get(suffix);
      expect(sound.headers.get('content-type')).toBe('audio/x-wav');
      expect(readWav(new Uint8Array(await sound.arrayBuffer()))).toMatchObject({
        sampleRate: 8000,
        channels: 1,
        caption: { text: 'Drucker im zweiten Stock klemmt', language: 'de-DE' },
      });
    }
    bench.twilio.changeSettings({ mediaAuth: false });
    expect((await get('.wav', {})).status).toBe(200);
    await connectClient(bench.twilio).client.recordings(url.slice(-34)).remove();
    expect((await get('.wav')).status).toBe(404);
  });

  it('encodes the sound as MP3 that still knows its words', async () => {
    const bench = openRestBench();
    await leaveMessages(bench, 1);
    bench.twilio.changeSettings({ mediaAuth: false });
    const sound = await bench.twilio.fetch(new Request(`${bench.webhooks[1]?.params.RecordingUrl}.mp3`));
    const bytes = new Uint8Array(await sound.arrayBuffer());
    expect(sound.headers.get('content-type')).toBe('audio/mpeg');
    expect(readMp3Caption(bytes)).toEqual({ text: 'Drucker im zweiten Stock klemmt', language: 'de-DE' });
    const frame = bytes.findIndex((byte, at) => byte === 0xff && bytes[at + 1] === 0xe3);
    // MPEG-2.5, Layer III; 32 kbit/s at 8 kHz.
    expect(frame).toBeGreaterThan(0);
    const seconds = (bytes.length - frame) / (32_000 / 8);
    expect(Math.abs(seconds - Number(bench.webhooks[1]?.params.RecordingDuration))).toBeLessThan(1);
  });

  it('connects a number, and refuses what is no URL', async () => {
    const bench = openRestBench();
    const { client, recorder } = connectClient(bench.twilio);
    const [number, ...others] = await client.incomingPhoneNumbers.list({ phoneNumber: LINE });
    expect(others).toEqual([]);
    const one = client.incomingPhoneNumbers(number?.sid ?? '');
    const changed = await one.update({
      voiceUrl: `${APP}recorded`,
      voiceMethod: 'GET',
      smsUrl: `${APP}status`,
    });
    expect(changed).toMatchObject({ voiceUrl: `${APP}recorded`, voiceMethod: 'GET', phoneNumber: LINE });
    await bench.twilio.placeCall({ from: CALLER, to: LINE }).ended;
    expect(bench.webhooks[0]).toMatchObject({
      method: 'GET',
      url: expect.stringContaining(`${APP}recorded?`),
    });
    await expect(one.update({ voiceUrl: 'nowhere' })).rejects.toMatchObject({ status: 400, code: 21502 });
    await expectConformance(recorder);
  });

  it('makes a call, reports its progress, and ends it on request', async () => {
    const bench = openRestBench();
    const { client, recorder } = connectClient(bench.twilio);
    const request = {
      from: LINE,
      to: CALLER,
      url: `${APP}outgoing`,
      statusCallback: `${APP}status`,
      statusCallbackEvent: ['initiated', 'ringing', 'answered', 'completed'],
    };
    const call = await client.calls.create(request);
    expect(call).toMatchObject({ direction: 'outbound-api' });
    await bench.clock.advance(5000);
    const reported = bench.webhooks.flatMap(({ params }) =>
      params.CallbackSource ? [params.CallStatus] : [],
    );
    expect(reported).toEqual(['initiated', 'ringing', 'in-progress', 'completed']);
    const ringing = await client.calls.create(request);
    await client.calls(ringing.sid).update({ status: 'canceled' });
    await bench.clock.advance(5000);
    expect((await client.calls(ringing.sid).fetch()).status).toBe('canceled');
    await expect(client.calls(ringing.sid).update({ status: 'completed' })).rejects.toMatchObject({
      code: 21220,
    });
    await expect(client.calls.create({ ...request, to: '12' })).rejects.toMatchObject({ code: 21211 });
    await expect(client.calls.create({ ...request, from: CALLER })).rejects.toMatchObject({ code: 21210 });
    await expectConformance(recorder);
  });

  it('changes the course of a running call', async () => {
    const bench = openBench({ call: '<Gather/><Say>Never</Say>', moved: '<Record/>' });
    const { client } = connectClient(bench.twilio);
    const call = bench.twilio.placeCall({ from: CALLER, to: LINE });
    await call.until('gather-started');
    await client.calls(call.sid).update({ url: `${APP}moved` });
    await call.until('recording-started');
    await client.calls(call.sid).update({ twiml: '<Response><Say>Bye</Say></Response>' });
    const { reason, events } = await call.ended;
    expect(reason).toBe('line-hung-up');
    expect(events.flatMap((event) => (event.kind === 'saying' ? [event.text] : []))).toEqual(['Bye']);
  });

  it('answers in its own words to what it does not know', async () => {
    const bench = openRestBench();
    const { client, recorder } = connectClient(bench.twilio);
    const missing = client.calls(`CA${'0'.repeat(32)}`).fetch();
    await expect(missing).rejects.toMatchObject({
      status: 404,
      code: 20404,
      moreInfo: 'https://www.twilio.com/docs/errors/20404',
    });
    await expect(client.conferences.list()).rejects.toMatchObject({ code: 20404 });
    expect(bench.log.list().some(({ title }) => title.includes('The sandbox has no GET'))).toBe(true);
    await expectConformance(recorder);
  });

  it('fails on demand', async () => {
    const bench = openRestBench();
    const { client } = connectClient(bench.twilio);
    bench.twilio.setFaults({ rest: { kind: 429, count: 1, path: '/Calls', retryAfter: 2 } });
    expect(await client.messages.list()).toEqual([]);
    await expect(client.calls.list()).rejects.toMatchObject({ status: 429, code: 20429 });
    expect(await client.calls.list()).toEqual([]);
    bench.twilio.setFaults({ rest: { kind: 'reset', count: 1, path: '' } });
    await expect(client.calls.list()).rejects.toThrow('reset');
    bench.twilio.setFaults({ mediaDelayMs: 3_600_000 });
    await leaveMessages(bench, 1);
    bench.twilio.changeSettings({ mediaAuth: false });
    const url = bench.webhooks[1]?.params.RecordingUrl ?? '';
    expect((await bench.twilio.fetch(new Request(url))).status).toBe(404);
    await bench.clock.advance(3_600_000);
    expect((await bench.twilio.fetch(new Request(url))).status).toBe(200);
    expect((await bench.twilio.fetch(new Request(`${HOST}/Accounts.json`))).status).toBe(401);
  });
});
