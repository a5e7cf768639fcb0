import { type Call, FilingStep } from '../call/call';
import { wordsOf } from '../call/languages';
import { canGetTexts } from '../caller/number';
import { type Failure, isTransient, type Result, succeed } from '../contract/failure';
import { callProperty } from '../desk/property';
import type { Line } from '../settings/settings';
import { fillTemplate } from '../settings/template';
import { composeSummary, composeTranscript, ticketLanguageOf } from './compose-request';
import type { Intake, StageResult } from './stage';

/** The request exists; what belongs to it may follow for as long as the queue keeps trying. */
const PATIENCE_MS = 24 * 60 * 60 * 1000;

type StepOutcome = Result<'done' | 'skipped'>;
const SKIPPED: StepOutcome = succeed('skipped');

/**
 * Takes the steps after filing that are not settled yet, the one the caller waits for first. A step that can't succeed
 * is settled as failed with its reason, so that it doesn't hold up the others.
 */
export async function finishRequest(call: Call, line: Line, intake: Intake): Promise<StageResult> {
  let current = call;
  for (const step of FilingStep.options) {
    if (current.steps[step] !== undefined) continue;
    if (step === 'confirmation') {
      // A text can't be taken back: marked first, so that a crash loses one rather than sending two.
      const marked = await markStep(current, step, intake);
      if (!marked.ok) return retryLater(marked.failure);
    }
    const outcome = await takeStep(step, current, line, intake);
    if (!outcome.ok && mayTryAgain(step, outcome.failure)) {
      await intake.calls.update(call.id, (stored) => stored && { ...stored, steps: current.steps });
      return retryLater(outcome.failure);
    }
    const settled = outcome.ok ? outcome.value : 'failed';
    current = { ...current, steps: { ...current.steps, [step]: settled } };
    if (!outcome.ok) {
      current = {
        ...current,
        problem: `${PROBLEMS[step]} (${outcome.failure.service}: ${outcome.failure.kind}).`,
      };
      intake.log({ event: 'step-failed', callId: call.id, reason: step, failure: outcome.failure.kind });
    }
  }
  return { kind: 'go-on', call: { ...current, state: 'closed' } };
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

const retryLater = (failure: Failure): StageResult => ({
  kind: 'failed',
  failure,
  patienceMs: PATIENCE_MS,
  otherwise: (call) => ({
    ...call,
    state: 'closed',
    problem: `Not all of the call could be added to its request (${failure.kind}).`,
  }),
});

const markStep = (call: Call, step: FilingStep, intake: Intake): Promise<Result<unknown>> =>
  intake.calls.update(
    call.id,
    (stored) => stored && { ...stored, steps: { ...call.steps, [step]: 'failed' } },
  );

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
  const { confirmation } = line;
  if (!confirmation.enabled || call.from === null || !canGetTexts(call.from)) return SKIPPED;
  if (call.understanding?.smsOptOut === true) return SKIPPED;
  const body = fillTemplate(confirmation.template ?? wordsOf(ticketLanguageOf(call, line)).confirmation, {
    request: call.request?.key ?? '',
    reference: call.reference,
    line: line.name,
    summary: composeSummary(call, line),
  });
  return done(phone.sendText({ from: call.lineNumber, to: call.from, body }));
}

async function attachRecording(call: Call, line: Line, { phone, desk }: Intake): Promise<StepOutcome> {
  if (line.recording !== 'attach' || call.recording === undefined || call.request === undefined)
    return SKIPPED;
  const wav = await phone.fetchRecording(call.recording.sid);
  if (!wav.ok) return wav;
  return done(desk.attachRecording(call.request.key, `call-${call.reference}.wav`, wav.value));
}

/** Only what nobody needs any more is deleted: its words are in the request, and it is attached if it was to be. */
function deleteRecording(call: Call, line: Line, { phone }: Intake): Promise<StepOutcome> | StepOutcome {
  const needed =
    line.recording === 'provider' ||
    call.recording === undefined ||
    (line.recording === 'attach' ? call.steps.attachment !== 'done' : call.gap !== undefined) ||
    call.gap === 'transcript-pending';
  return needed ? SKIPPED : done(phone.deleteRecording(call.recording?.sid ?? ''));
}

const done = async (action: Promise<Result<unknown>>): Promise<StepOutcome> => {
  const result = await action;
  return result.ok ? succeed('done') : result;
};
