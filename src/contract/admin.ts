import { z } from 'zod';
import type { AccountsCheck, ConnectNumber, DisconnectNumber } from './admin-accounts';
import type { CallDetail, CallsPage, GetCall, ListCalls } from './admin-calls';
import type { OpenAiState, SaveOpenAi, SaveRotation, SaveTwilio, TwilioState } from './admin-credentials';
import type { Trial, TryLine } from './admin-trial';
import type { GetUsage, Usage } from './admin-usage';
import type { AuditPage } from './audit';
import { CallSid } from './call';
import type { FailureKind, Service } from './failure';
import { Language } from './language';
import type { Retention, SavePrices, SaveRetention } from './prices';
import type { Segments } from './segments';
import {
  BlockedNumber,
  Confirmation,
  Hours,
  KnownCallers,
  Limits,
  Line,
  StatusText,
  Template,
  Transfer,
} from './settings';

/** What an admin page may ask for, and what it gets; shared by the resolver and the page. */

/**
 * A whole line; what is left out has its default, and what nobody knows is told. The id is made from the number where none
 * is given.
 */
export const SaveLine = z.strictObject({
  ...Line.shape,
  id: Line.shape.id.optional(),
  confirmation: z.strictObject(Confirmation.shape).default({ enabled: true }),
  statusText: z.strictObject(StatusText.shape).default({ enabled: false }),
  hours: z.strictObject(Hours.shape).optional(),
  transfer: z.strictObject(Transfer.shape).optional(),
  knownCallers: z.strictObject(KnownCallers.shape).default({ enabled: false, pin: false }),
  limits: z.strictObject(Limits.shape).default(() => Limits.parse({})),
});
export type SaveLine = z.input<typeof SaveLine>;

/** A text before it is saved; without a template it is ours. */
export const PreviewText = z.strictObject({
  kind: z.enum(['confirmation', 'status']),
  template: Template.optional(),
  language: Language,
  lineName: Line.shape.name,
});
export type PreviewText = z.infer<typeof PreviewText>;

/** All of them at once. */
export const SaveBlocked = z.strictObject({
  blocked: z.array(z.string().trim().pipe(BlockedNumber)).max(1000, 'There can be 1,000 of them'),
});
export type SaveBlocked = z.infer<typeof SaveBlocked>;

export const RemoveLine = z.strictObject({ id: Line.shape.id });
export type RemoveLine = z.infer<typeof RemoveLine>;

export const ListRequestFields = z.strictObject({
  serviceDeskId: Line.shape.serviceDeskId,
  requestTypeId: Line.shape.requestTypeId,
});
export type ListRequestFields = z.infer<typeof ListRequestFields>;

export const PreviewPrompts = z.strictObject({ line: SaveLine, language: Language });
export type PreviewPrompts = z.input<typeof PreviewPrompts>;

export const RetryCall = z.strictObject({ id: CallSid });
export type RetryCall = z.infer<typeof RetryCall>;

export const ListAudit = z.strictObject({
  callId: CallSid.optional(),
  cursor: z.string().min(1).max(2000).optional(),
});
export type ListAudit = z.infer<typeof ListAudit>;

/** A service that keeps failing, so that the app asks it but now and then. */
export interface Outage {
  service: Service;
  /** Milliseconds since the epoch. */
  since: number;
  failure: FailureKind;
}

export interface Setup {
  /** Undefined without a licence to check: apps in development have none (V14). */
  licensed: boolean | undefined;
  twilio: TwilioState | undefined;
  openai: OpenAiState;
  /** After how many days a credential should be replaced. */
  rotationDays: number;
  lines: Line[];
  /** The numbers of lines that a later version of the app has saved and this one can't read. */
  unreadLines: string[];
  /** Where the number's webhooks have to point. */
  webhooks: { voice: string; status: string; text: string } | undefined;
  /** Numbers and beginnings of numbers whose calls are rejected. */
  blocked: string[];
  retention: Retention;
  /** Lines' numbers whose texts don't arrive, and what to do about it. */
  textTroubles: { number: string; code: number; since: number; count: number; reason: string }[];
  /** When a call last became a request, or a trial ran (milliseconds since the epoch). */
  triedAt: number | undefined;
  /** Calls that wait for a person, at most 100 counted. */
  parkedCalls: number;
  /** Set while new calls are turned away: since when, and how many were (at most 100 counted; undefined: not known). */
  paused: { since: number; turnedAway: number | undefined } | undefined;
  /** What does not work at the moment; `reason` says what to do about it. */
  outages: (Outage & { reason: string })[];
  /**
   * Set while Twilio's records could not be compared with the app's own for hours: from when on (milliseconds since the
   * epoch) there may be messages that nobody knows of.
   */
  notComparedSince: number | undefined;
}

export interface ServiceDesk {
  id: string;
  name: string;
  requestTypes: { id: string; name: string }[];
}

/** What a line's request type asks for, and what of it the line will ask the caller for (M2). */
export interface RequestField {
  id: string;
  name: string;
  required: boolean;
  asked: boolean;
}

/** What the line says, before it is saved: `text` as it is heard, with an example in it. */
export interface PromptPreview {
  key: string;
  text: string;
  /** What may stand in braces. */
  placeholders: readonly string[];
  /** Whether the words are the admin's. */
  own: boolean;
}

/**
 * Errors are part of the answer: the page shows them beside `field`. `code` and `values` say the same as `message`, for a
 * page in another language.
 */
export type Answer<T> = { ok: true; value: T } | { ok: false; error: AnswerError };

export interface AnswerError {
  message: string;
  field?: string;
  code?: string;
  values?: Record<string, string>;
}

export type AdminApi = {
  getSetup: () => Answer<Setup>;
  listServiceDesks: () => Answer<ServiceDesk[]>;
  saveTwilio: (payload: SaveTwilio) => Answer<Setup>;
  saveOpenAi: (payload: SaveOpenAi) => Answer<Setup>;
  saveRotation: (payload: SaveRotation) => Answer<Setup>;
  saveLine: (payload: SaveLine) => Answer<Setup>;
  removeLine: (payload: RemoveLine) => Answer<Setup>;
  /** How a text would read, and how many segments it would cost. */
  previewText: (payload: PreviewText) => Answer<{ text: string; usd: number } & Segments>;
  /** Says whose calls are rejected on every line (T6). */
  saveBlocked: (payload: SaveBlocked) => Answer<Setup>;
  /** Points the line's number at the app, and at a fallback for when the app is out. */
  connectNumber: (payload: ConnectNumber) => Answer<AccountsCheck>;
  /** Points the number back at what it pointed at before. */
  disconnectNumber: (payload: DisconnectNumber) => Answer<AccountsCheck>;
  /** Pauses intake, gives all numbers back and forgets both credentials; what did not work is told and can be repeated. */
  disconnect: () => Answer<Setup>;
  /** What is wrong with the accounts at Twilio and OpenAI. */
  checkAccounts: () => Answer<AccountsCheck>;
  /** Takes calls that wait for a person up again. */
  retryParkedCalls: () => Answer<Setup>;
  /** Takes one call up again at once: one that waits for a person, or for its next try. */
  retryCall: (payload: RetryCall) => Answer<Setup>;
  /** Turns new callers away at once; calls in progress go on. */
  pauseIntake: () => Answer<Setup>;
  resumeIntake: () => Answer<Setup>;
  /** What a request type asks for, and what of it callers will be asked for. */
  listRequestFields: (payload: ListRequestFields) => Answer<RequestField[]>;
  previewPrompts: (payload: PreviewPrompts) => Answer<PromptPreview[]>;
  /** Takes words or a sample recording through all stages; a request is only made where it is asked for. */
  tryLine: (payload: TryLine) => Answer<Trial>;
  listCalls: (payload: ListCalls) => Answer<CallsPage>;
  getCall: (payload: GetCall) => Answer<CallDetail>;
  getUsage: (payload: GetUsage) => Answer<Usage>;
  savePrices: (payload: SavePrices) => Answer<Setup>;
  saveRetention: (payload: SaveRetention) => Answer<Setup>;
  /** A page of what the app did, the newest first. */
  listAudit: (payload: ListAudit) => Answer<AuditPage>;
};
