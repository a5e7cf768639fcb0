/** What a person with the phone at the ear notices, and what a screen beside it can show. */
export type PhoneEventBody =
  | { kind: 'answered' }
  | { kind: 'saying'; text: string; language: string; voice: string; ms: number }
  | { kind: 'playing'; url?: string; digits?: string; ms: number }
  | { kind: 'pausing'; ms: number }
  | { kind: 'beep' }
  /** Seconds. */
  | { kind: 'recording-started'; maxLength: number; timeout: number; finishOnKey: string }
  | { kind: 'recording-ended'; seconds: number; endedBy: RecordingEnd; recordingSid?: string }
  | {
      kind: 'gather-started';
      input: string;
      numDigits?: number;
      timeout: number;
      finishOnKey: string;
      language: string;
    }
  /** The prompts of a gather are over: from now on the line is silent and waits. */
  | { kind: 'listening' }
  | { kind: 'gather-ended'; digits?: string; speech?: string }
  | { kind: 'input-ignored'; what: string }
  | { kind: 'dialling'; to: string }
  /** What the person who picked up hears before the two are connected; the caller doesn't. A clip has no text. */
  | { kind: 'whispering'; text: string; language: string; ms: number; url?: string }
  /** `bridged`: whether the two were connected; `completed` alone only says that somebody picked up. */
  | { kind: 'dial-ended'; status: string; bridged: boolean }
  | { kind: 'rejected'; reason: string }
  | { kind: 'hung-up'; by: 'caller' | 'line' }
  | { kind: 'ended'; reason: EndReason };

export type RecordingEnd = 'silence' | 'key' | 'max-length' | 'hang-up';
export type EndReason =
  /** The caller put the phone down. */
  | 'caller-hung-up'
  /** `<Hangup>`, or nothing left to execute. */
  | 'line-hung-up'
  | 'rejected'
  /** Through the REST API. */
  | 'ended-by-api'
  /** "An application error has occurred." */
  | 'application-error'
  | 'not-answered'
  /** Twilio ends a call after four hours. */
  | 'too-long';

export type PhoneEvent = PhoneEventBody & {
  seq: number;
  /** Milliseconds of line time since the call began: speech counts in full, whatever the pace. */
  at: number;
};
export type PhoneEventKind = PhoneEvent['kind'];
