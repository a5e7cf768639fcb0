import { toPlainText } from './adf';
import { customNumber, isCustom } from './field-json';
import type { Jira } from './jira';
import type { Field, Issue, PropertyIndex, User } from './model';
import { holds } from './permissions';
import { findStatus } from './platform-json';
import { Refusal } from './refusal';
import { issueTypes, priorities, projects, resolutions, statuses } from './seed';

/** A field as JQL sees it: what it holds, and which comparisons it takes. */
export interface JqlField {
  name: string;
  /** For `~`. */
  text?: (issue: Issue) => string[];
  /** For `=` and `in`: values in a canonical form, and how an operand becomes one. */
  values?: { read(issue: Issue): string[]; resolve(operand: string): string };
  /** For `<` and friends, and for ORDER BY. */
  order?: { read(issue: Issue): number | undefined; parse?: (operand: string) => number; date?: boolean };
}

interface Scope {
  jira: Jira;
  user: User;
}

const missingField = (name: string): Refusal =>
  new Refusal(400, `Field '${name}' does not exist or you do not have permission to view it.`);

const missingValue = (value: string, field: string): Refusal =>
  new Refusal(400, `The value '${value}' does not exist for the field '${field}'.`);

/** Values that are known by id or by name. */
function choose(field: string, all: readonly { id: string; name: string }[]): (operand: string) => string {
  return (operand) => {
    const found = all.find((one) => one.id === operand || one.name.toLowerCase() === operand.toLowerCase());
    if (found !== undefined) return found.id;
    throw missingValue(operand, field);
  };
}

const present = (value: string | undefined): string[] => (value === undefined ? [] : [value]);

const stringOf = (value: unknown): string[] => (typeof value === 'string' ? [value] : []);

/** @throws Refusal 400 when there is no such field */
export function findJqlField(scope: Scope, name: string): JqlField {
  const key = name.toLowerCase();
  const found =
    findSystemField(scope, key) ??
    findTextField(key) ??
    findAlias(scope.jira, name) ??
    findCustom(scope, name);
  if (found === undefined) throw missingField(name);
  return found;
}

function findSystemField(scope: Scope, key: string): JqlField | undefined {
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
        (issue) => stringOf(issue.fields['resolution'])[0],
      );
    case 'labels':
      return { name: 'labels', values: { read: readLabels, resolve: (operand) => operand } };
    case 'reporter':
      return person('reporter', (issue) => issue.reporterId);
    case 'creator':
      return person('creator', (issue) => issue.creatorId);
    case 'assignee':
      return person('assignee', (issue) => stringOf(issue.fields['assignee'])[0]);
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
  const labels = issue.fields['labels'];
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
  const read = (issue: Issue): string[] => stringOf(issue.fields['priority']);
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

const textOf = (issue: Issue, id: string): string[] => {
  const value = issue.fields[id];
  if (typeof value === 'object' && !Array.isArray(value)) return [toPlainText(value)];
  return stringOf(value);
};

const readComments = (issue: Issue): string[] => issue.comments.map((comment) => toPlainText(comment.body));

/** `text` covers summary, description, environment, comments and the text fields that are custom. */
function findTextField(key: string): JqlField | undefined {
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

function findAlias(jira: Jira, name: string): JqlField | undefined {
  const index = jira
    .listPropertyIndexes()
    .find((one) => one.searchAlias?.toLowerCase() === name.toLowerCase());
  return index && indexedField(name, index);
}

/**
 * `issue.property[key].path`: only what the app's manifest declared is indexed.
 * https://developer.atlassian.com/platform/forge/manifest-reference/modules/jira-entity-property/
 * @throws Refusal 400 for a path that is not
 */
export function findPropertyField(jira: Jira, key: string, path: string): JqlField {
  const name = `issue.property[${key}].${path}`;
  const index = jira.listPropertyIndexes().find((one) => one.propertyKey === key && one.path === path);
  if (index === undefined) throw missingField(name);
  return indexedField(name, index);
}

function indexedField(name: string, index: PropertyIndex): JqlField {
  const read = (issue: Issue): (string | number)[] =>
    readPath(issue.properties[index.propertyKey], index.path.split('.'));
  const readStrings = (issue: Issue): string[] => read(issue).map(String);
  const first = (issue: Issue): unknown => read(issue)[0];
  const values = { read: readStrings, resolve: (operand: string) => operand };
  switch (index.type) {
    case 'text':
      return { name, text: readStrings };
    case 'number':
      return {
        name,
        values,
        order: {
          read: (issue) => Number(first(issue) ?? Number.NaN),
          parse: (operand) => readNumber(operand, name),
        },
      };
    case 'date':
      return { name, order: { read: (issue) => readTime(first(issue)), date: true } };
    default:
      return { name, values };
  }
}

const readTime = (value: unknown): number | undefined => {
  const at = typeof value === 'number' ? value : Date.parse(String(value));
  return Number.isNaN(at) ? undefined : at;
};

function readNumber(operand: string, name: string): number {
  if (/^-?\d+(\.\d+)?$/.test(operand)) return Number(operand);
  throw new Refusal(400, `Value '${operand}' is invalid for the '${name}' field. Valid values are numbers.`);
}

/** Arrays on the way stand for each of their elements. */
function readPath(value: unknown, path: string[]): (string | number)[] {
  if (Array.isArray(value)) return value.flatMap((one) => readPath(one, path));
  const [head, ...rest] = path;
  if (head === undefined)
    return typeof value === 'string' || typeof value === 'number'
      ? [value]
      : typeof value === 'boolean'
        ? [String(value)]
        : [];
  return typeof value === 'object' && value !== null ? readPath(Reflect.get(value, head), rest) : [];
}

/** `cf[10100]`, or a name; a field id itself is no clause name. */
function findCustom(scope: Scope, name: string): JqlField | undefined {
  const number = /^cf\[(\d+)\]$/i.exec(name)?.[1];
  const field = scope.jira.store.fields
    .list()
    .find((one) =>
      number === undefined
        ? one.name.toLowerCase() === name.toLowerCase()
        : isCustom(one) && customNumber(one) === Number(number),
    );
  return field && describeCustom(field);
}

function describeCustom(field: Field): JqlField {
  const { id, name, kind } = field;
  const raw = (issue: Issue): string[] => {
    const value = issue.fields[id];
    return Array.isArray(value) ? value : typeof value === 'number' ? [String(value)] : stringOf(value);
  };
  switch (kind) {
    case 'text':
    case 'rich-text':
    case 'summary':
      return { name, text: (issue) => textOf(issue, id) };
    case 'date':
    case 'date-time':
      return { name, order: { read: (issue) => readTime(raw(issue)[0]), date: true } };
    case 'number':
      return {
        name,
        values: { read: raw, resolve: (operand) => String(readNumber(operand, name)) },
        order: { read: (issue) => raw(issue).map(Number)[0], parse: (operand) => readNumber(operand, name) },
      };
    case 'select':
    case 'multi-select': {
      const options = (field.options ?? []).map((option) => ({ id: option.id, name: option.value }));
      return { name, values: { read: raw, resolve: choose(name, options) } };
    }
    default:
      return { name, values: { read: raw, resolve: (operand) => operand } };
  }
}
