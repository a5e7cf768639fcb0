import { composeSweep } from '../compose';
import { reconcileWhenDue } from '../intake/reconcile-when-due';
import { sweepCalls } from '../intake/sweep-calls';

/** Every five minutes: calls that were left behind, and those that the provider knows of and we don't. */
export async function handle(): Promise<void> {
  const sweep = composeSweep();
  await sweepCalls(sweep);
  await reconcileWhenDue(sweep);
}
