import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { handle as handleJob } from '../../src/entry/jobs';
import { handle as handlePhone } from '../../src/entry/phone';
import { CALL_ID, CALLER, INCOMING, makeWebhook } from './fakes';

/** What the front doors turn away before they ask the platform for anything; there is no platform in these tests. */
describe('a front door', () => {
  const logged: string[] = [];
  beforeEach(() => {
    logged.length = 0;
    vi.spyOn(console, 'log').mockImplementation((line: unknown) => void logged.push(String(line)));
  });
  afterEach(() => vi.restoreAllMocks());

  it('refuses a job that is none, with one line in the log and nothing of what it held', async () => {
    const jobs = [
      undefined,
      {},
      { body: { kind: 'file-call', callId: CALLER } },
      { body: { kind: 'erase-everything', callId: CALL_ID } },
    ];
    for (const job of jobs) expect(await handleJob(job)).toBeUndefined();
    expect(logged.map((line) => JSON.parse(line))).toEqual(
      jobs.map(() => ({ event: 'job-refused', reason: 'malformed' })),
    );
  });

  it('takes a job whatever is said of its retries: a call must not be lost over that', async () => {
    for (const retryContext of [null, {}, { retryCount: -1 }, { retryCount: '1' }]) {
      const answer = await handleJob({ body: { kind: 'file-call', callId: CALL_ID }, retryContext });
      expect(answer).toMatchObject({ _retry: true });
    }
    expect(logged).toEqual([]);
  });

  it('refuses a request that is none without a word', async () => {
    for (const request of [undefined, {}, { method: 'POST', body: 7 }, { method: 'POST', headers: { a: 7 } }])
      expect(await handlePhone(request)).toEqual({ statusCode: 400 });
  });

  it('refuses what is no webhook without asking who signs, and logs one line of each kind a minute', async () => {
    const webhook = makeWebhook('/call', INCOMING);
    const refused = [
      [{ ...webhook, headers: {} }, 403],
      [{ ...webhook, method: 'GET' }, 405],
      [{ ...webhook, userPath: '/elsewhere' }, 404],
      [{ ...webhook, body: 'a'.repeat(64 * 1024 + 1) }, 413],
    ] as const;
    const ask = async () => {
      for (const [request, statusCode] of refused)
        expect(await handlePhone(request)).toMatchObject({ statusCode });
    };
    vi.useFakeTimers();
    for (let time = 0; time < 20; time++) await ask();
    const lines = ['not-signed', 'wrong-method', 'unknown-path', 'too-large'].map((reason) => ({
      event: 'webhook-refused',
      reason,
    }));
    expect(logged.map((line) => JSON.parse(line))).toEqual(lines);
    vi.advanceTimersByTime(60_000);
    await ask();
    vi.useRealTimers();
    expect(logged.slice(4).map((line) => JSON.parse(line))).toEqual(
      lines.map((line) => ({ ...line, count: 20 })),
    );
  });

  it('has the music for whoever waits, and asks for nothing meanwhile', async () => {
    const answer = await handlePhone({ ...makeWebhook('/music', {}), method: 'GET', headers: {} });
    expect(answer).toMatchObject({
      statusCode: 200,
      headers: { 'Content-Type': ['audio/wav'], 'Cache-Control': ['public, max-age=86400'] },
      body: expect.stringMatching(/^RIFF/),
    });
    expect(logged).toEqual([]);
  });

  it('answers 503 while it cannot read who is calling, so that Twilio asks the fallback', async () => {
    for (let time = 0; time < 3; time++)
      expect(await handlePhone(makeWebhook('/call', INCOMING))).toEqual({
        statusCode: 503,
        headers: { 'Retry-After': ['5'] },
      });
    expect(logged).toEqual([JSON.stringify({ event: 'setup-not-loaded', failure: 'unreachable' })]);
  });
});
