import { runWorld } from './world';
import { readTask, type WorldTask } from './worlds';

/* One of the processes of `runWorlds`: lives through the worlds that it is sent, one after the other. */

async function run(task: WorldTask): Promise<void> {
  try {
    process.send?.({ result: await runWorld(readTask(task)) });
  } catch (error) {
    process.send?.({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
}

process.on('message', (task: WorldTask) => void run(task));
