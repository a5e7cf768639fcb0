import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AGENT_ID } from '../sandbox/jira';
import type { Sandbox } from '../sandbox/sandbox';
import { CALLER, callSaying, changeLine, openSandbox } from './bench';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await openSandbox();
}, 180_000);
afterAll(() => sandbox?.close());

const textsAbout = (status: string): number =>
  sandbox.twilio.listMessages().filter(({ to, body }) => to === CALLER && body.includes(status)).length;

/** An agent takes a way of the workflow. */
async function take(key: string, transition: string): Promise<void> {
  const answer = await sandbox.jira.fetch(
    new Request(`https://sandbox.atlassian.net/rest/api/3/issue/${key}/transitions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-sandbox-account': AGENT_ID },
      body: JSON.stringify({ transition: { id: transition } }),
    }),
  );
  expect(answer.status).toBe(204);
}

describe('a request that gets a new status', () => {
  it('is told of by text where the line says so, once for each change', async () => {
    const quiet = await callSaying(sandbox, 'The door of room two is stuck.');
    await take(quiet.request?.key ?? '', '11');
    await sandbox.forge.settle();
    expect(textsAbout('In progress')).toBe(0);
    await changeLine(sandbox, { statusText: { enabled: true } });
    await take(quiet.request?.key ?? '', '31');
    await expect.poll(() => textsAbout('Resolved'), { timeout: 20_000 }).toBe(1);
    await sandbox.forge.settle();
    expect(textsAbout('Resolved')).toBe(1);
  });

  it('of which no call is known is nobody’s news', async () => {
    const made = await sandbox.jira.fetch(
      new Request('https://sandbox.atlassian.net/rest/api/3/issue', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-sandbox-account': AGENT_ID },
        body: JSON.stringify({
          fields: { project: { key: 'SUP' }, issuetype: { id: '10003' }, summary: 'By hand' },
        }),
      }),
    );
    const { key } = (await made.json()) as { key: string };
    const before = sandbox.twilio.listMessages().length;
    await take(key, '11');
    await sandbox.forge.settle();
    expect(sandbox.twilio.listMessages().length).toBe(before);
  });
});
