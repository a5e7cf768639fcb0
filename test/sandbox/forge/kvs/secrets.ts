import { createCipheriv, createDecipheriv, createSecretKey, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import type { Item } from './items';

/** Secrets, in a table of their own, each encrypted with AES-256-GCM and bound to its key. */
export interface Secrets {
  get(key: string): Item | undefined;
  put(item: Item): void;
  delete(key: string): boolean;
  names(): string[];
}

const rowSchema = z.object({
  key: z.string(),
  nonce: z.instanceof(Uint8Array),
  sealed: z.instanceof(Uint8Array),
  created: z.number(),
  updated: z.number(),
  expires: z.number().nullable(),
});

/** The key lies beside the store, not in it, so that a copy of the store alone tells nothing. */
function readMasterKey(storePath: string): Buffer {
  if (storePath === ':memory:') return randomBytes(32);
  const file = `${storePath}.key`;
  if (!existsSync(file)) writeFileSync(file, randomBytes(32), { mode: 0o600 });
  return readFileSync(file);
}

const TAG_BYTES = 16;

export function openSecrets(db: DatabaseSync, storePath: string): Secrets {
  db.exec(`CREATE TABLE IF NOT EXISTS secret (
    key TEXT PRIMARY KEY, nonce BLOB, sealed BLOB, created INTEGER, updated INTEGER, expires INTEGER)`);
  const master = createSecretKey(readMasterKey(storePath));
  const get = db.prepare('SELECT * FROM secret WHERE key = ?');
  const put = db.prepare('INSERT OR REPLACE INTO secret VALUES (?, ?, ?, ?, ?, ?)');
  const remove = db.prepare('DELETE FROM secret WHERE key = ?');

  function open(key: string, nonce: Uint8Array, sealed: Uint8Array): string {
    const decipher = createDecipheriv('aes-256-gcm', master, nonce).setAAD(Buffer.from(key));
    decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
    return Buffer.concat([decipher.update(sealed.subarray(0, -TAG_BYTES)), decipher.final()]).toString(
      'utf8',
    );
  }

  return {
    get(key) {
      const row = get.get(key);
      if (row === undefined) return undefined;
      const { nonce, sealed, ...times } = rowSchema.parse(row);
      return { ...times, entity: '', json: open(key, nonce, sealed) };
    },
    put({ key, json, created, updated, expires }) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', master, nonce).setAAD(Buffer.from(key));
      const sealed = Buffer.concat([cipher.update(json, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      put.run(key, nonce, sealed, created, updated, expires);
    },
    delete: (key) => remove.run(key).changes > 0,
    names: () =>
      db
        .prepare('SELECT key FROM secret ORDER BY key')
        .all()
        .map((row) => z.object({ key: z.string() }).parse(row).key),
  };
}
