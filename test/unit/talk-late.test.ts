import { describe, expect, it } from 'vitest';
import { Question } from '../../src/contract/question';
import { createConversation, recordingSid, type TestConversation } from './fake-conversation';
import { type LineOptions, understands, WORDS } from './fake-line';
import { saidIn, sentence } from './sentences';

const OPEN = [{ key: 'SUP-7', id: '7' }];
const ROOM = Question.parse({ fieldId: 'customfield_2', name: 'Room number', kind: 'number' });
const AREA = Question.parse({
  fieldId: 'customfield_1',
  name: 'Building',
  kind: 'choice',
  choices: [
    { id: '1', label: 'North wing' },
    { id: '2', label: 'South wing' },
  ],
});
const questions = [AREA, ROOM];

const RECORDING = { RecordingSid: recordingSid(7), RecordingDuration: '9' };
const pressed = (Digits: string) => ({ Digits, FinishedOnKey: '' });
const unrecorded = { line: { mayDecline: true } };
const asking = { work: understands({ questions }) };
const toRecap = (talk: TestConversation) => talk.record();
const toArea = async (talk: TestConversation) => {
  await talk.record();
  await talk.press('1');
};
const toRoom = async (talk: TestConversation) => {
  await toArea(talk);
  await talk.press('2');
};
const toCheck = async (talk: TestConversation) => {
  await toRoom(talk);
  await talk.press('12#');
};

describe('a webhook that comes late', () => {
  it('with a message is kept, and filed at once: nobody is on the line', async () => {
    for (const recording of [RECORDING, { ...RECORDING, Digits: '*' }]) {
      const talk = createConversation();
      await talk.ring();
      await talk.hangUp();
      expect(talk.stored().state).toBe('abandoned');
      const speech = await talk.tell('/listening/1', recording);
      expect(saidIn(typeof speech === 'string' ? [] : speech)).toEqual([]);
      expect(talk.stored()).toMatchObject({ state: 'recorded', recording: { seconds: 9 } });
      expect(talk.stored().heldUntil).toBeUndefined();
      expect(talk.did.queued.length).toBeGreaterThan(0);
    }
  });

  it('with unrecorded words is kept as well', async () => {
    const talk = createConversation(unrecorded);
    await talk.ring();
    await talk.press('2');
    await talk.hangUp();
    await talk.tell('/speaking/1', { SpeechResult: WORDS });
    expect(talk.stored()).toMatchObject({ state: 'transcribed', transcript: { text: WORDS } });
    expect(talk.stored().heldUntil).toBeUndefined();
    expect(talk.did.queued.length).toBeGreaterThan(0);
  });

  it('with the wish not to be recorded is followed', async () => {
    const talk = createConversation(unrecorded);
    await talk.ring();
    await talk.hangUp();
    await talk.tell('/listening/1', { ...RECORDING, Digits: '2' });
    expect(talk.stored()).toMatchObject({ state: 'abandoned', discarded: [recordingSid(7)] });
    expect(talk.did.queued).toEqual([]);
  });

  it.each(['/recap/1', '/question/1/1', '/told/1', '/status/1', '/waiting/1', '/listening/1'])(
    'with an answer is no caller’s any more: %s',
    async (path) => {
      const talk = createConversation(asking);
      await talk.ring();
      await talk.record();
      await talk.hangUp();
      const before = talk.stored();
      expect(await talk.tell(path, pressed('1'))).toBe('stale');
      expect(talk.stored()).toEqual(before);
    },
  );

  it('of a recording is kept though its turn never came, and waits for the caller who is on the line', async () => {
    const talk = createConversation();
    await talk.ring();
    await talk.tell('/recording', { ...RECORDING, RecordingStatus: 'completed' });
    expect(talk.stored()).toMatchObject({ state: 'recorded', recording: { seconds: 9 } });
    expect(talk.stored().heldUntil).toBeGreaterThan(0);
    await talk.hangUp();
    expect(talk.stored().heldUntil).toBeUndefined();
    expect(talk.did.queued.at(-1)?.[1]).toBe(0);
  });

  it('of a recording after the end is filed at once', async () => {
    const talk = createConversation();
    await talk.ring();
    await talk.hangUp();
    await talk.tell('/recording', { ...RECORDING, RecordingStatus: 'completed' });
    expect(talk.stored()).toMatchObject({ state: 'recorded' });
    expect(talk.stored().heldUntil).toBeUndefined();
    expect(talk.did.queued).toHaveLength(1);
  });

  it('of a recording that is known is not queued while somebody waits: it is done at once', async () => {
    const talk = createConversation({ order: 'no-recording' });
    await talk.ring();
    await talk.record();
    const queued = talk.did.queued.length;
    await talk.tell('/recording', {
      RecordingSid: recordingSid(1),
      RecordingDuration: '12',
      RecordingStatus: 'completed',
    });
    expect(talk.did.queued.length).toBe(queued);
    expect(talk.did.workedOn).toHaveLength(1);
  });

  it('of the call itself is no call any more', async () => {
    const talk = createConversation();
    await talk.ring();
    await talk.hangUp();
    expect(await talk.tell('/call', { CallStatus: 'ringing' })).toBe('stale');
  });
});

describe('the longest time for a call', () => {
  const UP = sentence('timeUp');
  const SO_FAR = sentence('saidSoFar');
  const late = async (options: LineOptions, come: (talk: TestConversation) => Promise<unknown>) => {
    const talk = createConversation(options);
    await talk.ring();
    await come(talk);
    talk.clock.now += 900_000;
    return talk;
  };

  it('ends the call kindly, and what was said is filed and its number read', async () => {
    const talk = await late({}, toRecap);
    expect((await talk.press('*')).slice(0, 3)).toEqual([
      UP,
      SO_FAR,
      sentence('filed', { request: 'S U P, 1 4 2' }),
    ]);
  });

  it('takes in what is said at that very moment', async () => {
    const recorded = await late({}, async () => undefined);
    expect((await recorded.record(9)).slice(0, 2)).toEqual([UP, SO_FAR]);
    expect(recorded.stored()).toMatchObject({ recording: { seconds: 9 }, request: { key: 'SUP-142' } });
    const spoken = await late(unrecorded, (talk) => talk.press('2'));
    expect((await spoken.speak(WORDS)).slice(0, 2)).toEqual([UP, SO_FAR]);
    expect(spoken.stored()).toMatchObject({ transcript: { text: WORDS }, request: { key: 'SUP-142' } });
    const checked = await late(asking, toCheck);
    await checked.press('*');
    expect(checked.stored().answers).toHaveLength(2);
  });

  it('does not pretend to have what was never said', async () => {
    const talk = await late({}, async () => undefined);
    expect(await talk.press('*')).toEqual([UP, sentence('goodbye')]);
    expect(talk.isOver()).toBe(true);
  });

  it('has the message for an open request all the same', async () => {
    const come = async (talk: TestConversation) => {
      await talk.press('4');
      await talk.press('1');
    };
    const talk = await late({ open: OPEN }, come);
    expect(await talk.record(9)).toEqual([UP, sentence('commentTaken', { request: 'S U P, 7' })]);
    expect(talk.stored()).toMatchObject({ about: OPEN[0], recording: { seconds: 9 } });
    const silent = await late({ open: OPEN }, come);
    expect(await silent.press('*')).toEqual([UP, sentence('goodbye')]);
  });

  it('interrupts nobody who is hearing their number', async () => {
    const talk = await late({}, async (call) => {
      await call.record();
      await call.press('1');
    });
    expect((await talk.press('*'))[0]).toBe(sentence('filed', { request: 'S U P, 1 4 2' }));
  });
});

describe('a line that is removed during a call', () => {
  it('has what was left filed where it can be', async () => {
    const recorded = createConversation();
    await recorded.ring();
    recorded.world.settings = { ...recorded.world.settings, lines: [] };
    expect(await recorded.record(9)).toEqual([]);
    expect([recorded.isOver(), recorded.stored().recording?.seconds]).toEqual([true, 9]);
    expect(recorded.did.queued.length).toBeGreaterThan(0);
    const spoken = createConversation(unrecorded);
    await spoken.ring();
    await spoken.press('2');
    spoken.world.settings = { ...spoken.world.settings, lines: [] };
    await spoken.speak(WORDS);
    expect(spoken.stored().transcript?.text).toBe(WORDS);
    expect(spoken.did.queued.length).toBeGreaterThan(0);
  });
});
