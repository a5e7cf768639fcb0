import type { CallBook } from '../call/call-book';
import type { FileLater } from '../call/converse';
import type { Call, CallState } from '../contract/call';
import { type Result, succeed } from '../contract/failure';

/**
 * Takes the calls that wait for a person up again, each where it stood (at most 50 at a time).
 *
 * @param now milliseconds since the epoch
 * @returns how many
 */
export async function tryParkedAgain(
  calls: CallBook,
  fileLater: FileLater,
  now: number,
): Promise<Result<number>> {
  const parked = await calls.listStale('parked', now + 1000);
  if (!parked.ok) return parked;
  for (const { id } of parked.value) {
    const resumed = await calls.update(id, (call) => (call?.state === 'parked' ? resume(call) : call));
    if (!resumed.ok) return resumed;
    const queued = await fileLater(id);
    // The sweep finds it where the queue did not take it.
    if (!queued.ok) return queued;
  }
  return succeed(parked.value.length);
}

const resume = ({ problem: _, ...call }: Call): Call => ({ ...call, state: stageOf(call) });

/** The stage that a call was in, by what it has. */
function stageOf({ request, understanding, gap, transcript }: Call): CallState {
  if (request !== undefined) return 'filed';
  if (understanding !== undefined || gap !== undefined) return 'understood';
  return transcript === undefined ? 'recorded' : 'transcribed';
}
