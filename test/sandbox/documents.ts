import { DatabaseSync } from 'node:sqlite';

/** A named set of JSON documents, kept in the order in which their ids first came. */
export interface Collection<T> {
  get(id: string): T | undefined;
  put(id: string, value: T): void;
  delete(id: string): boolean;
  list(): T[];
}

/** What the stand-ins of Twilio, OpenAI and Jira remember between two starts of the sandbox. */
export interface Documents {
  collection<T>(name: string): Collection<T>;
  /** Binary bodies: recordings, attachments. */
  blobs: {
    get(id: string): Uint8Array | undefined;
    put(id: string, bytes: Uint8Array): void;
    delete(id: string): boolean;
  };
  /** The next number of a named sequence, from 1. */
  next(sequence: string): number;
  close(): void;
}

/** Opens (or makes) the SQLite file at `path`; `:memory:` for tests. */
export function openDocuments(path: string): Documents {
  const db = new DatabaseSync(path);
  db.exec(`
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = NORMAL;
    CREATE TABLE IF NOT EXISTS document (collection TEXT, id TEXT, seq INTEGER, json TEXT, PRIMARY KEY (collection, id));
    CREATE INDEX IF NOT EXISTS document_seq ON document (seq);
    CREATE TABLE IF NOT EXISTS blob (id TEXT PRIMARY KEY, bytes BLOB);
    CREATE TABLE IF NOT EXISTS sequence (name TEXT PRIMARY KEY, value INTEGER);
  `);
  const get = db.prepare('SELECT json FROM document WHERE collection = ? AND id = ?');
  const list = db.prepare('SELECT json FROM document WHERE collection = ? ORDER BY seq');
  const put = db.prepare(`
    INSERT INTO document VALUES (?, ?, (SELECT COALESCE(MAX(seq), 0) + 1 FROM document), ?)
    ON CONFLICT (collection, id) DO UPDATE SET json = excluded.json`);
  const remove = db.prepare('DELETE FROM document WHERE collection = ? AND id = ?');
  const blob = {
    get: db.prepare('SELECT bytes FROM blob WHERE id = ?'),
    put: db.prepare('INSERT INTO blob VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET bytes = excluded.bytes'),
    delete: db.prepare('DELETE FROM blob WHERE id = ?'),
  };
  const advance = db.prepare(`
    INSERT INTO sequence VALUES (?, 1) ON CONFLICT (name) DO UPDATE SET value = value + 1 RETURNING value`);

  return {
    collection<T>(name: string): Collection<T> {
      const parse = (row: unknown): T => JSON.parse((row as { json: string }).json) as T;
      return {
        get(id) {
          const row = get.get(name, id);
          return row === undefined ? undefined : parse(row);
        },
        put: (id, value) => void put.run(name, id, JSON.stringify(value)),
        delete: (id) => remove.run(name, id).changes > 0,
        list: () => list.all(name).map(parse),
      };
    },
    blobs: {
      get: (id) => (blob.get.get(id) as { bytes: Uint8Array } | undefined)?.bytes,
      put: (id, bytes) => void blob.put.run(id, bytes),
      delete: (id) => blob.delete.run(id).changes > 0,
    },
    next: (sequence) => (advance.get(sequence) as { value: number }).value,
    close: () => db.close(),
  };
}
