import { enter } from '../call/life';
import type { Call, CallState, FilingStep } from '../contract/call';
import { type Failure, fail, type Result, succeed } from '../contract/failure';
import type { Line } from '../contract/settings';
import { insist } from './insist';
import { isTakenOver, TAKEN_OVER, withLease } from './lease';
import { patienceEnd, patienceFor } from './retry';
import { goOn, type Intake, type StageResult } from './stage';

/** What a step changes about the call (often nothing), or that there was nothing to do. */
export type StepResult = Result<Partial<Call> | 'skipped'>;

export interface Step {
  name: FilingStep;
  /** Whether doing it twice would show: then nobody does it again before it is known what became of it. */
  once: boolean;
  take(call: Call, line: Line, intake: Intake): Promise<StepResult>;
}

/** A step that is still to be taken. */
interface OpenStep {
  step: Step;
  failure: Failure;
}

/**
 * Takes those steps that are not settled yet, then goes on to `next`. Each is noted as soon as it is done, so that an
 * interruption repeats none. One that can't be taken now doesn't hold up the others, only what comes after them; one that
 * never can is settled as failed, with its reason.
 */
export async function takeSteps(
  steps: readonly Step[],
  next: CallState,
  call: Call,
  line: Line,
  intake: Intake,
): Promise<StageResult> {
  let current = call;
  const open: OpenStep[] = [];
  for (const step of steps) {
    if (current.steps[step.name] !== undefined) continue;
    // What is deleted can't be added any more.
    if (step.name === 'recording-deleted' && open.length > 0) continue;
    const taken = await takeStep(step, current, line, intake);
    if (taken.ok) current = taken.value;
    else if (taken.failure === TAKEN_OVER) return setback([{ step, failure: TAKEN_OVER }], current, intake);
    else open.push({ step, failure: taken.failure });
  }
  return open.length === 0 ? goOn(enter(current, next)) : setback(open, current, intake);
}

/** Takes one step: the call with what came of it, or why to try again. */
async function takeStep(step: Step, call: Call, line: Line, intake: Intake): Promise<Result<Call>> {
  const { name } = step;
  const begun = intake.now();
  const outcome = await step.take(call, line, intake);
  if (outcome.ok && outcome.value === 'skipped') return succeed(withStep(call, name, 'skipped'));
  await auditStep(name, call, outcome, intake.now() - begun, intake);
  if (!outcome.ok) {
    const { failure } = outcome;
    if (failure === TAKEN_OVER || patienceFor(failure) > 0) return outcome;
    intake.log({ event: 'step-failed', callId: call.id, reason: name, failure: failure.kind });
    return note(call, { steps: { [name]: 'failed' }, problem: explain(name, failure) }, intake);
  }
  const changes = outcome.value === 'skipped' ? {} : outcome.value;
  return note(call, { ...changes, steps: { ...changes.steps, [name]: 'done' } }, intake);
}

const withStep = (call: Call, name: FilingStep, outcome: 'done' | 'skipped' | 'failed'): Call => ({
  ...call,
  steps: { ...call.steps, [name]: outcome },
});

/**
 * Stores what a step changed, and goes on working; fails when another worker has the call.
 * @returns the call as the stages know it, with those changes
 */
export async function note(call: Call, changes: Partial<Call>, intake: Intake): Promise<Result<Call>> {
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

function setback(open: readonly OpenStep[], call: Call, intake: Intake): StageResult {
  const [first] = open;
  if (first === undefined) throw new Error('There is no step that holds the call up.');
  const { failure, step } = first;
  return {
    kind: 'failed',
    failure,
    doubtful: open.some((each) => each.step.once && each.failure.untried !== true),
    giveUpAt: patienceEnd(call, failure, intake.now()),
    otherwise: () => ({ ...enter(call, 'parked'), problem: explain(step.name, failure) }),
  };
}

async function auditStep(
  name: FilingStep,
  call: Call,
  outcome: StepResult,
  ms: number,
  { audit }: Intake,
): Promise<void> {
  if (!outcome.ok && outcome.failure.notAsked === true) return;
  await audit({
    action: name,
    callId: call.id,
    ms,
    ...(call.request === undefined ? {} : { issueKey: call.request.key }),
    ...(outcome.ok
      ? { outcome: 'done' }
      : { outcome: 'failed', failure: outcome.failure.kind, service: outcome.failure.service }),
  });
}

const PROBLEMS: Record<FilingStep, string> = {
  property: 'The call could not be written to the request; JQL will not find it',
  confirmation: 'The text message to the caller was not sent',
  comment: 'The transcript could not be added to the request',
  attachment: 'The recording could not be attached; it is still at Twilio',
  completion: 'The transcript could not be made up for; listen to the recording',
  'number-field':
    "The caller's number could not be written to its field; check that the field is on the edit screen",
  'recording-deleted': 'The recording could not be deleted at Twilio; delete it there',
};

const explain = (step: FilingStep, { service, kind }: Failure): string =>
  `${PROBLEMS[step]} (${service}: ${kind}).`;
