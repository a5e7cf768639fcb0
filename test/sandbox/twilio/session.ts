import type { StandInContext } from '../stand-in';
import type { Account } from './account';
import type { Clips } from './clips';
import type { EndReason, PhoneEventBody } from './events';
import type { FaultBox } from './faults';
import type { Line } from './line';
import type { CallRecord, HttpMethod } from './records';
import type { WebhookParams } from './signature';
import type { SendWebhook } from './webhooks';

/** How long things take at Twilio. Milliseconds on the sandbox's clock. */
export interface Latency {
  ring: number;
  /** From the end of a recording to `recordingStatusCallback`. */
  recordingCallback: number;
  /** From the end of a recording to its media. */
  media: number;
  /** From one status of a text message to the next. */
  messageStep: number;
}

/** How somebody behaves whom the line calls. */
export interface Callee {
  /** `hangs-up`: picks up, and puts the phone down while something is whispered, or else at once. */
  outcome: 'answered' | 'busy' | 'no-answer' | 'failed' | 'hangs-up';
  /** How long they talk, once bridged. */
  seconds?: number | undefined;
  /** The keys pressed at the first `<Gather>` of what is whispered to them; without any they are silent. */
  presses?: string | undefined;
}

/** What all calls share. */
export interface Exchange {
  context: StandInContext;
  account: Account;
  faults: FaultBox;
  send: SendWebhook;
  latency: Latency;
  callee: (to: string) => Callee;
  /** Whether somebody on this machine answers at this URL: whether a clip can be fetched from it. */
  serves: (url: string) => boolean;
  /** Whether a document with a mistake fails the call (true), or is executed as far as it is understood. */
  strict: boolean;
}

/** One call while it runs. */
export interface CallSession extends Exchange {
  line: Line;
  fallback: { url: string; method: HttpMethod };
  call(): CallRecord;
  update(change: Partial<CallRecord>): CallRecord;
  emit(event: PhoneEventBody): void;
  /** Picks the call up, if that has not been done. */
  answer(): void;
  clips: Clips;
  /** Sends a webhook about this call; what `params` holds comes on top of the call's own. */
  notify(purpose: string, url: string, method: HttpMethod, params: WebhookParams): ReturnType<SendWebhook>;
}

/** A TwiML document to fetch next. */
export interface TwimlTarget {
  url: string;
  method: HttpMethod;
  params: WebhookParams;
  purpose: string;
}

/** Where the call goes after a verb. */
export type Next =
  | { kind: 'next' }
  | { kind: 'fetch'; target: TwimlTarget }
  | { kind: 'end'; reason: EndReason };

export const NEXT: Next = { kind: 'next' };
