import { beforeEach, describe, expect, it } from 'vitest';
import type { AuditEntry } from '../../src/contract/audit';
import { createAuditStore } from '../../src/services/audit-store';
import type { LogLine } from '../../src/services/log';
import { type KvsBench, openKvsBench } from './kvs-bench';

const START = Date.UTC(2026, 10, 20, 14, 3);
const CALL = `CA${'1'.repeat(32)}`;
const OTHER = `CA${'2'.repeat(32)}`;
const filed = (callId = CALL): Omit<AuditEntry, 'at'> => ({
  action: 'file',
  outcome: 'done',
  callId,
  issueKey: 'SUP-1',
});

/** The store behind the audit trail, through the vendor's client. */
describe('the audit trail', () => {
  let bench: KvsBench;
  let lines: LogLine[];
  const open = () =>
    createAuditStore(
      () => bench.clock.now,
      (line) => void lines.push(line),
    );
  const unavailable = () => Response.json({ code: 'UNKNOWN', message: 'out' }, { status: 503 });
  const actions = (entries: AuditEntry[]) => entries.map(({ action }) => action);
  beforeEach(() => {
    bench = openKvsBench(START);
    lines = [];
  });

  it('tells of a call in the order in which things happened, also within a second', async () => {
    const trail = open();
    for (const action of ['transcribe', 'understand', 'file', 'comment'] as const) {
      await trail.note({ ...filed(), action });
      bench.clock.now += 7;
    }
    await trail.note(filed(OTHER));
    const listed = await trail.listOfCall(CALL);
    expect(listed).toMatchObject({ ok: true });
    const entries = listed.ok ? listed.value : [];
    expect(actions(entries)).toEqual(['transcribe', 'understand', 'file', 'comment']);
    expect(entries[2]).toEqual({ ...filed(), at: START + 14 });
    expect(lines).toEqual([]);
  });

  it('tells all of a call that was tried for days', async () => {
    const trail = open();
    for (let count = 0; count < 230; count++) {
      await trail.note({ ...filed(), action: count === 0 ? 'transcribe' : 'retry' });
      bench.clock.now += 1000;
    }
    const listed = await trail.listOfCall(CALL);
    const entries = listed.ok ? listed.value : [];
    expect(entries).toHaveLength(230);
    expect(entries[0]).toMatchObject({ action: 'transcribe', at: START });
  });

  it('tells of everything, the newest first, page by page', async () => {
    const trail = open();
    for (const action of ['pause', 'file', 'resume', 'refuse-admin', 'park'] as const) {
      await trail.note({ action, outcome: 'done' });
      bench.clock.now += 1000;
    }
    const pages: string[][] = [];
    let cursor: string | undefined;
    do {
      const page = await trail.listRecent(2, cursor);
      if (!page.ok) throw new Error(page.failure.detail);
      pages.push(actions(page.value.entries));
      cursor = page.value.cursor;
    } while (cursor !== undefined);
    expect(pages).toEqual([['park', 'refuse-admin'], ['resume', 'file'], ['pause']]);
  });

  it('has the newest first within a second too, whatever the ids are', async () => {
    const trail = open();
    await trail.note(filed(OTHER));
    bench.clock.now += 7;
    await trail.note(filed(CALL));
    const page = await trail.listRecent(10);
    expect(page.ok && page.value.entries.map(({ callId }) => callId)).toEqual([CALL, OTHER]);
  });

  it('only grows: entries of the same moment stand side by side', async () => {
    const trail = open();
    await Promise.all([trail.note(filed()), trail.note(filed()), trail.note(filed())]);
    const listed = await trail.listOfCall(CALL);
    expect(listed.ok && listed.value).toHaveLength(3);
  });

  it('keeps entries for 90 days (K6)', async () => {
    await open().note(filed());
    const [item] = bench.store.items.list();
    expect(item?.expires).toBe(START + 90 * 24 * 60 * 60 * 1000);
  });

  it('counts the calls that were turned away since, each once', async () => {
    const trail = open();
    const turnAway = (callId: string) => trail.note({ action: 'turn-away', outcome: 'done', callId });
    await turnAway(CALL);
    bench.clock.now += 5000;
    const since = bench.clock.now;
    expect(await trail.countTurnedAway(since)).toEqual({ ok: true, value: 0 });
    await turnAway(OTHER);
    await turnAway(OTHER);
    await trail.note(filed());
    expect(await trail.countTurnedAway(since)).toEqual({ ok: true, value: 1 });
    expect(await trail.countTurnedAway(START)).toEqual({ ok: true, value: 2 });
  });

  it('never fails: what could not be kept is a line in the log, with ids and codes only', async () => {
    bench.fault.next = () => ({ before: unavailable() });
    await open().note(filed());
    expect(lines).toEqual([{ event: 'audit-not-kept', reason: 'file', failure: 'unavailable' }]);
    bench.fault.next = () => {
      throw new Error('the socket is gone');
    };
    await open().note(filed());
    expect(lines[1]).toMatchObject({ event: 'audit-not-kept', failure: 'unreachable' });
  });

  it('does not take an entry for lost whose answer alone was, and does not keep it twice', async () => {
    let answers = 0;
    bench.fault.next = (path) =>
      path.endsWith('/entity/set') && answers++ === 0 ? { after: unavailable() } : undefined;
    const trail = open();
    await trail.note(filed());
    expect(lines).toEqual([]);
    const listed = await trail.listOfCall(CALL);
    expect(listed.ok && listed.value).toHaveLength(1);
    expect(bench.asked.filter((path) => path.endsWith('/entity/set'))).toHaveLength(2);
  });

  it.each([
    ['a number for an account', { by: '14155552671' }],
    ['a number in E.164', { by: '+14155552671' }],
    ['a name', { by: 'Ada Admin' }],
    ['words for an issue key', { issueKey: 'the VPN is down' }],
    ['a number for a call', { callId: '+14155552671' }],
    ['a field that is none', { summary: 'The VPN is down' }],
  ])('does not keep %s', async (_, slip) => {
    await open().note({ ...filed(), ...slip });
    expect(bench.store.items.list()).toEqual([]);
    expect(lines).toEqual([{ event: 'audit-not-kept', reason: 'file', failure: 'malformed' }]);
  });

  it('leaves out what another version of the app kept in another shape', async () => {
    const trail = open();
    await trail.note(filed());
    const [item] = bench.store.items.list();
    const value = { ...JSON.parse(item?.json ?? '{}'), body: { at: START, what: 'else' } };
    bench.store.set(bench.store.items, 'audit', 'another', value, undefined);
    const listed = await trail.listOfCall(CALL);
    expect(listed.ok && actions(listed.value)).toEqual(['file']);
  });

  it('says when it can not be read', async () => {
    bench.fault.next = () => ({ before: unavailable() });
    const trail = open();
    for (const asked of [trail.listOfCall(CALL), trail.listRecent(10), trail.countTurnedAway(START)])
      expect(await asked).toMatchObject({ ok: false, failure: { kind: 'unavailable', service: 'forge' } });
  });
});
