import { describe, expect, it } from 'vitest';
import { makeCaptionedSpeech } from '../sandbox/wav';
import { CALLER, LINE, openBench } from './twilio-bench';

const say = (text: string, language = 'en-US'): Uint8Array => makeCaptionedSpeech({ text, language });

describe('<Gather>', () => {
  const menu = (attributes: string): string =>
    `<Gather action="/public/f00/chosen" ${attributes}><Say>Choose.</Say></Gather><Say>Nothing.</Say>`;
  const run = async (attributes: string, ...acts: (string | Uint8Array)[]) => {
    const bench = openBench({ call: menu(attributes), chosen: '<Hangup/>' });
    const script = acts.map((act) =>
      typeof act === 'string'
        ? ({ do: 'press', digits: act } as const)
        : ({ do: 'speak', wav: act } as const),
    );
    const summary = await bench.twilio.placeCall({ from: CALLER, to: LINE, script }).ended;
    return { bench, summary, chosen: bench.webhooks[1]?.params };
  };

  it('sends the keys as soon as there are enough', async () => {
    expect((await run('numDigits="1"', '3')).chosen).toMatchObject({ Digits: '3', FinishedOnKey: '' });
  });

  it('sends them at the finishing key', async () => {
    expect((await run('', '12', '3#')).chosen).toMatchObject({ Digits: '123', FinishedOnKey: '#' });
    expect((await run('finishOnKey="*"', '#1*')).chosen).toMatchObject({ Digits: '#1', FinishedOnKey: '*' });
    expect((await run('finishOnKey=""', '1#')).chosen).toMatchObject({ Digits: '1#', FinishedOnKey: '' });
  });

  it('takes a finishing key without a digit for no answer', async () => {
    const { chosen, summary } = await run('', '#', '1');
    expect(chosen).toBeUndefined();
    expect(summary.events).toContainEqual(expect.objectContaining({ text: 'Nothing.' }));
    const told = { Digits: '', FinishedOnKey: '#' };
    expect((await run('actionOnEmptyResult="true"', '#')).chosen).toMatchObject(told);
  });

  it('sends them when the caller waits', async () => {
    expect((await run('', '12')).chosen).toMatchObject({ Digits: '12', FinishedOnKey: '' });
  });

  it('sends the caption of what is said, as the recogniser would', async () => {
    const { chosen } = await run('input="dtmf speech" speechTimeout="2"', say('status of my ticket'));
    expect(chosen).toMatchObject({ SpeechResult: 'status of my ticket' });
    expect(Number(chosen?.Confidence)).toBeGreaterThan(0.8);
    expect(chosen).not.toHaveProperty('Digits');
  });

  it('does not hear speech where only keys are asked for', async () => {
    const bench = openBench({ call: menu('timeout="9"') });
    const call = bench.twilio.placeCall({ from: CALLER, to: LINE, pace: 1 });
    await bench.clock.advance(5000);
    call.speak(say('hello'));
    await bench.clock.advance(60_000);
    const { events } = await call.ended;
    expect(bench.webhooks).toHaveLength(1);
    expect(events.map(({ kind }) => kind)).toContain('input-ignored');
  });

  it('leaves what a script says to the next verb that listens to words, where it only takes keys', async () => {
    const { chosen, summary } = await run('', say('hello'));
    expect(chosen).toBeUndefined();
    expect(summary.events.map(({ kind }) => kind)).not.toContain('input-ignored');
    const bench = openBench({ call: `<Gather action="/public/f00/chosen"/><Record/>` });
    const script = [{ do: 'speak', wav: say('hello') }] as const;
    const told = (await bench.twilio.placeCall({ from: CALLER, to: LINE, script }).ended).events;
    expect(told).toContainEqual(expect.objectContaining({ kind: 'recording-ended', endedBy: 'silence' }));
  });

  it('falls through without input, or tells the action when it was asked to', async () => {
    const { chosen, summary } = await run('timeout="2"');
    expect(chosen).toBeUndefined();
    expect(summary.events).toContainEqual(expect.objectContaining({ text: 'Nothing.' }));
    expect((await run('actionOnEmptyResult="true"')).chosen).toMatchObject({ Digits: '' });
  });
});

describe('a caller who does not wait for the prompt to end', () => {
  const PROMPT = 'Choose one, or say what it is about, and take your time.';
  const open = (attributes = '') =>
    openBench({
      call: `<Gather input="dtmf speech" numDigits="1" action="chosen" ${attributes}><Say>${PROMPT}</Say></Gather>`,
      chosen: '<Hangup/>',
    });
  const kindsOf = (events: readonly { kind: string }[]) => events.map(({ kind }) => kind);
  const INTERRUPTED = ['answered', 'gather-started', 'saying', 'gather-ended', 'hung-up', 'ended'];

  it('stops it with a key', async () => {
    const bench = open();
    const call = bench.twilio.placeCall({ from: CALLER, to: LINE, pace: 1 });
    await bench.clock.advance(1000);
    call.press('2');
    await bench.clock.advance(0);
    const { events } = await call.ended;
    expect(bench.webhooks[1]?.params).toMatchObject({ Digits: '2' });
    expect(kindsOf(events)).toEqual(INTERRUPTED);
    expect(events.find(({ kind }) => kind === 'gather-ended')?.at).toBe(1000);
  });

  it('stops it with words', async () => {
    const bench = open('speechTimeout="1"');
    const call = bench.twilio.placeCall({ from: CALLER, to: LINE, pace: 1 });
    await bench.clock.advance(1000);
    call.speak(say('my laptop'));
    await bench.clock.advance(3000);
    const { events } = await call.ended;
    expect(bench.webhooks[1]?.params).toMatchObject({ SpeechResult: 'my laptop' });
    expect(kindsOf(events)).toEqual(INTERRUPTED);
  });

  it('talks to nobody where words do not stop it', async () => {
    const bench = open('bargeIn="false" speechTimeout="1"');
    const call = bench.twilio.placeCall({ from: CALLER, to: LINE, pace: 1 });
    await bench.clock.advance(1000);
    call.speak(say('my laptop'));
    await bench.clock.advance(10_000);
    const { events } = await call.ended;
    const listening = events.find(({ kind }) => kind === 'listening');
    expect(listening?.at).toBe(PROMPT.length * 65);
    expect(bench.webhooks[1]?.params).toMatchObject({ SpeechResult: 'my laptop' });
  });

  it.each([
    [{ do: 'press', digits: '2' } as const, { Digits: '2' }],
    [{ do: 'speak', wav: say('my laptop') } as const, { SpeechResult: 'my laptop' }],
  ])('at pace 0 is taken after it: %o', async (step, told) => {
    const bench = open();
    const { events } = await bench.twilio.placeCall({ from: CALLER, to: LINE, script: [step] }).ended;
    expect(bench.webhooks[1]?.params).toMatchObject(told);
    expect(kindsOf(events).slice(1, 5)).toEqual(['gather-started', 'saying', 'listening', 'gather-ended']);
  });
});

describe('that the line listens', () => {
  it('is said when the prompts are over, or at once where there are none', async () => {
    const bench = openBench({ call: '<Gather><Say>One.</Say><Pause/><Say>Two.</Say></Gather><Gather/>' });
    const { events } = await bench.twilio.placeCall({ from: CALLER, to: LINE, idle: 'silent' }).ended;
    expect(events.map(({ kind }) => kind)).toEqual([
      ...['answered', 'gather-started', 'saying', 'pausing', 'saying', 'listening', 'gather-ended'],
      ...['gather-started', 'listening', 'gather-ended', 'hung-up', 'ended'],
    ]);
  });

  it('is said once, also when somebody dials on', async () => {
    const bench = openBench({
      call: '<Gather action="chosen"><Say>One.</Say></Gather>',
      chosen: '<Hangup/>',
    });
    const script = ['1', '2'].map((digits) => ({ do: 'press', digits }) as const);
    const { events } = await bench.twilio.placeCall({ from: CALLER, to: LINE, script }).ended;
    expect(events.filter(({ kind }) => kind === 'listening')).toHaveLength(1);
    expect(bench.webhooks[1]?.params.Digits).toBe('12');
  });
});

describe('what Twilio warns of', () => {
  const alertsOf = async (bench: ReturnType<typeof openBench>): Promise<unknown> =>
    (await bench.twilio.control.request('/alerts')).json();

  it('in a gather is in the debugger, and the call goes on (13335)', async () => {
    const bench = openBench({
      call: '<Gather speechTimeout="auto" speechModel="phone_call"/><Say>Bye</Say>',
    });
    const call = bench.twilio.placeCall({ from: CALLER, to: LINE, idle: 'silent' });
    expect((await call.ended).reason).toBe('line-hung-up');
    expect(await alertsOf(bench)).toMatchObject([{ code: 13335, level: 'warning', resourceSid: call.sid }]);
  });

  it('in a text that is too long as well (13521)', async () => {
    const bench = openBench({ call: `<Say>${'word '.repeat(900)}</Say>` });
    expect((await bench.twilio.placeCall({ from: CALLER, to: LINE }).ended).reason).toBe('line-hung-up');
    expect(await alertsOf(bench)).toMatchObject([{ code: 13521, level: 'warning' }]);
  });

  it.each([
    ['language="en"', 13331],
    [`hints="${'x'.repeat(101)}"`, 13330],
    ['timeout="soon"', 13313],
  ])('fails the call where it would be a mistake of the application: %s', async (attribute, code) => {
    const bench = openBench({ call: `<Gather input="speech" ${attribute}/>` });
    const call = bench.twilio.placeCall({ from: CALLER, to: LINE });
    expect((await call.ended).reason).toBe('application-error');
    expect(await alertsOf(bench)).toMatchObject([{ code }]);
  });
});
