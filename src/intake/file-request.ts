import type { Call } from '../contract/call';
import type { Failure } from '../contract/failure';
import { findLine, type Line } from '../contract/settings';
import type { FiledRequest, NewRequest, RequestField } from '../desk/desk';
import { composeRequest } from './compose-request';
import type { Intake, StageResult } from './stage';

/** Jira may be out for a while; the call waits. A day is as long as the queue keeps an event. */
const PATIENCE_MS = 24 * 60 * 60 * 1000;

/** Makes the request in Jira. What Jira won't take is parked with its reason, for a person to put right. */
export async function fileRequest(call: Call, line: Line, intake: Intake): Promise<StageResult> {
  const fields = await intake.desk.listFields(line.serviceDeskId, line.requestTypeId);
  if (!fields.ok) return park(fields.failure, line);
  const request = composeRequest(call, line, fields.value);
  const created = await intake.desk.createRequest(request);
  if (created.ok) return filed(call, request, created.value, intake);
  if (created.failure.kind !== 'rejected') return park(created.failure, line);
  // Nothing was made. One of our extra fields may be what Jira can't take; the matter itself must not wait for it.
  const plain = withRequiredFields(request, fields.value);
  const retried = await intake.desk.createRequest(plain);
  return retried.ok ? filed(call, plain, retried.value, intake) : park(retried.failure, line);
}

function filed(
  call: Call,
  { fields }: NewRequest,
  request: FiledRequest,
  { now, settings }: Intake,
): StageResult {
  const { numberField = '' } = findLine(settings, call.lineNumber) ?? {};
  const steps: Call['steps'] = numberField in fields ? { ...call.steps, 'number-field': 'done' } : call.steps;
  return { kind: 'go-on', call: { ...call, state: 'filed', request: { ...request, at: now() }, steps } };
}

const withRequiredFields = (request: NewRequest, fields: readonly RequestField[]): NewRequest => {
  const required = new Set(fields.filter((field) => field.required).map(({ id }) => id));
  const kept = Object.entries(request.fields).filter(([id]) => required.has(id));
  return { ...request, fields: Object.fromEntries(kept) };
};

const park = (failure: Failure, line: Line): StageResult => ({
  kind: 'failed',
  failure,
  patienceMs: PATIENCE_MS,
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
