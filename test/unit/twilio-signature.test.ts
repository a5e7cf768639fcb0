import { validateRequest } from 'twilio/lib/webhooks/webhooks';
import { describe, expect, it } from 'vitest';
import {
  ACCOUNT,
  CALL_ID,
  CALLER,
  makeWebhook,
  OWN_NUMBER,
  receiveWebhook,
  signAsTwilio,
  verifier,
} from './fakes';

const CALL = { AccountSid: ACCOUNT, CallSid: CALL_ID, From: CALLER, To: OWN_NUMBER, CallStatus: 'ringing' };
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
    const request = makeWebhook('/call', CALL);
    request.headers['X-Twilio-Signature'] = ['+b15PGrzUGD6sXd1w+xf4RQFggU='];
    expect(receiveWebhook(request, verifier)).toMatchObject({ kind: 'call-received', callId: CALL_ID });
  });
});
