import { describe, expect, it } from 'vitest';
import { isOptedOut, textRefusal } from '../../src/caller/text-refusal';
import { type TextReport, takeTextRefusal, takeTextStatus } from '../../src/caller/text-status';
import { createFakeTroubles, createTextWorld, TEXT_ID } from './fake-caller';
import { CALLER, failure, OWN_NUMBER, START } from './fakes';

const OTHER_ID = `SM${'f'.repeat(32)}`;
const GERMAN = '+4915228817386';

function open() {
  const world = createTextWorld();
  const troubles = createFakeTroubles();
  const report = (change: Partial<TextReport> = {}) =>
    takeTextStatus(
      { textId: TEXT_ID, from: OWN_NUMBER, to: CALLER, status: 'undelivered', ...change },
      { ...world, troubles },
    );
  return { ...world, troubles, report };
}

describe('a text that did not arrive', () => {
  it('because its receiver wants none: that is kept', async () => {
    const world = open();
    await world.report({ status: 'failed', errorCode: 21610 });
    expect(world.caller()).toEqual({ requests: [], textsOff: { at: START, how: 'carrier' } });
    expect(world.audited).toEqual([
      {
        action: 'text-undelivered',
        outcome: 'failed',
        service: 'twilio',
        failure: 'rejected',
        textId: TEXT_ID,
        code: 21610,
      },
      { action: 'texts-off', outcome: 'done', code: 21610 },
    ]);
  });

  it.each([21211, 21614, 21635, 30005, 30006])(
    'because none reaches that number (%d): that is kept',
    async (errorCode) => {
      const world = open();
      await world.report({ errorCode });
      expect(world.caller()).toEqual({ requests: [], noTexts: { at: START, code: errorCode } });
    },
  );

  it.each([30003, 30008, 21408, 99, undefined])(
    'for another reason (%s) is only noted',
    async (errorCode) => {
      const world = open();
      await world.report({ errorCode });
      expect(world.caller()).toEqual({ requests: [] });
      expect(world.troubles.kept.size).toBe(0);
      expect(world.audited).toHaveLength(1);
      expect(world.audited[0]?.code).toBe(errorCode === 99 ? undefined : errorCode);
    },
  );

  it('to a number that is none changes nothing', async () => {
    const world = open();
    expect(await world.report({ to: 'anonymous', errorCode: 21610 })).toEqual({ ok: true, value: undefined });
  });

  it('says so when that can not be kept', async () => {
    const world = open();
    world.callers.faults.next.setTextsOff = [failure('unavailable', 'forge')];
    expect(await world.report({ errorCode: 21610 })).toMatchObject({ ok: false });
    expect(world.audited).toHaveLength(1);
  });
});

describe('texts that do not get through from one of our numbers', () => {
  it('are counted, each once, until one arrives', async () => {
    const world = open();
    await world.report({ errorCode: 30034 });
    await world.report({ errorCode: 30034 });
    world.clock.now += 60_000;
    await world.report({ textId: OTHER_ID, errorCode: 30034 });
    expect(world.troubles.kept.get(OWN_NUMBER)).toEqual({
      code: 30034,
      since: START,
      count: 2,
      lastId: OTHER_ID,
    });
    await world.report({ textId: OTHER_ID, status: 'delivered' });
    expect(world.troubles.kept.size).toBe(0);
  });

  it('are another matter with another code', async () => {
    const world = open();
    await world.report({ errorCode: 30034 });
    await world.report({ textId: OTHER_ID, errorCode: 30007 });
    expect(world.troubles.kept.get(OWN_NUMBER)).toMatchObject({ code: 30007, count: 1 });
  });

  it('are not over because one arrives where that trouble does not exist', async () => {
    const world = open();
    await world.report({ errorCode: 30034 });
    await world.report({ status: 'delivered', to: GERMAN });
    expect(world.troubles.kept.size).toBe(1);
    await world.report({ textId: OTHER_ID, errorCode: 30007 });
    await world.report({ status: 'delivered', to: GERMAN });
    expect(world.troubles.kept.size).toBe(0);
  });
});

it('a text on its way is no news', async () => {
  const world = open();
  for (const status of ['queued', 'sending', 'sent', 'delivered', 'read', 'anything'])
    expect(await world.report({ status })).toEqual({ ok: true, value: undefined });
  expect(world.audited).toEqual([]);
});

describe('a text that Twilio did not take', () => {
  const refused = (detail: string) => failure('rejected', 'twilio', { detail });

  it.each([
    ['21610: Attempt to send to unsubscribed recipient', { kind: 'opted-out', code: 21610 }],
    ["21211: Invalid 'To' Phone Number: [number]", { kind: 'unreachable', code: 21211 }],
    ['30034: Unregistered', { kind: 'line', code: 30034 }],
    ['21617: The concatenated message body exceeds', undefined],
    ['The text mentions 21610: somewhere', undefined],
    ['216101: no such code', undefined],
    ['', undefined],
  ])('%s', (detail, expected) => {
    expect(textRefusal(refused(detail))).toEqual(expected);
    expect(isOptedOut(refused(detail))).toBe(expected?.kind === 'opted-out');
  });

  it('says nothing where the code is not Twilio’s', () => {
    expect(textRefusal(failure('rejected', 'jira', { detail: '21610: x' }))).toBeUndefined();
  });

  it('is remembered like one that did not arrive', async () => {
    const world = open();
    const text = { textId: TEXT_ID, from: OWN_NUMBER, to: CALLER };
    expect(await takeTextRefusal(refused('21610: no'), text, world)).toMatchObject({ ok: true });
    expect(world.caller().textsOff).toEqual({ at: START, how: 'carrier' });
    expect(await takeTextRefusal(refused('20003: no'), text, world)).toMatchObject({ ok: true });
    expect(world.audited).toHaveLength(1);
  });
});
