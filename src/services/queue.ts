import { Queue } from '@forge/events';
import { fail, type Result, succeed } from '../contract/failure';
import { scrub } from './http';

type Job = { kind: 'file-call'; callId: string } | { kind: 'reconcile' };

const jobs = new Queue<Job>({ key: 'jobs' });

/**
 * Queues a call for filing, to be taken up after `delaySeconds` (900 at most). Events of one call are worked off one
 * at a time; each is harmless to repeat, since the queue delivers at least once.
 */
export const fileLater = (callId: string, delaySeconds = 0): Promise<Result<void>> =>
  push({ kind: 'file-call', callId }, `call-${callId}`, delaySeconds);

/** Queues a look through the provider's records, to be taken up after `delaySeconds` (900 at most); one at a time runs. */
export const reconcileLater = (delaySeconds = 0): Promise<Result<void>> =>
  push({ kind: 'reconcile' }, 'reconcile', delaySeconds);

async function push(body: Job, concurrencyKey: string, delaySeconds: number): Promise<Result<void>> {
  try {
    await jobs.push({
      body,
      concurrency: { key: concurrencyKey, limit: 1 },
      ...(delaySeconds > 0 ? { delayInSeconds: delaySeconds } : {}),
    });
    return succeed(undefined);
  } catch (thrown) {
    return fail({ kind: 'unavailable', service: 'forge', detail: scrub(String(thrown)) });
  }
}
