import type { Language } from '../../contract/language';
import { type Atom, type Item, placeOf } from '../../intake/spoken-numbers/atom';
import { matchWords } from '../../intake/spoken-numbers/clock';
import { fold } from '../../intake/spoken-numbers/fold';
import type { Language as NumberLanguage } from '../../intake/spoken-numbers/language';
import { findLanguage } from '../../intake/spoken-numbers/languages';
import { type Reading, readNumbers } from '../../intake/spoken-numbers/read';
import { DATE_WORDS } from './date-words';

/** The times of day in what was said, and the rest of it. */
export interface CutTimes {
  /** Minutes since midnight; undefined for one of which nobody knows whether it is in the morning. */
  times: (number | undefined)[];
  rest: string;
}

interface Mention {
  start: number;
  end: number;
  minutes: number | undefined;
}

/** Stands where something was taken out, so that its neighbours don't become one; no language has it as a word. */
export const GAP = ' qqq ';

/** Clock times that are written with a point, which dates and decimals have as well. */
export const withColons = (text: string): string =>
  text
    .replace(/\b(\d{1,2})\.(\d{2})(?=\s?(?:uhr|uur|h)\b)/giu, '$1:$2')
    .replace(/(?<=(?:^|\s)(?:um|om|alle|a las|às|à)\s)(\d{1,2})\.(\d{2})(?![.\d])/giu, '$1:$2');

/** Takes the times of day out of what was said. */
export function cutTimes(text: string, language: Language): CutTimes {
  const numbers = findLanguage(language);
  const reading = readNumbers(text, numbers);
  const found: Mention[] = reading.times.map((time) => phraseTime(reading, time, numbers));
  const add = (more: readonly Mention[]): void => {
    found.push(
      ...more.filter((one) => !found.some((other) => one.start < other.end && other.start < one.end)),
    );
  };
  add(atTimes(reading, language));
  add(writtenTimes(reading));
  add(noons(reading, language));
  const places = found.toSorted((one, other) => other.start - one.start);
  const rest = places.reduce((left, { start, end }) => left.slice(0, start) + GAP + left.slice(end), text);
  return { times: found.map(({ minutes }) => minutes), rest };
}

/** Only `9:30`, said without anything around it. */
const writtenTimes = ({ atoms, text }: Reading): Mention[] =>
  atoms
    .filter(({ keys }) => keys.length > 0 && keys.every((key) => key.startsWith('t')))
    .map((atom) => ({
      ...spanOf(atom),
      minutes: without(readKey(atom.keys[0]), text.slice(atom.start, atom.end)),
    }));

const spanOf = ({ start, end }: { start: number; end: number }) => ({ start, end });

const readKey = (key: string | undefined): number | undefined => {
  const [, hour, minute] = /^t(\d+):(\d+)$/.exec(key ?? '') ?? [];
  return hour === undefined ? undefined : Number(hour) * 60 + Number(minute);
};

const LAST_UNCERTAIN_HOUR = 6;

/**
 * A time without a part of the day. Nobody says whether three o'clock is in the night; who writes a zero in front, or
 * counts on to 24, has said it. From seven on it is what is on the clock: that is when people work.
 */
function without(minutes: number | undefined, raw: string): number | undefined {
  if (minutes === undefined || /^0\d/.test(raw)) return minutes;
  const hour = Math.floor(minutes / 60);
  return hour >= 1 && hour <= LAST_UNCERTAIN_HOUR ? undefined : minutes;
}

type DayPart = { isAfternoon: boolean; isExact: boolean };

/** "half past nine in the evening", "15 Uhr 30" */
function phraseTime(reading: Reading, time: Reading['times'][number], numbers: NumberLanguage): Mention {
  const { text } = reading;
  const before = /午\s*[前後]\s*$/u.exec(text.slice(0, time.start));
  const span = { start: time.start - (before?.[0].length ?? 0), end: time.end };
  const minutes = readKey(time.keys[0]);
  // The end of a day or the beginning of the next: which day is meant, nobody knows.
  if (minutes === undefined || time.atoms.some(({ digits }) => digits === '24'))
    return { ...span, minutes: undefined };
  const part =
    before === null
      ? partWithin(reading, time, numbers)
      : { isAfternoon: before[0].includes('後'), isExact: true };
  const raw = text.slice(time.start, time.end);
  return { ...span, minutes: part === undefined ? without(minutes, raw) : withPart(minutes, part) };
}

function withPart(minutes: number, { isAfternoon, isExact }: DayPart): number | undefined {
  const hour = Math.floor(minutes / 60);
  // Twelve in the evening is midnight, and noon for some.
  if (hour === 12) return isExact ? minutes - (isAfternoon ? 0 : 720) : undefined;
  return hour > 12 && !isAfternoon ? undefined : minutes;
}

function partWithin(
  { items }: Reading,
  time: Reading['times'][number],
  numbers: NumberLanguage,
): DayPart | undefined {
  const written = time.atoms.find(({ dayPart }) => dayPart !== undefined)?.dayPart;
  if (written !== undefined) return { isAfternoon: written === 'pm', isExact: true };
  for (const [index, item] of items.entries()) {
    const { start, end } = placeOf(item);
    if (start < time.start || end > time.end) continue;
    const isExact = item.kind === 'word' && /^[ap]m?$/.test(item.token.text);
    if (matchWords(items, index, numbers.afternoon) > 0) return { isAfternoon: true, isExact };
    if (matchWords(items, index, numbers.morning) > 0) return { isAfternoon: false, isExact };
  }
  return undefined;
}

const phrasesOf = (list: string): string[][] =>
  list === '' ? [] : list.split(',').map((one) => one.split(' '));

const small = (item: Item | undefined, most: number): Atom | undefined =>
  item?.kind === 'atom' && !item.atom.ordinal && Number(item.atom.digits ?? Number.NaN) <= most
    ? item.atom
    : undefined;

/** "at nine", "at nine thirty" */
function atTimes({ items, text }: Reading, language: Language): Mention[] {
  const phrases = phrasesOf(DATE_WORDS[language].at).toSorted((one, other) => other.length - one.length);
  return items.flatMap((item, index): Mention[] => {
    const width = matchWords(items, index, phrases);
    const hour = width > 0 ? small(items[index + width], 23) : undefined;
    if (hour === undefined) return [];
    const second = small(items[index + width + 1], 59);
    const minute = second?.digits?.length === 2 ? second : undefined;
    const minutes = Number(hour.digits) * 60 + Number(minute?.digits ?? 0);
    const raw = text.slice(hour.start, hour.end);
    return [{ start: placeOf(item).start, end: (minute ?? hour).end, minutes: without(minutes, raw) }];
  });
}

/** Noon has a name; at midnight nobody knows of which day. "Midi et demi" is another time. */
function noons({ items, text }: Reading, language: Language): Mention[] {
  const phrases = phrasesOf(DATE_WORDS[language].noon).map((words) =>
    language === 'ja' ? [...words.join('')] : words,
  );
  return items.flatMap((item, index): Mention[] => {
    const width = matchWords(items, index, phrases);
    const last = items[index + width - 1];
    if (width === 0 || last === undefined) return [];
    const { start } = placeOf(item);
    const { end } = placeOf(last);
    const isExact = !/^\s*(?:et|y|e|trenta|\d)/u.test(fold(text.slice(end)));
    return [{ start, end, minutes: isExact ? 720 : undefined }];
  });
}
