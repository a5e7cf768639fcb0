import { toPlainText } from './adf';
import type { Jira } from './jira';
import { choose, type JqlField, type JqlScope, missingValue, present, stringOf, textOf } from './jql-field';
import type { Issue, User } from './model';
import { holds } from './permissions';
import { findStatus } from './platform-json';
import { Refusal } from './refusal';
import { issueTypes, priorities, projects, resolutions, statuses } from './seed';

export function findSystemField(scope: JqlScope, key: string): JqlField | undefined {
  const { jira, user } = scope;
  const person = (name: string, read: (issue: Issue) => string | undefined): JqlField => ({
    name,
    values: { read: (issue) => present(read(issue)), resolve: (operand) => findPerson(jira, operand, name) },
  });
  const date = (name: string, read: (issue: Issue) => number | undefined): JqlField => ({
    name,
    order: { read, date: true },
  });
  switch (key) {
    case 'project':
      return {
        name: 'project',
        values: {
          read: (issue) => [issue.projectKey],
          resolve: (operand) => findProject(jira, user, operand),
        },
      };
    case 'key':
    case 'issuekey':
    case 'issue':
    case 'id':
      return keyField(jira);
    case 'status':
      return listed('status', statuses, (issue) => issue.statusId);
    case 'statuscategory':
      return listed('statusCategory', CATEGORIES, (issue) => findStatus(issue.statusId).category);
    case 'issuetype':
    case 'type':
      return listed('issuetype', issueTypes, (issue) => issue.issueTypeId);
    case 'priority':
      return priorityField();
    case 'resolution':
      return listed(
        'resolution',
        [...resolutions, UNRESOLVED],
        (issue) => stringOf(issue.fields.resolution)[0],
      );
    case 'labels':
      return { name: 'labels', values: { read: readLabels, resolve: (operand) => operand } };
    case 'reporter':
      return person('reporter', (issue) => issue.reporterId);
    case 'creator':
      return person('creator', (issue) => issue.creatorId);
    case 'assignee':
      return person('assignee', (issue) => stringOf(issue.fields.assignee)[0]);
    case 'created':
    case 'createddate':
      return date('created', (issue) => issue.created);
    case 'updated':
    case 'updateddate':
      return date('updated', (issue) => issue.updated);
    case 'resolved':
    case 'resolutiondate':
      return date('resolved', (issue) => issue.resolved);
    case 'request type':
    case 'customer request type':
      return listed('request type', jira.store.requestTypes.list(), (issue) => issue.requestTypeId);
    default:
      return undefined;
  }
}

/** The names are those of Jira's own categories, not of our ids. */
const CATEGORIES = [
  { id: 'new', name: 'To Do' },
  { id: 'indeterminate', name: 'In Progress' },
  { id: 'done', name: 'Done' },
];

const UNRESOLVED = { id: 'unresolved', name: 'Unresolved' };

const readLabels = (issue: Issue): string[] => {
  const labels = issue.fields.labels;
  return Array.isArray(labels) ? labels : [];
};

function listed(
  name: string,
  all: readonly { id: string; name: string }[],
  read: (issue: Issue) => string | undefined,
): JqlField {
  return { name, values: { read: (issue) => present(read(issue)), resolve: choose(name, all) } };
}

const keyNumber = (key: string): number => Number(key.split('-')[1]);

function keyField(jira: Jira): JqlField {
  const resolve = (operand: string): string => {
    const issue = /^\d+$/.test(operand) ? jira.store.issues.get(operand) : jira.store.findIssueByKey(operand);
    if (issue !== undefined) return issue.key;
    throw new Refusal(400, `An issue with key '${operand}' does not exist for field 'key'.`);
  };
  return {
    name: 'key',
    values: { read: (issue) => [issue.key], resolve },
    order: { read: (issue) => keyNumber(issue.key), parse: (operand) => keyNumber(resolve(operand)) },
  };
}

function priorityField(): JqlField {
  const resolve = choose('priority', priorities);
  // Id 1 is the highest: greater means more urgent.
  const rank = (id: string): number => -Number(id);
  const read = (issue: Issue): string[] => stringOf(issue.fields.priority);
  return {
    name: 'priority',
    values: { read, resolve },
    order: { read: (issue) => read(issue).map(rank)[0], parse: (operand) => rank(resolve(operand)) },
  };
}

function findPerson(jira: Jira, operand: string, field: string): string {
  const lower = operand.toLowerCase();
  const user = jira.store.users
    .list()
    .find(
      (one) =>
        one.accountId === operand || one.displayName.toLowerCase() === lower || one.emailAddress === lower,
    );
  if (user !== undefined) return user.accountId;
  throw missingValue(operand, field);
}

function findProject(jira: Jira, user: User, operand: string): string {
  const lower = operand.toLowerCase();
  const project = projects.find((one) =>
    [one.id, one.key.toLowerCase(), one.name.toLowerCase()].includes(lower),
  );
  if (project !== undefined && holds(jira, user, project.key, 'BROWSE_PROJECTS')) return project.key;
  throw missingValue(operand, 'project');
}

const readComments = (issue: Issue): string[] => issue.comments.map((comment) => toPlainText(comment.body));

/** `text` covers summary, description, environment, comments and the text fields that are custom. */
export function findTextField(key: string): JqlField | undefined {
  switch (key) {
    case 'summary':
    case 'description':
    case 'environment':
      return { name: key, text: (issue) => textOf(issue, key) };
    case 'comment':
      return { name: key, text: readComments };
    case 'text':
    case 'textfields':
      return {
        name: 'text',
        text: (issue) => [
          ...Object.keys(issue.fields).flatMap((id) => (isTextual(id) ? textOf(issue, id) : [])),
          ...readComments(issue),
        ],
      };
    default:
      return undefined;
  }
}

const isTextual = (id: string): boolean =>
  ['summary', 'description', 'environment'].includes(id) || id.startsWith('customfield_');
