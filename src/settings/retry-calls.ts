import type { Answer, RetryCall, Setup } from '../contract/admin';
import { type TryingAgain, tryCallAgain, tryParkedAgain } from '../intake/try-again';
import type { Administration } from './administration';
import { explain } from './explain';
import { readSetup } from './read-setup';

/** One click for one call: one that waits for a person, or for its next try. */
export async function retryCall({ id }: RetryCall, admin: Administration): Promise<Answer<Setup>> {
  const tried = await tryCallAgain(id, trying(admin));
  if (!tried.ok) return explain(tried.failure);
  return tried.value
    ? readSetup(admin)
    : { ok: false, error: { message: 'This call does not wait any more. Load the page again.' } };
}

/** One click for all calls that wait for a person. */
export async function retryParkedCalls(admin: Administration): Promise<Answer<Setup>> {
  const tried = await tryParkedAgain(trying(admin));
  return tried.ok ? readSetup(admin) : explain(tried.failure);
}

const trying = ({ calls, fileLater, trail, now, accountId }: Administration): TryingAgain => ({
  calls,
  fileLater,
  audit: trail.note,
  now: now(),
  by: accountId,
});
