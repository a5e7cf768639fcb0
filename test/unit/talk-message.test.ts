import { describe, expect, it } from 'vitest';
import type { Line } from '../../src/contract/settings';
import { createConversation, type Order, recordingSid } from './fake-conversation';
import { type LineOptions, WORDS } from './fake-line';
import { sentence } from './sentences';

const NOTICE = sentence('notice');
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
