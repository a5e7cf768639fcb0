import { takeText } from '../caller/take-text';
import { type StatusWorld, tellStatus } from '../caller/tell-status';
import type { TextWorld } from '../caller/text-work';
import { assertNever, type Result } from '../contract/failure';
import type { Job } from '../contract/job';
import { storeWaitMs, waitAtLeastMs } from './come-back';
import { fileCall } from './file-call';
import { type Reconciliation, runReconciliation } from './reconcile';
import type { Intake } from './stage';

/** What each job needs, read when it is taken up. */
export interface JobWorlds {
  loadIntake(): Promise<Result<Intake>>;
  loadTextWorld(): Promise<Result<TextWorld>>;
  loadStatusWorld(): Promise<Result<StatusWorld>>;
  loadReconciliation(): Promise<Result<Reconciliation>>;
}

/** News that could not be told is tried again at the queue's longest pace. */
const MOST_DOUBLINGS = 4;

/**
 * Does one job of the queue.
 *
 * @param returns how often it has come back
 * @returns in how many milliseconds it is to come back; undefined when nothing is left to do
 */
export function runJob(job: Job, returns: number, worlds: JobWorlds): Promise<number | undefined> {
  switch (job.kind) {
    case 'file-call':
      return withWorld(worlds.loadIntake, returns, async (intake) => {
        const outcome = await fileCall(job.callId, intake);
        return outcome.kind === 'wait' ? waitAtLeastMs(outcome.ms, returns) : undefined;
      });
    case 'take-text':
      return withWorld(worlds.loadTextWorld, returns, async (world) => {
        const outcome = await takeText(job.textId, world, returns);
        return outcome.kind === 'wait' ? outcome.ms : undefined;
      });
    case 'tell-status':
      return withWorld(worlds.loadStatusWorld, returns, async (world) => {
        const outcome = await tellStatus(job, world);
        return outcome === 'again' ? storeWaitMs(Math.min(returns, MOST_DOUBLINGS)) : undefined;
      });
    case 'reconcile':
      return withWorld(worlds.loadReconciliation, returns, async (world) => {
        const outcome = await runReconciliation(world, returns);
        return outcome.kind === 'wait' ? outcome.ms : undefined;
      });
    default:
      return assertNever(job);
  }
}

async function withWorld<W>(
  load: () => Promise<Result<W>>,
  returns: number,
  run: (world: W) => Promise<number | undefined>,
): Promise<number | undefined> {
  const world = await load();
  return world.ok ? run(world.value) : storeWaitMs(returns);
}
