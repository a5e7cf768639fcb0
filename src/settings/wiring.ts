import type { Result } from '../contract/failure';

/** Where Twilio sends a number's calls. */
export interface NumberTargets {
  voiceUrl: string;
  /** Asked when the first does not answer. */
  fallbackUrl: string;
  statusUrl: string;
  textUrl: string;
}

/**
 * What came of it: `missing` when the account does not have the number; `overruled` when the number belongs to a voice
 * application or a SIP trunk, which makes Twilio ignore where else it points.
 */
export type Wired =
  | { kind: 'wired' }
  | { kind: 'missing' }
  | { kind: 'overruled'; by: 'application' | 'trunk' };

/** The numbers of the phone provider's account. */
export interface NumberDesk {
  /** Points a number (E.164) at the app; harmless to repeat. */
  wireNumber(number: string, targets: NumberTargets): Promise<Result<Wired>>;
  /** Notes that the number is the app's from now on; harmless to repeat. */
  adoptNumber(number: string): Promise<Result<void>>;
}
