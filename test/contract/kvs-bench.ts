import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createKvsApi } from '../sandbox/forge/kvs/routes';
import { type KvsStore, openKvsStore } from '../sandbox/forge/kvs/store';
import { readManifest } from '../sandbox/forge/manifest';

const APP_DIRECTORY = join(import.meta.dirname, '..', '..');

/** What becomes of the next request to the store; without an answer of its own it goes on. */
type Fault = (path: string) => { before?: Response; after?: Response } | undefined;

export interface KvsBench {
  clock: { now: number };
  store: KvsStore;
  /** Replaces what happens to requests until it is replaced again. */
  fault: { next: Fault };
  /** The paths that were asked for. */
  asked: string[];
}

/**
 * The real `@forge/kvs` in this process, against the sandbox's store with the app's own entities. It takes the place of
 * the platform's globals, so one bench a test file.
 */
export function openKvsBench(start: number): KvsBench {
  const clock = { now: start };
  const store = openKvsStore(new DatabaseSync(':memory:'), {
    storePath: ':memory:',
    entities: readManifest(APP_DIRECTORY).app.storage.entities,
    now: () => clock.now,
    queryLagMs: () => 0,
    deletionDelayMs: () => 0,
  });
  const answer = createKvsApi(store);
  const fault: KvsBench['fault'] = { next: () => undefined };
  const asked: string[] = [];
  const fetchStore = async (_: unknown, path: string, { body }: { body: string }): Promise<Response> => {
    asked.push(path);
    const { before, after } = fault.next(path) ?? {};
    if (before !== undefined) return before;
    const answered = answer(path, body);
    return after ?? answered;
  };
  Object.assign(globalThis, { __forge_fetch__: fetchStore });
  return { clock, store, fault, asked };
}
