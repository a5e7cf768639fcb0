import { describe, expect, it } from 'vitest';
import { Job } from '../../src/contract/job';
import { CALL_ID, CALLER } from './fakes';

const TEXT_ID = `SM${'a'.repeat(32)}`;
const SAID = { words: 'The VPN is down.', from: CALLER, body: 'The VPN is down.' };

describe('a job of the queue', () => {
  it.each([
    [{ kind: 'file-call', callId: CALL_ID }],
    [{ kind: 'take-text', textId: TEXT_ID }],
    [{ kind: 'tell-status', issueKey: 'SUP-1', changeId: '10', status: '3' }],
    [{ kind: 'reconcile' }],
  ])('carries ids and codes alone (%o)', (job) => {
    expect(Job.parse({ ...job, ...SAID })).toEqual(job);
    for (const [key, value] of Object.entries(job))
      if (key === 'callId' || key === 'textId')
        expect(Job.safeParse({ ...job, [key]: `${value} The VPN is down.` }).success).toBe(false);
  });
});
