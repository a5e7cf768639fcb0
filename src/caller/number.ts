import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { countryLanguage } from '../call/languages';
import type { Language } from '../contract/language';
import { PhoneNumber } from '../contract/settings';

// Twilio writes withheld numbers as `anonymous`, `Restricted`, `+266696687` ("anonymous" on a keypad) and the like.
const ANONYMOUS = new Set(['+266696687', '+7378742833', '+2562533', '+8656696', '+86282452253']);

/** Who calls, as the provider names the caller: E.164; null when the number was withheld. */
export const callerNumber = (from: string | undefined): string | null =>
  from !== undefined && PhoneNumber.safeParse(from).success && !ANONYMOUS.has(from) ? from : null;

/** Whether a text message to this number can be tried at all: a real number that was not withheld. */
export const canGetTexts = (number: string | null): boolean =>
  number !== null && parsePhoneNumberFromString(number)?.isPossible() === true;

/**
 * The language a caller is greeted in: that of the number's country when the line speaks it, else the line's first.
 * A number can be forged, so it picks nothing but words.
 */
export function greetingLanguage(spoken: readonly Language[], from: string | null): Language {
  const country = from === null ? undefined : parsePhoneNumberFromString(from)?.country;
  const language = country === undefined ? undefined : countryLanguage(country);
  const first = spoken[0] ?? 'en';
  return language !== undefined && spoken.includes(language) ? language : first;
}
