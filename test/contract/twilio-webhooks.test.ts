import { validateRequest } from 'twilio/lib/webhooks/webhooks';
import { describe, expect, it } from 'vitest';
import { settle } from './manual-clock';
import { APP, type Bench, CALLER, LINE, openBench } from './twilio-bench';

/** Answers after so many failed connections. */
const failTimes = (times: number, answer: string) => {
  let left = times;
  return (): string => {
    if (left-- > 0) throw new TypeError('connect ECONNREFUSED');
    return answer;
  };
};
const neverAnswer = (): Promise<string> => new Promise(() => {});
const placeCall = (bench: Bench) => bench.twilio.placeCall({ from: CALLER, to: LINE });

describe('webhooks', () => {
  it('are signed so that the official package takes them, POST and GET', async () => {
    const bench = openBench({
      'call?x=a b': '',
      call: '<Redirect method="GET">got?b=2&amp;a=1</Redirect>',
      got: '<Redirect>https://user:p%40ss@app.example.com/public/f00/locked</Redirect>',
      locked: '<Hangup/>',
    });
    await placeCall(bench).ended;
    const { authToken } = bench.twilio.credentials;
    const [post, get, locked] = bench.webhooks;
    const readSignature = (headers?: Headers): string => headers?.get('x-twilio-signature') ?? '';
    expect(
      validateRequest(authToken, readSignature(post?.headers), post?.url ?? '', post?.params ?? {}),
    ).toBe(true);
    expect(get?.method).toBe('GET');
    expect(get?.url).toContain(`${APP}got?b=2&a=1&AccountSid=AC`);
    expect(validateRequest(authToken, readSignature(get?.headers), get?.url ?? '', {})).toBe(true);
    expect(locked?.headers.get('authorization')).toBe(`Basic ${btoa('user:p@ss')}`);
  });

  it('try a failed connection once more, under the same idempotency token', async () => {
    const bench = openBench({ call: failTimes(1, '<Hangup/>') });
    expect((await placeCall(bench).ended).reason).toBe('line-hung-up');
    const tokens = bench.webhooks.map(({ headers }) => headers.get('i-twilio-idempotency-token'));
    expect(tokens).toHaveLength(2);
    expect(tokens[0]).toMatch(/^[\da-f-]{36}$/);
    expect(new Set(tokens).size).toBe(1);
  });

  it('give up after that, with 11205', async () => {
    const bench = openBench({ call: failTimes(2, '<Hangup/>') });
    expect((await placeCall(bench).ended).reason).toBe('application-error');
    expect(bench.log.list().some(({ title }) => title.includes('11205'))).toBe(true);
  });

  it.each([
    ['', 1],
    ['#rc=3', 1],
    ['#rc=3&rp=5xx', 4],
    ['#rc=2&rp=all', 3],
    ['#rc=0', 1],
  ])('try an error page again only where "%s" says so', async (fragment, times) => {
    const bench = openBench({ call: () => new Response('down', { status: 503 }) });
    bench.twilio.configureNumber(LINE, { voiceUrl: `${APP}call${fragment}` });
    await placeCall(bench).ended;
    expect(bench.webhooks).toHaveLength(times);
  });

  it.each([
    ['', 15_000],
    ['#rt=3000', 3000],
    ['#rt=3000&rc=5&rp=rt&tt=7000', 7000],
  ])('wait for an answer no longer than "%s" allows: %d ms', async (fragment, ms) => {
    const bench = openBench({ call: neverAnswer });
    bench.twilio.configureNumber(LINE, { voiceUrl: `${APP}call${fragment}` });
    const call = placeCall(bench);
    await bench.clock.advance(ms - 1);
    expect(call.events).toEqual([]);
    await bench.clock.advance(1);
    expect((await call.ended).reason).toBe('application-error');
  });

  it('follow redirects, signing each hop for its own URL', async () => {
    const bench = openBench({
      call: new Response(null, { status: 307, headers: { location: 'moved' } }),
      moved: new Response(null, { status: 302, headers: { location: 'found' } }),
      found: '<Hangup/>',
    });
    expect((await placeCall(bench).ended).reason).toBe('line-hung-up');
    expect(bench.webhooks.map(({ method }) => method)).toEqual(['POST', 'POST', 'GET']);
    const { authToken } = bench.twilio.credentials;
    for (const { url, method, params, headers } of bench.webhooks) {
      const signature = headers.get('x-twilio-signature') ?? '';
      expect(validateRequest(authToken, signature, url, method === 'POST' ? params : {})).toBe(true);
    }
  });

  it('come twice, or not at all, on demand', async () => {
    const bench = openBench({ call: '<Hangup/>', status: '' });
    bench.twilio.configureNumber(LINE, { statusCallback: `${APP}status` });
    bench.twilio.setFaults({ duplicateWebhooks: 1 });
    await placeCall(bench).ended;
    expect(bench.visited()).toEqual(['call', 'call', 'status']);
    bench.twilio.setFaults({ loseWebhooks: 1 });
    expect((await placeCall(bench).ended).reason).toBe('application-error');
    expect(bench.visited().slice(3)).toEqual(['status']);
  });

  it('never arrive while the application is out, and arrive again when it is back', async () => {
    const bench = openBench({ call: '<Hangup/>' });
    bench.twilio.setFaults({ loseAllWebhooks: true });
    for (let call = 0; call < 3; call++)
      expect((await placeCall(bench).ended).reason).toBe('application-error');
    expect(bench.visited()).toEqual([]);
    bench.twilio.setFaults({ loseAllWebhooks: false });
    expect((await placeCall(bench).ended).reason).toBe('line-hung-up');
  });

  it.each(['GET', 'POST'] as const)(
    "reach Twilio's own echo by %s whatever is out, and get the TwiML of its query",
    async (voiceFallbackMethod) => {
      const bench = openBench({ call: '<Hangup/>' });
      const twiml = '<Response><Say>We are out &amp; about.</Say></Response>';
      const echo = `https://twimlets.com/echo?Twiml=${encodeURIComponent(twiml)}`;
      bench.twilio.configureNumber(LINE, { voiceFallbackUrl: echo, voiceFallbackMethod });
      bench.twilio.setFaults({ loseAllWebhooks: true, duplicateWebhooks: 1 });
      const call = placeCall(bench);
      expect((await call.ended).reason).toBe('line-hung-up');
      expect(call.events.flatMap((event) => (event.kind === 'saying' ? event.text : []))).toEqual([
        'We are out & about.',
      ]);
      expect(bench.visited()).toEqual([]);
      const sent = bench.log.list().filter(({ kind }) => kind === 'webhook-sent');
      expect(sent.at(-1)?.detail).toMatchObject({
        url: echo,
        method: voiceFallbackMethod,
        params: { ErrorCode: '11205', ErrorUrl: `${APP}call` },
      });
    },
  );

  it('leave no secret in the log', async () => {
    const bench = openBench({ call: '<Hangup/>' });
    await placeCall(bench).ended;
    await settle();
    const text = JSON.stringify(bench.log.list());
    const { authToken, apiKeySecret } = bench.twilio.credentials;
    expect(text).toContain('twiml-received');
    expect(text).not.toContain(authToken);
    expect(text).not.toContain(apiKeySecret);
    expect(text).not.toContain(bench.webhooks[0]?.headers.get('x-twilio-signature'));
  });
});
