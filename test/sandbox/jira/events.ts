import { listMentions } from './adf';
import { type Jira, toJiraTime } from './jira';
import type { AdfNode, Attachment, Comment, History, Issue } from './model';
import { isPublic } from './permissions';
import { renderAttachment, renderIssueType, renderProject, renderStatus } from './platform-json';
import { APP_ID } from './seed';

/**
 * Events in the shapes of https://developer.atlassian.com/platform/forge/events-reference/jira/. People appear in
 * them by account id only.
 */
function emit(jira: Jira, eventType: string, actorId: string, payload: Record<string, unknown>): void {
  const timestamp = String(jira.context.clock.now());
  const selfGenerated = actorId === APP_ID;
  jira.emit({
    eventType,
    payload: { eventType, selfGenerated, atlassianId: actorId, timestamp, ...payload },
  });
}

const byId = (accountId: unknown) => (typeof accountId === 'string' ? { accountId } : null);

function renderEventIssue(jira: Jira, issue: Issue) {
  return {
    id: issue.id,
    key: issue.key,
    fields: {
      summary: issue.fields.summary,
      issuetype: renderIssueType(jira, issue.issueTypeId),
      creator: byId(issue.creatorId),
      created: toJiraTime(issue.created),
      project: renderProject(jira, issue.projectKey),
      reporter: byId(issue.reporterId),
      assignee: byId(issue.fields.assignee),
      updated: toJiraTime(issue.updated),
      status: renderStatus(jira, issue.statusId),
    },
  };
}

const associate = (...accountIds: unknown[]) => ({
  associatedUsers: [...new Set(accountIds)].filter((id) => typeof id === 'string').map(byId),
});

export function announceCreation(jira: Jira, issue: Issue): void {
  const shared = { issue: renderEventIssue(jira, issue), ...associate(issue.creatorId) };
  const jiraEventTypeName = 'issue_created';
  emit(jira, 'avi:jira:created:issue', issue.creatorId, { ...shared, jiraEventTypeName });
  if (issue.fields.assignee !== undefined) {
    const changelog = { items: [{ field: 'assignee', from: null, to: issue.fields.assignee }] };
    emit(jira, 'avi:jira:assigned:issue', issue.creatorId, { ...shared, changelog });
  }
  announceIssueMentions(jira, issue, issue.creatorId);
}

/** An update, and with it an assignment when the assignee changed. */
export function announceUpdate(jira: Jira, issue: Issue, history: History): void {
  const { items, id, authorId } = history;
  const assigned = items.find((item) => item.fieldId === 'assignee');
  const status = items.find((item) => item.fieldId === 'status');
  const payload = {
    issue: renderEventIssue(jira, issue),
    jiraEventTypeName: nameUpdate(items.map((item) => item.fieldId)),
    changelog: { id, items },
    ...associate(authorId, assigned?.from, assigned?.to),
    ...(status === undefined
      ? {}
      : { associatedStatuses: [status.to, status.from].map((id) => renderStatus(jira, id ?? '')) }),
  };
  emit(jira, 'avi:jira:updated:issue', authorId, payload);
  if (assigned !== undefined) emit(jira, 'avi:jira:assigned:issue', authorId, payload);
  if (items.some((item) => item.fieldId === 'description')) announceIssueMentions(jira, issue, authorId);
}

function nameUpdate(fieldIds: string[]): string {
  if (fieldIds.includes('resolution')) return 'issue_resolved';
  if (fieldIds.includes('status')) return 'issue_generic';
  return fieldIds.includes('assignee') ? 'issue_assigned' : 'issue_updated';
}

function announceIssueMentions(jira: Jira, issue: Issue, actorId: string): void {
  const description = issue.fields.description;
  if (typeof description !== 'object' || Array.isArray(description)) return;
  const mentionedAccountIds = listOthers(description, actorId);
  if (mentionedAccountIds.length === 0) return;
  emit(jira, 'avi:jira:mentioned:issue', actorId, {
    issue: renderEventIssue(jira, issue),
    mentionedAccountIds,
  });
}

/** A user mentioning themselves does not count as a mention. */
const listOthers = (document: AdfNode, actorId: string): string[] =>
  listMentions(document).filter((accountId) => accountId !== actorId);

export function announceDeletion(jira: Jira, issue: Issue, actorId: string): void {
  emit(jira, 'avi:jira:deleted:issue', actorId, {
    issue: renderEventIssue(jira, issue),
    ...associate(actorId),
  });
}

const renderEventComment = (comment: Comment) => ({
  id: comment.id,
  author: byId(comment.authorId),
  body: comment.body,
  updateAuthor: byId(comment.updateAuthorId),
  created: toJiraTime(comment.created),
  updated: toJiraTime(comment.updated),
  jsdPublic: isPublic(comment),
});

/** Sent when a comment is created and when it is edited. */
export function announceComment(jira: Jira, issue: Issue, comment: Comment): void {
  const actorId = comment.updateAuthorId;
  const shared = { issue: renderEventIssue(jira, issue), comment: renderEventComment(comment) };
  emit(jira, 'avi:jira:commented:issue', actorId, { ...shared, ...associate(actorId) });
  const mentionedAccountIds = listOthers(comment.body, actorId);
  if (mentionedAccountIds.length > 0) {
    emit(jira, 'avi:jira:mentioned:comment', actorId, { ...shared, mentionedAccountIds });
  }
}

export function announceCommentDeletion(jira: Jira, issue: Issue, comment: Comment, actorId: string): void {
  const shared = { issue: renderEventIssue(jira, issue), comment: renderEventComment(comment) };
  emit(jira, 'avi:jira:deleted:comment', actorId, shared);
}

export function announceAttachment(
  jira: Jira,
  what: 'created' | 'deleted',
  attachment: Attachment,
  actorId: string,
): void {
  const { author: _author, content: _content, self: _self, ...rest } = renderAttachment(jira, attachment);
  const rendered = { ...rest, issueId: attachment.issueId, author: byId(attachment.authorId) };
  emit(jira, `avi:jira:${what}:attachment`, actorId, { attachment: rendered });
}

export function announceLink(
  jira: Jira,
  link: Issue['links'][number],
  projectIds: { source: string; destination: string },
  issueLinkType: Record<string, unknown>,
  actorId: string,
): void {
  emit(jira, 'avi:jira:created:issuelink', actorId, {
    id: link.id,
    sourceIssueId: link.inwardId,
    destinationIssueId: link.outwardId,
    sourceProjectId: projectIds.source,
    destinationProjectId: projectIds.destination,
    issueLinkType,
  });
}
