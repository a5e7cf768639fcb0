import { describe, expect, it } from 'vitest';
import type { Call, FilingStep } from '../../src/contract/call';
import type { FailureKind } from '../../src/contract/failure';
import type { Line } from '../../src/contract/settings';
import { fileCall } from '../../src/intake/file-call';
import { createWorld } from './fake-ports';
import {
  CALL_ID,
  CALLER,
  failure,
  makeLine,
  makeRecordedCall,
  makeUnderstanding,
  RECORDING_ID,
  START,
  TRANSCRIPT,
  textOf,
} from './fakes';

const FIELD = 'customfield_10050';
const filed = (more: Partial<Call> = {}): Call =>
  makeRecordedCall({
    state: 'filed',
    transcript: TRANSCRIPT,
    understanding: makeUnderstanding(),
    request: { key: 'SUP-7', id: '7', at: START + 40_000 },
    ...more,
  });

function begin(line: Partial<Line> = {}, call: Partial<Call> = {}) {
  const world = createWorld({ call: filed(call), line: makeLine(line) });
  return { ...world, finish: () => fileCall(CALL_ID, world), steps: () => world.stored().steps };
}

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
    const order: FilingStep[] = ['property', 'confirmation', 'comment', 'attachment', 'recording-deleted'];
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
    expect(await world.finish()).toMatchObject({ kind: 'retry' });
    expect(world.steps()).toEqual({
      'number-field': 'skipped',
      property: 'done',
      confirmation: 'done',
      comment: 'done',
    });
    expect(await world.finish()).toMatchObject({ kind: 'retry' });
    expect([world.methods(), world.phone.texts.length]).toEqual([
      ['writeCallProperty', 'addInternalComment'],
      1,
    ]);
  });

  it('that still wait after a day are given up with a word about it, and stay noted', async () => {
    const world = begin();
    world.desk.faults.always.addInternalComment = failure('unavailable', 'jira');
    await world.finish();
    world.clock.now += 24 * 60 * 60_000;
    expect(await world.finish()).toEqual({ kind: 'settled' });
    expect(world.stored()).toMatchObject({
      state: 'closed',
      steps: { property: 'done', confirmation: 'done' },
      problem: 'Not all of the call could be added to its request (unavailable).',
    });
  });

  it.each([
    ['writeCallProperty', 'property', 'JQL will not find it'],
    ['addInternalComment', 'comment', 'The transcript could not be added'],
    ['attachRecording', 'attachment', 'it is still at Twilio'],
    ['setField', 'number-field', 'edit screen'],
  ] as const)('that can never succeed (%s) hold up no other', async (method, step, words) => {
    const world = begin({ numberField: FIELD });
    world.desk.faults.always[method] = failure('rejected', 'jira');
    expect(await world.finish()).toEqual({ kind: 'settled' });
    expect(world.stored().state).toBe('closed');
    expect(world.steps()[step]).toBe('failed');
    expect(world.stored().problem).toContain(words);
    expect(world.stored().problem).toContain('(jira: rejected)');
    expect(world.phone.texts).toHaveLength(1);
    expect(Object.values(world.steps()).filter((outcome) => outcome === 'failed')).toHaveLength(1);
  });

  it('of a call without words leave no comment', async () => {
    const world = begin({}, { transcript: undefined, understanding: undefined, gap: 'transcript-pending' });
    await world.finish();
    expect(world.methods()).toEqual(['writeCallProperty', 'attachRecording']);
    expect(world.steps().comment).toBe('skipped');
  });
});

describe('the confirmation text', () => {
  it("is the admin's, filled, and only words of ours", async () => {
    const template = '{request} / {reference} / {line} / {summary}';
    const world = begin({ confirmation: { enabled: true, template } });
    await world.finish();
    expect(world.phone.texts[0]?.body).toBe(
      'SUP-7 / K7QM-2R4X / Example Support / VPN is down in Hamburg with error 809',
    );
  });

  it("is in the caller's language, also where the team writes another", async () => {
    const german = { transcript: { text: 'Das VPN geht nicht.', language: 'de' } };
    const world = begin({ ticketLanguage: 'en' }, german);
    await world.finish();
    expect(world.phone.texts[0]?.body).toContain('Ihre Anfrage hat die Nummer SUP-7');
    const comment = world.desk.done.find(({ method }) => method === 'addInternalComment');
    expect(JSON.stringify(comment?.value)).toContain('Transcript of the call');
  });

  it('is not sent when it is off, not wanted, or cannot arrive', async () => {
    const never: [Partial<Line>, Partial<Call>][] = [
      [{ confirmation: { enabled: false } }, {}],
      [{}, { from: null }],
      [{}, { from: '+99912345678' }],
      [{}, { understanding: makeUnderstanding({ smsOptOut: true }) }],
    ];
    for (const [line, call] of never) {
      const world = begin(line, call);
      await world.finish();
      expect(world.phone.texts).toEqual([]);
      expect(world.steps().confirmation).toBe('skipped');
    }
  });

  it('is sent at most once: marked before, so that a crash loses it rather than doubling it', async () => {
    const world = begin();
    const marks: unknown[] = [];
    const { sendText } = world.phone;
    world.phone.sendText = async (text) => {
      marks.push(world.steps().confirmation);
      await sendText(text);
      throw new Error('the process ended');
    };
    await expect(world.finish()).rejects.toThrow('ended');
    world.phone.sendText = sendText;
    await world.finish();
    expect(marks).toEqual(['failed']);
    expect(world.phone.texts).toHaveLength(1);
    expect(world.stored()).toMatchObject({ state: 'closed', steps: { confirmation: 'failed' } });
  });

  it('is not sent while its mark cannot be stored', async () => {
    const world = begin({}, { steps: { 'number-field': 'skipped', property: 'done' } });
    world.calls.faults.next.update = [failure('unavailable', 'forge')];
    expect(await world.finish()).toMatchObject({ kind: 'retry' });
    expect(world.phone.texts).toEqual([]);
    await world.finish();
    expect(world.phone.texts).toHaveLength(1);
  });

  const uncertain: FailureKind[] = [
    'timed-out',
    'unreachable',
    'unavailable',
    'conflict',
    'rejected',
    'unauthorised',
  ];
  it.each(uncertain)('is not tried again after an answer that leaves it open (%s)', async (kind) => {
    const world = begin();
    world.phone.faults.always.sendText = failure(kind, 'twilio');
    expect(await world.finish()).toEqual({ kind: 'settled' });
    expect(world.phone.texts).toHaveLength(1);
    expect(world.stored()).toMatchObject({
      state: 'closed',
      steps: { confirmation: 'failed', comment: 'done' },
      problem: `The text message to the caller was not sent (twilio: ${kind}).`,
    });
  });

  it('is tried again when Twilio said that there were too many', async () => {
    const world = begin();
    world.phone.faults.next.sendText = [failure('rate-limited', 'twilio')];
    expect(await world.finish()).toMatchObject({ kind: 'retry', failure: { kind: 'rate-limited' } });
    expect(world.steps().confirmation).toBeUndefined();
    await world.finish();
    expect([world.phone.texts.length, world.steps().confirmation]).toEqual([2, 'done']);
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
      const pending = { gap: 'transcript-pending' as const, transcript: undefined, understanding: undefined };
      expect((await outcome({ recording }, pending)).deleted).toEqual([]);
    }
    expect((await outcome({ recording: 'delete' }, { gap: 'no-words' })).deleted).toEqual([]);
  });

  it('is not deleted when it could not be attached', async () => {
    const world = begin();
    world.desk.faults.always.attachRecording = failure('rejected', 'jira');
    await world.finish();
    expect(world.phone.deleted).toEqual([]);
    expect(world.steps()).toMatchObject({ attachment: 'failed', 'recording-deleted': 'skipped' });
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
      fields: [{ id: FIELD, name: 'Number', required: false, choices: [] }],
    });
    await fileCall(CALL_ID, world);
    expect(world.desk.made[0]?.fields).toEqual({ [FIELD]: CALLER });
    expect(world.methods()).not.toContain('setField');
    expect(textOf(world.desk.made[0]?.description)).not.toContain(CALLER);
  });
});
