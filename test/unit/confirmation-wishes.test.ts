import { describe, expect, it } from 'vitest';
import { createCallers } from '../../src/caller/know-caller';
import type { Call } from '../../src/contract/call';
import type { CallerRecord } from '../../src/contract/caller';
import { fail, succeed } from '../../src/contract/failure';
import type { Line } from '../../src/contract/settings';
import { fileCall } from '../../src/intake/file-call';
import { createFakeTroubles, createTextWorld } from './fake-caller';
import { createFiling } from './fake-ports';
import {
  CALL_ID,
  CALLER,
  failure,
  makeLine,
  makeReading,
  makeRecordedCall,
  makeUnderstanding,
  OWN_NUMBER,
  START,
  TRANSCRIPT,
} from './fakes';
import { begin } from './finishing';

/** A call whose request was made, with what is really remembered of callers behind it. */
function beginWith(
  record: CallerRecord = { requests: [] },
  line: Partial<Line> = {},
  call: Partial<Call> = {},
) {
  const world = begin(line, call);
  const known = createTextWorld({ record });
  const troubles = createFakeTroubles();
  const pepper = { isOut: false };
  const callers = createCallers({
    book: known.callers,
    loadPepper: async () => (pepper.isOut ? fail(failure('unavailable', 'forge')) : succeed(known.pepper)),
    noteRequestOf: async () => succeed(undefined),
    countCall: async () => ({ caller: undefined, line: undefined }),
    desk: known.desk,
    troubles,
    audit: world.audit,
    now: world.now,
  });
  let runs = 0;
  const finish = async () => {
    let outcome = await fileCall(CALL_ID, { ...world, callers, worker: `worker ${++runs}` });
    for (let turn = 0; outcome.kind === 'wait' && turn < 60; turn++) {
      world.clock.now += outcome.ms;
      outcome = await fileCall(CALL_ID, { ...world, callers, worker: `worker ${++runs}` });
    }
    return outcome;
  };
  return { ...world, book: known.callers, caller: known.caller, troubles: troubles.kept, pepper, finish };
}

const off = (how: 'said' | 'pressed' | 'stop' | 'carrier') => ({
  textsOff: { at: START, how },
  requests: [],
});
const refused = (code: number) => failure('rejected', 'twilio', { detail: `${code}: no text for [number]` });

describe('the caller of a request', () => {
  it('is remembered with it, and knows nothing of others', async () => {
    const world = beginWith();
    expect(await world.finish()).toEqual({ kind: 'settled' });
    expect(world.caller().requests).toEqual([
      { key: 'SUP-7', id: '7', callId: CALL_ID, lineId: 'support', language: 'en', at: START + 40_000 },
    ]);
    expect(world.steps().caller).toBe('done');
    expect(world.phone.texts).toHaveLength(1);
  });

  it('is not remembered without a number', async () => {
    const world = beginWith(undefined, {}, { from: null });
    await world.finish();
    expect(world.caller().requests).toEqual([]);
    expect([world.steps().caller, world.steps().confirmation]).toEqual(['skipped', 'skipped']);
    expect(world.stored().state).toBe('closed');
  });

  it('that can not be remembered is no matter for a person', async () => {
    const world = beginWith();
    world.book.faults.always.noteRequest = failure('rejected', 'forge');
    expect(await world.finish()).toEqual({ kind: 'settled' });
    expect(world.stored()).toMatchObject({
      state: 'closed',
      steps: { caller: 'failed', confirmation: 'done' },
    });
    expect(world.stored()).not.toHaveProperty('problem');
  });

  it('and their wish are kept once the store is back', async () => {
    const world = beginWith(undefined, {}, { understanding: makeUnderstanding({ smsOptOut: true }) });
    world.book.faults.next.setTextsOff = [failure('unavailable', 'forge')];
    expect(await world.finish()).toEqual({ kind: 'settled' });
    expect(world.caller()).toMatchObject({ textsOff: { how: 'said' }, requests: [{ key: 'SUP-7' }] });
    expect(world.phone.texts).toEqual([]);
  });
});

describe('the confirmation for somebody who', () => {
  it.each(['said', 'pressed', 'stop', 'carrier'] as const)(
    'wants no texts since an earlier day (%s) is not sent',
    async (how) => {
      const world = beginWith(off(how));
      await world.finish();
      expect(world.phone.asked).not.toContain('sendText');
      expect(world.steps().confirmation).toBe('skipped');
      expect(world.stored().state).toBe('closed');
    },
  );

  it('can not be reached by text is not sent', async () => {
    const world = beginWith({ noTexts: { at: START, code: 30006 }, requests: [] });
    await world.finish();
    expect(world.phone.texts).toEqual([]);
    expect(world.steps().confirmation).toBe('skipped');
  });

  it('has just said that no texts are wanted is not sent, and the wish is kept for good', async () => {
    const world = beginWith(undefined, {}, { understanding: makeUnderstanding({ smsOptOut: true }) });
    await world.finish();
    expect(world.phone.texts).toEqual([]);
    expect(world.caller().textsOff).toMatchObject({ how: 'said' });
    expect(world.audited.filter(({ action }) => action === 'texts-off')).toHaveLength(1);
  });

  it('has pressed that no texts are wanted is not sent', async () => {
    const world = beginWith(undefined, {}, { textsOff: true });
    await world.finish();
    expect([world.phone.texts, world.steps().confirmation]).toEqual([[], 'skipped']);
  });

  it('is not known to want any is not sent while that can not be found out, and then is', async () => {
    const world = beginWith();
    world.book.faults.next.load = [failure('unavailable', 'forge'), failure('timed-out', 'forge')];
    expect(await world.finish()).toEqual({ kind: 'settled' });
    expect(world.phone.texts).toHaveLength(1);
    // Nothing was sent that would have to be looked for at once: the waits are short.
    expect(world.now() - START).toBeLessThan(5 * 60_000);
  });

  it('can not be found out about for a day is of no use any more', async () => {
    const world = beginWith();
    world.pepper.isOut = true;
    expect(await world.finish()).toMatchObject({ kind: 'wait' });
    world.clock.now += 26 * 60 * 60_000;
    world.pepper.isOut = false;
    expect(await world.finish()).toEqual({ kind: 'settled' });
    expect(world.phone.texts).toEqual([]);
    expect(world.stored()).toMatchObject({ state: 'closed', steps: { confirmation: 'failed' } });
  });
});

describe('a text that Twilio refuses', () => {
  it('since the person wants none (21610) ends them, and is not tried again', async () => {
    const world = beginWith();
    world.phone.faults.always.sendText = refused(21610);
    expect(await world.finish()).toEqual({ kind: 'settled' });
    expect(world.stored()).toMatchObject({ state: 'closed', steps: { confirmation: 'failed' } });
    expect(world.caller().textsOff).toEqual({ at: world.now(), how: 'carrier' });
    expect(world.phone.asked.filter((method) => method === 'sendText')).toHaveLength(1);
    expect(world.troubles.size).toBe(0);
  });

  it('since the number is a landline (21614) is remembered of the number, not of a wish', async () => {
    const world = beginWith();
    world.phone.faults.always.sendText = refused(21614);
    await world.finish();
    expect(world.caller()).toMatchObject({ noTexts: { code: 21614 } });
    expect(world.caller()).not.toHaveProperty('textsOff');
  });

  it('since our number is not registered (30034) is for an admin, and says nothing of the caller', async () => {
    const world = beginWith();
    world.phone.faults.always.sendText = refused(30034);
    await world.finish();
    expect([...world.troubles]).toEqual([
      [OWN_NUMBER, { code: 30034, since: world.now(), count: 1, lastId: CALL_ID }],
    ]);
    for (const key of ['textsOff', 'noTexts']) expect(world.caller()).not.toHaveProperty(key);
    expect(world.stored().state).toBe('closed');
  });

  it('for another reason, or that failed otherwise, tells nothing', async () => {
    for (const failed of [refused(21408), failure('unavailable', 'twilio', { detail: '503' })]) {
      const world = beginWith();
      world.phone.faults.next.sendText = [failed];
      await world.finish();
      expect(world.troubles.size).toBe(0);
      for (const key of ['textsOff', 'noTexts']) expect(world.caller()).not.toHaveProperty(key);
    }
  });
});

describe('a wish for no texts that is only understood later', () => {
  it('is kept then: the call was filed while the model was out', async () => {
    const world = createFiling({
      call: makeRecordedCall({ transcript: TRANSCRIPT, state: 'transcribed' }),
      understood: makeReading({ smsOptOut: true }),
    });
    world.model.faults.always.understand = failure('quota-exceeded', 'openai');
    expect(await world.file()).toMatchObject({ kind: 'wait' });
    expect(world.callers.ended).toEqual([]);
    delete world.model.faults.always.understand;
    world.callers.faults.next.endTexts = [failure('unavailable', 'forge')];
    expect(await world.fileToEnd()).toEqual({ kind: 'settled' });
    expect(world.callers.ended).toEqual(['said']);
    expect(world.stored()).toMatchObject({ state: 'closed', understanding: { smsOptOut: true } });
  });

  it('is none where there is none', async () => {
    const world = createFiling({ line: makeLine() });
    world.model.faults.next.understand = [failure('quota-exceeded', 'openai')];
    expect(await world.fileToEnd()).toEqual({ kind: 'settled' });
    expect(world.callers.asked).not.toContain('endTexts');
    expect(world.phone.texts).toMatchObject([{ to: CALLER }]);
  });
});
