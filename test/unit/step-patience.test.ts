import { describe, expect, it } from 'vitest';
import { wordsOf } from '../../src/call/languages';
import type { Call } from '../../src/contract/call';
import { succeed } from '../../src/contract/failure';
import { tryCallAgain } from '../../src/intake/try-again';
import { headingsOf } from './fake-desk';
import { createFiling } from './fake-ports';
import { ACCOUNT, CALL_ID, CALLER, failure, makeLine, RECORDING_ID, TRANSCRIPT, textOf } from './fakes';
import { begin } from './finishing';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const FIELD = 'customfield_10050';
const words = wordsOf('en').written;
const forbidden = failure('unauthorised', 'jira');

/** A call that was filed while nobody could hear its words. */
const WORDLESS = {
  gap: 'transcript-pending',
  late: { gap: 'transcript-pending', summary: 'Call without a transcript yet' },
  transcript: undefined,
  understanding: undefined,
} as const satisfies Partial<Call>;

const tryAgain = (world: ReturnType<typeof begin>) =>
  tryCallAgain(CALL_ID, {
    ...{ calls: world.calls, audit: world.audit, now: world.now(), by: 'admin-1' },
    fileLater: async () => succeed(undefined),
  });

describe('a step that is forbidden', () => {
  it('has ten minutes of its own, holds up no other, and is told of at the end', async () => {
    const world = begin({ numberField: FIELD });
    world.desk.faults.always.setField = forbidden;
    world.desk.faults.always.addInternalComment = forbidden;
    const begun = world.now();
    await world.finish();
    expect(world.steps()).toEqual({
      property: 'done',
      caller: 'done',
      confirmation: 'done',
      attachment: 'done',
    });
    world.clock.now = begun + 9 * MINUTE;
    expect(await world.finish()).toMatchObject({ kind: 'wait' });
    expect(world.steps()).not.toHaveProperty('comment');
    world.clock.now = begun + 20 * MINUTE;
    expect(await world.finish()).toEqual({ kind: 'settled' });
    expect(world.stored().state).toBe('parked');
    expect(world.steps()).toMatchObject({ 'number-field': 'failed', comment: 'failed' });
    expect(world.stored().problem).toMatch(
      /^The caller's number .* \(jira: unauthorised\)\. The comment .* \(jira: unauthorised\)\. Then try again\.$/,
    );
    expect(world.phone.deleted).toEqual([]);
  });

  it('does not keep the words from coming late; both are there in the end', async () => {
    const world = begin({}, WORDLESS);
    world.model.faults.always.transcribe = failure('unavailable', 'openai');
    world.desk.faults.always.attachRecording = forbidden;
    await world.finish();
    world.clock.now += 20 * MINUTE;
    expect(await world.finish()).toMatchObject({ kind: 'wait' });
    expect(world.steps().attachment).toBe('failed');
    // The call still waits for its words, and nobody is bothered yet.
    expect(world.stored()).not.toHaveProperty('problem');
    delete world.model.faults.always.transcribe;
    expect(await world.finishLater()).toEqual({ kind: 'settled' });
    expect(world.stored()).toMatchObject({
      state: 'parked',
      transcript: TRANSCRIPT,
      problem: expect.stringMatching(/^The recording could not be attached.*Then try again\.$/),
    });
    expect(world.steps()).toMatchObject({ 'late-placement': 'done' });
    expect(world.steps()).not.toHaveProperty('recording-deleted');
    delete world.desk.faults.always.attachRecording;
    await tryAgain(world);
    expect(await world.finishLater()).toEqual({ kind: 'settled' });
    expect(world.stored()).toMatchObject({
      state: 'closed',
      steps: { attachment: 'done', 'recording-deleted': 'done' },
    });
    expect(world.stored()).not.toHaveProperty('problem');
    expect(world.phone.deleted).toEqual([RECORDING_ID]);
  });

  it.each(['createRequest', 'addInternalComment'] as const)(
    'right after an outage of two hours has its ten minutes all the same (%s)',
    async (method) => {
      const world = createFiling();
      world.desk.faults.always[method] = failure('unavailable', 'jira', { untried: true });
      const over = world.now() + 2 * HOUR;
      for (let outcome = await world.file(); world.now() < over; outcome = await world.file())
        world.clock.now += outcome.kind === 'wait' ? outcome.ms : 0;
      world.desk.faults.always[method] = forbidden;
      world.clock.now = world.stored().retry?.at ?? 0;
      const first = world.now();
      expect(await world.file()).toMatchObject({ kind: 'wait' });
      world.clock.now = first + 9 * MINUTE;
      await world.file();
      expect(world.stored()).not.toHaveProperty('problem');
      delete world.desk.faults.always[method];
      expect(await world.fileToEnd()).toEqual({ kind: 'settled' });
      expect(world.stored().state).toBe('closed');
    },
  );

  it('is open again for an admin who tries again, and has new patience', async () => {
    const world = begin();
    world.desk.faults.always.addInternalComment = forbidden;
    await world.finish();
    world.clock.now += 20 * MINUTE;
    await world.finish();
    expect(world.stored().state).toBe('parked');
    await tryAgain(world);
    expect(world.stored()).toMatchObject({ state: 'filed' });
    expect(world.steps()).not.toHaveProperty('comment');
    expect(await world.finish()).toMatchObject({ kind: 'wait' });
    delete world.desk.faults.always.addInternalComment;
    expect(await world.finishLater()).toEqual({ kind: 'settled' });
    expect(world.stored()).toMatchObject({ state: 'closed', steps: { comment: 'done' } });
    expect([world.phone.texts.length, headingsOf(world.desk.issueOf('SUP-7')).length]).toEqual([1, 1]);
  });
});

describe('a recording that Jira refuses for good', () => {
  it.each(['not-found', 'rejected'] as const)(
    '(%s) stays at Twilio, and a person hears of it',
    async (kind) => {
      const world = begin();
      world.desk.faults.always.attachRecording = failure(kind, 'jira');
      expect(await world.finish()).toEqual({ kind: 'settled' });
      expect(world.stored()).toMatchObject({
        state: 'parked',
        problem: expect.stringContaining(
          `or choose for the line to leave recordings at Twilio (jira: ${kind}).`,
        ),
      });
      expect(world.phone.deleted).toEqual([]);
      expect(world.steps()).not.toHaveProperty('recording-deleted');
    },
  );

  it('is linked to in a comment as long as there are no words', async () => {
    const world = begin({}, WORDLESS);
    world.desk.faults.always.attachRecording = failure('rejected', 'jira');
    world.model.faults.always.transcribe = failure('unavailable', 'openai');
    await world.finish();
    const issue = world.desk.issueOf('SUP-7');
    expect(headingsOf(issue)).toEqual([`${words.recordingAt}: K7QM-2R4X`]);
    expect(textOf(issue.comments[0])).toContain(`/Accounts/${ACCOUNT}/Recordings/${RECORDING_ID}`);
    delete world.model.faults.always.transcribe;
    await world.finishLater();
    expect(headingsOf(issue)).toEqual([`${words.recordingAt}: K7QM-2R4X`, `${words.transcript} · K7QM-2R4X`]);
    expect(world.phone.deleted).toEqual([]);
  });
});

it('a recording is not deleted where its words could not be written down', async () => {
  const world = begin({ recording: 'delete' });
  world.desk.faults.always.addInternalComment = failure('rejected', 'jira');
  expect(await world.finish()).toEqual({ kind: 'settled' });
  expect([world.stored().state, world.phone.deleted]).toEqual(['parked', []]);
  delete world.desk.faults.always.addInternalComment;
  await tryAgain(world);
  await world.finish();
  expect([world.stored().state, world.phone.deleted]).toEqual(['closed', [RECORDING_ID]]);
});

describe("the caller's number", () => {
  it('leaves the property when its field has taken it after all', async () => {
    const world = begin({ numberField: FIELD });
    world.desk.faults.next.setField = [failure('unavailable', 'jira')];
    await world.finish();
    const issue = world.desk.issueOf('SUP-7');
    expect(issue.property).toMatchObject({ callerNumber: CALLER });
    expect(await world.finishLater()).toEqual({ kind: 'settled' });
    expect(world.steps()).toMatchObject({ 'number-field': 'done', property: 'done' });
    expect(issue.property).toMatchObject({ callId: CALL_ID });
    expect(issue.property).not.toHaveProperty('callerNumber');
  });

  it('is never nowhere: the field is written again where the property could not be', async () => {
    const world = begin({ numberField: FIELD });
    world.desk.faults.next.setField = [failure('unavailable', 'jira')];
    await world.finish();
    world.desk.faults.next.writeCallProperty = [failure('unavailable', 'jira')];
    world.clock.now += MINUTE;
    expect(await world.finish()).toMatchObject({ kind: 'wait' });
    expect(world.steps()).not.toHaveProperty('number-field');
    expect(await world.finishLater()).toEqual({ kind: 'settled' });
    expect(world.desk.issueOf('SUP-7').property).not.toHaveProperty('callerNumber');
  });

  it('in a property that may still be on its way has the call rest: an older one undoes a newer', async () => {
    const world = begin();
    world.desk.faults.lost.writeCallProperty = [failure('timed-out', 'jira')];
    expect(await world.finish()).toEqual({ kind: 'wait', ms: 90_000 });
    expect(world.stored().restUntil).toBe(world.now() + 90_000);
  });
});

describe('what was done, in words that have changed since', () => {
  const lose = (line: Parameters<typeof begin>[0], method: 'sendText' | 'addInternalComment') => {
    const world = begin(line);
    if (method === 'sendText') world.phone.faults.lost.sendText = [failure('timed-out', 'twilio')];
    else world.desk.faults.lost.addInternalComment = [failure('timed-out', 'jira')];
    return world;
  };
  const CHANGES = [
    { name: 'Another name' },
    { confirmation: { enabled: true, template: 'All new: {request}' } },
    { confirmation: { enabled: true, template: 'All new: {reference}' } },
  ];

  it.each(CHANGES)('is found at Twilio by number or reference, and not sent again: %o', async (change) => {
    const template = 'Thank you: {reference}, {request}, {line}';
    const world = lose({ confirmation: { enabled: true, template } }, 'sendText');
    await world.finish();
    world.settings.lines = [makeLine({ ...change })];
    expect(await world.finishLater()).toEqual({ kind: 'settled' });
    expect([world.phone.texts.length, world.steps().confirmation]).toEqual([1, 'done']);
  });

  it('is found in the request in whatever language it is, and not added again', async () => {
    const world = lose({}, 'addInternalComment');
    await world.finish();
    world.settings.lines = [makeLine({ ticketLanguage: 'ja' })];
    expect(await world.finishLater()).toEqual({ kind: 'settled' });
    expect(headingsOf(world.desk.issueOf('SUP-7'))).toEqual([`${words.transcript} · K7QM-2R4X`]);
    expect(world.steps().comment).toBe('done');
  });
});
