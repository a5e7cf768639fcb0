import type { Turn } from './graph';

/** What the caller did at a turn of the conversation, and what came of it. */
export interface TurnTaken {
  kind: 'turn-taken';
  callId: string;
  /** E.164; null when the caller withheld it. */
  from: string | null;
  to: string;
  turn: Turn;
  /** Keys, without the one that ended them. */
  digits?: string | undefined;
  /** The key that ended them. */
  finishedOn?: string | undefined;
  /** What Twilio's recogniser heard. */
  speech?: string | undefined;
  recording?: RecordingFacts | undefined;
  /** What became of a transfer: Twilio's `DialCallStatus`. */
  dialled?: { talked: boolean } | undefined;
  /** Set when this only tells of what was left when the caller hung up. */
  hungUp: boolean;
}

export interface RecordingFacts {
  sid: string;
  seconds: number;
}

/** What the phone provider told us, verified and parsed. */
export type CallEvent =
  | {
      kind: 'call-received';
      callId: string;
      from: string | null;
      /** As the provider names the caller. */
      raw?: string | undefined;
      to: string;
    }
  | TurnTaken
  /** The media can be fetched now; may come before, after or instead of the turn that left it. */
  | { kind: 'recording-completed'; callId: string; recording: RecordingFacts }
  | { kind: 'call-ended'; callId: string; seconds: number; to?: string | undefined }
  /** A call that is over, as the provider's own records have it; times are milliseconds since the epoch. */
  | {
      kind: 'recording-found';
      callId: string;
      from: string | null;
      to: string;
      startedAt: number;
      endedAt: number;
      seconds: number;
      recording: RecordingFacts;
    };

export type EventOf<K extends CallEvent['kind']> = Extract<CallEvent, { kind: K }>;
