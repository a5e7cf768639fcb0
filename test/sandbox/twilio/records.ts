import type { Region } from './regions';

/** What the stand-in remembers. Times are milliseconds since the epoch, by the sandbox's clock. */

export type CallStatus =
  | 'queued'
  | 'ringing'
  | 'in-progress'
  | 'completed'
  | 'busy'
  | 'failed'
  | 'no-answer'
  | 'canceled';

export interface CallRecord {
  sid: string;
  direction: 'inbound' | 'outbound-api' | 'outbound-dial';
  from: string;
  to: string;
  status: CallStatus;
  createdAt: number;
  updatedAt: number;
  startedAt?: number;
  endedAt?: number;
  /** Whole seconds on the line. */
  seconds?: number;
  phoneNumberSid?: string;
  parentCallSid?: string;
}

export type RecordingStatus = 'in-progress' | 'processing' | 'completed' | 'absent' | 'deleted';

export interface RecordingRecord {
  sid: string;
  callSid: string;
  /** `us1` where there is none. */
  region?: Region;
  status: RecordingStatus;
  createdAt: number;
  updatedAt: number;
  startedAt: number;
  /** Whole seconds; -1 while it runs. */
  seconds: number;
  /** From when on the media can be fetched. */
  readyAt?: number;
}

export type MessageStatus =
  | 'queued'
  | 'sending'
  | 'sent'
  | 'delivered'
  | 'undelivered'
  | 'failed'
  | 'received';

export interface MessageRecord {
  sid: string;
  direction: 'inbound' | 'outbound-api' | 'outbound-reply';
  from: string;
  to: string;
  body: string;
  status: MessageStatus;
  segments: number;
  createdAt: number;
  updatedAt: number;
  sentAt?: number;
  errorCode?: number;
  statusCallback?: string;
}

export type HttpMethod = 'GET' | 'POST';

export interface NumberRecord {
  sid: string;
  phoneNumber: string;
  friendlyName: string;
  createdAt: number;
  updatedAt: number;
  voiceUrl: string;
  voiceMethod: HttpMethod;
  voiceFallbackUrl: string;
  voiceFallbackMethod: HttpMethod;
  voiceCallerIdLookup: boolean;
  voiceApplicationSid: string | null;
  trunkSid: string | null;
  statusCallback: string;
  statusCallbackMethod: HttpMethod;
  smsUrl: string;
  smsMethod: HttpMethod;
  smsFallbackUrl: string;
  smsFallbackMethod: HttpMethod;
  smsApplicationSid: string | null;
  smsCapable: boolean;
}

/** An entry of Twilio's debugger. */
export interface AlertRecord {
  id: string;
  at: number;
  code: number;
  level: 'error' | 'warning';
  message: string;
  resourceSid?: string;
  url?: string;
}
