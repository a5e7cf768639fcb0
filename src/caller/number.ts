import {
  type NumberType,
  type PhoneNumber as ParsedNumber,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/max';
import { countryLanguage } from '../call/languages';
import type { Language } from '../contract/language';
import { PhoneNumber } from '../contract/settings';

// The `max` metadata: the others tell the kinds of numbers apart in a few countries only (`min`), or know nothing but
// mobiles (`mobile`). It costs 77 KB and 6 ms more at a start than `min`; one set for all, or a bundle would hold both.

// Twilio writes withheld numbers as `anonymous`, `Restricted`, `+266696687` ("anonymous" on a keypad) and the like.
const ANONYMOUS = new Set(['+266696687', '+7378742833', '+2562533', '+8656696', '+86282452253']);

/** Who calls, as the provider names the caller: E.164; null when the number was withheld. */
export const callerNumber = (from: string | undefined): string | null =>
  from !== undefined && PhoneNumber.safeParse(from).success && !ANONYMOUS.has(from) ? from : null;

/**
 * What kind of number it is, by its country's plan of numbers.
 *
 * - `other`: any other kind; one that the plan does not tell, as in North America, where landlines and mobiles look the
 *   same; and one that is long enough, but in no range that the metadata knows.
 * - `invalid`: no number of that country has this length, or there is no such country.
 */
export type NumberKind = 'mobile' | 'landline' | 'premium' | 'toll-free' | 'other' | 'invalid';

const KINDS: Partial<Record<NumberType & string, NumberKind>> = {
  MOBILE: 'mobile',
  FIXED_LINE: 'landline',
  PREMIUM_RATE: 'premium',
  TOLL_FREE: 'toll-free',
};

/** @param e164 such as `+14155550100` */
export function kindOfNumber(e164: string): NumberKind {
  const number = parsePossible(e164);
  if (number === undefined) return 'invalid';
  return KINDS[number.getType() ?? 'VOIP'] ?? 'other';
}

/** Those that no text reaches, or none that a person reads. */
const WITHOUT_TEXTS: ReadonlySet<NumberType> = new Set<NumberType>([
  'FIXED_LINE',
  'PREMIUM_RATE',
  'TOLL_FREE',
  'SHARED_COST',
  'PAGER',
  'UAN',
  'VOICEMAIL',
]);

/** Whether a text to this number can be tried at all: not withheld, a number by its length, and not for certain none. */
export function canGetTexts(number: string | null): boolean {
  const parsed = number === null ? undefined : parsePossible(number);
  return parsed !== undefined && !WITHOUT_TEXTS.has(parsed.getType());
}

/** ISO 3166; undefined for numbers of no country, such as those of satellites. */
export const countryOf = (e164: string): string | undefined => parsePhoneNumberFromString(e164)?.country;

/**
 * The language a caller is greeted in: that of the number's country when the line speaks it, else the line's first.
 * A number can be forged, so it picks nothing but words.
 */
export function greetingLanguage(spoken: readonly Language[], from: string | null): Language {
  const country = from === null ? undefined : countryOf(from);
  const language = country === undefined ? undefined : countryLanguage(country);
  const first = spoken[0] ?? 'en';
  return language !== undefined && spoken.includes(language) ? language : first;
}

function parsePossible(e164: string): ParsedNumber | undefined {
  const number = parsePhoneNumberFromString(e164);
  return number?.isPossible() === true ? number : undefined;
}
