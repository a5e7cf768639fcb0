import { InvocationError, InvocationErrorCode } from '@forge/events';
import { z } from 'zod';
import { composeJobs } from '../compose';
import { Job } from '../contract/job';
import { runJob } from '../intake/run-job';

const JobEvent = z.object({
  body: Job,
  // Only says how long to wait: whatever it looks like, the job is done.
  retryContext: z
    .object({ retryCount: z.number().int().min(0) })
    .optional()
    .catch(undefined),
});

/** The sweep comes every five minutes: what has to wait for longer is left to it. */
const LONGEST_WAIT_MS = 4 * 60 * 1000;

/** Works off the queue. */
export async function handle(payload: unknown): Promise<unknown> {
  const { log, ...worlds } = composeJobs();
  const event = JobEvent.safeParse(payload);
  if (!event.success) return log({ event: 'job-refused', reason: 'malformed' });
  const { body, retryContext } = event.data;
  const ms = await runJob(body, retryContext?.retryCount ?? 0, worlds);
  return ms === undefined ? undefined : comeBackIn(ms);
}

/** The queue delivers an event again when the function returns this; otherwise the sweep takes the call up. */
const comeBackIn = (ms: number): InvocationError | undefined =>
  ms > LONGEST_WAIT_MS
    ? undefined
    : new InvocationError({
        retryAfter: Math.max(1, Math.ceil(ms / 1000)),
        retryReason: InvocationErrorCode.FUNCTION_RETRY_REQUEST,
      });
