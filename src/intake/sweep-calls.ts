import type { CallBook } from '../call/call-book';
import type { FileLater } from '../call/converse';
import type { Call, CallState } from '../contract/call';

export interface Sweep {
  calls: CallBook;
  fileLater: FileLater;
  now: () => number;
  log: (line: { event: string; callId?: string; reason?: string; failure?: string }) => void;
}

const MINUTE_MS = 60_000;
/** Longer than a call that is being worked on stays without a change. */
const STUCK_MS = 20 * MINUTE_MS;
/** Longer than any call: https://www.twilio.com/docs/voice/api/call-resource */
const NEVER_ENDED_MS = 4 * 60 * MINUTE_MS;
const UNFINISHED: readonly CallState[] = ['recorded', 'transcribed', 'understood', 'filed'];

/** Finds the calls that nobody works on any more and puts them back in the queue; harmless to repeat. */
export async function sweepCalls(sweep: Sweep): Promise<void> {
  for (const state of UNFINISHED) {
    for (const call of await findStale(sweep, state, STUCK_MS)) {
      const queued = await sweep.fileLater(call.id);
      sweep.log({ event: 'call-queued-again', callId: call.id, reason: queued.ok ? state : 'not-queued' });
    }
  }
  for (const call of await findStale(sweep, 'answered', NEVER_ENDED_MS)) {
    await sweep.calls.update(call.id, (stored) =>
      stored?.state === 'answered' ? { ...stored, state: 'abandoned' } : stored,
    );
  }
}

async function findStale({ calls, now, log }: Sweep, state: CallState, ageMs: number): Promise<Call[]> {
  const stale = await calls.listStale(state, now() - ageMs);
  if (stale.ok) return stale.value;
  log({ event: 'sweep-failed', reason: state, failure: stale.failure.kind });
  return [];
}
