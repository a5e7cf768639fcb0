import { route } from '@forge/api';
import { z } from 'zod';
import { fail, type Result, succeed } from '../contract/failure';
import type { FiledRequest, NewRequest } from '../desk/desk';
import { json, read } from './jira-requests';

const Desk = z.object({ projectId: z.string() });
const Type = z.object({ issueTypeId: z.string() });
const Fields = z.array(
  z.object({ id: z.string(), schema: z.object({ custom: z.string().optional() }).optional() }),
);
const Created = z.object({ key: z.string().min(1), id: z.string().catch('') });

/** What makes an issue a request of a type. */
const REQUEST_TYPE = 'com.atlassian.servicedesk:vp-origin';

/**
 * Makes a request past the customers' form, whose required fields may be missing here. Where the request type can't be set
 * this way, it is an issue of the project all the same: what the caller said is there.
 */
export async function createBareRequest(request: NewRequest): Promise<Result<FiledRequest>> {
  const { serviceDeskId, requestTypeId, summary, description, fields, reporterAccountId } = request;
  const [desk, type, all] = await Promise.all([
    read(route`/rest/servicedeskapi/servicedesk/${serviceDeskId}`, Desk),
    read(route`/rest/servicedeskapi/servicedesk/${serviceDeskId}/requesttype/${requestTypeId}`, Type),
    read(route`/rest/api/3/field`, Fields),
  ]);
  if (!desk.ok) return untried(desk);
  if (!type.ok) return untried(type);
  if (!all.ok) return untried(all);
  const typeField = all.value.find(({ schema }) => schema?.custom === REQUEST_TYPE)?.id;
  const plain = {
    ...fields,
    project: { id: desk.value.projectId },
    issuetype: { id: type.value.issueTypeId },
    summary: summary ?? '',
    description,
    ...(reporterAccountId === undefined ? {} : { reporter: { id: reporterAccountId } }),
  };
  const typed = typeField === undefined ? plain : { ...plain, [typeField]: requestTypeId };
  const created = await create(typed);
  // Nothing was made: the field may not be on the project's screen.
  return created.ok || created.failure.kind !== 'rejected' || typed === plain ? created : create(plain);
}

const untried = (result: Extract<Result<unknown>, { ok: false }>): Result<never> =>
  fail({ ...result.failure, untried: true });

async function create(fields: Record<string, unknown>): Promise<Result<FiledRequest>> {
  const created = await read(route`/rest/api/3/issue`, Created, { method: 'POST', ...json({ fields }) });
  return created.ok ? succeed(created.value) : created;
}
