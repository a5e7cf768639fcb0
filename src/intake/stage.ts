import type { CallBook } from '../call/call-book';
import type { Call } from '../contract/call';
import type { Failure } from '../contract/failure';
import type { Settings } from '../contract/settings';
import type { Desk } from '../desk/desk';
import type { Model, Phone } from './ports';

/** What filing needs of the world. */
export interface Intake {
  calls: CallBook;
  desk: Desk;
  phone: Phone;
  model: Model;
  settings: Settings;
  /** Names this run of the queue's function; no other has the same. */
  worker: string;
  /** Milliseconds since the epoch. */
  now: () => number;
  pause: (ms: number) => Promise<void>;
  log: (line: {
    event: string;
    callId: string;
    issueKey?: string;
    failure?: string;
    reason?: string;
    ms?: number;
  }) => void;
}

/**
 * What a stage made of a call: the call as it goes on; or why it can't, with how long the stage is worth trying again
 * after the message was left. After that the stage's own way out is taken, which loses nothing.
 */
export type StageResult =
  | { kind: 'go-on'; call: Call }
  | { kind: 'failed'; failure: Failure; patienceMs: number; otherwise: (call: Call) => Call };
