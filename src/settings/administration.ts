import type { CallBook } from '../call/call-book';
import type { FileLater } from '../call/converse';
import type { Outage } from '../contract/admin';
import type { TextTrouble } from '../contract/caller';
import type { Result, Service } from '../contract/failure';
import type { Settings } from '../contract/settings';
import type { Desk } from '../desk/desk';
import type { ReconcileState } from '../intake/reconcile-when-due';
import type { AuditTrail } from '../privacy/audit';
import type { OpenAiSecretPart, TwilioSecretPart } from './accounts';
import type { Ledger } from './ledger';

export interface SecretFacts {
  endsWith: string;
  savedAt: number;
  savedBy: string;
}

export interface TwilioSecret extends SecretFacts, TwilioSecretPart {
  /** Those before, which verify webhooks too until one has come that was signed with the new one; the latest first. */
  previousAuthTokens: string[];
  apiKey?: (SecretFacts & { sid: string; secret: string }) | undefined;
}

export interface OpenAiSecret extends SecretFacts, OpenAiSecretPart {}

/** Where an admin's choices are kept. */
export interface Vault {
  loadSettings(): Promise<Result<Settings>>;
  saveSettings(settings: Settings): Promise<Result<void>>;
  loadTwilioSecret(): Promise<Result<TwilioSecret | undefined>>;
  saveTwilioSecret(secret: TwilioSecret): Promise<Result<void>>;
  forgetTwilioSecret(): Promise<Result<void>>;
  loadOpenAiSecret(): Promise<Result<OpenAiSecret | undefined>>;
  saveOpenAiSecret(secret: OpenAiSecret): Promise<Result<void>>;
  forgetOpenAiSecret(): Promise<Result<void>>;
  loadPhoneUrl(): Promise<Result<string>>;
}

export interface Administration extends Vault {
  calls: CallBook;
  ledger: Ledger;
  /** As the app sees them. */
  listFields: Desk['listFields'];
  fileLater: FileLater;
  trail: AuditTrail;
  loadReconciliation(): Promise<Result<ReconcileState>>;
  listTextTroubles(): Promise<Result<{ number: string; trouble: TextTrouble }[]>>;
  listOutages(): Promise<Result<Outage[]>>;
  /** Lets the next request to that service through again. */
  forgetOutage(service: Service): Promise<Result<void>>;
  now: () => number;
  /** Who is asking. */
  accountId: string;
  licensed: boolean | undefined;
}
