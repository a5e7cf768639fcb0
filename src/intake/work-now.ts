import type { Call } from '../contract/call';
import { findLine } from '../contract/settings';
import { confirmation } from './confirmation';
import { advance, type Outcome } from './file-call';
import { takeLease, withoutLease } from './lease';
import type { Intake } from './stage';
import { takeSteps } from './take-steps';

type Goal = 'understood' | 'filed';

/**
 * Works on a call while its caller waits on the line, in the time that there is: until what was said is understood, or, for
 * a call whose caller agrees to it, until it is filed and its number texted. Whoever holds the lease does it; what is not
 * done in time is left to the queue.
 *
 * @param until milliseconds since the epoch
 */
export async function workNow(callId: string, goal: Goal, until: number, intake: Intake): Promise<void> {
  const inTime = intake.pause(Math.max(0, until - intake.now()));
  const end = await Promise.race([work(callId, goal, until, intake), inTime.then(() => 'late' as const)]);
  if (end !== 'put-down') await putDown(callId, end === 'late', intake);
}

/** @returns whether the call is still in the hands of this worker */
async function work(callId: string, goal: Goal, until: number, intake: Intake): Promise<'put-down' | 'held'> {
  for (;;) {
    const claim = await takeLease(callId, intake);
    if (!claim.ok || claim.value.kind === 'settled') return 'put-down';
    const outcome =
      claim.value.kind === 'wait'
        ? { kind: 'wait' as const, ms: waitMs(claim.value, goal, intake) }
        : await goOn(claim.value.call, goal, intake);
    if (outcome === 'there') return 'held';
    if (outcome === undefined) continue;
    if (outcome.kind === 'settled' || intake.now() + outcome.ms >= until) return 'put-down';
    await intake.pause(Math.max(0, outcome.ms));
  }
}

/** Whoever is at it may have understood it any moment. */
const LOOK_AGAIN_MS = 250;

function waitMs({ until, atWork }: { until: number; atWork: boolean }, goal: Goal, { now }: Intake): number {
  const ms = until - now();
  return atWork && goal === 'understood' ? Math.min(ms, LOOK_AGAIN_MS) : ms;
}

/** @returns what holds the call up, if anything does; or that it has come as far as it was to come */
async function goOn(call: Call, goal: Goal, intake: Intake): Promise<Outcome | 'there' | undefined> {
  if (call.request === undefined)
    return goal === 'understood' && call.state === 'understood' ? 'there' : advance(call, intake);
  return goal === 'filed' ? textNumber(call, intake) : 'there';
}

/**
 * Only what the caller is told of waits for nobody; the rest of the steps is taken by the queue. A text that may be on its
 * way keeps the lease, so that it has time to arrive before anybody looks for it.
 */
async function textNumber(call: Call, intake: Intake): Promise<Outcome | 'there'> {
  const line = findLine(intake.settings, call.lineNumber);
  if (line === undefined) return 'there';
  const taken = await takeSteps([confirmation], call, line, intake);
  return taken.ok && !taken.value.doubtful ? 'there' : { kind: 'settled' };
}

/**
 * Gives a call back that this worker has not done with. What may be half done outside keeps its lease: whoever finds it lets
 * it rest first.
 *
 * @param isUnderWay set where something may be under way at this moment
 */
async function putDown(callId: string, isUnderWay: boolean, intake: Intake): Promise<void> {
  await intake.calls.update(callId, (call) => {
    const isOurs = call?.lease?.holder === intake.worker;
    if (call === undefined || !isOurs) return call;
    const isSafe = !isUnderWay || (call.intent === undefined && call.request === undefined);
    return isSafe ? withoutLease(call) : call;
  });
}
