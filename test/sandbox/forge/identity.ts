import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import type { Ids } from './ids';

/** Who the app is where it is installed; the same from one start to the next. */
export interface Identity {
  cloudId: string;
  installationId: string;
  environmentId: string;
  /** ARI of the site: `installContext` and `contextAri`. */
  siteAri: string;
  installationAri: string;
}

/** Small facts that outlive a start, by name. */
export interface Facts {
  get(name: string): string | undefined;
  set(name: string, value: string): void;
}

export function openFacts(db: DatabaseSync): Facts {
  db.exec('CREATE TABLE IF NOT EXISTS fact (name TEXT PRIMARY KEY, value TEXT)');
  const get = db.prepare('SELECT value FROM fact WHERE name = ?');
  const set = db.prepare('INSERT OR REPLACE INTO fact VALUES (?, ?)');
  return {
    get(name) {
      const row = get.get(name);
      return row === undefined ? undefined : z.object({ value: z.string() }).parse(row).value;
    },
    set: (name, value) => void set.run(name, value),
  };
}

export function readIdentity(facts: Facts, ids: Ids): Identity {
  const remember = (name: string): string => {
    const known = facts.get(name) ?? ids.uuid();
    facts.set(name, known);
    return known;
  };
  const cloudId = remember('cloudId');
  const installationId = remember('installationId');
  return {
    cloudId,
    installationId,
    environmentId: remember('environmentId'),
    siteAri: `ari:cloud:jira::site/${cloudId}`,
    installationAri: `ari:cloud:ecosystem::installation/${installationId}`,
  };
}
