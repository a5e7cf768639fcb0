import { listComments } from './comments';
import { type Jira, urlOf } from './jira';
import type { Attachment, Issue, User } from './model';
import { seesInternal } from './permissions';
import {
  FIRST_PAGE,
  renderDate,
  renderPage,
  renderRequestFields,
  renderRequestStatus,
  renderRequestType,
  renderServiceAttachment,
  renderServiceComment,
  renderServiceDesk,
  serviceUrl,
} from './service-json';
import { renderServiceUser } from './user-json';

const EXPANDS = [
  'participant',
  'status',
  'sla',
  'requestType',
  'serviceDesk',
  'attachment',
  'action',
  'comment',
  'comment.attachment',
  'comment.renderedBody',
];

/** The attachments that the user may see. */
export const listAttachments = (jira: Jira, user: User, issue: Issue): Attachment[] =>
  issue.attachmentIds
    .flatMap((id) => jira.store.attachments.get(id) ?? [])
    .filter((attachment) => attachment.public || seesInternal(jira, user, issue));

/** `CustomerRequestDTO`. */
export function renderRequest(jira: Jira, user: User, issue: Issue, expand: readonly string[] = []) {
  const type =
    issue.requestTypeId === undefined ? undefined : jira.store.requestTypes.get(issue.requestTypeId);
  const serviceDeskId = type?.serviceDeskId ?? '1';
  const portal = `/servicedesk/customer/portal/${serviceDeskId}/${issue.key}`;
  return {
    _expands: EXPANDS,
    issueId: issue.id,
    issueKey: issue.key,
    summary: String(issue.fields.summary ?? ''),
    requestTypeId: issue.requestTypeId ?? '',
    serviceDeskId,
    createdDate: renderDate(issue.created),
    reporter: renderServiceUser(jira, issue.reporterId),
    requestFieldValues: type === undefined ? [] : renderRequestFields(jira, issue, type),
    currentStatus: renderRequestStatus(
      issue.statuses.at(-1) ?? { statusId: issue.statusId, at: issue.created },
    ),
    _links: {
      jiraRest: urlOf(jira, `/rest/api/2/issue/${issue.id}`),
      web: urlOf(jira, portal),
      agent: urlOf(jira, `/browse/${issue.key}`),
      self: serviceUrl(jira, `/request/${issue.id}`),
    },
    ...renderExpanded(jira, user, issue, expand),
  };
}

function renderExpanded(
  jira: Jira,
  user: User,
  issue: Issue,
  expand: readonly string[],
): Record<string, unknown> {
  const type =
    issue.requestTypeId === undefined ? undefined : jira.store.requestTypes.get(issue.requestTypeId);
  const path = `/request/${issue.id}`;
  const nested = expand
    .filter((name) => name.startsWith('comment.'))
    .map((name) => name.slice('comment.'.length));
  const parts: Record<string, () => unknown> = {
    serviceDesk: () => renderServiceDesk(jira, type?.serviceDeskId ?? '1'),
    requestType: () => (type === undefined ? undefined : renderRequestType(jira, type, user)),
    participants: () =>
      renderPage(jira, `${path}/participant`, issue.participantIds, FIRST_PAGE, (id) =>
        renderServiceUser(jira, id),
      ),
    status: () =>
      renderPage(jira, `${path}/status`, issue.statuses.toReversed(), FIRST_PAGE, renderRequestStatus),
    sla: () => renderPage(jira, `${path}/sla`, [], FIRST_PAGE, () => ({})),
    attachments: () =>
      renderPage(jira, `${path}/attachment`, listAttachments(jira, user, issue), FIRST_PAGE, (attachment) =>
        renderServiceAttachment(jira, attachment),
      ),
    comments: () =>
      renderPage(jira, `${path}/comment`, listComments(jira, user, issue), FIRST_PAGE, (comment) =>
        renderServiceComment(jira, issue, comment, nested),
      ),
    actions: () => ({
      addAttachment: { allowed: true },
      addComment: { allowed: true },
      addParticipant: { allowed: true },
      removeParticipant: { allowed: true },
    }),
  };
  const names: Record<string, string> = {
    participant: 'participants',
    attachment: 'attachments',
    comment: 'comments',
    action: 'actions',
  };
  const wanted = expand.map(
    (name) => names[name] ?? name.split('.')[0]?.replace(/^comment$/, 'comments') ?? name,
  );
  return Object.fromEntries(
    Object.entries(parts)
      .filter(([name]) => wanted.includes(name))
      .map(([name, render]) => [name, render()]),
  );
}
