import { describe, expect, it } from 'vitest';
import { type Conversation, converse } from '../../src/call/converse';
import { wordsOf } from '../../src/call/languages';
import type { CallEvent } from '../../src/call/step';
import { canGetTexts, greetingLanguage } from '../../src/caller/number';
import type { AuditEntry } from '../../src/contract/audit';
import { fail, succeed } from '../../src/contract/failure';
import type { Line } from '../../src/contract/settings';
import { createFakeCallBook } from './fake-ports';
import {
  CALL_ID,
  CALLER,
  failure,
  makeCall,
  makeLine,
  makeSettings,
  OWN_NUMBER,
  RECORDING_ID,
  START,
} from './fakes';

const GERMAN = '+4930901820';
const received = (from: string | null = CALLER, to = OWN_NUMBER): CallEvent => ({
  kind: 'call-received',
  callId: CALL_ID,
  from,
  to,
});
const recorded = (from: string | null = CALLER): CallEvent => ({
  kind: 'message-recorded',
  callId: CALL_ID,
  from,
  to: OWN_NUMBER,
  recording: { sid: RECORDING_ID, seconds: 9 },
  attempt: 1,
});

function createLine(line: Partial<Line> = {}) {
  const calls = createFakeCallBook(() => START);
  const queued: [callId: string, delaySeconds: number | undefined][] = [];
  const reports: Parameters<Conversation['report']>[0][] = [];
  const queue = { isOut: false };
  const looked = { times: 0 };
  const audited: Omit<AuditEntry, 'at'>[] = [];
  const world: Conversation = {
    calls,
    fileLater: async (callId, delaySeconds) => {
      if (queue.isOut) return fail(failure('unavailable', 'forge'));
      queued.push([callId, delaySeconds]);
      return succeed(undefined);
    },
    audit: async (entry) => void audited.push(entry),
    reconcileSoon: async () => {
      looked.times += 1;
    },
    settings: makeSettings([makeLine(line)]),
    now: START,
    report: (problem) => void reports.push(problem),
  };
  return {
    world,
    calls,
    queued,
    reports,
    audited,
    queue,
    looked,
    take: (event: CallEvent) => converse(event, world),
  };
}

const said = (speech: Awaited<ReturnType<typeof converse>>): string[] =>
  typeof speech === 'string' ? [speech] : speech.flatMap((verb) => (verb.kind === 'say' ? verb.text : []));

describe('a conversation', () => {
  it('keeps the call and queues it once there is a message', async () => {
    const line = createLine();
    await line.take(received());
    expect(line.calls.read(CALL_ID)?.state).toBe('answered');
    expect(line.queued).toEqual([]);
    await line.take(recorded());
    expect(line.calls.read(CALL_ID)).toMatchObject({ state: 'recorded', recording: { sid: RECORDING_ID } });
    // The sound is there a little later than the message; another webhook says when.
    expect(line.queued).toEqual([[CALL_ID, 5]]);
    expect(line.reports).toEqual([]);
  });

  it('refuses a replay and keeps the call as it is', async () => {
    const line = createLine();
    await line.calls.put(makeCall({ state: 'closed' }));
    expect(await line.take(received())).toBe('stale');
    expect(line.calls.read(CALL_ID)?.state).toBe('closed');
    expect(line.reports).toEqual([]);
  });

  it('goes on while the store is out, and says so', async () => {
    const line = createLine();
    line.calls.faults.always.update = failure('unavailable', 'forge');
    expect(said(await line.take(received()))).toContain(wordsOf('en').spoken.notice);
    expect(said(await line.take(recorded()))).toEqual([wordsOf('en').spoken.filing.byText]);
    expect(line.reports).toEqual([
      { event: 'call-not-stored', callId: CALL_ID, failure: 'unavailable' },
      { event: 'call-not-stored', callId: CALL_ID, failure: 'unavailable' },
    ]);
  });

  it('goes on while the queue is out, and says so; the next report of the message queues it', async () => {
    const line = createLine();
    line.queue.isOut = true;
    expect(said(await line.take(recorded()))).toEqual([wordsOf('en').spoken.filing.byText]);
    expect(line.reports).toEqual([{ event: 'call-not-queued', callId: CALL_ID, failure: 'unavailable' }]);
    expect(line.calls.read(CALL_ID)?.state).toBe('recorded');
    line.queue.isOut = false;
    const completed = { callId: CALL_ID, recording: { sid: RECORDING_ID, seconds: 9 } };
    await line.take({ kind: 'recording-completed', ...completed });
    expect(line.queued).toEqual([[CALL_ID, 0]]);
  });

  it("has the provider's records looked through when it hears of a recording of no call it knows", async () => {
    const line = createLine();
    const completed = { callId: CALL_ID, recording: { sid: RECORDING_ID, seconds: 9 } };
    expect(await line.take({ kind: 'recording-completed', ...completed })).toEqual([]);
    expect([line.looked.times, line.queued, line.calls.read(CALL_ID)]).toEqual([1, [], undefined]);
    await line.take({ kind: 'call-ended', callId: CALL_ID, seconds: 9, to: OWN_NUMBER });
    await line.take({ kind: 'call-ended', callId: CALL_ID, seconds: 9, to: '+14155559999' });
    expect(line.looked.times).toBe(2);
    await line.take(received());
    await line.take({ kind: 'recording-completed', ...completed });
    expect([line.looked.times, line.queued]).toEqual([2, [[CALL_ID, 0]]]);
  });

  it('at a line that a later version saved is left to the fallback, and the others are answered', async () => {
    const line = createLine();
    const unread = [{ id: 'x', number: '+14155559999', languages: ['tlh'] }];
    line.world.settings = { ...line.world.settings, unread };
    expect(await line.take(received(GERMAN, '+14155559999'))).toBe('line-not-understood');
    expect(line.reports).toEqual([{ event: 'line-not-understood', callId: CALL_ID }]);
    expect(line.calls.read(CALL_ID)).toBeUndefined();
    expect(said(await line.take(received()))).not.toEqual([]);
  });

  it('at a number without a line is one sentence, and an id in the log', async () => {
    const line = createLine();
    expect(said(await line.take(received(GERMAN, '+14155559999')))).toEqual([
      wordsOf('de').spoken.unknownNumber,
    ]);
    expect(line.reports).toEqual([{ event: 'number-without-line', callId: CALL_ID }]);
    expect(line.calls.read(CALL_ID)).toBeUndefined();
  });

  it('reports no more than ids and codes', async () => {
    const line = createLine();
    line.calls.faults.always.update = failure('rejected', 'forge', { detail: `secret ${CALLER}` });
    line.queue.isOut = true;
    await line.take(recorded());
    expect(JSON.stringify(line.reports)).not.toMatch(/secret|\+1/);
  });

  it('promises a text only when one is wanted and can arrive', async () => {
    const { byText } = wordsOf('en').spoken.filing;
    expect(said(await createLine().take(recorded()))).toEqual([byText]);
    expect(said(await createLine().take(recorded(null)))).not.toEqual([byText]);
    const off = createLine({ confirmation: { enabled: false } });
    expect(said(await off.take(recorded()))).not.toEqual([byText]);
  });

  it("speaks the language of the caller's country where the line does, and stays with it", async () => {
    const line = createLine({ languages: ['en', 'de'] });
    expect(said(await line.take(received(GERMAN)))).toContain(wordsOf('de').spoken.notice);
    expect(said(await line.take(recorded(CALLER)))).toEqual([wordsOf('de').spoken.filing.byText]);
  });

  it('keeps to the first language on a line that is not to find out others', async () => {
    const line = createLine({ languages: ['en', 'de'], detectLanguage: false });
    expect(said(await line.take(received(GERMAN)))).toContain(wordsOf('en').spoken.notice);
  });
});

describe('a pause (V23)', () => {
  const pause = ({ world }: ReturnType<typeof createLine>) => {
    world.settings = { ...world.settings, paused: { since: START, by: 'admin-1' } };
  };

  it('turns a new caller away in their language, and leaves an id for the admins', async () => {
    const line = createLine({ languages: ['en', 'de'] });
    pause(line);
    expect(said(await line.take(received(GERMAN)))).toEqual([wordsOf('de').spoken.paused]);
    expect(line.calls.read(CALL_ID)).toBeUndefined();
    expect(line.audited).toEqual([{ action: 'turn-away', outcome: 'done', callId: CALL_ID }]);
    expect([line.queued, line.reports]).toEqual([[], []]);
  });

  it('lets a call that is under way finish', async () => {
    const line = createLine();
    await line.take(received());
    pause(line);
    await line.take(received());
    await line.take(recorded());
    expect(line.calls.read(CALL_ID)?.state).toBe('recorded');
    expect(line.queued).toHaveLength(1);
    expect(line.audited).toEqual([]);
  });
});

describe("a caller's number", () => {
  it('picks a greeting only among the languages of the line', () => {
    expect(greetingLanguage(['en', 'de'], GERMAN)).toBe('de');
    expect(greetingLanguage(['es', 'en'], GERMAN)).toBe('es');
    expect(greetingLanguage(['fr', 'en'], null)).toBe('fr');
    expect(greetingLanguage(['it'], '+99912345678')).toBe('it');
    expect(greetingLanguage([], null)).toBe('en');
    expect(greetingLanguage(['en', 'ja'], '+81312345678')).toBe('ja');
  });

  it('can get texts when it is a number at all', () => {
    for (const number of [CALLER, GERMAN, '+447911123456']) expect(canGetTexts(number)).toBe(true);
    for (const number of [null, '', '+1', '+1415', '+99912345678', 'anonymous'])
      expect(canGetTexts(number)).toBe(false);
  });
});
