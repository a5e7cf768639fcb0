import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min';
import type { Language } from '../../contract/language';
import type { Atom } from '../../intake/spoken-numbers/atom';
import { fold } from '../../intake/spoken-numbers/fold';
import { findLanguage } from '../../intake/spoken-numbers/languages';
import { type Reading, readNumbers } from '../../intake/spoken-numbers/read';

/** Fewer digits are an extension, or part of something else. */
const FEWEST_DIGITS = 5;

const PLUS = new RegExp(`(?:[+＋]|\\b(?:plus|mas|piu|mais)|${fold('プラス')})\\s*\\(?\\s*$`, 'u');

/** The one phone number that was said, as E.164; undefined where it can't be one, or where there are other numbers. */
export function hearPhone(text: string, language: Language, country: string | undefined): string | undefined {
  const reading = readNumbers(text, findLanguage(language));
  const chains = chainsOf(reading);
  const long = chains.filter(({ digits }) => digits.length >= FEWEST_DIGITS);
  const others = chains.filter(({ digits, isCertain }) => digits.length < FEWEST_DIGITS && isCertain);
  const [chain] = long;
  if (chain === undefined || long.length > 1 || others.length > 0) return undefined;
  const hasPlus = PLUS.test(fold(text.slice(0, chain.start)));
  return toE164(`${hasPlus ? '+' : ''}${chain.digits}`, country);
}

/** All digits that were said, in their order. */
export const hearDigits = (text: string, language: Language): string =>
  chainsOf(readNumbers(text, findLanguage(language)))
    .map(({ digits }) => digits)
    .join('');

/** Keys can't say a plus; who dials abroad begins as from a phone at home: 00 or 011. */
export const phoneFromKeys = (keys: string, country: string | undefined): string | undefined =>
  /^\d{5,20}$/.test(keys) ? toE164(keys, country) : undefined;

interface Chain {
  start: number;
  digits: string;
  isCertain: boolean;
}

/** Numbers with nothing between them but rests and signs. */
function chainsOf({ atoms, joins, text }: Reading): Chain[] {
  const chains: Chain[] = [];
  let isJoined = false;
  for (const [index, atom] of atoms.entries()) {
    const digits = digitsOf(atom, text);
    const last = chains.at(-1);
    if (digits !== undefined && isJoined && last !== undefined) last.digits += digits;
    else if (digits !== undefined) chains.push({ start: atom.start, digits, isCertain: atom.certain });
    const join = joins[index];
    isJoined = digits !== undefined && join !== undefined && !['none', 'list', 'coin'].includes(join);
  }
  return chains;
}

/** Groups of a number may look like a decimal, a time or a date; its digits are the same. */
function digitsOf(atom: Atom, text: string): string | undefined {
  if (atom.ordinal) return undefined;
  if (atom.digits !== undefined) return atom.digits;
  const raw = text.slice(atom.start, atom.end).normalize('NFKC');
  return /^[\d.,:/-]+$/.test(raw) ? raw.replace(/\D/g, '') : undefined;
}

/** No digit is made up, and none is changed: some countries would write their own ones into the number. */
function toE164(number: string, country: string | undefined): string | undefined {
  const home = country !== undefined && isSupportedCountry(country) ? country : undefined;
  const parsed = parsePhoneNumberFromString(number, home);
  if (parsed?.isValid() !== true || parsed.ext !== undefined) return undefined;
  return number.endsWith(parsed.nationalNumber) ? parsed.number : undefined;
}
