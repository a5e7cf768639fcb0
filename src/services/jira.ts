import { route } from '@forge/api';
import { z } from 'zod';
import { CALL_PROPERTY } from '../contract/call';
import { succeed } from '../contract/failure';
import { fieldKindOf } from '../contract/field-kind';
import type { AdfDocument } from '../desk/adf';
import type { Desk, FiledRequest, RequestField } from '../desk/desk';
import { createBareRequest } from './jira-bare-request';
import { json, read, send } from './jira-requests';

const UPLOAD_TIMEOUT_MS = 60_000;

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
/** https://developer.atlassian.com/cloud/jira/service-desk/rest/api-group-servicedesk/ */
const FieldSchema = z.object({
  type: z.string(),
  system: z.string().optional(),
  custom: z.string().optional(),
  items: z.string().optional(),
});
const Fields = z.object({
  requestTypeFields: z.array(
    z.object({
      fieldId: z.string(),
      name: z.string(),
      required: z.boolean().default(false),
      jiraSchema: FieldSchema.optional().catch(undefined),
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

  async createRequest(request) {
    if (request.isBare === true) return createBareRequest(request);
    const { serviceDeskId, requestTypeId, summary, description, fields, reporterAccountId } = request;
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

  addInternalComment: (issueKey, body) => addComment(issueKey, body, true),
  addPublicComment: (issueKey, body) => addComment(issueKey, body, false),

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

/**
 * The platform's own resource takes a document; the service desk's takes wiki text, in which a caller's words could become
 * markup. The property is what makes a comment internal.
 */
const addComment = (issueKey: string, body: AdfDocument, internal: boolean) =>
  send(route`/rest/api/3/issue/${issueKey}/comment`, {
    method: 'POST',
    ...json({ body, properties: [{ key: 'sd.public.comment', value: { internal } }] }),
  });

const toField = (field: z.infer<typeof Fields>['requestTypeFields'][number]): RequestField => ({
  id: field.fieldId,
  name: field.name,
  required: field.required,
  kind: fieldKindOf({ jiraSchema: field.jiraSchema, name: field.name }),
  choices: (field.validValues ?? []).map(({ value, label }) => ({ id: value, label })),
});

const toFiled = ({ issueKey, issueId, _links }: z.infer<typeof Created>): FiledRequest => ({
  key: issueKey,
  id: issueId,
  ...(_links?.agent === undefined ? {} : { url: _links.agent }),
});
