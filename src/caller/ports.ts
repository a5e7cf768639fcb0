import type { TextTrouble } from '../contract/caller';
import type { Result } from '../contract/failure';
import type { AdfDocument } from '../desk/adf';

/** A text as the provider keeps it. */
export interface IncomingText {
  textId: string;
  /** As the provider has it: E.164, or a short code. */
  from: string;
  /** One of our numbers, in E.164. */
  to: string;
  body: string;
  /** How many pictures and the like came with it; they stay with the provider. */
  attachments: number;
  /** When the provider took it, in milliseconds since the epoch, to the second. */
  at: number;
}

/** The phone provider, as far as texts concern it. */
export interface Texts {
  /** A text that came in; `not-found` for any other, and for a moment after it came. */
  fetchText(textId: string): Promise<Result<IncomingText>>;
  /** Between two E.164 numbers; not idempotent. See `textRefusal` for why it may be refused. */
  sendText(text: { from: string; to: string; body: string }): Promise<Result<{ sid: string }>>;
}

/** How a request stands, as customers are told. */
export interface DeskStatus {
  key: string;
  /** As the desk calls it. */
  status: string;
  category: 'new' | 'in-progress' | 'done';
  /** The account that it was raised for. */
  reporterId: string | undefined;
}

export interface DeskComment {
  /** A document. */
  body: unknown;
  /** Milliseconds since the epoch. */
  at: number;
  /** Whether customers see it. */
  isPublic: boolean;
  authorId: string | undefined;
}

/** Jira Service Management, as far as callers with a request concern it. Everything is done as the app. */
export interface CallerDesk {
  /** @param timeoutMs for when somebody waits on the line */
  readStatus(key: string, timeoutMs?: number): Promise<Result<DeskStatus>>;
  /** The newest first, at most 100. */
  readComments(key: string, timeoutMs?: number): Promise<Result<DeskComment[]>>;
  /** Customers see it. Not idempotent. */
  addPublicComment(key: string, body: AdfDocument): Promise<Result<void>>;
  /** Takes a request that is done up again; false where its workflow has no way to. */
  reopen(key: string): Promise<Result<boolean>>;
}

/** How far the work on a text has come; nothing of the text itself. */
export interface TextNote {
  /** The request that it is for: chosen once, so that a repeat finds what was done. */
  about?: string | undefined;
  done?: boolean | undefined;
}

/** What is kept of the texts that came in, for some days. */
export interface TextNotes {
  load(textId: string): Promise<Result<TextNote | undefined>>;
  note(textId: string, note: TextNote): Promise<Result<void>>;
  /** Takes the one answer that somebody gets a day (by UTC); false when it is taken, also by the same text. */
  claimReply(pseudonym: string, textId: string): Promise<Result<boolean>>;
  /** Gives it back when for certain nothing was sent. */
  releaseReply(pseudonym: string): Promise<Result<void>>;
}

/** What admins should know about texts from their numbers; two reports at once may count one too few. */
export interface TextTroubleBook {
  /** @param change returns `undefined` when the trouble is over */
  change(
    number: string,
    change: (trouble: TextTrouble | undefined) => TextTrouble | undefined,
  ): Promise<Result<void>>;
}
