import { toHtml } from './adf-html';
import { type Jira, toJiraTime, urlOf } from './jira';
import type { Attachment, Comment, History, Issue, Status } from './model';
import { isPublic, seesRequest } from './permissions';
import { issueTypes, linkTypes, type priorities, projects, statuses } from './seed';
import { renderUser } from './user-json';

const CATEGORIES = {
  new: { id: 2, key: 'new', colorName: 'blue-gray', name: 'To Do' },
  indeterminate: { id: 4, key: 'indeterminate', colorName: 'yellow', name: 'In Progress' },
  done: { id: 3, key: 'done', colorName: 'green', name: 'Done' },
} as const;

export const renderStatusCategory = (jira: Jira, category: Status['category']) => ({
  self: urlOf(jira, `/rest/api/3/statuscategory/${CATEGORIES[category].id}`),
  ...CATEGORIES[category],
});

export const findStatus = (id: string): Status =>
  statuses.find((status) => status.id === id) ?? { id, name: id, category: 'new' };

export function renderStatus(jira: Jira, id: string) {
  const status = findStatus(id);
  return {
    self: urlOf(jira, `/rest/api/3/status/${id}`),
    description: '',
    iconUrl: urlOf(jira, '/images/icons/status_generic.gif'),
    name: status.name,
    id,
    statusCategory: renderStatusCategory(jira, status.category),
  };
}

export function renderIssueType(jira: Jira, id: string) {
  const type = issueTypes.find((one) => one.id === id);
  return {
    self: urlOf(jira, `/rest/api/3/issuetype/${id}`),
    id,
    description: type?.description ?? '',
    iconUrl: urlOf(jira, `/rest/api/2/universal_avatar/view/type/issuetype/avatar/${id}?size=medium`),
    name: type?.name ?? id,
    subtask: false,
    hierarchyLevel: 0,
  };
}

export function renderProject(jira: Jira, key: string) {
  const project = projects.find((one) => one.key === key);
  const avatar = urlOf(jira, '/rest/api/3/universal_avatar/view/type/project/avatar/10415');
  return {
    self: urlOf(jira, `/rest/api/3/project/${project?.id ?? ''}`),
    id: project?.id ?? '',
    key,
    name: project?.name ?? key,
    projectTypeKey: 'service_desk',
    simplified: false,
    avatarUrls: {
      '48x48': avatar,
      '24x24': `${avatar}?size=small`,
      '16x16': `${avatar}?size=xsmall`,
      '32x32': `${avatar}?size=medium`,
    },
  };
}

export const renderFullPriority = (jira: Jira, priority: (typeof priorities)[number]) => ({
  self: urlOf(jira, `/rest/api/3/priority/${priority.id}`),
  statusColor: priority.color,
  description: priority.description,
  iconUrl: urlOf(jira, `/images/icons/priorities/${priority.name.toLowerCase()}.svg`),
  name: priority.name,
  id: priority.id,
});

export function renderComment(jira: Jira, issue: Issue, comment: Comment, expand: readonly string[] = []) {
  const author = jira.store.users.get(comment.authorId);
  return {
    self: urlOf(jira, `/rest/api/3/issue/${issue.id}/comment/${comment.id}`),
    id: comment.id,
    author: renderUser(jira, comment.authorId),
    body: comment.body,
    updateAuthor: renderUser(jira, comment.updateAuthorId),
    created: toJiraTime(comment.created),
    updated: toJiraTime(comment.updated),
    jsdPublic: isPublic(comment),
    ...(issue.requestTypeId === undefined || author === undefined
      ? {}
      : { jsdAuthorCanSeeRequest: seesRequest(jira, author, issue) }),
    ...(expand.includes('properties') ? { properties: comment.properties } : {}),
    ...(expand.includes('renderedBody') ? { renderedBody: toHtml(comment.body) } : {}),
  };
}

const hasThumbnail = (attachment: Attachment): boolean =>
  /^image\/(png|jpe?g|gif)$/.test(attachment.mimeType);

export function renderAttachment(jira: Jira, attachment: Attachment) {
  const { id } = attachment;
  return {
    self: urlOf(jira, `/rest/api/3/attachment/${id}`),
    id,
    filename: attachment.filename,
    author: renderUser(jira, attachment.authorId),
    created: toJiraTime(attachment.created),
    size: attachment.size,
    mimeType: attachment.mimeType,
    content: urlOf(jira, `/rest/api/3/attachment/content/${id}`),
    ...(hasThumbnail(attachment) ? { thumbnail: urlOf(jira, `/rest/api/3/attachment/thumbnail/${id}`) } : {}),
  };
}

export const renderHistory = (jira: Jira, history: History) => ({
  id: history.id,
  author: renderUser(jira, history.authorId),
  created: toJiraTime(history.created),
  items: history.items.map((item) =>
    // Jira leaves out what a change did not have.
    Object.fromEntries(Object.entries(item).filter(([, value]) => value !== null)),
  ),
});

export function renderLinkType(jira: Jira, id: string) {
  const type = linkTypes.find((one) => one.id === id) ?? linkTypes[2];
  return { ...type, self: urlOf(jira, `/rest/api/3/issueLinkType/${type.id}`) };
}

export function renderLinkedIssue(jira: Jira, id: string) {
  const issue = jira.store.issues.get(id);
  return {
    id,
    key: issue?.key ?? '',
    self: urlOf(jira, `/rest/api/3/issue/${id}`),
    fields: {
      summary: String(issue?.fields.summary ?? ''),
      status: renderStatus(jira, issue?.statusId ?? '1'),
      issuetype: renderIssueType(jira, issue?.issueTypeId ?? ''),
    },
  };
}
