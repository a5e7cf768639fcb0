import VoiceResponse from 'twilio/lib/twiml/VoiceResponse';
import { describe, expect, it } from 'vitest';
import { makeCaptionedSpeech } from '../sandbox/wav';
import { APP, type Bench, CALLER, LINE, openBench } from './twilio-bench';

const say = (text: string, language = 'en-US'): Uint8Array => makeCaptionedSpeech({ text, language });
const jammed = say('The printer on floor two is jammed');

const askForMessage = (): string => {
  const response = new VoiceResponse();
  response.say({ voice: 'Polly.Joanna', language: 'en-US' }, 'Please tell us after the tone.');
  response.record({
    action: 'recorded#rc=2&rp=all',
    timeout: 4,
    maxLength: 60,
    finishOnKey: '#*',
    recordingStatusCallback: `${APP}recording`,
    recordingStatusCallbackEvent: ['in-progress', 'completed', 'absent'],
  });
  response.say('We heard nothing.');
  return response.toString();
};

const openMessageBench = (): Bench => {
  const answers = {
    call: askForMessage(),
    recorded: '<Say>Thank you.</Say><Hangup/>',
    recording: '',
    status: '',
  };
  const bench = openBench(answers);
  bench.twilio.configureNumber(LINE, { statusCallback: `${APP}status` });
  return bench;
};

describe('<Record>', () => {
  it('goes from the ring to the action, and reports the recording afterwards', async () => {
    const bench = openMessageBench();
    const { accountSid } = bench.twilio.credentials;
    const call = bench.twilio.placeCall({ from: CALLER, to: LINE, script: [{ do: 'speak', wav: jammed }] });
    const summary = await call.ended;
    expect(summary).toMatchObject({ status: 'completed', reason: 'line-hung-up' });
    expect(summary.events.map(({ kind }) => kind)).toEqual([
      ...['answered', 'saying', 'beep', 'recording-started', 'recording-ended'],
      ...['saying', 'hung-up', 'ended'],
    ]);
    await bench.clock.advance(2000);
    expect(bench.visited()).toEqual(['call', 'recorded', 'status', 'recording', 'recording']);
    const [first, recorded, status] = bench.webhooks;
    expect(first?.params).toMatchObject({
      ...{ AccountSid: accountSid, CallSid: call.sid, CallStatus: 'ringing', Direction: 'inbound' },
      ...{
        From: CALLER,
        To: LINE,
        Caller: CALLER,
        Called: LINE,
        FromCountry: 'US',
        ApiVersion: '2010-04-01',
      },
    });
    expect(recorded?.params).toMatchObject({ CallStatus: 'in-progress', RecordingDuration: '3' });
    expect(recorded?.params).not.toHaveProperty('Digits');
    expect(recorded?.params.RecordingUrl).toBe(
      `https://api.twilio.com/2010-04-01/Accounts/${accountSid}/Recordings/${recorded?.params.RecordingSid}`,
    );
    expect(status?.params).toMatchObject({ CallStatus: 'completed', CallDuration: String(summary.seconds) });
    expect(bench.webhooks.slice(3).map(({ params }) => params.RecordingStatus)).toEqual([
      'in-progress',
      'completed',
    ]);
  });

  it('asks for no action when nobody speaks, and goes on with the next verb', async () => {
    const bench = openMessageBench();
    const { events } = await bench.twilio.placeCall({ from: CALLER, to: LINE, script: [] }).ended;
    await bench.clock.advance(2000);
    expect(events.flatMap((event) => (event.kind === 'saying' ? [event.text] : []))).toEqual([
      'Please tell us after the tone.',
      'We heard nothing.',
    ]);
    expect(bench.visited()).toEqual(['call', 'status', 'recording', 'recording']);
    expect(bench.webhooks.at(-1)?.params).toMatchObject({
      RecordingStatus: 'absent',
      RecordingDuration: '0',
    });
  });

  it('still tells the action when the caller hangs up, and does not execute the answer', async () => {
    const bench = openMessageBench();
    const script = [{ do: 'speak' as const, wav: jammed }, { do: 'hang-up' as const }];
    const { reason, events } = await bench.twilio.placeCall({ from: CALLER, to: LINE, script }).ended;
    expect(reason).toBe('caller-hung-up');
    expect(bench.webhooks[1]?.params).toMatchObject({ CallStatus: 'completed', Digits: 'hangup' });
    expect(events.filter(({ kind }) => kind === 'saying')).toHaveLength(1);
  });

  it('ends with the finishing key, and keeps other keys for nobody', async () => {
    const bench = openMessageBench();
    const script = [
      { do: 'press' as const, digits: '5' },
      { do: 'speak' as const, wav: jammed },
    ];
    const call = bench.twilio.placeCall({
      from: CALLER,
      to: LINE,
      script: [...script, { do: 'press', digits: '7*#' }],
    });
    const { events } = await call.ended;
    expect(events).toContainEqual(expect.objectContaining({ kind: 'recording-ended', endedBy: 'key' }));
    expect(bench.webhooks[1]?.params.Digits).toBe('*');
  });

  it('cuts off at maxLength, and the recording does not know the words after it', async () => {
    const answers = { call: '<Record action="recorded" maxLength="4"/>', recorded: '<Hangup/>' };
    const bench = openBench(answers);
    const wav = say(Array.from({ length: 40 }, (_, index) => `word${index}`).join(' '));
    const { events } = await bench.twilio.placeCall({
      from: CALLER,
      to: LINE,
      script: [{ do: 'speak', wav }],
    }).ended;
    expect(events).toContainEqual(
      expect.objectContaining({ kind: 'recording-ended', endedBy: 'max-length', seconds: 4 }),
    );
    const { RecordingSid } = bench.webhooks[1]?.params ?? {};
    const media = await bench.twilio.control.request(`/recordings/${RecordingSid}.wav`);
    const text = new TextDecoder().decode(await media.arrayBuffer());
    expect(text).toContain('word8');
    expect(text).not.toContain('word12');
  });

  it('ends at a silence inside the speech that is as long as its timeout', async () => {
    const bench = openBench({ call: '<Record action="recorded" timeout="2"/>', recorded: '<Hangup/>' });
    // Two words, stretched over ten seconds, are mostly silence.
    const wav = makeCaptionedSpeech({ text: 'Hello,,,,,, there', language: 'en-US' }, { seconds: 30 });
    const { events } = await bench.twilio.placeCall({
      from: CALLER,
      to: LINE,
      script: [{ do: 'speak', wav }],
    }).ended;
    const ended = events.find((event) => event.kind === 'recording-ended');
    expect(ended).toMatchObject({ endedBy: 'silence' });
    expect(ended?.seconds).toBeLessThan(10);
  });

  it('asks for the same document again when it names no action', async () => {
    const bench = openBench({
      call: ({ params }) => (params.RecordingSid ? '<Hangup/>' : '<Record timeout="3"/>'),
    });
    await bench.twilio.placeCall({ from: CALLER, to: LINE, script: [{ do: 'speak', wav: jammed }] }).ended;
    expect(bench.visited()).toEqual(['call', 'call']);
  });
});

describe('a call that goes wrong', () => {
  it.each([
    ['an unknown verb', '<Shout>Hi</Shout>', 12200],
    ['an unknown attribute', '<Say loud="yes">Hi</Say>', 12200],
    ['a wrong value', '<Record timeout="soon"/>', 12200],
    ['malformed XML', new Response('<Response>', { headers: { 'content-type': 'text/xml' } }), 12100],
    ['JSON', Response.json({}), 12300],
    ['HTML', new Response('<b>', { headers: { 'content-type': 'text/html' } }), 12300],
    ['an error page', new Response('no', { status: 500 }), 11200],
    ['a missing page', new Response('no', { status: 404 }), 11200],
  ])('goes to the fallback with the code of %s', async (_, answer, code) => {
    const bench = openBench({ call: answer, fallback: '<Say>One moment.</Say>' });
    bench.twilio.configureNumber(LINE, { voiceFallbackUrl: `${APP}fallback` });
    const { reason } = await bench.twilio.placeCall({ from: CALLER, to: LINE }).ended;
    expect(bench.visited()).toEqual(['call', 'fallback']);
    expect(bench.webhooks[1]?.params).toMatchObject({ ErrorCode: String(code), ErrorUrl: `${APP}call` });
    expect(reason).toBe('line-hung-up');
  });

  it('reads plain text aloud, unless it is TwiML under a wrong name', async () => {
    const saidIn = async (text: string) => {
      const bench = openBench({ call: new Response(text, { headers: { 'content-type': 'text/plain' } }) });
      const { events } = await bench.twilio.placeCall({ from: CALLER, to: LINE }).ended;
      return events.flatMap((event) => (event.kind === 'saying' ? [event.text] : []));
    };
    expect(await saidIn('Hello there')).toEqual(['Hello there']);
    expect(await saidIn('<Response><Say>Hello</Say></Response>')).toEqual(['Hello']);
  });

  it('ends with an apology where there is no fallback', async () => {
    const bench = openBench({ call: '<Shout/>' });
    const { reason, status, events } = await bench.twilio.placeCall({ from: CALLER, to: LINE }).ended;
    expect({ reason, status }).toEqual({ reason: 'application-error', status: 'completed' });
    expect(events).toContainEqual(
      expect.objectContaining({ text: expect.stringContaining('application error') }),
    );
    expect(bench.log.list().map(({ kind }) => kind)).toContain('error-raised');
  });

  it('goes on where Twilio would only warn, when told to be lenient', async () => {
    const bench = openBench({ call: '<Shout/><Say loud="yes">Hello</Say>' }, { strict: false });
    const { reason, events } = await bench.twilio.placeCall({ from: CALLER, to: LINE }).ended;
    expect(reason).toBe('line-hung-up');
    expect(events).toContainEqual(expect.objectContaining({ text: 'Hello' }));
    expect(bench.log.list().filter(({ kind }) => kind === 'warning-raised')).toHaveLength(2);
  });

  it('is said in full by a number that nobody connected', async () => {
    const bench = openBench({});
    bench.twilio.configureNumber(LINE, { voiceApplicationSid: `AP${'0'.repeat(32)}` });
    await bench.twilio.placeCall({ from: CALLER, to: LINE }).ended;
    expect(bench.webhooks).toEqual([]);
    expect(bench.log.list().some(({ title }) => title.includes('ignores its voice URL'))).toBe(true);
  });

  it('cannot go round in circles for ever', async () => {
    const bench = openBench({ call: '<Redirect/>' });
    expect((await bench.twilio.placeCall({ from: CALLER, to: LINE }).ended).reason).toBe('too-long');
  });

  it('refuses to call a number that is not ours', () => {
    const bench = openBench({});
    expect(() => bench.twilio.placeCall({ from: CALLER, to: '+14155559999' })).toThrow(RangeError);
  });
});

describe('a caller who acts on what is heard', () => {
  it('is waited for, at pace 0, without any time passing', async () => {
    const bench = openMessageBench();
    const call = bench.twilio.placeCall({ from: CALLER, to: LINE });
    await call.until('recording-started');
    expect(call.state).toBe('in-progress');
    call.speak(jammed);
    await call.until('recording-ended');
    expect((await call.ended).reason).toBe('line-hung-up');
    await expect(call.until('rejected')).rejects.toThrow('ended without');
  });

  it('runs in the time of the clock at pace 1', async () => {
    const bench = openMessageBench();
    const call = bench.twilio.placeCall({ from: CALLER, to: LINE, pace: 1 });
    await bench.clock.advance(1000);
    call.press('#');
    await bench.clock.advance(2000);
    await call.until('recording-started');
    call.speak(jammed);
    await bench.clock.advance(1200);
    call.press('#');
    await bench.clock.advance(0);
    const ended = await call.until('recording-ended');
    expect(ended).toMatchObject({ endedBy: 'key', seconds: 1 });
    call.hangUp();
    await bench.clock.advance(100);
    expect((await call.ended).reason).toBe('caller-hung-up');
  });

  it('follows a script at pace 1 as at pace 0, in time', async () => {
    const run = async (pace: number) => {
      const script = [{ do: 'stay-silent' }, { do: 'speak', wav: jammed }, { do: 'hang-up' }] as const;
      const answers = { call: `<Gather/>${askForMessage().replace(/<[/?]?(xml|Response).*?>/g, '')}` };
      const bench = openBench({ ...answers, recorded: '<Hangup/>', recording: '' });
      const call = bench.twilio.placeCall({ from: CALLER, to: LINE, pace, script });
      await bench.clock.advance(pace * 60_000);
      const { reason, events } = await call.ended;
      return {
        reason,
        events: events.map(({ kind, at }) => ({ kind, at })),
        told: bench.webhooks.map(({ params }) => params.Digits),
      };
    };
    const [atOnce, inTime] = [await run(0), await run(1)];
    expect(inTime.events).toEqual(atOnce.events);
    expect(inTime).toMatchObject({ reason: 'caller-hung-up', told: expect.arrayContaining(['hangup']) });
  });

  it('hangs up while the application thinks, at pace 1', async () => {
    let answer = (_: string): void => {};
    const bench = openBench({ call: () => new Promise<string>((resolve) => (answer = resolve)), status: '' });
    bench.twilio.configureNumber(LINE, { statusCallback: `${APP}status` });
    const call = bench.twilio.placeCall({ from: CALLER, to: LINE, pace: 1 });
    await bench.clock.advance(500);
    call.hangUp();
    const { status, events } = await call.ended;
    answer('<Say>Too late</Say>');
    expect(status).toBe('no-answer');
    expect(events.some(({ kind }) => kind === 'saying')).toBe(false);
  });

  it('gives the same call for the same seed', async () => {
    const run = async () => {
      const bench = openMessageBench();
      await bench.twilio.placeCall({ from: CALLER, to: LINE, script: [{ do: 'speak', wav: jammed }] }).ended;
      await bench.clock.advance(2000);
      const { accountSid } = bench.twilio.credentials;
      return { accountSid, seen: bench.webhooks.map(({ url, params }) => ({ url, params })) };
    };
    expect(await run()).toEqual(await run());
  });
});
