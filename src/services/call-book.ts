import type { CallBook, Wait } from '../call/call-book';
import { Call } from '../contract/call';
import { type Failure, fail, type Result, succeed } from '../contract/failure';
import { KNOWN_DAYS } from '../contract/prices';
import { pause } from './clock';
import type { Log } from './log';
import { createRecords, type Records } from './records';

const ATTEMPTS = 6;
const IN_FLIGHT_MS = 100;
const MOST_LISTED = 300;
const MOST_COUNTED = 100;
/** As long as the longest retention of call records that an admin can choose (K6). */
const KEPT_DAYS = 90;
const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Calls in the app's store. `now` gives milliseconds since the epoch, `waitOf` what a call waits for that changes then.
 *
 * @param callDays how long the admin wants calls to be kept (V17)
 */
export function createCallBook(
  now: () => number,
  waitOf: (call: Call, now: number) => Wait,
  log: Log,
  callDays = KEPT_DAYS,
): CallBook {
  const keptDaysOf = (call: Call, at: number) => daysOf(call, callDays, at);
  const records = createRecords({ entity: 'call', schema: Call, keptDaysOf, waitOf, now, log });
  return {
    async update(id, change) {
      const updated = await update(records, id, change);
      // Whoever asked can do nothing about it, and lists leave it out.
      if (!updated.ok && updated.failure.kind === 'malformed')
        log({ event: 'call-unreadable', callId: id, failure: updated.failure.kind });
      return updated;
    },
    listStale: (state, before) => records.listByState(state, MOST_LISTED, before),
    async listWaiting(waitsFor, limit) {
      const listed = await records.listByWait(waitsFor, limit);
      return listed.ok ? succeed(listed.value.map(({ body, dueAt }) => ({ call: body, dueAt }))) : listed;
    },
    async count(state) {
      const counted = await records.listByState(state, MOST_COUNTED);
      return counted.ok ? succeed(counted.value.length) : counted;
    },
  };
}

/**
 * When the store lets go of a call by itself. The sweep forgets a settled call in time (`src/privacy/retention.ts`), but
 * leaves that there was one: what has gone altogether would be filed anew while its recording can still be found.
 */
function daysOf({ state, forgotten, answeredAt }: Call, callDays: number, now: number): number {
  if (forgotten === true) return Math.max(1, Math.ceil((answeredAt - now) / DAY_MS) + KNOWN_DAYS);
  return state === 'closed' || state === 'abandoned' ? Math.max(callDays, KNOWN_DAYS + 1) : KEPT_DAYS;
}

/** Reads, changes and writes; and once more, when somebody else wrote in between. */
async function update(
  records: Records<Call>,
  id: string,
  change: (call: Call | undefined) => Call | undefined,
): Promise<Result<Call | undefined>> {
  let lost: { rev: number; failure: Failure; again: boolean } | undefined;
  for (let turn = 0; turn < ATTEMPTS; turn++) {
    const stored = await records.read(id);
    if (!stored.ok) return stored;
    const rev = stored.value?.rev ?? 0;
    // Atlassian documents no code for a failed condition. Where nobody else has written, it was something else; or
    // another's write was still on its way, which a moment shows.
    if (lost?.rev === rev) {
      if (lost.again) return fail(lost.failure);
      await pause(IN_FLIGHT_MS);
    }
    const call = stored.value?.body;
    const changed = change(call);
    if (changed === undefined || changed === call) return succeed(call);
    const written = await records.write(id, changed, stored.value);
    if (written.ok) return succeed(changed);
    lost = { rev, failure: written.failure, again: lost?.rev === rev };
  }
  return fail({ kind: 'conflict', service: 'forge', detail: 'Others kept changing this call.' });
}
