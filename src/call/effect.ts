import type { Call } from '../contract/call';
import type { Failure } from '../contract/failure';
import type { Turn } from './graph';
import type { Say, Speech } from './speech';

/** What the line can't do by itself, and has to know the outcome of before it answers. */
export type Effect =
  /** Transcribe and understand, as far as there is time. */
  | { kind: 'work' }
  /** File the request and text its number, as far as there is time. */
  | { kind: 'file' }
  | { kind: 'look-up'; key: string }
  | { kind: 'send-pin' };

/** How a request stands, for its caller. */
export interface RequestStatus {
  category: 'new' | 'in-progress' | 'done';
  /** As the desk calls it. */
  status: string;
  /** The last thing that agents wrote to the caller. */
  comment?: string | undefined;
}

/** The code that a caller was sent, as a digest; undefined when it could not be sent. */
export type PinSent = { hash: string; until: number } | undefined;

/** Where the conversation goes on once an effect is there. */
export interface Pending {
  effect: Effect;
  turn: Turn;
  /** What is said first then. */
  first: Say[];
}

/** What came of an effect. */
export type Outcome =
  | { kind: 'work' }
  | { kind: 'file' }
  | { kind: 'look-up'; status?: RequestStatus | undefined; failure?: Failure }
  | { kind: 'send-pin'; pin: PinSent };

/** `stale`: a webhook that this call can no longer get from the provider, so a replay. */
export type Step =
  | 'stale'
  | {
      call: Call | undefined;
      say: Speech[];
      /** Whether there is something to turn into a request without waiting for the caller. */
      file: boolean;
      /** Set when the caller was not let in because intake is paused, or the call was one too many. */
      turnedAway?: 'paused' | 'refused';
      /** Set when the provider knows of a call that we don't: its own records have the rest. */
      reconcile?: true;
      /** What has to be done before there is an answer; `resume` goes on with it. */
      pending?: Pending;
    };
