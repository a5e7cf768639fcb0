import { Queue } from '@forge/events';
import { fail, type Result, succeed } from '../contract/failure';
import { scrub } from './http';

const jobs = new Queue<{ kind: 'file-call'; callId: string }>({ key: 'jobs' });

/**
 * Queues a call for filing, to be taken up after `delaySeconds` (900 at most). Events of one call are worked off one
 * at a time; each is harmless to repeat, since the queue delivers at least once.
 */
export async function fileLater(callId: string, delaySeconds = 0): Promise<Result<void>> {
  try {
    await jobs.push({
      body: { kind: 'file-call', callId },
      concurrency: { key: `call-${callId}`, limit: 1 },
      ...(delaySeconds > 0 ? { delayInSeconds: delaySeconds } : {}),
    });
    return succeed(undefined);
  } catch (thrown) {
    return fail({ kind: 'unavailable', service: 'forge', detail: scrub(String(thrown)) });
  }
}
