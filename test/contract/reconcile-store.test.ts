import { beforeEach, expect, it } from 'vitest';
import { forgetReconciliation, reconcileBook } from '../../src/services/reconcile-store';
import { type KvsBench, openKvsBench } from './kvs-bench';

const START = Date.UTC(2026, 10, 20, 9);
const WHOLE = {
  since: { '+14155550100': START },
  resumeFrom: { '+493055500100': START - 1 },
  until: START + 1,
  lastSweepAt: START + 2,
  wantedFrom: START + 3,
};

let bench: KvsBench;
beforeEach(() => {
  bench = openKvsBench(START);
});

it('is empty at first', async () => {
  expect(await reconcileBook.load()).toEqual({ ok: true, value: { since: {}, resumeFrom: {} } });
});

it('keeps each part by itself: whoever writes one undoes no other', async () => {
  await Promise.all([
    reconcileBook.save({ since: WHOLE.since, lastSweepAt: WHOLE.lastSweepAt }),
    reconcileBook.save({ resumeFrom: WHOLE.resumeFrom }),
    reconcileBook.save({ until: WHOLE.until }),
    reconcileBook.save({ wantedFrom: WHOLE.wantedFrom }),
  ]);
  expect(await reconcileBook.load()).toEqual({ ok: true, value: WHOLE });
});

it('forgets all of it', async () => {
  await reconcileBook.save(WHOLE);
  expect(await forgetReconciliation()).toEqual({ ok: true, value: undefined });
  expect(await reconcileBook.load()).toEqual({ ok: true, value: { since: {}, resumeFrom: {} } });
});

it('says so when the store is out, or holds what it does not know', async () => {
  const broken = { before: Response.json({ code: 'X', message: 'no' }, { status: 500 }) };
  bench.fault.next = (path) => (path.endsWith('/set') ? { before: broken.before.clone() } : undefined);
  expect(await reconcileBook.save(WHOLE)).toMatchObject({ ok: false, failure: { service: 'forge' } });
  bench.fault.next = () => ({ before: broken.before.clone() });
  expect(await reconcileBook.load()).toMatchObject({ ok: false, failure: { service: 'forge' } });
  bench.fault.next = () => undefined;
  bench.store.items.put({
    entity: '',
    key: 'reconcile-until',
    json: '"yesterday"',
    created: START,
    updated: START,
    expires: null,
  });
  expect(await reconcileBook.load()).toMatchObject({ ok: false, failure: { kind: 'malformed' } });
});
