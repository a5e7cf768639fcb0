import { describe, expect, it } from 'vitest';
import { wordsOf } from '../../src/call/languages';
import { keepRecording, keepWords } from '../../src/call/recordings';
import type { Call } from '../../src/contract/call';
import type { FailureKind } from '../../src/contract/failure';
import type { Transcript } from '../../src/intake/ports';
import { headingsOf } from './fake-desk';
import { createFiling, type WorldOptions } from './fake-ports';
import { CALL_ID, failure, makeLine, makeRecordedCall, makeWav, START, textOf } from './fakes';

const MINUTE = 60_000;
const words = wordsOf('en').written;
const HEADING = `${words.transcript} · K7QM-2R4X`;

/** Recordings of three, four and five seconds, by which the stand-ins tell them apart. */
const SIDS = [3, 4, 5].map((seconds) => `RE${String(seconds).repeat(32)}`);
const [FIRST = '', SECOND = '', THIRD = ''] = SIDS;
const secondsOf = (sid: string): number => Number(sid.at(-1));
const SAID: Record<string, Transcript> = {
  [FIRST]: { text: 'The VPN is down in Hamburg.', language: 'en' },
  [SECOND]: { text: 'It says error 809.', language: 'en' },
  [THIRD]: { text: 'Please call me back.', language: 'en' },
};
const inOrder = (...sids: string[]): string => sids.map((sid) => SAID[sid]?.text).join('\n');

const wavOf = (sid: string, silent: readonly string[] = []) =>
  makeWav({ seconds: secondsOf(sid), amplitude: silent.includes(sid) ? 0 : 8000 });
const sidOf = (wav: Uint8Array): string =>
  SIDS.find((sid) => makeWav({ seconds: secondsOf(sid) }).byteLength === wav.byteLength) ?? '';

const recordingOf = (sid: string) => ({ sid, seconds: secondsOf(sid), at: START + 30_000 });
const additionOf = (sid: string, heard = false) => ({ ...recordingOf(sid), heard });

const makeCallOf = (more: Partial<Call> = {}): Call =>
  makeRecordedCall({
    recording: recordingOf(FIRST),
    additions: [additionOf(SECOND), additionOf(THIRD)],
    ...more,
  });

/** A call with three recordings; those in `silent` have nothing in them, those in `unreadable` nothing for the model. */
function open({
  silent = [],
  unreadable = [],
  ...options
}: WorldOptions & { silent?: string[]; unreadable?: string[] } = {}) {
  const world = createFiling({
    call: makeCallOf(),
    wav: (sid) => wavOf(sid, silent),
    heard: (wav) => SAID[sidOf(wav)] ?? { text: '', language: '' },
    ...options,
  });
  const { transcribe } = world.model;
  world.model.transcribe = (wav, hints) => {
    if (unreadable.includes(sidOf(wav))) world.model.faults.next.transcribe = [failure('rejected', 'openai')];
    return transcribe(wav, hints);
  };
  return { ...world, issue: () => world.desk.issueOf('SUP-1') };
}

/** The model fails for one of the recordings, for as long as it is among `out`. */
function openFailing(kind: FailureKind, out: Set<string>, options: WorldOptions = {}) {
  const world = open(options);
  const { transcribe } = world.model;
  world.model.transcribe = (wav, hints) => {
    if (out.has(sidOf(wav))) world.model.faults.next.transcribe = [failure(kind, 'openai')];
    return transcribe(wav, hints);
  };
  return world;
}

describe('a call with several recordings', () => {
  it('has the words of all of them, in the order in which they were said', async () => {
    const world = open();
    expect(await world.fileToEnd()).toEqual({ kind: 'settled' });
    expect(world.stored().transcript).toEqual({ text: inOrder(FIRST, SECOND, THIRD), language: 'en' });
    expect(world.desk.made).toHaveLength(1);
    expect(world.described()).toContain('The VPN is down in Hamburg.');
    expect(world.issue().comments.map(textOf).join('\n')).toContain(inOrder(FIRST, SECOND, THIRD));
    expect(world.described()).toContain('0:12');
  });

  it('is listened to once, whatever fails later', async () => {
    const world = open();
    world.model.faults.next.understand = [failure('unavailable', 'openai'), failure('malformed', 'openai')];
    world.desk.faults.next.createRequest = [failure('rate-limited', 'jira')];
    await world.fileToEnd();
    expect(world.model.asked.filter(({ method }) => method === 'transcribe')).toHaveLength(3);
  });

  it.each([[[FIRST]], [[SECOND]], [[FIRST, THIRD]]])(
    'one of which is silent has the words of the others (%s)',
    async (silent) => {
      const world = open({ silent });
      expect(await world.fileToEnd()).toEqual({ kind: 'settled' });
      const others = SIDS.filter((sid) => !silent.includes(sid));
      expect(world.stored()).toMatchObject({ state: 'closed', transcript: { text: inOrder(...others) } });
      expect(world.stored()).not.toHaveProperty('gap');
      // Nobody pays for silence.
      expect(world.model.asked.filter(({ method }) => method === 'transcribe')).toHaveLength(others.length);
    },
  );

  it('all of which are silent is no request', async () => {
    const world = open({ silent: SIDS });
    expect(await world.file()).toEqual({ kind: 'settled' });
    expect(world.stored().state).toBe('abandoned');
    expect([world.model.asked, world.desk.made]).toEqual([[], []]);
  });

  it('one of which has no words, and the others no sound, is for the ears of an agent', async () => {
    const world = open({ silent: [FIRST, THIRD], heard: { text: '', language: '' } });
    await world.fileToEnd();
    expect(world.stored()).toMatchObject({ state: 'closed', gap: 'no-words' });
    expect(world.described()).toContain(words.noWords);
  });
});

describe('a recording that is added to what was understood', () => {
  const understood = async () => {
    const world = open({ call: makeCallOf({ additions: undefined, heldUntil: START + 4 * MINUTE }) });
    expect(await world.file()).toEqual({ kind: 'settled' });
    expect(world.stored()).toMatchObject({ state: 'understood', transcript: { text: inOrder(FIRST) } });
    return world;
  };

  it('is listened to alone, and all is understood anew', async () => {
    const world = await understood();
    await world.calls.update(
      CALL_ID,
      (call) => call && keepRecording(call, recordingOf(SECOND), world.now()),
    );
    expect(world.stored()).toMatchObject({ state: 'recorded' });
    expect(world.stored()).not.toHaveProperty('understanding');
    expect(await world.file()).toEqual({ kind: 'settled' });
    expect(world.stored()).toMatchObject({
      state: 'understood',
      transcript: { text: inOrder(FIRST, SECOND) },
      additions: [{ sid: SECOND, heard: true }],
    });
    expect(world.phone.fetched).toEqual([FIRST, SECOND]);
    expect(world.model.asked.at(-1)).toMatchObject({
      method: 'understand',
      hints: { text: inOrder(FIRST, SECOND) },
    });
    expect(world.desk.made).toEqual([]);
  });

  it('while the first is listened to is not lost: both are in the request', async () => {
    const world = open({ call: makeCallOf({ additions: undefined }) });
    const { transcribe } = world.model;
    world.model.transcribe = async (wav, hints) => {
      await world.calls.update(
        CALL_ID,
        (call) => call && keepRecording(call, recordingOf(SECOND), world.now()),
      );
      return transcribe(wav, hints);
    };
    expect(await world.fileToEnd()).toEqual({ kind: 'settled' });
    expect(world.stored()).toMatchObject({
      state: 'closed',
      transcript: { text: inOrder(FIRST, SECOND) },
    });
    expect(world.issue().attachments).toHaveLength(2);
  });

  it('comes too late for a request that is being made: the call stays as it is', async () => {
    const world = await understood();
    const filing = { ...world.stored(), intent: { at: world.now(), creates: 1 } };
    expect(keepRecording(filing, recordingOf(SECOND), world.now())).toBe(filing);
    expect(keepWords(filing, 'One more thing.', 'en')).toBe(filing);
  });

  it('in the place of the first leaves nothing of it but what has to be deleted', async () => {
    const world = await understood();
    await world.calls.update(
      CALL_ID,
      (call) => call && keepRecording({ ...call, startsOver: true }, recordingOf(SECOND), world.now()),
    );
    const { heldUntil: _, ...agreed } = world.stored();
    await world.calls.put(agreed);
    expect(await world.fileToEnd()).toEqual({ kind: 'settled' });
    expect(world.stored()).toMatchObject({
      state: 'closed',
      transcript: { text: inOrder(SECOND) },
      discarded: [FIRST],
    });
    expect(world.described()).not.toContain(inOrder(FIRST));
    expect(world.issue().attachments).toEqual(['call-K7QM-2R4X.wav']);
    expect(world.phone.deleted.sort()).toEqual([FIRST, SECOND]);
  });
});

describe('words that were spoken while a recording can not be listened to yet', () => {
  const speak = (call: Call) => keepWords(call, 'It is on the third floor.', 'en');

  it('stand behind those of the recording once there are any', async () => {
    const call = makeCallOf({ additions: undefined });
    const world = open({ call: speak({ ...call, state: 'understood', gap: 'transcript-pending' }) });
    expect(world.stored()).toMatchObject({ state: 'recorded', transcript: { language: 'en' } });
    expect(await world.fileToEnd()).toEqual({ kind: 'settled' });
    expect(world.stored()).toMatchObject({
      state: 'closed',
      transcript: { text: `${inOrder(FIRST)}\nIt is on the third floor.` },
    });
  });

  it('are understood and filed where the recording has none', async () => {
    const nothing = open({ call: makeCallOf({ additions: undefined }), heard: { text: '', language: '' } });
    expect(await nothing.file()).toEqual({ kind: 'settled' });
    const heard = { ...nothing.stored(), state: 'understood' as const, gap: 'no-words' as const };
    const world = open({ call: speak({ ...heard, request: undefined, intent: undefined, steps: {} }) });
    expect(world.stored().state).toBe('transcribed');
    expect(await world.fileToEnd()).toEqual({ kind: 'settled' });
    expect(world.stored()).toMatchObject({ transcript: { text: 'It is on the third floor.' } });
    expect(world.stored()).not.toHaveProperty('gap');
  });

  it('bring back a call whose recording was silent', async () => {
    const silent = makeCallOf({ additions: undefined, state: 'abandoned' });
    const world = open({ call: speak(silent), silent: [FIRST] });
    expect(await world.fileToEnd()).toEqual({ kind: 'settled' });
    expect(world.stored()).toMatchObject({
      state: 'closed',
      transcript: { text: 'It is on the third floor.' },
    });
    const unrecorded = speak({ ...silent, recording: undefined, unrecorded: true });
    expect(unrecorded).toMatchObject({ state: 'transcribed' });
  });
});

describe('a second recording that fails', () => {
  it('is waited for, and the call filed with the words of the first after two minutes', async () => {
    const world = openFailing('unavailable', new Set([SECOND]), {
      call: makeCallOf({ additions: [additionOf(SECOND)] }),
    });
    for (let turn = 0; turn < 12 && world.desk.made.length === 0; turn++) {
      const outcome = await world.file();
      world.clock.now += outcome.kind === 'wait' ? outcome.ms : 0;
    }
    expect(world.desk.made[0]).toMatchObject({ summary: 'The VPN is down in Hamburg' });
    expect(world.described()).toContain(words.noTranscript);
    expect(world.stored()).toMatchObject({
      gap: 'transcript-pending',
      transcript: { text: inOrder(FIRST) },
      late: { hasWords: true },
    });
    expect(world.now() - START).toBeLessThan(4 * MINUTE);
  });

  it('is made up for: all words are in a comment of their own, once', async () => {
    const out = new Set([SECOND]);
    const world = openFailing('quota-exceeded', out, {
      call: makeCallOf({ additions: [additionOf(SECOND)] }),
    });
    expect(await world.file()).toMatchObject({ kind: 'wait' });
    expect(world.stored()).toMatchObject({ state: 'confirmed', transcript: { text: inOrder(FIRST) } });
    expect(headingsOf(world.issue())).toEqual([HEADING]);
    out.clear();
    expect(await world.fileToEnd()).toEqual({ kind: 'settled' });
    expect(headingsOf(world.issue())).toEqual([HEADING, `${words.transcript} (2) · K7QM-2R4X`]);
    expect(textOf(world.issue().comments[1])).toContain(inOrder(FIRST, SECOND));
    expect(world.issue().description).toContain(inOrder(FIRST, SECOND));
    expect(world.stored()).toMatchObject({ state: 'closed', transcript: { text: inOrder(FIRST, SECOND) } });
    expect(world.stored()).not.toHaveProperty('gap');
    // The second at once, at filing, and once there is credit; the first was not paid for again.
    expect(world.model.asked.filter(({ method }) => method === 'transcribe')).toHaveLength(1 + 3);
  });

  it('for good leaves the words of the first in the comment as well', async () => {
    const world = open({ call: makeCallOf({ additions: [additionOf(SECOND)] }) });
    const { fetchRecording } = world.phone;
    world.phone.fetchRecording = (sid) => {
      if (sid === SECOND) world.phone.faults.next.fetchRecording = [failure('not-found', 'twilio')];
      return fetchRecording(sid);
    };
    world.clock.now = START + 62 * MINUTE;
    expect(await world.fileToEnd()).toEqual({ kind: 'settled' });
    expect(world.stored()).toMatchObject({ state: 'parked', steps: { 'late-transcript': 'failed' } });
    expect(headingsOf(world.issue())).toEqual([HEADING]);
    expect(textOf(world.issue().comments[0])).toContain(inOrder(FIRST));
  });

  it.each([FIRST, SECOND])(
    'since the model can make nothing of it is for an agent to hear (%s)',
    async (sid) => {
      const world = open({ unreadable: [sid] });
      expect(await world.fileToEnd()).toEqual({ kind: 'settled' });
      const others = SIDS.filter((one) => one !== sid);
      expect(world.stored()).toMatchObject({ state: 'closed', transcript: { text: inOrder(...others) } });
      expect(world.stored()).not.toHaveProperty('gap');
      expect(world.described()).toContain(words.listen);
      expect(world.stored().understanding).toBeDefined();
    },
  );

  it('like all the others leaves a request with no more than the recordings', async () => {
    const world = open({ unreadable: SIDS });
    expect(await world.fileToEnd()).toEqual({ kind: 'settled' });
    expect(world.stored()).toMatchObject({ state: 'closed', gap: 'no-transcript' });
    expect(world.described()).toContain(words.noTranscriptMade);
    expect(world.issue().attachments).toHaveLength(3);
  });

  it('has two minutes of its own, from when it was made', async () => {
    const late = { ...additionOf(SECOND), at: START + 10 * MINUTE };
    const world = openFailing('unavailable', new Set([SECOND]), {
      call: makeCallOf({ transcript: SAID[FIRST], additions: [late] }),
    });
    world.clock.now = START + 10 * MINUTE;
    expect(await world.file()).toMatchObject({ kind: 'wait' });
    expect(world.stored()).toMatchObject({ state: 'recorded', retry: { service: 'openai' } });
    world.clock.now = START + 12 * MINUTE;
    await world.file();
    expect(world.desk.made).toHaveLength(1);
  });
});

describe('the recordings of a call', () => {
  const NAMES = ['call-K7QM-2R4X.wav', 'call-K7QM-2R4X-2.wav', 'call-K7QM-2R4X-3.wav'];

  it('are all attached, then all deleted', async () => {
    const world = open();
    await world.fileToEnd();
    expect(world.issue().attachments).toEqual(NAMES);
    expect(world.phone.deleted).toEqual(SIDS);
  });

  it.each([0, 1, 2])('are attached once where the answer to one was lost (%i)', async (lost) => {
    const world = open();
    const { attachRecording } = world.desk;
    let asked = 0;
    world.desk.attachRecording = (...args) => {
      if (asked++ === lost) world.desk.faults.lost.attachRecording = [failure('timed-out', 'jira')];
      return attachRecording(...args);
    };
    expect(await world.fileToEnd()).toEqual({ kind: 'settled' });
    expect(world.issue().attachments).toEqual(NAMES);
    expect(world.phone.deleted).toEqual(SIDS);
  });

  it('are attached once where one of them had to wait', async () => {
    const world = open();
    world.desk.faults.next.attachRecording = [failure('rate-limited', 'jira')];
    const { attachRecording } = world.desk;
    let asked = 0;
    world.desk.attachRecording = (...args) => {
      if (asked++ === 2) world.desk.faults.next.attachRecording = [failure('unavailable', 'jira')];
      return attachRecording(...args);
    };
    expect(await world.fileToEnd()).toEqual({ kind: 'settled' });
    expect(world.issue().attachments).toEqual(NAMES);
  });

  it.each(['delete', 'provider', 'attach'] as const)(
    'that the caller did not want are deleted whatever becomes of the others (%s)',
    async (recording) => {
      const unwanted = `RE${'9'.repeat(32)}`;
      const world = open({ call: makeCallOf({ discarded: [unwanted] }), line: makeLine({ recording }) });
      expect(await world.fileToEnd()).toEqual({ kind: 'settled' });
      expect(world.phone.deleted).toEqual(recording === 'provider' ? [unwanted] : [...SIDS, unwanted]);
      expect(world.phone.fetched).not.toContain(unwanted);
      expect(world.issue().attachments).toHaveLength(recording === 'attach' ? 3 : 0);
    },
  );

  it('are not deleted while one of them is still to be listened to', async () => {
    const out = new Set([THIRD]);
    const world = openFailing('quota-exceeded', out, { line: makeLine({ recording: 'delete' }) });
    expect(await world.file()).toMatchObject({ kind: 'wait' });
    expect(world.phone.deleted).toEqual([]);
    out.clear();
    await world.fileToEnd();
    expect(world.phone.deleted).toEqual(SIDS);
    expect(world.stored().transcript?.text).toBe(inOrder(FIRST, SECOND, THIRD));
  });

  it('that could not be deleted all are deleted to the last one later', async () => {
    const world = open();
    world.phone.faults.next.deleteRecording = [failure('unavailable', 'twilio')];
    await world.fileToEnd();
    expect(new Set(world.phone.deleted)).toEqual(new Set(SIDS));
  });

  it('that hold all there is are never deleted', async () => {
    const world = open({ unreadable: SIDS, line: makeLine({ recording: 'delete' }) });
    await world.fileToEnd();
    expect(world.phone.deleted).toEqual([]);
  });
});
