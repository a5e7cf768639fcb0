import type { Call } from '../contract/call';
import type { Failure } from '../contract/failure';
import type { Line } from '../contract/settings';
import type { FiledRequest, NewRequest, RequestField } from '../desk/desk';
import { composeRequest } from './compose-request';
import type { Intake, StageResult } from './stage';

/** Jira may be out for a while; the call waits. A day is as long as the queue keeps an event. */
const PATIENCE_MS = 24 * 60 * 60 * 1000;
/**
 * After an installation it may take minutes until the app is let in:
 * https://developer.atlassian.com/platform/forge/events-reference/life-cycle/
 */
const ACCESS_PATIENCE_MS = 10 * 60 * 1000;

/** Makes the request in Jira. What Jira won't take is parked with its reason, for a person to put right. */
export async function fileRequest(call: Call, line: Line, intake: Intake): Promise<StageResult> {
  const fields = await intake.desk.listFields(line.serviceDeskId, line.requestTypeId);
  if (!fields.ok) return park(fields.failure, line);
  const request = asAsked(composeRequest(call, line, fields.value), fields.value);
  const created = await intake.desk.createRequest(request);
  if (created.ok) return filed(call, line, request, created.value, intake);
  if (created.failure.kind !== 'rejected') return park(created.failure, line);
  // Nothing was made. One of our extra fields may be what Jira can't take; the matter itself must not wait for it.
  const plain = withRequiredFields(request, fields.value);
  const retried = await intake.desk.createRequest(plain);
  return retried.ok ? filed(call, line, plain, retried.value, intake) : park(retried.failure, line);
}

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
  { summary, description, ...request }: NewRequest,
  fields: readonly RequestField[],
): NewRequest {
  // A type that seems to ask for nothing is one whose fields the app may not see.
  const asks = (id: string): boolean => fields.length === 0 || fields.some((field) => field.id === id);
  return {
    ...request,
    ...(summary !== undefined && asks('summary') ? { summary } : {}),
    ...(description !== undefined && asks('description') ? { description } : {}),
  };
}

const withRequiredFields = (request: NewRequest, fields: readonly RequestField[]): NewRequest => {
  const required = new Set(fields.filter((field) => field.required).map(({ id }) => id));
  const kept = Object.entries(request.fields).filter(([id]) => required.has(id));
  return { ...request, fields: Object.fromEntries(kept) };
};

const park = (failure: Failure, line: Line): StageResult => ({
  kind: 'failed',
  ...(failure.kind === 'unauthorised'
    ? { failure: { ...failure, kind: 'unavailable' }, patienceMs: ACCESS_PATIENCE_MS }
    : { failure, patienceMs: PATIENCE_MS }),
  otherwise: (call) => ({ ...call, state: 'parked', problem: explain(failure, line) }),
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
