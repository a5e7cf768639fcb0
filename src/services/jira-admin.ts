import { route } from '@forge/api';
import { z } from 'zod';
import { type Result, succeed } from '../contract/failure';
import { asTheUser, read } from './jira-requests';

const Permissions = z.object({
  permissions: z.object({ ADMINISTER: z.object({ havePermission: z.boolean() }) }),
});

/**
 * Whether the user who opened the page administers Jira; asked anew each time, of Jira itself (V15). A "no" is an answer
 * (https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-permissions/#api-rest-api-3-mypermissions-get);
 * a 401 or 403 is none, and comes in an outage too.
 */
export async function isJiraAdmin(): Promise<Result<boolean>> {
  const path = route`/rest/api/3/mypermissions?permissions=ADMINISTER`;
  const answer = await read(path, Permissions, {}, asTheUser);
  return answer.ok ? succeed(answer.value.permissions.ADMINISTER.havePermission) : answer;
}

const Desks = z.object({
  isLastPage: z.boolean().default(true),
  values: z.array(z.object({ id: z.string(), projectName: z.string(), projectKey: z.string() })),
});
const RequestTypes = z.object({ values: z.array(z.object({ id: z.string(), name: z.string() })) });

const MOST_DESKS = 200;

/** The service desks and their request types that the asking user can see, for the admin's choice. */
export async function listRequestTypes() {
  const desks = await listDesks();
  if (!desks.ok) return desks;
  const listed = desks.value.map(async ({ id, projectName, projectKey }) => {
    const path = route`/rest/servicedeskapi/servicedesk/${id}/requesttype?limit=100`;
    const types = await read(path, RequestTypes, {}, asTheUser);
    return { id, name: `${projectName} (${projectKey})`, requestTypes: types.ok ? types.value.values : [] };
  });
  return succeed(await Promise.all(listed));
}

/** Page by page, as large as Jira makes them. */
async function listDesks(): Promise<Result<z.infer<typeof Desks>['values']>> {
  const found: z.infer<typeof Desks>['values'] = [];
  while (found.length < MOST_DESKS) {
    const path = route`/rest/servicedeskapi/servicedesk?start=${found.length}&limit=50`;
    const page = await read(path, Desks, {}, asTheUser);
    if (!page.ok) return page;
    found.push(...page.value.values);
    if (page.value.isLastPage || page.value.values.length === 0) break;
  }
  return succeed(found);
}
