import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { StandInContext } from '../stand-in';
import type { ForgeHostOptions } from './host-interface';
import { type Facts, type Identity, openFacts, readIdentity } from './identity';
import { createIds, type Ids } from './ids';
import { type KvsStore, openKvsStore } from './kvs/store';
import type { Manifest } from './manifest';
import { openQueueStore, type QueueStore } from './queue-store';
import { openWebTriggerUrls, type WebTriggerUrls } from './web-trigger-urls';

/** All that outlives a start: one app on one site, in one SQLite file. */
export interface Installation {
  ids: Ids;
  facts: Facts;
  identity: Identity;
  kvs: KvsStore;
  urls: WebTriggerUrls;
  events: QueueStore;
  /** Adjustable while it runs; both in ms. */
  lags: { query: number; deletion: number };
  close(): void;
}

/** "Deletion may take up to 48 hours": https://developer.atlassian.com/platform/forge/storage-reference/kvs-api/#ttl */
const DELETION_DELAY_MS = 48 * 60 * 60_000;

export function openInstallation(
  { clock, random }: StandInContext,
  manifest: Manifest,
  options: Pick<ForgeHostOptions, 'storePath' | 'queryLagMs' | 'deletionDelayMs'>,
): Installation {
  const { storePath } = options;
  if (storePath !== ':memory:') mkdirSync(dirname(storePath), { recursive: true });
  const db = new DatabaseSync(storePath);
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL');
  const ids = createIds(random);
  const facts = openFacts(db);
  const lags = { query: options.queryLagMs ?? 0, deletion: options.deletionDelayMs ?? DELETION_DELAY_MS };
  return {
    ids,
    facts,
    lags,
    identity: readIdentity(facts, ids),
    kvs: openKvsStore(db, {
      storePath,
      entities: manifest.app.storage.entities,
      now: () => clock.now(),
      queryLagMs: () => lags.query,
      deletionDelayMs: () => lags.deletion,
    }),
    urls: openWebTriggerUrls(db, manifest.modules.webtrigger, ids),
    events: openQueueStore(db),
    close: () => db.close(),
  };
}
