import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { countryLanguage } from '../call/languages';
import type { Language } from '../contract/language';

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
