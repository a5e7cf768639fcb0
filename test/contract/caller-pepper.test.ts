import { beforeEach, describe, expect, it } from 'vitest';
import { pseudonymOf } from '../../src/caller/pseudonym';
import { forgetPepper, loadPepper, unguessable } from '../../src/services/caller-pepper';
import { CALLER } from '../unit/fakes';
import { type KvsBench, openKvsBench } from './kvs-bench';

const START = Date.UTC(2026, 10, 20, 9);
const OK = { ok: true, value: undefined };

let bench: KvsBench;
beforeEach(() => {
  bench = openKvsBench(START);
});
const refuse = (path: RegExp) => {
  bench.fault.next = (asked) =>
    path.test(asked) ? { before: Response.json({ code: 'X', message: 'no' }, { status: 400 }) } : undefined;
};

describe('the secret of an installation', () => {
  it('is made once, at random, and kept where secrets are', async () => {
    const first = await loadPepper();
    expect(first).toMatchObject({ ok: true, value: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(await loadPepper()).toEqual(first);
    expect(bench.store.secrets.names()).toEqual(['caller-pepper']);
    bench = openKvsBench(START);
    expect(await loadPepper()).not.toEqual(first);
  });

  it('is the same for two that make it at once', async () => {
    const [one, other, third] = await Promise.all([loadPepper(), loadPepper(), loadPepper()]);
    expect(one).toMatchObject({ ok: true });
    expect([other, third]).toEqual([one, one]);
  });

  it('is that of whoever was first, also by a moment', async () => {
    const first = 'a'.repeat(64);
    bench.fault.next = (path) => {
      if (!path.endsWith('/secret/set')) return undefined;
      bench.store.set(bench.store.secretDrawer, '', 'caller-pepper', first, undefined);
      return undefined;
    };
    expect(await loadPepper()).toEqual({ ok: true, value: first });
  });

  it('is the one that was written when the answer to that got lost', async () => {
    bench.fault.next = (path) => {
      if (!path.endsWith('/secret/set')) return undefined;
      bench.fault.next = () => undefined;
      return { after: Response.json({ code: 'X', message: 'late' }, { status: 500 }) };
    };
    const made = await loadPepper();
    expect(made).toMatchObject({ ok: true });
    expect(await loadPepper()).toEqual(made);
  });

  it('is none when it can not be kept, and never one that nobody else knows', async () => {
    refuse(/\/secret\/set$/);
    expect(await loadPepper()).toMatchObject({ ok: false, failure: { kind: 'rejected' } });
    refuse(/\/secret\/get$/);
    expect(await loadPepper()).toMatchObject({ ok: false });
  });

  it('is not written over where it can not be read', async () => {
    bench.store.set(bench.store.secretDrawer, '', 'caller-pepper', 'short', undefined);
    expect(await loadPepper()).toMatchObject({ ok: false, failure: { kind: 'malformed' } });
    expect(bench.store.secrets.get('caller-pepper')?.json).toBe('"short"');
  });

  it('makes other pseudonyms once it was forgotten', async () => {
    const first = await loadPepper();
    expect(await forgetPepper()).toEqual(OK);
    const second = await loadPepper();
    if (!first.ok || !second.ok) throw new Error('no secret');
    expect(pseudonymOf(CALLER, first.value)).not.toBe(pseudonymOf(CALLER, second.value));
  });

  it('goes with numbers that can not be guessed', () => {
    const drawn = Array.from({ length: 200 }, unguessable);
    expect(drawn.every((value) => value >= 0 && value < 1)).toBe(true);
    expect(new Set(drawn).size).toBeGreaterThan(195);
  });
});
