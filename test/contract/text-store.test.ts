import { beforeEach, describe, expect, it } from 'vitest';
import type { TextTrouble } from '../../src/contract/caller';
import { createTextNotes, listTextTroubles, textTroubles } from '../../src/services/text-store';
import { PSEUDONYM, TEXT_ID } from '../unit/fake-caller';
import { OWN_NUMBER } from '../unit/fakes';
import { type KvsBench, openKvsBench } from './kvs-bench';

const START = Date.UTC(2026, 10, 20, 9);
const DAY = 24 * 60 * 60 * 1000;
const OTHER_ID = `SM${'f'.repeat(32)}`;
const OTHER_NUMBER = '+493055500100';
const OK = { ok: true, value: undefined };

let bench: KvsBench;
beforeEach(() => {
  bench = openKvsBench(START);
});
const open = () => createTextNotes(() => bench.clock.now);
const refuse = (path: RegExp) => {
  bench.fault.next = (asked) =>
    path.test(asked) ? { before: Response.json({ code: 'X', message: 'no' }, { status: 400 }) } : undefined;
};

describe('how far a text has come', () => {
  it('is kept for a week', async () => {
    const notes = open();
    expect(await notes.load(TEXT_ID)).toEqual(OK);
    await notes.note(TEXT_ID, { about: 'SUP-1' });
    expect(await notes.load(TEXT_ID)).toEqual({ ok: true, value: { about: 'SUP-1' } });
    await notes.note(TEXT_ID, { done: true });
    expect(await open().load(TEXT_ID)).toEqual({ ok: true, value: { done: true } });
    bench.clock.now += 7 * DAY;
    expect(await notes.load(TEXT_ID)).toEqual(OK);
  });
});

describe('the one answer a day', () => {
  const TAKEN = { ok: true, value: true };
  const NOT_TAKEN = { ok: true, value: false };

  it('is taken once, until the next day or until it is given back', async () => {
    const notes = open();
    expect(await notes.claimReply(PSEUDONYM, TEXT_ID)).toEqual(TAKEN);
    expect(await notes.claimReply(PSEUDONYM, TEXT_ID)).toEqual(NOT_TAKEN);
    expect(await notes.claimReply(PSEUDONYM, OTHER_ID)).toEqual(NOT_TAKEN);
    expect(await notes.claimReply('0'.repeat(32), OTHER_ID)).toEqual(TAKEN);
    expect(await notes.releaseReply(PSEUDONYM)).toEqual(OK);
    expect(await notes.claimReply(PSEUDONYM, OTHER_ID)).toEqual(TAKEN);
    bench.clock.now += DAY;
    expect(await notes.claimReply(PSEUDONYM, TEXT_ID)).toEqual(TAKEN);
  });

  it('is taken by one of many at once', async () => {
    const notes = open();
    const claims = await Promise.all(
      Array.from({ length: 9 }, (_, index) => notes.claimReply(PSEUDONYM, `${index}`)),
    );
    expect(claims.filter(({ ok, ...claim }) => ok && 'value' in claim && claim.value)).toHaveLength(1);
  });

  it('is a failure when the store is out, not an answer', async () => {
    refuse(/\/set$/);
    expect(await open().claimReply(PSEUDONYM, TEXT_ID)).toMatchObject({ ok: false });
  });
});

describe("trouble with a number's texts", () => {
  const trouble: TextTrouble = { code: 30034, since: START, count: 1, lastId: TEXT_ID };
  const list = async () => {
    const listed = await listTextTroubles();
    return listed.ok ? listed.value : listed;
  };

  it('is kept by number, until it is over', async () => {
    expect(await list()).toEqual([]);
    expect(await textTroubles.change(OWN_NUMBER, () => trouble)).toEqual(OK);
    await textTroubles.change(OTHER_NUMBER, () => ({ ...trouble, code: 30007 }));
    await textTroubles.change(OWN_NUMBER, (before) => before && { ...before, count: before.count + 1 });
    expect(await list()).toEqual([
      { number: OWN_NUMBER, trouble: { ...trouble, count: 2 } },
      { number: OTHER_NUMBER, trouble: { ...trouble, code: 30007 } },
    ]);
    await textTroubles.change(OWN_NUMBER, () => undefined);
    expect(await list()).toMatchObject([{ number: OTHER_NUMBER }]);
  });

  it('is not written when nothing changes', async () => {
    await textTroubles.change(OWN_NUMBER, (before) => before);
    expect(bench.asked).toEqual(['/api/v1/get']);
  });

  it('that can not be read is as good as none', async () => {
    await textTroubles.change(OWN_NUMBER, () => trouble);
    const json = '{"code":"later"}';
    const key = `text-trouble:${OWN_NUMBER.slice(1)}`;
    bench.store.items.put({ entity: '', key, json, created: START, updated: START, expires: null });
    expect(await list()).toEqual([]);
    await textTroubles.change(OWN_NUMBER, (before) => before ?? trouble);
    expect(await list()).toEqual([{ number: OWN_NUMBER, trouble }]);
  });

  it('is a failure when the store is out', async () => {
    refuse(/\/(get|query)$/);
    expect(await textTroubles.change(OWN_NUMBER, () => trouble)).toMatchObject({ ok: false });
    expect(await list()).toMatchObject({ ok: false });
  });
});
