import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { handle } from '../../src/entry/jobs';
import { CALL_ID } from '../unit/fakes';
import { type KvsBench, openKvsBench } from './kvs-bench';

const START = Date.UTC(2026, 10, 20, 9);
const Retry = z.object({ retryOptions: z.object({ retryAfter: z.number() }) });

let bench: KvsBench;
const logged: unknown[] = [];
beforeEach(() => {
  bench = openKvsBench(START);
  logged.length = 0;
  vi.spyOn(console, 'log').mockImplementation((line: unknown) => void logged.push(JSON.parse(String(line))));
});
afterEach(() => vi.restoreAllMocks());

/** Delivers an event until it does not come back any more. @returns what it asked for each time, in seconds */
async function deliver(kind: string): Promise<number[]> {
  const waits: number[] = [];
  for (let retryCount = 0; retryCount < 100; retryCount++) {
    const answer = await handle({ body: { kind, callId: CALL_ID }, retryContext: { retryCount } });
    if (answer === undefined) return waits;
    waits.push(Retry.parse(answer).retryOptions.retryAfter);
  }
  return waits;
}

describe('an event of the queue', () => {
  it.each(['file-call', 'reconcile'])(
    'to %s comes back later each time while the store is out',
    async (kind) => {
      bench.fault.next = () => ({ before: Response.json({ code: 'X', message: 'no' }, { status: 400 }) });
      expect(await deliver(kind)).toEqual([15, 30, 60, 120, 240]);
    },
  );

  it('of a call that cannot be read comes back a few times, says why, and ends', async () => {
    bench.store.items.put({
      entity: 'call',
      key: CALL_ID,
      json: JSON.stringify({ state: 'recorded', rev: 1, body: { id: CALL_ID, state: 'recorded' } }),
      created: START,
      updated: START,
      expires: null,
    });
    const waits = await deliver('file-call');
    expect(waits.length).toBeLessThan(20);
    expect(waits).toEqual(waits.toSorted((one, other) => one - other));
    expect(logged).toContainEqual({ event: 'call-unreadable', callId: CALL_ID, failure: 'malformed' });
    expect(logged.length).toBeLessThan(20);
  });
});
