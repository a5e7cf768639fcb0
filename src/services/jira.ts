import { asApp, asUser, type Route, route } from '@forge/api';
import { z } from 'zod';
import { CALL_PROPERTY } from '../contract/call';
import { fail, type Result, succeed } from '../contract/failure';
import type { Desk, FiledRequest, RequestField } from '../desk/desk';
import { request } from './http';

const TIMEOUT_MS = 20_000;
const UPLOAD_TIMEOUT_MS = 60_000;

interface Options {
  method?: 'GET' | 'POST' | 'PUT';
  body?: string | ArrayBuffer;
  headers?: Record<string, string>;
  timeoutMs?: number;
}

type Ask = ReturnType<typeof asApp>['requestJira'];
const asTheApp: Ask = (path, init) => asApp().requestJira(path, init);
const asTheUser: Ask = (path, init) => asUser().requestJira(path, init);

/** Strict in its key alone: when there is one, there is a request, whatever else the answer holds. */
const Created = z.object({
  issueKey: z.string().min(1),
  issueId: z.union([z.string(), z.number().transform(String)]).catch(''),
  _links: z.object({ agent: z.string().optional() }).optional().catch(undefined),
});

const Choice: z.ZodType<{ value: string; label: string }> = z.object({
  value: z.string(),
  label: z.string(),
});
const Fields = z.object({
  requestTypeFields: z.array(
    z.object({
      fieldId: z.string(),
      name: z.string(),
      required: z.boolean().default(false),
      validValues: z.array(Choice).nullish(),
    }),
  ),
});

const Content = z.object({
  fields: z.object({
    summary: z.string(),
    description: z.unknown(),
    attachment: z.array(z.object({ filename: z.string() })).default([]),
    comment: z.object({ comments: z.array(z.object({ body: z.unknown() })) }).default({ comments: [] }),
  }),
});

const Found = z.object({
  issues: z.array(
    z.object({
      key: z.string(),
      id: z.string(),
      fields: z.object({ summary: z.string(), description: z.unknown() }),
      properties: z.object({ [CALL_PROPERTY]: z.object({ callId: z.string() }).optional() }).optional(),
    }),
  ),
});
/** A caller may read a reference out again, and agents may quote it. */
const MOST_FOUND = 20;

/** Jira Service Management through Forge, as the app. */
export const desk: Desk = {
  async listFields(serviceDeskId, requestTypeId) {
    const path = route`/rest/servicedeskapi/servicedesk/${serviceDeskId}/requesttype/${requestTypeId}/field`;
    const fields = await read(path, Fields);
    return fields.ok ? succeed(fields.value.requestTypeFields.map(toField)) : fields;
  },

  async createRequest({ serviceDeskId, requestTypeId, summary, description, fields, reporterAccountId }) {
    const created = await read(route`/rest/servicedeskapi/request`, Created, {
      method: 'POST',
      ...json({
        serviceDeskId,
        requestTypeId,
        isAdfRequest: true,
        // What is undefined is left out of JSON.
        requestFieldValues: { ...fields, summary, description },
        ...(reporterAccountId === undefined ? {} : { raiseOnBehalfOf: reporterAccountId }),
      }),
    });
    return created.ok ? succeed(toFiled(created.value)) : created;
  },

  async findByReference(reference) {
    const found = await read(route`/rest/api/3/search/jql`, Found, {
      method: 'POST',
      ...json({
        // In quotes, a phrase: https://support.atlassian.com/jira-software-cloud/docs/search-for-issues-using-the-text-field/
        jql: `created >= -30d AND text ~ "\\"${reference}\\"" ORDER BY created DESC`,
        fields: ['summary', 'description'],
        properties: [CALL_PROPERTY],
        maxResults: MOST_FOUND,
      }),
    });
    if (!found.ok) return found;
    return succeed(
      found.value.issues.map(({ key, id, fields: { summary, description }, properties }) => ({
        key,
        id,
        summary,
        description,
        callId: properties?.[CALL_PROPERTY]?.callId,
      })),
    );
  },

  async readRequest(issueKey) {
    const issue = await read(
      route`/rest/api/3/issue/${issueKey}?fields=summary,description,attachment,comment`,
      Content,
    );
    if (!issue.ok) return issue;
    const { attachment, comment, ...content } = issue.value.fields;
    return succeed({
      ...content,
      attachments: attachment.map(({ filename }) => filename),
      comments: comment.comments.map(({ body }) => body),
    });
  },

  editRequest: (issueKey, { summary, description }) =>
    // What is undefined is left out of JSON, and left as it is in Jira.
    send(route`/rest/api/3/issue/${issueKey}`, {
      method: 'PUT',
      ...json({ fields: { summary, description } }),
    }),

  writeCallProperty: (issueKey, value) =>
    send(route`/rest/api/3/issue/${issueKey}/properties/${CALL_PROPERTY}`, { method: 'PUT', ...json(value) }),

  // The platform's own resource takes a document; the service desk's takes wiki text, in which a caller's words could
  // become markup. The property is what makes a comment internal.
  addInternalComment: (issueKey, body) =>
    send(route`/rest/api/3/issue/${issueKey}/comment`, {
      method: 'POST',
      ...json({ body, properties: [{ key: 'sd.public.comment', value: { internal: true } }] }),
    }),

  async attachRecording(issueKey, fileName, wav) {
    const form = new FormData();
    form.append('file', new Blob([wav], { type: 'audio/wav' }), fileName);
    // Forge's types promise no FormData; its bytes with their boundary always work.
    const encoded = new Response(form);
    return send(route`/rest/api/3/issue/${issueKey}/attachments`, {
      method: 'POST',
      body: await encoded.arrayBuffer(),
      headers: {
        'Content-Type': encoded.headers.get('content-type') ?? '',
        'X-Atlassian-Token': 'no-check',
      },
      timeoutMs: UPLOAD_TIMEOUT_MS,
    });
  },

  setField: (issueKey, fieldId, value) =>
    send(route`/rest/api/3/issue/${issueKey}`, { method: 'PUT', ...json({ fields: { [fieldId]: value } }) }),
};

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

const read = <T>(
  path: Route,
  schema: z.ZodType<T>,
  options: Options = {},
  ask: Ask = asTheApp,
): Promise<Result<T>> =>
  exchange(path, options, ask, async (answer) => schema.safeParse(parseJson(await answer.text()))).then(
    (answer) => {
      if (!answer.ok) return answer;
      return answer.value.success
        ? succeed(answer.value.data)
        : fail({
            kind: 'malformed',
            service: 'jira',
            detail: 'The answer has another shape than documented.',
          });
    },
  );

/** What is no JSON is an answer all the same: asking again could make a second request. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const send = (path: Route, options: Options): Promise<Result<void>> =>
  exchange(path, options, asTheApp, async () => undefined);

const Refusal = z.object({
  errorMessage: z.string().optional(),
  errorMessages: z.array(z.string()).default([]),
  errors: z.record(z.string(), z.string()).default({}),
});

/** What Jira says about a refusal, as words; its answers are JSON of two kinds. */
function inWords<T>(answer: Result<T>): Result<T> {
  if (answer.ok || answer.failure.kind !== 'rejected') return answer;
  const parsed = Refusal.safeParse(parseJson(answer.failure.detail));
  if (!parsed.success) return answer;
  const { errorMessage, errorMessages, errors } = parsed.data;
  const words = [errorMessage, ...errorMessages, ...Object.entries(errors).map((pair) => pair.join(': '))];
  const detail = words.filter(Boolean).join(' ');
  return detail === '' ? answer : fail({ ...answer.failure, detail });
}

const exchange = <T>(
  path: Route,
  { method = 'GET', body, headers, timeoutMs = TIMEOUT_MS }: Options,
  ask: Ask,
  take: (answer: Awaited<ReturnType<Ask>>) => Promise<T>,
): Promise<Result<T>> =>
  request(
    'jira',
    timeoutMs,
    (signal) =>
      ask(path, {
        method,
        headers: { Accept: 'application/json', ...headers },
        signal,
        ...(body === undefined ? {} : { body }),
      }),
    take,
  ).then(inWords);

const json = (value: unknown) => ({
  body: JSON.stringify(value),
  headers: { 'Content-Type': 'application/json' },
});

const toField = (field: z.infer<typeof Fields>['requestTypeFields'][number]): RequestField => ({
  id: field.fieldId,
  name: field.name,
  required: field.required,
  choices: (field.validValues ?? []).map(({ value, label }) => ({ id: value, label })),
});

const toFiled = ({ issueKey, issueId, _links }: z.infer<typeof Created>): FiledRequest => ({
  key: issueKey,
  id: issueId,
  ...(_links?.agent === undefined ? {} : { url: _links.agent }),
});
