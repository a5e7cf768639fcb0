import { describe, expect, it } from 'vitest';
import { createConversation } from './fake-conversation';
import type { LineOptions } from './fake-line';
import { sentence } from './sentences';

const OPEN = [
  { key: 'SUP-7', id: '10007' },
  { key: 'SUP-3', id: '10003' },
];
const STATUS = { category: 'in-progress', status: 'Waiting for support' } as const;
const NEW = [sentence('notice'), sentence('prompt')];
const TOLD = sentence('statusInProgress', { request: 'S U P, 7', status: 'Waiting for support' });
const CHOICES = sentence('statusChoices');

const ring = async (more: LineOptions = {}, pin = false) => {
  const talk = createConversation({
    open: OPEN,
    status: STATUS,
    ...more,
    line: { knownCallers: { enabled: true, pin }, ...more.line },
  });
  const first = await talk.ring();
  return { ...talk, first };
};

describe('where a code is asked for first', () => {
  const SENT = sentence('pinSent', { count: 4 });
  const ask = async (more: LineOptions = {}) => {
    const talk = await ring({ pin: '0427', ...more }, true);
    const asked = await talk.press('4');
    return { ...talk, asked };
  };

  it('nothing is said of a request before', async () => {
    const { first, asked, did, stored } = await ask();
    expect(first).toEqual([sentence('greeting', { line: 'Example Support' }), sentence('knownOfferUnnamed')]);
    expect(asked).toEqual([SENT]);
    expect(did.performed).toEqual([{ kind: 'send-pin' }]);
    expect(JSON.stringify(stored())).not.toContain('0427');
  });

  it.each([
    ['keys', '0427'],
    ['digits that were said', '0427'],
    ['digits that were said apart', '0 4 2 7'],
    ['words', 'zero four two seven'],
    ['a sentence', 'it is oh four, two seven'],
  ])('the right one opens it: %s', async (how, what) => {
    const { press, speak, stored } = await ask();
    expect(await (how === 'keys' ? press(what) : speak(what))).toEqual([TOLD, CHOICES]);
    expect(stored().identified).toBe(true);
  });

  it('a wrong one can be put right twice, then the line goes on without', async () => {
    const { press, did } = await ask();
    expect(await press('1111')).toEqual([sentence('pinWrong')]);
    expect(await press('2222')).toEqual([sentence('pinWrong')]);
    expect(await press('3333')).toEqual([sentence('pinFailed'), ...NEW]);
    expect(did.performed.map(({ kind }) => kind)).toEqual(['send-pin']);
  });

  it('the third try may be right', async () => {
    const { press } = await ask();
    await press('1111');
    await press('2222');
    expect(await press('0427')).toEqual([TOLD, CHOICES]);
  });

  it('somebody who says nothing is not told that it was wrong', async () => {
    const { silence, press } = await ask();
    expect(await silence()).toEqual([SENT]);
    expect(await press('0427')).toEqual([TOLD, CHOICES]);
    const silent = await ask();
    await silent.silence();
    await silent.silence();
    expect(await silent.silence()).toEqual([sentence('pinFailed'), ...NEW]);
  });

  it('it is told once more how to enter it by * and by word', async () => {
    const { press, speak } = await ask();
    expect(await press('*#')).toEqual([SENT]);
    expect(await speak('repeat please')).toEqual([SENT]);
  });

  it('0 and "a person" lead to one all the same', async () => {
    for (const act of ['key', 'word']) {
      const { press, speak } = await ask();
      const heard = await (act === 'key' ? press('0#') : speak('a person please'));
      expect(heard[0]).toBe(sentence('nobodyFree'));
    }
  });

  it('one that could not be sent is said so, and a new message is taken', async () => {
    const talk = await ring({}, true);
    expect(await talk.press('4')).toEqual([sentence('pinFailed'), ...NEW]);
  });

  it('one that is too old is wrong', async () => {
    const { press, clock } = await ask();
    clock.now += 11 * 60 * 1000;
    expect(await press('0427')).not.toContain(TOLD);
  });

  it('nobody gets past it by the path of what comes behind', async () => {
    const { tell, did } = await ask();
    const speech = await tell('/status/1', { Digits: '*' });
    expect(JSON.stringify(speech)).not.toMatch(/S U P/);
    expect(did.performed.map(({ kind }) => kind)).toEqual(['send-pin']);
  });

  it('is checked once in a call only', async () => {
    const { press, tell } = await ask();
    await press('0427');
    const speech = await tell('/known/1', { Digits: '4' });
    expect(JSON.stringify(speech)).toContain('S U P, 7');
  });
});
