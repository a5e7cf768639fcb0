import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Outcome, Step } from '../../src/call/effect';
import type { CallEvent, TurnTaken } from '../../src/call/event';
import { PLACES, pathOf, type Turn } from '../../src/call/graph';
import { resume, step } from '../../src/call/step';
import type { Surroundings } from '../../src/call/talk';
import type { Call } from '../../src/contract/call';
import { anyFiling, anyKeys, anyLanguage, anyLine, anyMoment, anyWords, anyWork } from './call-arbitraries';
import { around, completed, ended, found, received, recorded, turnAt } from './call-events';
import type { Work } from './fake-line';
import { makeLine, OTHER_RECORDING_ID, RECORDING_ID, START } from './fakes';

/** Events in any order, also in those that Twilio would never send them in. */

const anyRecording = fc.record({
  sid: fc.constantFrom(RECORDING_ID, OTHER_RECORDING_ID),
  seconds: fc.constantFrom(0, 1, 12, 270),
});

const anyTurn: fc.Arbitrary<Turn> = fc.record(
  {
    place: fc.constantFrom(...PLACES.filter((place) => place !== 'opening')),
    attempt: fc.integer({ min: 1, max: 12 }),
    item: fc.integer({ min: 1, max: 4 }),
  },
  { requiredKeys: ['place', 'attempt'] },
);

const anyInput: fc.Arbitrary<Partial<TurnTaken>> = fc.oneof(
  fc.constant({}),
  anyKeys.map((digits) => ({ digits })),
  fc.constant({ finishedOn: '#' }),
  anyWords.map((speech) => ({ speech })),
  anyRecording.map((recording) => ({ recording })),
  fc.tuple(anyRecording, anyKeys).map(([recording, keys]) => ({ recording, digits: keys.slice(0, 1) })),
  fc.boolean().map((talked) => ({ dialled: { talked } })),
);

const anyTurnTaken: fc.Arbitrary<CallEvent> = fc
  .tuple(anyTurn, anyInput, fc.integer({ min: 0, max: 9 }))
  .map(([turn, input, luck]) => turnAt(pathOf(turn), { ...input, hungUp: luck === 0 }));

const anyEvent: fc.Arbitrary<CallEvent> = fc.oneof(
  { weight: 1, arbitrary: fc.constantFrom(received, ended) },
  { weight: 8, arbitrary: anyTurnTaken },
  { weight: 2, arbitrary: anyRecording.map(({ seconds, sid }) => completed(seconds, sid)) },
  { weight: 1, arbitrary: anyRecording.map(found) },
);

/** Now and then a worker is at it in between. */
type Happening = CallEvent | { work: Work };
const anyHappening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 6, arbitrary: anyEvent },
  { weight: 1, arbitrary: fc.oneof(anyWork, anyFiling).map((work) => ({ work })) },
);
const anyStart: fc.Arbitrary<Happening[]> = fc.oneof(
  fc.constant<Happening[]>([]),
  anyWork.map((work): Happening[] => [received, recorded(), { work }]),
  anyTurnTaken.map((turn): Happening[] => [received, turn]),
);
const anySequence = fc
  .tuple(anyStart, fc.array(anyHappening, { maxLength: 20 }))
  .map(([start, more]) => [...start, ...more]);

const anySurroundings: fc.Arbitrary<Surroundings> = fc.record({
  line: fc.oneof({ weight: 9, arbitrary: anyLine.map(makeLine) }, fc.constant(undefined)),
  language: anyLanguage,
  canText: fc.boolean(),
  open: fc.constantFrom([], [{ key: 'SUP-7', id: '7' }]),
  paused: fc.boolean(),
  refused: fc.boolean(),
  pepper: fc.constantFrom(undefined, 'f'.repeat(64)),
  now: anyMoment,
});

const outcomeOf = (result: Exclude<Step, 'stale'>): Outcome | undefined => {
  const kind = result.pending?.effect.kind;
  if (kind === 'look-up') return { kind, status: { category: 'new', status: 'Open' } };
  if (kind === 'send-pin') return { kind, pin: { hash: 'x', until: START } };
  return kind && { kind };
};

interface Played {
  before: Call | undefined;
  event: CallEvent;
  result: Step;
}

/** Plays a sequence: what each event was answered with, and how the call stands at the end. */
function play(sequence: readonly Happening[], surroundings: Surroundings) {
  let call: Call | undefined;
  const played: Played[] = [];
  for (const event of sequence) {
    if ('work' in event) {
      call = call && event.work(call);
      continue;
    }
    const before = call;
    let result = step(call, event, surroundings);
    if (result !== 'stale' && result.pending !== undefined && result.call !== undefined) {
      const outcome = outcomeOf(result);
      if (outcome !== undefined) result = resume(result.call, result.pending, outcome, surroundings);
    }
    played.push({ before, event, result });
    if (result !== 'stale') call = result.call;
  }
  return { call, played };
}

/** What a repeat may change: for how long the call is held, and how often the caller went round. */
const lasting = (call: Call | undefined) => {
  if (call === undefined) return undefined;
  const { heldUntil: _, rounds: __, ...rest } = call;
  return rest;
};
const isNearTheEnd = (call: Call | undefined): boolean => (call?.rounds ?? 0) >= 5;

const ENDS = ['hang-up', 'go', 'dial', 'reject'];

describe('any sequence of events', () => {
  it('is answered, without an error and without touching the call it was given', () => {
    fc.assert(
      fc.property(anySequence, anyEvent, anySurroundings, (before, last, surroundings) => {
        const { call } = play(before, surroundings);
        const untouched = structuredClone(call);
        step(call, last, surroundings);
        expect(call).toEqual(untouched);
      }),
      { numRuns: 1000 },
    );
  });

  it('leads to one answer, and the same event again gets the same one and changes nothing', () => {
    fc.assert(
      fc.property(anySequence, anyEvent, anySurroundings, (before, last, surroundings) => {
        const { call } = play(before, surroundings);
        const first = step(call, last, surroundings);
        expect(step(call, last, surroundings)).toEqual(first);
        if (first === 'stale' || isNearTheEnd(call)) return;
        const again = step(first.call, last, { ...surroundings, now: surroundings.now + 1000 });
        if (again === 'stale') throw new Error('stale');
        expect(again.say).toEqual(first.say);
        expect(again.pending).toEqual(first.pending);
        expect(lasting(again.call)).toEqual(lasting(first.call));
      }),
      { numRuns: 1500 },
    );
  });

  it('never undoes what has become of a call', () => {
    fc.assert(
      fc.property(anySequence, anySurroundings, (sequence, surroundings) => {
        const changes = play(sequence, surroundings).played.flatMap(({ before, result }) =>
          before === undefined || result === 'stale' ? [] : [{ before, after: result.call }],
        );
        const closed = changes.filter(({ before }) => before.state === 'closed');
        expect(closed.filter(({ after }) => after?.state !== 'closed')).toEqual([]);
        const filed = changes.filter(({ before }) => before.request !== undefined);
        for (const { before, after } of filed) expect(after?.request).toEqual(before.request);
        for (const { before, after } of filed) expect(after?.recording).toEqual(before.recording);
      }),
      { numRuns: 1000 },
    );
  });

  it('is spoken to within bounds, and every document comes to an end', () => {
    fc.assert(
      fc.property(anySequence, anySurroundings, (sequence, surroundings) => {
        const answered = play(sequence, surroundings).played.flatMap(({ event, result }) =>
          result === 'stale' || result.pending !== undefined ? [] : [{ event, say: result.say }],
        );
        for (const { event, say } of answered) {
          const isHeard = event.kind === 'call-received' || event.kind === 'turn-taken';
          expect(say.length).toBeLessThanOrEqual(isHeard ? 10 : 0);
          // Nothing stands behind what ends it.
          const ends = say.flatMap(({ kind }, index) => (ENDS.includes(kind) ? index : []));
          expect(ends).toEqual(isHeard ? [say.length - 1] : []);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('loses no message that was left on a line, whatever came before or after', () => {
    const message = recorded(12, RECORDING_ID);
    const harmless = fc.oneof(
      fc.constantFrom(received, ended),
      anyRecording.map(({ seconds, sid }) => completed(seconds, sid)),
      anyRecording.map(found),
      fc
        .tuple(fc.constantFrom('/listening/1', '/adding/1', '/waiting/1', '/recap/1', '/told/1'), anyInput)
        // Who wants no recording, or starts over, wants it gone.
        .filter(([, { digits, speech }]) => digits !== '2' && digits !== '3' && speech === undefined)
        .map(([path, input]): CallEvent => turnAt(path, input)),
    );
    const events = (maxLength: number) => fc.array(harmless, { maxLength });
    fc.assert(
      fc.property(events(8), events(6), fc.boolean(), (before, after, paused) => {
        const { call, played } = play([...before, message, ...after], around({ paused }));
        const sids = [call?.recording, ...(call?.additions ?? [])].map((recording) => recording?.sid);
        expect(sids).toContain(RECORDING_ID);
        expect(new Set(sids).size).toBe(sids.length);
        expect(played.some(({ result }) => result !== 'stale' && result.file)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it('leaves a call that has a message with somebody who has to take it up', () => {
    fc.assert(
      fc.property(anySequence, anySurroundings, (sequence, surroundings) => {
        const { call } = play([received, ...sequence, { ...ended }], surroundings);
        if (call === undefined || call.endedAt === undefined) return;
        // Held for a caller who has hung up, it would wait for nobody.
        expect(call.heldUntil).toBeUndefined();
      }),
      { numRuns: 1000 },
    );
  });

  it('keeps the times of a call as they were first told', () => {
    fc.assert(
      fc.property(anySequence, (sequence) => {
        const late = around({ now: START + 60_000 });
        const { call } = play([received, ...sequence], around());
        const result = step(call, { ...ended, seconds: 99 }, late);
        if (result === 'stale' || call?.endedAt === undefined) return;
        expect(result.call).toMatchObject({ answeredAt: START, endedAt: call.endedAt });
        expect(result.call?.durationSeconds).toBe(call.durationSeconds);
      }),
    );
  });
});
