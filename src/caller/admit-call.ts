import type { Line, Settings } from '../contract/settings';
import { kindOfNumber } from './number';

/** How many calls there were this hour, this one among them; what is not known stops nobody. */
export interface CallCounts {
  caller?: number | undefined;
  line?: number | undefined;
}

export type NotAdmitted = 'blocked' | 'anonymous' | 'premium-rate' | 'caller-limit' | 'line-limit';

export type Admission = { admitted: true } | { admitted: false; reason: NotAdmitted };

/** Who calls: E.164 or null, and as the provider names the caller. */
export interface Arriving {
  from: string | null;
  raw: string;
}

/**
 * Whether a call is let in (T6). Caller ID can be forged: this keeps out floods and expensive loops, it proves nothing.
 *
 * @param counts leave them out to learn, before anything is counted, whether the caller is let in at all
 */
export function admitCall(
  { from, raw }: Arriving,
  { limits }: Pick<Line, 'limits'>,
  { blocked }: Pick<Settings, 'blocked'>,
  { caller = 0, line = 0 }: CallCounts = {},
): Admission {
  if (isBlocked(from ?? numberInSip(raw), blocked)) return refused('blocked');
  if (from === null && limits.anonymous === 'reject') return refused('anonymous');
  if (from !== null && limits.premiumRate === 'reject' && kindOfNumber(from) === 'premium')
    return refused('premium-rate');
  if (caller > limits.callsPerCallerPerHour) return refused('caller-limit');
  if (line > limits.callsPerLinePerHour) return refused('line-limit');
  return { admitted: true };
}

/**
 * Over SIP the number is inside an address: `sip:+14155550100@example.com`. What else has no number must have none here:
 * Twilio's `+266696687` for "anonymous" is no number in Lesotho.
 */
const numberInSip = (raw: string): string => /^sips?:(\+\d{1,15})\b/i.exec(raw)?.[1] ?? '';

/** Whether a number begins like one of those that are not let in. */
export const isBlocked = (number: string, blocked: readonly string[]): boolean =>
  blocked.some((beginning) => number.startsWith(beginning));

const refused = (reason: NotAdmitted): Admission => ({ admitted: false, reason });
