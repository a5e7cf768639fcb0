import { describe, expect, it } from 'vitest';
import { APP, CALLER, LINE, openBench } from './twilio-bench';
import { connectClient } from './twilio-client';

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

  it.each([
    ['busy', 'busy'],
    ['rejected', 'no-answer'],
  ])('reject at no cost, and say so in the status callback: %s', async (reason, CallStatus) => {
    const bench = openBench({ call: `<Reject reason="${reason}"/><Say>Never</Say>`, status: '' });
    bench.twilio.configureNumber(LINE, { statusCallback: `${APP}status` });
    const { sid } = await bench.twilio.placeCall({ from: CALLER, to: LINE }).ended;
    expect(bench.webhooks[1]?.params).toMatchObject({ CallStatus, CallDuration: '0', Duration: '0' });
    const { client } = connectClient(bench.twilio);
    expect(await client.calls(sid).fetch()).toMatchObject({
      status: CallStatus,
      duration: '0',
    });
  });

  it('reject only what has not been answered', async () => {
    const bench = openBench({ call: '<Say>Hello</Say><Reject/>' });
    const { status, reason } = await bench.twilio.placeCall({ from: CALLER, to: LINE }).ended;
    expect({ status, reason }).toEqual({ status: 'completed', reason: 'line-hung-up' });
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

  it.each([
    ['*', '3'],
    ['1', '30'],
  ])('dial until the caller presses star, where that hangs up: %s', async (key, DialCallDuration) => {
    const bench = openBench({
      call: '<Dial action="over" hangupOnStar="true">+14155552672</Dial>',
      over: '<Hangup/>',
    });
    const call = bench.twilio.placeCall({ from: CALLER, to: LINE, pace: 1 });
    await bench.clock.advance(7000);
    call.press(key);
    await bench.clock.advance(60_000);
    await call.ended;
    expect(bench.webhooks[1]?.params).toMatchObject({ DialCallStatus: 'completed', DialCallDuration });
  });

  it('dial somebody who hangs up at once', async () => {
    const answers = { call: '<Dial action="over">+14155552672</Dial>', over: '<Hangup/>' };
    const bench = openBench(answers, { callee: () => ({ outcome: 'hangs-up' }) });
    await bench.twilio.placeCall({ from: CALLER, to: LINE }).ended;
    const told = { DialCallStatus: 'completed', DialBridged: 'true', DialCallDuration: '0' };
    expect(bench.webhooks[1]?.params).toMatchObject(told);
  });

  it('count their time on the line, though none passes on the clock', async () => {
    const bench = openBench({ call: '<Pause length="7"/><Play digits="1234"/><Pause length="5"/>' });
    const before = bench.clock.now();
    expect((await bench.twilio.placeCall({ from: CALLER, to: LINE }).ended).seconds).toBe(14);
    expect(bench.clock.now()).toBe(before);
  });
});
