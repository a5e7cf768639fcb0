import type { Hours } from '../contract/settings';
import { WEEKDAYS } from '../contract/weekdays';

/**
 * Whether a line is open; one without hours always is.
 *
 * @param now milliseconds since the epoch
 */
export function isOpen(hours: Hours | undefined, now: number): boolean {
  if (hours === undefined) return true;
  const { date, weekday, time } = localTime(hours.timeZone, now);
  if (hours.holidays.includes(date)) return false;
  return (hours.weekly[weekday] ?? []).some(([from, to]) => time >= from && time < to);
}

/** What the calendar and the clock on a wall of that zone show. */
function localTime(timeZone: string, now: number) {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    weekday: 'short',
  }).formatToParts(now);
  const part = (type: Intl.DateTimeFormatPartTypes): string =>
    parts.find((one) => one.type === type)?.value ?? '';
  const name = part('weekday').toLowerCase();
  return {
    date: `${part('year')}-${part('month')}-${part('day')}`,
    weekday: WEEKDAYS.find((day) => day === name) ?? 'mon',
    time: `${part('hour')}:${part('minute')}`,
  };
}
