import { describe, expect, it } from 'vitest';
import type { Line } from '../../src/contract/settings';
import { createConversation } from './fake-conversation';
import { saidIn, sentence } from './sentences';

const LINE = 'Example Support';
const OPENING = [sentence('greeting', { line: LINE }), sentence('notice'), sentence('prompt')];
const open = async (line: Partial<Line>, more: Parameters<typeof createConversation>[0] = {}) => {
  const talk = createConversation({ ...more, line });
  const heard = await talk.ring();
  return { ...talk, first: heard };
};

describe('a call', () => {
  it('is greeted, told of the recording, and listened to at once: no menu', async () => {
    const { first, turn, stored } = await open({});
    expect(first).toEqual(OPENING);
    expect(turn()).toEqual({ place: 'listening', attempt: 1 });
    expect(stored()).toMatchObject({
      state: 'answered',
      lineId: 'support',
      language: 'en',
      canText: true,
      notice: { language: 'en', version: expect.stringMatching(/^[0-9a-f]{12}$/) },
    });
  });

  it('that is one too many, or not wanted, costs nothing and leaves nothing but a line for admins', async () => {
    const talk = createConversation({ refused: true });
    await talk.ring();
    expect(talk.documents[0]?.twiml).toContain('<Response><Reject/></Response>');
    expect(talk.call()).toBeUndefined();
    expect(talk.did.audited).toEqual([{ action: 'reject', outcome: 'done', callId: expect.any(String) }]);
  });

  it('that was let in goes on, however many there are by now', async () => {
    const talk = createConversation();
    await talk.ring();
    talk.world.knowCaller = async () => ({ refused: true, canText: false, open: [] });
    expect(await talk.ring()).toEqual(OPENING);
    expect(talk.stored().canText).toBe(true);
  });

  it('that is not answered by us, since it was refused, has nobody look through the records', async () => {
    const talk = createConversation({ refused: true });
    await talk.ring();
    for (const CallStatus of ['no-answer', 'busy', 'failed', 'canceled'])
      await talk.tell('/status', { CallStatus, CallDuration: '0' });
    await talk.tell('/status', { CallStatus: 'busy' });
    expect(talk.did.looked).toBe(0);
  });

  it('hears the hint to press 0 only where there is a person, and they are in', async () => {
    const transfer = { number: '+14155550123', ringSeconds: 20 };
    const hint = sentence('personHint');
    expect((await open({})).first).not.toContain(hint);
    expect((await open({ transfer })).first.at(-1)).toBe(hint);
    const hours = { timeZone: 'UTC', weekly: {}, holidays: [], outside: 'message' as const };
    expect((await open({ transfer, hours })).first).not.toContain(hint);
  });

  it("speaks in the admin's words and voices", async () => {
    const { documents, record } = await open({
      voices: { en: 'Google.en-US-Neural2-C' },
      prompts: { en: { prompt: 'Speak!', oneMoment: 'Wait!', recap: 'So: {summary}' } },
      greeting: 'Moin!',
      notice: 'We record.',
    });
    expect(saidIn(documents[0]?.speech ?? []).slice(0, 3)).toEqual(['Moin!', 'We record.', 'Speak!']);
    expect(await record()).toEqual(['Wait!', 'So: the VPN is down in Hamburg', sentence('recapChoices')]);
    for (const { twiml } of documents)
      expect(twiml.match(/<Say /g)?.length).toBe(twiml.match(/voice="Google.en-US-Neural2-C"/g)?.length);
  });
});

describe('outside the opening hours', () => {
  const hours = { timeZone: 'Europe/Berlin', weekly: {}, holidays: [] };

  it('a message is taken all the same, and nothing is promised for now', async () => {
    const { first, turn } = await open({ hours: { ...hours, outside: 'message' } });
    expect(first).toEqual([OPENING[0], sentence('closedMessage', { line: LINE }), ...OPENING.slice(1)]);
    expect(turn()?.place).toBe('listening');
  });

  it('a line that takes none says so and hangs up', async () => {
    const { first, isOver, call } = await open({ hours: { ...hours, outside: 'goodbye' } });
    expect(first).toEqual([sentence('closedGoodbye', { line: LINE })]);
    expect(isOver()).toBe(true);
    expect(call()?.state).toBe('abandoned');
  });

  it('are not known of while the line is open', async () => {
    const weekly = { fri: [['09:00', '18:00'] as [string, string]] };
    expect((await open({ hours: { ...hours, weekly, outside: 'goodbye' } })).first).toEqual(OPENING);
  });
});
