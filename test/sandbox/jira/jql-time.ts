import { Refusal } from './refusal';

const MINUTE = 60_000;
const UNITS: Record<string, number> = {
  w: 7 * 24 * 60 * MINUTE,
  d: 24 * 60 * MINUTE,
  h: 60 * MINUTE,
  m: MINUTE,
};

const PERIOD = /^[+-]?\s*(\d+[wdhm]\s*)+$/;
const DAY = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[ T](\d{1,2}):(\d{2}))?$/;

/** A JQL date in the user's zone (UTC here): `-7d`, `4w 2d`, `2026-11-20`, `2026/11/20 10:00`. @throws Refusal 400 */
export function readJqlDate(text: string, field: string, now: number): number {
  if (PERIOD.test(text)) return now + readPeriod(text);
  const parts = DAY.exec(text);
  if (parts !== null) {
    const [year = 0, month = 1, day = 1, hour = 0, minute = 0] = parts
      .slice(1)
      .map((part) => Number(part ?? 0));
    const at = Date.UTC(year, month - 1, day, hour, minute);
    if (new Date(at).getUTCDate() === day && month <= 12 && hour < 24 && minute < 60) return at;
  }
  throw new Refusal(
    400,
    `Date value '${text}' for field '${field}' is invalid. Valid formats include: 'yyyy/MM/dd HH:mm', 'yyyy-MM-dd HH:mm', 'yyyy/MM/dd', 'yyyy-MM-dd', or a period format e.g. '-5d', '4w 2d'.`,
  );
}

function readPeriod(text: string): number {
  const sign = text.trim().startsWith('-') ? -1 : 1;
  const parts = [...text.matchAll(/(\d+)([wdhm])/g)];
  return sign * parts.reduce((sum, [, count, unit = 'm']) => sum + Number(count) * (UNITS[unit] ?? 0), 0);
}

type Unit = 'Day' | 'Week' | 'Month' | 'Year';

const TIME_FUNCTION = /^(start|end)of(day|week|month|year)$/i;

/** `now()`, `startOfDay("-1d")`, `endOfMonth()`, … @returns undefined when the function is no time function */
export function callTimeFunction(
  name: string,
  argument: string | undefined,
  now: number,
): number | undefined {
  if (/^now$/i.test(name)) return now;
  const match = TIME_FUNCTION.exec(name);
  if (match === null) return undefined;
  const [, edge = '', word = ''] = match;
  const unit = `${word.charAt(0).toUpperCase()}${word.slice(1).toLowerCase()}`;
  if (!isUnit(unit)) return undefined;
  const start = shift(floor(now, unit), unit, argument);
  return edge.toLowerCase() === 'start' ? start : addUnits(start, unit, 1) - 1;
}

const isUnit = (text: string): text is Unit => ['Day', 'Week', 'Month', 'Year'].includes(text);

function floor(at: number, unit: Unit): number {
  const date = new Date(at);
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
  switch (unit) {
    case 'Day':
      return Date.UTC(year, month, day);
    case 'Week':
      return Date.UTC(year, month, day - date.getUTCDay());
    case 'Month':
      return Date.UTC(year, month, 1);
    case 'Year':
      return Date.UTC(year, 0, 1);
  }
}

function addUnits(at: number, unit: Unit, count: number): number {
  const date = new Date(at);
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
  const time = at - floor(at, 'Day');
  if (unit === 'Year') return Date.UTC(year + count, month, day) + time;
  if (unit === 'Month') return Date.UTC(year, month + count, day) + time;
  return at + count * (UNITS[unit === 'Day' ? 'd' : 'w'] ?? 0);
}

const INCREMENT = /^([+-]?\d+)([yMwdhm])?$/;

/** An increment without a unit counts in the function's own. */
function shift(at: number, unit: Unit, argument: string | undefined): number {
  if (argument === undefined) return at;
  const match = INCREMENT.exec(argument);
  if (match === null)
    throw new Refusal(400, `Duration for function should have the format (+/-)n(yMwdhm), e.g. -1M.`);
  const count = Number(match[1]);
  switch (match[2]) {
    case undefined:
      return addUnits(at, unit, count);
    case 'y':
      return addUnits(at, 'Year', count);
    case 'M':
      return addUnits(at, 'Month', count);
    default:
      return at + count * (UNITS[match[2]] ?? 0);
  }
}
