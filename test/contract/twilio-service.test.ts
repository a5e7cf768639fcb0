import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createPhone } from '../../src/services/twilio';
import type { ScriptStep } from '../sandbox/twilio';
import { makeCaptionedSpeech } from '../sandbox/wav';
import { checkExchanges, createRecorder, hasSpecs, type Recorder } from './openapi';
import { type Bench, CALLER, LINE, openBench } from './twilio-bench';

const OTHER_LINE = '+493055500100';
const START = Date.UTC(2026, 10, 20, 9);
const MINUTE = 60_000;
const TEXT = { from: LINE, to: CALLER, body: 'Example Support: your request is SUP-1. Reference K7QM-2R4X.' };
const wav = makeCaptionedSpeech({ text: 'The printer is on fire', language: 'en-US' });

let bench: Bench;
let recorder: Recorder;
beforeEach(() => {
  bench = openBench({ call: '<Record action="recorded"/>', recorded: '<Hangup/>' });
  for (const number of [LINE, OTHER_LINE])
    bench.twilio.configureNumber(number, { voiceUrl: 'https://app.example.com/public/f00/call' });
  recorder = createRecorder();
  const send = recorder.wrap((request) => bench.twilio.fetch(request));
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => send(new Request(url, init)));
});
afterEach(() => vi.unstubAllGlobals());

const openPhone = () => createPhone(bench.twilio.credentials);

async function placeCall(
  script: ScriptStep[] = [{ do: 'speak', wav }],
  numbers: { from?: string; to?: string } = {},
): Promise<string> {
  const call = bench.twilio.placeCall({ from: CALLER, to: LINE, ...numbers, script });
  await call.ended;
  await bench.clock.advance(MINUTE);
  return call.sid;
}

/** The sandbox's stand-in and the app agree with what Twilio describes. */
async function expectConformance(): Promise<void> {
  if (!hasSpecs()) return;
  expect((await checkExchanges(recorder.exchanges)).complaints).toEqual([]);
}

describe("calls in Twilio's records", () => {
  it('are those to a number that began since then and are over, the oldest first', async () => {
    await placeCall();
    const since = bench.clock.now();
    const first = await placeCall();
    const second = await placeCall([{ do: 'hang-up' }], { from: 'anonymous' });
    await placeCall(undefined, { to: OTHER_LINE });
    bench.twilio.placeCall({ from: CALLER, to: LINE, idle: 'wait' });
    await bench.clock.advance(MINUTE);
    const calls = await openPhone().listCalls(LINE, since);
    expect(calls).toMatchObject({
      ok: true,
      value: [
        { id: first, from: CALLER, to: LINE, startedAt: since },
        { id: second, from: 'anonymous', to: LINE },
      ],
    });
    await expectConformance();
  });

  it('are none that we made ourselves', async () => {
    const { accountSid, authToken } = bench.twilio.credentials;
    const made = await bench.twilio.fetch(
      new Request(`https://api.twilio.com/2010-04-01/Accounts/${accountSid}/Calls.json`, {
        method: 'POST',
        headers: { authorization: `Basic ${btoa(`${accountSid}:${authToken}`)}` },
        body: new URLSearchParams({ From: OTHER_LINE, To: LINE, Twiml: '<Response><Hangup/></Response>' }),
      }),
    );
    expect(made.status).toBe(201);
    await bench.clock.advance(MINUTE);
    expect(await openPhone().listCalls(LINE, START)).toEqual({ ok: true, value: [] });
  });
});

describe("recordings in Twilio's records", () => {
  it('are those made since then that can be fetched, the oldest first', async () => {
    await placeCall();
    const since = bench.clock.now();
    const calls = [await placeCall(), await placeCall()];
    await placeCall([{ do: 'stay-silent' }, { do: 'hang-up' }]);
    const gone = await placeCall();
    const all = await openPhone().listRecordings(since);
    const sidOf = (call: string) => (all.ok && all.value.find(({ callId }) => callId === call)?.sid) || '';
    await openPhone().deleteRecording(sidOf(gone));
    const running = bench.twilio.placeCall({ from: CALLER, to: LINE, idle: 'wait' });
    await bench.clock.advance(MINUTE);
    const listed = await openPhone().listRecordings(since);
    expect(listed.ok && listed.value.map(({ callId }) => callId)).toEqual(calls);
    expect(listed).toMatchObject({
      value: [{ sid: expect.stringMatching(/^RE/), at: since, seconds: 2 }, {}],
    });
    running.hangUp();
    await expectConformance();
  });

  it('are no recordings of whole calls, which somebody switched on at Twilio', async () => {
    const call = await placeCall();
    const send = globalThis.fetch;
    for (const [source, count] of [
      ['RecordVerb', 1],
      ['Trunking', 0],
      ['OutboundAPI', 0],
    ] as const) {
      vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
        const answer = await (await send(url, init)).text();
        return new Response(answer.replace('"source":"RecordVerb"', `"source":"${source}"`));
      });
      const listed = await openPhone().listRecordings(START);
      expect(listed.ok && listed.value.map(({ callId }) => callId)).toEqual([call].slice(0, count));
    }
  });

  it('are read page by page to the end', async () => {
    for (let call = 0; call < 3; call++) await placeCall();
    const send = globalThis.fetch;
    vi.stubGlobal('fetch', (url: string, init: RequestInit) =>
      send(url.replace('PageSize=1000', 'PageSize=1'), init),
    );
    const listed = await openPhone().listRecordings(START);
    expect(listed.ok && listed.value).toHaveLength(3);
    expect(recorder.exchanges).toHaveLength(3);
  });

  it('can be listed across a day, though Twilio filters by whole days', async () => {
    await bench.clock.advance(14 * 60 * MINUTE + 59 * MINUTE);
    const call = await placeCall();
    const listed = await openPhone().listRecordings(bench.clock.now() - 2 * MINUTE);
    expect(listed.ok && listed.value.map(({ callId }) => callId)).toEqual([call]);
    const query = new URL(recorder.exchanges[0]?.request.url ?? '').searchParams;
    expect(query.get('DateCreated>')).toBe('2026-11-20T00:00:00Z');
  });
});

describe("a part of Twilio's records", () => {
  it('ends before a time, in whole days for Twilio and exactly for us', async () => {
    const first = await placeCall();
    await bench.clock.advance(MINUTE);
    const before = bench.clock.now();
    await placeCall();
    const calls = await openPhone().listCalls(LINE, START, before);
    expect(calls.ok && calls.value.map(({ id }) => id)).toEqual([first]);
    const recordings = await openPhone().listRecordings(START, before);
    expect(recordings.ok && recordings.value.map(({ callId }) => callId)).toEqual([first]);
    const [asked, askedNext] = recorder.exchanges.map(({ request }) => new URL(request.url).searchParams);
    expect(asked?.get('StartTime<')).toBe('2026-11-21T00:00:00Z');
    expect(askedNext?.get('DateCreated<')).toBe('2026-11-21T00:00:00Z');
    await expectConformance();
  });
});

const MARKS = ['SUP-999'];

describe('whether a text was sent', () => {
  it('is known from the moment at which Twilio took it', async () => {
    const phone = openPhone();
    expect(await phone.wasTextSent(TEXT, MARKS, START)).toEqual({ ok: true, value: false });
    await phone.sendText(TEXT);
    // It waits to be sent, and Twilio's filter by day of sending would leave it out.
    expect(await phone.wasTextSent(TEXT, MARKS, START)).toEqual({ ok: true, value: true });
    await bench.clock.advance(MINUTE);
    expect(await phone.wasTextSent(TEXT, MARKS, START)).toEqual({ ok: true, value: true });
    await expectConformance();
  });

  it('is known by its marks when its words have been changed since, and by whole marks only', async () => {
    const phone = openPhone();
    await phone.sendText({ ...TEXT, body: 'Other Name: your request is SUP-12.' });
    expect(await phone.wasTextSent(TEXT, ['SUP-1', 'K7QM-2R4X'], START)).toEqual({ ok: true, value: false });
    expect(await phone.wasTextSent(TEXT, ['SUP-12', 'K7QM-2R4X'], START)).toEqual({ ok: true, value: true });
  });

  it('is so even when it did not arrive', async () => {
    bench.twilio.changeSettings({ unregisteredNumbers: [LINE] });
    await openPhone().sendText(TEXT);
    await bench.clock.advance(MINUTE);
    expect(bench.twilio.listMessages().at(-1)?.status).toBe('undelivered');
    expect(await openPhone().wasTextSent(TEXT, MARKS, START)).toEqual({ ok: true, value: true });
  });

  it('counts neither other words, nor other people, nor what was sent long before', async () => {
    const phone = openPhone();
    await phone.sendText({ ...TEXT, body: 'Something else' });
    await phone.sendText({ ...TEXT, to: '+14155552672' });
    await phone.sendText({ ...TEXT, from: OTHER_LINE });
    expect(await phone.wasTextSent(TEXT, MARKS, START)).toEqual({ ok: true, value: false });
    await phone.sendText(TEXT);
    await bench.clock.advance(10 * MINUTE);
    expect(await phone.wasTextSent(TEXT, MARKS, START + 5 * MINUTE)).toEqual({ ok: true, value: false });
  });
});

describe('what Twilio refuses', () => {
  it.each([
    [
      429,
      17,
      { kind: 'rate-limited', status: 429, retryAfterSeconds: 17, detail: '20429: Too Many Requests' },
    ],
    [503, undefined, { kind: 'unavailable', status: 503 }],
    [401, undefined, { kind: 'unauthorised', status: 401 }],
  ])('is told with what it asks for: %d', async (kind, retryAfter, expected) => {
    bench.twilio.setFaults({ rest: { kind, count: 1, path: '', ...(retryAfter && { retryAfter }) } });
    expect(await openPhone().listRecordings(START)).toMatchObject({
      ok: false,
      failure: { service: 'twilio', ...expected },
    });
  });

  it('is a failure too when it comes in the middle of a list, or is no answer at all', async () => {
    const answer =
      (body: string, status = 200) =>
      async () =>
        new Response(body, { status });
    for (const [body, kind] of [
      ['{"recordings": [{"sid"', 'unreachable'],
      ['<html>', 'unreachable'],
      ['{}', 'unreachable'],
      ['{"recordings": [{"sid": 7}]}', 'malformed'],
    ]) {
      vi.stubGlobal('fetch', answer(body ?? ''));
      expect(await openPhone().listRecordings(START)).toMatchObject({ ok: false, failure: { kind } });
    }
    vi.stubGlobal('fetch', answer('{"code": 20404, "message": "no +14155552671 here"}', 404));
    expect(await openPhone().listCalls(LINE, START)).toMatchObject({
      failure: { kind: 'not-found', detail: '20404: no [number] here' },
    });
  });
});
