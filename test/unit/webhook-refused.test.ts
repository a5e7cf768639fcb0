import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks';
import { describe, expect, it } from 'vitest';
import { screenWebhook } from '../../src/call/webhook';
import {
  ACCOUNT,
  CALL_ID,
  INCOMING,
  MESSAGE_LEFT,
  makeWebhook,
  PHONE_URL,
  receiveWebhook,
  TOKEN,
  verifier,
} from './fakes';

const NOT_SIGNED = { refused: 'not-signed' };

describe('what is no webhook of ours', () => {
  it('is too large above 64 KB, counted in bytes and before anything is read', () => {
    const at = (body: string) => receiveWebhook({ ...makeWebhook('/call', INCOMING), body }, verifier);
    expect(at('a'.repeat(64 * 1024))).toEqual(NOT_SIGNED);
    expect(at('a'.repeat(64 * 1024 + 1))).toEqual({ refused: 'too-large' });
    expect(at('é'.repeat(33 * 1024))).toEqual({ refused: 'too-large' });
  });

  it('is not taken unless it is posted', () => {
    for (const method of ['GET', 'PUT', 'DELETE', 'HEAD', ''])
      expect(receiveWebhook({ ...makeWebhook('/call', INCOMING), method }, verifier)).toEqual({
        refused: 'wrong-method',
      });
    expect(receiveWebhook({ ...makeWebhook('/call', INCOMING), method: 'post' }, verifier)).toMatchObject({
      kind: 'call-received',
    });
  });

  it('has an unknown path, though not for those who do not even try to sign', () => {
    const paths = [
      '',
      '/',
      '/calls',
      '/Call',
      '/call/',
      '/call/1',
      '/listening',
      '/listening/0',
      '/listening/100',
      '/listening/x',
      '/listening/1/0',
      '/listening/1/2/3',
      '/opening/1',
      '/elsewhere/1',
      '/recorded/1',
      '/whisper',
      '/whisper/CA1',
      `/whisper/${CALL_ID}/1`,
      `/taken/${CALL_ID.slice(0, -1)}`,
    ];
    for (const path of paths) {
      const request = { ...makeWebhook(path, MESSAGE_LEFT), path: `/public/abc${path}` };
      expect(receiveWebhook(request, verifier)).toEqual({ refused: 'unknown-path' });
      expect(receiveWebhook({ ...request, headers: {} }, verifier)).toEqual(NOT_SIGNED);
    }
    for (const path of ['/call/call', '/x/listening/1', '/public/abc/call', `/x/whisper/${CALL_ID}`])
      expect(receiveWebhook(makeWebhook(path, MESSAGE_LEFT), verifier)).toEqual({ refused: 'unknown-path' });
  });

  it('is seen by itself as far as it can be, before anybody is asked who signs', () => {
    const request = makeWebhook('/call', INCOMING, 'wrong');
    const [signature = ''] = request.headers['X-Twilio-Signature'] ?? [];
    expect(screenWebhook(request)).toMatchObject({ signature, body: request.body });
    const signatures = [
      '',
      `${signature}=`,
      signature.slice(1),
      signature.replace('=', 'A'),
      `*${signature.slice(1)}`,
    ];
    for (const one of signatures)
      expect(screenWebhook({ ...request, headers: { 'X-Twilio-Signature': [one] } })).toEqual(NOT_SIGNED);
  });

  it('is malformed after a good signature, and only then', () => {
    const bad: [string, Record<string, string>][] = [
      ['/call', { ...INCOMING, CallSid: 'CA1' }],
      ['/call', { AccountSid: ACCOUNT, CallSid: CALL_ID }],
      ['/listening/1', { ...MESSAGE_LEFT, RecordingSid: `RE${'0'.repeat(31)}/` }],
      ['/listening/1', { ...MESSAGE_LEFT, RecordingDuration: '-1' }],
      ['/listening/1', { ...MESSAGE_LEFT, RecordingDuration: 'long' }],
      ['/listening/1', { AccountSid: ACCOUNT, CallSid: CALL_ID }],
      ['/recap/1', { ...INCOMING, CallSid: 'CA1' }],
      ['/text', { AccountSid: ACCOUNT, MessageSid: 'SM1' }],
      ['/text-status', { AccountSid: ACCOUNT, MessageSid: `SM${'0'.repeat(32)}` }],
      ['/recording', MESSAGE_LEFT],
      ['/status', { AccountSid: ACCOUNT, CallSid: CALL_ID }],
    ];
    for (const [path, parameters] of bad) {
      expect(receiveWebhook(makeWebhook(path, parameters), verifier)).toEqual({ refused: 'malformed' });
      expect(receiveWebhook(makeWebhook(path, parameters, 'wrong'), verifier)).toEqual(NOT_SIGNED);
    }
  });

  it('is malformed with a parameter twice', () => {
    const parameters = { ...INCOMING };
    const body = `${new URLSearchParams(parameters)}&CallSid=${CALL_ID.replace('0', '9')}`;
    const values = { ...parameters, CallSid: [CALL_ID, CALL_ID.replace('0', '9')] };
    const signature = getExpectedTwilioSignature(TOKEN, `${PHONE_URL}/call`, values);
    const request = {
      ...makeWebhook('/call', INCOMING),
      body,
      headers: { 'X-Twilio-Signature': [signature] },
    };
    expect(receiveWebhook(request, verifier)).toEqual({ refused: 'malformed' });
  });

  it('says nothing of interest while a call or a recording goes on', () => {
    for (const CallStatus of ['queued', 'initiated', 'ringing', 'in-progress'])
      expect(receiveWebhook(makeWebhook('/status', { ...INCOMING, CallStatus }), verifier)).toBeNull();
    for (const RecordingStatus of ['in-progress', 'absent', 'failed'])
      expect(
        receiveWebhook(makeWebhook('/recording', { ...MESSAGE_LEFT, RecordingStatus }), verifier),
      ).toBeNull();
  });

  it('hears of every end', () => {
    for (const CallStatus of ['completed', 'busy', 'failed', 'no-answer', 'canceled'])
      expect(receiveWebhook(makeWebhook('/status', { ...INCOMING, CallStatus }), verifier)).toMatchObject({
        kind: 'call-ended',
        seconds: 0,
      });
  });
});
