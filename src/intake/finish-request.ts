import { wordsOf } from '../call/languages';
import { canGetTexts } from '../caller/number';
import { type Call, FilingStep } from '../contract/call';
import { type Failure, fail, isTransient, type Result, succeed } from '../contract/failure';
import type { Line } from '../contract/settings';
import { fillTemplate } from '../contract/template';
import { callProperty } from '../desk/property';
import { callerLanguageOf, composeSummary, composeTranscript } from './compose-request';
import { insist } from './insist';
import { isTakenOver, TAKEN_OVER } from './lease';
import type { Phone } from './ports';
import type { Intake, StageResult } from './stage';

/** The request exists; what belongs to it may follow for as long as the queue keeps trying. */
const PATIENCE_MS = 24 * 60 * 60 * 1000;

type StepOutcome = Result<'done' | 'skipped'>;
const SKIPPED: StepOutcome = succeed('skipped');

/**
 * Takes the steps after filing that are not settled yet. Each is noted as soon as it has done something, so that an
 * interruption repeats none; one that can't succeed is settled as failed with its reason, and doesn't hold up the others.
 */
export async function finishRequest(call: Call, line: Line, intake: Intake): Promise<StageResult> {
  let current = call;
  for (const step of FilingStep.options) {
    if (current.steps[step] !== undefined) continue;
    const settled = await settleStep(step, current, line, intake);
    if (!settled.ok) return retryLater(settled.failure, current);
    current = settled.value;
    if (current.steps[step] === 'skipped') continue;
    const taken = current;
    const noted = await insist(() => note(taken, intake), intake);
    if (!noted.ok) return retryLater(noted.failure, current);
  }
  return { kind: 'go-on', call: { ...current, state: 'closed' } };
}

/** Takes one step: the call with what came of it, or why to try again later. */
async function settleStep(step: FilingStep, call: Call, line: Line, intake: Intake): Promise<Result<Call>> {
  const isText = step === 'confirmation' && composeConfirmation(call, line) !== undefined;
  if (isText) {
    // A text can't be taken back: marked first, so that a crash loses one rather than sending two.
    const marked = await note(withStep(call, step, 'failed'), intake);
    if (!marked.ok) return marked;
  }
  const outcome = await takeStep(step, call, line, intake);
  if (outcome.ok) return succeed(withStep(call, step, outcome.value));
  const { failure } = outcome;
  if (mayTryAgain(step, failure)) {
    // Takes the mark off again.
    if (isText) await note(call, intake);
    return fail(failure);
  }
  intake.log({ event: 'step-failed', callId: call.id, reason: step, failure: failure.kind });
  const problem = `${PROBLEMS[step]} (${failure.service}: ${failure.kind}).`;
  return succeed({ ...withStep(call, step, 'failed'), problem });
}

const withStep = (call: Call, step: FilingStep, outcome: 'done' | 'skipped' | 'failed'): Call => ({
  ...call,
  steps: { ...call.steps, [step]: outcome },
});

/** Stores how far the steps have come; a failure when another worker has taken the call over. */
async function note({ id, steps, problem }: Call, intake: Intake): Promise<Result<unknown>> {
  const noted = await intake.calls.update(id, (stored) =>
    stored === undefined || isTakenOver(stored, intake)
      ? stored
      : { ...stored, steps, ...(problem === undefined ? {} : { problem }) },
  );
  return noted.ok && noted.value !== undefined && isTakenOver(noted.value, intake) ? fail(TAKEN_OVER) : noted;
}

/** A text is only tried again when Twilio said that it did not take it. */
const mayTryAgain = (step: FilingStep, failure: Failure): boolean =>
  step === 'confirmation' ? failure.kind === 'rate-limited' : isTransient(failure);

const PROBLEMS: Record<FilingStep, string> = {
  property: 'The call could not be written to the request; JQL will not find it',
  confirmation: 'The text message to the caller was not sent',
  comment: 'The transcript could not be added to the request',
  attachment: 'The recording could not be attached; it is still at Twilio',
  'number-field':
    "The caller's number could not be written to its field; check that the field is on the edit screen",
  'recording-deleted': 'The recording could not be deleted at Twilio; delete it there',
};

const retryLater = (failure: Failure, { steps }: Call): StageResult => ({
  kind: 'failed',
  failure,
  patienceMs: PATIENCE_MS,
  otherwise: (call) => ({
    ...call,
    steps,
    state: 'closed',
    problem: `Not all of the call could be added to its request (${failure.kind}).`,
  }),
});

async function takeStep(step: FilingStep, call: Call, line: Line, intake: Intake): Promise<StepOutcome> {
  const key = call.request?.key;
  if (key === undefined) return SKIPPED;
  switch (step) {
    case 'property':
      return done(intake.desk.writeCallProperty(key, callProperty(call, line)));
    case 'confirmation':
      return sendConfirmation(call, line, intake);
    case 'comment': {
      const transcript = composeTranscript(call, line);
      return transcript === undefined ? SKIPPED : done(intake.desk.addInternalComment(key, transcript));
    }
    case 'attachment':
      return attachRecording(call, line, intake);
    case 'number-field':
      return line.numberField === undefined || call.from === null
        ? SKIPPED
        : done(intake.desk.setField(key, line.numberField, call.from));
    case 'recording-deleted':
      return deleteRecording(call, line, intake);
  }
}

function sendConfirmation(call: Call, line: Line, { phone }: Intake): Promise<StepOutcome> | StepOutcome {
  const text = composeConfirmation(call, line);
  return text === undefined ? SKIPPED : done(phone.sendText(text));
}

/** The text message for the caller, in the caller's language; none where it is not wanted or can't arrive. */
function composeConfirmation(call: Call, line: Line): Parameters<Phone['sendText']>[0] | undefined {
  const { confirmation } = line;
  if (!confirmation.enabled || call.from === null || !canGetTexts(call.from)) return undefined;
  if (call.understanding?.smsOptOut === true) return undefined;
  const body = fillTemplate(confirmation.template ?? wordsOf(callerLanguageOf(call)).confirmation, {
    request: call.request?.key ?? '',
    reference: call.reference,
    line: line.name,
    summary: composeSummary(call, line),
  });
  return { from: call.lineNumber, to: call.from, body };
}

async function attachRecording(call: Call, line: Line, { phone, desk }: Intake): Promise<StepOutcome> {
  if (line.recording !== 'attach' || call.recording === undefined || call.request === undefined)
    return SKIPPED;
  const wav = await phone.fetchRecording(call.recording.sid);
  if (!wav.ok) return wav;
  return done(desk.attachRecording(call.request.key, `call-${call.reference}.wav`, wav.value));
}

/** Only what nobody needs any more is deleted: its words are in the request, or it is attached if it was to be. */
function deleteRecording(call: Call, line: Line, { phone }: Intake): Promise<StepOutcome> | StepOutcome {
  if (call.recording === undefined || line.recording === 'provider') return SKIPPED;
  // Until there is a transcript, the recording at Twilio is what a later try would be made of.
  if (call.gap === 'transcript-pending') return SKIPPED;
  const kept = line.recording === 'attach' ? call.steps.attachment === 'done' : call.gap === undefined;
  return kept ? done(phone.deleteRecording(call.recording.sid)) : SKIPPED;
}

const done = async (action: Promise<Result<unknown>>): Promise<StepOutcome> => {
  const result = await action;
  return result.ok ? succeed('done') : result;
};
