/** A day as the number of days since 1 January 1970; so days can be counted without a time zone. */
export type Day = number;

const DAY_MS = 86_400_000;
const MONDAY = 4;

/** Nobody asks for dates beyond these on the phone; so a wrong key does not make a year of its own. */
const FIRST_YEAR = 1900;
const LAST_YEAR = 2100;

/** Undefined where the calendar has no such day: `Date` would take the next one that it has. */
export function dayOf(year: number, month: number, day: number): Day | undefined {
  if (year < FIRST_YEAR || year > LAST_YEAR) return undefined;
  const date = new Date(Date.UTC(year, month - 1, day));
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return exists ? date.getTime() / DAY_MS : undefined;
}

/** `2026-12-03` */
export const isoOf = (day: Day): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

/** From 0 for Monday. */
export const weekdayOf = (day: Day): number => (((day - MONDAY) % 7) + 7) % 7;

/** The Monday of its week. */
export const weekOf = (day: Day): Day => day - weekdayOf(day);

/** The same day of another month, or that month's last one: a month after 31 January is 28 February. */
export function addMonths(day: Day, months: number): Day {
  const date = new Date(day * DAY_MS);
  const first = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months + 1, 0)).getUTCDate();
  return first / DAY_MS + Math.min(date.getUTCDate(), last) - 1;
}

/** The first time from today on that a year has this day; undefined where that is more than a year away. */
export function nextDay(month: number, day: number, today: Day): Day | undefined {
  const year = new Date(today * DAY_MS).getUTCFullYear();
  return [year, year + 1]
    .map((one) => dayOf(one, month, day))
    .find((one) => one !== undefined && one >= today && one <= addMonths(today, 12));
}

/** What a clock on the wall shows there, as if it were UTC. */
function wallClock(at: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  }).formatToParts(at);
  const read = (type: Intl.DateTimeFormatPartTypes): number =>
    Number(parts.find((part) => part.type === type)?.value);
  return Date.UTC(read('year'), read('month') - 1, read('day'), read('hour'), read('minute'));
}

/** What day it is there. */
export const todayIn = (now: number, timeZone: string): Day => Math.floor(wallClock(now, timeZone) / DAY_MS);

/** When the clock on the wall shows that time; of the hour that a change of clocks repeats, one of both. */
export function instantOf(day: Day, minutes: number, timeZone: string): number {
  const wanted = day * DAY_MS + minutes * 60_000;
  const near = wanted - (wallClock(wanted, timeZone) - wanted);
  // Once more, since the clocks may change in between.
  return near - (wallClock(near, timeZone) - wanted);
}
