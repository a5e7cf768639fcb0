import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const POLL_MS = 200;

/** Is the process that wrote the lock still there? One that was killed leaves its lock behind. */
function isHeld(lock: string): boolean {
  try {
    process.kill(Number(readFileSync(lock, 'utf8')), 0);
    return true;
  } catch {
    return false;
  }
}

function tryLock(lock: string): boolean {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/**
 * Runs `build` unless `isDone`, one process at a time: test files that start together would otherwise each spend the
 * same twenty seconds of a core. Waits in real time, which is the build's.
 */
export async function buildOnce(
  target: string,
  isDone: () => boolean,
  build: () => Promise<void>,
): Promise<void> {
  const lock = `${target}.lock`;
  mkdirSync(dirname(target), { recursive: true });
  while (!isDone()) {
    if (!tryLock(lock)) {
      if (!isHeld(lock)) rmSync(lock, { force: true });
      await wait(POLL_MS);
      continue;
    }
    try {
      if (!isDone()) await build();
    } finally {
      rmSync(lock, { force: true });
    }
  }
}
