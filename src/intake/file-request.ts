import type { Call } from '../contract/call';
import { type Failure, type FailureKind, fail, type Result, succeed } from '../contract/failure';
import type { Line } from '../contract/settings';
import type { FiledRequest, NewRequest, RequestField } from '../desk/desk';
import { composeRequest, withReference } from './compose-request';
import { isTakenOver, TAKEN_OVER } from './lease';
import type { Intake, StageResult } from './stage';

/** Jira may be out for a while; the call waits. A day is as long as the queue keeps an event. */
const PATIENCE_MS = 24 * 60 * 60 * 1000;
/**
 * After an installation it may take minutes until the app is let in:
 * https://developer.atlassian.com/platform/forge/events-reference/life-cycle/
 */
const ACCESS_PATIENCE_MS = 10 * 60 * 1000;

/** For so long after it was made, a search may miss a request. */
const INDEX_LAG_MS = 30 * 1000;

/**
 * Makes the request in Jira, once. Jira's create is not idempotent, so an intent is stored before it; where there is one
 * already, what an earlier try may have made is looked for by the call's reference first. What Jira won't take is
 * parked with its reason, for a person to put right.
 */
export async function fileRequest(call: Call, line: Line, intake: Intake): Promise<StageResult> {
  const fields = await intake.desk.listFields(line.serviceDeskId, line.requestTypeId);
  if (!fields.ok) return park(fields.failure, line, call);
  const request = asAsked(composeRequest(call, line, fields.value), fields.value, call.reference);
  if (call.intent !== undefined) {
    const earlier = await intake.desk.findByReference(call.reference);
    if (!earlier.ok) return park(earlier.failure, line, call);
    if (earlier.value !== undefined) return filed(call, line, request, earlier.value, intake);
    if (intake.now() - call.intent.at < INDEX_LAG_MS) return park(NOT_YET_KNOWN, line, call);
  }
  const marked = await markIntent(call, intake);
  if (!marked.ok) return park(marked.failure, line, call);
  return createOnce(marked.value, line, request, fields.value, intake);
}

async function createOnce(
  call: Call,
  line: Line,
  request: NewRequest,
  fields: readonly RequestField[],
  intake: Intake,
): Promise<StageResult> {
  const created = await intake.desk.createRequest(request);
  if (created.ok) return filed(call, line, request, created.value, intake);
  if (created.failure.kind !== 'rejected') return giveUp(created.failure, line, call, intake);
  // Nothing was made. One of our extra fields may be what Jira can't take; the matter itself must not wait for it.
  const plain = withRequiredFields(request, fields);
  const retried = await intake.desk.createRequest(plain);
  return retried.ok
    ? filed(call, line, plain, retried.value, intake)
    : giveUp(retried.failure, line, call, intake);
}

const NOT_YET_KNOWN: Failure = {
  kind: 'unavailable',
  service: 'jira',
  detail: 'An earlier try may have made the request; the search index does not tell yet.',
};

/** Stores that a request may exist from now on; fails when another worker has the call. */
async function markIntent(call: Call, intake: Intake): Promise<Result<Call>> {
  const intent = { at: intake.now() };
  const marked = await intake.calls.update(call.id, (stored) =>
    stored === undefined || isTakenOver(stored, intake) ? stored : { ...stored, intent },
  );
  if (!marked.ok) return marked;
  const isOurs = marked.value !== undefined && !isTakenOver(marked.value, intake);
  return isOurs ? succeed({ ...call, intent }) : fail(TAKEN_OVER);
}

/** Answers that say for certain that nothing was made. */
const NOTHING_MADE: ReadonlySet<FailureKind> = new Set([
  'rejected',
  'unauthorised',
  'not-found',
  'rate-limited',
]);

/** What is left when Jira did not make the request, or may have. */
async function giveUp(failure: Failure, line: Line, call: Call, intake: Intake): Promise<StageResult> {
  if (!NOTHING_MADE.has(failure.kind)) {
    // Jira may have made it at the very end of the wait for its answer: the search index has its time from here on.
    const doubted = await markIntent(call, intake);
    return park(failure, line, doubted.ok ? doubted.value : call);
  }
  // Where this can't be stored, the next try looks for a request that isn't there; it only takes longer.
  await intake.calls.update(call.id, (stored) =>
    stored === undefined || isTakenOver(stored, intake) ? stored : withoutIntent(stored),
  );
  return park(failure, line, withoutIntent(call));
}

const withoutIntent = ({ intent: _, ...call }: Call): Call => call;

function filed(
  call: Call,
  { numberField = '' }: Line,
  { fields, description }: NewRequest,
  request: FiledRequest,
  { now }: Intake,
): StageResult {
  const steps: Call['steps'] = numberField in fields ? { ...call.steps, 'number-field': 'done' } : call.steps;
  const next: Call = { ...call, state: 'filed', request: { ...request, at: now() }, steps };
  return { kind: 'go-on', call: description === undefined ? { ...next, describedInComment: true } : next };
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

const park = (failure: Failure, line: Line, call: Call): StageResult => ({
  kind: 'failed',
  ...(failure.kind === 'unauthorised'
    ? { failure: { ...failure, kind: 'unavailable' }, patienceMs: ACCESS_PATIENCE_MS }
    : { failure, patienceMs: PATIENCE_MS }),
  otherwise: () => ({ ...call, state: 'parked', problem: explain(failure, line) }),
});

/** For the admin: what is wrong and what to do about it. */
function explain(failure: Failure, line: Line): string {
  const place = `request type ${line.requestTypeId} of service desk ${line.serviceDeskId}`;
  switch (failure.kind) {
    case 'unauthorised':
      return `Jira does not let the app make requests in ${place}. Give the app access to the project, then try again.`;
    case 'not-found':
      return `There is no ${place} any more. Choose another one for the line "${line.name}", then try again.`;
    case 'malformed':
      return `Jira's answer to the new request could not be read, so there may be one already. Look for it in ${place} first, then try again.`;
    case 'rejected':
      return `Jira did not take the request for ${place}: ${failure.detail} Set values for the line's required fields, then try again.`;
    default:
      return `Jira could not make the request within a day (${failure.kind}). Try again.`;
  }
}
