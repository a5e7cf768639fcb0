import type { Language } from '../../contract/language';
import { type Day, dayOf, nextDay } from './calendar';
import { GAP } from './spoken-time';

/** What stands first in a date in digits; undefined where both are usual and nobody can tell. */
export type Order = 'day' | 'month' | undefined;

/** English is spoken where the month comes first, where the day does, and where both do. */
const DAY_FIRST_ENGLISH: ReadonlySet<string> = new Set(['GB', 'IE', 'AU', 'NZ', 'IN', 'SG', 'ZA']);

export function orderOf(language: Language, country: string | undefined): Order {
  if (language === 'ja') return 'month';
  if (language !== 'en') return 'day';
  if (country === 'US') return 'month';
  return country !== undefined && DAY_FIRST_ENGLISH.has(country) ? 'day' : undefined;
}

/** A year in two digits is one of this century. */
export const dayInYear = (year: number, month: number, day: number): Day | undefined =>
  dayOf(year < 100 ? 2000 + year : year, month, day);

/**
 * The day that two numbers mean, of which one is the month. What can be read in one way only is read so where people
 * write either way.
 */
export function dayFromPair(
  first: number,
  second: number,
  order: Order,
  find: (month: number, day: number) => Day | undefined,
): Day | undefined {
  if (order !== undefined) {
    const usual = order === 'day' ? find(second, first) : find(first, second);
    return usual ?? (order === 'month' ? find(second, first) : undefined);
  }
  const days = new Set([find(second, first), find(first, second)].filter((day) => day !== undefined));
  return days.size === 1 ? [...days][0] : undefined;
}

export interface CutDates {
  /** Undefined for what looks like a date and is none, or might be two. */
  days: (Day | undefined)[];
  rest: string;
}

const YEAR_FIRST = /(?<![\d.,/-])(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?![\d/-])/g;
const YEAR_LAST = /(?<![\d.,/-])(\d{1,2})([./-])\s?(\d{1,2})\2\s?(\d{4}|\d{2})(?![\d/-]|[.,]\d)/g;
const WITH_SLASH = /(?<![\d.,/-])(\d{1,2})\/(\d{1,2})(?![\d/-]|[.,]\d)/g;
/** Where a comma is the decimal sign: `3.12.` */
const WITH_POINTS = /(?<![\d.,/-])(\d{1,2})\.\s?(\d{1,2})(?:\.(?!\d)|(?![\d:/,-]))/g;

/** Takes the dates in digits out of what was said. */
export function cutWrittenDates(text: string, language: Language, today: Day, order: Order): CutDates {
  const days: (Day | undefined)[] = [];
  const next = (month: number, day: number): Day | undefined => nextDay(month, day, today);
  const take = (day: Day | undefined): string => {
    days.push(day);
    return GAP;
  };
  const pair = (_: string, first: string, second: string): string =>
    take(dayFromPair(Number(first), Number(second), order, next));
  const rest = text
    .normalize('NFKC')
    .replace(YEAR_FIRST, (_, year: string, _sign, month: string, day: string) =>
      take(dayOf(Number(year), Number(month), Number(day))),
    )
    .replace(YEAR_LAST, (_, first: string, _sign, second: string, year: string) =>
      take(
        dayFromPair(Number(first), Number(second), order, (month, day) =>
          dayInYear(Number(year), month, day),
        ),
      ),
    )
    .replace(WITH_SLASH, pair);
  const hasPoints = language !== 'en' && language !== 'ja';
  return { days, rest: hasPoints ? rest.replace(WITH_POINTS, pair) : rest };
}
