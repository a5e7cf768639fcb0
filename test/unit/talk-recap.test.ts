import { describe, expect, it } from 'vitest';
import { LONGEST_HOLD_MS } from '../../src/call/life';
import { createConversation, recordingSid } from './fake-conversation';
import { isSlow, type LineOptions, understands, WORDS } from './fake-line';
import { sentence } from './sentences';

const WAIT = sentence('oneMoment');
const CHOICES = sentence('recapChoices');
const RECAP = sentence('recap', { summary: 'the VPN is down in Hamburg' });
const FILED = sentence('filed', { request: 'S U P, 1 4 2' });
const UNANSWERED = sentence('recapUnanswered');

const leave = async (more: LineOptions = {}) => {
  const talk = createConversation(more);
  await talk.ring();
  const heard = await talk.record();
  return { ...talk, asked: heard };
};

describe('the recap', () => {
  it.each([
    ['key', '1'],
    ['word', 'yes'],
    ['word', 'Yes, please file it'],
  ])('that is right, by %s (%s), is filed and the number is read', async (how, what) => {
    const { press, speak, stored } = await leave();
    expect(await (how === 'key' ? press(what) : speak(what))).toContain(FILED);
    expect(stored()).toMatchObject({ recap: 'confirmed', request: { key: 'SUP-142' } });
    expect(stored().heldUntil).toBeUndefined();
  });

  it.each([
    ['key', '2'],
    ['word', 'add'],
    ['word', 'there is more'],
    ['word', 'no, that is wrong'],
  ])('is added to by %s (%s)', async (how, what) => {
    const { press, speak, record, stored } = await leave();
    expect(await (how === 'key' ? press(what) : speak(what))).toEqual([sentence('addPrompt')]);
    expect(await record(6)).toEqual([WAIT, RECAP, CHOICES]);
    expect(stored().transcript?.text).toBe(`${WORDS}\nAnd one more thing.`);
    expect(stored()).toMatchObject({ rounds: 1, additions: [{ sid: recordingSid(2), seconds: 6 }] });
  });

  it('is added to in whole sentences as well, without asking', async () => {
    const { speak, stored } = await leave();
    expect(await speak('It is the one on the second floor')).toEqual([WAIT, RECAP, CHOICES]);
    expect(stored()).toMatchObject({
      transcript: { text: `${WORDS}\nIt is the one on the second floor` },
      recording: { sid: recordingSid(1) },
    });
  });

  it.each([
    ['key', '3'],
    ['word', 'start over'],
  ])('is started over by %s; the first message counts until there is another', async (how, what) => {
    const { press, speak, record, stored } = await leave();
    expect(await (how === 'key' ? press(what) : speak(what))).toEqual([sentence('startOverPrompt')]);
    expect(stored()).toMatchObject({ startsOver: true, recording: { sid: recordingSid(1) } });
    expect(await record(8)).toEqual([WAIT, RECAP, CHOICES]);
    expect(stored()).toMatchObject({
      recording: { sid: recordingSid(2), seconds: 8 },
      discarded: [recordingSid(1)],
    });
    expect(stored().additions).toBeUndefined();
    expect(stored().startsOver).toBeUndefined();
  });

  it.each(['2', '3'])(
    'is held for as long as the longest message behind %s takes, and not for ever',
    async (key) => {
      const { press, stored, clock } = await leave({ line: { maxMessageSeconds: 600 } });
      await press(key);
      const held = (stored().heldUntil ?? 0) - clock.now;
      expect(held).toBeGreaterThan(600_000 + 60_000);
      expect(held).toBeLessThan(LONGEST_HOLD_MS);
    },
  );

  it('of the first message comes back for somebody who starts over and says nothing', async () => {
    const { press, silence, turn, stored, record } = await leave();
    await press('3');
    const heard: string[] = [];
    while (turn()?.place === 'listening') heard.push(...(await silence()));
    expect(heard).toEqual([sentence('quietFirst'), sentence('quietSecond'), RECAP, CHOICES]);
    expect(stored().startsOver).toBeUndefined();
    // What is added now does not take its place.
    await press('2');
    await record(5);
    expect(stored()).toMatchObject({ recording: { sid: recordingSid(1) }, additions: [{ seconds: 5 }] });
  });

  it('is kept for somebody who starts over and hangs up', async () => {
    const { press, hangUp, stored, did } = await leave();
    await press('3');
    await hangUp();
    expect(stored()).toMatchObject({ state: 'understood', recording: { sid: recordingSid(1) } });
    expect(stored().heldUntil).toBeUndefined();
    expect(did.queued.at(-1)?.[1]).toBe(0);
  });

  it('is repeated by * and by its word', async () => {
    const { press, speak } = await leave();
    expect(await press('*')).toEqual([RECAP, CHOICES]);
    expect(await speak('say that again')).toEqual([RECAP, CHOICES]);
  });

  it('is asked about once more in silence, then passed on as it is', async () => {
    const { silence, stored } = await leave();
    expect(await silence()).toEqual([CHOICES]);
    expect((await silence()).slice(0, 2)).toEqual([UNANSWERED, FILED]);
    expect(stored().recap).toBe('unanswered');
  });

  it('is asked about once more when the answer was not understood, and passed on after the third', async () => {
    const { speak, press, stored } = await leave();
    expect(await speak('bananas')).toEqual([sentence('notUnderstood'), RECAP, CHOICES]);
    expect(await press('7')).toEqual([sentence('notUnderstood'), RECAP, CHOICES]);
    expect((await speak('bananas')).slice(0, 2)).toEqual([UNANSWERED, FILED]);
    expect(stored().recap).toBe('unanswered');
  });

  it('is not read for ever', async () => {
    const { press, turn } = await leave();
    for (let time = 0; turn()?.place === 'recap'; time++) {
      expect(time).toBeLessThan(10);
      await press('*');
    }
    expect(turn()?.place).toBe('told');
  });

  it('goes round a few times only', async () => {
    const { press, record, turn, stored } = await leave();
    for (let time = 0; turn()?.place !== 'told'; time++) {
      expect(time).toBeLessThan(10);
      await press('2');
      if (turn()?.place === 'adding') await record(3);
    }
    expect(stored().additions).toHaveLength(6);
  });

  it('is filed for somebody who hangs up', async () => {
    const { hangUp, stored, did } = await leave();
    expect(stored().heldUntil).toBeGreaterThan(0);
    await hangUp();
    expect(stored().heldUntil).toBeUndefined();
    expect(did.queued.at(-1)?.[1]).toBe(0);
  });

  it('of a message without words says so', async () => {
    const { asked } = await leave({
      work: (call) => ({ ...call, state: 'understood', gap: 'no-words' }),
    });
    expect(asked).toEqual([WAIT, sentence('recapWithoutWords'), CHOICES]);
  });

  it('is what was said where the model has nothing, and no more than an ear can follow', async () => {
    const recapOf = async (words: string, recap: string) => {
      const { asked } = await leave({ work: understands({ words, recap }) });
      return asked[1];
    };
    expect(await recapOf('My mouse is broken.', '')).toBe('I understood: My mouse is broken.');
    const long = await recapOf('word '.repeat(200), '');
    expect(long?.length).toBeLessThan(250);
    expect(long).toMatch(/word ….$/);
    expect(await recapOf('Hm.', ' ... ')).toBe(sentence('recapWithoutWords'));
  });

  it('is left out on a line without: the number comes at once', async () => {
    const { asked, stored } = await leave({ line: { recap: false } });
    expect(asked.slice(0, 2)).toEqual([WAIT, FILED]);
    expect(stored().recap).toBeUndefined();
  });

  it('has not been heard by somebody whose call was filed meanwhile: they hear the number', async () => {
    const { press, store, stored } = await leave();
    const request = { key: 'SUP-9', id: '9', at: 1 };
    store.put({ ...stored(), state: 'filed', request });
    expect(await press('2')).toContain(sentence('filed', { request: 'S U P, 9' }));
  });

  it('is in the language that was heard, and so is all that follows', async () => {
    const { asked, press } = await leave({
      line: { languages: ['en', 'de'] },
      work: understands({ language: 'de', recap: 'das VPN ist ausgefallen' }),
    });
    expect(asked.slice(1)).toEqual([
      sentence('recap', { summary: 'das VPN ist ausgefallen' }, 'de'),
      sentence('recapChoices', {}, 'de'),
    ]);
    expect(await press('1')).toContain(sentence('filed', { request: 'S U P, 1 4 2' }, 'de'));
  });

  it('over budget is none: a kind word, and the number follows', async () => {
    const { asked } = await leave({ work: isSlow });
    expect(asked.at(-1)).toBe(sentence('laterByText'));
  });
});
