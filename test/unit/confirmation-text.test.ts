import { describe, expect, it } from 'vitest';
import type { Call } from '../../src/contract/call';
import type { FailureKind } from '../../src/contract/failure';
import type { Line } from '../../src/contract/settings';
import { fileCall } from '../../src/intake/file-call';
import type { Phone } from '../../src/intake/ports';
import { CALL_ID, failure, makeUnderstanding, START } from './fakes';
import { begin } from './finishing';

describe('the confirmation text', () => {
  it("is the admin's, filled, and only words of ours", async () => {
    const template = '{request} / {reference} / {line} / {summary}';
    const world = begin({ confirmation: { enabled: true, template } });
    await world.finish();
    expect(world.phone.texts[0]?.body).toBe(
      'SUP-7 / K7QM-2R4X / Example Support / VPN is down in Hamburg with error 809',
    );
  });

  it("is in the caller's language, also where the team writes another", async () => {
    const german = { transcript: { text: 'Das VPN geht nicht.', language: 'de' } };
    const world = begin({ ticketLanguage: 'en' }, german);
    await world.finish();
    expect(world.phone.texts[0]?.body).toContain('Ihre Anfrage hat die Nummer SUP-7');
    const comment = world.desk.done.find(({ method }) => method === 'addInternalComment');
    expect(JSON.stringify(comment?.value)).toContain('Transcript of the call');
  });

  it('is not sent when it is off, not wanted, or cannot arrive', async () => {
    const never: [Partial<Line>, Partial<Call>][] = [
      [{ confirmation: { enabled: false } }, {}],
      [{}, { from: null }],
      [{}, { from: '+99912345678' }],
      [{}, { understanding: makeUnderstanding({ smsOptOut: true }) }],
    ];
    for (const [line, call] of never) {
      const world = begin(line, call);
      await world.finish();
      expect(world.phone.texts).toEqual([]);
      expect(world.steps().confirmation).toBe('skipped');
    }
  });

  it('is sent once, though the process ended right after it', async () => {
    const world = begin();
    const sendText: Phone['sendText'] = async (text) => {
      await world.phone.sendText(text);
      throw new Error('the process ended');
    };
    const dying = { ...world, worker: 'dying', phone: { ...world.phone, sendText } };
    await expect(fileCall(CALL_ID, dying)).rejects.toThrow('ended');
    expect(await world.finishLater()).toEqual({ kind: 'settled' });
    expect(world.phone.texts).toHaveLength(1);
    expect(world.stored()).toMatchObject({ state: 'closed', steps: { confirmation: 'done' } });
    expect(world.phone.asked).toContain('wasTextSent');
  });

  const doubtful: FailureKind[] = ['timed-out', 'unreachable', 'unavailable', 'conflict', 'malformed'];
  it.each(doubtful)('whose answer was lost (%s) is looked for at Twilio, not sent again', async (kind) => {
    const world = begin();
    world.phone.faults.lost.sendText = [failure(kind, 'twilio')];
    expect(await world.finish()).toEqual({ kind: 'wait', ms: 90_000 });
    expect(world.stored().restUntil).toBe(world.now() + 90_000);
    expect(await world.finishLater()).toEqual({ kind: 'settled' });
    expect(world.phone.texts).toHaveLength(1);
    expect(world.steps().confirmation).toBe('done');
  });

  it.each(doubtful)('that was not sent after all (%s) is sent once it is known', async (kind) => {
    const world = begin();
    world.phone.faults.next.sendText = [failure(kind, 'twilio')];
    world.phone.faults.next.wasTextSent = [failure('unavailable', 'twilio')];
    expect(await world.finishLater()).toEqual({ kind: 'settled' });
    expect(world.phone.texts).toHaveLength(1);
    expect(world.phone.asked.filter((method) => method === 'sendText')).toHaveLength(2);
    expect(world.steps().confirmation).toBe('done');
  });

  it.each(['rejected', 'not-found'] as const)('that Twilio refuses (%s) is given up', async (kind) => {
    const world = begin();
    world.phone.faults.always.sendText = failure(kind, 'twilio');
    expect(await world.finish()).toEqual({ kind: 'settled' });
    expect(world.stored()).toMatchObject({
      state: 'closed',
      steps: { confirmation: 'failed', comment: 'done' },
    });
    // Nobody can put that right.
    expect(world.stored()).not.toHaveProperty('problem');
    expect(world.lines).toContainEqual(expect.objectContaining({ event: 'step-failed', failure: kind }));
  });

  it('that could not be sent within a day is of no use: it is given up, and nobody has to act', async () => {
    const world = begin();
    world.phone.faults.always.sendText = failure('unavailable', 'twilio');
    const begun = world.now();
    expect(await world.finishLater()).toEqual({ kind: 'settled' });
    expect(world.stored()).toMatchObject({ state: 'closed', steps: { confirmation: 'failed' } });
    const hours = (world.now() - begun) / 3_600_000;
    expect([hours > 23.9, hours < 25.1]).toEqual([true, true]);
    expect(world.phone.texts).toEqual([]);
  });

  const DAY_LATER = START + 40_000 + 24 * 60 * 60_000;

  it('is not sent a day late, though it could be', async () => {
    const world = begin();
    world.clock.now = DAY_LATER;
    expect(await world.finish()).toEqual({ kind: 'settled' });
    expect([world.phone.texts, world.steps().confirmation]).toEqual([[], 'failed']);
    expect(world.stored().state).toBe('closed');
  });

  it('that was sent in time, or was not to be sent, is not missed a day later', async () => {
    const sent = begin();
    sent.phone.faults.lost.sendText = [failure('timed-out', 'twilio')];
    await sent.finish();
    sent.clock.now = DAY_LATER;
    expect(await sent.finish()).toEqual({ kind: 'settled' });
    expect([sent.phone.texts.length, sent.steps().confirmation]).toEqual([1, 'done']);
    const withheld = begin({}, { from: null });
    withheld.clock.now = DAY_LATER;
    await withheld.finish();
    expect(withheld.steps().confirmation).toBe('skipped');
    expect(withheld.stored()).not.toHaveProperty('problem');
  });
});
