import type { CallBook } from '../call/call-book';
import type { FileLater } from '../call/converse';
import { enter, WORK_STATES } from '../call/life';
import type { Call, CallState } from '../contract/call';
import { isHeldByOther } from './lease';
import { isOut } from './outage';
import type { TroubleBook, Troubles } from './ports';

export interface Sweep {
  calls: CallBook;
  troubles: TroubleBook;
  fileLater: FileLater;
  now: () => number;
  log: (line: { event: string; callId?: string; reason?: string; failure?: string }) => void;
}

const MINUTE_MS = 60_000;
/** The queue is at it: an event is on its way, or a worker is about to begin. */
const FRESH_MS = 2 * MINUTE_MS;
/** Longer than any call: https://www.twilio.com/docs/voice/api/call-resource */
const NEVER_ENDED_MS = 4 * 60 * MINUTE_MS;
/** The queue takes 500 events a minute of an installation, and calls that come in need their share. */
const MOST_QUEUED = 200;

/** Finds the calls that somebody has to take up and puts them in the queue; harmless to repeat. */
export async function sweepCalls(sweep: Sweep): Promise<void> {
  const loaded = await sweep.troubles.load();
  const troubles = loaded.ok ? loaded.value : {};
  const asked = new Set<string>();
  let left = MOST_QUEUED;
  for (const state of WORK_STATES) {
    for (const call of await list(sweep, state, sweep.now() - FRESH_MS)) {
      const due = whatIsDue(call, troubles, asked, sweep.now());
      if (due !== 'nothing' && left-- > 0) await queue(call, due === 'wake', sweep);
    }
  }
  await closeUnended(sweep);
}

async function queue(call: Call, wake: boolean, { calls, fileLater, now, log }: Sweep): Promise<void> {
  if (wake) {
    // Takes the wait off, and counts no try: the call asks for all of them, every few minutes for as long as the outage
    // lasts. Where that can't be stored, the next sweep tries again.
    await calls.update(call.id, (stored) =>
      stored?.retry === undefined
        ? stored
        : { ...stored, retry: { ...stored.retry, count: Math.max(0, stored.retry.count - 1), at: now() } },
    );
  }
  const queued = await fileLater(call.id);
  log({ event: 'call-queued-again', callId: call.id, reason: queued.ok ? call.state : 'not-queued' });
}

/** Calls of whose end no webhook told us. */
async function closeUnended(sweep: Sweep): Promise<void> {
  for (const call of await list(sweep, 'answered', sweep.now() - NEVER_ENDED_MS)) {
    await sweep.calls.update(call.id, (stored) =>
      stored?.state === 'answered' ? enter(stored, 'abandoned') : stored,
    );
  }
}

/**
 * What is to be done about a call that is not through. Those that wait for a service that is out are left alone, but for
 * one that asks whether it is over; once it is, all of them are woken, however long they meant to wait.
 *
 * @param asked services for which this sweep has found the one that asks
 */
export function whatIsDue(
  { retry, lease, restUntil = 0, ...call }: Call,
  troubles: Troubles,
  asked: Set<string>,
  now: number,
): 'nothing' | 'queue' | 'wake' {
  if (isHeldByOther({ ...call, lease }, now) || restUntil > now) return 'nothing';
  if (lease !== undefined || retry === undefined) return 'queue';
  const trouble = troubles[retry.service];
  if (trouble !== undefined && isOut(trouble)) {
    if (trouble.until > now || asked.has(retry.service)) return 'nothing';
    asked.add(retry.service);
    return 'wake';
  }
  if (retry.at <= now) return 'queue';
  return retry.last < (trouble?.endedAt ?? 0) ? 'wake' : 'nothing';
}

async function list({ calls, log }: Sweep, state: CallState, before: number): Promise<Call[]> {
  const listed = await calls.listStale(state, before);
  if (listed.ok) return listed.value;
  log({ event: 'sweep-failed', reason: state, failure: listed.failure.kind });
  return [];
}
