import type { Call } from '../contract/call';
import { type Failure, fail, type Result, succeed } from '../contract/failure';
import type { Line } from '../contract/settings';
import { composeCallerComment, composeComment, composeRequest, withReference } from './compose-request';
import { digestOf } from './digest';
import { addComment, writeProperty } from './request-steps';
import { isCurable, isUnreadable } from './retry';
import type { Intake } from './stage';
import { SKIPPED, type Step, type StepResult } from './take-steps';
import { listen } from './transcribe-call';
import { understand } from './understand-call';

/** What a request was filed without is made up for, and added in place. */

export const lateTranscript: Step = {
  name: 'late-transcript',
  once: false,
  take: async (call, line, intake) => {
    if (call.late === undefined || call.gap !== 'transcript-pending') return SKIPPED;
    const { words, failure } = await listen(call, line, intake);
    if (failure !== undefined)
      return isUnreadable(failure) ? succeed({ ...words, gap: 'no-transcript' }) : notYet(failure);
    if (words.transcript === undefined) return succeed({ ...words, gap: 'no-words' });
    // What is said about an open request is passed on word for word.
    return succeed({ ...words, gap: call.about === undefined ? 'analysis-pending' : undefined });
  },
};

export const lateAnalysis: Step = {
  name: 'late-analysis',
  once: false,
  needs: ['late-transcript'],
  take: async (call, line, intake) => {
    if (call.late === undefined || call.gap !== 'analysis-pending') return SKIPPED;
    const understood = await understand(call, line, intake);
    if (!understood.ok)
      return isCurable(understood.failure) ? notYet(understood.failure) : succeed({ gap: 'not-analysed' });
    // The request has its type and its fields by now.
    const { words } = understood.value;
    const isOptOut = words.understanding?.smsOptOut === true;
    const ended = isOptOut ? await intake.callers.endTexts(call, 'said') : succeed(undefined);
    return ended.ok ? succeed({ ...words, gap: undefined }) : ended;
  },
};

/** A model that answers with nonsense is paid for it, and will hardly do better in a moment. */
const NONSENSE_SECONDS = 15 * 60;

const notYet = (failure: Failure): Result<never> =>
  fail(failure.kind === 'malformed' ? { ...failure, retryAfterSeconds: NONSENSE_SECONDS } : failure);

export const latePlacement: Step = {
  name: 'late-placement',
  once: true,
  needs: ['late-analysis'],
  // It writes the property anew, which an older one that is still on its way would undo.
  after: ['property'],
  take: async (call, line, intake) =>
    call.late === undefined || call.request === undefined
      ? SKIPPED
      : call.about === undefined
        ? place(call, call.late, call.request.key, line, intake)
        : addLateWords(call, line, intake),
};

/** On a request that was there before, only the caller's words are ours. */
function addLateWords(call: Call, line: Line, intake: Intake): Promise<StepResult> | StepResult {
  const words = composeCallerComment(call, line, call.late?.hasWords);
  return words === undefined ? SKIPPED : addComment(call, words, intake, 'public');
}

/**
 * Puts what is known now in the place of what was filed. What agents have written since stays: what then has no place in
 * summary or description is in a comment.
 */
async function place(
  call: Call,
  late: NonNullable<Call['late']>,
  key: string,
  line: Line,
  intake: Intake,
): Promise<StepResult> {
  const content = await intake.desk.readRequest(key);
  if (!content.ok) return content;
  const wanted = composeRequest(call, line, []);
  const there = digestOf(content.value.description);
  const isUntouched =
    late.description !== undefined && [late.description, digestOf(wanted.description)].includes(there);
  const change = {
    ...(content.value.summary === late.summary ? { summary: summaryOf(late, wanted.summary, call) } : {}),
    ...(isUntouched ? { description: wanted.description } : {}),
  };
  const edited =
    Object.keys(change).length === 0 ? succeed(undefined) : await intake.desk.editRequest(key, change);
  if (!edited.ok && edited.failure.kind !== 'rejected') return edited;
  const written = await writeProperty(call, line, intake);
  if (!written.ok) return written;
  // A project may have taken the fields off its edit screen; the comment has room for everything.
  return addLateComment(call, late, isUntouched && edited.ok, line, intake);
}

async function addLateComment(
  call: Call,
  late: NonNullable<Call['late']>,
  isPlaced: boolean,
  line: Line,
  intake: Intake,
): Promise<StepResult> {
  // The first comment has the transcript already, and the rest is in the description.
  if (late.gap === 'analysis-pending' && isPlaced) return succeed({});
  const isSecond = late.gap === 'analysis-pending' || late.hasWords === true || call.transcript === undefined;
  const comment = composeComment({ ...call, describedInComment: !isPlaced }, line, undefined, isSecond);
  return comment === undefined ? succeed({}) : addComment(call, comment, intake);
}

/** Where a request has no description, its summary carries the reference. */
const summaryOf = (
  { description }: NonNullable<Call['late']>,
  summary: string,
  { reference }: Call,
): string => (description === undefined ? withReference(summary, reference) : summary);
