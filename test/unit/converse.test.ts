import { describe, expect, it } from 'vitest';
import type { converse } from '../../src/call/converse';
import { wordsOf } from '../../src/call/languages';
import { createLine, isSlow, type LineOptions, type TestLine, understands } from './fake-line';
import { CALL_ID, CALLER, failure, makeCall, RECORDING_ID } from './fakes';
import { kindsOf, saidIn, sentence } from './sentences';

const GERMAN = '+4930901820';
const ELSEWHERE = { To: '+14155559999' };
const LEFT = { RecordingSid: RECORDING_ID, RecordingDuration: '9' };
const COMPLETED = { ...LEFT, RecordingStatus: 'completed' };
const out = failure('unavailable', 'forge');

const said = (speech: Awaited<ReturnType<typeof converse>>): string[] =>
  typeof speech === 'string' ? [speech] : saidIn(speech);

const ring = async (options: LineOptions = {}): Promise<TestLine> => {
  const line = createLine(options);
  await line.tell('/call');
  return line;
};

describe('a conversation', () => {
  it('keeps the call and queues it once there is a message', async () => {
    const line = await ring();
    expect(line.call()?.state).toBe('answered');
    expect(line.did.queued).toEqual([]);
    await line.tell('/listening/1', LEFT);
    expect(line.call()).toMatchObject({ state: 'recorded', recording: { sid: RECORDING_ID } });
    // The sound is there a little later than the message; another webhook says when.
    expect(line.did.queued).toEqual([[CALL_ID, 5]]);
    expect(line.did.reports).toEqual([]);
  });

  it('works on what was said as soon as it can be fetched, where somebody waits', async () => {
    const line = await ring();
    await line.tell('/listening/1', LEFT);
    await line.tell('/recording', COMPLETED);
    expect(line.did.workedOn).toEqual([CALL_ID]);
    const gone = await ring();
    await gone.tell('/listening/1', { ...LEFT, CallStatus: 'completed' });
    await gone.tell('/status', { CallStatus: 'completed', CallDuration: '9' });
    await gone.tell('/recording', COMPLETED);
    expect(gone.did.workedOn).toEqual([]);
    expect(gone.did.queued.at(-1)).toEqual([CALL_ID, 0]);
  });

  it('waits for one thing at a time, and says what came of it', async () => {
    const line = await ring({ line: { recap: false } });
    await line.tell('/listening/1', LEFT);
    const understood = await line.tell('/waiting/1');
    expect(line.did.performed).toEqual([{ kind: 'work' }]);
    // Nothing is left to ask: Jira is next, and never is the caller left without an answer.
    expect(understood).toEqual([{ kind: 'go', to: '/filing/1' }]);
    expect(said(await line.tell('/filing/1'))).toContain(sentence('filed', { request: 'S U P, 1 4 2' }));
    expect(line.did.performed).toEqual([{ kind: 'work' }, { kind: 'file' }]);
  });

  it('goes on from the call as it is by then, not as it was before the wait', async () => {
    const line = await ring({ work: isSlow });
    await line.tell('/listening/1', LEFT);
    line.world.perform = async (effect) => {
      line.store.work(CALL_ID, understands({ recap: 'somebody else was at it' }));
      return { kind: effect.kind === 'file' ? 'file' : 'work' };
    };
    expect(said(await line.tell('/waiting/1'))[0]).toBe('I understood: somebody else was at it.');
  });

  it('costs one read and at most one write, and one more of each where something is waited for', async () => {
    const line = await ring();
    const cost = async (path: string, more: Record<string, string> = {}) => {
      const before = { ...line.store.trips };
      await line.tell(path, more);
      return [line.store.trips.reads - before.reads, line.store.trips.writes - before.writes];
    };
    // What changes nothing is not written.
    expect(await cost('/listening/1', { Digits: '#' })).toEqual([1, 0]);
    expect(await cost('/listening/1', LEFT)).toEqual([1, 1]);
    expect(await cost('/recording', COMPLETED)).toEqual([1, 0]);
    expect(await cost('/waiting/1')).toEqual([2, 1]);
    expect(await cost('/recap/1', { Digits: '1' })).toEqual([2, 1]);
    expect(await cost('/status', { CallStatus: 'completed', CallDuration: '60' })).toEqual([1, 1]);
  });

  it('refuses a replay and keeps the call as it is', async () => {
    const line = createLine();
    line.store.put(makeCall({ state: 'closed' }));
    expect(await line.tell('/call')).toBe('stale');
    expect(line.call()?.state).toBe('closed');
    expect(line.did.reports).toEqual([]);
  });

  it('goes on while the store is out, and says so', async () => {
    const line = createLine();
    line.store.faults.always = out;
    expect(said(await line.tell('/call'))).toContain(wordsOf('en').spoken.notice);
    expect(said(await line.tell('/listening/1', LEFT))).toEqual([sentence('oneMoment')]);
    // Twilio has the message, and the reference will be the same.
    expect(said(await line.tell('/waiting/1')).at(-1)).toMatch(/Your reference is/);
    const report = { event: 'call-not-stored', callId: CALL_ID, failure: 'unavailable' };
    expect(line.did.reports).toEqual([report, report, report]);
  });

  it.each(['/recap/1', '/question/1/1', '/check/1/1', '/filing/1', '/told/1', '/adding/1'])(
    'has an answer while the store is out, and pretends nothing, at %s',
    async (path) => {
      const line = createLine();
      line.store.faults.always = out;
      const speech = await line.tell(path, { Digits: '1' });
      expect(said(speech).join(' ')).not.toMatch(/Your request is/);
      expect(kindsOf(typeof speech === 'string' ? [] : speech).length).toBeGreaterThan(0);
    },
  );

  it('goes on while the queue is out, and says so; the next report of the message queues it', async () => {
    const line = await ring();
    line.queue.isOut = true;
    expect(said(await line.tell('/listening/1', LEFT))).toEqual([sentence('oneMoment')]);
    expect(line.did.reports).toEqual([{ event: 'call-not-queued', callId: CALL_ID, failure: 'unavailable' }]);
    expect(line.call()?.state).toBe('recorded');
    line.queue.isOut = false;
    await line.tell('/status', { CallStatus: 'completed', CallDuration: '20' });
    expect(line.did.queued).toEqual([[CALL_ID, 0]]);
    await line.tell('/recording', COMPLETED);
    expect(line.did.queued).toHaveLength(2);
  });

  it("has the provider's records looked through when it hears of a recording of no call it knows", async () => {
    const line = createLine();
    expect(await line.tell('/recording', COMPLETED)).toEqual([]);
    expect([line.did.looked, line.did.queued, line.call()]).toEqual([1, [], undefined]);
    const ended = { CallStatus: 'completed', CallDuration: '9' };
    await line.tell('/status', ended);
    await line.tell('/status', { ...ended, ...ELSEWHERE });
    expect(line.did.looked).toBe(2);
    await line.tell('/call');
    await line.tell('/recording', COMPLETED);
    expect([line.did.looked, line.did.queued]).toEqual([2, [[CALL_ID, 0]]]);
  });

  it('at a line that a later version saved is left to the fallback, and the others are answered', async () => {
    const line = createLine();
    const unread = [{ id: 'x', number: ELSEWHERE.To, languages: ['tlh'] }];
    line.world.settings = { ...line.world.settings, unread };
    expect(await line.tell('/call', ELSEWHERE)).toBe('line-not-understood');
    expect(line.did.reports).toEqual([{ event: 'line-not-understood', callId: CALL_ID }]);
    expect(line.call()).toBeUndefined();
    expect(said(await line.tell('/call'))).not.toEqual([]);
  });

  it('at a number without a line is one sentence, and an id in the log', async () => {
    const line = createLine({ from: GERMAN });
    expect(said(await line.tell('/call', ELSEWHERE))).toEqual([wordsOf('de').spoken.unknownNumber]);
    expect(line.did.reports).toEqual([{ event: 'number-without-line', callId: CALL_ID }]);
    expect(line.call()).toBeUndefined();
  });

  it('reports no more than ids and codes', async () => {
    const line = createLine();
    line.store.faults.always = failure('rejected', 'forge', { detail: `secret ${CALLER}` });
    line.queue.isOut = true;
    await line.tell('/listening/1', LEFT);
    await line.tell('/waiting/1');
    expect(JSON.stringify(line.did.reports)).not.toMatch(/secret|\+1/);
  });

  it('promises a text only when one is wanted and can arrive', async () => {
    const promises = async (options: LineOptions) => {
      const line = await ring({ ...options, work: isSlow });
      await line.tell('/listening/1', LEFT);
      return said(await line.tell('/waiting/6')).at(-1) === sentence('laterByText');
    };
    expect(await promises({})).toBe(true);
    expect(await promises({ canText: false })).toBe(false);
    expect(await promises({ line: { confirmation: { enabled: false } } })).toBe(false);
  });

  it("speaks the language of the caller's country where the line does, and stays with it", async () => {
    const line = createLine({ from: GERMAN, line: { languages: ['en', 'de'] } });
    expect(said(await line.tell('/call'))).toContain(wordsOf('de').spoken.notice);
    expect(said(await line.tell('/listening/1', { ...LEFT, From: CALLER }))).toEqual([
      sentence('oneMoment', {}, 'de'),
    ]);
  });

  it('keeps to the first language on a line that is not to find out others', async () => {
    const line = createLine({ from: GERMAN, line: { languages: ['en', 'de'], languagePolicy: 'fixed' } });
    expect(said(await line.tell('/call'))).toContain(wordsOf('en').spoken.notice);
  });
});
