import type { Result } from '../contract/failure';
import type { Language } from '../contract/language';
import type { Understanding } from '../contract/understanding';

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
  /** Sends a text message between two E.164 numbers; not idempotent. */
  sendText(text: { from: string; to: string; body: string }): Promise<Result<{ sid: string }>>;
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
  understand(text: string, ticketLanguage: Language | 'caller'): Promise<Result<Understanding>>;
}
