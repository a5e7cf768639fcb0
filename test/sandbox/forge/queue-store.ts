import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';

const eventSchema = z.object({
  seq: z.number(),
  id: z.string(),
  queue: z.string(),
  job: z.string(),
  /** JSON of the body. */
  body: z.string(),
  concurrencyKey: z.string().nullable(),
  concurrencyLimit: z.number().nullable(),
  delayInSeconds: z.number().nullable(),
  state: z.enum(['waiting', 'running', 'succeeded', 'failed', 'cancelled']),
  /** ms since the epoch. */
  due: z.number(),
  enqueued: z.number(),
  retryCount: z.number(),
  retryReason: z.string().nullable(),
  /** JSON of the data that the app gave with its request to retry. */
  retryData: z.string().nullable(),
});

/** An event of a queue, with what became of it. */
export type QueueEvent = z.infer<typeof eventSchema>;

export interface QueueStore {
  insert(event: Omit<QueueEvent, 'seq'>): void;
  update(event: QueueEvent): void;
  /** Waiting events that are due at `now`, the oldest due first. */
  listDue(now: number): QueueEvent[];
  /** When the next waiting event after `now` is due. */
  nextDue(now: number): number | undefined;
  countRunning(concurrencyKey: string): number;
  listJob(queue: string, job: string): QueueEvent[];
  list(): QueueEvent[];
  /** Forgets finished events that were enqueued before `time`. */
  prune(time: number): void;
}

const COLUMNS = Object.keys(eventSchema.shape).filter((name) => name !== 'seq');

/** Opens the queue's table. An event that ran when the sandbox stopped is delivered again: at least once. */
export function openQueueStore(db: DatabaseSync): QueueStore {
  db.exec(`
    CREATE TABLE IF NOT EXISTS queue_event (seq INTEGER PRIMARY KEY AUTOINCREMENT, ${COLUMNS.join(', ')});
    CREATE INDEX IF NOT EXISTS queue_event_due ON queue_event (state, due, seq);
    CREATE INDEX IF NOT EXISTS queue_event_job ON queue_event (job);
    CREATE INDEX IF NOT EXISTS queue_event_enqueued ON queue_event (enqueued);
    UPDATE queue_event SET state = 'waiting' WHERE state = 'running'`);
  const insert = db.prepare(
    `INSERT INTO queue_event (${COLUMNS.join(', ')}) VALUES (${COLUMNS.map((name) => `:${name}`).join(', ')})`,
  );
  const update = db.prepare(
    `UPDATE queue_event SET ${COLUMNS.map((name) => `${name} = :${name}`).join(', ')} WHERE seq = :seq`,
  );
  const due = db.prepare("SELECT * FROM queue_event WHERE state = 'waiting' AND due <= ? ORDER BY due, seq");
  const next = db.prepare("SELECT MIN(due) AS due FROM queue_event WHERE state = 'waiting' AND due > ?");
  const running = db.prepare(
    "SELECT COUNT(*) AS count FROM queue_event WHERE state = 'running' AND concurrencyKey = ?",
  );
  const job = db.prepare('SELECT * FROM queue_event WHERE queue = ? AND job = ? ORDER BY seq');
  const all = db.prepare('SELECT * FROM queue_event ORDER BY seq');
  const prune = db.prepare(
    "DELETE FROM queue_event WHERE enqueued < ? AND state IN ('succeeded', 'failed', 'cancelled')",
  );
  const parse = (row: unknown): QueueEvent => eventSchema.parse(row);
  return {
    insert: (event) => void insert.run(event),
    update: (event) => void update.run(event),
    listDue: (now) => due.all(now).map(parse),
    nextDue: (now) => z.object({ due: z.number().nullable() }).parse(next.get(now)).due ?? undefined,
    countRunning: (key) => z.object({ count: z.number() }).parse(running.get(key)).count,
    listJob: (queue, id) => job.all(queue, id).map(parse),
    list: () => all.all().map(parse),
    prune: (time) => void prune.run(time),
  };
}
