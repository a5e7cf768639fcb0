import { composeSweep } from '../compose';
import { composeKeeping } from '../compose-keeping';
import { reconcileWhenDue } from '../intake/reconcile-when-due';
import { sweepCalls } from '../intake/sweep-calls';
import { enforceRetention } from '../privacy/retention';
import { keepBooks } from '../settings/usage';

/** Every five minutes: calls that were left behind, those that the provider knows of and we don't, and old ones. */
export async function handle(): Promise<void> {
  const sweep = composeSweep();
  // The short one first: a long backlog of calls must not keep it from being done.
  await reconcileWhenDue(sweep);
  await sweepCalls(sweep);
  const keeping = composeKeeping();
  // What a day has cost is added up before its calls are forgotten.
  await keepBooks(keeping);
  await enforceRetention(keeping);
}
