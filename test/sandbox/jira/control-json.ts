import { toPlainText } from './adf';
import { toHtml } from './adf-html';
import { describeFieldValue } from './field-json';
import { listTransitions } from './issues';
import type { Jira } from './jira';
import type { Issue } from './model';
import { isPublic } from './permissions';
import { findStatus, renderHistory, renderLinkedIssue, renderLinkType } from './platform-json';

/** The page's own shapes: names instead of links, times in milliseconds. */
export function renderRequestSummary(jira: Jira, issue: Issue) {
  const type =
    issue.requestTypeId === undefined ? undefined : jira.store.requestTypes.get(issue.requestTypeId);
  const status = findStatus(issue.statusId);
  const priority = jira.store.fields.get('priority');
  return {
    id: issue.id,
    key: issue.key,
    summary: String(issue.fields.summary ?? ''),
    requestType: type === undefined ? null : { id: type.id, name: type.name },
    status: { id: status.id, name: status.name, category: status.category },
    priority: priority === undefined ? null : describeFieldValue(jira, priority, issue.fields.priority),
    reporter: describePerson(jira, issue.reporterId),
    labels: issue.fields.labels ?? [],
    created: issue.created,
    updated: issue.updated,
    commentCount: issue.comments.length,
    attachmentCount: issue.attachmentIds.length,
    properties: issue.properties,
  };
}

const describePerson = (jira: Jira, accountId: string) => ({
  accountId,
  displayName: jira.store.users.get(accountId)?.displayName ?? 'Former user',
  accountType: jira.store.users.get(accountId)?.accountType ?? 'atlassian',
});

export function renderWholeRequest(jira: Jira, issue: Issue) {
  const description = issue.fields.description;
  const document = typeof description === 'object' && !Array.isArray(description) ? description : null;
  return {
    ...renderRequestSummary(jira, issue),
    channel: issue.channel ?? null,
    creator: describePerson(jira, issue.creatorId),
    description: document && { adf: document, text: toPlainText(document), html: toHtml(document) },
    fields: renderFields(jira, issue),
    participants: issue.participantIds.map((id) => describePerson(jira, id)),
    transitions: listTransitions(issue).map(({ id, name, to }) => ({ id, name, to: findStatus(to).name })),
    comments: issue.comments.map((comment) => ({
      id: comment.id,
      author: describePerson(jira, comment.authorId),
      created: comment.created,
      updated: comment.updated,
      public: isPublic(comment),
      adf: comment.body,
      text: toPlainText(comment.body),
      html: toHtml(comment.body),
      properties: comment.properties,
      attachmentIds: comment.attachmentIds,
    })),
    attachments: issue.attachmentIds
      .flatMap((id) => jira.store.attachments.get(id) ?? [])
      .map(({ issueId: _issueId, authorId, ...attachment }) => ({
        ...attachment,
        author: describePerson(jira, authorId),
        url: `/_sandbox/jira/attachments/${attachment.id}/content`,
      })),
    links: issue.links.map((link) => {
      const outwards = link.inwardId === issue.id;
      const other = renderLinkedIssue(jira, outwards ? link.outwardId : link.inwardId);
      const type = renderLinkType(jira, link.typeId);
      return {
        id: link.id,
        relation: outwards ? type.outward : type.inward,
        key: other.key,
        summary: other.fields.summary,
      };
    }),
    history: issue.history.map((history) => renderHistory(jira, history)),
  };
}

/** Every field that has a value, except those with a place of their own. */
function renderFields(jira: Jira, issue: Issue) {
  const shown = new Set(['summary', 'description', 'priority', 'labels']);
  return Object.entries(issue.fields).flatMap(([id, value]) => {
    const field = jira.store.fields.get(id);
    if (field === undefined || shown.has(id)) return [];
    return { id, name: field.name, kind: field.kind, value, text: describeFieldValue(jira, field, value) };
  });
}
