import { describe, expect, it } from 'vitest';
import { type Helpers, perform, workInBackground } from '../../src/call/perform';
import { checkPin } from '../../src/caller/known';
import type { RequestStatus } from '../../src/caller/request-status';
import { fail, type Result, succeed } from '../../src/contract/failure';
import { PEPPER } from './fake-line';
import { CALL_ID, CALLER, failure, makeCall, makeLine, OWN_NUMBER, START } from './fakes';

const STATUS: RequestStatus = {
  key: 'SUP-7',
  category: 'in-progress',
  status: 'Waiting for support',
  lastPublicComment: { text: 'We are on it.', at: START },
};

function createHelpers(status: Result<RequestStatus> = succeed(STATUS)) {
  const worked: [callId: string, goal: string, ms: number][] = [];
  const asked: [key: string, ms: number][] = [];
  const sent: { from: string; to: string; body: string }[] = [];
  const reports: Parameters<Helpers['report']>[0][] = [];
  const helpers: Helpers = {
    workNow: async (callId, goal, ms) => void worked.push([callId, goal, ms]),
    readStatus: async (key, ms) => {
      asked.push([key, ms]);
      return status;
    },
    texts: async () => ({
      sendText: async (text) => {
        sent.push(text);
        return succeed({ sid: `SM${'0'.repeat(32)}` });
      },
    }),
    loadPepper: async () => succeed(PEPPER),
    unguessable: () => 0.0427,
    now: () => START,
    report: (problem) => void reports.push(problem),
  };
  return { helpers, worked, asked, sent, reports };
}

const caller = makeCall({ canText: true });
/** Twilio waits for no webhook longer. */
const TWILIO_MS = 15_000;

describe('what is done while a caller waits', () => {
  it('is never longer than Twilio waits, nor than a caller should hear nothing', async () => {
    const { helpers, worked } = createHelpers();
    expect(await perform({ kind: 'work' }, caller, makeLine(), helpers)).toEqual({ kind: 'work' });
    expect(await perform({ kind: 'file' }, caller, makeLine(), helpers)).toEqual({ kind: 'file' });
    expect(worked.map(([callId, goal]) => [callId, goal])).toEqual([
      [CALL_ID, 'understood'],
      [CALL_ID, 'filed'],
    ]);
    for (const [, , ms] of worked) expect(ms).toBeLessThan(TWILIO_MS - 3000);
    await workInBackground(CALL_ID, helpers);
    expect(worked.at(-1)?.[1]).toBe('understood');
    expect(worked.at(-1)?.[2]).toBeLessThan(TWILIO_MS);
  });

  it('is how a request stands, with the last word of the agents', async () => {
    const { helpers, asked } = createHelpers();
    expect(await perform({ kind: 'look-up', key: 'SUP-7' }, caller, makeLine(), helpers)).toEqual({
      kind: 'look-up',
      status: { category: 'in-progress', status: 'Waiting for support', comment: 'We are on it.' },
    });
    expect(asked).toEqual([['SUP-7', expect.any(Number)]]);
    expect(asked[0]?.[1]).toBeLessThan(TWILIO_MS / 2);
  });

  it('may come to nothing, and says so to admins without a word about the caller', async () => {
    const { helpers, reports } = createHelpers(fail(failure('timed-out', 'jira', { detail: CALLER })));
    expect(await perform({ kind: 'look-up', key: 'SUP-7' }, caller, makeLine(), helpers)).toEqual({
      kind: 'look-up',
    });
    expect(reports).toEqual([{ event: 'status-not-read', callId: CALL_ID, failure: 'timed-out' }]);
  });
});

describe('the code that opens a request', () => {
  it('goes by text to the number that calls, from the one that was called, and is kept as a digest', async () => {
    const { helpers, sent } = createHelpers();
    const done = await perform({ kind: 'send-pin' }, caller, makeLine(), helpers);
    expect(sent).toEqual([
      {
        from: OWN_NUMBER,
        to: CALLER,
        body: 'Example Support: your code is 0427. Never tell it to anybody who calls you.',
      },
    ]);
    if (done.kind !== 'send-pin' || done.pin === undefined) throw new Error('no code');
    expect(JSON.stringify(done)).not.toContain('0427');
    const about = { callId: CALL_ID, pepper: PEPPER, now: START, attempt: 1 };
    expect(checkPin('0427', done.pin, about)).toBe('right');
    expect(checkPin('0427', done.pin, { ...about, callId: `CA${'9'.repeat(32)}` })).toBe('wrong');
  });

  it('is written in the language of the call', async () => {
    const { helpers, sent } = createHelpers();
    await perform({ kind: 'send-pin' }, { ...caller, language: 'de' }, makeLine(), helpers);
    expect(sent[0]?.body).toContain('0427');
    expect(sent[0]?.body).not.toContain('your code');
  });

  it('is not sent where it can’t arrive, or can’t be checked later', async () => {
    for (const call of [{ ...caller, from: null }, makeCall(), { ...caller, canText: false }]) {
      const { helpers, sent } = createHelpers();
      expect(await perform({ kind: 'send-pin' }, call, makeLine(), helpers)).toEqual({
        kind: 'send-pin',
        pin: undefined,
      });
      expect(sent).toEqual([]);
    }
    const { helpers, sent } = createHelpers();
    const blind = { ...helpers, loadPepper: async () => fail(failure('unavailable', 'forge')) };
    expect(await perform({ kind: 'send-pin' }, caller, makeLine(), blind)).toMatchObject({ pin: undefined });
    expect(sent).toEqual([]);
  });

  it('that Twilio does not take is none, and admins hear of it', async () => {
    const { helpers, reports } = createHelpers();
    const refusing = {
      ...helpers,
      texts: async () => ({ sendText: async () => fail(failure('rejected', 'twilio', { detail: CALLER })) }),
    };
    expect(await perform({ kind: 'send-pin' }, caller, makeLine(), refusing)).toMatchObject({
      pin: undefined,
    });
    expect(reports).toEqual([{ event: 'code-not-sent', callId: CALL_ID, failure: 'rejected' }]);
  });
});
