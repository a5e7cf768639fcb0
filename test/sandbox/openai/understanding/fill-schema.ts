import { type JsonSchema, listTypes, resolveRef } from '../strict-schema';
import type { Answer } from './answers';
import { chooseEnum, findConcept, type Guess, nameKinds, toWords, wishKind } from './concepts';
import type { Entity } from './entities';
import { fitNumber, fitString } from './fit';
import type { Reading } from './read-message';

/** Beyond it, what refers to itself is left empty. */
const DEEPEST = 12;
/** What a list of values may hold that were said; a list of truths says nothing. */
const SCALARS = ['string', 'number', 'integer'];

const ANSWERS = /\b(?:answers|field values)$/;

interface Place {
  /** The property's path in plain words: "callback when". */
  words: string;
  /** Set within a list of things that were said. */
  entity?: Entity | undefined;
  /** Set within a list of answers. */
  answer?: Answer | undefined;
  depth: number;
}

/**
 * Fills any JSON Schema that strict mode allows from a reading: by the names of the properties first, then by types,
 * enums and limits. What wasn't said is null where null is allowed, else empty, false or zero.
 */
export function fillSchema(schema: JsonSchema, reading: Reading): unknown {
  const fill = (node: JsonSchema, place: Place): unknown => {
    const target = node.$ref === undefined ? node : (resolveRef(schema, node.$ref) ?? {});
    if (target.$ref !== undefined) return fill(target, { ...place, depth: place.depth + 1 });
    if (target.const !== undefined) return target.const;
    if (target.enum) return fillEnum(target.enum, place, reading);
    return target.anyOf ? fillAnyOf(target.anyOf, place, fill) : fillType(target, place, reading, fill);
  };
  return fill(schema, { words: '', depth: 0 });
}

function fillType(node: JsonSchema, place: Place, reading: Reading, fill: Fill): unknown {
  const types = listTypes(node);
  const type = types.find((each) => each !== 'null') ?? 'null';
  const allowsNull = types.includes('null');
  if (allowsNull && place.depth > DEEPEST) return null;
  if (type === 'object') return fillObject(node, place, fill);
  if (type === 'array') return fillArray(node, place, reading, fill);
  return fillScalar(node, type, allowsNull, guess(place, reading));
}

type Fill = (node: JsonSchema, place: Place) => unknown;

/** What was said of a property: of the entity in a list, else of the whole message. */
function guess({ words, entity, answer }: Place, reading: Reading): Guess {
  const name = words.split(' ').at(-1) ?? '';
  if (answer !== undefined) return guessOfAnswer(name, answer);
  if (entity === undefined) return findConcept(words)?.read(reading);
  if (/^(?:quote|verbatim|source|evidence|span|words|original|excerpt)$/.test(name)) return entity.quote;
  if (/^(?:value|text|name|content|entity|normali[sz]ed|number|code|description|label)$/.test(name))
    return entity.value;
  if (/^(?:kind|type|category)$/.test(name)) return entity.kind;
  if (/^(?:start|offset|index|position)$/.test(name)) return entity.start;
  if (/^end$/.test(name)) return entity.start + entity.quote.length;
  return /^(?:confidence|score)$/.test(name) ? 0.7 : undefined;
}

function guessOfAnswer(name: string, answer: Answer): Guess {
  if (/^(?:name|label|question|title)$/.test(name)) return answer.name;
  if (/^(?:field|id|key)$/.test(name)) return answer.field;
  if (/^(?:quote|verbatim|source|evidence|span|words|original|excerpt)$/.test(name)) return answer.quote;
  return /^(?:confidence|score)$/.test(name) ? 0.7 : answer.value;
}

function fillEnum(values: unknown[], place: Place, reading: Reading): unknown {
  const { words, entity, answer } = place;
  if (answer !== undefined) return chooseEnum(values, [String(guess(place, reading))]) ?? values[0];

  const concept = findConcept(words);
  const said = concept?.read(reading);
  const wishes = entity
    ? wishKind(entity.kind)
    : (concept?.wishes?.(reading) ?? (said === undefined ? [] : [String(said)]));
  const chosen = chooseEnum(values, wishes);
  if (chosen !== undefined) return chosen;
  return values.includes(null) ? null : values[0];
}

function fillAnyOf(branches: JsonSchema[], place: Place, fill: Fill): unknown {
  const isNull = (branch: JsonSchema) => branch.type === 'null' || branch.const === null;
  const rest = branches.filter((branch) => !isNull(branch));
  const nullable = rest.length < branches.length;
  if (rest.length === 0) return null;
  if (nullable && place.depth > DEEPEST) return null;
  const wishes = place.entity ? wishKind(place.entity.kind) : [];
  const chosen = rest.find((branch) => namesKind(branch, wishes)) ?? rest[0] ?? {};
  const canBeScalar =
    nullable && !chosen.properties && !chosen.items && !chosen.anyOf && chosen.$ref === undefined;
  return fill(
    canBeScalar && chosen.type !== undefined ? { ...chosen, type: [chosen.type, 'null'].flat() } : chosen,
    {
      ...place,
      depth: place.depth + 1,
    },
  );
}

/** Whether a variant is for this kind of entity, by its constant or its only enum value. */
const namesKind = (branch: JsonSchema, wishes: string[]): boolean =>
  Object.values(branch.properties ?? {}).some(({ const: constant, enum: values }) =>
    wishes.includes(toWords(String(constant ?? (values?.length === 1 ? values[0] : '')))),
  );

function fillObject(node: JsonSchema, place: Place, fill: Fill): unknown {
  const entries = Object.entries(node.properties ?? {}).map(([name, child]) => [
    name,
    fill(child, {
      ...place,
      words: `${place.words} ${toWords(name)}`.trim(),
      depth: place.depth + 1,
    }),
  ]);
  return Object.fromEntries(entries);
}

function fillArray(node: JsonSchema, place: Place, reading: Reading, fill: Fill): unknown {
  const items = node.items ?? {};
  const most = node.maxItems ?? Number.POSITIVE_INFINITY;
  const least = node.minItems ?? 0;
  const below = { ...place, depth: place.depth + 1 };
  const kinds = nameKinds(place.words);
  const holdsEntities = items.$ref !== undefined || items.type === 'object' || items.anyOf !== undefined;
  const asksForAll = /\b(?:entit(?:y|ies)|facts?|mentions?|extracted|findings)\b/.test(place.words);
  const entities = reading.entities.filter(({ kind }) => asksForAll || kinds?.includes(kind));
  const scalar = listTypes(items).find((type) => SCALARS.includes(type));
  const asksForAnswers = ANSWERS.test(place.words);
  const listValues = (): unknown[] => {
    if (place.depth > DEEPEST) return [];
    if (asksForAnswers && reading.answers.length > 0) {
      return reading.answers.map((answer) => fill(items, { ...below, words: '', answer }));
    }
    if (holdsEntities) return entities.map((entity) => fill(items, { ...below, words: '', entity }));
    if (scalar === undefined) return [];
    return listScalars(place, reading, entities).map((value) => fillScalar(items, scalar, false, value));
  };
  const kept = items.enum ? [fill(items, below)] : listValues();
  while (kept.length < least) kept.push(fill(items, below));
  return kept.slice(0, most);
}

function listScalars(place: Place, reading: Reading, entities: Entity[]): Guess[] {
  if (entities.length > 0) return entities.map(({ value }) => value);
  const said = guess(place, reading);
  if (Array.isArray(said)) return said;
  return said === undefined ? [] : [said];
}

function fillScalar(node: JsonSchema, type: string, allowsNull: boolean, said: Guess): unknown {
  const value = Array.isArray(said) ? said[0] : said;
  switch (type) {
    case 'string':
      return fillText(node, allowsNull, value);
    case 'number':
    case 'integer':
      return fillNumber(node, allowsNull, value);
    case 'boolean':
      if (typeof value === 'boolean') return value;
      return allowsNull ? null : value !== undefined && value !== '';
    default:
      return null;
  }
}

type Said = string | number | boolean | undefined;

function fillText(node: JsonSchema, allowsNull: boolean, said: Said): string | null {
  const { text, invented } = fitString(node, said === undefined ? undefined : String(said));
  return invented && allowsNull ? null : text;
}

function fillNumber(node: JsonSchema, allowsNull: boolean, said: Said): number | null {
  const number = typeof said === 'boolean' || said === '' ? Number.NaN : Number(said);
  if (Number.isFinite(number)) return fitNumber(node, number);
  return allowsNull ? null : fitNumber(node, 0);
}
