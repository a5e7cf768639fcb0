import type { Audit } from '../contract/audit';
import type { CallerRecord } from '../contract/caller';
import type { Failure } from '../contract/failure';
import type { Settings } from '../contract/settings';
import type { CallerBook } from './caller-book';
import type { CallerDesk, IncomingText, TextNotes, Texts } from './ports';

/** What the work on somebody's text needs. */
export interface TextWorld {
  texts: Texts;
  desk: CallerDesk;
  callers: CallerBook;
  notes: TextNotes;
  settings: Settings;
  /** This installation's secret for pseudonyms. */
  pepper: string;
  /** Milliseconds since the epoch. */
  now: () => number;
  audit: Audit;
  /** Ids and codes only. */
  log(line: { event: string; issueKey?: string; failure?: string; reason?: string }): void;
}

/** Somebody's text, and what is known of them. */
export interface TextOfCaller {
  text: IncomingText;
  pseudonym: string;
  record: CallerRecord;
}

/**
 * What came of a part of the work. `restMs`: what was asked for may still be on its way for so long, after which it can
 * be found.
 */
export type Attempt = { ok: true } | { ok: false; failure: Failure; restMs?: number };
