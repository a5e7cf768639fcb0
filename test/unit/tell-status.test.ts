import { describe, expect, it } from 'vitest';
import { type StatusWorld, tellStatus } from '../../src/caller/tell-status';
import type { AuditEntry } from '../../src/contract/audit';
import type { Call } from '../../src/contract/call';
import { fail, type Result, succeed } from '../../src/contract/failure';
import type { Line } from '../../src/contract/settings';
import { CALLER, failure, makeCall, makeLine, makeSettings, OWN_NUMBER } from './fakes';

const CHANGE = { issueKey: 'SUP-142', changeId: '10077', status: 'Resolved' };

function createWorld({
  call = {},
  line = {},
  may = true,
}: {
  call?: Partial<Call>;
  line?: Partial<Line>;
  may?: boolean;
} = {}) {
  const sent: { from: string; to: string; body: string }[] = [];
  const audited: Omit<AuditEntry, 'at'>[] = [];
  const claimed = new Set<string>();
  const answers: Result<{ sid: string }>[] = [];
  const world: StatusWorld = {
    findCall: async () => succeed(makeCall({ state: 'closed', ...call })),
    mayText: async () => succeed(may),
    texts: {
      async sendText(text) {
        const answer = answers.shift() ?? succeed({ sid: 'SM1' });
        if (answer.ok) sent.push(text);
        return answer;
      },
    },
    async claim(id) {
      if (claimed.has(id)) return succeed(false);
      claimed.add(id);
      return succeed(true);
    },
    async release(id) {
      claimed.delete(id);
      return succeed(undefined);
    },
    settings: makeSettings([makeLine({ statusText: { enabled: true }, ...line })]),
    audit: async (entry) => void audited.push(entry),
  };
  return { world, sent, audited, answers, claimed };
}

describe('the news of a new status', () => {
  it('goes to the caller in their language, once', async () => {
    const { world, sent, audited } = createWorld({ call: { language: 'de' } });
    expect(await tellStatus(CHANGE, world)).toBe('done');
    expect(await tellStatus(CHANGE, world)).toBe('done');
    expect(sent).toEqual([
      { from: OWN_NUMBER, to: CALLER, body: expect.stringMatching(/SUP-142.*Resolved/) },
    ]);
    expect(sent[0]?.body).toMatch(/Ihre Anfrage/);
    expect(audited).toEqual([
      { action: 'text-status', outcome: 'done', callId: makeCall().id, issueKey: 'SUP-142' },
    ]);
  });

  it("is in the admin's words where there are some", async () => {
    const statusText = { enabled: true, template: '{request}: {status} ({line})' };
    const { world, sent } = createWorld({ line: { statusText } });
    await tellStatus(CHANGE, world);
    expect(sent[0]?.body).toBe('SUP-142: Resolved (Example Support)');
  });

  it.each([
    ['the line does not tell', { line: { statusText: { enabled: false } } }],
    ['the number was withheld', { call: { from: null } }],
    ['the caller pressed for none', { call: { textsOff: true } }],
    ['none can arrive, or is wanted', { may: false }],
  ])('is not sent where %s', async (_, options) => {
    const { world, sent, claimed } = createWorld(options);
    expect(await tellStatus(CHANGE, world)).toBe('done');
    expect([sent, claimed.size]).toEqual([[], 0]);
  });

  it('of a request that no call made is nobody’s', async () => {
    const { world, sent } = createWorld();
    world.findCall = async () => succeed(undefined);
    expect(await tellStatus(CHANGE, world)).toBe('done');
    expect(sent).toEqual([]);
  });

  it('waits for a store that is out, and is not doubled where nobody knows whether it was sent', async () => {
    const { world, sent, answers, audited } = createWorld();
    const { findCall } = world;
    world.findCall = async () => fail(failure('unavailable', 'forge'));
    expect(await tellStatus(CHANGE, world)).toBe('again');
    world.findCall = findCall;
    answers.push(fail(failure('timed-out', 'twilio')));
    expect(await tellStatus(CHANGE, world)).toBe('done');
    expect(await tellStatus(CHANGE, world)).toBe('done');
    expect(sent).toEqual([]);
    expect(audited).toMatchObject([{ outcome: 'failed', failure: 'timed-out', service: 'twilio' }]);
  });

  it('is sent later where Twilio has for certain not taken it', async () => {
    const { world, sent, answers } = createWorld();
    answers.push(fail(failure('rate-limited', 'twilio')));
    expect(await tellStatus(CHANGE, world)).toBe('again');
    expect(await tellStatus(CHANGE, world)).toBe('done');
    expect(sent).toHaveLength(1);
  });
});
