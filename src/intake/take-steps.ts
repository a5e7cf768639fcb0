import type { Call, FilingStep } from '../contract/call';
import { type Failure, fail, type Result, succeed } from '../contract/failure';
import type { Line } from '../contract/settings';
import { isDoubtful } from './doubt';
import { insist } from './insist';
import { isTakenOver, TAKEN_OVER, withLease } from './lease';
import { patienceFor } from './retry';
import type { Intake } from './stage';

/** What a step changes about the call (often nothing), or that there was nothing to do. */
export type StepResult = Result<Partial<Call> | 'skipped'>;

export interface Step {
  name: FilingStep;
  /** Whether one that is still on its way could do harm: then the call rests until it has arrived. */
  once: boolean;
  /** What has to be behind it, done or without need. */
  needs?: readonly FilingStep[];
  /** What has to be settled, whichever way. */
  after?: readonly FilingStep[];
  take(call: Call, line: Line, intake: Intake): Promise<StepResult>;
}

export const SKIPPED: StepResult = succeed('skipped');
export const done = (result: Result<unknown>): StepResult => (result.ok ? succeed({}) : result);

/** How far the steps have come. */
export interface Progress {
  call: Call;
  /** What keeps a step from being taken now, and is worth waiting for. */
  failures: readonly Failure[];
  doubtful: boolean;
}

/**
 * Takes those steps that are not settled yet. Each is noted as soon as it is done, so that an interruption repeats none.
 * One that can't be taken now doesn't hold up the others; one that is not worth waiting for any longer is settled as
 * failed.
 */
export async function takeSteps(
  steps: readonly Step[],
  call: Call,
  line: Line,
  intake: Intake,
): Promise<Result<Progress>> {
  let current = call;
  const failures: Failure[] = [];
  let doubtful = false;
  for (const step of steps) {
    if (current.steps[step.name] !== undefined || !isReady(step, current)) continue;
    const outcome = await takeStep(step, current, line, intake);
    const noted = outcome.ok
      ? await noteDone(step, current, outcome.value, intake)
      : await noteFailed(step, current, outcome.failure, intake);
    if (!noted.ok) return noted;
    current = noted.value;
    if (!outcome.ok && current.steps[step.name] === undefined) {
      failures.push(outcome.failure);
      doubtful ||= step.once && isDoubtful(outcome.failure);
    }
  }
  return succeed({ call: current, failures, doubtful });
}

const isReady = ({ needs = [], after = [] }: Step, { steps }: Call): boolean =>
  needs.every((name) => steps[name] === 'done' || steps[name] === 'skipped') &&
  after.every((name) => steps[name] !== undefined);

/** Takes one step and writes the attempt to the audit trail. */
async function takeStep(step: Step, call: Call, line: Line, intake: Intake): Promise<StepResult> {
  const begun = intake.now();
  const outcome = await step.take(call, line, intake);
  const isAttempt = outcome.ok ? outcome.value !== 'skipped' : outcome.failure.notAsked !== true;
  if (isAttempt) {
    await intake.audit({
      action: step.name,
      callId: call.id,
      ms: Math.max(0, intake.now() - begun),
      ...(call.request === undefined ? {} : { issueKey: call.request.key }),
      ...(outcome.ok
        ? { outcome: 'done' }
        : { outcome: 'failed', failure: outcome.failure.kind, service: outcome.failure.service }),
    });
  }
  return outcome;
}

/** What had no need of being done isn't stored by itself: finding that out again costs nothing. */
async function noteDone(
  { name }: Step,
  call: Call,
  changes: Partial<Call> | 'skipped',
  intake: Intake,
): Promise<Result<Call>> {
  if (changes === 'skipped') return succeed({ ...call, steps: { ...call.steps, [name]: 'skipped' } });
  return note(call, { ...changes, steps: { ...changes.steps, [name]: 'done' } }, intake);
}

/** Settles a step as failed where its patience is over; otherwise only says since when it fails. */
async function noteFailed(
  { name }: Step,
  call: Call,
  failure: Failure,
  intake: Intake,
): Promise<Result<Call>> {
  const { service, kind } = failure;
  const patience = patienceFor(failure);
  const before = call.setbacks?.[name];
  // Another kind of failure is another matter, with patience of its own.
  const isSame = before !== undefined && patienceFor({ ...failure, kind: before.failure }) === patience;
  const since = isSame ? before.since : intake.now();
  const setbacks = { ...call.setbacks, [name]: { service, failure: kind, since } };
  if (intake.now() - since < patience) return succeed({ ...call, setbacks });
  intake.log({ event: 'step-failed', callId: call.id, reason: name, failure: kind });
  return note(call, { setbacks, steps: { [name]: 'failed' } }, intake);
}

/** Stores what changed, and goes on working; fails when another worker has the call. */
async function note(call: Call, changes: Partial<Call>, intake: Intake): Promise<Result<Call>> {
  const apply = (to: Call): Call => ({ ...to, ...changes, steps: { ...to.steps, ...changes.steps } });
  const noted = await insist(
    () =>
      intake.calls.update(call.id, (stored) =>
        stored === undefined || isTakenOver(stored, call) ? stored : withLease(apply(stored), intake),
      ),
    intake,
  );
  if (!noted.ok) return noted;
  const isOurs = noted.value !== undefined && !isTakenOver(noted.value, call);
  return isOurs ? succeed(apply(call)) : fail(TAKEN_OVER);
}
