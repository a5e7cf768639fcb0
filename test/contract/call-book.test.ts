import { beforeEach, describe, expect, it } from 'vitest';
import type { WaitsFor } from '../../src/call/call-book';
import type { Call } from '../../src/contract/call';
import { waitOf } from '../../src/intake/waiting';
import { createCallBook } from '../../src/services/call-book';
import type { LogLine } from '../../src/services/log';
import { makeCall, makeRecordedCall, START } from '../unit/fakes';
import { type KvsBench, openKvsBench } from './kvs-bench';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const id = (index: number) => `CA${String(index).padStart(32, '0')}`;
const waits = (at: number): Partial<Call> => ({
  retry: { service: 'openai', failure: 'unavailable', count: 1, since: START, last: START, at },
});

let bench: KvsBench;
let lines: LogLine[];
const open = () =>
  createCallBook(
    () => bench.clock.now,
    waitOf,
    (line) => void lines.push(line),
  );
const keep = async (...calls: Call[]) => {
  for (const call of calls) expect(await open().update(call.id, () => call)).toMatchObject({ ok: true });
};
const listed = async (waitsFor: WaitsFor, limit = 300) => {
  const found = await open().listWaiting(waitsFor, limit);
  if (!found.ok) throw new Error(found.failure.detail);
  return found.value.map(({ call, dueAt }) => [call.id, (dueAt - START) / SECOND]);
};
/** As a version before or after this one may have written it. */
const spoil = (key: string) => {
  const item = bench.store.items.get('call', key);
  if (item === undefined) throw new Error(`There is no call ${key}.`);
  bench.store.items.put({ ...item, json: item.json.replace('"lineNumber"', '"lineKey"') });
};
beforeEach(() => {
  bench = openKvsBench(START);
  lines = [];
});

describe('calls by what they wait for', () => {
  it('are in one list each, and leave it when they wait for something else', async () => {
    await keep(
      makeCall({ id: id(1) }),
      makeRecordedCall({ id: id(2) }),
      makeRecordedCall({ id: id(3), ...waits(START + 10 * MINUTE) }),
      makeRecordedCall({ id: id(4), ...waits(START), lease: { holder: 'a', until: START + 180 * SECOND } }),
      makeRecordedCall({ id: id(5), restUntil: START + 200 * SECOND }),
      makeRecordedCall({ id: id(6), state: 'closed' }),
      makeRecordedCall({ id: id(7), state: 'parked', ...waits(START) }),
    );
    expect(await listed('caller')).toEqual([[id(1), 4 * 60 * 60]]);
    expect(await listed('worker')).toEqual([
      [id(2), 120],
      [id(4), 180],
      [id(5), 200],
    ]);
    expect(await listed('openai')).toEqual([[id(3), 600]]);
    expect((await listed('nobody')).map(([call]) => call).toSorted()).toEqual([id(6), id(7)]);
    await open().update(id(2), (call) => call && { ...call, ...waits(START + MINUTE) });
    expect(await listed('worker')).toEqual([
      [id(4), 180],
      [id(5), 200],
    ]);
    expect(await listed('openai')).toEqual([
      [id(2), 120],
      [id(3), 600],
    ]);
  });

  it('come the soonest first, over many pages, and not more than asked for', async () => {
    const order = Array.from({ length: 230 }, (_, index) => (index * 97) % 230);
    await keep(
      ...order.map((place) => makeRecordedCall({ id: id(place), ...waits(START + (3 + place) * MINUTE) })),
    );
    const soonest = order.toSorted((one, other) => one - other).map(id);
    expect((await listed('openai')).map(([call]) => call)).toEqual(soonest);
    expect((await listed('openai', 150)).map(([call]) => call)).toEqual(soonest.slice(0, 150));
    bench.asked.length = 0;
    expect((await listed('openai', 10)).map(([call]) => call)).toEqual(soonest.slice(0, 10));
    expect(bench.asked).toHaveLength(1);
  });
});

describe('a record that this version cannot read', () => {
  it('is left out of lists, which say how many there are, and hides none behind it', async () => {
    await keep(
      ...Array.from({ length: 105 }, (_, index) => makeRecordedCall({ id: id(index) })),
      makeRecordedCall({ id: id(999), restUntil: START + 200 * SECOND }),
    );
    for (let index = 0; index < 105; index++) spoil(id(index));
    expect(await listed('worker', 5)).toEqual([[id(999), 200]]);
    expect(lines).toEqual([{ event: 'records-unreadable', reason: 'call', count: 105 }]);
    expect(await open().count('recorded')).toEqual({ ok: true, value: 1 });
  });

  it('is not sought for ever', async () => {
    await keep(makeRecordedCall({ id: id(0) }));
    spoil(id(0));
    const item = bench.store.items.get('call', id(0));
    if (item === undefined) throw new Error('There is no call.');
    for (let index = 1; index < 1200; index++) bench.store.items.put({ ...item, key: id(index) });
    bench.asked.length = 0;
    expect(await listed('worker')).toEqual([]);
    expect(bench.asked).toHaveLength(10);
    expect(lines).toEqual([{ event: 'records-unreadable', reason: 'call', count: 1000 }]);
  });

  it('is told of with its id when it is asked for', async () => {
    await keep(makeRecordedCall({ id: id(1) }));
    expect(lines).toEqual([]);
    spoil(id(1));
    expect(await open().update(id(1), (call) => call)).toMatchObject({
      ok: false,
      failure: { kind: 'malformed' },
    });
    expect(lines).toEqual([{ event: 'call-unreadable', callId: id(1), failure: 'malformed' }]);
  });
});
