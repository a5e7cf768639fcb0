import { z } from 'zod';
import { createIssue, readFields } from './issues';
import type { Jira } from './jira';
import type { FieldValue, Issue, RequestType, User } from './model';
import { holds } from './permissions';
import { Refusal } from './refusal';
import { findRequestType, findServiceDesk } from './service-desk-routes';

export const requestCreateSchema = z.strictObject({
  serviceDeskId: z.string().optional(),
  requestTypeId: z.string().optional(),
  requestFieldValues: z.record(z.string(), z.unknown()).optional(),
  requestParticipants: z.array(z.string()).optional(),
  raiseOnBehalfOf: z.string().optional(),
  isAdfRequest: z.boolean().optional(),
  form: z.looseObject({ answers: z.record(z.string(), z.unknown()).optional() }).optional(),
  channel: z.string().optional(),
});

type RequestCreate = z.infer<typeof requestCreateSchema>;

const PREFIX = 'Your request could not be created. Please check the fields have been correctly filled in.';

const invalid = (message: string, parameters: string[]): Refusal =>
  new Refusal(400, `${PREFIX} ${message}`, { i18nKey: 'sd.validation.error', parameters });

/**
 * https://developer.atlassian.com/cloud/jira/service-desk/rest/api-group-request/#api-rest-servicedeskapi-request-post
 * @throws Refusal 400 (fields, request type), 403 (no right to act for others), 404 (service desk)
 */
export function createRequest(jira: Jira, actor: User, input: RequestCreate): Issue {
  if (input.serviceDeskId === undefined) throw missing('serviceDeskId');
  if (input.requestTypeId === undefined) throw missing('requestTypeId');
  const desk = findServiceDesk(actor, input.serviceDeskId);
  const type = findRequestType(jira, desk.id, input.requestTypeId, 400);
  const fields = readRequestFields(jira, type, input);
  const agent = holds(jira, actor, desk.projectKey, 'SERVICEDESK_AGENT');
  const participantIds = input.requestParticipants ?? [];
  if (!agent && (input.raiseOnBehalfOf !== undefined || participantIds.length > 0)) {
    throw new Refusal(
      403,
      'You do not have permission to raise a request on behalf of others or to add participants.',
      {
        i18nKey: 'sd.request.create.onbehalf.forbidden',
      },
    );
  }
  for (const accountId of [input.raiseOnBehalfOf, ...participantIds]) {
    if (accountId !== undefined) requireCustomer(jira, accountId);
  }
  return createIssue(jira, actor, {
    projectKey: desk.projectKey,
    issueTypeId: type.issueTypeId,
    requestTypeId: type.id,
    reporterId: input.raiseOnBehalfOf ?? actor.accountId,
    participantIds: [...new Set(participantIds)],
    fields,
    properties: {},
    ...(input.channel === undefined ? {} : { channel: input.channel }),
  });
}

const missing = (name: string): Refusal =>
  new Refusal(400, `The field ${name} is required.`, {
    i18nKey: 'sd.error.field.required',
    parameters: [name],
  });

function requireCustomer(jira: Jira, accountId: string): void {
  if (jira.store.users.get(accountId)?.active) return;
  throw new Refusal(400, `The user with account ID ${accountId} does not exist or is inactive.`, {
    i18nKey: 'sd.user.not.found',
    parameters: [accountId],
  });
}

function readRequestFields(jira: Jira, type: RequestType, input: RequestCreate): Record<string, FieldValue> {
  const given = input.requestFieldValues ?? {};
  const open = type.fields.filter((field) => field.hidden !== true).map((field) => field.fieldId);
  const changes = readInServiceWords(() =>
    readFields(jira, given, { adf: input.isAdfRequest === true }, open),
  );
  const fields: Record<string, FieldValue> = {};
  for (const [id, value] of Object.entries(changes)) {
    if (value !== undefined) fields[id] = value;
  }
  applyPresets(jira, type, fields);
  for (const field of type.fields) {
    if (!field.required || fields[field.fieldId] !== undefined) continue;
    const name = jira.store.fields.get(field.fieldId)?.name ?? field.fieldId;
    throw invalid(`Please provide a valid value for field '${name}'`, [name]);
  }
  return fields;
}

/** Service Management answers with one sentence where the platform names every field. */
function readInServiceWords<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof Refusal) || error.detail.errors === undefined) throw error;
    const faults = Object.entries(error.detail.errors);
    throw invalid(
      faults.map(([id, fault]) => `${id}: ${fault}`).join(' '),
      faults.map(([id]) => id),
    );
  }
}

function applyPresets(jira: Jira, type: RequestType, fields: Record<string, FieldValue>): void {
  for (const field of type.fields) {
    if (!field.hidden || field.presetValue === undefined) continue;
    const preset = readFields(jira, { [field.fieldId]: field.presetValue }, { adf: false }, [field.fieldId]);
    const value = preset[field.fieldId];
    if (value !== undefined) fields[field.fieldId] = value;
  }
}
