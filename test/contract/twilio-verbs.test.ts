import { describe, expect, it } from 'vitest';
import { makeCaptionedSpeech } from '../sandbox/wav';
import { APP, CALLER, LINE, openBench } from './twilio-bench';

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

  it('sends them at the finishing key, which counts only behind a digit', async () => {
    expect((await run('', '#', '12', '3#')).chosen).toMatchObject({ Digits: '123', FinishedOnKey: '#' });
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
    const { chosen, summary } = await run('', say('hello'));
    expect(chosen).toBeUndefined();
    expect(summary.events.map(({ kind }) => kind)).toContain('input-ignored');
  });

  it('falls through without input, or tells the action when it was asked to', async () => {
    const { chosen, summary } = await run('timeout="2"');
    expect(chosen).toBeUndefined();
    expect(summary.events).toContainEqual(expect.objectContaining({ text: 'Nothing.' }));
    expect((await run('actionOnEmptyResult="true"')).chosen).toMatchObject({ Digits: '' });
  });
});

describe('the other verbs', () => {
  it('redirect relative to the document they stand in', async () => {
    const bench = openBench({
      call: '<Redirect>menu/first</Redirect>',
      'menu/first': '<Redirect>second?x=1</Redirect>',
      'menu/second': '<Hangup/>',
    });
    await bench.twilio.placeCall({ from: CALLER, to: LINE }).ended;
    expect(bench.visited()).toEqual(['call', 'menu/first', 'menu/second']);
    expect(bench.webhooks[2]?.url).toBe(`${APP}menu/second?x=1`);
  });

  it.each([
    ['busy', 'busy'],
    ['rejected', 'no-answer'],
  ])('reject before answering: reason %s leaves the call %s', async (reason, status) => {
    const bench = openBench({ call: `<Reject reason="${reason}"/>` });
    const summary = await bench.twilio.placeCall({ from: CALLER, to: LINE }).ended;
    expect(summary).toMatchObject({ status, seconds: 0 });
    expect(summary.events.map(({ kind }) => kind)).toEqual(['rejected', 'ended']);
  });

  it.each(['answered', 'busy', 'no-answer', 'failed'] as const)(
    'dial somebody who is %s',
    async (outcome) => {
      const answers = {
        call: '<Dial action="dialled" timeout="20">+14155552672</Dial>',
        dialled: '<Hangup/>',
      };
      const bench = openBench(answers, { callee: () => ({ outcome, seconds: 90 }) });
      const { seconds } = await bench.twilio.placeCall({ from: CALLER, to: LINE }).ended;
      const status = outcome === 'answered' ? 'completed' : outcome;
      expect(bench.webhooks[1]?.params).toMatchObject({ DialCallStatus: status });
      expect(bench.webhooks[1]?.params.DialCallDuration).toBe(outcome === 'answered' ? '90' : undefined);
      expect(seconds > 90).toBe(outcome === 'answered');
    },
  );

  it('tell the action of a dial how far it came when the caller hangs up', async () => {
    const answers = { call: '<Dial action="dialled">+14155552672</Dial>', dialled: '<Say>Never</Say>' };
    const bench = openBench(answers, { callee: () => ({ outcome: 'answered', seconds: 300 }) });
    const call = bench.twilio.placeCall({ from: CALLER, to: LINE, pace: 1 });
    await bench.clock.advance(14_000);
    call.hangUp();
    const { events } = await call.ended;
    const told = { CallStatus: 'completed', DialCallStatus: 'completed', DialCallDuration: '10' };
    expect(bench.webhooks[1]?.params).toMatchObject(told);
    expect(events.some(({ kind }) => kind === 'saying')).toBe(false);
  });

  it('count their time on the line, though none passes on the clock', async () => {
    const bench = openBench({ call: '<Pause length="7"/><Play digits="1234"/><Pause length="5"/>' });
    const before = bench.clock.now();
    expect((await bench.twilio.placeCall({ from: CALLER, to: LINE }).ended).seconds).toBe(14);
    expect(bench.clock.now()).toBe(before);
  });
});
