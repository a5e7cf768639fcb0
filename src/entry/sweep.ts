import { composeSweep } from '../compose';
import { reconcileWhenDue } from '../intake/reconcile-when-due';
import { sweepCalls } from '../intake/sweep-calls';

/** Every five minutes: calls that were left behind, and those that the provider knows of and we don't. */
export async function handle(): Promise<void> {
  const sweep = composeSweep();
  // The short one first: a long backlog of calls must not keep it from being done.
  await reconcileWhenDue(sweep);
  await sweepCalls(sweep);
}
