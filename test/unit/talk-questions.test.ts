import { describe, expect, it } from 'vitest';
import { Question } from '../../src/contract/question';
import { createConversation } from './fake-conversation';
import { type LineOptions, understands } from './fake-line';
import { sentence } from './sentences';

const BUILDING = Question.parse({
  fieldId: 'customfield_1',
  name: 'Building',
  kind: 'choice',
  choices: [
    { id: '1', label: 'North wing' },
    { id: '2', label: 'South wing' },
  ],
});
const ROOM = Question.parse({ fieldId: 'customfield_2', name: 'Room number', kind: 'number' });
const DETAIL = Question.parse({ fieldId: 'customfield_3', name: 'Device', kind: 'text' });

const INTRO = (count: number) => sentence('questionsIntro', { count });
const SKIP = sentence('skipHint');
const ASK_BUILDING = [
  sentence('askChoice', { field: 'Building' }),
  sentence('option', { name: 'North wing', key: '1' }),
  sentence('option', { name: 'South wing', key: '2' }),
  SKIP,
];
const ASK_ROOM = [sentence('askNumber', { field: 'Room number' }), SKIP];
const ASK_DETAIL = [sentence('askText', { field: 'Device' }), SKIP];
const OPEN = sentence('answerOpen');
const FILED = sentence('filed', { request: 'S U P, 1 4 2' });
const NOT = sentence('notUnderstood');
const CHECK = (answer: string) => sentence('answerCheck', { answer });

const ask = async (questions: Question[], more: LineOptions = {}) => {
  const talk = createConversation({ work: understands({ questions }), ...more });
  await talk.ring();
  await talk.record();
  const asked = await talk.press('1');
  return { ...talk, asked };
};

describe('an open question', () => {
  it('is announced and asked after the recap, with a way out', async () => {
    const { asked, turn } = await ask([BUILDING, ROOM, DETAIL]);
    expect(asked).toEqual([INTRO(3), ...ASK_BUILDING]);
    expect(turn()).toEqual({ place: 'question', attempt: 1, item: 1 });
  });

  it.each([
    ['key', '2'],
    ['word', 'the south wing please'],
  ])('is answered by %s', async (how, what) => {
    const { press, speak, stored } = await ask([BUILDING, DETAIL]);
    expect(await (how === 'key' ? press(what) : speak(what))).toEqual(ASK_DETAIL);
    expect(stored().answers).toEqual([
      {
        fieldId: 'customfield_1',
        name: 'Building',
        value: { id: '2' },
        words: 'South wing',
        by: how === 'key' ? 'keys' : 'voice',
      },
    ]);
  });

  it('and all others are answered one after the other, then the number is read', async () => {
    const { press, speak, stored } = await ask([BUILDING, ROOM, DETAIL]);
    await press('1');
    expect(await press('12#')).toEqual([CHECK('12')]);
    expect(await press('1')).toEqual(ASK_DETAIL);
    expect(await speak('the big printer')).toContain(FILED);
    expect(stored().answers?.map(({ words }) => words)).toEqual(['North wing', '12', 'the big printer']);
  });

  it.each([
    ['#', [BUILDING], ASK_BUILDING.length],
    ['#', [ROOM], ASK_ROOM.length],
    ['#', [DETAIL], ASK_DETAIL.length],
  ] as const)('is left open at once by %s', async (key, questions) => {
    const { press, stored } = await ask([...questions]);
    expect((await press(key)).slice(0, 2)).toEqual([OPEN, FILED]);
    expect(stored().answers).toBeUndefined();
  });

  it('is left open by its word', async () => {
    for (const question of [BUILDING, ROOM, DETAIL]) {
      const { speak } = await ask([question]);
      expect((await speak('skip')).slice(0, 2)).toEqual([OPEN, FILED]);
    }
  });

  it('is asked once more of somebody who says nothing or is not understood, then left open', async () => {
    for (const question of [BUILDING, ROOM]) {
      const words = question === BUILDING ? ASK_BUILDING : ASK_ROOM;
      const silent = await ask([question]);
      expect(await silent.silence()).toEqual(words);
      expect((await silent.silence()).slice(0, 2)).toEqual([OPEN, FILED]);
      const misheard = await ask([question]);
      expect(await misheard.speak('bananas')).toEqual([NOT, ...words]);
      expect((await misheard.speak('bananas')).slice(0, 2)).toEqual([OPEN, FILED]);
    }
  });

  it('is repeated by * and by its word, and that is no failure', async () => {
    const { press, speak } = await ask([BUILDING]);
    expect(await press('*')).toEqual(ASK_BUILDING);
    expect(await speak('repeat')).toEqual(ASK_BUILDING);
    expect(await press('1')).toContain(FILED);
  });

  it('is not repeated for ever', async () => {
    const { press, turn } = await ask([BUILDING]);
    for (let time = 0; turn()?.place === 'question'; time++) {
      expect(time).toBeLessThan(6);
      await press('*');
    }
    expect(turn()?.place).toBe('told');
  });

  it('is not asked on a line that asks none', async () => {
    const { asked } = await ask([BUILDING], { line: { questions: false } });
    expect(asked[0]).toBe(FILED);
  });

  it('is asked without a recap, where the line reads none', async () => {
    const talk = createConversation({
      work: understands({ questions: [BUILDING] }),
      line: { recap: false },
    });
    await talk.ring();
    expect(await talk.record()).toEqual([sentence('oneMoment'), INTRO(1), ...ASK_BUILDING]);
  });

  it('keeps what was answered when the caller hangs up', async () => {
    const { press, hangUp, stored, did } = await ask([BUILDING, DETAIL]);
    await press('1');
    await hangUp();
    expect(stored().answers).toHaveLength(1);
    expect(stored().heldUntil).toBeUndefined();
    expect(did.queued.at(-1)?.[1]).toBe(0);
  });

  it('has nowhere to go once the call was filed: the number is read', async () => {
    const { press, store, stored } = await ask([BUILDING, DETAIL]);
    store.put({ ...stored(), state: 'filed', request: { key: 'SUP-9', id: '9', at: 1 } });
    expect(await press('1')).toContain(sentence('filed', { request: 'S U P, 9' }));
    expect(stored().answers).toBeUndefined();
  });
});

describe('an answer that is easily misheard', () => {
  const say = async (questions = [ROOM]) => {
    const talk = await ask(questions);
    const check = await talk.speak('twelve');
    return { ...talk, check };
  };

  it('is read back before it counts', async () => {
    const { check, stored, turn } = await say();
    expect(check).toEqual([CHECK('12')]);
    expect(turn()).toEqual({ place: 'check', attempt: 1, item: 1 });
    expect(stored().answers).toBeUndefined();
  });

  it.each([
    ['key', '1'],
    ['word', 'yes'],
    ['silence', ''],
  ])('counts when it is right: %s', async (how, what) => {
    const { press, speak, silence, stored } = await say();
    const heard = await (how === 'key' ? press(what) : how === 'word' ? speak(what) : silence());
    expect(heard).toContain(FILED);
    expect(stored()).toMatchObject({ answers: [{ value: 12, by: 'voice' }] });
    expect(stored().pendingAnswer).toBeUndefined();
  });

  it.each([
    ['key', '2'],
    ['word', 'no'],
  ])('is asked for again when it is wrong, by %s, and left open the second time', async (how, what) => {
    const { press, speak, stored } = await say();
    const deny = () => (how === 'key' ? press(what) : speak(what));
    expect(await deny()).toEqual(ASK_ROOM);
    await speak('thirteen');
    expect((await deny()).slice(0, 2)).toEqual([OPEN, FILED]);
    expect(stored().answers).toBeUndefined();
  });

  it('that was wrong does not count when the caller hangs up', async () => {
    const { press, hangUp, stored } = await say();
    await press('2');
    await hangUp();
    expect(stored().answers).toBeUndefined();
  });

  it('is read back once more by * and by its word, and after what was not understood', async () => {
    const { press, speak } = await say();
    expect(await press('*')).toEqual([CHECK('12')]);
    expect(await speak('say that again')).toEqual([CHECK('12')]);
    const { speak: answer } = await say();
    expect(await answer('bananas')).toEqual([NOT, CHECK('12')]);
    expect((await answer('bananas')).slice(0, 2)).toEqual([OPEN, FILED]);
  });

  it('that was heard counts when the caller hangs up', async () => {
    const { hangUp, stored } = await say();
    await hangUp();
    expect(stored()).toMatchObject({ answers: [{ value: 12 }] });
  });

  it('leads to the next question', async () => {
    const { press } = await say([ROOM, DETAIL]);
    expect(await press('1')).toEqual(ASK_DETAIL);
  });

  it('and the question before it, leave the way to a person open', async () => {
    const atQuestion = await ask([ROOM]);
    expect((await atQuestion.press('0')).slice(0, 2)).not.toContain(NOT);
    const atCheck = await say();
    expect((await atCheck.press('0')).slice(0, 2)).toEqual([sentence('nobodyFree'), FILED]);
    expect(atCheck.stored().answers).toBeUndefined();
    const byWord = await say();
    expect((await byWord.speak('a person please')).slice(0, 2)).toEqual([sentence('nobodyFree'), FILED]);
  });
});
