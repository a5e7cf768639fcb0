import { enter } from '../call/life';
import type { Call } from '../contract/call';
import { type Failure, fail, type Result, succeed } from '../contract/failure';
import type { Line } from '../contract/settings';
import { textOf } from '../desk/adf';
import type { FiledRequest, FoundRequest, NewRequest, RequestField } from '../desk/desk';
import { attempt } from './attempt';
import { openFieldsOf } from './compose-fields';
import { composeRequest, composeSummary, withReference } from './compose-request';
import { digestOf } from './digest';
import { isDoubtful } from './doubt';
import { filingProblem, mayBeThere } from './filing-problem';
import { isTakenOver, TAKEN_OVER, withLease } from './lease';
import { requestTypeOf } from './request-type';
import { patienceEnd } from './retry';
import { goOn, type Intake, type Setback, type StageResult } from './stage';

/** A worker that took longer to store its intent may have been thought dead meanwhile. */
const FRESH_MS = 10 * 1000;
/** Between the two looks for a request that may have been made. */
const LOOK_AGAIN_MS = 45 * 1000;
const HOUR_MS = 60 * 60 * 1000;

/**
 * Makes the request in Jira, once. Jira's create is not idempotent, so an intent is stored before it. Where there is one
 * already, the call has rested since, and what an earlier try may have made is looked for by the call's reference: twice,
 * since the search index lags and clocks can jump. What Jira won't take is parked with its reason, for a person.
 */
export async function fileRequest(given: Call, line: Line, intake: Intake): Promise<StageResult> {
  if (given.about !== undefined) return addToRequest(given, given.about, intake);
  const fields = await intake.desk.listFields(line.serviceDeskId, requestTypeOf(given, line));
  if (!fields.ok) return hold(fields.failure, line, given, intake);
  const call = withOpenFields(given, line, fields.value);
  const request = asAsked(composeRequest(call, line, fields.value), fields.value, call.reference);
  const { intent } = call;
  if (intent !== undefined) {
    const earlier = await look(call, intake);
    if (!earlier.ok) return hold(earlier.failure, line, call, intake);
    // Which fields were asked for then is not known; the number is written once more.
    if (earlier.value !== undefined)
      return filed(call, line, { ...request, fields: {} }, earlier.value, intake);
    if (intent.lookedAt === undefined) return lookAgain(call, intent, line, intake);
    if (!mayMakeAgain(intent, request, intake.now())) return lookOn(call, intent, request, line, intake);
  }
  const creates = (intent?.creates ?? 0) + 1;
  const marked = await markIntent(call, { at: intake.now(), creates }, intake);
  if (!marked.ok) return hold(marked.failure, line, call, intake);
  return createOnce(marked.value, line, request, fields.value, intake);
}

/** What the caller left is for a request that there is: the steps after filing put it there. */
const addToRequest = (call: Call, { key, id }: NonNullable<Call['about']>, { now }: Intake): StageResult => {
  const late = call.gap === 'transcript-pending' ? { late: { ...missing(call, call.gap), summary: '' } } : {};
  return goOn({ ...enter(call, 'filed'), request: { key, id, at: now() }, ...late });
};

/** What is still to come, and whether there are words before. */
const missing = <G extends Call['gap']>({ transcript }: Call, gap: G) => ({
  gap,
  ...(gap === 'transcript-pending' && transcript !== undefined && { hasWords: true }),
});

/** Agents are told what nobody has answered. */
function withOpenFields(call: Call, line: Line, fields: readonly RequestField[]): Call {
  const open = openFieldsOf(call, line, fields).map(({ name }) => name);
  return open.length === 0 ? call : { ...call, openFields: open };
}

/** The request that an earlier try made after all; one that only mentions the reference is somebody else's. */
async function look(call: Call, intake: Intake): Promise<Result<FiledRequest | undefined>> {
  const isOurs = ({ callId, summary, description }: FoundRequest): boolean =>
    callId === undefined ? carries(call.reference, summary, description) : callId === call.id;
  return attempt(
    'look',
    call,
    intake,
    async () => {
      const found = await intake.desk.findByReference(call.reference);
      // The first one made: an agent may have cloned it.
      return found.ok ? succeed(found.value.findLast(isOurs)) : found;
    },
    (request) => request?.key,
  );
}

/** As `composeRequest` and `withReference` write it: at the end of the one or the other. */
const carries = (reference: string, summary: string, description: unknown): boolean =>
  summary.endsWith(`(${reference})`) || textOf(description).trimEnd().endsWith(reference);

/**
 * Whether a request may be made once more that was made `creates` times without an answer, and not found since: the more
 * often, the longer the search index has had its time. Where nothing in it carries the reference, it can't be found.
 */
const mayMakeAgain = (
  { at, creates }: NonNullable<Call['intent']>,
  request: NewRequest,
  now: number,
): boolean =>
  // After none, since a person has looked for it meanwhile.
  (creates === 0 || isFindable(request)) && now - at >= (AGAIN_AFTER_MS[creates] ?? Number.POSITIVE_INFINITY);

const AGAIN_AFTER_MS = [0, 0, HOUR_MS, 6 * HOUR_MS];

const isFindable = ({ summary, description }: NewRequest): boolean =>
  summary !== undefined || description !== undefined;

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
  if (retried.ok) return filed(call, line, plain, retried.value, intake);
  const isShort = retried.failure.kind === 'rejected' && (call.openFields ?? []).length > 0;
  if (!isShort) return giveUp(retried.failure, line, call, intake);
  // What is required of customers on the portal is not required of an issue: agents fill in what is open.
  const bare = { ...plain, isBare: true, summary: plain.summary ?? ownSummary(call, line) };
  const made = await create(bare);
  return made.ok ? filed(call, line, bare, made.value, intake) : giveUp(made.failure, line, call, intake);
}

/** An issue has a summary, whatever the form asks for; it is found by the reference in it. */
const ownSummary = (call: Call, line: Line): string =>
  withReference(composeSummary(call, line), call.reference);

async function lookAgain(
  call: Call,
  intent: NonNullable<Call['intent']>,
  line: Line,
  intake: Intake,
): Promise<StageResult> {
  const marked = await markIntent(call, { ...intent, lookedAt: intake.now() }, intake);
  const held = hold(marked.ok ? NOT_FOUND_YET : marked.failure, line, call, intake);
  return { ...held, againMs: LOOK_AGAIN_MS };
}

/** Goes on looking, and then asks a person: one more might be one too many. */
const lookOn = (
  call: Call,
  { at }: NonNullable<Call['intent']>,
  request: NewRequest,
  line: Line,
  intake: Intake,
): StageResult => ({
  ...hold(NOT_FOUND_YET, line, call, intake),
  giveUpAt: at + (isFindable(request) ? 24 : 1) * HOUR_MS,
  otherwise: () => ({ ...enter(call, 'parked'), problem: mayBeThere(line, call) }),
});

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
  const marked = await intake.calls.update(call.id, (stored) => {
    // What the caller has said since comes first.
    if (stored === undefined || stored.state !== call.state) return stored;
    return isTakenOver(stored, call) ? stored : withLease({ ...stored, intent }, intake);
  });
  if (!marked.ok) return marked;
  if (marked.value === undefined || marked.value.state !== call.state || isTakenOver(marked.value, call))
    return fail(TAKEN_OVER);
  return intake.now() - begun > FRESH_MS ? fail(TOO_SLOW) : succeed({ ...call, intent });
}

const TOO_SLOW: Failure = { kind: 'timed-out', service: 'forge', detail: 'The store took too long.' };

/** What is left when Jira did not make the request, or may have. */
async function giveUp(failure: Failure, line: Line, call: Call, intake: Intake): Promise<StageResult> {
  if (isDoubtful(failure)) return hold(failure, line, call, intake, true);
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
      ? { late: { ...missing(call, gap), summary, ...described } }
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
  otherwise: () => ({ ...enter(call, 'parked'), problem: filingProblem(failure, line, call) }),
});
