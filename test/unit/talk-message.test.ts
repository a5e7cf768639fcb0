import { describe, expect, it } from 'vitest';
import type { Line } from '../../src/contract/settings';
import { createConversation, type Order, recordingSid } from './fake-conversation';
import { isSlow, type LineOptions, WORDS } from './fake-line';
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

describe('a message', () => {
  it.each(['turn-first', 'recording-first', 'no-recording'] as const)(
    'is kept, understood while the caller waits, and read back (%s)',
    async (order) => {
      const { record, stored, did, turn } = await ring({}, { order });
      expect(await record(12, '#')).toEqual([WAIT, ...RECAPPED]);
      expect(turn()).toEqual({ place: 'recap', attempt: 1 });
      expect(stored()).toMatchObject({
        state: 'understood',
        recording: { sid: recordingSid(1), seconds: 12 },
        transcript: { text: WORDS },
      });
      expect(stored().heldUntil).toBeGreaterThan(0);
      // The queue as a net, which does not come before the line has tried.
      expect(did.queued[0]?.[1]).toBe(order === 'recording-first' ? 0 : 5);
    },
  );

  it('may take its time: long silences, # to finish, a tone, and no longer than the line allows', async () => {
    const { documents } = await ring({ maxMessageSeconds: 60 });
    const records = [...(documents[0]?.twiml.matchAll(/<Record [^>]*>/g) ?? [])].map(([verb]) => verb);
    expect(records).toHaveLength(3);
    for (const verb of records)
      for (const part of ['timeout="6"', 'finishOnKey="#0*"', 'maxLength="60"', 'playBeep="true"'])
        expect(verb).toContain(part);
  });

  it('is asked for three times of somebody who is silent, with different words, then not any more', async () => {
    const { silence, isOver, heard, stored, did } = await ring();
    const answers: string[][] = [];
    while (!isOver()) answers.push(await silence());
    // Silent before the tone, and after it.
    expect(answers.flat()).toEqual([sentence('quietFirst'), sentence('quietSecond'), GOODBYE]);
    expect(new Set(heard).size).toBe(heard.length);
    expect([stored().state, did.queued]).toEqual(['abandoned', []]);
  });

  it('is kept when the caller hangs up after it', async () => {
    const { recordAndHangUp, stored, did } = await ring();
    await recordAndHangUp();
    expect(stored()).toMatchObject({ state: 'recorded', recording: { seconds: 12 }, durationSeconds: 60 });
    expect(stored().heldUntil).toBeUndefined();
    expect(did.queued.length).toBeGreaterThan(0);
  });

  it('is asked for once more by *, with the notice, and by other keys', async () => {
    const { press, turn } = await ring();
    expect(await press('*')).toEqual([NOTICE, PROMPT]);
    expect(await press('5')).toEqual([NOTICE, PROMPT]);
    expect(turn()).toEqual({ place: 'listening', attempt: 3 });
  });

  it('can be begun early by #; the notice is heard all the same', async () => {
    const { press, record } = await ring();
    expect(await press('#')).toEqual([NOTICE]);
    expect(await record()).toEqual([WAIT, ...RECAPPED]);
  });

  it('is still taken of somebody who presses keys again and again, and then it ends', async () => {
    const { press, isOver } = await ring();
    const answers = [];
    while (!isOver()) answers.push(await press('*'));
    expect(answers).toHaveLength(6);
    expect(answers.at(-1)).toEqual([GOODBYE]);
  });

  it('is added to by *, which ends the recording', async () => {
    const { record, stored } = await ring();
    expect(await record(12, '*')).toEqual([sentence('addPrompt')]);
    expect(await record(5)).toEqual([WAIT, ...RECAPPED]);
    expect(stored()).toMatchObject({
      recording: { sid: recordingSid(1) },
      additions: [{ sid: recordingSid(2), seconds: 5, heard: true }],
    });
  });

  it('that nothing is added to counts as it is', async () => {
    const { record, silence } = await ring();
    await record(12, '*');
    await silence();
    expect(await silence()).toEqual(RECAPPED);
  });
});

describe('the time limit', () => {
  it('is announced when it is near, and the rest is recorded', async () => {
    const { documents, record, silence, stored, turn } = await ring({ maxMessageSeconds: 300 });
    expect(documents[0]?.twiml).toContain('maxLength="270"');
    expect(await record(270)).toEqual([sentence('lastSeconds', { count: 30 })]);
    expect(documents.at(-1)?.twiml).toContain('maxLength="30"');
    expect(turn()?.place).toBe('adding');
    expect(await record(30)).toEqual([WAIT, ...RECAPPED]);
    expect(stored().additions).toMatchObject([{ seconds: 30 }]);
    expect(await silence()).toEqual([sentence('recapChoices')]);
  });

  it('is not announced to somebody who is done, by a key or by silence', async () => {
    for (const [seconds, key] of [
      [270, '#'],
      [120, undefined],
    ] as const) {
      const { record } = await ring({ maxMessageSeconds: 300 });
      expect(await record(seconds, key)).toEqual([WAIT, ...RECAPPED]);
    }
  });

  it('of a short message leaves no room for an announcement', async () => {
    const { documents, record } = await ring({ maxMessageSeconds: 60 });
    expect(documents[0]?.twiml).toContain('maxLength="60"');
    expect(await record(60)).toEqual([WAIT, ...RECAPPED]);
  });

  it('has the message when the caller says nothing in the rest, or hangs up', async () => {
    const quiet = await ring({ maxMessageSeconds: 300 });
    await quiet.record(270);
    await quiet.silence();
    expect(await quiet.silence()).toEqual(RECAPPED);
    const gone = await ring({ maxMessageSeconds: 300 });
    await gone.record(270);
    await gone.hangUp();
    expect(gone.stored()).toMatchObject({ state: 'recorded', recording: { seconds: 270 } });
    expect(gone.stored().heldUntil).toBeUndefined();
    expect(gone.did.queued.length).toBeGreaterThan(1);
  });
});

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

describe('the wait', () => {
  it('is told of and filled with music, and in the end the number follows', async () => {
    for (const canText of [true, false]) {
      const { record, isOver, stored, did } = await ring({}, { work: isSlow, canText });
      const heard = await record();
      expect(heard[0]).toBe(WAIT);
      expect(heard.filter((text) => text === '♪')).toHaveLength(5);
      expect(heard.filter((text) => text === sentence('stillWorking'))).toHaveLength(2);
      const spelled = [...stored().reference.replace('-', '')].join(', ');
      expect(heard.at(-1)).toBe(
        canText ? sentence('laterByText') : sentence('laterByReference', { reference: spelled }),
      );
      expect(isOver()).toBe(true);
      expect(stored().heldUntil).toBeUndefined();
      expect(did.queued.length).toBeGreaterThan(1);
    }
  });

  it('never plays music for long without a word', async () => {
    const { record } = await ring({}, { work: isSlow });
    const heard = await record();
    expect(heard.join(' ')).not.toMatch(/♪ ♪ ♪ ♪/);
  });

  it('promises no text where none is wanted, or can come', async () => {
    const off = await ring({ confirmation: { enabled: false } }, { work: isSlow });
    expect(await off.record()).not.toContain(sentence('laterByText'));
  });

  it('ends early for a call that needs an admin, and late is said of it too', async () => {
    const { record } = await ring(
      {},
      { work: (call) => ({ ...call, state: 'parked', problem: 'No access.' }) },
    );
    expect(await record()).toEqual([WAIT, sentence('laterByText')]);
  });

  it('for somebody else who is at it is music too: nothing is done twice', async () => {
    const lease = { holder: 'the queue', until: Number.MAX_SAFE_INTEGER };
    const { record, did } = await ring({}, { work: (call) => ({ ...call, lease }) });
    expect(await record()).toContain('♪');
    expect(did.performed).toEqual([{ kind: 'work' }]);
  });

  it('ends with the number where somebody else has filed it meanwhile', async () => {
    const request = { key: 'SUP-9', id: '9', at: 1 };
    const { record } = await ring({}, { work: (call) => ({ ...call, state: 'filed', request }) });
    expect(await record()).toContain(sentence('filed', { request: 'S U P, 9' }));
  });

  it('for a message that turns out to be silent ends with asking again', async () => {
    const { record, workers, stored } = await ring({}, {});
    const understand = workers.work;
    workers.work = (call) => ({ ...call, state: 'abandoned', problem: 'silent' });
    expect(await record()).toEqual([WAIT, sentence('quietFirst')]);
    workers.work = understand;
    expect(await record()).toEqual([WAIT, ...RECAPPED]);
    expect(stored()).toMatchObject({ state: 'understood', additions: [{ sid: recordingSid(2) }] });
  });

  it('is a kind word and the reference where the store has lost the message: Twilio has it', async () => {
    const { store, record, heard, call } = await ring();
    store.faults.always = { kind: 'unavailable', service: 'forge', detail: 'out' };
    await record();
    expect(call()?.recording).toBeUndefined();
    expect(heard.at(-1)).toMatch(/^This takes a little longer today.*Your reference is/);
  });
});
