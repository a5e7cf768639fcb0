import { listComments } from './comments';
import { renderFieldHtml, renderFieldValue, renderResolution, renderSchema } from './field-json';
import { listTransitions } from './issues';
import { type Jira, toJiraTime, urlOf } from './jira';
import type { Issue, User } from './model';
import {
  findStatus,
  renderAttachment,
  renderComment,
  renderHistory,
  renderIssueType,
  renderLinkedIssue,
  renderLinkType,
  renderProject,
  renderStatus,
  renderStatusCategory,
} from './platform-json';
import { REQUEST_TYPE_FIELD } from './seed';
import { renderRequestStatus, renderRequestType, serviceUrl } from './service-json';
import { renderUser } from './user-json';

export interface IssueView {
  /** As in the API: names, `*all`, `*navigable`, `-name`; empty means the resource's default. */
  fields: readonly string[];
  expand: readonly string[];
  properties: readonly string[];
}

/** Left out of `*navigable`, the columns of a search. */
const NOT_NAVIGABLE = ['comment', 'attachment', 'issuelinks'];

/** `IssueBean`. */
export function renderIssue(
  jira: Jira,
  user: User,
  issue: Issue,
  view: IssueView,
  fallback: readonly string[],
) {
  const all = renderAllFields(jira, user, issue);
  const wanted = chooseFields(Object.keys(all), view.fields.length > 0 ? view.fields : fallback);
  const pick = (values: Record<string, unknown>): Record<string, unknown> =>
    Object.fromEntries(Object.entries(values).filter(([id]) => wanted.has(id)));
  return {
    expand: 'renderedFields,names,schema,operations,editmeta,changelog,versionedRepresentations',
    id: issue.id,
    self: urlOf(jira, `/rest/api/3/issue/${issue.id}`),
    key: issue.key,
    ...(wanted.size > 0 ? { fields: pick(all) } : {}),
    ...(view.properties.length > 0 ? { properties: pickProperties(issue, view.properties) } : {}),
    ...renderExpanded(jira, issue, view.expand, pick),
  };
}

function chooseFields(known: string[], names: readonly string[]): Set<string> {
  const included = names.filter((name) => !name.startsWith('-'));
  const excluded = names.filter((name) => name.startsWith('-')).map((name) => name.slice(1));
  const onlyExclusions = included.length === 0 && excluded.length > 0;
  const isChosen = (id: string): boolean =>
    onlyExclusions ||
    included.includes(id) ||
    included.includes('*all') ||
    (included.includes('*navigable') && !NOT_NAVIGABLE.includes(id));
  return new Set(known.filter((id) => isChosen(id) && !excluded.includes(id)));
}

function pickProperties(issue: Issue, names: readonly string[]): Record<string, unknown> {
  const all = names.includes('*all');
  return Object.fromEntries(Object.entries(issue.properties).filter(([key]) => all || names.includes(key)));
}

function renderExpanded(
  jira: Jira,
  issue: Issue,
  expand: readonly string[],
  pick: (values: Record<string, unknown>) => Record<string, unknown>,
): Record<string, unknown> {
  const fields = jira.store.fields.list();
  const parts: Record<string, () => unknown> = {
    renderedFields: () =>
      pick(Object.fromEntries(fields.map((field) => [field.id, renderFieldHtml(issue.fields[field.id])]))),
    names: () => pick(Object.fromEntries(fields.map((field) => [field.id, field.name]))),
    schema: () => pick(Object.fromEntries(fields.map((field) => [field.id, renderSchema(field)]))),
    transitions: () => renderTransitions(jira, issue),
    changelog: () => ({
      startAt: 0,
      maxResults: issue.history.length,
      total: issue.history.length,
      histories: issue.history.toReversed().map((history) => renderHistory(jira, history)),
    }),
  };
  return Object.fromEntries(
    Object.entries(parts)
      .filter(([name]) => expand.includes(name))
      .map(([name, render]) => [name, render()]),
  );
}

export const renderTransitions = (jira: Jira, issue: Issue) =>
  listTransitions(issue).map((transition) => ({
    id: transition.id,
    name: transition.name,
    to: renderStatus(jira, transition.to),
    hasScreen: false,
    isGlobal: false,
    isInitial: false,
    isAvailable: true,
    isConditional: false,
    isLooped: false,
  }));

function renderAllFields(jira: Jira, user: User, issue: Issue): Record<string, unknown> {
  const plain = Object.fromEntries(
    jira.store.fields
      .list()
      .map((field) => [field.id, renderFieldValue(jira, field, issue.fields[field.id])]),
  );
  const comments = listComments(jira, user, issue);
  const path = `/rest/api/3/issue/${issue.id}`;
  const resolution = issue.fields.resolution;
  return {
    ...plain,
    resolution: typeof resolution === 'string' ? renderResolution(jira, resolution) : null,
    resolutiondate: issue.resolved === undefined ? null : toJiraTime(issue.resolved),
    reporter: renderUser(jira, issue.reporterId),
    creator: renderUser(jira, issue.creatorId),
    project: renderProject(jira, issue.projectKey),
    issuetype: renderIssueType(jira, issue.issueTypeId),
    status: renderStatus(jira, issue.statusId),
    statusCategory: renderStatusCategory(jira, findStatus(issue.statusId).category),
    statuscategorychangedate: toJiraTime(issue.statuses.at(-1)?.at ?? issue.created),
    created: toJiraTime(issue.created),
    updated: toJiraTime(issue.updated),
    lastViewed: null,
    subtasks: [],
    components: [],
    comment: {
      comments: comments.map((comment) => renderComment(jira, issue, comment)),
      self: urlOf(jira, `${path}/comment`),
      maxResults: comments.length,
      total: comments.length,
      startAt: 0,
    },
    attachment: issue.attachmentIds
      .flatMap((id) => jira.store.attachments.get(id) ?? [])
      .map((attachment) => renderAttachment(jira, attachment)),
    issuelinks: issue.links.map((link) => renderIssueLink(jira, issue, link)),
    [REQUEST_TYPE_FIELD]: renderRequestField(jira, user, issue),
  };
}

function renderIssueLink(jira: Jira, issue: Issue, link: Issue['links'][number]) {
  const own = link.outwardId === issue.id;
  return {
    id: link.id,
    self: urlOf(jira, `/rest/api/3/issueLink/${link.id}`),
    type: renderLinkType(jira, link.typeId),
    ...(own
      ? { inwardIssue: renderLinkedIssue(jira, link.inwardId) }
      : { outwardIssue: renderLinkedIssue(jira, link.outwardId) }),
  };
}

/** The field "Request Type", through which Service Management shows itself on an issue. */
function renderRequestField(jira: Jira, user: User, issue: Issue) {
  const type =
    issue.requestTypeId === undefined ? undefined : jira.store.requestTypes.get(issue.requestTypeId);
  if (type === undefined) return null;
  return {
    _links: {
      jiraRest: urlOf(jira, `/rest/api/2/issue/${issue.id}`),
      web: urlOf(jira, `/servicedesk/customer/portal/${type.serviceDeskId}/${issue.key}`),
      self: serviceUrl(jira, `/request/${issue.id}`),
      agent: urlOf(jira, `/browse/${issue.key}`),
    },
    requestType: renderRequestType(jira, type, user),
    currentStatus: renderRequestStatus(
      issue.statuses.at(-1) ?? { statusId: issue.statusId, at: issue.created },
    ),
  };
}
