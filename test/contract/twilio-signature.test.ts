import fc from 'fast-check';
import { getExpectedTwilioSignature, validateRequest } from 'twilio/lib/webhooks/webhooks';
import { describe, expect, it } from 'vitest';
import { readWebhookTarget } from '../sandbox/twilio/overrides';
import { signWebhook } from '../sandbox/twilio/signature';

const params = fc.dictionary(fc.stringMatching(/^[A-Za-z]{1,12}$/), fc.string({ unit: 'grapheme' }));
const url = fc.webUrl({ validSchemes: ['https'], withQueryParameters: true });

describe('X-Twilio-Signature', () => {
  it("matches the example of Twilio's own pages", () => {
    const example = {
      CallSid: 'CA1234567890ABCDE',
      Caller: '+14158675310',
      Digits: '1234',
      From: '+14158675310',
      To: '+18005551212',
    };
    const address = 'https://example.com/myapp.php?foo=1&bar=2';
    expect(signWebhook('12345', address, example)).toBe('L/OH5YylLD5NRKLltdqwSvS0BnU=');
  });

  it('is what the official package expects, for any parameters', () => {
    fc.assert(
      fc.property(url, params, fc.string({ minLength: 1 }), (address, form, token) => {
        expect(signWebhook(token, address, form)).toBe(getExpectedTwilioSignature(token, address, form));
      }),
    );
  });

  it('is refused by the official package when anything was changed', () => {
    fc.assert(
      fc.property(url, params, fc.string({ minLength: 1 }), (address, form, value) => {
        const signature = signWebhook('token', address, form);
        expect(validateRequest('token', signature, address, form)).toBe(true);
        expect(validateRequest('another token', signature, address, form)).toBe(false);
        expect(validateRequest('token', signature, `${address}x`, form)).toBe(false);
        expect(validateRequest('token', signature, address, { ...form, Added1: value })).toBe(false);
      }),
    );
  });
});

describe('connection overrides', () => {
  it('default to one retry of failed connections within 15 seconds', () => {
    const { url: bare, overrides, problems } = readWebhookTarget('https://example.com/voice?a=1');
    expect({ bare, ...overrides, retryOn: [...overrides.retryOn], problems }).toEqual({
      bare: 'https://example.com/voice?a=1',
      connectTimeout: 5000,
      readTimeout: 15_000,
      totalTime: 15_000,
      retries: 1,
      retryOn: ['ct'],
      problems: [],
    });
  });

  it('are read from the fragment, which is no part of the URL', () => {
    const target = readWebhookTarget('https://example.com/voice#rc=3&rp=ct,rt,5xx&rt=4000&tt=9000&ct=200');
    expect(target.url).toBe('https://example.com/voice');
    expect(target.overrides).toMatchObject({
      retries: 3,
      readTimeout: 4000,
      totalTime: 9000,
      connectTimeout: 200,
    });
    expect([...target.overrides.retryOn]).toEqual(['ct', 'rt', '5xx']);
    expect([...readWebhookTarget('https://example.com/#rp=all').overrides.retryOn]).toHaveLength(4);
  });

  it.each(['rc=6', 'rc=-1', 'rt=99', 'tt=15001', 'ct=abc', 'rp=sometimes'])(
    'fall back where %s is wrong',
    (wrong) => {
      const target = readWebhookTarget(`https://example.com/#${wrong}`);
      expect(target.problems).toHaveLength(1);
      expect(target.overrides).toEqual(readWebhookTarget('https://example.com/').overrides);
    },
  );
});
