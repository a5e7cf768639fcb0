import type { Call } from '../contract/call';
import type { Failure, Result, Service } from '../contract/failure';
import type { Language } from '../contract/language';
import type { Trouble } from '../contract/trouble';
import type { Reading } from '../contract/understanding';

/** What was said, and in which language (BCP 47). */
export interface Transcript {
  text: string;
  language: string;
}

/** The phone provider, as filing a call needs it. */
export interface Phone {
  /** The recording as WAV; `not-found` while the provider is still working on it. */
  fetchRecording(recordingSid: string): Promise<Result<Uint8Array<ArrayBuffer>>>;
  /** Done as well when it is gone already. */
  deleteRecording(recordingSid: string): Promise<Result<void>>;
  /** Sends a text message; not idempotent. */
  sendText(text: TextMessage): Promise<Result<{ sid: string }>>;
  /**
   * Whether the provider has taken this message, or one between the same numbers that has one of `marks` in it, since then
   * (milliseconds since the epoch): the words may have been changed meanwhile.
   */
  wasTextSent(text: TextMessage, marks: readonly string[], since: number): Promise<Result<boolean>>;
  /** Calls to one of our numbers that began since then (and before a time) and are over; the oldest first. */
  listCalls(to: string, since: number, before?: number): Promise<Result<ProviderCall[]>>;
  /** Recordings made since then (and before a time) that can be fetched; the oldest first. */
  listRecordings(since: number, before?: number): Promise<Result<ProviderRecording[]>>;
}

/** Between two E.164 numbers. */
export interface TextMessage {
  from: string;
  to: string;
  body: string;
}

/** A call in the provider's own records. Times are milliseconds since the epoch. */
export interface ProviderCall {
  id: string;
  /** As the provider has it: E.164, or a word such as `anonymous`. */
  from: string;
  to: string;
  startedAt: number;
  endedAt: number;
  seconds: number;
}

/** A recording in the provider's own records. */
export interface ProviderRecording {
  sid: string;
  callId: string;
  seconds: number;
  /** When it was made, in milliseconds since the epoch. */
  at: number;
}

/** What the model is to write in which language, and what it may choose from. */
export interface Asked {
  ticketLanguage: Language | 'caller';
  requestTypes: readonly { id: string; name: string }[];
  /** Required fields that the message may have an answer to. */
  fields: readonly { id: string; name: string; kind: string; choices: readonly string[] }[];
}

/** What a model is told and asked; `input` is data, never instructions. */
export interface Question {
  instructions: string;
  input: string;
}

/** The models that turn sound into words, and words into what they mean. */
export interface Model {
  /**
   * @param hints.language set when the caller can only speak one
   * @param hints.vocabulary names that the recogniser should know
   * @returns an empty text when there were no words; the language is empty when none was detected
   */
  transcribe(
    wav: Uint8Array<ArrayBuffer>,
    hints: { language?: Language; vocabulary: readonly string[] },
  ): Promise<Result<Transcript>>;
  /** `declined`, `incomplete` or `malformed` when there is no usable answer. */
  understand(text: string, asked: Asked): Promise<Result<Reading>>;
}

/** What is remembered of callers, as filing needs it. */
export interface Callers {
  /** Whether a text can reach the caller, who has not declined any. */
  mayText(call: Call): Promise<Result<boolean>>;
  rememberRequest(call: Call): Promise<Result<void>>;
  endTexts(call: Call, how: 'said' | 'pressed'): Promise<Result<void>>;
  /** Learns from why the provider did not take a text; never fails. */
  noteRefusal(failure: Failure, text: TextMessage, call: Call): Promise<void>;
}

/** By service; one that has always worked has none. */
export type Troubles = Partial<Record<Service, Trouble>>;

/** Where troubles are kept, and told of. */
export interface TroubleBook {
  load(): Promise<Result<Troubles>>;
  /** Reads, changes and writes what is known of one service; two at once may count one failure too few. */
  change(service: Service, change: (trouble: Trouble | undefined) => Trouble | undefined): Promise<void>;
}
