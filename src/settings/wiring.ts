import type { Result } from '../contract/failure';
import type { TwilioAccess } from './accounts';

/** Where something that comes in is sent; an empty URL is nowhere. */
export interface Target {
  url: string;
  method: 'GET' | 'POST';
}

/** What a number can be told about what comes in, as {@link Targets} names it. */
export const TARGET_NAMES = ['voice', 'fallback', 'status', 'text', 'textFallback'] as const;
export type TargetName = (typeof TARGET_NAMES)[number];

/** All of it, with the queries of the URLs: those of others may hold secrets. */
export type NumberTargets = Record<TargetName, Target>;

/** A number of the phone provider's account. */
export interface OwnNumber {
  /** The provider's id. */
  id: string;
  /** E.164. */
  number: string;
  name: string;
  canTalk: boolean;
  canText: boolean;
  /** Belongs to a voice application or a SIP trunk, which makes Twilio ignore where its calls point. */
  overruledBy?: 'application' | 'trunk' | undefined;
  /** Belongs to a messaging application, which makes Twilio ignore where its texts point. */
  hasTextApplication: boolean;
  targets: NumberTargets;
}

/** The numbers of the phone provider's account. */
export interface NumberDesk {
  listNumbers(): Promise<Result<OwnNumber[]>>;
  /** Undefined when the account does not have it. */
  findNumber(number: string): Promise<Result<OwnNumber | undefined>>;
  /** Harmless to repeat. */
  pointNumber(id: string, targets: Partial<NumberTargets>): Promise<Result<void>>;
  /** Notes that the number is the app's from now on; harmless to repeat. */
  adoptNumber(number: string): Promise<Result<void>>;
  /** What a number pointed at before it was connected; kept as a secret. */
  loadBefore(number: string): Promise<Result<NumberTargets | undefined>>;
  keepBefore(number: string, targets: NumberTargets): Promise<Result<void>>;
  forgetBefore(number: string): Promise<Result<void>>;
}

/** What the provider says of an account besides its numbers. */
export interface AccountDesk {
  /** Whether anybody may listen to a recording who knows its address; undefined when there is none to try. */
  isMediaOpen(): Promise<Result<boolean | undefined>>;
  /** What messaging services and US carriers know of the account's numbers. */
  loadRegistrations(): Promise<Result<Registrations>>;
}

/** The account's numbers and what else is said of it, for whoever has its credentials. */
export type OpenDesk = (access: TwilioAccess) => NumberDesk & AccountDesk;

export interface Registrations {
  /** Numbers whose texts a messaging service answers, whatever else is set. E.164. */
  answeredElsewhere: string[];
  /** Those with a campaign that US carriers have approved (A2P 10DLC). */
  registered: string[];
  /** Toll-free numbers that are verified, by the provider's id. */
  verified: string[];
}
