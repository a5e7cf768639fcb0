import type { Call } from '../../src/contract/call';
import type { DayTotals, TrialUsage } from '../../src/contract/day-totals';
import { type Result, succeed } from '../../src/contract/failure';
import { waitOf } from '../../src/intake/waiting';
import type { CallListing, Ledger } from '../../src/settings/ledger';

/** Lists and totals in memory. @param calls as they are now */
export function createFakeLedger(
  calls: () => Call[],
  now: () => number,
  answer: <T>(method: keyof Ledger, act: () => T) => Promise<Result<T>> = async (_, act) => succeed(act()),
) {
  const days = new Map<string, DayTotals>();
  const kept: { reckoned: Record<string, number>; trials: TrialUsage[]; triedAt?: number } = {
    reckoned: {},
    trials: [],
  };
  const ledger: Ledger = {
    listCalls: (listing, limit, cursor) =>
      answer('listCalls', () => {
        const listed = calls()
          .filter((call) => isListed(call, listing, now()))
          .toSorted((one, other) => other.answeredAt - one.answeredAt);
        const begin = Number(cursor ?? 0);
        const end = begin + limit;
        const page = listed.slice(begin, end);
        return end < listed.length ? { calls: page, cursor: String(end) } : { calls: page };
      }),
    loadDays: (month) =>
      answer('loadDays', () =>
        [...days.values()]
          .filter(({ day }) => day.startsWith(month))
          .toSorted((a, b) => (a.day < b.day ? -1 : 1)),
      ),
    saveDay: (totals) => answer('saveDay', () => void days.set(totals.day, totals)),
    forgetDays: (month) =>
      answer('forgetDays', () => {
        for (const day of [...days.keys()].filter((key) => key.startsWith(month))) days.delete(day);
      }),
    loadReckoned: () => answer('loadReckoned', () => ({ ...kept.reckoned })),
    saveReckoned: (reckoned) => answer('saveReckoned', () => void Object.assign(kept, { reckoned })),
    loadTrials: (month) => answer('loadTrials', () => kept.trials.filter(({ day }) => day.startsWith(month))),
    noteTrial: (trial, at) =>
      answer('noteTrial', () => {
        kept.trials.push(trial);
        kept.triedAt = at;
      }),
    loadTriedAt: () => answer('loadTriedAt', () => kept.triedAt),
  };
  return { ledger, days, kept };
}

function isListed(call: Call, listing: CallListing, now: number): boolean {
  switch (listing.by) {
    case 'state':
      return call.state === listing.state;
    case 'wait':
      return waitOf(call, now).waitsFor === listing.waitsFor;
    case 'answer': {
      const { lineId, from = 0, until = Number.POSITIVE_INFINITY } = listing;
      const isOfLine = lineId === undefined || call.lineId === lineId;
      return isOfLine && call.answeredAt >= from && call.answeredAt < until;
    }
  }
}
