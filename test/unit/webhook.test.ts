import fc from 'fast-check';
import { getExpectedTwilioSignature, validateRequest } from 'twilio/lib/webhooks/webhooks';
import { describe, expect, it } from 'vitest';
import { receiveWebhook, type Verifier, type WebTriggerRequest } from '../../src/call/webhook';
import { ACCOUNT, CALL_ID, CALLER, OWN_NUMBER, RECORDING_ID, signAsTwilio } from './fakes';

const TOKEN = '0123456789abcdef0123456789abcdef';
const PHONE_URL = 'https://1b2c.webtrigger.atlassian.app/public/XUBR5WnG2Hk2V52APDdGaRSDm';
const verifier: Verifier = { phoneUrl: PHONE_URL, accountSid: ACCOUNT, authTokens: [TOKEN] };

const CALL = { AccountSid: ACCOUNT, CallSid: CALL_ID, From: CALLER, To: OWN_NUMBER, CallStatus: 'ringing' };
const RECORDED = {
  ...CALL,
  RecordingSid: RECORDING_ID,
  RecordingDuration: '12',
  RecordingUrl: 'https://elsewhere',
};

/** A webhook as Twilio signs it and Forge hands it over. */
function webhook(path: string, parameters: Record<string, string>, token = TOKEN): WebTriggerRequest {
  return {
    method: 'POST',
    path: `/public/XUBR5WnG2Hk2V52APDdGaRSDm${path}`,
    userPath: path,
    headers: {
      'content-type': ['application/x-www-form-urlencoded; charset=UTF-8'],
      'X-Twilio-Signature': [signAsTwilio(token, PHONE_URL + path, parameters)],
    },
    body: new URLSearchParams(parameters).toString(),
  };
}

const NOT_SIGNED = { refused: 'not-signed' };

describe("Twilio's signature", () => {
  // https://www.twilio.com/docs/usage/webhooks/webhooks-security and the validator tests of Twilio's own SDKs.
  const PARAMETERS = {
    CallSid: 'CA1234567890ABCDE',
    Caller: '+14158675309',
    Digits: '1234',
    From: '+14158675309',
    To: '+18005551212',
  };
  const VECTORS: [name: string, url: string, signature: string][] = [
    ['the documented example', 'https://mycompany.com/myapp.php?foo=1&bar=2', 'RSOYDt4T1cUTdK1PDd93/VVr8B8='],
    ['a port it signed', 'https://mycompany.com/myapp.php?foo=1&bar=2', 'kvajT1Ptam85bY51eRf/AJRuM3w='],
    [
      'a port it did not sign',
      'https://mycompany.com:1234/myapp.php?foo=1&bar=2',
      'RSOYDt4T1cUTdK1PDd93/VVr8B8=',
    ],
    ['a custom port', 'https://mycompany.com:1234/myapp.php?foo=1&bar=2', 'CYn1h0gLBdNxDGkKJg6hYohgeD8='],
    ['plain http', 'http://mycompany.com/myapp.php?foo=1&bar=2', '0ZXoZLH/DfblKGATFgpif+LLRf4='],
    [
      'plain http on a port',
      'http://mycompany.com:1234/myapp.php?foo=1&bar=2',
      'Zmvh+3yNM1Phv2jhDCwEM3q5ebU=',
    ],
    ['a host in mixed case', 'https://MyCompany.com/myapp.php?foo=1&bar=2', 'g9IN/x4Cft2g517EjYvEvM/W7LU='],
  ];

  it.each(VECTORS)('holds for %s', (_, url, signature) => {
    expect(validateRequest('12345', signature, url, PARAMETERS)).toBe(true);
    expect(validateRequest('12346', signature, url, PARAMETERS)).toBe(false);
    expect(validateRequest('12345', signature, url, { ...PARAMETERS, Digits: '1235' })).toBe(false);
    expect(validateRequest('12345', `NOT${signature}`, url, PARAMETERS)).toBe(false);
  });

  it('holds for a body that is only in the URL as a hash', () => {
    const hash = '0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620';
    const url = `https://mycompany.com/myapp.php?bodySHA256=${hash}`;
    expect(validateRequest('12345', 'y77kIzt2vzLz71DgmJGsen2scGs=', url, {})).toBe(true);
  });

  it('is made by these tests as the documentation says', () => {
    expect(signAsTwilio('12345', 'https://mycompany.com/myapp.php?foo=1&bar=2', PARAMETERS)).toBe(
      'RSOYDt4T1cUTdK1PDd93/VVr8B8=',
    );
  });

  it('holds for a webhook whose signature was made elsewhere', () => {
    // HMAC-SHA1 by Python's standard library over the URL and the sorted parameters.
    const request = webhook('/call', CALL);
    request.headers['X-Twilio-Signature'] = ['+b15PGrzUGD6sXd1w+xf4RQFggU='];
    expect(receiveWebhook(request, verifier)).toMatchObject({ kind: 'call-received', callId: CALL_ID });
  });
});

describe('a webhook', () => {
  it('is taken when it is signed', () => {
    expect(receiveWebhook(webhook('/call', CALL), verifier)).toEqual({
      kind: 'call-received',
      callId: CALL_ID,
      from: CALLER,
      to: OWN_NUMBER,
    });
    expect(receiveWebhook(webhook('/recorded/2', RECORDED), verifier)).toEqual({
      kind: 'message-recorded',
      callId: CALL_ID,
      from: CALLER,
      to: OWN_NUMBER,
      recording: { sid: RECORDING_ID, seconds: 12 },
      attempt: 2,
    });
    expect(
      receiveWebhook(webhook('/recording', { ...RECORDED, RecordingStatus: 'completed' }), verifier),
    ).toEqual({
      kind: 'recording-completed',
      callId: CALL_ID,
      recording: { sid: RECORDING_ID, seconds: 12 },
    });
    expect(
      receiveWebhook(webhook('/status', { ...CALL, CallStatus: 'completed', CallDuration: '42' }), verifier),
    ).toEqual({ kind: 'call-ended', callId: CALL_ID, seconds: 42 });
  });

  it('is signed whatever its parameters hold', () => {
    const value = fc.string({ unit: 'binary', maxLength: 30 }).map((text) => text.toWellFormed());
    fc.assert(
      fc.property(fc.dictionary(fc.string({ minLength: 1, maxLength: 12 }), value), (more) => {
        const request = webhook('/call', { ...more, ...CALL });
        expect(receiveWebhook(request, verifier)).toMatchObject({ kind: 'call-received' });
      }),
    );
  });

  it('is refused when one character of its body, path, host or signature is another', () => {
    const request = webhook('/recorded/1', RECORDED);
    const swap = (text: string, at: number) =>
      text.slice(0, at) + (text[at] === 'x' ? 'y' : 'x') + text.slice(at + 1);
    for (let at = 0; at < request.body.length; at++)
      expect(receiveWebhook({ ...request, body: swap(request.body, at) }, verifier)).toEqual(NOT_SIGNED);
    for (let at = 0; at < '/recorded/1'.length; at++)
      expect(receiveWebhook({ ...request, userPath: swap('/recorded/1', at) }, verifier)).toEqual(NOT_SIGNED);
    const [signature = ''] = request.headers['X-Twilio-Signature'] ?? [];
    for (let at = 0; at < signature.length; at++)
      expect(
        receiveWebhook({ ...request, headers: { 'X-Twilio-Signature': [swap(signature, at)] } }, verifier),
      ).toEqual(NOT_SIGNED);
    const otherHost = { ...verifier, phoneUrl: PHONE_URL.replace('1b2c', '1b2d') };
    expect(receiveWebhook(request, otherHost)).toEqual(NOT_SIGNED);
  });

  it('is refused when a parameter is added or left out', () => {
    const request = webhook('/call', CALL);
    expect(receiveWebhook({ ...request, body: `${request.body}&Digits=1` }, verifier)).toEqual(NOT_SIGNED);
    expect(receiveWebhook({ ...request, body: request.body.replace(/&To=.*/, '') }, verifier)).toEqual(
      NOT_SIGNED,
    );
    expect(receiveWebhook({ ...request, body: '' }, verifier)).toEqual(NOT_SIGNED);
  });

  it('is refused with the signature of another path', () => {
    const signed = webhook('/call', RECORDED);
    const paths = ['/recorded/1', '/recording', '/status', '/call/', '//call', '/Call', ''];
    for (const userPath of paths)
      expect(receiveWebhook({ ...signed, userPath }, verifier)).toEqual(NOT_SIGNED);
  });

  it('is refused without a signature, with two, or with an empty one', () => {
    const request = webhook('/call', CALL);
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
    const request = webhook('/call', CALL);
    const [signature = ''] = request.headers['X-Twilio-Signature'] ?? [];
    for (const name of ['x-twilio-signature', 'X-TWILIO-SIGNATURE', 'X-Twilio-Signature'])
      expect(receiveWebhook({ ...request, headers: { [name]: [signature] } }, verifier)).toMatchObject({
        kind: 'call-received',
      });
  });

  it('never throws for any signature, nor takes one', () => {
    const request = webhook('/call', CALL);
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 64 }), (signature) => {
        const forged = { ...request, headers: { 'X-Twilio-Signature': [signature] } };
        expect(receiveWebhook(forged, verifier)).toEqual(NOT_SIGNED);
      }),
    );
  });

  it('is refused for another account, however well it is signed', () => {
    const other = { ...CALL, AccountSid: `AC${'b'.repeat(32)}` };
    expect(receiveWebhook(webhook('/call', other), verifier)).toEqual(NOT_SIGNED);
    const { AccountSid: _, ...none } = CALL;
    expect(receiveWebhook(webhook('/call', none), verifier)).toEqual(NOT_SIGNED);
  });

  it('is taken with either token while they are exchanged, and with no third', () => {
    const rotating = { ...verifier, authTokens: ['f'.repeat(32), TOKEN] };
    expect(receiveWebhook(webhook('/call', CALL), rotating)).toMatchObject({ kind: 'call-received' });
    expect(receiveWebhook(webhook('/call', CALL, 'f'.repeat(32)), rotating)).toMatchObject({
      kind: 'call-received',
    });
    expect(receiveWebhook(webhook('/call', CALL, 'e'.repeat(32)), rotating)).toEqual(NOT_SIGNED);
  });

  it('is refused before anything is set up', () => {
    const request = webhook('/call', CALL);
    expect(receiveWebhook(request, { ...verifier, authTokens: [] })).toEqual(NOT_SIGNED);
    expect(receiveWebhook(request, { ...verifier, phoneUrl: undefined })).toEqual(NOT_SIGNED);
    const { AccountSid: _, ...none } = CALL;
    expect(receiveWebhook(webhook('/call', none), { ...verifier, accountSid: undefined })).toEqual(
      NOT_SIGNED,
    );
  });

  it('falls back to the whole path where the platform names no path of its own', () => {
    const { userPath: _, ...request } = webhook('/call', CALL);
    expect(receiveWebhook(request, verifier)).toMatchObject({ kind: 'call-received' });
    expect(receiveWebhook({ ...request, path: '/public/another/call' }, verifier)).toEqual(NOT_SIGNED);
  });
});

describe('what is no webhook of ours', () => {
  it('is too large above 64 KB, counted in bytes and before anything is read', () => {
    const at = (body: string) => receiveWebhook({ ...webhook('/call', CALL), body }, verifier);
    expect(at('a'.repeat(64 * 1024))).toEqual(NOT_SIGNED);
    expect(at('a'.repeat(64 * 1024 + 1))).toEqual({ refused: 'too-large' });
    expect(at('é'.repeat(33 * 1024))).toEqual({ refused: 'too-large' });
  });

  it('is not taken unless it is posted', () => {
    for (const method of ['GET', 'PUT', 'DELETE', 'HEAD', ''])
      expect(receiveWebhook({ ...webhook('/call', CALL), method }, verifier)).toEqual({
        refused: 'wrong-method',
      });
    expect(receiveWebhook({ ...webhook('/call', CALL), method: 'post' }, verifier)).toMatchObject({
      kind: 'call-received',
    });
  });

  it('has an unknown path only for those who can sign', () => {
    const paths = [
      '',
      '/',
      '/calls',
      '/call/1',
      '/recorded',
      '/recorded/0',
      '/recorded/10',
      '/recorded/x',
      '/recorded/1/2',
    ];
    for (const path of paths) {
      expect(receiveWebhook(webhook(path, RECORDED), verifier)).toEqual({ refused: 'unknown-path' });
      expect(receiveWebhook(webhook(path, RECORDED, 'wrong'), verifier)).toEqual(NOT_SIGNED);
    }
  });

  it('is malformed after a good signature, and only then', () => {
    const bad: [string, Record<string, string>][] = [
      ['/call', { ...CALL, CallSid: 'CA1' }],
      ['/call', { AccountSid: ACCOUNT, CallSid: CALL_ID }],
      ['/recorded/1', { ...RECORDED, RecordingSid: `RE${'0'.repeat(31)}/` }],
      ['/recorded/1', { ...RECORDED, RecordingDuration: '-1' }],
      ['/recorded/1', { ...RECORDED, RecordingDuration: 'long' }],
      ['/recording', RECORDED],
      ['/status', { AccountSid: ACCOUNT, CallSid: CALL_ID }],
    ];
    for (const [path, parameters] of bad) {
      expect(receiveWebhook(webhook(path, parameters), verifier)).toEqual({ refused: 'malformed' });
      expect(receiveWebhook(webhook(path, parameters, 'wrong'), verifier)).toEqual(NOT_SIGNED);
    }
  });

  it('is malformed with a parameter twice', () => {
    const parameters = { ...CALL };
    const body = `${new URLSearchParams(parameters)}&CallSid=${CALL_ID.replace('0', '9')}`;
    const values = { ...parameters, CallSid: [CALL_ID, CALL_ID.replace('0', '9')] };
    const signature = getExpectedTwilioSignature(TOKEN, `${PHONE_URL}/call`, values);
    const request = { ...webhook('/call', CALL), body, headers: { 'X-Twilio-Signature': [signature] } };
    expect(receiveWebhook(request, verifier)).toEqual({ refused: 'malformed' });
  });

  it('says nothing of interest while a call or a recording goes on', () => {
    for (const CallStatus of ['queued', 'initiated', 'ringing', 'in-progress'])
      expect(receiveWebhook(webhook('/status', { ...CALL, CallStatus }), verifier)).toBeNull();
    for (const RecordingStatus of ['in-progress', 'absent', 'failed'])
      expect(receiveWebhook(webhook('/recording', { ...RECORDED, RecordingStatus }), verifier)).toBeNull();
  });

  it('hears of every end', () => {
    for (const CallStatus of ['completed', 'busy', 'failed', 'no-answer', 'canceled'])
      expect(receiveWebhook(webhook('/status', { ...CALL, CallStatus }), verifier)).toMatchObject({
        kind: 'call-ended',
        seconds: 0,
      });
  });
});

describe('a caller', () => {
  const fromOf = (From: string | undefined) => {
    const { From: _, ...rest } = CALL;
    const event = receiveWebhook(webhook('/call', From === undefined ? rest : { ...rest, From }), verifier);
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
