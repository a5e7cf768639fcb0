import type { CallerRecord, CallerRequest, NoTexts, TextsOff } from '../contract/caller';
import type { Result } from '../contract/failure';

/**
 * What is known of callers, each under a pseudonym. Every change is harmless to repeat, also late: the newer of two wishes
 * about texts counts, in whatever order they arrive. Times are milliseconds since the epoch.
 *
 * A caller's requests are kept for 90 days after the last, the ten newest; the wish for no texts is kept until it is
 * taken back. Two requests of one caller that are noted in the same instant may end as one: both are in Jira, only a text
 * may not find its way to the other.
 */
export interface CallerBook {
  /** An unknown caller has an empty record. */
  load(pseudonym: string): Promise<Result<CallerRecord>>;
  noteRequest(pseudonym: string, request: CallerRequest): Promise<Result<void>>;
  forgetRequest(pseudonym: string, key: string): Promise<Result<void>>;
  setTextsOff(pseudonym: string, wish: TextsOff): Promise<Result<void>>;
  /** @param at when the caller asked for texts again */
  setTextsOn(pseudonym: string, at: number): Promise<Result<void>>;
  noteNoTexts(pseudonym: string, noTexts: NoTexts): Promise<Result<void>>;
}
