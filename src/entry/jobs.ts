import { InvocationError, InvocationErrorCode } from '@forge/events';
import { z } from 'zod';
import { composeJobs } from '../compose';
import { CallSid } from '../contract/call';
import { storeWaitMs, waitAtLeastMs } from '../intake/come-back';
import { fileCall } from '../intake/file-call';
import { runReconciliation } from '../intake/reconcile';

const JobEvent = z.object({
  body: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('file-call'), callId: CallSid }),
    z.object({ kind: z.literal('reconcile') }),
  ]),
  // Only says how long to wait: whatever it looks like, the job is done.
  retryContext: z
    .object({ retryCount: z.number().int().min(0) })
    .optional()
    .catch(undefined),
});

/** The sweep comes every five minutes: what has to wait for longer is left to it. */
const LONGEST_WAIT_MS = 4 * 60 * 1000;
/** Works off the queue: calls to be filed, and the provider's records to be looked through. */
export async function handle(payload: unknown): Promise<unknown> {
  const { log, loadIntake, loadReconciliation } = composeJobs();
  const event = JobEvent.safeParse(payload);
  if (!event.success) return log({ event: 'job-refused', reason: 'malformed' });
  const { body, retryContext } = event.data;
  const returns = retryContext?.retryCount ?? 0;
  if (body.kind === 'reconcile') {
    const world = await loadReconciliation();
    if (!world.ok) return comeBackIn(storeWaitMs(returns));
    const outcome = await runReconciliation(world.value, returns);
    return outcome.kind === 'wait' ? comeBackIn(outcome.ms) : undefined;
  }
  const intake = await loadIntake();
  if (!intake.ok) return comeBackIn(storeWaitMs(returns));
  const outcome = await fileCall(body.callId, intake.value);
  return outcome.kind === 'wait' ? comeBackIn(waitAtLeastMs(outcome.ms, returns)) : undefined;
}

/** The queue delivers an event again when the function returns this; otherwise the sweep takes the call up. */
const comeBackIn = (ms: number): InvocationError | undefined =>
  ms > LONGEST_WAIT_MS
    ? undefined
    : new InvocationError({
        retryAfter: Math.max(1, Math.ceil(ms / 1000)),
        retryReason: InvocationErrorCode.FUNCTION_RETRY_REQUEST,
      });
