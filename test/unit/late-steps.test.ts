import { describe, expect, it } from 'vitest';
import { wordsOf } from '../../src/call/languages';
import type { Line } from '../../src/contract/settings';
import { headingsOf } from './fake-desk';
import { createFiling } from './fake-ports';
import {
  failure,
  makeField,
  makeLine,
  makeReading,
  makeUnderstanding,
  makeWav,
  RECORDING_ID,
  TRANSCRIPT,
  textOf,
} from './fakes';

const words = wordsOf('en').written;
const HEADING = `${words.transcript} · K7QM-2R4X`;
const SECOND = `${words.transcript} (2) · K7QM-2R4X`;
const PENDING = 'Call without a transcript yet (K7QM-2R4X)';
const WANTED = 'VPN is down in Hamburg with error 809';

/** A call whose request was filed while OpenAI was out, at the one of its two tasks or at both. */
async function fileDuringOutage(
  out: 'transcribe' | 'understand',
  line: Partial<Line> = {},
  asks: readonly string[] = [],
) {
  const world = createFiling({ line: makeLine(line), fields: asks.map((id) => makeField(id)) });
  world.model.faults.always[out] = failure('quota-exceeded', 'openai');
  expect(await world.file()).toMatchObject({ kind: 'wait' });
  expect(world.stored()).toMatchObject({ state: 'confirmed', request: { key: 'SUP-1' } });
  return {
    ...world,
    issue: world.desk.issueOf('SUP-1'),
    edits: () => world.desk.done.filter(({ method }) => method === 'editRequest').map(({ value }) => value),
    recover: () => {
      delete world.model.faults.always[out];
      return world.fileToEnd();
    },
  };
}

describe('a request that was filed without its transcript', () => {
  it('has the recording, says that the transcript is pending, and is confirmed to the caller', async () => {
    const world = await fileDuringOutage('transcribe');
    expect(world.issue.summary).toBe(PENDING);
    expect(world.issue.description).toContain(words.noTranscript);
    expect(world.issue.attachments).toEqual(['call-K7QM-2R4X.wav']);
    expect(world.phone.texts).toHaveLength(1);
    expect(world.phone.deleted).toEqual([]);
  });

  it('is completed in place when the model is back', async () => {
    const world = await fileDuringOutage('transcribe');
    expect(await world.recover()).toEqual({ kind: 'settled' });
    expect(world.issue.summary).toBe(WANTED);
    expect(world.issue.description).toContain(TRANSCRIPT.text);
    expect(world.issue.description).not.toContain(words.noTranscript);
    expect(headingsOf(world.issue)).toEqual([HEADING]);
    expect(world.phone.texts).toHaveLength(1);
    const property = world.desk.done.findLast(({ method }) => method === 'writeCallProperty')?.value;
    expect(property).toMatchObject({ urgency: 'high', intent: 'incident' });
    expect(property).not.toHaveProperty('gap');
  });

  it('stays known with what was made up for, and its recording is let go', async () => {
    const world = await fileDuringOutage('transcribe');
    await world.recover();
    const stored = world.stored();
    expect(stored).toMatchObject({
      state: 'closed',
      transcript: TRANSCRIPT,
      understanding: { urgency: 'high' },
      steps: {
        'late-transcript': 'done',
        'late-analysis': 'done',
        'late-placement': 'done',
        'recording-deleted': 'done',
      },
    });
    expect(stored).not.toHaveProperty('gap');
    expect(stored).not.toHaveProperty('problem');
    expect(world.phone.deleted).toEqual([RECORDING_ID]);
  });

  it('keeps the summary that an agent has written, and gets the new description', async () => {
    const world = await fileDuringOutage('transcribe');
    world.issue.summary = 'Hamburg again';
    await world.recover();
    expect(world.issue.summary).toBe('Hamburg again');
    expect(world.issue.description).toContain(TRANSCRIPT.text);
    expect(world.edits()).toEqual([{ description: expect.anything() }]);
  });

  it('keeps the description that an agent has written: the comment says it all', async () => {
    const world = await fileDuringOutage('transcribe');
    world.issue.description += '\nCalled back, nobody there.';
    await world.recover();
    expect(world.issue.summary).toBe(WANTED);
    expect(world.issue.description).toMatch(/^Transcript pending[\s\S]*nobody there\.$/);
    expect(headingsOf(world.issue)).toEqual([HEADING]);
    expect(JSON.stringify(world.desk.done.at(-1)?.value)).toContain('Something is broken');
  });

  it('that was rewritten altogether is not edited', async () => {
    const world = await fileDuringOutage('transcribe');
    Object.assign(world.issue, { summary: 'Mine', description: 'Mine too' });
    await world.recover();
    expect(world.edits()).toEqual([]);
    expect(headingsOf(world.issue)).toEqual([HEADING]);
  });

  it('that Jira does not let be edited has it all in the comment', async () => {
    const world = await fileDuringOutage('transcribe');
    world.desk.faults.always.editRequest = failure('rejected', 'jira');
    expect(await world.recover()).toEqual({ kind: 'settled' });
    expect(world.issue.description).toContain(words.noTranscript);
    expect(JSON.stringify(world.desk.done.at(-1)?.value)).toContain('Something is broken');
    expect(world.stored().state).toBe('closed');
  });

  it('is not edited a second time to anything else when the answer to the first was lost', async () => {
    const world = await fileDuringOutage('transcribe');
    world.desk.faults.lost.editRequest = [failure('timed-out', 'jira')];
    world.desk.faults.lost.addInternalComment = [failure('timed-out', 'jira')];
    expect(await world.recover()).toEqual({ kind: 'settled' });
    expect(world.issue.summary).toBe(WANTED);
    expect(headingsOf(world.issue)).toEqual([HEADING]);
    const comment = world.desk.done.find(({ method }) => method === 'addInternalComment');
    expect(JSON.stringify(comment?.value)).not.toContain('Something is broken');
    // Nobody is asked again for what was made already.
    expect(world.model.asked.filter(({ method }) => method === 'understand')).toHaveLength(1);
  });

  it('of a type without a description is completed in its comment and its summary', async () => {
    const world = await fileDuringOutage('transcribe', {}, ['summary']);
    expect(headingsOf(world.issue)).toEqual([`${words.fallbackSummary}: K7QM-2R4X`]);
    await world.recover();
    expect(world.issue.summary).toBe(`${WANTED} (K7QM-2R4X)`);
    expect(headingsOf(world.issue)).toEqual([`${words.fallbackSummary}: K7QM-2R4X`, HEADING]);
    expect(JSON.stringify(world.desk.done.at(-1)?.value)).toContain('Something is broken');
  });

  it('goes on where it stopped when the words are there and the model is out again', async () => {
    const world = await fileDuringOutage('transcribe');
    world.model.faults.always.understand = failure('unavailable', 'openai');
    delete world.model.faults.always.transcribe;
    world.clock.now += 60_000;
    expect(await world.file()).toMatchObject({ kind: 'wait' });
    expect(world.stored()).toMatchObject({ gap: 'analysis-pending', transcript: TRANSCRIPT });
    delete world.model.faults.always.understand;
    const heard = world.model.asked.filter(({ method }) => method === 'transcribe').length;
    await world.recover();
    expect(world.issue.summary).toBe(WANTED);
    expect(world.model.asked.filter(({ method }) => method === 'transcribe')).toHaveLength(heard);
    // The words are in one comment, though the steps were taken once between their coming and their analysis.
    expect(headingsOf(world.issue)).toEqual([HEADING]);
  });

  it('has its analysis in the comment too where that came after the words, and nothing else has room for it', async () => {
    const world = createFiling({ fields: [makeField('summary')] });
    world.model.faults.always.transcribe = failure('quota-exceeded', 'openai');
    const busy = failure('rate-limited', 'jira');
    world.desk.faults.next.addInternalComment = [busy, busy];
    await world.file();
    delete world.model.faults.always.transcribe;
    world.model.faults.next.understand = [failure('unavailable', 'openai')];
    expect(await world.fileToEnd()).toEqual({ kind: 'settled' });
    const issue = world.desk.issueOf('SUP-1');
    expect(headingsOf(issue)).toEqual([HEADING]);
    expect(JSON.stringify(issue.comments)).toContain('Something is broken');
  });

  it('says so when the recording turns out to be silent', async () => {
    const world = createFiling({ wav: makeWav({ amplitude: 0 }) });
    world.phone.faults.next.fetchRecording = [failure('not-configured', 'twilio')];
    expect(await world.fileToEnd()).toEqual({ kind: 'settled' });
    expect(world.stored()).toMatchObject({
      state: 'closed',
      gap: 'no-words',
      steps: { 'late-transcript': 'done', 'late-analysis': 'skipped', 'late-placement': 'done' },
    });
    expect(world.desk.issueOf('SUP-1').description).toContain(words.noWords);
    expect(world.model.asked).toEqual([]);
  });

  it('says so when none can be made after all', async () => {
    const world = await fileDuringOutage('transcribe');
    world.model.faults.always.transcribe = failure('rejected', 'openai');
    expect(await world.fileToEnd()).toEqual({ kind: 'settled' });
    expect(world.stored()).toMatchObject({ state: 'closed', gap: 'no-transcript' });
    expect(world.issue.description).toContain(words.noTranscriptMade);
    expect(headingsOf(world.issue)).toEqual([]);
  });

  it('is parked with words when the model does not come back for seven days', async () => {
    const world = await fileDuringOutage('transcribe');
    const begun = world.now();
    expect(await world.fileToEnd(400)).toEqual({ kind: 'settled' });
    expect(world.stored()).toMatchObject({
      state: 'parked',
      problem: expect.stringContaining('(openai: quota-exceeded). Then try again.'),
    });
    const days = (world.now() - begun) / 86_400_000;
    expect([days >= 7, days < 7.06]).toEqual([true, true]);
    expect(world.phone.deleted).toEqual([]);
  });
});

describe('a request that was filed without its analysis', () => {
  it('is completed in place', async () => {
    const world = await fileDuringOutage('understand');
    expect(world.issue.description).toMatch(/^Analysis pending/);
    expect(world.phone.deleted).toEqual([]);
    expect(await world.recover()).toEqual({ kind: 'settled' });
    expect(world.phone.deleted).toEqual([RECORDING_ID]);
    expect(world.issue.summary).toBe(WANTED);
    expect(world.issue.description).not.toContain('pending');
    expect(headingsOf(world.issue)).toEqual([HEADING]);
    expect(world.stored()).not.toHaveProperty('gap');
    const { recap } = makeReading();
    expect(world.stored().understanding).toEqual({ ...makeUnderstanding(), recap });
    expect(textOf(world.desk.made[0]?.description)).toContain(TRANSCRIPT.text);
  });

  it('says so when there is none to be had', async () => {
    const world = await fileDuringOutage('understand');
    world.model.faults.always.understand = failure('declined', 'openai');
    expect(await world.fileToEnd()).toEqual({ kind: 'settled' });
    expect(world.stored()).toMatchObject({ state: 'closed', gap: 'not-analysed' });
    expect(world.issue.description).toContain(words.notAnalysed);
  });

  it.each([
    ['an agent has written another description', []],
    ['its type has no description', ['summary']],
  ])('has it in a comment where %s', async (_, asks) => {
    const world = await fileDuringOutage('understand', {}, asks);
    world.issue.description = 'Mine';
    await world.recover();
    const comments = world.desk.done.filter(({ method }) => method === 'addInternalComment');
    expect(JSON.stringify(comments.at(-1)?.value)).toContain('Something is broken');
    expect(headingsOf(world.issue)).toEqual([HEADING, SECOND]);
  });
});
