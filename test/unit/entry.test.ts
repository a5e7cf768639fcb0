import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { handle as handleJob } from '../../src/entry/jobs';
import { handle as handlePhone } from '../../src/entry/phone';
import { CALL_ID, CALLER } from './fakes';

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

  it('answers 503 while it cannot read who is calling, so that Twilio asks the fallback', async () => {
    expect(await handlePhone({ method: 'POST', userPath: '/call', body: `From=${CALLER}` })).toEqual({
      statusCode: 503,
      headers: { 'Retry-After': ['5'] },
    });
    expect(logged).toEqual([JSON.stringify({ event: 'setup-not-loaded', failure: 'unreachable' })]);
  });
});
