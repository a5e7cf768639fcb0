import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CallEvent, type Step, type Surroundings, step } from '../../src/call/step';
import type { Call } from '../../src/contract/call';
import { LANGUAGES } from '../../src/contract/language';
import { CALL_ID, CALLER, makeLine, OTHER_RECORDING_ID, OWN_NUMBER, RECORDING_ID, START } from './fakes';

const callId = CALL_ID;
const received: CallEvent = { kind: 'call-received', callId, from: CALLER, to: OWN_NUMBER };
const ended: CallEvent = { kind: 'call-ended', callId, seconds: 40 };
const recorded = (seconds: number, sid: string, attempt: number): CallEvent => ({
  ...received,
  kind: 'message-recorded',
  recording: { sid, seconds },
  attempt,
});
const message = recorded(12, RECORDING_ID, 1);
const found = (recording: { sid: string; seconds: number }): CallEvent => ({
  ...received,
  kind: 'recording-found',
  startedAt: START,
  endedAt: START,
  seconds: 40,
  recording,
});

const anyEvent: fc.Arbitrary<CallEvent> = fc.oneof(
  fc.constant(received),
  fc.constant(ended),
  fc
    .record({
      seconds: fc.constantFrom(0, 1, 12),
      sid: fc.constantFrom(RECORDING_ID, OTHER_RECORDING_ID),
      attempt: fc.integer({ min: 1, max: 9 }),
    })
    .map(({ seconds, sid, attempt }) => recorded(seconds, sid, attempt)),
  fc
    .record({ seconds: fc.constantFrom(0, 1, 12), sid: fc.constantFrom(RECORDING_ID, OTHER_RECORDING_ID) })
    .map((recording): CallEvent => ({ kind: 'recording-completed', callId, recording })),
  fc
    .record({ seconds: fc.constantFrom(0, 1, 12), sid: fc.constantFrom(RECORDING_ID, OTHER_RECORDING_ID) })
    .map((recording) => found(recording)),
);

/** Now and then the queue works in between: it takes a recorded call to its end. */
const anySequence = fc.array(
  fc.oneof({ arbitrary: anyEvent, weight: 5 }, { arbitrary: fc.constant('filing' as const), weight: 1 }),
  { maxLength: 12 },
);

const anySurroundings: fc.Arbitrary<Surroundings> = fc.record({
  line: fc.constantFrom(makeLine(), undefined),
  language: fc.constantFrom(...LANGUAGES),
  textFollows: fc.boolean(),
  paused: fc.boolean(),
  now: fc.integer({ min: START, max: START + 3_600_000 }),
});
const quietLine: Surroundings = {
  line: makeLine(),
  language: 'en',
  textFollows: false,
  paused: false,
  now: START,
};

interface Turn {
  before: Call | undefined;
  result: Step;
}

/** Plays a sequence: what each event was answered with, and how the call stands at the end. */
function play(sequence: readonly (CallEvent | 'filing')[], around: Surroundings) {
  let call: Call | undefined;
  const turns: Turn[] = [];
  for (const event of sequence) {
    if (event === 'filing') {
      if (call?.state === 'recorded') call = { ...call, state: 'closed' };
      continue;
    }
    const result = step(call, event, around);
    turns.push({ before: call, result });
    if (result !== 'stale') call = result.call;
  }
  return { call, turns };
}

describe('any sequence of events', () => {
  it('leads to one answer, and the same event again gets the same one and changes nothing', () => {
    fc.assert(
      fc.property(anySequence, anyEvent, anySurroundings, (before, last, around) => {
        const { call } = play(before, around);
        const untouched = structuredClone(call);
        const first = step(call, last, around);
        expect(call).toEqual(untouched);
        expect(step(call, last, around)).toEqual(first);
        if (first === 'stale') return;
        expect(step(first.call, last, { ...around, now: around.now + 1000 })).toEqual(first);
      }),
      { numRuns: 1000 },
    );
  });

  it('never files a call again once it is filed', () => {
    fc.assert(
      fc.property(anySequence, anySurroundings, (sequence, around) => {
        for (const { before, result } of play(sequence, around).turns) {
          if (result === 'stale') continue;
          if (result.file) expect(result.call?.state).toBe('recorded');
          if (before?.state === 'closed')
            expect([result.file, result.call?.state]).toEqual([false, 'closed']);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('is spoken to within bounds, and every document ends by hanging up', () => {
    fc.assert(
      fc.property(anySequence, anySurroundings, (sequence, around) => {
        for (const { result } of play(sequence, around).turns) {
          if (result === 'stale' || result.say.length === 0) continue;
          expect(result.say.length).toBeLessThanOrEqual(10);
          expect(result.say.findIndex(({ kind }) => kind === 'hang-up')).toBe(result.say.length - 1);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('loses no message that was left on a line, whatever came before or after', () => {
    const events = (maxLength: number) => fc.array(anyEvent, { maxLength });
    fc.assert(
      fc.property(events(8), events(4), fc.boolean(), (before, after, paused) => {
        const { call, turns } = play([...before, message, ...after], { ...quietLine, paused });
        expect(call?.state).toBe('recorded');
        expect(call?.recording?.seconds).toBeGreaterThanOrEqual(1);
        expect(turns.some(({ result }) => result !== 'stale' && result.file)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it('keeps the times of a call as they were first told', () => {
    fc.assert(
      fc.property(anySequence, (sequence) => {
        const late = { ...quietLine, now: START + 60_000 };
        const { call } = play([received, ...sequence], quietLine);
        const result = step(call, { ...ended, seconds: 99 }, late);
        if (result === 'stale' || call?.endedAt === undefined) return;
        expect(result.call).toMatchObject({ answeredAt: START, endedAt: START, durationSeconds: 40 });
      }),
    );
  });
});
