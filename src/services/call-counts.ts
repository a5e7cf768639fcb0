import { kvs } from '@forge/kvs';
import { z } from 'zod';
import type { CallCounts } from '../caller/admit-call';
import { succeed } from '../contract/failure';
import { attempt, store } from './store';

const HOUR_MS = 60 * 60 * 1000;
const KEPT = { ttl: { value: 2, unit: 'HOURS' } } as const;
const Count = z.number().int().min(0);

/**
 * Counts a call that is new to us, and says how many there were this hour (by the clock, so that twice the limit may pass
 * around its turn). Plain reads and writes: of two calls in the same instant one may not be counted, which a limit can
 * bear and a caller who waits for conditional writes could not. What can't be read or written is left out: a store that is
 * out keeps nobody from calling.
 *
 * @param pseudonym absent for a withheld number
 * @param now milliseconds since the epoch
 */
export async function countCall(
  pseudonym: string | undefined,
  lineId: string,
  now: number,
): Promise<CallCounts> {
  const hour = Math.floor(now / HOUR_MS);
  const [caller, line] = await Promise.all([
    pseudonym === undefined ? undefined : countUp(`calls:${hour}:${pseudonym}`),
    countUp(`calls:${hour}:line-${lineId}`),
  ]);
  return { caller, line };
}

async function countUp(key: string): Promise<number | undefined> {
  const before = await store.get(key, Count);
  if (!before.ok) return undefined;
  const count = (before.value ?? 0) + 1;
  await attempt(async () => succeed(await kvs.set(key, count, KEPT)));
  return count;
}
