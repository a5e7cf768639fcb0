import { InvocationError, InvocationErrorCode } from '@forge/events';
import { z } from 'zod';
import { composeJobs } from '../compose';
import { CallSid } from '../contract/call';
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
/** The app's own store is out. */
const STORE_WAIT_MS = 15 * 1000;

/** Works off the queue: calls to be filed, and the provider's records to be looked through. */
export async function handle(payload: unknown): Promise<unknown> {
  const { log, loadIntake, loadReconciliation } = composeJobs();
  const event = JobEvent.safeParse(payload);
  if (!event.success) return log({ event: 'job-refused', reason: 'malformed' });
  const { body, retryContext } = event.data;
  if (body.kind === 'reconcile') {
    const world = await loadReconciliation();
    if (!world.ok) return comeBackIn(STORE_WAIT_MS);
    const outcome = await runReconciliation(world.value, retryContext?.retryCount ?? 0);
    return outcome.kind === 'wait' ? comeBackIn(outcome.ms) : undefined;
  }
  const intake = await loadIntake();
  if (!intake.ok) return comeBackIn(STORE_WAIT_MS);
  const outcome = await fileCall(body.callId, intake.value);
  return outcome.kind === 'wait' ? comeBackIn(outcome.ms) : undefined;
}

/** The queue delivers an event again when the function returns this; otherwise the sweep takes the call up. */
const comeBackIn = (ms: number): InvocationError | undefined =>
  ms > LONGEST_WAIT_MS
    ? undefined
    : new InvocationError({
        retryAfter: Math.max(1, Math.ceil(ms / 1000)),
        retryReason: InvocationErrorCode.FUNCTION_RETRY_REQUEST,
      });
