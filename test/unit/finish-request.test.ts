import { describe, expect, it } from 'vitest';
import type { Call, FilingStep } from '../../src/contract/call';
import type { Line } from '../../src/contract/settings';
import { fileCall } from '../../src/intake/file-call';
import { createWorld } from './fake-ports';
import { CALL_ID, CALLER, failure, makeField, makeLine, RECORDING_ID, TRANSCRIPT, textOf } from './fakes';
import { begin } from './finishing';

const FIELD = 'customfield_10050';
/** A call that was filed while nobody could hear its words. */
const WORDLESS = {
  gap: 'transcript-pending',
  late: { gap: 'transcript-pending', summary: 'Call without a transcript yet' },
  transcript: undefined,
  understanding: undefined,
} as const;

describe('the steps after filing', () => {
  it('leave the transcript as an internal comment', async () => {
    const world = begin();
    await world.finish();
    const comment = world.desk.done.find(({ method }) => method === 'addInternalComment');
    expect(comment?.key).toBe('SUP-7');
    expect(JSON.stringify(comment?.value)).toContain(TRANSCRIPT.text);
    expect(JSON.stringify(comment?.value)).toContain('K7QM-2R4X');
  });

  it('that did something are never repeated, wherever the work stopped', async () => {
    const order: FilingStep[] = ['property', 'confirmation', 'attachment', 'comment', 'recording-deleted'];
    for (const [index, step] of order.entries()) {
      const done = Object.fromEntries(order.slice(0, index).map((one) => [one, 'done' as const]));
      const world = begin({}, { steps: { 'number-field': 'skipped', ...done } });
      await world.finish();
      expect(world.methods().length + world.phone.texts.length + world.phone.deleted.length, step).toBe(
        5 - index,
      );
      expect(world.steps()).toMatchObject(Object.fromEntries(order.map((one) => [one, 'done'])));
    }
  });

  it('are noted one by one: a step that waits keeps what the ones before it did', async () => {
    const world = begin();
    world.desk.faults.always.attachRecording = failure('unavailable', 'jira');
    expect(await world.finish()).toMatchObject({ kind: 'wait' });
    expect(world.stored().state).toBe('confirmed');
    // What there was no need of is found out anew each time.
    expect(world.steps()).toEqual({
      property: 'done',
      caller: 'done',
      confirmation: 'done',
      comment: 'done',
    });
    world.clock.now += 5 * 60_000;
    expect(await world.finish()).toMatchObject({ kind: 'wait' });
    expect([world.methods(), world.phone.texts.length]).toEqual([
      ['writeCallProperty', 'addInternalComment'],
      1,
    ]);
  });

  it('that still wait after seven days are for a person, with a word about it, and stay noted', async () => {
    const world = begin();
    world.desk.faults.always.addInternalComment = failure('unavailable', 'jira');
    const begun = world.now();
    expect(await world.finishLater()).toEqual({ kind: 'settled' });
    expect(world.stored()).toMatchObject({
      state: 'parked',
      steps: { property: 'done', confirmation: 'done' },
      problem:
        'The comment with the transcript could not be added; check that the app may comment (jira: unavailable). Then try again.',
    });
    const days = (world.now() - begun) / 86_400_000;
    expect([days >= 7, days < 7.06]).toEqual([true, true]);
    expect(world.phone.texts).toHaveLength(1);
    expect(world.audited.at(-1)).toMatchObject({ action: 'park', outcome: 'done' });
  });

  it('that wait hold up no others, but for what deletes the recording', async () => {
    const world = begin();
    world.desk.faults.next.writeCallProperty = [failure('unavailable', 'jira')];
    expect(await world.finish()).toMatchObject({ kind: 'wait' });
    expect(world.steps()).toEqual({
      caller: 'done',
      confirmation: 'done',
      attachment: 'done',
      comment: 'done',
    });
    expect(world.phone.deleted).toEqual([]);
    const held = begin();
    held.desk.faults.next.attachRecording = [failure('unavailable', 'jira')];
    await held.finish();
    expect(held.steps()).toEqual({ property: 'done', caller: 'done', confirmation: 'done', comment: 'done' });
    expect(held.phone.deleted).toEqual([]);
    expect(await held.finishLater()).toEqual({ kind: 'settled' });
    expect(held.phone.deleted).toEqual([RECORDING_ID]);
    expect(await world.finishLater()).toEqual({ kind: 'settled' });
    expect(world.phone.deleted).toEqual([RECORDING_ID]);
  });

  it.each([
    ['writeCallProperty', 'property', 'JQL does not find the call', []],
    ['addInternalComment', 'comment', 'check that the app may comment', [RECORDING_ID]],
    ['attachRecording', 'attachment', 'check that it is still at Twilio', [RECORDING_ID]],
    ['setField', 'number-field', 'edit screen', []],
  ] as const)('that can never succeed (%s) hold up no other', async (method, step, words, kept) => {
    const world = begin({ numberField: FIELD });
    world.desk.faults.always[method] = failure('rejected', 'jira');
    expect(await world.finish()).toEqual({ kind: 'settled' });
    expect(world.stored().state).toBe('parked');
    expect(world.steps()[step]).toBe('failed');
    expect(world.stored().problem).toContain(words);
    expect(world.stored().problem).toMatch(/ \(jira: rejected\)\. Then try again\.$/);
    expect(world.phone.texts).toHaveLength(1);
    // What somebody may have to listen to stays.
    expect(world.phone.deleted).toEqual(kept.length === 0 ? [RECORDING_ID] : []);
    expect(Object.values(world.steps()).filter((outcome) => outcome === 'failed')).toHaveLength(1);
  });

  it('of a call without words leave no comment', async () => {
    const world = begin({}, { transcript: undefined, understanding: undefined, gap: 'no-words' });
    await world.finish();
    expect(world.methods()).toEqual(['writeCallProperty', 'attachRecording']);
    expect(world.steps().comment).toBe('skipped');
    expect(world.stored().state).toBe('closed');
  });
});

describe('the recording (V10)', () => {
  const outcome = async (line: Partial<Line>, call: Partial<Call> = {}) => {
    const world = begin(line, call);
    await world.finish();
    const attached = world.desk.done.filter(({ method }) => method === 'attachRecording');
    return {
      attached: attached.map(({ value }) => value),
      deleted: world.phone.deleted,
      steps: world.steps(),
    };
  };

  it('is attached, then deleted at Twilio', async () => {
    const { attached, deleted } = await outcome({ recording: 'attach' });
    expect(attached).toEqual([{ fileName: 'call-K7QM-2R4X.wav', bytes: 32_044 }]);
    expect(deleted).toEqual([RECORDING_ID]);
  });

  it('stays at Twilio', async () => {
    expect(await outcome({ recording: 'provider' })).toMatchObject({ attached: [], deleted: [] });
  });

  it('is deleted and kept nowhere', async () => {
    expect(await outcome({ recording: 'delete' })).toMatchObject({ attached: [], deleted: [RECORDING_ID] });
  });

  it('is never deleted while its words are missing', async () => {
    for (const recording of ['attach', 'provider', 'delete'] as const) {
      const world = begin({ recording }, WORDLESS);
      world.model.faults.always.transcribe = failure('unavailable', 'openai');
      await world.finish();
      expect(world.phone.deleted).toEqual([]);
      expect(world.steps()).not.toHaveProperty('recording-deleted');
    }
    expect((await outcome({ recording: 'delete' }, { gap: 'no-words' })).deleted).toEqual([]);
  });

  it('that could not be fetched is fetched again soon: nothing is in doubt', async () => {
    const world = begin();
    world.phone.faults.next.fetchRecording = [failure('timed-out', 'twilio')];
    expect(await world.finish()).toEqual({ kind: 'wait', ms: 2000 });
    expect(world.stored()).not.toHaveProperty('restUntil');
    expect(await world.finishLater()).toEqual({ kind: 'settled' });
    expect(world.steps().attachment).toBe('done');
  });

  it('is not deleted when it could not be attached', async () => {
    const world = begin();
    world.desk.faults.always.attachRecording = failure('rejected', 'jira');
    await world.finish();
    expect(world.phone.deleted).toEqual([]);
    expect(world.steps().attachment).toBe('failed');
    // Settled by nothing as long as somebody may put that right.
    expect(world.steps()).not.toHaveProperty('recording-deleted');
  });
});

describe("the caller's number (V18)", () => {
  const property = (world: ReturnType<typeof begin>) =>
    world.desk.done.find(({ method }) => method === 'writeCallProperty')?.value;

  it('goes to the field and then not to the property', async () => {
    const world = begin({ numberField: FIELD });
    await world.finish();
    expect(world.desk.done[0]).toEqual({ method: 'setField', key: 'SUP-7', value: { [FIELD]: CALLER } });
    expect(property(world)).not.toHaveProperty('callerNumber');
  });

  it('goes to the property when the field refuses it', async () => {
    const world = begin({ numberField: FIELD });
    world.desk.faults.always.setField = failure('rejected', 'jira');
    await world.finish();
    expect(property(world)).toMatchObject({ callerNumber: CALLER });
  });

  it('goes to the property without a field, and nowhere when it was withheld', async () => {
    const world = begin();
    await world.finish();
    expect(property(world)).toMatchObject({ callerNumber: CALLER });
    const withheld = begin({ numberField: FIELD }, { from: null });
    await withheld.finish();
    expect(withheld.methods()).not.toContain('setField');
    expect(property(withheld)).not.toHaveProperty('callerNumber');
  });

  it('is not written again when the request was made with it', async () => {
    const world = createWorld({
      line: makeLine({ numberField: FIELD }),
      fields: [makeField(FIELD)],
    });
    await fileCall(CALL_ID, world);
    expect(world.desk.made[0]?.fields).toEqual({ [FIELD]: CALLER });
    expect(world.methods()).not.toContain('setField');
    expect(textOf(world.desk.made[0]?.description)).not.toContain(CALLER);
  });
});
