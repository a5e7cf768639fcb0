import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import type { Language } from '../../contract/language';
import { wordsOf } from '.';
import type { Letter } from './words';

/** A short rest in every voice; what is read with it is the same in each language. */
const REST = ', ';

/** More digits than these in a row are hard to remember. */
const MOST_DIGITS = 4;

/**
 * A request's key for speech, one character at a time: `SUP-12345` → `S U P, 1 2 3, 4 5`.
 *
 * @param key as Jira writes it; project keys may hold digits and underscores
 */
export const readKey = (key: string): string =>
  key
    .toUpperCase()
    .split('-')
    .map((part) => (part.match(/\d+|\D+/g) ?? []).map(readRun).join(' '))
    .filter((part) => part !== '')
    .join(REST);

/** A key to write down: `SUP-142` → `S as in Sierra, U as in Uniform, P as in Papa, 1, 4, 2`. */
export function spellKey(language: Language, key: string): string {
  const { spelling } = wordsOf(language);
  return [...key.toUpperCase()]
    .filter((character) => character !== '-')
    .map((character) => {
      if (character === '_') return spelling.underscore;
      if (!isLetter(character)) return character;
      const word = spelling.alphabet[character];
      return spelling.letterAs.replace(/\{(letter|word)\}/g, (_, name) =>
        name === 'word' ? word : character,
      );
    })
    .join(spelling.pause);
}

const isLetter = (character: string): character is Letter => /^[A-Z]$/.test(character);

/** A call's reference, which has no letter that can be mistaken: `K7QM-2R4X` → `K, 7, Q, M, 2, R, 4, X`. */
export const spellReference = (reference: string): string => [...reference.replaceAll('-', '')].join(REST);

/** The digits in a text, one by one in groups: `4711042` → `4 7 1, 1 0, 4 2`. */
export const readDigits = (text: string): string => groupsOf(text.replace(/\D/g, '')).map(spaced).join(REST);

/**
 * A phone number as its own country writes it, in its groups: `+493012345678` → `0 3 0, 1 2 3, 4 5 6, 7 8`.
 * No digit of the national number is left out or made up; in front may stand what that country dials first.
 *
 * @param e164 a number that can't be parsed is read digit by digit as it is
 */
export function readPhone(e164: string): string {
  const parsed = parsePhoneNumberFromString(e164);
  if (parsed === undefined) return readDigits(e164);
  const national = parsed.formatNational();
  // Some countries put other digits in between (Argentina's mobiles: 9 becomes 15); then callers would not know theirs.
  const isSame = national.replace(/\D/g, '').endsWith(parsed.nationalNumber);
  const text = isSame ? national : parsed.formatInternational().replace(/^\+\d+/, '');
  return (text.match(/\d+/g) ?? []).map(readRun).join(REST);
}

/**
 * An e-mail address for the ear: what reads as a word is said as one, all else character by character, and the signs
 * by name: `jd7.schmidt@example.de` → `J, D, 7 dot schmidt at example dot D, E`.
 */
export function spellEmail(language: Language, address: string): string {
  const { spelling } = wordsOf(language);
  const signs = new Map([
    ['@', spelling.at],
    ['.', spelling.dot],
    ['-', spelling.dash],
    ['_', spelling.underscore],
    ['+', spelling.plus],
  ]);
  return address
    .split(/([^\p{L}\p{M}\p{N}])/u)
    .map((part) => signs.get(part) ?? readName(part, spelling.pause))
    .filter((part) => part.trim() !== '')
    .join(' ');
}

/** One name of an address: its words as words, its digits and whatever is no word character by character. */
const readName = (name: string, pause: string): string =>
  (name.match(/[\p{L}\p{M}]+|[^\p{L}\p{M}]/gu) ?? [])
    .flatMap((run) => (isWord(run) ? [run] : [...run.toUpperCase()]))
    .join(pause);

/** Whether a voice can say it: three letters or more, with a vowel among them where the script has such. */
const isWord = (run: string): boolean =>
  run.length >= 3 && (!/^\p{Script=Latin}+$/u.test(run) || /[aeiouy]/i.test(run.normalize('NFD')));

/** `2026-11-28` as the language writes a date out; what is no date is left as it is. */
export function readDate(language: Language, isoDate: string): string {
  const date = /^\d{4}-\d{2}-\d{2}$/.test(isoDate) ? wallClock(isoDate, '00:00') : undefined;
  return date === undefined ? isoDate : format(language, date, { dateStyle: 'long' });
}

/**
 * `2026-11-28T14:05` written out. The clock is the one that the text names: a zone behind it changes nothing, since
 * the caller said that time and has to hear it again.
 */
export function readDateTime(language: Language, isoDateTime: string): string {
  const [, day, time] = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})/.exec(isoDateTime) ?? [];
  const date = day === undefined || time === undefined ? undefined : wallClock(day, time);
  return date === undefined ? isoDateTime : format(language, date, { dateStyle: 'long', timeStyle: 'short' });
}

/** Undefined where the calendar has no such day: `Date` would take the next one that it has. */
function wallClock(day: string, time: string): Date | undefined {
  const date = new Date(`${day}T${time}:00Z`);
  const exists = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(`${day}T${time}`);
  return exists ? date : undefined;
}

const format = (language: Language, date: Date, options: Intl.DateTimeFormatOptions): string =>
  plainSpaces(new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC' }).format(date));

/**
 * A number as the language writes it, to the last decimal. Thousands aren't set apart: a voice may take the parts for
 * numbers of their own.
 */
export const readNumber = (language: Language, value: number): string =>
  plainSpaces(
    new Intl.NumberFormat(language, { useGrouping: false, maximumFractionDigits: 20 }).format(value),
  );

/** Intl's spaces are of many kinds (U+202F before `PM`); not every voice knows them. */
const plainSpaces = (text: string): string => text.replace(/\p{Zs}/gu, ' ');

const spaced = (run: string): string => [...run].join(' ');

/** A few characters in one breath, many digits in groups. */
const readRun = (run: string): string =>
  /^\d+$/.test(run) && run.length > MOST_DIGITS ? groupsOf(run).map(spaced).join(REST) : spaced(run);

/** Digits in threes, and twos at the end where one would be left alone. */
function groupsOf(digits: string): string[] {
  const groups: string[] = [];
  let at = 0;
  while (at < digits.length) {
    const left = digits.length - at;
    const size = left === 4 || left === 2 ? 2 : 3;
    groups.push(digits.slice(at, at + size));
    at += size;
  }
  return groups;
}
