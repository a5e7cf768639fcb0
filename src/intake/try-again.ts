import type { CallBook } from '../call/call-book';
import type { FileLater } from '../call/converse';
import { enter, isAtWork, resumedState } from '../call/life';
import type { Audit } from '../contract/audit';
import type { Call } from '../contract/call';
import { type Result, succeed } from '../contract/failure';

/** What trying again needs, and who asked for it. */
export interface TryingAgain {
  calls: CallBook;
  fileLater: FileLater;
  audit: Audit;
  /** Milliseconds since the epoch. */
  now: number;
  /** The account of the admin. */
  by: string;
}

/** The longest that the queue puts off, in seconds. */
const LONGEST_DELAY = 900;

/** In groups, as many as are done well before Forge ends a resolver: after 25 seconds. */
const MOST_AT_ONCE = 50;
const GROUP = 10;

/**
 * Takes calls that wait for a person up again, each where it stood: the 50 that have waited longest.
 *
 * @returns how many
 */
export async function tryParkedAgain(world: TryingAgain): Promise<Result<number>> {
  const parked = await world.calls.listStale('parked', world.now + 1000);
  if (!parked.ok) return parked;
  const chosen = parked.value.slice(0, MOST_AT_ONCE);
  for (let begin = 0; begin < chosen.length; begin += GROUP) {
    const group = chosen.slice(begin, begin + GROUP);
    const tried = await Promise.all(group.map(({ id }) => tryCallAgain(id, world)));
    const failed = tried.find(({ ok }) => !ok);
    if (failed !== undefined && !failed.ok) return failed;
  }
  return succeed(chosen.length);
}

/**
 * Takes one call up again at once: one that waits for a person, or for its next try.
 *
 * @returns whether there was anything to try
 */
export async function tryCallAgain(id: string, world: TryingAgain): Promise<Result<boolean>> {
  let isHeld = false;
  const resumed = await world.calls.update(id, (call) => {
    isHeld = call !== undefined && (call.state === 'parked' || isAtWork(call.state));
    return isHeld && call !== undefined ? resume(call) : call;
  });
  if (!resumed.ok) return resumed;
  if (!isHeld || resumed.value === undefined) return succeed(false);
  // The sweep finds it where the queue did not take it.
  const queued = await world.fileLater(id, restOf(resumed.value, world.now));
  await world.audit({
    action: 'try-again',
    outcome: queued.ok ? 'done' : 'failed',
    callId: id,
    by: world.by,
    ...(queued.ok ? {} : { service: queued.failure.service, failure: queued.failure.kind }),
  });
  return queued.ok ? succeed(true) : queued;
}

/**
 * The call as if nothing had held it up; steps that failed are open again. A request that may have been made is looked
 * for twice anew: a click shortens the wait that lay between the two looks. If it isn't found, a person has decided that
 * there is none.
 */
function resume(call: Call): Call {
  const { problem: _, retry: __, setbacks: ___, intent, ...rest } = call;
  const next = {
    ...rest,
    steps: openSteps(call.steps),
    ...(intent && { intent: { at: intent.at, creates: 0 } }),
  };
  return call.state === 'parked' ? enter(next, resumedState(next)) : next;
}

/** A text is sent at most once, so that step stays as it is even when nobody knows what became of it. */
const openSteps = (steps: Call['steps']): Call['steps'] =>
  Object.fromEntries(
    Object.entries(steps).filter(([step, outcome]) => step === 'confirmation' || outcome !== 'failed'),
  );

/**
 * How long the call still has to be left alone, in seconds. An admin's click does not shorten that: what was under way
 * could not be found yet, and would be done a second time.
 */
const restOf = ({ restUntil = 0 }: Call, now: number): number =>
  Math.min(LONGEST_DELAY, Math.max(0, Math.ceil((restUntil - now) / 1000)));
