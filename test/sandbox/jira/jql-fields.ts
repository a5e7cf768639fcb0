import { customNumber, isCustom } from './field-json';
import type { Jira } from './jira';
import { choose, type JqlField, type JqlScope, missingField, stringOf, textOf } from './jql-field';
import { findSystemField, findTextField } from './jql-system-fields';
import type { Field, Issue, PropertyIndex } from './model';
import { Refusal } from './refusal';

/** @throws Refusal 400 when there is no such field */
export function findJqlField(scope: JqlScope, name: string): JqlField {
  const key = name.toLowerCase();
  const found =
    findSystemField(scope, key) ??
    findTextField(key) ??
    findAlias(scope.jira, name) ??
    findCustom(scope, name);
  if (found === undefined) throw missingField(name);
  return found;
}

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
          read: (issue) => toFinite(first(issue)),
          parse: (operand) => readNumber(operand, name),
        },
      };
    case 'date':
      return { name, order: { read: (issue) => readTime(first(issue)), date: true } };
    default:
      return { name, values };
  }
}

const toFinite = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isFinite(value) ? value : undefined;

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
function findCustom(scope: JqlScope, name: string): JqlField | undefined {
  const number = /^cf\[(\d+)\]$/i.exec(name)?.[1];
  const field = scope.jira.store.fields
    .list()
    .find((one) =>
      number === undefined
        ? one.name.toLowerCase() === name.toLowerCase()
        : isCustom(one) && customNumber(one) === Number(number),
    );
  if (field?.kind === 'request-type') return findSystemField(scope, 'request type');
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
    case 'radio':
    case 'multi-select':
    case 'checkboxes': {
      const options = (field.options ?? []).map((option) => ({ id: option.id, name: option.value }));
      return { name, values: { read: raw, resolve: choose(name, options) } };
    }
    default:
      return { name, values: { read: raw, resolve: (operand) => operand } };
  }
}
