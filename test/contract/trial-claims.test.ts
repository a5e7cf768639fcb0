import { beforeEach, describe, expect, it } from 'vitest';
import { trialClaims } from '../../src/services/trial-store';
import { type KvsBench, openKvsBench } from './kvs-bench';

const START = Date.UTC(2026, 10, 20, 9);
const HOUR = 60 * 60 * 1000;
const ID = 'a'.repeat(32);

let bench: KvsBench;
beforeEach(() => {
  bench = openKvsBench(START);
});

describe('the marker of a trial that is filed', () => {
  it('is taken once, and holds nothing but a time and the request’s key', async () => {
    expect(await trialClaims.claim(ID, START)).toEqual({ ok: true, value: true });
    expect(await trialClaims.claim(ID, START + 1)).toEqual({ ok: true, value: false });
    await trialClaims.settle(ID, { at: START, key: 'SUP-7' });
    expect(await trialClaims.load(ID)).toEqual({ ok: true, value: { at: START, key: 'SUP-7' } });
  });

  it('ends after an hour', async () => {
    await trialClaims.claim(ID, START);
    expect(bench.store.items.get('', `trial:${ID}`)?.expires).toBe(START + HOUR);
    await trialClaims.settle(ID, { at: START, key: 'SUP-7' });
    expect(bench.store.items.get('', `trial:${ID}`)?.expires).toBe(START + HOUR);
  });
});
