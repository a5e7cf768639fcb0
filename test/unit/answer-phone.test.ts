import { describe, expect, it } from 'vitest';
import { answerPhone, type PhoneLine } from '../../src/call/answer-phone';
import { createConversation, recordingSid } from './fake-conversation';
import { eventOf } from './fake-line';
import { CALL_ID, makeCall, PHONE_URL } from './fakes';
import { sentence } from './sentences';

function createPhone(talk = createConversation()) {
  const taken: string[] = [];
  const noted: string[] = [];
  const lines: Parameters<PhoneLine['log']>[0][] = [];
  const queue = { isOut: false };
  const phone: PhoneLine = {
    conversation: talk.world,
    phoneUrl: PHONE_URL,
    takeText: async (textId) => {
      taken.push(textId);
      return !queue.isOut;
    },
    noteTextStatus: async ({ textId, status }) => void noted.push(`${textId} ${status}`),
    log: (line) => void lines.push(line),
  };
  return { phone, talk, taken, noted, lines, queue };
}

describe('an answer to Twilio', () => {
  it('is a document for whoever is on the line', async () => {
    const { phone } = createPhone();
    const answer = await answerPhone(eventOf('/call', {}), phone);
    expect(answer).toMatchObject({ kind: 'twiml', twiml: expect.stringContaining(sentence('prompt')) });
  });

  it('is nothing for a report that nobody waits for', async () => {
    const { phone, talk } = createPhone();
    await talk.ring();
    const recording = { RecordingSid: recordingSid(1), RecordingDuration: '9', RecordingStatus: 'completed' };
    expect(await answerPhone(eventOf('/recording', recording), phone)).toEqual({ kind: 'nothing' });
    const ended = { CallStatus: 'completed', CallDuration: '20' };
    expect(await answerPhone(eventOf('/status', ended), phone)).toEqual({ kind: 'nothing' });
  });

  it('is a refusal for a replay, and a line in the log without a word of the caller', async () => {
    const { phone, talk, lines } = createPhone();
    talk.store.put(makeCall({ state: 'closed' }));
    expect(await answerPhone(eventOf('/call', {}), phone)).toEqual({ kind: 'stale' });
    expect(lines).toEqual([{ event: 'webhook-refused', reason: 'stale', callId: CALL_ID }]);
  });

  it('is left to the fallback for a line that a later version has saved', async () => {
    const { phone, talk } = createPhone();
    const unread = [{ id: 'x', number: '+14155559999' }];
    phone.conversation.settings = { ...talk.world.settings, unread };
    expect(await answerPhone(eventOf('/call', { To: '+14155559999' }), phone)).toEqual({
      kind: 'unavailable',
    });
  });

  it('to a text is an empty document once it is noted, and none where it can’t be: Twilio asks again', async () => {
    const { phone, taken, queue } = createPhone();
    const text = { kind: 'text-received', textId: `SM${'1'.repeat(32)}` } as const;
    expect(await answerPhone(text, phone)).toEqual({
      kind: 'twiml',
      twiml: '<?xml version="1.0" encoding="UTF-8"?><Response/>',
    });
    queue.isOut = true;
    expect(await answerPhone(text, phone)).toEqual({ kind: 'unavailable' });
    expect(taken).toEqual([text.textId, text.textId]);
  });

  it('to the news of a text is nothing', async () => {
    const { phone, noted } = createPhone();
    const report = { from: '+14155550100', to: '+14155552671', status: 'delivered' };
    const textId = `SM${'2'.repeat(32)}`;
    expect(await answerPhone({ kind: 'text-status', textId, ...report }, phone)).toEqual({ kind: 'nothing' });
    expect(noted).toEqual([`${textId} delivered`]);
  });

  it('to a person who picks up is what it is about; to one who takes it, the call', async () => {
    const { phone, talk } = createPhone();
    await talk.ring();
    await talk.record();
    const asked = await answerPhone({ kind: 'whisper', callId: CALL_ID }, phone);
    expect(asked).toMatchObject({
      twiml: expect.stringContaining('It is about: VPN is down in Hamburg with error 809.'),
    });
    expect(await answerPhone({ kind: 'whisper', callId: CALL_ID, accepted: true }, phone)).toEqual({
      kind: 'twiml',
      twiml: '<?xml version="1.0" encoding="UTF-8"?><Response/>',
    });
    expect(await answerPhone({ kind: 'whisper', callId: CALL_ID, accepted: false }, phone)).toMatchObject({
      twiml: expect.stringContaining('<Response><Hangup/></Response>'),
    });
  });
});
