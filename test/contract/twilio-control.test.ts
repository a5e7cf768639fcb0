import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { makeCaptionedSpeech } from '../sandbox/wav';
import { APP, type Bench, CALLER, LINE, openBench } from './twilio-bench';

const placed = z.object({ sid: z.string(), state: z.string() });
const seen = z.array(z.looseObject({ seq: z.number(), kind: z.string() }));

const openControl = (answers: Parameters<typeof openBench>[0]) => {
  const bench = openBench(answers);
  const send = (method: string, path: string, body?: unknown): Promise<Response> =>
    Promise.resolve(
      bench.twilio.control.request(path, {
        method,
        ...(body !== undefined && {
          body: JSON.stringify(body),
          headers: { 'content-type': 'application/json' },
        }),
      }),
    );
  return { bench, send };
};

const place = async (send: (method: string, path: string, body?: unknown) => Promise<Response>, extra = {}) =>
  placed.parse(await (await send('POST', '/calls', { from: CALLER, to: LINE, ...extra })).json()).sid;

const waitForEnd = (bench: Bench, sid: string) => bench.twilio.findCall(sid)?.ended;

describe('the control API', () => {
  const answers = {
    call: '<Gather numDigits="1" action="chosen"/>',
    chosen: '<Record action="recorded"/>',
    recorded: '',
  };

  it('places a call and acts for the caller', async () => {
    const { bench, send } = openControl({ ...answers, recorded: '<Hangup/>' });
    const sid = await place(send);
    await bench.twilio.findCall(sid)?.until('gather-started');
    expect((await send('POST', `/calls/${sid}/press`, { digits: '1' })).status).toBe(204);
    await bench.twilio.findCall(sid)?.until('recording-started');
    expect((await send('POST', `/calls/${sid}/speak`, { text: 'Hola', language: 'es-ES' })).status).toBe(204);
    await waitForEnd(bench, sid);
    expect(bench.webhooks.map(({ params }) => params.Digits ?? params.RecordingDuration)).toEqual([
      undefined,
      '1',
      '1',
    ]);
    const { RecordingSid } = bench.webhooks[2]?.params ?? {};
    const sound = await send('GET', `/recordings/${RecordingSid}.wav`);
    expect(sound.headers.get('content-language')).toBe('es-ES');
    const calls = z.array(z.object({ sid: z.string() })).parse(await (await send('GET', '/calls')).json());
    expect(calls.map((call) => call.sid)).toEqual([sid]);
  });

  it('takes a whole script, sound as bytes, silence and a hang-up', async () => {
    const { bench, send } = openControl({ ...answers, recorded: '<Hangup/>' });
    const script = [{ do: 'press', digits: '1' }, { do: 'speak', text: 'Hello there' }, { do: 'hang-up' }];
    await waitForEnd(bench, await place(send, { script }));
    expect(bench.webhooks.at(-1)?.params.Digits).toBe('hangup');
    const sid = await place(send);
    await send('POST', `/calls/${sid}/press`, { digits: '1' });
    await bench.twilio.control.request(`/calls/${sid}/speak`, {
      method: 'POST',
      headers: { 'content-type': 'audio/wav' },
      body: Uint8Array.from(makeCaptionedSpeech({ text: 'Good morning', language: 'en-GB' })),
    });
    await waitForEnd(bench, sid);
    const silent = await place(send);
    await send('POST', `/calls/${silent}/silence`);
    expect((await waitForEnd(bench, silent))?.reason).toBe('line-hung-up');
    const short = await place(send);
    await send('POST', `/calls/${short}/hang-up`);
    expect((await waitForEnd(bench, short))?.reason).toBe('caller-hung-up');
  });

  it('lets somebody who types take longer to begin than the silence that ends a message', async () => {
    const { bench, send } = openControl({
      call: '<Record action="recorded" timeout="5"/>',
      recorded: '<Hangup/>',
    });
    const recorded = async (linger: boolean) => {
      const sid = await place(send, { pace: 1 });
      await bench.clock.advance(1000);
      for (let second = 0; second < 9; second += 3) {
        if (linger) expect((await send('POST', `/calls/${sid}/linger`, { ms: 4000 })).status).toBe(204);
        await bench.clock.advance(3000);
      }
      await send('POST', `/calls/${sid}/speak`, { text: 'The printer burns', seconds: 2 });
      await bench.clock.advance(10_000);
      const events = seen.parse(await (await send('GET', `/calls/${sid}/events`)).json());
      return events.find(({ kind }) => kind === 'recording-ended')?.seconds;
    };
    expect(await recorded(false)).toBe(0);
    expect(await recorded(true)).toBeGreaterThanOrEqual(2);
    const { status } = await send('POST', `/calls/${await place(send)}/linger`, { ms: 60_000 });
    expect(status).toBe(400);
  });

  it('streams what the caller notices, from the beginning to the end', async () => {
    const { bench, send } = openControl({ call: '<Say>Hi</Say><Gather/>' });
    const sid = await place(send);
    await bench.twilio.findCall(sid)?.until('gather-started');
    const stream = await bench.twilio.control.request(`/calls/${sid}/events`, {
      headers: { accept: 'text/event-stream' },
    });
    await send('POST', `/calls/${sid}/hang-up`);
    const kinds = [...(await stream.text()).matchAll(/^event: (.+)$/gm)].map(([, kind]) => kind);
    expect(kinds).toEqual(['answered', 'saying', 'gather-started', 'listening', 'hung-up', 'ended']);
    const rest = seen.parse(await (await send('GET', `/calls/${sid}/events?after=3`)).json());
    expect(rest.map(({ seq }) => seq)).toEqual([4, 5, 6]);
  });

  it('sends texts, connects numbers, and switches faults and settings', async () => {
    const { bench, send } = openControl({ sms: '<Message>Thanks</Message>', call: '<Hangup/>' });
    expect(
      (await send('PATCH', `/numbers/${encodeURIComponent(LINE)}`, { smsUrl: `${APP}sms` })).status,
    ).toBe(200);
    expect((await send('POST', '/texts', { from: CALLER, to: LINE, body: 'Hi' })).status).toBe(201);
    const messages = z
      .array(z.object({ body: z.string() }))
      .parse(await (await send('GET', '/messages')).json());
    expect(messages.map(({ body }) => body)).toEqual(['Thanks', 'Hi']);
    await send('POST', '/faults', { duplicateWebhooks: 1 });
    await waitForEnd(bench, await place(send));
    expect(bench.visited()).toEqual(['sms', 'call', 'call']);
    await send('PATCH', '/settings', { landlines: [CALLER] });
    expect(await (await send('PATCH', '/settings', { mediaAuth: false })).json()).toMatchObject({
      ...{ mediaAuth: false, landlines: [CALLER], invalidMobiles: [], unregisteredNumbers: [] },
      ...{ ownOptOut: true, advancedOptOut: false },
    });
    expect(await (await send('GET', '/credentials')).json()).toEqual(bench.twilio.credentials);
  });

  it('tells how somebody behaves whom the line calls', async () => {
    const { bench, send } = openControl({
      call: '<Dial action="over">+14155552672</Dial>',
      over: '<Hangup/>',
    });
    expect(await (await send('GET', '/callees')).json()).toEqual([]);
    const told = await send('PUT', '/callees/+14155552672', {
      outcome: 'answered',
      seconds: 12,
      presses: '2',
    });
    const callee = { number: '+14155552672', outcome: 'answered', seconds: 12, presses: '2' };
    expect(await told.json()).toEqual(callee);
    expect(await (await send('GET', '/callees')).json()).toEqual([callee]);
    await waitForEnd(bench, await place(send));
    expect(bench.webhooks[1]?.params).toMatchObject({ DialCallStatus: 'completed', DialCallDuration: '12' });
    await send('PUT', '/callees/+14155552672', { outcome: 'busy' });
    await waitForEnd(bench, await place(send));
    expect(bench.webhooks[3]?.params).toMatchObject({ DialCallStatus: 'busy', DialBridged: 'false' });
  });

  it.each([
    ['PUT', '/callees/+14155552672', { outcome: 'asleep' }, 400],
    ['PUT', '/callees/somebody', { outcome: 'busy' }, 400],
    ['PATCH', '/settings', { landlines: 'all' }, 400],
    ['POST', '/calls', { from: CALLER, to: '+14155559999' }, 400],
    ['POST', '/calls', { from: CALLER }, 400],
    ['POST', '/calls', { from: CALLER, to: LINE, speed: 2 }, 400],
    ['POST', '/texts', { from: CALLER, to: LINE }, 400],
    ['POST', '/faults', { rest: { kind: 200 } }, 400],
    ['PATCH', `/numbers/${LINE}`, { voiceUrl: 'nowhere' }, 400],
    ['PATCH', '/numbers/PN0', {}, 404],
    ['POST', '/calls/CA0/press', { digits: '1' }, 404],
    ['GET', `/recordings/RE${'0'.repeat(32)}.wav`, undefined, 404],
  ])('answers bad input with its reason: %s %s %o', async (method, path, body, status) => {
    const { send } = openControl({});
    const answer = await send(method, path, body);
    expect(answer.status).toBe(status);
    expect(await answer.json()).toEqual({ error: expect.any(String) });
  });

  it('refuses keys that no telephone has, and sound that is no WAV file', async () => {
    const { bench, send } = openControl(answers);
    const sid = await place(send);
    expect((await send('POST', `/calls/${sid}/press`, { digits: 'A' })).status).toBe(400);
    const sound = { method: 'POST', headers: { 'content-type': 'audio/wav' }, body: 'noise' };
    expect((await bench.twilio.control.request(`/calls/${sid}/speak`, sound)).status).toBe(400);
    expect((await send('POST', `/calls/${sid}/speak`, 'not an object')).status).toBe(400);
  });
});

describe('what lasts', () => {
  it('is found again by the next stand-in on the same documents', async () => {
    const first = openBench({ call: '<Record action="recorded"/>', recorded: '<Gather/>' });
    const wav = makeCaptionedSpeech({ text: 'Hello', language: 'en-US' });
    const call = first.twilio.placeCall({ from: CALLER, to: LINE });
    call.speak(wav);
    await call.until('gather-started');
    const second = openBench(
      {},
      { deliver: () => Promise.reject(new Error('nobody there')) },
      first.documents,
    );
    expect(second.twilio.credentials).toEqual(first.twilio.credentials);
    expect(second.twilio.listNumbers()).toHaveLength(3);
    const left = await second.twilio.control.request(`/calls/${call.sid}`);
    expect(await left.json()).toMatchObject({ status: 'completed' });
    const recordings = z
      .array(z.object({ status: z.string() }))
      .parse(await (await second.twilio.control.request('/recordings')).json());
    expect(recordings.map(({ status }) => status)).toEqual(['completed']);
  });
});
