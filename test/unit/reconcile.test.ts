import { describe, expect, it } from 'vitest';
import { reconcile, runReconciliation } from '../../src/intake/reconcile';
import { reconcileWhenDue } from '../../src/intake/reconcile-when-due';
import { failure, makeLine, makeRecordedCall, makeSettings, OWN_NUMBER, START } from './fakes';
import { createReconciliation, HOUR, leaveMessage } from './reconcile-bench';

const OTHER_LINE = '+493055500100';
const MINUTE = 60_000;

describe('reconciliation', () => {
  it('makes a call of every message that no webhook told us of, and has it filed', async () => {
    const bench = createReconciliation();
    const first = leaveMessage(bench, START - 30 * MINUTE);
    const second = leaveMessage(bench, START - 20 * MINUTE, { from: 'anonymous' });
    expect(await reconcile(bench.world)).toEqual({ ok: true, value: 2 });
    expect(bench.world.calls.read(first.callId)).toMatchObject({
      state: 'recorded',
      answeredAt: START - 30 * MINUTE - 50_000,
      endedAt: START - 30 * MINUTE,
      recording: { sid: first.recordings[0] },
    });
    expect(bench.world.calls.read(second.callId)?.from).toBeNull();
    expect(bench.filed).toEqual([first.callId, second.callId]);
    expect(bench.audited).toEqual(
      [first, second].map(({ callId }) => ({ action: 'reconcile', outcome: 'done', callId, ms: 0 })),
    );
  });

  it('leaves a call alone that is known with its message, however often it runs', async () => {
    const bench = createReconciliation();
    const { callId, recordings } = leaveMessage(bench, START - MINUTE);
    const [sid = ''] = recordings;
    const known = makeRecordedCall({
      id: callId,
      state: 'closed',
      recording: { sid, seconds: 12, at: START },
    });
    await bench.world.calls.put(known);
    expect(await reconcile(bench.world)).toEqual({ ok: true, value: 0 });
    bench.clock.now += 2 * HOUR;
    expect(await reconcile(bench.world)).toEqual({ ok: true, value: 0 });
    expect([bench.filed, bench.audited]).toEqual([[], []]);
    expect(bench.world.calls.read(callId)?.state).toBe('closed');
  });

  it('finds the messages of a time in which their number had no line, once it has one again', async () => {
    const bench = createReconciliation({ until: START - HOUR });
    bench.setup.settings = makeSettings([makeLine({ id: 'de', number: OTHER_LINE })]);
    const { callId } = leaveMessage(bench, START - 30 * MINUTE);
    await reconcileWhenDue(bench.world);
    for (let hours = 0; hours < 49; hours++) {
      bench.clock.now += HOUR;
      await reconcileWhenDue(bench.world);
      await reconcile(bench.world);
    }
    expect(bench.filed).toEqual([]);
    bench.setup.settings = makeSettings();
    expect(await reconcile({ ...bench.world, settings: bench.setup.settings })).toEqual({
      ok: true,
      value: 0,
    });
    bench.clock.now += HOUR;
    expect(await reconcile({ ...bench.world, settings: bench.setup.settings })).toEqual({
      ok: true,
      value: 1,
    });
    expect(bench.filed).toEqual([callId]);
    expect(bench.kept.state.resumeFrom).toEqual({});
  });

  it('makes one call when two run at once', async () => {
    const bench = createReconciliation();
    const { callId } = leaveMessage(bench, START - MINUTE);
    const both = await Promise.all([reconcile(bench.world), reconcile(bench.world)]);
    expect(both.map((one) => one.ok && one.value).sort()).toEqual([0, 1]);
    expect(bench.audited).toHaveLength(1);
    expect(bench.world.calls.read(callId)?.state).toBe('recorded');
  });

  it('takes all that was recorded in a call, in its order, and nothing that is empty', async () => {
    const bench = createReconciliation();
    const several = leaveMessage(bench, START - MINUTE, { seconds: [3, 0, 20, 8] });
    const empty = leaveMessage(bench, START - MINUTE, { seconds: [0] });
    const none = leaveMessage(bench, START - MINUTE, { seconds: [] });
    expect(await reconcile(bench.world)).toEqual({ ok: true, value: 1 });
    const [first, , ...others] = several.recordings;
    expect(bench.world.calls.read(several.callId)).toMatchObject({
      state: 'recorded',
      recording: { sid: first, seconds: 3 },
      additions: others.map((sid) => ({ sid, heard: false })),
    });
    expect(bench.audited).toHaveLength(1);
    for (const { callId } of [empty, none]) expect(bench.world.calls.read(callId)).toBeUndefined();
  });

  it('looks at all lines, and at nothing but lines', async () => {
    const bench = createReconciliation({ since: { [OWN_NUMBER]: 0, [OTHER_LINE]: 0 } });
    bench.setup.settings = makeSettings([makeLine(), makeLine({ id: 'de', number: OTHER_LINE })]);
    const ours = leaveMessage(bench, START - MINUTE, { to: OTHER_LINE });
    leaveMessage(bench, START - MINUTE, { to: '+34915550100' });
    expect(await reconcile(bench.world)).toEqual({ ok: true, value: 1 });
    expect(bench.filed).toEqual([ours.callId]);
  });

  it('never files what was left before a number became ours', async () => {
    const bench = createReconciliation({ since: { [OWN_NUMBER]: START - 10 * MINUTE } });
    leaveMessage(bench, START - 20 * MINUTE);
    const ours = leaveMessage(bench, START - 5 * MINUTE);
    await reconcile(bench.world);
    expect(bench.filed).toEqual([ours.callId]);
    const later = createReconciliation({ since: { [OWN_NUMBER]: START - 10 * MINUTE }, until: START - HOUR });
    leaveMessage(later, START - 20 * MINUTE);
    expect(await reconcile(later.world)).toEqual({ ok: true, value: 0 });
    const stranger = createReconciliation({ since: {} });
    leaveMessage(stranger, START - MINUTE);
    expect(await reconcile(stranger.world)).toEqual({ ok: true, value: 0 });
  });

  it('looks back past its last run as far as a call can last', async () => {
    const bench = createReconciliation({ until: START - HOUR });
    leaveMessage(bench, START - 7 * HOUR);
    const long = leaveMessage(bench, START - 5.5 * HOUR);
    expect(await reconcile(bench.world)).toEqual({ ok: true, value: 1 });
    expect(bench.filed).toEqual([long.callId]);
    expect(bench.asked).toEqual([
      { what: 'recordings', since: START - 6 * HOUR },
      { what: OWN_NUMBER, since: START - 6 * HOUR },
    ]);
  });

  it('looks through a long time a day at a time, and finds what crosses from one to the next', async () => {
    const bench = createReconciliation({ since: { [OWN_NUMBER]: START - 60 * HOUR } });
    const crossing = leaveMessage(bench, START - 36 * HOUR + 20_000);
    const other = leaveMessage(bench, START - HOUR);
    const [recording] = bench.provider.recordings;
    if (recording !== undefined) recording.at = START - 36 * HOUR + 10_000;
    expect(await reconcile(bench.world)).toEqual({ ok: true, value: 2 });
    expect(bench.filed).toEqual([crossing.callId, other.callId]);
    expect(bench.asked.filter(({ what }) => what === 'recordings')).toEqual([
      { what: 'recordings', since: START - 60 * HOUR, before: START - 36 * HOUR },
      { what: 'recordings', since: START - 41 * HOUR, before: START - 17 * HOUR },
      { what: 'recordings', since: START - 22 * HOUR },
    ]);
  });

  it('never looks back further than 30 days: what was filed before may be forgotten', async () => {
    const DAY = 24 * HOUR;
    for (const until of [undefined, START - 92 * DAY]) {
      const bench = createReconciliation({
        since: { [OWN_NUMBER]: START - 200 * DAY },
        ...(until !== undefined && { until }),
      });
      leaveMessage(bench, START - 92 * DAY - HOUR);
      leaveMessage(bench, START - 30 * DAY - HOUR);
      const late = leaveMessage(bench, START - 30 * DAY + HOUR);
      expect(await reconcile(bench.world)).toEqual({ ok: true, value: 1 });
      expect(bench.filed).toEqual([late.callId]);
      expect(bench.kept.state.until).toBe(START);
    }
  });

  it('leaves no gap after a clock that was ahead', async () => {
    const bench = createReconciliation({ until: START + 100 * HOUR });
    const { callId } = leaveMessage(bench, START - HOUR);
    await reconcile(bench.world);
    expect(bench.filed).toEqual([callId]);
    expect(bench.kept.state.until).toBe(START);
  });

  it('asks for calls only where there are messages', async () => {
    const bench = createReconciliation();
    await reconcile(bench.world);
    expect(bench.asked.map(({ what }) => what)).toEqual(['recordings']);
    expect(bench.kept.state.until).toBe(START);
  });

  it('does nothing when it is not due, while intake is paused, and before there are lines and credentials', async () => {
    const recent = createReconciliation({ until: START - MINUTE });
    const paused = createReconciliation();
    paused.setup.settings = { ...makeSettings(), paused: { since: START, by: 'admin' } };
    const unset = createReconciliation();
    unset.setup.settings = makeSettings([]);
    const { twilio: _, ...withoutAccount } = makeSettings();
    const locked = createReconciliation();
    locked.setup.settings = withoutAccount;
    for (const bench of [recent, paused, unset, locked]) {
      const { until } = bench.kept.state;
      leaveMessage(bench, START - MINUTE);
      expect(await reconcile(bench.world)).toEqual({ ok: true, value: 0 });
      expect([bench.asked, bench.filed]).toEqual([[], []]);
      expect(bench.kept.state.until).toBe(until);
    }
  });
});

describe('reconciliation that fails', () => {
  it('has not come any further, and does the rest next time', async () => {
    const bench = createReconciliation({ until: START - 2 * HOUR });
    const first = leaveMessage(bench, START - 3 * MINUTE);
    const second = leaveMessage(bench, START - 2 * MINUTE);
    const out = failure('unavailable', 'forge');
    const { update } = bench.world.calls;
    let writes = 0;
    bench.world.calls.update = (id, change) =>
      ++writes === 2 ? Promise.resolve({ ok: false, failure: out }) : update(id, change);
    expect(await reconcile(bench.world)).toEqual({ ok: false, failure: out });
    expect([bench.filed, bench.kept.state.until]).toEqual([[first.callId], START - 2 * HOUR]);
    await reconcile(bench.world);
    expect(new Set(bench.filed)).toEqual(new Set([first.callId, second.callId]));
    expect(bench.audited).toHaveLength(2);
    expect(bench.kept.state.until).toBe(START);
  });

  it('goes on where it stopped, when a list was too long or the provider went out', async () => {
    const bench = createReconciliation({ since: { [OWN_NUMBER]: START - 60 * HOUR } });
    leaveMessage(bench, START - 50 * HOUR);
    const late = leaveMessage(bench, START - HOUR);
    const { listRecordings } = bench.world.phone;
    const incomplete = failure('incomplete', 'twilio');
    bench.world.phone.listRecordings = (since, before) =>
      before === undefined
        ? Promise.resolve({ ok: false, failure: incomplete })
        : listRecordings(since, before);
    expect(await reconcile(bench.world)).toEqual({ ok: false, failure: incomplete });
    expect(bench.kept.state.until).toBe(START - 17 * HOUR);
    bench.world.phone.listRecordings = listRecordings;
    bench.asked.length = 0;
    expect(await reconcile(bench.world)).toEqual({ ok: true, value: 1 });
    expect(bench.filed.at(-1)).toBe(late.callId);
    expect(bench.asked).toHaveLength(2);
  });

  it('leaves a call that could not be queued to the sweep', async () => {
    const bench = createReconciliation();
    const { callId } = leaveMessage(bench, START - MINUTE);
    bench.out.queue = failure('unavailable', 'forge');
    expect(await reconcile(bench.world)).toEqual({ ok: true, value: 1 });
    expect(bench.world.calls.read(callId)?.state).toBe('recorded');
    expect(bench.lines).toContainEqual({ event: 'call-not-queued', callId, failure: 'unavailable' });
  });

  it('comes back soon when that may help, later each time and when it was asked to', async () => {
    const bench = createReconciliation();
    bench.out.records = failure('unavailable', 'twilio');
    expect(await runReconciliation(bench.world, 0)).toEqual({ kind: 'wait', ms: 2000 });
    expect(await runReconciliation(bench.world, 3)).toEqual({ kind: 'wait', ms: 16_000 });
    bench.out.records = failure('rate-limited', 'twilio', { retryAfterSeconds: 40 });
    const asked = await runReconciliation(bench.world, 0);
    expect(asked.kind === 'wait' && asked.ms).toBeGreaterThanOrEqual(40_000);
    bench.out.records = failure('unauthorised', 'twilio');
    expect(await runReconciliation(bench.world, 0)).toEqual({ kind: 'settled' });
    delete bench.out.records;
    bench.out.state = failure('unreachable', 'forge');
    expect((await runReconciliation(bench.world, 0)).kind).toBe('wait');
    delete bench.out.state;
    expect(await runReconciliation(bench.world, 0)).toEqual({ kind: 'settled' });
    expect(bench.lines.map(({ event, failure: kind }) => kind ?? event)).toEqual([
      'unavailable',
      'unavailable',
      'rate-limited',
      'unauthorised',
      'unreachable',
      'reconciled',
    ]);
  });
});
