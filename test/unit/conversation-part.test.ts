import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Call } from '../../src/contract/call';
import { LANGUAGES } from '../../src/contract/language';
import { hasSaidNoMore, withConversation } from '../../src/intake/conversation-part';
import { createFiling } from './fake-ports';
import {
  CALL_ID,
  makeReading,
  makeRecordedCall,
  makeUnderstanding,
  OTHER_RECORDING_ID,
  RECORDING_ID,
  START,
  TRANSCRIPT,
} from './fakes';

/** What the conversation with a caller writes while somebody works on the call, in arbitrary values. */
const answer = fc.record({
  fieldId: fc.constantFrom('customfield_1', 'customfield_2'),
  name: fc.constant('Room'),
  value: fc.constantFrom('12', 7),
  words: fc.constant('12'),
  by: fc.constantFrom('voice', 'keys'),
});
const WRITTEN = {
  endedAt: fc.constantFrom(START + 1, START + 90_000),
  durationSeconds: fc.nat(900),
  language: fc.constantFrom(...LANGUAGES),
  notice: fc.record({
    version: fc.constantFrom('0123456789ab', 'ba9876543210'),
    language: fc.constantFrom(...LANGUAGES),
    at: fc.constant(START),
  }),
  discarded: fc.constantFrom<string[]>([], [OTHER_RECORDING_ID]),
  unrecorded: fc.boolean(),
  // Never so that the call is held: then nobody is at it.
  heldUntil: fc.constantFrom(START, START + 1000),
  startsOver: fc.boolean(),
  rounds: fc.nat(6),
  recap: fc.constantFrom('confirmed', 'unanswered'),
  pendingAnswer: fc.record({ answer, readBack: fc.constant('one two') }),
  textsOff: fc.boolean(),
  transfer: fc.constantFrom('talked', 'missed'),
  pin: fc.record({ hash: fc.constantFrom('a', 'b'), until: fc.constant(START) }),
  identified: fc.boolean(),
  requestType: fc.record({ id: fc.constantFrom('10', '20'), by: fc.constant('caller') }),
  answers: fc.array(answer, { maxLength: 2 }),
} satisfies { [K in keyof Call]?: fc.Arbitrary<unknown> };
const KEYS = Object.keys(WRITTEN) as (keyof typeof WRITTEN)[];

const conversation = fc.record(WRITTEN, { requiredKeys: [] }).map((part) => part as Partial<Call>);
/** What a webhook changes: some of it is written, some taken back. */
const change = fc.record({ set: conversation, unset: fc.subarray(KEYS) });
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

function apply(call: Call, { set, unset }: Change): Call {
  const changed = { ...call, ...set };
  for (const key of unset) if (!(key in set) && key !== 'language') delete changed[key];
  return Call.parse(changed);
}

const partOf = (call: Call): unknown =>
  JSON.parse(JSON.stringify(Object.fromEntries(KEYS.map((key) => [key, call[key]]))));

describe('what the conversation with a caller has written', () => {
  it('is never undone by a stage, wherever in it the webhook came', async () => {
    const state = fc.constantFrom('recorded', 'transcribed', 'understood', 'filed', 'confirmed');
    await fc.assert(
      fc.asyncProperty(state, conversation, fc.nat(8), change, async (from, before, place, written) => {
        const request = { key: 'SUP-1', id: '1', at: START };
        const call = makeRecordedCall({
          ...before,
          state: from,
          ...(from !== 'recorded' && { transcript: TRANSCRIPT }),
          ...(['understood', 'filed', 'confirmed'].includes(from) && { understanding: makeUnderstanding() }),
          ...(['filed', 'confirmed'].includes(from) && { request }),
        });
        const world = createFiling({ call, understood: makeReading() });
        const { update } = world.calls;
        let asked = 0;
        let wrote: unknown;
        // Between what a worker reads and what it writes.
        world.calls.update = async (id, act) => {
          if (asked++ === place + 1) {
            const after = await update(id, (stored) => stored && apply(stored, written));
            wrote = after.ok && after.value !== undefined ? partOf(after.value) : undefined;
          }
          return update(id, act);
        };
        expect(await world.fileToEnd()).toEqual({ kind: 'settled' });
        if (wrote !== undefined) expect(partOf(world.stored())).toEqual(wrote);
        expect(world.desk.made.length).toBeLessThanOrEqual(1);
      }),
      { numRuns: 300 },
    );
  }, 60_000);

  it("is known by its keys: each key of a call is the line's, or that of those who work on it", () => {
    const others = Object.keys(Call.shape).filter((key) => !KEYS.some((known) => known === key));
    expect(others).toEqual([
      // Chosen before anybody works on the call.
      ...['id', 'state', 'reference', 'lineId', 'lineNumber', 'from', 'answeredAt'],
      // What was said since is not written over: see `hasSaidNoMore`.
      ...['recording', 'additions'],
      ...['typeUncertain', 'questions', 'openFields', 'about', 'canText', 'openRequests'],
      ...[
        'transcript',
        'gap',
        'understanding',
        'late',
        'intent',
        'request',
        'doubtful',
        'describedInComment',
      ],
      ...['steps', 'setbacks', 'lease', 'fence', 'cleanFence', 'restUntil', 'retry'],
      // What it has cost, and that only this is left of it.
      ...['usage', 'forgotten', 'problem'],
    ]);
  });

  it('is beside what a stage made, and takes nothing of that away', () => {
    fc.assert(
      fc.property(conversation, change, (before, written) => {
        const read = makeRecordedCall({ ...before, fence: 1 });
        const made: Call = { ...read, state: 'transcribed', transcript: TRANSCRIPT, doubtful: true };
        const current = apply(read, written);
        const kept = withConversation(made, current, read);
        expect(partOf(kept)).toEqual(partOf(current));
        expect(kept).toMatchObject({
          state: 'transcribed',
          transcript: TRANSCRIPT,
          doubtful: true,
          fence: 1,
        });
      }),
    );
  });

  it('leaves the answers and the type that the stage read where nobody chose since', () => {
    const read = makeRecordedCall();
    const made: Call = {
      ...read,
      answers: [{ fieldId: 'customfield_1', name: 'Room', value: '12', words: '12', by: 'message' }],
      requestType: { id: '20', by: 'words' },
    };
    expect(withConversation(made, { ...read, rounds: 2 }, read)).toMatchObject({
      answers: made.answers,
      requestType: made.requestType,
      rounds: 2,
    });
  });

  it('is all there is to know whether anything was said since', () => {
    const call = makeRecordedCall({ transcript: TRANSCRIPT });
    const added = { sid: OTHER_RECORDING_ID, seconds: 3, at: START, heard: false };
    expect(hasSaidNoMore({ ...call, endedAt: START, recap: 'confirmed' }, call)).toBe(true);
    expect(hasSaidNoMore({ ...call, additions: [added] }, call)).toBe(false);
    expect(
      hasSaidNoMore({ ...call, additions: [{ ...added, heard: true }] }, { ...call, additions: [added] }),
    ).toBe(true);
    expect(
      hasSaidNoMore({ ...call, recording: { sid: OTHER_RECORDING_ID, seconds: 3, at: START } }, call),
    ).toBe(false);
    expect(hasSaidNoMore({ ...call, transcript: { text: 'More.', language: 'en' } }, call)).toBe(false);
  });

  it('is kept when a stage fails for good: what was made is stored beside it', async () => {
    const world = createFiling({
      call: makeRecordedCall({ recording: { sid: RECORDING_ID, seconds: 2, at: START } }),
    });
    const { transcribe } = world.model;
    world.model.transcribe = async (wav, hints) => {
      world.model.faults.next.transcribe = [{ kind: 'rejected', service: 'openai', detail: 'no' }];
      await world.calls.update(
        CALL_ID,
        (call) => call && { ...call, endedAt: START + 70_000, textsOff: true },
      );
      return transcribe(wav, hints);
    };
    await world.fileToEnd();
    expect(world.stored()).toMatchObject({
      state: 'closed',
      gap: 'no-transcript',
      endedAt: START + 70_000,
      textsOff: true,
    });
    expect(world.phone.texts).toEqual([]);
  });
});
