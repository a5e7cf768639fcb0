import type { CallBook } from '../call/call-book';
import type { FileLater } from '../call/converse';
import type { Outage } from '../contract/admin';
import type { TextTrouble } from '../contract/caller';
import type { Result, Service } from '../contract/failure';
import type { Settings } from '../contract/settings';
import type { ReconcileState } from '../intake/reconcile-when-due';
import type { AuditTrail } from '../privacy/audit';

export interface SecretFacts {
  endsWith: string;
  savedAt: number;
  savedBy: string;
}

export interface TwilioSecret extends SecretFacts {
  authToken: string;
  /** The one before, which verifies webhooks too. */
  previousAuthToken?: string | undefined;
}

/** Where an admin's choices are kept. */
export interface Vault {
  loadSettings(): Promise<Result<Settings>>;
  saveSettings(settings: Settings): Promise<Result<void>>;
  loadTwilioSecret(): Promise<Result<TwilioSecret | undefined>>;
  saveTwilioSecret(secret: TwilioSecret): Promise<Result<void>>;
  loadOpenAiSecret(): Promise<Result<SecretFacts | undefined>>;
  saveOpenAiSecret(secret: SecretFacts & { apiKey: string }): Promise<Result<void>>;
  loadPhoneUrl(): Promise<Result<string>>;
}

export interface Administration extends Vault {
  calls: CallBook;
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
