import { kvs } from '@forge/kvs';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Call } from '../../src/contract/call';
import { succeed } from '../../src/contract/failure';
import { reconcile } from '../../src/intake/reconcile';
import { waitOf } from '../../src/intake/waiting';
import { enforceRetention, type Keeping } from '../../src/privacy/retention';
import { createAuditStore, forgetEntries } from '../../src/services/audit-store';
import { createCallBook } from '../../src/services/call-book';
import { deleteCall, ledger } from '../../src/services/ledger-store';
import { CALLER, makeRecordedCall, makeSettings, START, TRANSCRIPT } from '../unit/fakes';
import { createReconciliation, HOUR, leaveMessage } from '../unit/reconcile-bench';
import { type KvsBench, openKvsBench } from './kvs-bench';

const DAY = 24 * HOUR;
const id = (index: number) => `CA${String(index).padStart(32, '0')}`;

let bench: KvsBench;
let beside: string[];
const silent = () => undefined;
const book = (callDays?: number) => createCallBook(() => bench.clock.now, waitOf, silent, callDays);
const keep = async (...calls: Call[]) => {
  for (const call of calls) expect(await book().update(call.id, () => call)).toMatchObject({ ok: true });
};
const read = async (callId: string): Promise<Call | undefined> => {
  const found = await book().update(callId, (call) => call);
  if (!found.ok) throw new Error(found.failure.detail);
  return found.value;
};
const sweep = (callDays: number, auditDays = 90, change: Partial<Keeping> = {}) =>
  enforceRetention({
    calls: book(callDays),
    ledger,
    loadSettings: async () => succeed({ ...makeSettings(), retention: { callDays, auditDays } }),
    deleteCall,
    forgetBeside: async (call) => succeed(void beside.push(call.id)),
    forgetEntries,
    now: () => bench.clock.now,
    log: silent,
    ...change,
  });
const listed = async (): Promise<string[]> => {
  const page = await ledger.listCalls({ by: 'answer' }, 100);
  return page.ok ? page.value.calls.map((call) => call.id) : [];
};
const closed = (index: number, change: Partial<Call> = {}): Call =>
  makeRecordedCall({ id: id(index), state: 'closed', transcript: TRANSCRIPT, endedAt: START, ...change });

beforeEach(() => {
  bench = openKvsBench(START);
  beside = [];
});

describe('the retention of calls (V17)', () => {
  it('forgets what is older than the admin wants, and nothing else', async () => {
    await keep(closed(1), closed(2, { answeredAt: START + 2 * DAY }));
    bench.clock.now = START + 8 * DAY;
    await sweep(7);
    expect(await listed()).toEqual([id(2)]);
    expect(beside).toEqual([id(1)]);
    expect(await read(id(2))).toMatchObject({ transcript: TRANSCRIPT });
  });

  it('leaves of a call that was recorded only that there was one, until its recording can not be found any more', async () => {
    await keep(closed(1, { request: { key: 'SUP-1', id: '1', at: START } }));
    bench.clock.now = START + 8 * DAY;
    await sweep(7);
    const stored = JSON.stringify(bench.store.items.get('call', id(1)));
    for (const secret of [CALLER, 'VPN', 'SUP-1']) expect(stored).not.toContain(secret);
    expect(await read(id(1))).toMatchObject({ state: 'closed', from: null, forgotten: true, steps: {} });
    const days = ((bench.store.items.get('call', id(1))?.expires ?? 0) - START) / DAY;
    expect(days).toBe(31);
  });

  it('deletes a call whole where nothing was recorded, or nobody looks back that far', async () => {
    await keep(closed(1, { recording: undefined, state: 'abandoned', transcript: undefined }), closed(2));
    bench.clock.now = START + 8 * DAY;
    await sweep(7);
    expect(await read(id(1))).toBeUndefined();
    expect(await read(id(2))).toBeDefined();
    bench.clock.now = START + 40 * DAY;
    await keep(closed(3));
    await sweep(7);
    expect(await read(id(3))).toBeUndefined();
  });

  it('keeps what still waits for a person or a service', async () => {
    const states = [
      'parked',
      'recorded',
      'transcribed',
      'understood',
      'filed',
      'confirmed',
      'answered',
    ] as const;
    await keep(...states.map((state, index) => closed(index, { state })));
    bench.clock.now = START + 60 * DAY;
    await sweep(1);
    expect(await listed()).toHaveLength(states.length);
    expect(beside).toEqual([]);
  });

  it('is bounded each time, and goes on', async () => {
    await keep(...Array.from({ length: 230 }, (_, index) => closed(index)));
    bench.clock.now = START + 8 * DAY;
    await sweep(7);
    expect(await ledger.listCalls({ by: 'answer' }, 100)).toMatchObject({
      value: { cursor: expect.anything() },
    });
    expect(beside).toHaveLength(100);
    await sweep(7);
    await sweep(7);
    expect(await listed()).toEqual([]);
    expect(new Set(beside).size).toBe(230);
  });

  it('finds what is settled behind what is not', async () => {
    await keep(
      ...Array.from({ length: 120 }, (_, index) =>
        closed(index + 1, { state: 'parked', answeredAt: START + HOUR }),
      ),
      closed(0),
    );
    bench.clock.now = START + 8 * DAY;
    await sweep(7);
    expect(beside).toEqual([id(0)]);
  });

  it('leaves a call alone that is taken up again meanwhile', async () => {
    await keep(closed(1, { state: 'abandoned' }));
    bench.clock.now = START + 8 * DAY;
    await sweep(7, 90, {
      forgetBeside: async (call) => {
        await keep({ ...call, state: 'recorded' });
        return succeed(undefined);
      },
    });
    expect(await read(id(1))).toMatchObject({ state: 'recorded', transcript: TRANSCRIPT });
  });

  it.each([
    ['closed', undefined, 90],
    ['closed', 7, 32],
    ['closed', 60, 60],
    ['parked', 7, 90],
    ['recorded', 7, 90],
  ] as const)('lets a %s call go by itself: kept for %s days, after %s', async (state, callDays, days) => {
    const call = closed(1, { state });
    await book(callDays).update(call.id, () => call);
    expect(((bench.store.items.get('call', call.id)?.expires ?? 0) - START) / DAY).toBe(days);
  });
});

describe('a recording that is still at Twilio when its call is forgotten', () => {
  it('is not filed a second time, however far reconciliation looks back', async () => {
    const reconciliation = createReconciliation({ since: { '+14155550100': START - 20 * DAY } });
    const { world, filed, provider } = reconciliation;
    const message = leaveMessage(reconciliation, START - HOUR);
    const [recording] = message.recordings;
    if (recording === undefined) throw new Error('There is no recording.');
    await keep(
      closed(0, {
        id: message.callId,
        answeredAt: START - HOUR,
        recording: { sid: recording, seconds: 12, at: START - HOUR },
      }),
    );
    for (const day of [2, 10, 29]) {
      bench.clock.now = START + day * DAY;
      reconciliation.clock.now = bench.clock.now;
      reconciliation.kept.state = { ...reconciliation.kept.state, until: undefined };
      await sweep(1);
      const look = await reconcile({ ...world, calls: book(1) });
      expect([day, look, filed]).toEqual([day, { ok: true, value: 0 }, []]);
      expect(await listed()).toEqual([]);
    }
    expect(provider.recordings).toHaveLength(1);
    // Without what is left of it, it would be: the test can fail.
    await deleteCall(message.callId);
    await reconcile({
      ...world,
      calls: book(1),
      reconciliation: {
        ...world.reconciliation,
        load: async () => succeed({ ...reconciliation.kept.state, until: undefined }),
      },
    });
    expect(filed).toContain(message.callId);
  });
});

describe('the retention of the audit trail', () => {
  const note = (action: 'pause' | 'resume') =>
    createAuditStore(() => bench.clock.now, silent).note({ action, outcome: 'done', by: 'admin-1' });
  it('deletes entries that are older, some each time', async () => {
    for (let index = 0; index < 320; index++) await note('pause');
    bench.clock.now = START + 8 * DAY;
    await note('resume');
    await sweep(90, 7);
    const count = async () =>
      (await kvs.entity('audit').query().index('by-time').limit(100).getMany()).results.length;
    expect(await count()).toBe(21);
    await sweep(90, 7);
    expect(await count()).toBe(1);
  });

  it('is what new entries live for where it is known', async () => {
    await createAuditStore(() => bench.clock.now, silent, 7).note({
      action: 'pause',
      outcome: 'done',
      by: 'admin-1',
    });
    const [entry] = bench.store.items.list();
    expect(((entry?.expires ?? 0) - START) / DAY).toBe(7);
  });
});
