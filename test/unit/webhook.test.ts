import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PLACES } from '../../src/call/graph';
import type { WebTriggerRequest } from '../../src/call/webhook';
import {
  CALL_ID,
  CALLER,
  INCOMING,
  MESSAGE_LEFT,
  makeWebhook,
  OWN_NUMBER,
  PHONE_URL,
  RECORDING_ID,
  receiveWebhook,
  TOKEN,
  verifier,
} from './fakes';

const NOT_SIGNED = { refused: 'not-signed' };

describe('a webhook', () => {
  it('is taken when it is signed', () => {
    expect(receiveWebhook(makeWebhook('/call', INCOMING), verifier)).toEqual({
      kind: 'call-received',
      callId: CALL_ID,
      from: CALLER,
      raw: CALLER,
      to: OWN_NUMBER,
    });
    expect(receiveWebhook(makeWebhook('/listening/2', MESSAGE_LEFT), verifier)).toEqual({
      kind: 'turn-taken',
      callId: CALL_ID,
      from: CALLER,
      to: OWN_NUMBER,
      turn: { place: 'listening', attempt: 2 },
      recording: { sid: RECORDING_ID, seconds: 12 },
      hungUp: false,
    });
    expect(
      receiveWebhook(makeWebhook('/recording', { ...MESSAGE_LEFT, RecordingStatus: 'completed' }), verifier),
    ).toEqual({
      kind: 'recording-completed',
      callId: CALL_ID,
      recording: { sid: RECORDING_ID, seconds: 12 },
    });
    expect(
      receiveWebhook(
        makeWebhook('/status', { ...INCOMING, CallStatus: 'completed', CallDuration: '42' }),
        verifier,
      ),
    ).toEqual({ kind: 'call-ended', callId: CALL_ID, seconds: 42, to: OWN_NUMBER });
  });

  it('is signed whatever its parameters hold', () => {
    const value = fc.string({ unit: 'binary', maxLength: 30 }).map((text) => text.toWellFormed());
    fc.assert(
      fc.property(fc.dictionary(fc.string({ minLength: 1, maxLength: 12 }), value), (more) => {
        const request = makeWebhook('/call', { ...more, ...INCOMING });
        expect(receiveWebhook(request, verifier)).toMatchObject({ kind: 'call-received' });
      }),
    );
  });

  it('is refused when one character of its body, path, host or signature is another', () => {
    const request = makeWebhook('/listening/1', MESSAGE_LEFT);
    const swap = (text: string, at: number) =>
      text.slice(0, at) + (text[at] === 'x' ? 'y' : 'x') + text.slice(at + 1);
    for (let at = 0; at < request.body.length; at++)
      expect(receiveWebhook({ ...request, body: swap(request.body, at) }, verifier)).toEqual(NOT_SIGNED);
    for (let at = 0; at < '/listening/1'.length; at++)
      expect(receiveWebhook({ ...request, userPath: swap('/listening/1', at) }, verifier)).toHaveProperty(
        'refused',
      );
    const [signature = ''] = request.headers['X-Twilio-Signature'] ?? [];
    for (let at = 0; at < signature.length; at++)
      expect(
        receiveWebhook({ ...request, headers: { 'X-Twilio-Signature': [swap(signature, at)] } }, verifier),
      ).toEqual(NOT_SIGNED);
    const otherHost = { ...verifier, phoneUrl: PHONE_URL.replace('1b2c', '1b2d') };
    expect(receiveWebhook(request, otherHost)).toEqual(NOT_SIGNED);
  });

  it('is refused when a parameter is added or left out', () => {
    const request = makeWebhook('/call', INCOMING);
    expect(receiveWebhook({ ...request, body: `${request.body}&Digits=1` }, verifier)).toEqual(NOT_SIGNED);
    expect(receiveWebhook({ ...request, body: request.body.replace(/&To=.*/, '') }, verifier)).toEqual(
      NOT_SIGNED,
    );
    expect(receiveWebhook({ ...request, body: '' }, verifier)).toEqual(NOT_SIGNED);
  });

  it('is refused with the signature of another path', () => {
    const signed = makeWebhook('/call', MESSAGE_LEFT);
    const paths = ['/listening/1', '/recording', '/status', '//call'];
    for (const userPath of paths)
      expect(receiveWebhook({ ...signed, userPath }, verifier)).toEqual(NOT_SIGNED);
  });

  it('is refused without a signature, with two, or with an empty one', () => {
    const request = makeWebhook('/call', INCOMING);
    const [signature = ''] = request.headers['X-Twilio-Signature'] ?? [];
    const refused: WebTriggerRequest['headers'][] = [
      {},
      { 'X-Twilio-Signature': [] },
      { 'X-Twilio-Signature': [''] },
      { 'X-Twilio-Signature': [signature, signature] },
      { 'X-Twilio-Signature': [signature], 'x-twilio-signature': ['forged'] },
      { Authorization: [signature] },
    ];
    for (const headers of refused)
      expect(receiveWebhook({ ...request, headers }, verifier)).toEqual(NOT_SIGNED);
  });

  it('is taken however the name of the signature header is written', () => {
    const request = makeWebhook('/call', INCOMING);
    const [signature = ''] = request.headers['X-Twilio-Signature'] ?? [];
    for (const name of ['x-twilio-signature', 'X-TWILIO-SIGNATURE', 'X-Twilio-Signature'])
      expect(receiveWebhook({ ...request, headers: { [name]: [signature] } }, verifier)).toMatchObject({
        kind: 'call-received',
      });
  });

  it('never throws for any signature, nor takes one', () => {
    const request = makeWebhook('/call', INCOMING);
    const wellFormed = fc.stringMatching(/^[A-Za-z0-9+/]{27}=$/);
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 64 }), wellFormed), (signature) => {
        const forged = { ...request, headers: { 'X-Twilio-Signature': [signature] } };
        expect(receiveWebhook(forged, verifier)).toEqual(NOT_SIGNED);
      }),
    );
  });

  it('is refused for another account, however well it is signed', () => {
    const other = { ...INCOMING, AccountSid: `AC${'b'.repeat(32)}` };
    expect(receiveWebhook(makeWebhook('/call', other), verifier)).toEqual(NOT_SIGNED);
    const { AccountSid: _, ...none } = INCOMING;
    expect(receiveWebhook(makeWebhook('/call', none), verifier)).toEqual(NOT_SIGNED);
  });

  it('is taken with either token while they are exchanged, and with no third', () => {
    const rotating = { ...verifier, authTokens: ['f'.repeat(32), TOKEN] };
    expect(receiveWebhook(makeWebhook('/call', INCOMING), rotating)).toMatchObject({ kind: 'call-received' });
    expect(receiveWebhook(makeWebhook('/call', INCOMING, 'f'.repeat(32)), rotating)).toMatchObject({
      kind: 'call-received',
    });
    expect(receiveWebhook(makeWebhook('/call', INCOMING, 'e'.repeat(32)), rotating)).toEqual(NOT_SIGNED);
  });

  it('is refused before anything is set up', () => {
    const request = makeWebhook('/call', INCOMING);
    expect(receiveWebhook(request, { ...verifier, authTokens: [] })).toEqual(NOT_SIGNED);
    expect(receiveWebhook(request, { ...verifier, phoneUrl: undefined })).toEqual(NOT_SIGNED);
    const { AccountSid: _, ...none } = INCOMING;
    expect(receiveWebhook(makeWebhook('/call', none), { ...verifier, accountSid: undefined })).toEqual(
      NOT_SIGNED,
    );
  });

  it('falls back to the whole path where the platform names no path of its own', () => {
    const { userPath: _, ...request } = makeWebhook('/call', INCOMING);
    for (const none of [{}, { userPath: '' }, { userPath: null }]) {
      expect(receiveWebhook({ ...request, ...none }, verifier)).toMatchObject({ kind: 'call-received' });
      expect(receiveWebhook({ ...request, ...none, path: '/public/another/call' }, verifier)).toEqual(
        NOT_SIGNED,
      );
      expect(receiveWebhook({ ...request, ...none, path: '/public/another' }, verifier)).toEqual({
        refused: 'unknown-path',
      });
    }
    expect(receiveWebhook({ ...request, userPath: 'call' }, verifier)).toMatchObject({
      kind: 'call-received',
    });
  });
});

describe('a turn of the conversation', () => {
  const turnOf = (path: string, more: Record<string, string>) =>
    receiveWebhook(makeWebhook(path, { ...INCOMING, CallStatus: 'in-progress', ...more }), verifier);
  const base = { kind: 'turn-taken', callId: CALL_ID, from: CALLER, to: OWN_NUMBER, hungUp: false };

  it('brings the place, the attempt and the question back that were in its path', () => {
    expect(turnOf('/question/2/3', { Digits: '7' })).toEqual({
      ...base,
      turn: { place: 'question', attempt: 2, item: 3 },
      digits: '7',
    });
    for (const place of PLACES.filter((one) => one !== 'opening'))
      expect(turnOf(`/${place}/1`, {})).toEqual({ ...base, turn: { place, attempt: 1 } });
  });

  it('has keys, and the one that ended them; nothing pressed is none', () => {
    const keysOf = (more: Record<string, string>) => turnOf('/question/1/1', more);
    expect(keysOf({ Digits: '12', FinishedOnKey: '#' })).toMatchObject({ digits: '12', finishedOn: '#' });
    expect(keysOf({ Digits: '*', FinishedOnKey: '' })).toMatchObject({ digits: '*' });
    for (const Digits of ['', 'hangup', 'A', '1'.repeat(33)])
      expect(keysOf({ Digits, FinishedOnKey: '' })).toEqual({
        ...base,
        turn: { place: 'question', attempt: 1, item: 1 },
      });
  });

  it('has words, without the space around them; too many are none', () => {
    const wordsOf = (SpeechResult: string) => turnOf('/recap/1', { SpeechResult, Confidence: '0.9' });
    expect(wordsOf(' Ja, bitte. ')).toMatchObject({ speech: 'Ja, bitte.' });
    for (const none of ['', '   ', 'a'.repeat(5001)])
      expect(wordsOf(none)).toEqual({ ...base, turn: { place: 'recap', attempt: 1 } });
  });

  it('tells what became of a transfer', () => {
    const dialledOf = (more: Record<string, string>) => turnOf('/person/1', more);
    expect(dialledOf({ DialCallStatus: 'completed' })).toMatchObject({ dialled: { talked: true } });
    expect(dialledOf({ DialCallStatus: 'completed', DialBridged: 'true' })).toMatchObject({
      dialled: { talked: true },
    });
    // Somebody picked up and did not press 1.
    expect(dialledOf({ DialCallStatus: 'completed', DialBridged: 'false' })).toMatchObject({
      dialled: { talked: false },
    });
    for (const DialCallStatus of ['busy', 'no-answer', 'failed', 'canceled'])
      expect(dialledOf({ DialCallStatus })).toMatchObject({ dialled: { talked: false } });
  });

  it('may only tell what was left when the caller hung up', () => {
    for (const CallStatus of ['completed', 'busy', 'failed', 'no-answer', 'canceled'])
      expect(turnOf('/listening/1', { ...MESSAGE_LEFT, CallStatus, Digits: 'hangup' })).toMatchObject({
        hungUp: true,
        recording: { seconds: 12 },
      });
    for (const CallStatus of ['in-progress', 'ringing'])
      expect(turnOf('/listening/1', { CallStatus })).toMatchObject({ hungUp: false });
  });
});

describe('what else is told', () => {
  it('is a text that came in, and how far one of ours has come', () => {
    const MessageSid = `SM${'0123456789abcdef'.repeat(2)}`;
    expect(
      receiveWebhook(makeWebhook('/text', { ...INCOMING, MessageSid, Body: 'Hello' }), verifier),
    ).toEqual({
      kind: 'text-received',
      textId: MessageSid,
    });
    const report = { ...INCOMING, MessageSid, MessageStatus: 'undelivered', ErrorCode: '30005' };
    expect(receiveWebhook(makeWebhook('/text-status', report), verifier)).toEqual({
      kind: 'text-status',
      textId: MessageSid,
      from: CALLER,
      to: OWN_NUMBER,
      status: 'undelivered',
      errorCode: 30_005,
    });
    expect(
      receiveWebhook(makeWebhook('/text-status', { ...report, ErrorCode: 'none' }), verifier),
    ).toMatchObject({ status: 'undelivered' });
  });

  it('is that a person picked up, and whether they take the call: with 1, and nothing else', () => {
    // It is about another call than that of the path: the one with the person.
    const person = { ...INCOMING, CallSid: `CA${'9'.repeat(32)}`, CallStatus: 'in-progress' };
    const at = (path: string, more = {}) =>
      receiveWebhook(makeWebhook(path, { ...person, ...more }), verifier);
    expect(at(`/whisper/${CALL_ID}`)).toEqual({ kind: 'whisper', callId: CALL_ID });
    expect(at(`/taken/${CALL_ID}`, { Digits: '1' })).toEqual({
      kind: 'whisper',
      callId: CALL_ID,
      accepted: true,
    });
    for (const Digits of ['', '2', '11', '*'])
      expect(at(`/taken/${CALL_ID}`, { Digits })).toMatchObject({ accepted: false });
    expect(at(`/taken/${CALL_ID}`)).toMatchObject({ accepted: false });
  });

  it('is not asked of whoever wants the music: it is the same for everybody', () => {
    const music = { ...makeWebhook('/music', {}), method: 'GET', headers: {}, body: '' };
    const answer = receiveWebhook(music, verifier);
    expect(answer).toHaveProperty('music');
    const { userPath: _, ...plain } = { ...music, path: '/public/abc/music' };
    expect(receiveWebhook(plain, verifier)).toEqual(answer);
    expect(receiveWebhook({ ...music, method: 'POST' }, verifier)).toEqual(NOT_SIGNED);
    expect(receiveWebhook(makeWebhook('/music', INCOMING), verifier)).toEqual({ refused: 'unknown-path' });
    expect(receiveWebhook({ ...music, userPath: '/music/1' }, verifier)).toEqual({ refused: 'wrong-method' });
  });
});

describe('a caller', () => {
  const fromOf = (From: string | undefined) => {
    const { From: _, ...rest } = INCOMING;
    const event = receiveWebhook(
      makeWebhook('/call', From === undefined ? rest : { ...rest, From }),
      verifier,
    );
    return event !== null && 'from' in event ? event.from : event;
  };

  it('is known by a number in E.164', () => {
    for (const number of [CALLER, '+493055500100', '+8190123456789']) expect(fromOf(number)).toBe(number);
  });

  it('may withhold it, in all the ways that Twilio writes that', () => {
    const withheld = [
      'anonymous',
      'Anonymous',
      'Restricted',
      'unavailable',
      '+266696687',
      '+7378742833',
      '+86282452253',
    ];
    const odd = [
      '',
      'sip:ada@example.com',
      'client:ada',
      '+',
      '+1',
      '0301234567',
      '+1415555267123456',
      undefined,
    ];
    for (const From of [...withheld, ...odd]) expect(fromOf(From)).toBeNull();
  });
});
