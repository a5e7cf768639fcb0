import { describe, expect, it } from 'vitest';
import type { ScriptStep } from '../sandbox/twilio';
import { makeCaptionedSpeech } from '../sandbox/wav';
import { CALLER, LINE, openBench } from './twilio-bench';

const wav = makeCaptionedSpeech({ text: 'The printer on floor two is jammed', language: 'en-US' });
const speak: ScriptStep = { do: 'speak', wav };
const press = (digits: string): ScriptStep => ({ do: 'press', digits });
const hangUp: ScriptStep = { do: 'hang-up' };

describe('a script', () => {
  const answers = {
    call: '<Say>Hello.</Say><Record action="first" finishOnKey="0*#24"/>',
    first: '<Gather numDigits="1" action="second"><Say>One?</Say></Gather>',
    second: '<Gather numDigits="1" finishOnKey="" action="third"><Say>Two?</Say></Gather>',
    third: '<Say>Three.</Say><Say>Never.</Say>',
  };

  it.each([0, 1])('goes through the documents a step each, at pace %d', async (pace) => {
    const bench = openBench(answers);
    const script = [speak, press('1'), press('*'), hangUp];
    const call = bench.twilio.placeCall({ from: CALLER, to: LINE, pace, script });
    await bench.clock.advance(pace * 120_000);
    const { reason, events } = await call.ended;
    expect(bench.visited()).toEqual(['call', 'first', 'second', 'third']);
    expect(bench.webhooks.map(({ params }) => params.Digits)).toEqual([undefined, undefined, '1', '*']);
    expect(reason).toBe('caller-hung-up');
    // It hung up at the first thing that it heard in the last document.
    const said = events.flatMap((event) => (event.kind === 'saying' ? [event.text] : []));
    expect(said).toEqual(['Hello.', 'One?', 'Two?', 'Three.']);
  });

  it('takes hanging up for a step like the others: what was said before is heard', async () => {
    const bench = openBench({
      call: '<Gather input="speech" action="told"/>',
      told: '<Say>Thank you.</Say>',
    });
    const script = [speak, hangUp];
    const { reason } = await bench.twilio.placeCall({ from: CALLER, to: LINE, script }).ended;
    expect(bench.webhooks[1]?.params.SpeechResult).toBe('The printer on floor two is jammed');
    expect(reason).toBe('caller-hung-up');
  });

  it('hangs up during a prompt, or where the line waits', async () => {
    for (const call of ['<Say>Hello.</Say>', '<Gather/>', '<Record/>', '<Dial>+14155552672</Dial>']) {
      const bench = openBench({ call });
      const { reason } = await bench.twilio.placeCall({ from: CALLER, to: LINE, script: [hangUp] }).ended;
      expect(reason).toBe('caller-hung-up');
    }
  });
});

describe('the keys that end a message', () => {
  const open = () =>
    openBench({
      call: '<Record action="recorded" finishOnKey="0*#24"/><Say>Nothing.</Say>',
      recorded: '<Hangup/>',
    });

  it.each(['0', '*', '#', '2', '4'])('are told to the action: %s', async (key) => {
    const bench = open();
    await bench.twilio.placeCall({ from: CALLER, to: LINE, script: [speak, press(key)] }).ended;
    expect(bench.webhooks[1]?.params.Digits).toBe(key);
  });

  it.each(['1', '7', '9'])('are no others: %s', async (key) => {
    const bench = open();
    const { events } = await bench.twilio.placeCall({ from: CALLER, to: LINE, script: [speak, press(key)] })
      .ended;
    expect(bench.webhooks[1]?.params).not.toHaveProperty('Digits');
    expect(events).toContainEqual(expect.objectContaining({ kind: 'recording-ended', endedBy: 'silence' }));
  });

  it.each(['0', '2'])('end one that holds nothing without asking for the action: %s', async (key) => {
    const bench = open();
    const { events } = await bench.twilio.placeCall({ from: CALLER, to: LINE, script: [press(key)] }).ended;
    expect(bench.visited()).toEqual(['call']);
    expect(events).toContainEqual(expect.objectContaining({ kind: 'recording-ended', endedBy: 'key' }));
    expect(events).toContainEqual(expect.objectContaining({ text: 'Nothing.' }));
  });

  it('count in real time as well, while somebody speaks', async () => {
    const bench = open();
    const call = bench.twilio.placeCall({ from: CALLER, to: LINE, pace: 1 });
    await bench.clock.advance(500);
    call.speak(wav);
    await bench.clock.advance(1000);
    call.press('4');
    await bench.clock.advance(0);
    await call.ended;
    expect(bench.webhooks[1]?.params.Digits).toBe('4');
  });
});

describe('a document that is too large', () => {
  it('goes to the fallback with 11750', async () => {
    const bench = openBench({ call: `<Say>${'x'.repeat(65_536)}</Say>`, fallback: '<Hangup/>' });
    bench.twilio.configureNumber(LINE, { voiceFallbackUrl: 'https://app.example.com/public/f00/fallback' });
    await bench.twilio.placeCall({ from: CALLER, to: LINE }).ended;
    expect(bench.webhooks[1]?.params.ErrorCode).toBe('11750');
  });
});
