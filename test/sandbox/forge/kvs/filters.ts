import type { AttributeType, EntityDefinition } from '../manifest';
import { KvsProblem, refuse } from './errors';
import { fitsType, KVS_LIMITS } from './limits';
import type { Clause, Condition, FilterGroup } from './schemas';

type Scalar = Condition['values'][number];

interface Operator {
  types: readonly AttributeType[];
  values: number;
  /** `actual` is undefined where the item, or its attribute, does not exist. */
  matches(actual: unknown, first: Scalar, second: Scalar): boolean;
}

const ordered = ['string', 'integer', 'float'] as const;
const typed = [...ordered, 'boolean'] as const;

/** Strings by their UTF-8 bytes, as the store's indexes order them. */
function compare(left: unknown, right: Scalar): number | undefined {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  if (typeof left === 'string' && typeof right === 'string')
    return Buffer.compare(Buffer.from(left), Buffer.from(right));
  return undefined;
}

const compares = (test: (order: number) => boolean) => (actual: unknown, first: Scalar) => {
  const order = compare(actual, first);
  return order !== undefined && test(order);
};
const atLeast = compares((order) => order >= 0);
const atMost = compares((order) => order <= 0);
const contains = (actual: unknown, part: Scalar): boolean =>
  typeof actual === 'string' && typeof part === 'string' && actual.includes(part);

/** https://developer.atlassian.com/platform/forge/storage-reference/entities-api-query/#conditions-1 */
const operators: Record<string, Operator> = {
  BEGINS_WITH: {
    types: ['string'],
    values: 1,
    matches: (actual, prefix) =>
      typeof actual === 'string' && typeof prefix === 'string' && actual.startsWith(prefix),
  },
  BETWEEN: {
    types: ordered,
    values: 2,
    matches: (actual, low, high) => atLeast(actual, low) && atMost(actual, high),
  },
  EQUAL_TO: { types: typed, values: 1, matches: (actual, value) => actual === value },
  NOT_EQUAL_TO: { types: typed, values: 1, matches: (actual, value) => actual !== value },
  GREATER_THAN: { types: ordered, values: 1, matches: compares((order) => order > 0) },
  GREATER_THAN_EQUAL_TO: { types: ordered, values: 1, matches: atLeast },
  LESS_THAN: { types: ordered, values: 1, matches: compares((order) => order < 0) },
  LESS_THAN_EQUAL_TO: { types: ordered, values: 1, matches: atMost },
  EXISTS: { types: typed, values: 1, matches: (actual) => actual !== undefined },
  NOT_EXISTS: { types: typed, values: 1, matches: (actual) => actual === undefined },
  CONTAINS: { types: ['string'], values: 1, matches: contains },
  NOT_CONTAINS: { types: ['string'], values: 1, matches: (actual, part) => !contains(actual, part) },
};

/** Those that an index can answer: https://developer.atlassian.com/platform/forge/storage-reference/entities-api-query/#conditions */
const RANGE_CONDITIONS = new Set([
  'BEGINS_WITH',
  'BETWEEN',
  'EQUAL_TO',
  'GREATER_THAN',
  'LESS_THAN',
  'GREATER_THAN_EQUAL_TO',
  'LESS_THAN_EQUAL_TO',
]);

function checkCondition(name: string, type: AttributeType, { condition, values }: Condition): void {
  const operator = operators[condition];
  if (operator === undefined)
    throw refuse('INVALID_FILTER_CONDITION', `There is no condition '${condition}'.`);
  if (values.length < operator.values && operator.values > 1) {
    throw refuse('INSUFFICIENT_FILTER_VALUES', `The condition ${condition} needs at least two values.`);
  }
  if (values.length !== operator.values) {
    throw refuse('INVALID_FILTER_VALUES', `The condition ${condition} takes ${operator.values} value(s).`);
  }
  if (!operator.types.includes(type)) {
    throw new KvsProblem(
      422,
      'INVALID_FILTER_CONDITION',
      `${condition} is not supported for '${name}' of type ${type}.`,
    );
  }
  const existence = condition === 'EXISTS' || condition === 'NOT_EXISTS';
  if (!existence && !values.every((value) => fitsType(type, value))) {
    throw refuse('INVALID_FILTER_VALUES', `The values for '${name}' must be of type ${type}.`);
  }
}

/** Checks the condition of `where`, which works on the range attribute of an index. */
export function checkRange(name: string, type: AttributeType, range: Condition): void {
  if (!RANGE_CONDITIONS.has(range.condition)) {
    throw refuse('INVALID_FILTER_CONDITION', `The condition ${range.condition} is not supported in where.`);
  }
  checkCondition(name, type, range);
}

function readClauses(group: FilterGroup): { clauses: Clause[]; any: boolean } {
  if (group.and !== undefined && group.or !== undefined) {
    throw refuse(
      'INVALID_FILTER_OPERATORS_COMBINATION',
      'Filter operators "and" and "or" cannot be present at the same level.',
    );
  }
  const clauses = group.and ?? group.or ?? [];
  if (clauses.length === 0)
    throw refuse('EMPTY_FILTER_OPERATOR', 'Filter operators "and" and "or" cannot be empty.');
  if (clauses.length > KVS_LIMITS.conditions)
    throw refuse('INVALID_FILTER_VALUES', 'More than 100 conditions.');
  return { clauses, any: group.or !== undefined };
}

/**
 * Makes the test of a filter, of a query or a transaction.
 * @throws KvsProblem where the manifest does not allow the filter
 */
export function compileFilter(entity: EntityDefinition, group: FilterGroup): (value: unknown) => boolean {
  const { clauses, any } = readClauses(group);
  for (const clause of clauses) {
    const attribute = Object.hasOwn(entity.attributes, clause.property)
      ? entity.attributes[clause.property]
      : undefined;
    if (attribute === undefined) {
      throw refuse(
        'INVALID_ENTITY_ATTRIBUTE',
        `The entity '${entity.name}' has no attribute '${clause.property}'.`,
      );
    }
    checkCondition(clause.property, attribute.type, clause);
  }
  return (value) => {
    const attributes = new Map(Object.entries(value ?? {}));
    const holds = ({ property, condition, values: [first = '', second = ''] }: Clause): boolean =>
      operators[condition]?.matches(attributes.get(property), first, second) ?? false;
    return any ? clauses.some(holds) : clauses.every(holds);
  };
}
