import { createHash } from 'node:crypto';
import type { Clock } from '../sandbox/clock';

/** What happened in a world, in order: the same seed has to give the same events at the same times. */
export interface EventLog {
  note(text: string): void;
  /** SHA-256 over all events so far, in hexadecimal. */
  digest(): string;
}

/** @param show told of every event: `--trace`. */
export function createEventLog({ now }: Pick<Clock, 'now'>, show?: (line: string) => void): EventLog {
  const hash = createHash('sha256');
  return {
    note(text) {
      const line = `${new Date(now()).toISOString()} ${text}`;
      hash.update(`${line}\n`);
      show?.(line);
    },
    digest: () => hash.copy().digest('hex'),
  };
}
