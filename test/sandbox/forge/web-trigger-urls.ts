import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import type { Ids } from './ids';
import type { WebTriggerModule } from './manifest';

export interface WebTriggerUrl {
  id: string;
  key: string;
  /** As the platform would publish it. */
  url: string;
  /** The path at which the sandbox serves it. */
  localPath: string;
}

/** The published URLs: stable per module, kept in the store. */
export interface WebTriggerUrls {
  /** The URL of a module, made on first asking. @throws Error for a key that the manifest doesn't have */
  get(key: string, forceCreate: boolean): WebTriggerUrl;
  list(): WebTriggerUrl[];
  find(id: string): WebTriggerUrl | undefined;
  delete(id: string): boolean;
}

const rowSchema = z.object({ id: z.string(), key: z.string(), url: z.string() });

/** The two formats of https://developer.atlassian.com/platform/forge/manifest-reference/modules/web-trigger/ */
const formats = {
  v1: { domain: 'hello.atlassian-dev.net', folder: 'x1' },
  v2: { domain: 'webtrigger.atlassian.app', folder: 'public' },
} as const;

export function openWebTriggerUrls(db: DatabaseSync, modules: WebTriggerModule[], ids: Ids): WebTriggerUrls {
  db.exec('CREATE TABLE IF NOT EXISTS web_trigger (id TEXT PRIMARY KEY, key TEXT, url TEXT)');
  const insert = db.prepare('INSERT INTO web_trigger VALUES (?, ?, ?)');
  const remove = db.prepare('DELETE FROM web_trigger WHERE id = ?');

  const read = (row: unknown): WebTriggerUrl => {
    const parsed = rowSchema.parse(row);
    return { ...parsed, localPath: new URL(parsed.url).pathname };
  };
  const list = (): WebTriggerUrl[] => db.prepare('SELECT * FROM web_trigger ORDER BY rowid').all().map(read);

  return {
    list,
    get(key, forceCreate) {
      const module = modules.find((candidate) => candidate.key === key);
      if (module === undefined) throw new Error(`The manifest has no web trigger '${key}'.`);
      const existing = list().find((candidate) => candidate.key === key);
      if (existing !== undefined && !forceCreate) return existing;
      const { domain, folder } = formats[module.urlFormat];
      const id = ids.alphanumeric(25);
      const url = `https://${ids.uuid()}.${domain}/${folder}/${id}`;
      insert.run(id, key, url);
      return read({ id, key, url });
    },
    find: (id) => list().find((candidate) => candidate.id === id),
    delete: (id) => remove.run(id).changes > 0,
  };
}
