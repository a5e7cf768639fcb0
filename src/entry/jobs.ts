import { InvocationError, InvocationErrorCode } from '@forge/events';
import { z } from 'zod';
import { composeJobs } from '../compose';
import { CallSid } from '../contract/call';
import { fileCall, type Held } from '../intake/file-call';
import { secondsUntilRetry } from '../intake/retry';

const JobEvent = z.object({
  body: z.object({ kind: z.literal('file-call'), callId: CallSid }),
  // Only says how long to wait: whatever it looks like, the call is filed.
  retryContext: z
    .object({ retryCount: z.number().int().min(0) })
    .optional()
    .catch(undefined),
});

/** Works off the queue of calls to be filed. */
export async function handle(payload: unknown): Promise<unknown> {
  const { log, loadIntake } = composeJobs();
  const event = JobEvent.safeParse(payload);
  if (!event.success) return log({ event: 'job-refused', reason: 'malformed' });
  const { body, retryContext } = event.data;
  const intake = await loadIntake();
  const outcome = intake.ok
    ? await fileCall(body.callId, intake.value)
    : { kind: 'retry' as const, failure: intake.failure };
  return outcome.kind === 'retry' ? retryLater(outcome, retryContext?.retryCount ?? 0) : undefined;
}

/** The queue tries an event again when the function returns this, for 24 hours; the sweep takes over after that. */
const retryLater = ({ failure, withinMs }: Held, retries: number): InvocationError =>
  new InvocationError({
    retryAfter: secondsUntilRetry(failure, retries, withinMs),
    retryReason: InvocationErrorCode.FUNCTION_RETRY_REQUEST,
  });
