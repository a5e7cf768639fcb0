import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { wordsOf } from '../../src/call/languages';
import { sleep } from '../sandbox/clock';
import { readCallState } from '../sandbox/place-call';
import type { Sandbox } from '../sandbox/sandbox';
import type { Faults } from '../sandbox/twilio';
import { CALLER, callSaying, countRequests, openSandbox, spokenBy } from './bench';

const MATTER = 'The label printer in the warehouse shows error eight oh nine.';
const REACHABLE: Faults = { loseAllWebhooks: false, loseWebhooks: 0 };

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await openSandbox();
}, 180_000);
afterAll(() => sandbox.close());
beforeEach(() => {
  sandbox.twilio.setFaults(REACHABLE);
  // As if the last run were long ago.
  for (const part of ['until', 'wantedFrom']) sandbox.forge.store.items.delete('', `reconcile-${part}`);
});

/** Somebody leaves a message while the faults are there. */
async function callThrough(faults: Faults) {
  sandbox.twilio.setFaults(faults);
  const report = await callSaying(sandbox, MATTER);
  // The recording's own webhook comes a moment after the call.
  await sleep(sandbox.clock, 200);
  sandbox.twilio.setFaults(REACHABLE);
  return report;
}

async function waitUntilClosed(callSid: string): Promise<string> {
  for (let look = 0; look < 200 && readCallState(sandbox, callSid) !== 'closed'; look++)
    await sleep(sandbox.clock, 50);
  await sandbox.forge.settle();
  return readCallState(sandbox, callSid);
}

const sweep = () => sandbox.forge.runSchedule('sweep');
const textsOf = (callSid: string): number => {
  const reference = JSON.parse(sandbox.forge.store.items.get('call', callSid)?.json ?? '{"body":{}}').body
    .reference;
  return sandbox.twilio.listMessages().filter(({ to, body }) => to === CALLER && body.includes(reference))
    .length;
};
const logged = (callSid: string, kind: string) =>
  sandbox.log.list().filter((entry) => entry.callSid === callSid && entry.kind === kind);

describe('a call while the app is out', () => {
  it('is taken by the fallback at Twilio, and filed when the app is back', async () => {
    const report = await callThrough({ loseAllWebhooks: true });
    const { outage, notice, messageTaken } = wordsOf('en').spoken;
    expect(spokenBy(report)).toEqual([`${outage} ${notice}`, messageTaken]);
    expect(report.state).toBe('unknown');
    const asked = logged(report.callSid, 'webhook-sent').find(({ title }) => title.startsWith('fallback'));
    expect(asked?.detail).toMatchObject({
      method: 'GET',
      params: { ErrorCode: '11205', ErrorUrl: expect.stringMatching(/\/call$/), CallSid: report.callSid },
    });
    await sweep();
    expect(await waitUntilClosed(report.callSid)).toBe('closed');
    expect(await countRequests(sandbox, report.callSid)).toBe(1);
    expect(textsOf(report.callSid)).toBe(1);
  }, 60_000);

  it('is filed once when its recording is announced all the same', async () => {
    const report = await callThrough({ loseWebhooks: 1 });
    expect(report.state).toBe('unknown');
    expect(logged(report.callSid, 'webhook-answered').map(({ title }) => title.replace(/,.*/, ''))).toEqual(
      expect.arrayContaining([expect.stringMatching(/^recording completed: 204/)]),
    );
    const reconciliations = sandbox.forge.queue.list().filter(({ body }) => body.includes('reconcile'));
    expect(reconciliations.length).toBeGreaterThan(0);
    await sweep();
    expect(await waitUntilClosed(report.callSid)).toBe('closed');
    expect(await countRequests(sandbox, report.callSid)).toBe(1);
    expect(textsOf(report.callSid)).toBe(1);
  }, 60_000);

  it('is filed once when two look through the records at once, and again later', async () => {
    const report = await callThrough({ loseAllWebhooks: true });
    const event = { body: { kind: 'reconcile' } };
    sandbox.forge.queue.push('jobs', 'twice', [event, event]);
    expect(await waitUntilClosed(report.callSid)).toBe('closed');
    sandbox.forge.store.items.delete('', 'reconcile-until');
    sandbox.forge.queue.push('jobs', 'again', [event]);
    await sandbox.forge.settle();
    expect(await countRequests(sandbox, report.callSid)).toBe(1);
    expect(textsOf(report.callSid)).toBe(1);
  }, 60_000);
});

it('a caller who was heard by the app is not filed again by reconciliation', async () => {
  const report = await callSaying(sandbox, MATTER);
  expect(report.state).toBe('closed');
  await sweep();
  await sandbox.forge.settle();
  expect(sandbox.forge.store.items.get('', 'reconcile-until')).toBeDefined();
  expect(await countRequests(sandbox, report.callSid)).toBe(1);
}, 60_000);
