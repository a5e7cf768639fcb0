import { validateRequest } from 'twilio/lib/webhooks/webhooks';
import { describe, expect, it } from 'vitest';
import type { Callee } from '../sandbox/twilio';
import { type Answer, APP, type Bench, CALLER, LINE, openBench } from './twilio-bench';
import { connectClient } from './twilio-client';

const PERSON = '+14155552672';
const OTHER = '+14155552673';
const DIAL = `<Dial action="over" answerOnBridge="true"><Number url="whisper">${PERSON}</Number></Dial>`;
const ASK =
  '<Gather numDigits="1" action="taken"><Say language="en-GB">A call about a printer. Press 1.</Say></Gather><Hangup/>';

const open = (answers: Record<string, Answer> = {}, callee?: Callee): Bench => {
  const bench = openBench({
    call: DIAL,
    whisper: ASK,
    taken: ({ params }) => (params.Digits === '1' ? '<Say>Connecting.</Say>' : '<Hangup/>'),
    over: '<Hangup/>',
    ...answers,
  });
  if (callee) bench.twilio.setCallee(PERSON, callee);
  return bench;
};
const place = (bench: Bench, pace = 0) => bench.twilio.placeCall({ from: CALLER, to: LINE, pace });
const overOf = (bench: Bench) => bench.webhooks.find(({ url }) => url === `${APP}over`)?.params;

describe('what is whispered to who picks up', () => {
  it('comes before the two are connected, and by default they take the call', async () => {
    const bench = open();
    const { events, reason } = await place(bench).ended;
    expect(bench.visited()).toEqual(['call', 'whisper', 'taken', 'over']);
    expect(events.flatMap((event) => (event.kind === 'whispering' ? [event] : []))).toMatchObject([
      { text: 'A call about a printer. Press 1.', language: 'en-GB', ms: 32 * 65 },
      { text: 'Connecting.', language: 'en-US' },
    ]);
    expect(events.some(({ kind }) => kind === 'gather-started' || kind === 'saying')).toBe(false);
    expect(overOf(bench)).toMatchObject({ DialCallStatus: 'completed', DialBridged: 'true' });
    // Four seconds of ringing are no part of it; the whisper and the talk are.
    expect(Number(overOf(bench)?.DialCallDuration)).toBe(Math.round((32 * 65 + 1000 + 11 * 65) / 1000) + 30);
    expect(reason).toBe('line-hung-up');
  });

  it('is asked for with the parameters of the new call, signed', async () => {
    const bench = open();
    const { sid } = await place(bench).ended;
    const [, whisper, taken] = bench.webhooks;
    const child = overOf(bench)?.DialCallSid;
    expect(child).not.toBe(sid);
    expect(whisper?.params).toMatchObject({
      ...{ CallSid: child, ParentCallSid: sid, From: CALLER, To: PERSON },
      ...{ Direction: 'outbound-dial', CallStatus: 'in-progress' },
    });
    expect(taken?.params).toMatchObject({ CallSid: child, Digits: '1' });
    const { authToken } = bench.twilio.credentials;
    for (const { url, headers, params } of bench.webhooks.slice(1, 3)) {
      expect(validateRequest(authToken, headers.get('x-twilio-signature') ?? '', url, params)).toBe(true);
    }
    // In the log it belongs to the call that somebody looks at.
    const sent = bench.log.list().filter(({ title }) => title.startsWith('whisper: POST'));
    expect(sent.map(({ callSid }) => callSid)).toEqual([sid]);
  });

  it.each([
    ['presses another key', { outcome: 'answered', presses: '2' } as const],
    ['says and presses nothing', { outcome: 'answered' } as const],
    ['hangs up meanwhile', { outcome: 'hangs-up' } as const],
  ])('connects nobody who %s: completed, but not bridged', async (_, callee) => {
    const bench = open({ over: '<Say>Nobody is free.</Say>' }, callee);
    const { events } = await place(bench).ended;
    expect(overOf(bench)).toMatchObject({ DialCallStatus: 'completed', DialBridged: 'false' });
    expect(Number(overOf(bench)?.DialCallDuration)).toBeLessThan(10);
    expect(events).toContainEqual(
      expect.objectContaining({ kind: 'dial-ended', status: 'completed', bridged: false }),
    );
    expect(events).toContainEqual(expect.objectContaining({ kind: 'saying', text: 'Nobody is free.' }));
    const { client } = connectClient(bench.twilio);
    const child = await client.calls(overOf(bench)?.DialCallSid ?? '').fetch();
    expect(child).toMatchObject({ status: 'completed', direction: 'outbound-dial' });
  });

  it.each([
    ['an empty document', '<Response/>'],
    ['words only', '<Response><Say>A call from support.</Say></Response>'],
  ])('connects after %s', async (_, document) => {
    const bench = open({ whisper: `<?xml version="1.0"?>${document}` });
    await place(bench).ended;
    expect(overOf(bench)).toMatchObject({ DialCallStatus: 'completed', DialBridged: 'true' });
  });

  it('may be a clip of the application', async () => {
    const music = new Response(new Uint8Array(8000), { headers: { 'content-type': 'audio/ulaw' } });
    const bench = open({ whisper: '<Play>music</Play>', music });
    const { events } = await place(bench).ended;
    expect(events).toContainEqual(
      expect.objectContaining({ kind: 'whispering', text: '', ms: 1000, url: `${APP}music` }),
    );
  });

  it.each([
    ['<Dial>+14155552673</Dial>', 12200],
    ['<Pause/>', 12200],
    ['<Redirect>taken</Redirect>', 12200],
    ['<Record/>', 12200],
    [new Response('no', { status: 500 }), 11200],
  ])('takes nothing else for an answer: %s', async (document, code) => {
    const bench = open({ whisper: document });
    const { events } = await place(bench).ended;
    expect(overOf(bench)).toMatchObject({ DialCallStatus: 'completed', DialBridged: 'false' });
    expect(events).toContainEqual(
      expect.objectContaining({ kind: 'whispering', text: expect.stringContaining('application error') }),
    );
    const alerts: unknown = await (await bench.twilio.control.request('/alerts')).json();
    expect(alerts).toMatchObject([{ code, resourceSid: overOf(bench)?.DialCallSid }]);
  });

  it('is heard by the next one when the first declines', async () => {
    const numbers = [PERSON, OTHER].map((to) => `<Number url="whisper">${to}</Number>`).join('');
    const bench = open({ call: `<Dial action="over">${numbers}</Dial>` }, { outcome: 'answered' });
    const { events } = await place(bench).ended;
    expect(events.flatMap((event) => (event.kind === 'dialling' ? [event.to] : []))).toEqual([PERSON, OTHER]);
    expect(overOf(bench)).toMatchObject({ DialBridged: 'true' });
  });

  it('ends when the caller hangs up meanwhile', async () => {
    const bench = open();
    const call = place(bench, 1);
    await bench.clock.advance(5000);
    call.hangUp();
    await bench.clock.advance(100);
    const { status, reason } = await call.ended;
    expect({ status, reason }).toEqual({ status: 'no-answer', reason: 'caller-hung-up' });
    expect(overOf(bench)).toMatchObject({ DialCallStatus: 'completed', DialBridged: 'false' });
    expect(bench.visited()).not.toContain('taken');
  });

  it('takes its time on the clock at pace 1', async () => {
    const bench = open();
    const call = place(bench, 1);
    await bench.clock.advance(4000 + 32 * 65);
    expect(bench.visited()).toEqual(['call', 'whisper']);
    await bench.clock.advance(1000);
    expect(bench.visited()).toEqual(['call', 'whisper', 'taken']);
    await bench.clock.advance(60_000);
    expect((await call.ended).status).toBe('completed');
  });
});

describe('a caller for whom it rings until somebody takes the call', () => {
  it('is answered then, and not before', async () => {
    const bench = open();
    const { events, seconds } = await place(bench).ended;
    expect(bench.webhooks[2]?.params.CallStatus).toBe('in-progress');
    expect(events.map(({ kind }) => kind)).toEqual([
      ...['dialling', 'whispering', 'whispering', 'answered', 'dial-ended', 'hung-up', 'ended'],
    ]);
    expect(seconds).toBe(30);
  });

  it('was not answered when nobody does, unless the line then speaks', async () => {
    const silent = open({ over: '<Reject/>' }, { outcome: 'no-answer' });
    expect(await place(silent).ended).toMatchObject({ status: 'no-answer', seconds: 0 });
    const speaking = open({ over: '<Say>Sorry.</Say>' }, { outcome: 'busy' });
    expect(await place(speaking).ended).toMatchObject({ status: 'completed', seconds: 1 });
    expect(speaking.webhooks[1]?.params).toMatchObject({ CallStatus: 'ringing', DialCallStatus: 'busy' });
  });
});
