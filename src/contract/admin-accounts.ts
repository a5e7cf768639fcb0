import { z } from 'zod';
import type { FailureKind, Service } from './failure';
import { Line, PhoneNumber } from './settings';

/** What the accounts at Twilio and OpenAI look like from the admin page, and what is wrong with them. */

export const ConnectNumber = z.strictObject({ lineId: Line.shape.id });
export type ConnectNumber = z.infer<typeof ConnectNumber>;

export const DisconnectNumber = z.strictObject({ number: PhoneNumber });
export type DisconnectNumber = z.infer<typeof DisconnectNumber>;

/** Where a number sends what comes in; without what stands behind a question mark, since that may be a secret. */
export interface Targets {
  voice?: string;
  fallback?: string;
  status?: string;
  text?: string;
  textFallback?: string;
}

export interface AccountNumber {
  number: string;
  /** What the account calls it. */
  name: string;
  /** The line that has it. */
  lineId?: string;
  /**
   * - `connected`: all of it points at this app.
   * - `partly`: some of it does; connecting it again mends that.
   * - `elsewhere`: something else answers it.
   * - `free`: nothing answers it.
   * - `overruled`: a voice application or a SIP trunk answers it, whatever else is set.
   */
  state: 'connected' | 'partly' | 'elsewhere' | 'free' | 'overruled';
  overruledBy?: 'application' | 'trunk';
  targets: Targets;
  /** What was there before it was connected, which disconnecting brings back. */
  before?: Targets;
  problems: NumberProblem[];
}

/**
 * - `no-voice`, `no-texts`: the number can't be called, or can't text.
 * - `text-application`: a messaging application or service answers its texts, whatever else is set.
 * - `not-registered`: US carriers take no texts from it (A2P 10DLC).
 * - `not-verified`: a toll-free number that is not verified for texts.
 * - `not-in-account`: a line has this number, but the account does not.
 */
export type NumberProblem =
  | 'no-voice'
  | 'no-texts'
  | 'text-application'
  | 'not-registered'
  | 'not-verified'
  | 'not-in-account';

/**
 * - `suspended`: Twilio has suspended or closed the account.
 * - `trial`: callers hear Twilio's own words first, and only verified numbers get texts.
 * - `open-media`: whoever knows the address of a recording can listen to it.
 * - `model-missing`: the project of the key may not use one of the models.
 */
export type AccountProblem = 'suspended' | 'trial' | 'open-media' | 'model-missing';

/** What is asked of the accounts: Twilio's own state, its numbers, one recording, what US carriers know; OpenAI's models. */
export type AccountQuestion = 'account' | 'numbers' | 'media' | 'registrations' | 'models';

/** What came of asking a service with its credentials: nothing wrong, or what is. */
export interface ServiceCheck {
  service: Extract<Service, 'twilio' | 'openai'>;
  failure?: FailureKind;
  problems: { kind: AccountProblem; what?: string }[];
  /** What could not be found out this time; registrations never in other regions than `us1`. */
  unanswered: AccountQuestion[];
}

export interface AccountsCheck {
  /** Milliseconds since the epoch. */
  at: number;
  twilio: ServiceCheck | undefined;
  openai: ServiceCheck | undefined;
  numbers: AccountNumber[];
}
