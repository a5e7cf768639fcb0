import { describe, expect, it } from 'vitest';
import { renderTwiml } from '../../src/call/twiml';
import { whisper } from '../../src/call/whisper';
import { Question } from '../../src/contract/question';
import type { Line } from '../../src/contract/settings';
import { createConversation, type TestConversation } from './fake-conversation';
import { isSlow, type LineOptions, understands } from './fake-line';
import { CALL_ID, failure, OWN_NUMBER, PHONE_URL } from './fakes';
import { kindsOf, saidIn, sentence } from './sentences';

const transfer = { number: '+14155550123', ringSeconds: 25 };
const CONNECTING = sentence('connecting');
const NOBODY = sentence('nobodyFree');
const MAILBOX = [NOBODY, sentence('notice'), sentence('mailbox')];
const OPEN = [{ key: 'SUP-7', id: '7' }];
const ROOM = Question.parse({ fieldId: 'customfield_2', name: 'Room number', kind: 'number' });

const requestTypes = [
  { id: '10', name: 'Hardware' },
  { id: '11', name: 'Access' },
];

/** How to come to each place in which the line listens to a caller. */
const WAYS: Record<string, [options: LineOptions, come: (talk: TestConversation) => Promise<unknown>]> = {
  language: [{ line: { languages: ['en', 'de'], languagePolicy: 'key' } }, async () => undefined],
  type: [{ line: { typePolicy: 'key', requestTypes } }, async () => undefined],
  listening: [{}, async () => undefined],
  speaking: [{ line: { mayDecline: true } }, (talk) => talk.press('2')],
  recap: [{}, (talk) => talk.record()],
  adding: [{}, (talk) => talk.record().then(() => talk.press('2'))],
  question: [
    { work: understands({ questions: [ROOM] }) },
    (talk) => talk.record().then(() => talk.press('1')),
  ],
  check: [
    { work: understands({ questions: [ROOM] }) },
    (talk) =>
      talk
        .record()
        .then(() => talk.press('1'))
        .then(() => talk.press('7#')),
  ],
  told: [{}, (talk) => talk.record().then(() => talk.press('1'))],
  known: [{ open: OPEN }, async () => undefined],
  code: [
    { open: OPEN, pin: '1234', line: { knownCallers: { enabled: true, pin: true } } },
    (talk) => talk.press('4'),
  ],
  status: [{ open: OPEN }, (talk) => talk.press('4')],
  comment: [{ open: OPEN }, (talk) => talk.press('4').then(() => talk.press('1'))],
};

const comeTo = async (place: string, line: Partial<Line>) => {
  const [options, come] = WAYS[place] ?? [{}, async () => undefined];
  const talk = createConversation({ ...options, line: { ...options.line, ...line } });
  await talk.ring();
  await come(talk);
  expect(talk.turn()?.place).toBe(place);
  return talk;
};

describe.each(Object.keys(WAYS))('0 in the place %s', (place) => {
  // A code may begin with one, so that it has to be ended.
  const zero = place === 'code' ? '0#' : '0';

  it('calls the person, and tells so', async () => {
    const talk = await comeTo(place, { transfer });
    expect(await talk.press(zero)).toEqual([CONNECTING]);
    expect(talk.wait()).toMatchObject({ kind: 'dial', number: transfer.number, ringSeconds: 25 });
  });

  it('leads to a mailbox where there is nobody, or to the end of what there is', async () => {
    const talk = await comeTo(place, {});
    const heard = await talk.press(zero);
    expect(heard[0]).toBe(NOBODY);
    if (['recap', 'adding', 'question', 'check'].includes(place)) expect(talk.turn()?.place).toBe('told');
    else if (place === 'told') expect(heard).toEqual([NOBODY, sentence('goodbye')]);
    else if (place === 'speaking') expect(heard).toEqual([NOBODY, sentence('speakNow')]);
    else expect(heard).toEqual(MAILBOX);
    expect(talk.stored().transfer).toBe('missed');
  });
});

describe('a wish to talk to a person', () => {
  const spoken = ['type', 'speaking', 'recap', 'question', 'check', 'told', 'known', 'code', 'status'];
  it.each(spoken)('is heard in words in the place %s', async (place) => {
    const talk = await comeTo(place, { transfer });
    expect(await talk.speak('a person please')).toEqual([CONNECTING]);
  });

  it('is heard in words before the tone where words are listened to', async () => {
    for (const place of ['listening', 'comment']) {
      const talk = await comeTo(place, { transfer, mayDecline: true });
      expect(await talk.speak('a person please')).toEqual([CONNECTING]);
    }
  });

  it('ends a message that is being recorded, which is kept', async () => {
    const talk = await comeTo('listening', { transfer });
    expect(await talk.record(8, '0')).toEqual([CONNECTING]);
    expect(talk.stored()).toMatchObject({ state: 'recorded', recording: { seconds: 8 } });
    expect(talk.did.queued.length).toBeGreaterThan(0);
    await talk.dial('no-answer');
    expect(talk.turn()?.place).toBe('told');
  });

  it('is heard in the music, too', async () => {
    const talk = createConversation({ work: isSlow, line: { transfer } });
    await talk.ring();
    talk.inMusic.push('7', '0');
    const heard = await talk.record();
    expect(heard).toEqual([sentence('oneMoment'), '♪', sentence('stillWorking'), '♪', CONNECTING]);
    expect(await talk.dial('no-answer')).toContain(NOBODY);
    expect(talk.stored()).toMatchObject({ recording: { seconds: 12 }, transfer: 'missed' });
  });

  it('that is all of a message is one: the mailbox then asks what it is about', async () => {
    const talk = createConversation({
      work: understands({ words: 'A person please.' }),
      line: { transfer },
    });
    await talk.ring();
    expect(await talk.record(2)).toEqual([sentence('oneMoment'), CONNECTING]);
    expect(await talk.dial('busy')).toEqual(MAILBOX);
    expect(talk.stored()).toMatchObject({ recording: { seconds: 2 }, startsOver: true });
    talk.workers.work = understands();
    await talk.record(20);
    expect(talk.turn()?.place).toBe('recap');
    expect(talk.stored().recording?.seconds).toBe(20);
  });

  it('that was all there was is filed when nothing more is said', async () => {
    const talk = createConversation({ work: understands({ words: 'A person please.' }) });
    await talk.ring();
    await talk.record(2);
    await talk.hangUp();
    expect(talk.stored()).toMatchObject({ state: 'understood', recording: { seconds: 2 } });
    expect(talk.stored().heldUntil).toBeUndefined();
  });
});

describe('a transfer', () => {
  it('that was answered ends with the talk; a message that was left before is filed', async () => {
    const talk = await comeTo('recap', { transfer });
    await talk.press('0');
    expect(await talk.dial('completed')).toEqual([]);
    expect(talk.isOver()).toBe(true);
    expect(talk.stored()).toMatchObject({ transfer: 'talked', state: 'understood' });
    expect(talk.stored().heldUntil).toBeUndefined();
    expect(talk.did.queued.at(-1)?.[1]).toBe(0);
  });

  it.each(['busy', 'no-answer', 'failed'] as const)('that comes back %s is a mailbox', async (status) => {
    const talk = await comeTo('listening', { transfer });
    await talk.press('0');
    expect(await talk.dial(status)).toEqual(MAILBOX);
    await talk.record();
    expect(talk.turn()?.place).toBe('recap');
  });

  it('does not change when the notice was first played, nor which', async () => {
    const talk = await comeTo('listening', {});
    const { notice } = talk.stored();
    talk.clock.now += 5000;
    expect(await talk.press('0')).toEqual(MAILBOX);
    expect(talk.stored().notice).toEqual(notice);
  });

  it('that a machine or a person did not take is none', async () => {
    const talk = await comeTo('listening', { transfer });
    await talk.press('0');
    const speech = await talk.tell('/person/1', { DialCallStatus: 'completed', DialBridged: 'false' });
    expect(saidIn(typeof speech === 'string' ? [] : speech)).toContain(NOBODY);
  });

  it('whose caller hangs up while it rings keeps what was said', async () => {
    const talk = await comeTo('recap', { transfer });
    await talk.press('0');
    await talk.hangUp();
    expect(talk.stored()).toMatchObject({ transfer: 'missed', state: 'understood' });
    expect(talk.stored().heldUntil).toBeUndefined();
    expect(talk.did.queued.at(-1)?.[1]).toBe(0);
  });

  it('is not tried outside the opening hours', async () => {
    const hours = { timeZone: 'UTC', weekly: {}, holidays: [], outside: 'message' as const };
    const talk = await comeTo('listening', { transfer, hours });
    expect(await talk.press('0')).toEqual(MAILBOX);
  });

  it('shows the caller, or our number where that is withheld, and whispers', async () => {
    const twimlOf = async (from: string | null) => {
      const talk = createConversation({ from, line: { transfer } });
      await talk.ring();
      await talk.press('0');
      return talk.documents.at(-1)?.twiml ?? '';
    };
    const known = await twimlOf('+14155552671');
    expect(known).toContain(
      `<Number url="${PHONE_URL}/whisper/${CALL_ID}" method="POST">+14155550123</Number>`,
    );
    expect(known).toContain('answerOnBridge="true"');
    expect(known).not.toContain('callerId');
    expect(await twimlOf(null)).toContain(`callerId="${OWN_NUMBER}"`);
  });

  it('is not asked for again and again', async () => {
    const talk = await comeTo('listening', {});
    for (let time = 0; !talk.isOver(); time++) {
      expect(time).toBeLessThan(10);
      await talk.press('0');
    }
    expect(talk.heard.at(-1)).toBe(sentence('goodbye'));
  });
});

describe('what the person hears before they take the call', () => {
  const whispered = (talk: TestConversation, accepted?: boolean) =>
    whisper(
      { kind: 'whisper', callId: CALL_ID, ...(accepted !== undefined && { accepted }) },
      { calls: talk.world.calls, settings: talk.world.settings },
    );

  it('is the line and what it is about, and 1 takes it', async () => {
    const talk = await comeTo('recap', { transfer });
    const speech = await whispered(talk);
    expect(saidIn(speech)).toEqual([
      sentence('whisper', { line: 'Example Support', reason: 'VPN is down in Hamburg with error 809' }),
    ]);
    expect(kindsOf(speech)).toEqual(['ask', 'hang-up']);
    expect(renderTwiml(speech, PHONE_URL)).toContain(`action="${PHONE_URL}/taken/${CALL_ID}"`);
    expect(await whispered(talk, true)).toEqual([]);
    expect(await whispered(talk, false)).toEqual([{ kind: 'hang-up' }]);
  });

  it('is only the line where nothing is known, and in its first language', async () => {
    const talk = await comeTo('listening', { transfer, languages: ['de', 'en'], languagePolicy: 'country' });
    expect(saidIn(await whispered(talk))).toEqual([
      sentence('whisperNoReason', { line: 'Example Support' }, 'de'),
    ]);
  });

  it('is nothing, and no call, where the call or the line is gone or the store is out', async () => {
    const talk = await comeTo('listening', { transfer });
    talk.world.settings = { ...talk.world.settings, lines: [] };
    expect(await whispered(talk)).toEqual([{ kind: 'hang-up' }]);
    talk.store.faults.always = failure('unavailable', 'forge');
    expect(await whispered(talk)).toEqual([{ kind: 'hang-up' }]);
    const nobody = createConversation();
    expect(await whispered(nobody)).toEqual([{ kind: 'hang-up' }]);
  });
});
