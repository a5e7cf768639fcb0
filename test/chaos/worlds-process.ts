import { findMutation } from './mutations';
import { planWorld } from './plan';
import { runWorld } from './world';
import type { WorldTask } from './worlds';

/* One of the processes of `runWorlds`: lives through the worlds that it is sent, one after the other. */

async function run({ seed, world, calls, mood, appDirectory, mutate }: WorldTask): Promise<void> {
  try {
    const result = await runWorld({
      plan: planWorld(seed, world, calls, mood),
      ...(appDirectory === undefined ? {} : { appDirectory }),
      mutation: mutate === undefined ? undefined : findMutation(mutate),
    });
    process.send?.({ result });
  } catch (error) {
    process.send?.({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
}

process.on('message', (task: WorldTask) => void run(task));
