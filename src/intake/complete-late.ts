import type { Call } from '../contract/call';
import { type Failure, fail, type Result, succeed } from '../contract/failure';
import type { Line } from '../contract/settings';
import { composeComment, composeRequest, withReference } from './compose-request';
import { addComment, SKIPPED, writeProperty } from './confirm-request';
import { digestOf } from './digest';
import type { Intake } from './stage';
import { note, type StepResult } from './take-steps';
import { isCurable, listen, wordsOf } from './transcribe-call';
import { understand } from './understand-call';

/** What a request was filed without is made up for and added in place. */
export async function completeLate(call: Call, line: Line, intake: Intake): Promise<StepResult> {
  if (call.late === undefined) return SKIPPED;
  const heard = await hearLate(call, line, intake);
  if (!heard.ok) return heard;
  const understood = await understandLate(heard.value, line, intake);
  if (!understood.ok) return understood;
  const added = await addInPlace(understood.value, call.late, line, intake);
  return added.ok ? succeed(madeUpFor(understood.value)) : added;
}

/** A model that answers with nonsense is paid for it, and will hardly do better in a moment. */
const NONSENSE_SECONDS = 15 * 60;

const notYet = (failure: Failure): Failure => ({
  ...failure,
  untried: true,
  ...(failure.kind === 'malformed' ? { retryAfterSeconds: NONSENSE_SECONDS } : {}),
});

/** What the stages have to know of it too, or they would store the call as it was before. */
const madeUpFor = ({ transcript, doubtful, understanding, gap, problem }: Call): Partial<Call> => ({
  transcript,
  doubtful,
  understanding,
  gap,
  problem,
});

/** The call with its words; without them where there are none, or none can be made out of the recording. */
async function hearLate(call: Call, line: Line, intake: Intake): Promise<Result<Call>> {
  if (call.gap !== 'transcript-pending') return succeed(call);
  const heard = await listen(call, line, intake);
  if (!heard.ok && isCurable(heard.failure)) return fail(notYet(heard.failure));
  if (!heard.ok)
    return note(
      call,
      { gap: 'no-transcript', problem: 'No transcript could be made; listen to the recording.' },
      intake,
    );
  return heard.value.kind === 'words'
    ? note(call, { gap: 'analysis-pending', ...wordsOf(heard.value) }, intake)
    : note(call, { gap: 'no-words' }, intake);
}

async function understandLate(call: Call, line: Line, intake: Intake): Promise<Result<Call>> {
  if (call.gap !== 'analysis-pending') return succeed(call);
  const understood = await understand(call, line, intake);
  if (!understood.ok && isCurable(understood.failure)) return fail(notYet(understood.failure));
  return note(
    call,
    understood.ok ? { ...understood.value, gap: undefined } : { gap: 'not-analysed' },
    intake,
  );
}

/**
 * Puts what is known now in the place of what was filed. What agents have written since stays: what then has no place in
 * summary or description is in the comment.
 */
async function addInPlace(
  call: Call,
  late: NonNullable<Call['late']>,
  line: Line,
  intake: Intake,
): Promise<StepResult> {
  const { request } = call;
  if (request === undefined) return SKIPPED;
  const content = await intake.desk.readRequest(request.key);
  if (!content.ok) return content;
  const wanted = composeRequest(call, line, []);
  const there = digestOf(content.value.description);
  const mayReplace =
    late.description !== undefined && [late.description, digestOf(wanted.description)].includes(there);
  const change = {
    ...(content.value.summary === late.summary ? { summary: summaryOf(call, wanted.summary) } : {}),
    ...(mayReplace ? { description: wanted.description } : {}),
  };
  const edited =
    Object.keys(change).length === 0
      ? succeed(undefined)
      : await intake.desk.editRequest(request.key, change);
  // A project may have taken the fields off its edit screen; the comment has room for everything.
  const isPlaced = mayReplace && edited.ok;
  if (!edited.ok && edited.failure.kind !== 'rejected') return edited;
  const written = await writeProperty(call, line, intake);
  if (!written.ok) return written;
  const isSecond = late.gap === 'analysis-pending' && !isPlaced;
  const comment = composeComment({ ...call, describedInComment: !isPlaced }, line, undefined, isSecond);
  if (comment === undefined) return succeed({});
  return addComment({ ...call, fence: Number.POSITIVE_INFINITY }, comment, intake);
}

/** Where a request has no description, its summary carries the reference. */
const summaryOf = ({ late, reference }: Call, summary: string): string =>
  late?.description === undefined ? withReference(summary, reference) : summary;
