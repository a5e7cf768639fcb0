import { describe, expect, it } from 'vitest';
import { createConversation } from './fake-conversation';
import { type LineOptions, REQUEST } from './fake-line';
import { sentence } from './sentences';

const OPEN = [
  { key: 'SUP-7', id: '10007' },
  { key: 'SUP-3', id: '10003' },
];
const STATUS = { category: 'in-progress', status: 'Waiting for support' } as const;
const OFFER = sentence('knownOffer', { count: 2, request: 'S U P, 7' });
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

describe('a caller with open requests', () => {
  it('is offered the latest of them after the greeting', async () => {
    const { first, turn } = await ring();
    expect(first).toEqual([sentence('greeting', { line: 'Example Support' }), OFFER]);
    expect(turn()).toEqual({ place: 'known', attempt: 1 });
  });

  it.each([
    ['key', '4'],
    ['word', 'status please'],
  ])('hears by %s how it stands', async (how, what) => {
    const talk = await ring();
    expect(await (how === 'key' ? talk.press(what) : talk.speak(what))).toEqual([TOLD, CHOICES]);
    expect(talk.did.performed).toEqual([{ kind: 'look-up', key: 'SUP-7' }]);
  });

  it.each([
    ['key', '1'],
    ['word', 'something new'],
    ['silence', ''],
  ])('goes on by %s with something new', async (how, what) => {
    const talk = await ring();
    const heard = await (how === 'key'
      ? talk.press(what)
      : how === 'word'
        ? talk.speak(what)
        : talk.silence());
    expect(heard).toEqual(NEW);
    expect(talk.turn()?.place).toBe('listening');
  });

  it('hears the offer once more by * and after what was not understood, and goes on after the third time', async () => {
    const talk = await ring();
    expect(await talk.press('*')).toEqual([OFFER]);
    expect(await talk.speak('bananas')).toEqual([sentence('notUnderstood'), OFFER]);
    expect(await talk.press('7')).toEqual(NEW);
  });

  it('who hangs up has left nothing', async () => {
    const talk = await ring();
    await talk.hangUp();
    expect(talk.stored().state).toBe('abandoned');
    expect(talk.did.queued).toEqual([]);
  });

  it('chooses the kind of request first, where the line asks for it', async () => {
    const requestTypes = [
      { id: '10', name: 'Hardware' },
      { id: '11', name: 'Access' },
    ];
    const talk = await ring({ line: { typePolicy: 'key', requestTypes } });
    expect((await talk.press('1'))[0]).toBe(sentence('typeIntro'));
    expect(await talk.press('2')).toEqual(NEW);
  });
});

describe('how a request stands', () => {
  const look = async (more: LineOptions = {}) => {
    const talk = await ring(more);
    const told = await talk.press('4');
    return { ...talk, told };
  };

  it.each([
    ['new', 'statusNew'],
    ['in-progress', 'statusInProgress'],
    ['done', 'statusDone'],
  ] as const)('is told when it is %s, with the last word of the agents', async (category, key) => {
    const { told } = await look({ status: { category, status: 'Open', comment: ' We are\n on it. ' } });
    expect(told).toEqual([
      sentence(key, { request: 'S U P, 7', status: 'Open' }),
      sentence('statusComment', { comment: 'We are on it.' }),
      CHOICES,
    ]);
  });

  it('is told as far as anybody follows by ear', async () => {
    const { told } = await look({ status: { ...STATUS, comment: 'word '.repeat(200) } });
    expect(told[1]?.length).toBeLessThan(350);
    expect(told[1]).toMatch(/word …$/);
  });

  it('may not be known just now', async () => {
    const { told } = await look({ status: undefined });
    expect(told).toEqual([sentence('statusUnknown'), CHOICES]);
  });

  it('is told again by *, by its word, and after what was not understood, and then it ends', async () => {
    const { press, speak, isOver } = await look();
    expect(await press('*')).toEqual([TOLD, CHOICES]);
    expect(await speak('repeat that')).toEqual([TOLD, CHOICES]);
    expect(await speak('bananas')).toEqual([sentence('notUnderstood'), TOLD, CHOICES]);
    expect(await press('*')).toEqual([sentence('goodbye')]);
    expect(isOver()).toBe(true);
  });

  it('is enough for somebody who says nothing more', async () => {
    const { silence, isOver } = await look();
    expect(await silence()).toEqual([sentence('goodbye')]);
    expect(isOver()).toBe(true);
  });

  it.each([
    ['key', '2'],
    ['word', 'something new'],
  ])('leads by %s to a new request', async (how, what) => {
    const { press, speak } = await look();
    expect(await (how === 'key' ? press(what) : speak(what))).toEqual(NEW);
  });
});

describe('a message for an open request', () => {
  const COMMENT = sentence('commentPrompt', { request: 'S U P, 7' });
  const comment = async (how: 'key' | 'word' = 'key', more: LineOptions = {}) => {
    const talk = await ring(more);
    await talk.press('4');
    const asked = await (how === 'key' ? talk.press('1') : talk.speak('leave a message'));
    return { ...talk, asked };
  };

  it.each(['key', 'word'] as const)('is asked for by %s, after the notice', async (how) => {
    const { asked, stored } = await comment(how);
    expect(asked).toEqual([sentence('notice'), COMMENT]);
    expect(stored()).toMatchObject({ about: OPEN[0], notice: { language: 'en' } });
  });

  it('is confirmed, and filed by whoever has time: nobody waits', async () => {
    const { record, isOver, stored, did } = await comment();
    expect(await record(9, '#')).toEqual([sentence('commentTaken', { request: 'S U P, 7' })]);
    expect(isOver()).toBe(true);
    expect(stored()).toMatchObject({ state: 'recorded', about: OPEN[0] });
    expect(stored().heldUntil).toBeUndefined();
    expect(did.queued.length).toBeGreaterThan(0);
  });

  it('is kept of somebody who hangs up', async () => {
    const { recordAndHangUp, stored, did } = await comment();
    await recordAndHangUp();
    expect(stored()).toMatchObject({ state: 'recorded', about: OPEN[0] });
    expect(did.queued.length).toBeGreaterThan(0);
  });

  it('is asked for three times, with different words, and * tells once more', async () => {
    const talk = await comment();
    expect(await talk.press('*')).toEqual([COMMENT]);
    await talk.silence();
    expect(await talk.silence()).toEqual([sentence('quietSecond')]);
    await talk.silence();
    expect(await talk.silence()).toEqual([sentence('goodbyeQuiet')]);
    expect(talk.isOver()).toBe(true);
    expect(talk.stored().state).toBe('abandoned');
  });

  it('stays one for that request when the caller then asks for a person, who does not answer', async () => {
    const { record, stored, isOver, did } = await comment();
    const heard = await record(9, '0');
    expect(heard).toEqual([sentence('nobodyFree'), sentence('commentTaken', { request: 'S U P, 7' })]);
    expect(isOver()).toBe(true);
    expect(stored()).toMatchObject({ about: OPEN[0], transfer: 'missed', recording: { seconds: 9 } });
    expect(did.queued.length).toBeGreaterThan(0);
  });

  it('is none any more for somebody who asks for a person instead, and leaves another', async () => {
    const { press, stored } = await comment();
    await press('0');
    expect(stored().about).toBeUndefined();
  });

  it('can be left without being recorded, where callers are told so', async () => {
    const { press, speak, asked, stored, isOver } = await comment('key', { line: { mayDecline: true } });
    expect(asked).toEqual([sentence('notice'), sentence('noticeDecline'), COMMENT]);
    expect(await press('2')).toEqual([sentence('noticeUnrecorded'), sentence('addNow')]);
    expect(await speak('It works again since noon.')).toEqual([
      sentence('commentTaken', { request: 'S U P, 7' }),
    ]);
    expect(isOver()).toBe(true);
    expect(stored()).toMatchObject({
      about: OPEN[0],
      unrecorded: true,
      state: 'transcribed',
      transcript: { text: 'It works again since noon.' },
    });
  });

  it('says so by word, too; and nothing of what was recorded until then is kept', async () => {
    const words = await comment('key', { line: { mayDecline: true } });
    expect(await words.speak('no recording')).toEqual([sentence('noticeUnrecorded'), sentence('addNow')]);
    const late = await comment('key', { line: { mayDecline: true } });
    expect(await late.record(5, '2')).toEqual([sentence('noticeUnrecorded'), sentence('addNow')]);
    expect(late.stored().recording).toBeUndefined();
    expect(late.did.deleted).toHaveLength(1);
    await late.silence();
    await late.silence();
    expect(await late.silence()).toEqual([sentence('goodbyeQuiet')]);
    expect(late.stored().state).toBe('abandoned');
  });
});

it('a known caller with something new gets a request of their own', async () => {
  const talk = await ring();
  await talk.press('1');
  await talk.record();
  await talk.press('1');
  expect(talk.stored()).toMatchObject({ request: { key: REQUEST.key } });
  expect(talk.stored().about).toBeUndefined();
});
