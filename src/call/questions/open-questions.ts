import type { FieldKind, Question } from '../../contract/question';
import type { RequestField } from '../../desk/desk';

/** A caller who has told their matter has little patience left. */
const MOST_QUESTIONS = 3;
/** One key each; 0 is a person. */
export const MOST_KEYS = 9;
/** More than these nobody can be expected to know by heart. */
const MOST_SPOKEN = 30;

/** They come from the message itself. */
const NEVER_ASKED: ReadonlySet<string> = new Set(['summary', 'description']);

/** The quicker an answer is given, the lower; a choice by key is the quicker the fewer there are. */
const EFFORT: Record<FieldKind, number> = {
  choice: 0,
  choices: 0,
  number: 10,
  date: 11,
  'date-time': 12,
  phone: 13,
  email: 14,
  text: 16,
  url: 17,
  paragraph: 18,
  other: 99,
};
/** A choice that goes by voice alone comes after whatever can be keyed in. */
const LONG_CHOICE_EFFORT = 15;

const isChoice = ({ kind }: Pick<RequestField, 'kind'>): boolean => kind === 'choice' || kind === 'choices';

function effortOf(field: RequestField): number {
  if (!isChoice(field)) return EFFORT[field.kind];
  return field.choices.length <= MOST_KEYS ? field.choices.length : LONG_CHOICE_EFFORT;
}

/** Whether an answer can be given on the phone at all. */
export function canBeAsked(field: RequestField): boolean {
  if (field.kind === 'other') return false;
  return !isChoice(field) || (field.choices.length > 0 && field.choices.length <= MOST_SPOKEN);
}

/**
 * The required fields that nothing has a value for, in the order of the request type.
 *
 * @param known ids of the fields that the line, the call or the message has values for
 */
export const leftOpen = (fields: readonly RequestField[], known: ReadonlySet<string>): RequestField[] =>
  fields.filter(({ id, required }) => required && !known.has(id) && !NEVER_ASKED.has(id));

/** Of those, what can't be asked on the phone: the agents have to see to it. */
export const unaskable = (fields: readonly RequestField[], known: ReadonlySet<string>): RequestField[] =>
  leftOpen(fields, known).filter((field) => !canBeAsked(field));

/** What the line asks, the quickest to answer first (M2). */
export const openQuestions = (fields: readonly RequestField[], known: ReadonlySet<string>): Question[] =>
  leftOpen(fields, known)
    .filter(canBeAsked)
    .toSorted((one, other) => effortOf(one) - effortOf(other))
    .slice(0, MOST_QUESTIONS)
    .map(({ id, name, kind, choices }) => ({
      fieldId: id,
      name,
      kind,
      choices: isChoice({ kind }) ? choices.map((choice) => ({ ...choice })) : [],
    }));
