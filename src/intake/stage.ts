import type { CallBook } from '../call/call-book';
import type { Audit } from '../contract/audit';
import type { Call } from '../contract/call';
import type { Failure } from '../contract/failure';
import type { Settings } from '../contract/settings';
import type { Desk } from '../desk/desk';
import type { Callers, Model, Phone } from './ports';

/** What filing needs of the world. */
export interface Intake {
  calls: CallBook;
  desk: Desk;
  phone: Phone;
  model: Model;
  callers: Callers;
  settings: Settings;
  /** Names this run of the queue's function; no other has the same. */
  worker: string;
  /** Milliseconds since the epoch. */
  now: () => number;
  /** From 0 up to, but not, 1. */
  random: () => number;
  pause: (ms: number) => Promise<void>;
  /** Appends to the audit trail; never fails. */
  audit: Audit;
  log: (line: {
    event: string;
    callId: string;
    issueKey?: string;
    failure?: string;
    reason?: string;
    ms?: number;
  }) => void;
}

/** What a stage made of a call: the call as it goes on, or what holds it up. */
export type StageResult = { kind: 'go-on'; call: Call } | Setback;

export interface Setback {
  kind: 'failed';
  failure: Failure;
  /** The stage's own way out, for when the failure is not worth waiting for any longer. It loses nothing. */
  otherwise: (call: Call) => Call;
  /** When waiting ends (milliseconds since the epoch). */
  giveUpAt: number;
  /** What is to be kept of how far the stage came all the same. */
  progress?: Partial<Pick<Call, 'state' | 'setbacks'>>;
  /** Set where more is known about when to try again than that it failed: in so many milliseconds. */
  againMs?: number;
  /** Set when what was asked for may have been done all the same: nobody asks again before that is known. */
  doubtful?: boolean;
}

export const goOn = (call: Call): StageResult => ({ kind: 'go-on', call });
