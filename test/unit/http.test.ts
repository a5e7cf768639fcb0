import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isTransient } from '../../src/contract/failure';
import { failureOf, request, scrub, thrownFailure } from '../../src/services/http';

describe('what an upstream answer leaves in our records', () => {
  const secrets = [
    ['an OpenAI key', 'sk-proj-abcDEF_123-456'],
    ['a Twilio account', 'AC0123456789abcdef0123456789abcdef'],
    ['an API key id', 'SK0123456789abcdef0123456789abcdef'],
    ['Basic credentials', 'Basic QUMxMjM6c2VjcmV0'],
    ['a bearer token', 'Bearer eyJhbGciOi.J9.abc-def_'],
    ['a URL with credentials', 'https://AC1:secret@api.twilio.com/x?token=y'],
    ['any other URL', 'https://hooks.example.com/unguessable-path'],
    ['an e-mail address', 'ada.lovelace+jira@example.co.uk'],
    ['a number in E.164', '+14155552671'],
    ['a number as it is written', '+1 (415) 555-2671'],
    ['a national number', '030 55500-100'],
  ] as const;

  it.each(secrets)('is never %s, wherever it stands', (_, secret) => {
    for (const text of [
      secret,
      `"${secret}"`,
      `before ${secret} after`,
      `{"error":{"message":"${secret}"}}`,
      `${secret}\n${secret}`,
    ])
      expect(scrub(text)).not.toContain(secret);
    const kept = secret.match(
      /secret|unguessable|eyJ\w+|QUM\w+|lovelace|5552671|555-2671|55500|0123456789abcdef/,
    )?.[0];
    if (kept !== undefined) expect(scrub(`before ${secret} after`)).not.toContain(kept);
  });

  it('is never any phone number', () => {
    const number = fc
      .tuple(fc.constantFrom('+', ''), fc.stringMatching(/^[1-9]\d{7,14}$/))
      .map(([plus, digits]) => plus + digits);
    fc.assert(
      fc.property(number, fc.constantFrom(' ', '"', ': ', '(', ''), (one, around) => {
        expect(scrub(`To${around}${one}${around || ' '}is invalid`)).not.toContain(one.slice(1));
      }),
    );
  });

  it('is at most a kilobyte, and still tells what was wrong', () => {
    expect(scrub('x'.repeat(5000)).length).toBeLessThanOrEqual(1024);
    const message =
      "Field 'customfield_10050' cannot be set. It is not on the appropriate screen, or unknown.";
    expect(scrub(message)).toBe(message);
  });
});

describe('an answer outside 200–299', () => {
  it('is a failure by its status', () => {
    const kinds = {
      400: 'rejected',
      401: 'unauthorised',
      403: 'unauthorised',
      404: 'not-found',
      408: 'timed-out',
      409: 'conflict',
      413: 'rejected',
      422: 'rejected',
      425: 'unavailable',
      429: 'rate-limited',
      500: 'unavailable',
      503: 'unavailable',
      599: 'unavailable',
    };
    for (const [status, kind] of Object.entries(kinds))
      expect(failureOf('jira', Number(status), '', null)).toEqual({
        kind,
        service: 'jira',
        status: Number(status),
        detail: '',
      });
  });

  it('is worth another try when it says so or is none of our doing', () => {
    const again = [408, 409, 425, 429, 500, 502, 503, 504];
    for (let status = 400; status < 600; status++)
      expect(isTransient(failureOf('openai', status, '', null)), `${status}`).toBe(
        again.includes(status) || status >= 500,
      );
  });

  it('may ask to wait, in seconds', () => {
    const asked = (value: string | null) => failureOf('jira', 429, '', value).retryAfterSeconds;
    expect([asked('12'), asked(' 3 '), asked('0')]).toEqual([12, 3, 0]);
    for (const value of [null, '', '-1', '1.5', 'soon', 'Fri, 20 Nov 2026 14:03:00 GMT', '99999999'])
      expect(asked(value)).toBeUndefined();
  });
});

describe('a request', () => {
  const read = async (answer: Response) => answer.text();
  const ask = (send: () => Promise<Response>) => request('twilio', 1000, send, read);

  it('succeeds with what was read out of the answer', async () => {
    expect(await ask(async () => new Response('sound'))).toEqual({ ok: true, value: 'sound' });
  });

  it('fails with what the answer said, scrubbed', async () => {
    const answer = new Response('{"to":"+14155552671"}', { status: 429, headers: { 'retry-after': '7' } });
    expect(await ask(async () => answer)).toEqual({
      ok: false,
      failure: {
        kind: 'rate-limited',
        service: 'twilio',
        status: 429,
        detail: '{"to":"[number]"}',
        retryAfterSeconds: 7,
      },
    });
  });

  it('fails when the way there or the body breaks, and never throws', async () => {
    const broken = new ReadableStream({
      pull(controller) {
        controller.error(new TypeError('terminated'));
      },
    });
    const failures = [
      await ask(() => Promise.reject(new TypeError('fetch failed'))),
      await ask(async () => new Response(broken)),
      await ask(() => Promise.reject('odd')),
    ];
    for (const one of failures)
      expect(one).toMatchObject({ ok: false, failure: { kind: 'unreachable', service: 'twilio' } });
  });

  it('is told from one that took too long', async () => {
    for (const name of ['TimeoutError', 'AbortError', 'APIConnectionTimeoutError'])
      expect(thrownFailure('jira', Object.assign(new Error('late'), { name })).kind).toBe('timed-out');
    const late = await request(
      'jira',
      1,
      (signal) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
      read,
    );
    expect(late).toMatchObject({ ok: false, failure: { kind: 'timed-out' } });
    const deaf = await request('jira', 1, () => new Promise<never>(() => undefined), read);
    expect(deaf).toMatchObject({ ok: false, failure: { kind: 'timed-out' } });
  });

  it('leaves no secret of its own in what it threw', () => {
    const thrown = new Error('getaddrinfo ENOTFOUND for https://AC1:secret@api.twilio.com/x of +14155552671');
    expect(thrownFailure('twilio', thrown).detail).not.toMatch(/secret|5552671/);
  });
});
