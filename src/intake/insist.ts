import { isTransient, type Result } from '../contract/failure';
import type { Intake } from './stage';

/** Together a quarter of a minute; the store's own limits count by the minute or less. */
const PAUSES_MS = [500, 1000, 2000, 4000, 8000];

/**
 * Stores what was done outside, again and again while the store is out: what is not noted would be done a second time,
 * and a request or a comment can't be taken back.
 */
export async function insist<T>(store: () => Promise<Result<T>>, { pause }: Intake): Promise<Result<T>> {
  for (const wait of PAUSES_MS) {
    const stored = await store();
    if (stored.ok || !isTransient(stored.failure) || stored.failure.kind === 'conflict') return stored;
    await pause(wait);
  }
  return store();
}
