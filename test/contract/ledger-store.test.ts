import { beforeEach, describe, expect, it } from 'vitest';
import type { ListCalls } from '../../src/contract/admin-calls';
import type { Call } from '../../src/contract/call';
import { waitOf } from '../../src/intake/waiting';
import { createCallBook } from '../../src/services/call-book';
import { ledger } from '../../src/services/ledger-store';
import { listCalls } from '../../src/settings/list-calls';
import { createAdmin } from '../unit/fake-admin';
import { CALLER, makeRecordedCall, OWN_NUMBER, START, TRANSCRIPT } from '../unit/fakes';
import { type KvsBench, openKvsBench } from './kvs-bench';

const MINUTE = 60_000;
const id = (index: number) => `CA${String(index).padStart(32, '0')}`;
const request = (index: number) => ({ key: `SUP-${index}`, id: String(index), at: START });

let bench: KvsBench;
const keep = async (...calls: Call[]) => {
  const book = createCallBook(
    () => bench.clock.now,
    waitOf,
    () => undefined,
  );
  for (const call of calls) expect(await book.update(call.id, () => call)).toMatchObject({ ok: true });
};
const pagesOf = async (asked: ListCalls = {}) => {
  const { admin } = createAdmin();
  const pages: string[][] = [];
  for (let cursor: string | undefined; ; ) {
    const answer = await listCalls({ ...asked, ...(cursor && { cursor }) }, { ...admin, ledger });
    if (!answer.ok) throw new Error(answer.error.message);
    pages.push(answer.value.calls.map((call) => call.id));
    cursor = answer.value.cursor;
    if (cursor === undefined) return pages;
  }
};
const numbers = (count: number, from = 0) => Array.from({ length: count }, (_, index) => from + index);
const at = (index: number, change: Partial<Call> = {}) =>
  makeRecordedCall({
    id: id(index),
    answeredAt: START + index * MINUTE,
    state: 'closed',
    request: request(index),
    ...change,
  });

beforeEach(() => {
  bench = openKvsBench(START);
});

describe('the list of calls', () => {
  it('comes in pages of 25, the newest first, each call once', async () => {
    await keep(...numbers(60).map((index) => at((index * 37) % 60)));
    const pages = await pagesOf();
    expect(pages.map(({ length }) => length)).toEqual([25, 25, 10]);
    expect(pages.flat()).toEqual(numbers(60).toReversed().map(id));
  });

  it('has those first that wait for a person, and not again where they would come', async () => {
    await keep(...numbers(60).map((index) => at(index, index % 10 === 3 ? { state: 'parked' } : {})));
    const pages = await pagesOf();
    const parked = [53, 43, 33, 23, 13, 3].map(id);
    expect(pages[0]?.slice(0, 6)).toEqual(parked);
    expect(new Set(pages.flat()).size).toBe(60);
    expect(pages.flat()).toHaveLength(60);
    expect(pages.flat().slice(6)).toEqual(
      numbers(60)
        .toReversed()
        .map(id)
        .filter((one) => !parked.includes(one)),
    );
    expect(await pagesOf({ show: 'parked' })).toEqual([parked]);
  });

  it('stays in place while calls come in', async () => {
    await keep(...numbers(60).map((index) => at(index)));
    const { admin } = createAdmin();
    const first = await listCalls({}, { ...admin, ledger });
    await keep(...numbers(5, 60).map((index) => at(index)));
    if (!first.ok || first.value.cursor === undefined) throw new Error('There is no next page.');
    const second = await listCalls({ cursor: first.value.cursor }, { ...admin, ledger });
    if (!second.ok) throw new Error(second.error.message);
    expect(second.value.calls.map((call) => call.id)).toEqual(numbers(25, 10).toReversed().map(id));
  });

  it('is of one line, of what was filed, of what was not', async () => {
    await keep(
      ...numbers(10).map((index) => at(index)),
      ...numbers(10, 10).map((index) => at(index, { lineId: 'sales' })),
      at(20, { state: 'abandoned', request: undefined }),
      at(21, { state: 'abandoned', request: undefined, lineId: 'sales' }),
      at(22, { state: 'recorded', request: undefined }),
    );
    expect((await pagesOf({ lineId: 'sales' })).flat()).toEqual(
      [21, ...numbers(10, 10).toReversed()].map(id),
    );
    expect((await pagesOf({ show: 'filed' })).flat()).toEqual(numbers(20).toReversed().map(id));
    expect((await pagesOf({ show: 'filed', lineId: 'support' })).flat()).toEqual(
      numbers(10).toReversed().map(id),
    );
    expect((await pagesOf({ show: 'abandoned' })).flat().toSorted()).toEqual([20, 21].map(id));
    expect((await pagesOf({ show: 'abandoned', lineId: 'sales' })).flat()).toEqual([id(21)]);
  });

  it('has what waits for a person or a service', async () => {
    const retry = { service: 'openai', failure: 'unavailable', count: 1, since: START, last: START } as const;
    await keep(
      at(1),
      at(2, { state: 'parked' }),
      at(3, { state: 'recorded', request: undefined, retry: { ...retry, at: START + 50 * MINUTE } }),
      at(4, { state: 'confirmed', retry: { ...retry, service: 'jira', at: START + 40 * MINUTE } }),
    );
    expect((await pagesOf({ show: 'waiting' })).flat()).toEqual([2, 3, 4].map(id));
  });

  it('ends where hardly any of many calls are wanted, and goes on behind', async () => {
    await keep(
      ...numbers(400).map((index) =>
        at(index, index === 0 ? {} : { request: undefined, state: 'abandoned' }),
      ),
    );
    const pages = await pagesOf({ show: 'filed' });
    expect(pages.length).toBeGreaterThan(1);
    expect(pages.flat()).toEqual([id(0)]);
  });

  it('has nothing of a caller in it', async () => {
    await keep(
      at(1, { transcript: TRANSCRIPT, state: 'parked', problem: 'Give the app access.' }),
      at(2, { transcript: TRANSCRIPT }),
    );
    const { admin } = createAdmin();
    const shown = JSON.stringify(await listCalls({}, { ...admin, ledger }));
    for (const secret of [CALLER, OWN_NUMBER, 'VPN']) expect(shown).not.toContain(secret);
    expect(shown).toContain('Give the app access.');
  });
});

describe('totals of days', () => {
  const totals = (day: string) => ({
    day,
    calls: 1,
    requests: 1,
    quantities: {
      'call-minutes': 1,
      'recording-minutes': 1,
      texts: 0,
      'transcription-minutes': 0.5,
      'input-tokens': 0,
      'output-tokens': 0,
    },
  });
  it('are found by month in their order, replaced, and forgotten', async () => {
    for (const day of ['2026-11-28', '2026-11-03', '2026-12-01']) await ledger.saveDay(totals(day));
    await ledger.saveDay({ ...totals('2026-11-28'), calls: 2 });
    expect(await ledger.loadDays('2026-11')).toEqual({
      ok: true,
      value: [totals('2026-11-03'), { ...totals('2026-11-28'), calls: 2 }],
    });
    await ledger.forgetDays('2026-11');
    expect(await ledger.loadDays('2026-11')).toEqual({ ok: true, value: [] });
    expect(await ledger.loadDays('2026-12')).toMatchObject({ value: [{ day: '2026-12-01' }] });
  });
});
