import fc from 'fast-check';
import type { Place } from '../../src/call/graph';
import { anyFiling, anyKeys, anyLine, anyWords, anyWork } from './call-arbitraries';
import {
  type ConversationOptions,
  createConversation,
  type Order,
  type TestConversation,
} from './fake-conversation';
import type { Work } from './fake-line';
import { failure } from './fakes';

/** Callers who do whatever they can do, on whatever line, while services do what they like. */

export type Act =
  | { do: 'press' | 'speak'; what: string }
  | { do: 'record'; seconds: number; key: string | undefined }
  | { do: 'silence' }
  | { do: 'dial'; status: 'completed' | 'no-answer' | 'busy' }
  | { do: 'hang-up'; seconds: number | undefined }
  | { do: 'wait'; seconds: number }
  | { do: 'work'; work: Work; file: Work }
  | { do: 'outage'; isOut: boolean };

const pressing = anyKeys.map((what): Act => ({ do: 'press', what }));
const speaking = anyWords.map((what): Act => ({ do: 'speak', what }));
const recording: fc.Arbitrary<Act> = fc.record({
  do: fc.constant('record' as const),
  seconds: fc.constantFrom(1, 12, 270, 600),
  key: fc.constantFrom(undefined, '#', '0', '*', '2'),
});
const dialling: fc.Arbitrary<Act> = fc
  .constantFrom('completed', 'no-answer', 'busy')
  .map((status) => ({ do: 'dial', status }));

/** What a caller does who stays on the line. */
export const anyStaying: fc.Arbitrary<Act> = fc.oneof(
  { weight: 8, arbitrary: pressing },
  { weight: 6, arbitrary: speaking },
  { weight: 5, arbitrary: recording },
  { weight: 2, arbitrary: dialling },
  { weight: 2, arbitrary: fc.constant<Act>({ do: 'silence' }) },
  {
    weight: 1,
    arbitrary: fc.record({ work: anyWork, file: anyFiling }).map((all): Act => ({ do: 'work', ...all })),
  },
);

/** What may happen in a call. */
export const anyAct: fc.Arbitrary<Act> = fc.oneof(
  { weight: 24, arbitrary: anyStaying },
  { weight: 1, arbitrary: fc.constantFrom(undefined, 5).map((seconds): Act => ({ do: 'hang-up', seconds })) },
  { weight: 1, arbitrary: fc.constantFrom(30, 300, 900).map((seconds): Act => ({ do: 'wait', seconds })) },
);

export const anyOutage: fc.Arbitrary<Act> = fc.boolean().map((isOut) => ({ do: 'outage', isOut }));

/** A line, who calls it, and what becomes of what they say. */
export const anyCall: fc.Arbitrary<ConversationOptions> = fc
  .record({
    line: anyLine,
    from: fc.constantFrom('+14155552671', '+4930901820', '+81312345678', null),
    canText: fc.boolean(),
    open: fc.constantFrom(
      [],
      [{ key: 'SUP-7', id: '7' }],
      [
        { key: 'SUP-7', id: '7' },
        { key: 'LONG_KEY2-12345', id: '8' },
      ],
    ),
    work: anyWork,
    file: anyFiling,
    status: fc.constantFrom(
      undefined,
      { category: 'new' as const, status: 'Open' },
      { category: 'done' as const, status: 'Done', comment: 'It was the cable.' },
    ),
    order: fc.constantFrom<Order>('turn-first', 'recording-first', 'no-recording'),
    pin: fc.constantFrom('', '0427'),
  })
  .map(({ pin, ...options }) => ({ ...options, ...(pin !== '' && { pin }) }));

async function perform(talk: TestConversation, act: Act): Promise<unknown> {
  switch (act.do) {
    case 'press':
      return talk.press(act.what);
    case 'speak':
      return talk.speak(act.what);
    case 'record':
      return talk.record(act.seconds, act.key);
    case 'silence':
      return talk.silence();
    case 'dial':
      return talk.dial(act.status);
    case 'hang-up':
      return act.seconds === undefined ? talk.hangUp() : talk.recordAndHangUp(act.seconds);
    case 'wait':
      talk.clock.now += act.seconds * 1000;
      return;
    case 'work':
      talk.workers.work = act.work;
      talk.workers.file = act.file;
      return;
    case 'outage':
      if (act.isOut) talk.store.faults.always = failure('unavailable', 'forge');
      else delete talk.store.faults.always;
  }
}

/** From the first ring through all that the caller does. */
export async function play(options: ConversationOptions, acts: readonly Act[]): Promise<TestConversation> {
  const talk = createConversation(options);
  await talk.ring();
  for (const act of acts) if (!talk.isOver()) await perform(talk, act);
  return talk;
}

/** The same, and on in silence to the end. */
export async function playAll(options: ConversationOptions, acts: readonly Act[]): Promise<TestConversation> {
  const talk = await play(options, acts);
  while (!talk.isOver()) await (talk.wait()?.kind === 'dial' ? talk.dial('no-answer') : talk.silence());
  return talk;
}

/** The key that leads on to the most, once nothing is repeated any more. */
const FURTHER: Partial<Record<Place, string>> = {
  known: '1',
  language: '2',
  type: '2',
  listening: '0',
  recap: '2',
  check: '2',
};
const MOST_REPEATS = 5;

/** Has everything repeated for as often as that goes, and goes round. */
export function stretch(talk: TestConversation): Promise<unknown> {
  const { place, attempt } = talk.turn() ?? { place: 'told', attempt: 1 };
  if (place === 'adding' || (place === 'listening' && (talk.call()?.rounds ?? 0) > 2)) return talk.record(3);
  if (talk.wait()?.kind === 'record') return talk.silence();
  return talk.press(attempt <= MOST_REPEATS ? '*' : (FURTHER[place] ?? '1'));
}
