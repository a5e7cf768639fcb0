import { describe, expect, it } from 'vitest';
import { wordsOf } from '../../src/call/languages';
import type { Call } from '../../src/contract/call';
import type { Line } from '../../src/contract/settings';
import { headingsOf } from './fake-desk';
import { createFiling, type WorldOptions } from './fake-ports';
import {
  CALL_ID,
  CALLER,
  failure,
  makeLine,
  makeRecordedCall,
  makeWav,
  OTHER_RECORDING_ID,
  OWN_NUMBER,
  RECORDING_ID,
  START,
  TRANSCRIPT,
  textOf,
} from './fakes';

const words = wordsOf('en').written;
const HEADING = `${words.callerAdded} · K7QM-2R4X`;
const ABOUT = { key: 'SUP-7', id: '7' };

/** A message that was left for SUP-7, in a world where an agent has written on it already. */
function open(line: Partial<Line> = {}, call: Partial<Call> = {}, options: WorldOptions = {}) {
  const world = createFiling({
    line: makeLine(line),
    call: makeRecordedCall({ about: ABOUT, ...call }),
    ...options,
  });
  return { ...world, issue: world.desk.issueOf('SUP-7') };
}

describe('a message for an open request', () => {
  it('becomes its public comment, word for word, and no new request', async () => {
    const world = open();
    expect(await world.file()).toEqual({ kind: 'settled' });
    expect(world.stored()).toMatchObject({ state: 'closed', request: { ...ABOUT, at: world.now() } });
    expect(world.desk.made).toEqual([]);
    expect(world.issue.publicComments).toEqual([HEADING]);
    expect(textOf(world.issue.comments[0])).toBe(`${HEADING}\n${TRANSCRIPT.text}`);
    expect(world.methods()).toEqual(['attachRecording', 'addPublicComment']);
  });

  it('is not understood, only written down', async () => {
    const world = open();
    await world.file();
    expect(world.model.asked.map(({ method }) => method)).toEqual(['transcribe']);
    expect(world.stored()).not.toHaveProperty('understanding');
  });

  it("leaves what belongs to the request's own call as it is: its property, its number, its caller", async () => {
    const world = open({ numberField: 'customfield_10050' });
    await world.file();
    expect(world.methods()).not.toContain('setField');
    expect(world.issue).not.toHaveProperty('property');
    expect(world.callers.asked).not.toContain('rememberRequest');
    expect(world.stored().steps).toMatchObject({
      'number-field': 'skipped',
      property: 'skipped',
      caller: 'skipped',
    });
  });

  it('is confirmed by text, in words that fit', async () => {
    const world = open({ confirmation: { enabled: true, template: '{request} is new' } });
    await world.file();
    expect(world.phone.texts).toEqual([
      { from: OWN_NUMBER, to: CALLER, body: expect.stringContaining('SUP-7') },
    ]);
    expect(world.phone.texts[0]?.body).not.toContain('is new');
  });

  it.each(['attach', 'provider', 'delete'] as const)(
    'has its recording treated as that of every other call (%s)',
    async (recording) => {
      const world = open({ recording });
      await world.file();
      expect(world.issue.attachments).toHaveLength(recording === 'attach' ? 1 : 0);
      expect(world.phone.deleted).toEqual(recording === 'provider' ? [] : [RECORDING_ID]);
    },
  );

  it.each(['timed-out', 'unavailable', 'malformed'] as const)(
    'whose answer was lost (%s) is looked for, not added again',
    async (kind) => {
      const world = open();
      world.desk.faults.lost.addPublicComment = [failure(kind, 'jira')];
      expect(await world.file()).toEqual({ kind: 'wait', ms: 90_000 });
      expect(await world.fileToEnd()).toEqual({ kind: 'settled' });
      expect(headingsOf(world.issue)).toEqual([HEADING]);
      expect(world.stored()).toMatchObject({ state: 'closed', steps: { comment: 'done' } });
    },
  );

  it('of a worker that died is added once', async () => {
    const world = open();
    const { addPublicComment } = world.desk;
    const dying: typeof world.desk = {
      ...world.desk,
      addPublicComment: async (...args) => {
        await addPublicComment(...args);
        throw new Error('the process ended');
      },
    };
    await expect(world.file({ desk: dying })).rejects.toThrow('ended');
    expect(await world.fileToEnd()).toEqual({ kind: 'settled' });
    expect(headingsOf(world.issue)).toEqual([HEADING]);
  });

  it('for a request that is gone is for a person, with what could not be done', async () => {
    const world = open();
    world.desk.faults.always.addPublicComment = failure('not-found', 'jira');
    world.desk.faults.always.attachRecording = failure('not-found', 'jira');
    expect(await world.fileToEnd()).toEqual({ kind: 'settled' });
    expect(world.stored()).toMatchObject({
      state: 'parked',
      problem: expect.stringContaining('(jira: not-found)'),
    });
    expect(world.phone.deleted).toEqual([]);
  });

  it('waits for its caller as any other that is held', async () => {
    const world = open({}, { heldUntil: START + 5 * 60_000 });
    expect(await world.file()).toEqual({ kind: 'settled' });
    expect(world.issue.comments).toEqual([]);
    world.clock.now = START + 5 * 60_000;
    await world.fileToEnd();
    expect(world.issue.publicComments).toEqual([HEADING]);
  });

  it('is not one any more when the caller wanted a person after all: then it is a request of its own', async () => {
    const world = open();
    const { transcribe } = world.model;
    world.model.transcribe = async (wav, hints) => {
      await world.calls.update(CALL_ID, (call) => {
        const { about: _, ...rest } = call ?? makeRecordedCall();
        return rest;
      });
      return transcribe(wav, hints);
    };
    expect(await world.fileToEnd()).toEqual({ kind: 'settled' });
    expect(world.desk.made).toHaveLength(1);
    expect(world.issue.comments).toEqual([]);
  });
});

describe('a message for an open request without words', () => {
  it('is announced to agents alone, with where it can be heard', async () => {
    const world = open({ recording: 'provider' }, {}, { heard: { text: '', language: '' } });
    await world.fileToEnd();
    expect(world.stored()).toMatchObject({ state: 'closed', gap: 'no-words' });
    expect(world.issue.publicComments).toEqual([]);
    expect(headingsOf(world.issue)).toEqual([`${words.recordingAt}: K7QM-2R4X`]);
  });

  it('has its recording where that is attached', async () => {
    const world = open({}, {}, { heard: { text: '', language: '' } });
    await world.fileToEnd();
    expect([world.issue.attachments.length, world.issue.comments]).toEqual([1, []]);
    expect(world.stored().state).toBe('closed');
  });

  it('that is silent is nothing', async () => {
    const world = open({}, {}, { wav: makeWav({ amplitude: 0 }) });
    await world.fileToEnd();
    expect(world.stored().state).toBe('abandoned');
    expect([world.issue.comments, world.issue.attachments]).toEqual([[], []]);
  });

  it('for now has them in a public comment once they are there, and nothing else of it', async () => {
    const world = open();
    world.model.faults.always.transcribe = failure('quota-exceeded', 'openai');
    expect(await world.file()).toMatchObject({ kind: 'wait' });
    expect(world.stored()).toMatchObject({ state: 'confirmed', late: { gap: 'transcript-pending' } });
    expect([world.issue.attachments.length, world.issue.publicComments]).toEqual([1, []]);
    delete world.model.faults.always.transcribe;
    expect(await world.fileToEnd()).toEqual({ kind: 'settled' });
    expect(world.issue.publicComments).toEqual([HEADING]);
    expect(textOf(world.issue.comments[0])).toContain(TRANSCRIPT.text);
    expect(world.model.asked.map(({ method }) => method)).not.toContain('understand');
    expect(world.methods()).not.toContain('editRequest');
    expect(world.stored()).toMatchObject({ state: 'closed' });
    expect(world.stored()).not.toHaveProperty('gap');
    expect(world.phone.deleted).toEqual([RECORDING_ID]);
  });

  it('for now, while Jira takes no comment either, has one public comment in the end', async () => {
    const world = open({ recording: 'provider' });
    world.model.faults.next.transcribe = [failure('quota-exceeded', 'openai')];
    world.desk.faults.next.addInternalComment = [failure('unavailable', 'jira')];
    world.desk.faults.lost.addPublicComment = [failure('timed-out', 'jira')];
    expect(await world.fileToEnd()).toEqual({ kind: 'settled' });
    expect(world.issue.publicComments).toEqual([HEADING]);
    expect(world.stored().state).toBe('closed');
  });

  it('for some of it has the rest in a second one', async () => {
    const second = { sid: OTHER_RECORDING_ID, seconds: 4, at: START + 40_000, heard: false };
    const world = open(
      {},
      { additions: [second] },
      {
        wav: (sid) => makeWav({ seconds: sid === OTHER_RECORDING_ID ? 4 : 2 }),
        heard: (wav) => ({ text: wav.byteLength > 40_000 ? 'It is urgent.' : 'It is back.', language: 'en' }),
      },
    );
    const { transcribe } = world.model;
    let isOut = true;
    world.model.transcribe = (wav, hints) => {
      if (isOut && wav.byteLength > 40_000)
        world.model.faults.next.transcribe = [failure('quota-exceeded', 'openai')];
      return transcribe(wav, hints);
    };
    expect(await world.file()).toMatchObject({ kind: 'wait' });
    expect(world.issue.publicComments).toEqual([HEADING]);
    expect(textOf(world.issue.comments[0])).not.toContain('urgent');
    isOut = false;
    await world.fileToEnd();
    expect(world.issue.publicComments).toEqual([HEADING, `${words.callerAdded} (2) · K7QM-2R4X`]);
    expect(textOf(world.issue.comments[1])).toContain('It is back.\nIt is urgent.');
  });
});
