import { toPlainText } from './adf';
import { toHtml } from './adf-html';
import { describeFieldValue, isCustom, renderFieldHtml, renderSchema } from './field-json';
import { type Jira, toJiraTime, urlOf } from './jira';
import type { Attachment, Comment, Field, Issue, RequestType, User } from './model';
import { isPublic } from './permissions';
import { findStatus, renderAttachment } from './platform-json';
import { priorities, projects } from './seed';
import { renderServiceUser } from './user-json';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const SERVICE = '/rest/servicedeskapi';

export const serviceUrl = (jira: Jira, path: string): string => urlOf(jira, `${SERVICE}${path}`);

/** `DateDTO`. Times are UTC: the sandbox's users live there. */
export function renderDate(at: number) {
  const date = new Date(at);
  const hours = date.getUTCHours();
  const clock = `${hours % 12 === 0 ? 12 : hours % 12}:${String(date.getUTCMinutes()).padStart(2, '0')}`;
  const day = `${String(date.getUTCDate()).padStart(2, '0')}/${MONTHS[date.getUTCMonth()]}`;
  return {
    iso8601: toJiraTime(at).replace(/\.\d{3}/, ''),
    jira: toJiraTime(at),
    friendly: `${day}/${String(date.getUTCFullYear()).slice(2)} ${clock} ${hours < 12 ? 'AM' : 'PM'}`,
    epochMillis: at,
  };
}

export interface PageQuery {
  start: number;
  limit: number;
}

/** `PagedDTO`. https://developer.atlassian.com/cloud/jira/service-desk/rest/intro/#pagination */
export function renderPage<T>(
  jira: Jira,
  path: string,
  all: readonly T[],
  query: PageQuery,
  render: (one: T) => unknown,
) {
  const { start, limit } = query;
  const values = all.slice(start, start + limit);
  const isLastPage = start + limit >= all.length;
  const pageUrl = (from: number): string => serviceUrl(jira, `${path}?start=${from}&limit=${limit}`);
  return {
    _expands: [],
    size: values.length,
    start,
    limit,
    isLastPage,
    _links: {
      self: pageUrl(start),
      base: urlOf(jira, ''),
      context: '',
      ...(isLastPage ? {} : { next: pageUrl(start + limit) }),
      ...(start === 0 ? {} : { prev: pageUrl(Math.max(0, start - limit)) }),
    },
    values: values.map(render),
  };
}

export const FIRST_PAGE: PageQuery = { start: 0, limit: 50 };

export function renderServiceDesk(jira: Jira, serviceDeskId: string) {
  const project = projects.find((one) => one.serviceDeskId === serviceDeskId);
  return {
    id: serviceDeskId,
    projectId: project?.id ?? '',
    projectName: project?.name ?? '',
    projectKey: project?.key ?? '',
    projectTypeKey: 'service_desk',
    _links: { self: serviceUrl(jira, `/servicedesk/${serviceDeskId}`) },
  };
}

export function renderRequestType(jira: Jira, type: RequestType, user: User, expand: readonly string[] = []) {
  return {
    _expands: ['field'],
    id: type.id,
    _links: { self: serviceUrl(jira, `/servicedesk/${type.serviceDeskId}/requesttype/${type.id}`) },
    name: type.name,
    description: type.description,
    helpText: type.helpText,
    issueTypeId: type.issueTypeId,
    serviceDeskId: type.serviceDeskId,
    portalId: type.serviceDeskId,
    groupIds: ['1'],
    icon: { id: '10525', _links: { iconUrls: { '48x48': urlOf(jira, '/icon/48.png') } } },
    practice: type.issueTypeId === '10001' ? 'incident_management' : 'service_request',
    restrictionStatus: 'OPEN',
    canCreateRequest: true,
    ...(expand.includes('field') ? { fields: renderCreateMeta(jira, type, user, false) } : {}),
  };
}

/** `CustomerRequestCreateMetaDTO`; hidden fields only when asked for. */
export function renderCreateMeta(jira: Jira, type: RequestType, user: User, withHidden: boolean) {
  const project = projects.find((one) => one.serviceDeskId === type.serviceDeskId);
  const role = project && user.roles[project.key];
  const agent = role !== undefined && role !== 'customer';
  const asked = type.fields.filter((field) => withHidden || field.hidden !== true);
  return {
    requestTypeFields: asked.flatMap((entry) => {
      const field = jira.store.fields.get(entry.fieldId);
      if (field === undefined) return [];
      return {
        fieldId: field.id,
        name: entry.name ?? field.name,
        description: entry.description ?? field.description ?? '',
        required: entry.required,
        defaultValues: field.kind === 'priority' ? [{ value: '3', label: 'Medium', children: [] }] : [],
        presetValues: entry.presetValue === undefined ? [] : [String(entry.presetValue)],
        validValues: listValidValues(field),
        jiraSchema: renderSchema(field),
        visible: entry.hidden !== true,
      };
    }),
    canRaiseOnBehalfOf: agent,
    canAddRequestParticipants: agent,
  };
}

function listValidValues(field: Field) {
  if (field.kind === 'priority') {
    return priorities.map((priority) => ({ value: priority.id, label: priority.name, children: [] }));
  }
  const options = (field.options ?? []).filter((option) => option.disabled !== true);
  return options.map((option) => ({ value: option.id, label: option.value, children: [] }));
}

const CATEGORY_NAMES = { new: 'NEW', indeterminate: 'INDETERMINATE', done: 'DONE' } as const;

export function renderRequestStatus(entry: { statusId: string; at: number }) {
  const status = findStatus(entry.statusId);
  return {
    status: status.name,
    statusCategory: CATEGORY_NAMES[status.category],
    statusDate: renderDate(entry.at),
  };
}

/** `CommentDTO`: the body is the document's plain text, the HTML comes on request. */
export function renderServiceComment(jira: Jira, issue: Issue, comment: Comment, expand: readonly string[]) {
  const path = `/request/${issue.id}/comment/${comment.id}`;
  const attachments = comment.attachmentIds.flatMap((id) => jira.store.attachments.get(id) ?? []);
  return {
    _expands: ['attachment', 'renderedBody'],
    id: comment.id,
    body: toPlainText(comment.body),
    public: isPublic(comment),
    author: renderServiceUser(jira, comment.authorId),
    created: renderDate(comment.created),
    _links: { self: serviceUrl(jira, path) },
    ...(expand.includes('renderedBody') ? { renderedBody: { html: toHtml(comment.body) } } : {}),
    ...(expand.includes('attachment')
      ? {
          attachments: renderPage(jira, `${path}/attachment`, attachments, FIRST_PAGE, (one) =>
            renderServiceAttachment(jira, one),
          ),
        }
      : {}),
  };
}

export function renderServiceAttachment(jira: Jira, attachment: Attachment) {
  const { self, content, thumbnail } = renderAttachment(jira, attachment);
  return {
    filename: attachment.filename,
    author: renderServiceUser(jira, attachment.authorId),
    created: renderDate(attachment.created),
    size: attachment.size,
    mimeType: attachment.mimeType,
    _links: { jiraRest: self, content, self, ...(thumbnail === undefined ? {} : { thumbnail }) },
  };
}

/** The fields that the request's own type shows on the portal. */
export function renderRequestFields(jira: Jira, issue: Issue, type: RequestType) {
  return type.fields.flatMap((entry) => {
    const field = jira.store.fields.get(entry.fieldId);
    if (field === undefined || entry.hidden) return [];
    const value = issue.fields[field.id];
    const html = renderFieldHtml(value);
    return {
      fieldId: field.id,
      label: entry.name ?? field.name,
      value: renderServiceValue(jira, field, issue),
      ...(html === null ? {} : { renderedValue: { html } }),
    };
  });
}

function renderServiceValue(jira: Jira, field: Field, issue: Issue): unknown {
  const value = issue.fields[field.id];
  if (value === undefined) return isCustom(field) ? null : '';
  if (field.kind === 'number' || field.kind === 'labels') return value;
  if (field.kind === 'select' || field.kind === 'radio')
    return { id: value, value: describeFieldValue(jira, field, value) };
  if (field.kind === 'multi-select' || field.kind === 'checkboxes')
    return [value].flat().map((id) => ({ id, value: describeFieldValue(jira, field, [String(id)]) }));
  if (field.kind === 'priority') return { id: value, name: describeFieldValue(jira, field, value) };
  if (field.kind === 'user') return renderServiceUser(jira, String(value));
  return describeFieldValue(jira, field, value);
}
