import { enter, isConfirmed } from '../call/life';
import { type Call, FilingStep } from '../contract/call';
import type { Line } from '../contract/settings';
import { confirmation } from './confirmation';
import { lateAnalysis, latePlacement, lateTranscript } from './late-steps';
import { attachment, caller, comment, numberField, property, recordingDeleted } from './request-steps';
import { goOn, type Intake, type StageResult } from './stage';
import { type Progress, type Step, takeSteps } from './take-steps';

const STEPS: readonly Step[] = [
  numberField,
  property,
  caller,
  confirmation,
  attachment,
  comment,
  lateTranscript,
  lateAnalysis,
  latePlacement,
  recordingDeleted,
];

/**
 * The request exists: its call is written to it, the caller is told, and what is missing follows as soon as it can be
 * had. Steps wait for one another only where they must.
 */
export async function finishRequest(call: Call, line: Line, intake: Intake): Promise<StageResult> {
  const taken = await takeSteps(STEPS, call, line, intake);
  if (!taken.ok) {
    return { kind: 'failed', failure: taken.failure, giveUpAt: Number.POSITIVE_INFINITY, otherwise: park };
  }
  const { failures, call: current } = taken.value;
  if (failures.length > 0) return hold(taken.value);
  if (FilingStep.options.some((step) => isForPerson(current, step))) return goOn(park(current));
  return goOn(enter(current, call.state === 'filed' ? 'confirmed' : 'closed'));
}

function hold({ call, failures, doubtful }: Progress): StageResult {
  const [failure] = failures;
  if (failure === undefined) throw new Error('There is nothing that holds the call up.');
  return {
    kind: 'failed',
    failure,
    doubtful,
    // Each step has its own patience.
    giveUpAt: Number.POSITIVE_INFINITY,
    otherwise: () => park(call),
    progress: {
      ...(call.setbacks === undefined ? {} : { setbacks: call.setbacks }),
      ...(isConfirmed(call.steps) ? { state: 'confirmed' } : {}),
    },
  };
}

const isNobodysMatter = (step: FilingStep): boolean => step === 'confirmation' || step === 'caller';

/** A text that the provider refused is nobody's to put right. */
const isForPerson = ({ steps }: Call, step: FilingStep): boolean =>
  steps[step] === 'failed' && !isNobodysMatter(step);

/** For the admin: what could not be done, and what to do about it. */
function park(call: Call): Call {
  const problems = FilingStep.options.flatMap((step) => {
    const setback = call.setbacks?.[step];
    const isOpen = call.steps[step] !== 'done' && call.steps[step] !== 'skipped' && !isNobodysMatter(step);
    return setback !== undefined && isOpen
      ? [`${PROBLEMS[step]} (${setback.service}: ${setback.failure}).`]
      : [];
  });
  return { ...enter(call, 'parked'), problem: `${problems.join(' ')} Then try again.` };
}

const PROBLEMS: Record<FilingStep, string> = {
  'number-field':
    "The caller's number could not be written to its field; check that the field is on the edit screen",
  property:
    'JQL does not find the call, for nothing could be written to its request; check that the app may edit issues',
  caller: 'The caller could not be remembered',
  confirmation: 'The text message to the caller was not sent',
  attachment:
    'The recording could not be attached; check that it is still at Twilio and that Jira takes attachments, or choose for the line to leave recordings at Twilio',
  comment: 'The comment with the transcript could not be added; check that the app may comment',
  'late-transcript':
    'The transcript could not be made up for; check that the recording is still at Twilio, and listen to it',
  'late-analysis': 'The call could not be analysed',
  'late-placement':
    'What was made up for could not be added to the request; check that the app may edit issues',
  'recording-deleted': 'The recording could not be deleted at Twilio; delete it there',
};
