import type { UsageDay } from '../../../src/contract/admin-usage';

const COLUMNS = ['day', 'calls', 'minutes', 'requests', 'twilioUsd', 'openaiUsd'] as const;

/** RFC 4180, with a row of names; numbers have a point, whatever the language. */
export const toCsv = (days: readonly UsageDay[]): string =>
  [COLUMNS.join(','), ...days.map((day) => COLUMNS.map((name) => day[name]).join(','))]
    .map((row) => `${row}\r\n`)
    .join('');

type Sums = Omit<UsageDay, 'day'>;

export const sumOf = (days: readonly UsageDay[]): Sums =>
  days.reduce<Sums>(
    (sum, day) => ({
      calls: sum.calls + day.calls,
      minutes: sum.minutes + day.minutes,
      requests: sum.requests + day.requests,
      twilioUsd: sum.twilioUsd + day.twilioUsd,
      openaiUsd: sum.openaiUsd + day.openaiUsd,
    }),
    { calls: 0, minutes: 0, requests: 0, twilioUsd: 0, openaiUsd: 0 },
  );

/** The months that can be looked at, this one first: as long as totals are kept. */
export function monthsUntil(now: Date, count = 13): string[] {
  return Array.from({ length: count }, (_, back) =>
    new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back, 1)).toISOString().slice(0, 7),
  );
}
