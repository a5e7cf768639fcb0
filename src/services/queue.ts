import { Queue } from '@forge/events';
import type { StatusChange } from '../caller/tell-status';
import { type Failure, fail, type Result, succeed } from '../contract/failure';
import type { Job } from '../contract/job';
import { scrub } from './http';

/** https://developer.atlassian.com/platform/forge/runtime-reference/async-events-api/ */
const MOST_A_PUSH = 50;

const jobs = new Queue<Job>({ key: 'jobs' });

/**
 * Queues a call for filing, to be taken up after `delaySeconds` (900 at most). Events of one call are worked off one
 * at a time; each is harmless to repeat, since the queue delivers at least once.
 */
export const fileLater = (callId: string, delaySeconds = 0): Promise<Result<void>> =>
  push({ ...filing(callId), ...after(delaySeconds) });

/** The same for many at once. @returns how many are queued; where one push fails, the rest is not tried. */
export async function fileAllLater(
  callIds: readonly string[],
): Promise<{ queued: number; failure?: Failure }> {
  for (let queued = 0; queued < callIds.length; queued += MOST_A_PUSH) {
    const pushed = await push(callIds.slice(queued, queued + MOST_A_PUSH).map(filing));
    if (!pushed.ok) return { queued, failure: pushed.failure };
  }
  return { queued: callIds.length };
}

/** Queues a look through the provider's records, to be taken up after `delaySeconds` (900 at most); one at a time runs. */
export const reconcileLater = (delaySeconds = 0): Promise<Result<void>> =>
  push({ ...event({ kind: 'reconcile' }, 'reconcile'), ...after(delaySeconds) });

/** Queues a text that somebody sent, by its id alone: its words are fetched when they are needed. */
export const takeTextLater = (textId: string): Promise<Result<void>> =>
  push(event({ kind: 'take-text', textId }, `text-${textId}`));

/** Queues the news of a request's status; see `tell-status.ts`. */
export const tellStatusLater = (change: StatusChange): Promise<Result<void>> =>
  push(event({ kind: 'tell-status', ...change }, `status-${change.issueKey}`));

const filing = (callId: string) => event({ kind: 'file-call', callId }, `call-${callId}`);

const event = (body: Job, concurrencyKey: string) => ({
  body,
  concurrency: { key: concurrencyKey, limit: 1 },
});

const after = (seconds: number) => (seconds > 0 ? { delayInSeconds: seconds } : {});

async function push(events: Parameters<typeof jobs.push>[0]): Promise<Result<void>> {
  try {
    await jobs.push(events);
    return succeed(undefined);
  } catch (thrown) {
    return fail({ kind: 'unavailable', service: 'forge', detail: scrub(String(thrown)) });
  }
}
