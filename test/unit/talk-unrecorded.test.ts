import { describe, expect, it } from 'vitest';
import type { Line } from '../../src/contract/settings';
import { createConversation, type Order, recordingSid } from './fake-conversation';
import { type LineOptions, WORDS } from './fake-line';
import { sentence } from './sentences';

const NOTICE = sentence('notice');
const DECLINE = sentence('noticeDecline');
const PROMPT = sentence('prompt');
const WAIT = sentence('oneMoment');
const RECAPPED = [sentence('recap', { summary: 'the VPN is down in Hamburg' }), sentence('recapChoices')];
const GOODBYE = sentence('goodbyeQuiet');

const ring = async (line: Partial<Line> = {}, more: LineOptions & { order?: Order } = {}) => {
  const talk = createConversation({ ...more, line });
  const first = await talk.ring();
  return { ...talk, first };
};

describe('a caller who does not want to be recorded', () => {
  const policy = { mayDecline: true };
  const UNRECORDED = [sentence('noticeUnrecorded'), sentence('speakNow')];

  it('is told how', async () => {
    const { first } = await ring(policy);
    expect(first.slice(1)).toEqual([NOTICE, DECLINE, PROMPT]);
    expect((await ring()).first).not.toContain(DECLINE);
  });

  it.each([
    ['key', '2'],
    ['word', 'no recording please'],
  ])('says so by %s, and is heard turn by turn', async (how, what) => {
    const { press, speak, stored, documents, did } = await ring(policy);
    expect(await (how === 'key' ? press(what) : speak(what))).toEqual(UNRECORDED);
    expect(documents.at(-1)?.twiml).not.toContain('<Record');
    expect(await speak('The VPN is down in Hamburg.')).toEqual([WAIT, ...RECAPPED]);
    expect(await press('2')).toEqual([sentence('addNow')]);
    expect(await speak('It is on the second floor.')).toEqual([WAIT, ...RECAPPED]);
    for (const { twiml } of documents.slice(1)) expect(twiml).not.toContain('<Record');
    expect(stored()).toMatchObject({
      unrecorded: true,
      transcript: {
        text: 'The VPN is down in Hamburg.\nIt is on the second floor.',
        language: 'en-US',
      },
    });
    expect(stored().recording).toBeUndefined();
    expect(did.deleted).toEqual([]);
  });

  it('may say so while being recorded: what was recorded until then is deleted', async () => {
    for (const order of ['turn-first', 'recording-first'] as const) {
      const { record, stored, did, hangUp } = await ring(policy, { order });
      expect(await record(7, '2')).toEqual(UNRECORDED);
      expect(stored()).toMatchObject({ state: 'answered', unrecorded: true, discarded: [recordingSid(1)] });
      expect(stored().recording).toBeUndefined();
      await hangUp();
      expect(stored().state).toBe('abandoned');
      expect(did.deleted).toEqual(order === 'turn-first' ? [recordingSid(1)] : []);
    }
  });

  it('may say so when starting over, and nothing of the first message is left', async () => {
    const { record, press, stored, did, speak } = await ring(policy);
    await record();
    await press('3');
    expect(await press('2')).toEqual(UNRECORDED);
    expect(did.deleted).toEqual([recordingSid(1)]);
    const { state, recording, transcript, understanding, startsOver } = stored();
    expect([state, recording, transcript, understanding, startsOver]).toEqual([
      'answered',
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    expect(await speak('It is the printer.')).toEqual([WAIT, ...RECAPPED]);
    expect(stored().transcript?.text).toBe('It is the printer.');
  });

  it('is asked three times, and let go when nothing is said', async () => {
    const { press, silence, isOver, stored } = await ring(policy);
    await press('2');
    expect(await silence()).toEqual([sentence('notUnderstood'), sentence('speakNow')]);
    expect(await silence()).toEqual([sentence('speakNow')]);
    expect(await silence()).toEqual([GOODBYE]);
    expect([isOver(), stored().state]).toEqual([true, 'abandoned']);
  });

  it('is asked once more by * and by its word, also for more', async () => {
    const { press, speak } = await ring(policy);
    await press('2');
    expect(await press('*')).toEqual([sentence('speakNow')]);
    expect(await speak('say again')).toEqual([sentence('speakNow')]);
    await speak('The VPN is down in Hamburg.');
    await press('2');
    expect(await press('*')).toEqual([sentence('addNow')]);
    expect(await speak('say again')).toEqual([sentence('addNow')]);
  });

  it('who asks for a person and gets none is asked again, without a recording', async () => {
    for (const act of ['key', 'word']) {
      const { press, speak, documents } = await ring(policy);
      await press('2');
      const heard = await (act === 'key' ? press('0') : speak('a person please'));
      expect(heard).toEqual([sentence('nobodyFree'), sentence('speakNow')]);
      expect(documents.at(-1)?.twiml).not.toContain('<Record');
    }
  });

  it('who hangs up has said what was said', async () => {
    const { press, speak, hangUp, stored, did } = await ring(policy);
    await press('2');
    await speak('The VPN is down in Hamburg.');
    await hangUp();
    expect(stored()).toMatchObject({ state: 'understood', transcript: { text: WORDS } });
    expect(stored().heldUntil).toBeUndefined();
    expect(did.queued.length).toBeGreaterThan(0);
  });

  it('who starts over keeps the first message until there is another', async () => {
    const { press, speak, silence, stored } = await ring(policy);
    await press('2');
    await speak('The VPN is down in Hamburg.');
    expect(await press('3')).toEqual([sentence('speakNow')]);
    expect(stored().transcript?.text).toBe('The VPN is down in Hamburg.');
    expect(await silence()).toEqual(RECAPPED);
    await press('3');
    await speak('It is only my laptop.');
    expect(stored().transcript?.text).toBe('It is only my laptop.');
  });

  it('and tells it all before the tone is heard, too', async () => {
    const { speak, stored } = await ring(policy);
    expect(await speak('hello?')).toEqual([NOTICE, DECLINE, PROMPT]);
    expect(await speak('Hello, my printer in room 12 does not print any more.')).toEqual([WAIT, ...RECAPPED]);
    expect(stored().transcript?.text).toContain('room 12');
    expect(stored().unrecorded).toBeUndefined();
  });

  it('has no way out by 2 on a line that offers none', async () => {
    const { press, stored } = await ring();
    expect(await press('2')).toEqual([NOTICE, PROMPT]);
    expect(stored().unrecorded).toBeUndefined();
  });
});
