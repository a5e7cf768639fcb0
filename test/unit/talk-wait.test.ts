import { describe, expect, it } from 'vitest';
import type { Line } from '../../src/contract/settings';
import { createConversation, type Order, recordingSid } from './fake-conversation';
import { isSlow, type LineOptions } from './fake-line';
import { sentence } from './sentences';

const WAIT = sentence('oneMoment');
const RECAPPED = [sentence('recap', { summary: 'the VPN is down in Hamburg' }), sentence('recapChoices')];

const ring = async (line: Partial<Line> = {}, more: LineOptions & { order?: Order } = {}) => {
  const talk = createConversation({ ...more, line });
  const first = await talk.ring();
  return { ...talk, first };
};

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
