import type { CallBook } from '../call/call-book';
import { recordingsOf } from '../call/heard';
import type { Call } from '../contract/call';
import type { Result } from '../contract/failure';
import { KNOWN_DAYS } from '../contract/prices';
import type { Settings } from '../contract/settings';
import type { Ledger } from '../settings/ledger';

const DAY_MS = 24 * 60 * 60 * 1000;
/** So many in one sweep; the next goes on, five minutes later. */
const MOST_CALLS = 100;
const MOST_ENTRIES = 300;
const PAGE = 50;
/** Old calls that are not settled are not forgotten; so many of them are passed over to find those that are. */
const MOST_PAGES = 10;
const AT_ONCE = 10;
export interface Keeping {
  calls: CallBook;
  ledger: Pick<Ledger, 'listCalls'>;
  loadSettings(): Promise<Result<Settings>>;
  /** Deletes a call's record. */
  deleteCall(id: string): Promise<Result<void>>;
  /** Forgets what is kept beside a call's record and leads to it, or from its caller to its request. */
  forgetBeside(call: Call): Promise<Result<void>>;
  /** Deletes entries of the audit trail that are older (milliseconds since the epoch), at most so many; says how many. */
  forgetEntries(before: number, limit: number): Promise<Result<number>>;
  /** Milliseconds since the epoch. */
  now: () => number;
  log: (line: { event: string; reason?: string; failure?: string; count?: number }) => void;
}

/**
 * Deletes what is older than the admin wants it to be kept (V17), a bounded number each time. The store lets go of records
 * by itself too; this is what shortens the time for those that are there already.
 *
 * A call that waits for a person or a service is kept until that is over, and at most as long as the store keeps it: to
 * forget it would be to lose what somebody said.
 */
export async function enforceRetention(keeping: Keeping): Promise<void> {
  const settings = await keeping.loadSettings();
  if (!settings.ok) return report('settings', settings, keeping);
  const { callDays, auditDays } = settings.value.retention;
  await forgetCalls(keeping.now() - callDays * DAY_MS, keeping);
  const entries = await keeping.forgetEntries(keeping.now() - auditDays * DAY_MS, MOST_ENTRIES);
  if (!entries.ok) return report('audit', entries, keeping);
  if (entries.value > 0) keeping.log({ event: 'audit-forgotten', count: entries.value });
}

async function forgetCalls(before: number, keeping: Keeping): Promise<void> {
  let forgotten = 0;
  let cursor: string | undefined;
  for (let page = 0; page < MOST_PAGES && forgotten < MOST_CALLS; page++) {
    const listed = await keeping.ledger.listCalls({ by: 'answer', until: before }, PAGE, cursor);
    if (!listed.ok) return report('calls', listed, keeping);
    const settled = listed.value.calls.filter(isSettled);
    for (let begin = 0; begin < settled.length; begin += AT_ONCE)
      forgotten += await forgetSome(settled.slice(begin, begin + AT_ONCE), keeping);
    cursor = listed.value.cursor;
    if (cursor === undefined) break;
  }
  if (forgotten > 0) keeping.log({ event: 'calls-forgotten', count: forgotten });
}

/** @returns how many are forgotten; one that can't be holds up none of the others */
async function forgetSome(calls: Call[], keeping: Keeping): Promise<number> {
  const ready: Call[] = [];
  // One after the other: two may be of the same caller.
  for (const call of calls) {
    const beside = await keeping.forgetBeside(call);
    if (beside.ok) ready.push(call);
    else report('calls', beside, keeping);
  }
  const done = await Promise.all(ready.map((call) => forget(call, keeping)));
  for (const failed of done.filter(({ ok }) => !ok)) report('calls', failed, keeping);
  return done.filter(({ ok }) => ok).length;
}

const isSettled = ({ state }: Call): boolean => state === 'closed' || state === 'abandoned';

/** What leads to the call is gone by now: where this is interrupted, the next sweep finds the call and goes on. */
async function forget(call: Call, keeping: Keeping): Promise<Result<unknown>> {
  const bared = await keeping.calls.update(call.id, (stored) =>
    stored === undefined || !isSettled(stored) ? stored : bareOf(stored),
  );
  if (!bared.ok || bared.value?.forgotten !== true) return bared;
  return mustBeKnown(call, keeping.now()) ? bared : keeping.deleteCall(call.id);
}

/** Where nothing was recorded, nothing can be filed a second time; a recording that turns up after all is a first one. */
const mustBeKnown = (call: Call, now: number): boolean =>
  call.answeredAt + KNOWN_DAYS * DAY_MS > now &&
  (recordingsOf(call).length > 0 || call.discarded !== undefined);

/**
 * What is left of a call: that there was one, so that its webhooks and its recording are not taken for news. Nothing of
 * its caller, and nothing that was said.
 */
const bareOf = ({ id, reference, lineId, lineNumber, language, answeredAt, endedAt, fence }: Call): Call => ({
  id,
  state: 'closed',
  reference,
  lineId,
  lineNumber,
  from: null,
  language,
  answeredAt,
  endedAt: endedAt ?? answeredAt,
  fence,
  steps: {},
  forgotten: true,
});

const report = (reason: string, result: Result<unknown>, { log }: Keeping): void =>
  result.ok ? undefined : log({ event: 'retention-failed', reason, failure: result.failure.kind });
