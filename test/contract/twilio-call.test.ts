import twilio from 'twilio';
import { describe, expect, it } from 'vitest';
import { makeCaptionedSpeech, readWav } from '../sandbox/wav';
import { APP, CALLER, LINE, openBench } from './twilio-bench';

const { VoiceResponse } = twilio.twiml;
const wav = makeCaptionedSpeech({ text: 'The printer on floor two is jammed', language: 'en-US' });

const askForMessage = (): string => {
  const response = new VoiceResponse();
  response.say({ voice: 'Polly.Joanna', language: 'en-US' }, 'Please tell us after the tone.');
  response.record({
    action: 'recorded#rc=2&rp=all',
    timeout: 4,
    maxLength: 120,
    finishOnKey: '#*',
    recordingStatusCallback: `${APP}recording`,
    recordingStatusCallbackEvent: ['in-progress', 'completed', 'absent'],
  });
  response.say('We heard nothing.');
  return response.toString();
};

describe('a call whose message is recorded', () => {
  const openMessageBench = () =>
    openBench({
      call: askForMessage(),
      recorded: '<Say>Thank you.</Say><Hangup/>',
      recording: '',
      status: '',
    });

  it('goes from the ring to the action, and reports the recording afterwards', async () => {
    const bench = openMessageBench();
    bench.twilio.configureNumber(LINE, { statusCallback: `${APP}status` });
    const call = bench.twilio.placeCall({ from: CALLER, to: LINE, script: [{ do: 'speak', wav }] });
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
      AccountSid: bench.twilio.credentials.accountSid,
      CallSid: call.sid,
      CallStatus: 'ringing',
      Direction: 'inbound',
      From: CALLER,
      To: LINE,
      FromCountry: 'US',
      ApiVersion: '2010-04-01',
    });
    expect(recorded?.params).toMatchObject({ CallStatus: 'in-progress', RecordingDuration: '3' });
    expect(recorded?.params.RecordingUrl).toBe(
      `https://api.twilio.com/2010-04-01/Accounts/${bench.twilio.credentials.accountSid}/Recordings/${recorded?.params.RecordingSid}`,
    );
    expect(status?.params).toMatchObject({ CallStatus: 'completed', CallDuration: String(summary.seconds) });
    expect(bench.webhooks.slice(3).map(({ params }) => params.RecordingStatus)).toEqual([
      'in-progress',
      'completed',
    ]);
  });
});
