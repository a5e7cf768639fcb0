import {
  type Clause,
  type Field,
  JastBuilder,
  type Operand,
  type OrderBy,
  type TerminalClause,
} from '@atlaskit/jql-ast';
import type { Jira } from './jira';
import { type JqlField, type JqlScope, missingField } from './jql-field';
import { findJqlField, findPropertyField } from './jql-fields';
import { matchesText, readTextQuery } from './jql-text';
import { callTimeFunction, readJqlDate } from './jql-time';
import type { Issue, User } from './model';
import { Refusal } from './refusal';

type Matcher = (issue: Issue) => boolean;

export interface JqlQuery {
  /** Whether there is a condition at all. */
  bounded: boolean;
  matches: Matcher;
  compare(left: Issue, right: Issue): number;
}

/** Parses with Atlassian's own grammar, and checks every name and value before any issue is looked at. @throws Refusal 400 */
export function compileJql(jira: Jira, user: User, jql: string): JqlQuery {
  const { query, errors } = new JastBuilder().build(jql);
  const [error] = errors;
  if (error !== undefined || query === undefined) {
    throw new Refusal(400, `Error in the JQL Query: ${error?.message ?? 'it could not be parsed.'}`);
  }
  const scope = { jira, user };
  const { where, orderBy } = query;
  return {
    bounded: where !== undefined,
    matches: where === undefined ? () => true : compileClause(scope, where),
    compare: compileOrder(scope, orderBy ?? undefined),
  };
}

function compileClause(scope: JqlScope, clause: Clause): Matcher {
  switch (clause.clauseType) {
    case 'compound': {
      const parts = clause.clauses.map((part) => compileClause(scope, part));
      return clause.operator.value === 'and'
        ? (issue) => parts.every((matches) => matches(issue))
        : (issue) => parts.some((matches) => matches(issue));
    }
    case 'not': {
      const matches = compileClause(scope, clause.clause);
      return (issue) => !matches(issue);
    }
    case 'terminal':
      return compileTerminal(scope, clause);
  }
}

function findField(scope: JqlScope, field: Field): JqlField {
  const property = field.properties?.[0];
  if (property === undefined) return findJqlField(scope, field.value);
  if (!/^(issue\.property)$/i.test(field.value)) throw missingField(field.text);
  const path = (property.path ?? [])
    .map((part) => part.value)
    .join('')
    .replace(/^\./, '');
  return findPropertyField(scope.jira, property.key?.value ?? '', path);
}

function compileTerminal(scope: JqlScope, clause: TerminalClause): Matcher {
  const field = findField(scope, clause.field);
  const operator = clause.operator?.value;
  const { operand } = clause;
  if (operator === undefined || operand === undefined) {
    throw new Refusal(400, `Error in the JQL Query: Expecting an operator and a value for '${field.name}'.`);
  }
  const unsupported = (): Refusal =>
    new Refusal(400, `The operator '${operator}' is not supported by the '${field.name}' field.`);
  if (operand.operandType === 'keyword') return compileEmpty(field, operator);
  switch (operator) {
    case '~':
    case '!~': {
      if (field.text === undefined) throw unsupported();
      const { text } = field;
      const terms = readTextQuery(single(scope, operand, field), field.name);
      return operator === '~'
        ? (issue) => matchesText(terms, text(issue))
        : (issue) => text(issue).length > 0 && !matchesText(terms, text(issue));
    }
    case '=':
    case '!=':
    case 'in':
    case 'not in':
      return compileEquality(scope, field, operator, operand, unsupported);
    case '<':
    case '<=':
    case '>':
    case '>=':
      return compileComparison(scope, field, operator, operand, unsupported);
    case 'is':
    case 'is not':
      throw new Refusal(400, `The operator '${operator}' takes only EMPTY or NULL.`);
    default:
      // `was` and `changed` look into the history, which nothing in the product asks for.
      throw new Refusal(400, `The sandbox does not know the operator '${operator}'.`);
  }
}

const EMPTY_OPERATORS = ['is', 'is not', '=', '!='];

function compileEmpty(field: JqlField, operator: string): Matcher {
  if (!EMPTY_OPERATORS.includes(operator)) {
    throw new Refusal(400, `The operator '${operator}' does not take EMPTY on the '${field.name}' field.`);
  }
  const isEmpty: Matcher = (issue) => {
    if (field.values !== undefined) return field.values.read(issue).length === 0;
    if (field.text !== undefined) return field.text(issue).join('') === '';
    return field.order?.read(issue) === undefined;
  };
  return operator === 'is' || operator === '=' ? isEmpty : (issue) => !isEmpty(issue);
}

/** An issue without a value matches neither `=` nor `!=`, as in Jira. */
function compileEquality(
  scope: JqlScope,
  field: JqlField,
  operator: '=' | '!=' | 'in' | 'not in',
  operand: Operand,
  unsupported: () => Refusal,
): Matcher {
  const negative = operator === '!=' || operator === 'not in';
  const words = listOperands(scope, operand, field);
  const { values, order } = field;
  if (values !== undefined) {
    const wanted = new Set(words.map((word) => values.resolve(word).toLowerCase()));
    return (issue) => {
      const held = values.read(issue);
      const hit = held.some((value) => wanted.has(value.toLowerCase()));
      return negative ? held.length > 0 && !hit : hit || (wanted.has('unresolved') && held.length === 0);
    };
  }
  if (order === undefined) throw unsupported();
  const wanted = words.map((word) => readOrdered(scope, field, word));
  return (issue) => {
    const held = order.read(issue);
    return held !== undefined && wanted.includes(held) !== negative;
  };
}

function compileComparison(
  scope: JqlScope,
  field: JqlField,
  operator: '<' | '<=' | '>' | '>=',
  operand: Operand,
  unsupported: () => Refusal,
): Matcher {
  const { order } = field;
  if (order === undefined) throw unsupported();
  const limit = readOrdered(scope, field, single(scope, operand, field));
  const test = {
    '<': (held: number) => held < limit,
    '<=': (held: number) => held <= limit,
    '>': (held: number) => held > limit,
    '>=': (held: number) => held >= limit,
  }[operator];
  return (issue) => {
    const held = order.read(issue);
    return held !== undefined && test(held);
  };
}

const MILLISECONDS = /^@(-?\d+)$/;

function readOrdered(scope: JqlScope, field: JqlField, word: string): number {
  const time = MILLISECONDS.exec(word)?.[1];
  if (field.order?.date)
    return time === undefined ? readJqlDate(word, field.name, scope.jira.context.clock.now()) : Number(time);
  return field.order?.parse?.(word) ?? Number.NaN;
}

function single(scope: JqlScope, operand: Operand, field: JqlField): string {
  const [word, ...others] = listOperands(scope, operand, field);
  if (word !== undefined && others.length === 0) return word;
  throw new Refusal(400, `The '${field.name}' field takes one value here.`);
}

function listOperands(scope: JqlScope, operand: Operand, field: JqlField): string[] {
  switch (operand.operandType) {
    case 'value':
      return [operand.value];
    case 'list':
      return operand.values.flatMap((one) => listOperands(scope, one, field));
    case 'function': {
      const name = operand.function.value;
      if (/^currentUser$/i.test(name)) return [scope.user.accountId];
      const time = callTimeFunction(name, operand.arguments[0]?.value, scope.jira.context.clock.now());
      if (time !== undefined) return [`@${time}`];
      throw new Refusal(
        400,
        `Unable to find JQL function '${name}(${operand.arguments.map((one) => one.text).join(', ')})'.`,
      );
    }
    case 'keyword':
      throw new Refusal(400, `EMPTY is not supported in this place for the '${field.name}' field.`);
  }
}

function compileOrder(scope: JqlScope, orderBy: OrderBy | undefined): (left: Issue, right: Issue) => number {
  const steps = (orderBy?.fields ?? []).map(({ field, direction }) => {
    const { order, values, text, name } = findField(scope, field);
    const downwards = direction ? direction.value === 'DESC' : name !== 'key' && order?.date === true;
    const compare = (left: Issue, right: Issue): number => {
      if (order !== undefined) return Math.sign(rankOf(order.read(left)) - rankOf(order.read(right)));
      const read = values?.read ?? text ?? (() => []);
      return (read(left)[0] ?? '').localeCompare(read(right)[0] ?? '', 'en');
    };
    return downwards ? (left: Issue, right: Issue) => compare(right, left) : compare;
  });
  return (left, right) => {
    for (const step of steps) {
      const result = step(left, right);
      if (result !== 0) return result;
    }
    return Number(right.id) - Number(left.id);
  };
}

/** Nothing sorts after everything, in ascending order. */
const rankOf = (value: number | undefined): number => value ?? Number.MAX_SAFE_INTEGER;
