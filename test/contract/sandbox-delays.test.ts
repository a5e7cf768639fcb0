import { describe, expect, it } from 'vitest';
import { createDelays } from '../sandbox/delays';
import type { Crossing } from '../sandbox/forge/passage';
import { createManualClock, settle } from './manual-clock';

const DELAYS = { transcription: 700, understanding: 900, jiraCreate: 400, jira: 150, store: 20 };

const cross = (to: string, method: string, path: string): Crossing => ({
  to,
  method,
  path,
  request: { method, headers: [], body: undefined, redirect: 'follow' },
  signal: new AbortController().signal,
  kill: () => {},
});

describe('delays', () => {
  it.each([
    ['api.openai.com', 'POST', '/v1/audio/transcriptions', 700],
    ['api.openai.com', 'POST', '/v1/responses', 900],
    ['api.openai.com', 'GET', '/v1/models', 0],
    ['jira', 'POST', '/rest/servicedeskapi/request', 400],
    ['jira', 'POST', '/rest/servicedeskapi/request/SUP-1/comment', 150],
    ['jira', 'GET', '/rest/api/3/search/jql?jql=x', 150],
    ['kvs', 'POST', '/api/v1/get', 20],
    ['api.twilio.com', 'POST', '/2010-04-01/Accounts/AC0/Messages.json', 0],
    ['queue', 'POST', '/webhook/queue/publish/x', 0],
  ])('let %s %s %s take %d %d ms', async (to, method, path, ms) => {
    const clock = createManualClock(0);
    let isAnswered = false;
    const answer = createDelays(clock, DELAYS)(cross(to, method, path), async () => {
      isAnswered = true;
      return new Response('ok');
    });
    await clock.advance(Math.max(0, ms - 1));
    expect(isAnswered).toBe(ms === 0);
    await clock.advance(1);
    expect(await (await answer).text()).toBe('ok');
  });

  it('come before what stands between the app and the world anyway', async () => {
    const clock = createManualClock(0);
    const passed: string[] = [];
    const passage = createDelays(clock, { store: 5 }, async (crossing, proceed) => {
      passed.push(crossing.to);
      return proceed();
    });
    const answer = passage(cross('kvs', 'POST', '/api/v1/set'), async () => new Response('ok'));
    await settle();
    expect(passed).toEqual([]);
    await clock.advance(5);
    expect((await answer).status).toBe(200);
    expect(passed).toEqual(['kvs']);
  });
});
