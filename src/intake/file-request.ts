import { enter } from '../call/life';
import type { Call } from '../contract/call';
import { type Failure, type FailureKind, fail, type Result, succeed } from '../contract/failure';
import type { Line } from '../contract/settings';
import type { FiledRequest, NewRequest, RequestField } from '../desk/desk';
import { attempt } from './attempt';
import { composeRequest, withReference } from './compose-request';
import { digestOf } from './digest';
import { isTakenOver, TAKEN_OVER } from './lease';
import { patienceEnd } from './retry';
import { goOn, type Intake, type Setback, type StageResult } from './stage';

/** A worker that took longer to store its intent may have been thought dead meanwhile. */
const FRESH_MS = 10 * 1000;
/** Between the two looks for a request that may have been made. */
const LOOK_AGAIN_MS = 45 * 1000;

/**
 * Makes the request in Jira, once. Jira's create is not idempotent, so an intent is stored before it. Where there is one
 * already, the call has rested since, and what an earlier try may have made is looked for by the call's reference: twice,
 * since the search index lags and clocks can jump. What Jira won't take is parked with its reason, for a person.
 */
export async function fileRequest(call: Call, line: Line, intake: Intake): Promise<StageResult> {
  const fields = await intake.desk.listFields(line.serviceDeskId, line.requestTypeId);
  if (!fields.ok) return hold(fields.failure, line, call, intake);
  const request = asAsked(composeRequest(call, line, fields.value), fields.value, call.reference);
  if (call.intent !== undefined) {
    const earlier = await intake.desk.findByReference(call.reference);
    if (!earlier.ok) return hold(earlier.failure, line, call, intake);
    if (earlier.value !== undefined) return filed(call, line, request, earlier.value, intake);
    if (call.intent.lookedAt === undefined) return lookAgain(call, call.intent, line, intake);
  }
  const marked = await markIntent(call, { at: intake.now() }, intake);
  if (!marked.ok) return hold(marked.failure, line, call, intake);
  return createOnce(marked.value, line, request, fields.value, intake);
}

async function createOnce(
  call: Call,
  line: Line,
  request: NewRequest,
  fields: readonly RequestField[],
  intake: Intake,
): Promise<StageResult> {
  const create = (asked: NewRequest) =>
    attempt(
      'file',
      call,
      intake,
      () => intake.desk.createRequest(asked),
      ({ key }) => key,
    );
  const created = await create(request);
  if (created.ok) return filed(call, line, request, created.value, intake);
  if (created.failure.kind !== 'rejected') return giveUp(created.failure, line, call, intake);
  // Nothing was made. One of our extra fields may be what Jira can't take; the matter itself must not wait for it.
  const plain = withRequiredFields(request, fields);
  const retried = await create(plain);
  return retried.ok
    ? filed(call, line, plain, retried.value, intake)
    : giveUp(retried.failure, line, call, intake);
}

async function lookAgain(
  call: Call,
  { at }: NonNullable<Call['intent']>,
  line: Line,
  intake: Intake,
): Promise<StageResult> {
  const marked = await markIntent(call, { at, lookedAt: intake.now() }, intake);
  const held = hold(marked.ok ? NOT_FOUND_YET : marked.failure, line, call, intake);
  return { ...held, againMs: LOOK_AGAIN_MS };
}

const NOT_FOUND_YET: Failure = {
  kind: 'unavailable',
  service: 'jira',
  detail: 'An earlier try may have made the request; the search index does not tell yet.',
};

/** Stores that a request may exist from now on; fails when another worker has the call. */
async function markIntent(
  call: Call,
  intent: NonNullable<Call['intent']>,
  intake: Intake,
): Promise<Result<Call>> {
  const begun = intake.now();
  const marked = await intake.calls.update(call.id, (stored) =>
    stored === undefined || isTakenOver(stored, call) ? stored : { ...stored, intent },
  );
  if (!marked.ok) return marked;
  if (marked.value === undefined || isTakenOver(marked.value, call)) return fail(TAKEN_OVER);
  return intake.now() - begun > FRESH_MS ? fail(TOO_SLOW) : succeed({ ...call, intent });
}

const TOO_SLOW: Failure = { kind: 'timed-out', service: 'forge', detail: 'The store took too long.' };

/** Answers that say for certain that nothing was made. */
const NOTHING_MADE: ReadonlySet<FailureKind> = new Set([
  'rejected',
  'unauthorised',
  'not-found',
  'rate-limited',
]);

/** What is left when Jira did not make the request, or may have. */
async function giveUp(failure: Failure, line: Line, call: Call, intake: Intake): Promise<StageResult> {
  if (!NOTHING_MADE.has(failure.kind) && failure.untried !== true)
    return hold(failure, line, call, intake, true);
  // Where this can't be stored, the next try looks for a request that isn't there; it only takes longer.
  await intake.calls.update(call.id, (stored) =>
    stored === undefined || isTakenOver(stored, call) ? stored : withoutIntent(stored),
  );
  return hold(failure, line, withoutIntent(call), intake);
}

const withoutIntent = ({ intent: _, ...call }: Call): Call => call;

function filed(
  call: Call,
  { numberField = '' }: Line,
  { fields, summary = '', description }: NewRequest,
  request: FiledRequest,
  { now }: Intake,
): StageResult {
  const { gap } = call;
  const described = description === undefined ? {} : { description: digestOf(description) };
  return goOn({
    ...enter(call, 'filed'),
    request: { ...request, at: now() },
    ...(numberField in fields ? { steps: { ...call.steps, 'number-field': 'done' } } : {}),
    ...(description === undefined ? { describedInComment: true } : {}),
    ...(gap === 'transcript-pending' || gap === 'analysis-pending'
      ? { late: { gap, summary, ...described } }
      : {}),
  });
}

/** Jira takes no value for a field that the request type doesn't ask for. */
function asAsked(
  { summary, description, ...request }: NewRequest & { summary: string },
  fields: readonly RequestField[],
  reference: string,
): NewRequest {
  // A type that seems to ask for nothing is one whose fields the app may not see.
  const asks = (id: string): boolean => fields.length === 0 || fields.some((field) => field.id === id);
  return {
    ...request,
    // The reference has to be somewhere: it is how a request is found again when Jira's answer was lost.
    ...(asks('summary')
      ? { summary: asks('description') ? summary : withReference(summary, reference) }
      : {}),
    ...(description !== undefined && asks('description') ? { description } : {}),
  };
}

const withRequiredFields = (request: NewRequest, fields: readonly RequestField[]): NewRequest => {
  const required = new Set(fields.filter((field) => field.required).map(({ id }) => id));
  const kept = Object.entries(request.fields).filter(([id]) => required.has(id));
  return { ...request, fields: Object.fromEntries(kept) };
};

const hold = (failure: Failure, line: Line, call: Call, { now }: Intake, doubtful = false): Setback => ({
  kind: 'failed',
  failure,
  doubtful,
  giveUpAt: patienceEnd(call, failure, now()),
  otherwise: () => ({ ...enter(call, 'parked'), problem: explain(failure, line, call.reference) }),
});

/** For the admin: what is wrong and what to do about it. */
function explain(failure: Failure, line: Line, reference: string): string {
  const place = `request type ${line.requestTypeId} of service desk ${line.serviceDeskId}`;
  switch (failure.kind) {
    case 'unauthorised':
      return `Jira does not let the app make requests in ${place}. Give the app access to the project, then try again.`;
    case 'not-found':
      return `There is no ${place} any more. Choose another one for the line "${line.name}", then try again.`;
    case 'malformed':
      return `Jira's answers about ${place} could not be read. There may be a request already: look for reference ${reference} first, then try again.`;
    case 'rejected':
      return `Jira did not take the request for ${place}: ${failure.detail} Set values for the line's required fields, then try again.`;
    default:
      return `Jira could not make the request within a week (${failure.kind}). Try again.`;
  }
}
