import { describe, expect, it } from 'vitest';
import type { Call } from '../../src/contract/call';
import { getUsage, keepBooks } from '../../src/settings/usage';
import { createAdmin } from './fake-admin';
import { failure, makeCall, START } from './fakes';

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;
const MIDNIGHT = Math.floor(START / DAY) * DAY;
const id = (index: number) => `CA${String(index).padStart(32, '0')}`;
const call = (index: number, change: Partial<Call> = {}): Call =>
  makeCall({ id: id(index), state: 'closed', durationSeconds: 60, ...change });
const request = { key: 'SUP-1', id: '1', at: START };

const open = (calls: Call[], broken: Parameters<typeof createAdmin>[0] = {}) => {
  const bench = createAdmin(broken, calls);
  const log: string[] = [];
  const sweep = (at: number) => {
    bench.clock.now = at;
    return keepBooks({ ...bench.admin, log: ({ event }) => void log.push(event) });
  };
  const usage = async (month = '2026-11') => {
    const answer = await getUsage({ month }, bench.admin);
    if (!answer.ok) throw new Error(answer.error.message);
    return answer.value;
  };
  return { ...bench, sweep, usage, log };
};

describe('what a month has cost (M11)', () => {
  it('is reckoned at once for today, by day of UTC', async () => {
    const { usage } = open([
      call(1, { request }),
      call(2, { request, about: { key: 'SUP-1', id: '1' }, durationSeconds: 61 }),
      call(3, { answeredAt: MIDNIGHT - 1 }),
    ]);
    const { days, prices } = await usage();
    expect(days).toEqual([
      { day: '2026-11-19', calls: 1, minutes: 1, requests: 0, twilioUsd: prices.callMinute, openaiUsd: 0 },
      {
        day: '2026-11-20',
        calls: 2,
        minutes: 3,
        requests: 1,
        twilioUsd: 3 * prices.callMinute,
        openaiUsd: 0,
      },
    ]);
    expect((await usage('2026-10')).days).toEqual([]);
  });

  it('outlives the calls, and says the same however often it is added up', async () => {
    const bench = open([call(1), call(2)]);
    await bench.sweep(MIDNIGHT + DAY + HOUR);
    await bench.sweep(MIDNIGHT + DAY + HOUR);
    await bench.sweep(MIDNIGHT + 2 * DAY + HOUR);
    const before = await bench.usage();
    expect(before.days).toMatchObject([{ day: '2026-11-20', calls: 2, minutes: 2 }]);
    bench.clock.now = MIDNIGHT + 20 * DAY;
    bench.admin.ledger.listCalls = async () => ({ ok: true, value: { calls: [] } });
    await bench.sweep(MIDNIGHT + 20 * DAY);
    expect((await bench.usage()).days).toEqual(before.days);
  });

  it('never shrinks because its calls were forgotten, be it that they may be kept for longer since', async () => {
    const bench = open([call(1), call(2)]);
    await bench.sweep(MIDNIGHT + DAY + HOUR);
    const { listCalls } = bench.admin.ledger;
    bench.admin.ledger.listCalls = async (...asked) => {
      const listed = await listCalls(...asked);
      return listed.ok ? { ok: true, value: { calls: listed.value.calls.slice(1) } } : listed;
    };
    await bench.sweep(MIDNIGHT + DAY + 8 * HOUR);
    await bench.sweep(MIDNIGHT + DAY + 16 * HOUR);
    bench.clock.now = MIDNIGHT + 5 * DAY;
    expect((await bench.usage()).days).toMatchObject([{ day: '2026-11-20', calls: 2, minutes: 2 }]);
  });

  it('counts what a call costs days later', async () => {
    const bench = open([call(1)]);
    for (let sweep = 0; sweep < 4; sweep++) await bench.sweep(MIDNIGHT + DAY + HOUR);
    const usage = { segments: 1, models: {} };
    await bench.book.put(call(1, { usage }));
    for (let sweep = 0; sweep < 4; sweep++) await bench.sweep(MIDNIGHT + 2 * DAY + HOUR);
    expect(bench.days.get('2026-11-20')?.quantities.texts).toBe(1);
  });

  it('does not add a day up again whose calls may have gone', async () => {
    const bench = open([call(1)]);
    bench.kept.settings = { ...bench.kept.settings, retention: { callDays: 1, auditDays: 90 } };
    await bench.sweep(MIDNIGHT + DAY + 5 * 60_000);
    expect(bench.days.get('2026-11-20')?.calls).toBe(1);
    bench.admin.ledger.listCalls = async () => ({ ok: true, value: { calls: [] } });
    for (let sweep = 0; sweep < 5; sweep++) await bench.sweep(MIDNIGHT + DAY + 20 * HOUR);
    expect(bench.days.get('2026-11-20')?.calls).toBe(1);
  });

  it('adds up one day a sweep, and none where nothing is due', async () => {
    const bench = open([call(1)]);
    const at = MIDNIGHT + DAY + HOUR;
    const kept: number[] = [];
    for (let sweep = 0; sweep < 5; sweep++) {
      await bench.sweep(at);
      kept.push(bench.days.size);
    }
    expect(kept).toEqual([1, 2, 3, 3, 3]);
    let asked = 0;
    const { listCalls } = bench.admin.ledger;
    bench.admin.ledger.listCalls = (...given) => {
      asked += 1;
      return listCalls(...given);
    };
    await bench.sweep(at + HOUR);
    expect(asked).toBe(0);
  });

  it('forgets a day after thirteen months', async () => {
    const bench = open([call(1)]);
    await bench.sweep(MIDNIGHT + DAY + HOUR);
    expect(bench.days.has('2026-11-20')).toBe(true);
    await bench.sweep(Date.UTC(2027, 11, 15));
    expect(bench.days.has('2026-11-20')).toBe(true);
    await bench.sweep(Date.UTC(2028, 0, 15));
    expect(bench.days.has('2026-11-20')).toBe(false);
  });

  it('has what trials used up', async () => {
    const bench = open([]);
    const usage = { segments: 0, models: { terra: { seconds: 0, inputTokens: 1_000_000, outputTokens: 0 } } };
    await bench.admin.ledger.noteTrial({ day: '2026-11-20', usage }, START);
    expect((await bench.usage()).days).toMatchObject([{ day: '2026-11-20', calls: 0, openaiUsd: 1 }]);
  });

  it('is refused in words when it can not be read, and the sweep says so', async () => {
    const out = failure('unavailable', 'forge');
    for (const method of ['loadDays', 'loadTrials', 'listCalls', 'loadSettings'] as const)
      expect(await getUsage({ month: '2026-11' }, open([], { [method]: out }).admin)).toMatchObject({
        ok: false,
      });
    for (const method of ['loadReckoned', 'saveDay', 'listCalls'] as const) {
      const { sweep, log } = open([], { [method]: out });
      await sweep(START);
      expect(log).toEqual(['usage-not-kept']);
    }
  });

  it('holds months with thousands of calls', async () => {
    const bench = open(Array.from({ length: 3000 }, (_, index) => call(index)));
    expect((await bench.usage()).days).toMatchObject([{ calls: 3000 }]);
  });
});
