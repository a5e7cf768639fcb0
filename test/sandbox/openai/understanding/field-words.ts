import { TOPICS, type Topic, type TopicName } from './field-topics';
import type { OfferedField } from './offers';
import { findPattern, findTerms, foldText, type Hit, hasTerm, toPattern } from './terms';

/** Words in a field's name that any field may have. */
const BLAND =
  /^(?:the|your|our|of|for|and|new|please|name|number|no|id|code|date|time|day|at|by|on|in|to|what|which|when|how|is|der|die|das|de|la|le|du|el|del|di|do|da|van|nummer|datum|numero|fecha|data)$/;

/** A field, with what tells in a message that something is said for it. */
export interface FieldWords {
  field: OfferedField;
  topics: TopicName[];
  /** Where its name, or words for the same, stand. */
  near: Hit[];
  /** Where stands what goes before a date of its kind. */
  before: Hit[];
}

/** How a date field is named that has no word of its own: "By when?", "Until". */
const BY_WHEN = /\b(?:by|until|before|bis|avant|para|entro|ate|voor)\b/;

/** Looks in a folded message for what has to do with a field; a word that other fields have too tells nothing. */
export function findFieldWords(
  field: OfferedField,
  others: readonly OfferedField[],
  message: string,
  language: string,
): FieldWords {
  const name = foldText(field.name);
  const languages = [language, 'en'];
  const named = (Object.keys(TOPICS) as TopicName[]).filter((topic) => isNamed(TOPICS[topic], name));
  const isDate = /date|time/.test(field.kind);
  const topics: TopicName[] = isDate && named.length === 0 && BY_WHEN.test(name) ? ['deadline'] : named;
  const shared = others.flatMap((other) => foldText(other.name).split(/\s+/));
  const own = name
    .split(/\s+/)
    .filter((word) => word.length > 1 && !BLAND.test(word) && !shared.includes(word))
    .flatMap((word) => findPattern(message, toPattern(word)));
  const listed: Topic[] = topics.map((topic) => TOPICS[topic]);
  return {
    field,
    topics,
    near: [...own, ...listed.flatMap(({ words }) => findTerms(message, words, languages))],
    before: listed.flatMap(({ prepositions }) =>
      prepositions === undefined ? [] : findTerms(message, prepositions, languages),
    ),
  };
}

const isNamed = ({ words, names }: Topic, name: string): boolean =>
  hasTerm(name, words) || (names !== undefined && hasTerm(name, names));

/** The words of a topic that is spoken of together with a short name, in a language: "Gebäude" for "Building A". */
export function translateWord(word: string, language: string): string[] {
  const folded = foldText(word);
  const topic = Object.values<Topic>(TOPICS).find(({ words }) =>
    findTerms(folded, words).some(({ start, end }) => start === 0 && end === folded.length),
  );
  return topic?.words[language]?.split(',') ?? [];
}

/** Whether something is needed or wanted. */
export const hasNeed = (folded: string, language: string): boolean =>
  hasTerm(folded, TOPICS.deadline.words, [language, 'en']);

/** How far the nearest of the hits is from a place; the words must stand in the same sentence. */
export function measureDistance(
  hits: readonly Hit[],
  place: Hit,
  sentence: Hit,
  side: 'any' | 'before' = 'any',
): number {
  const distances = hits
    .filter(({ start, end }) => start >= sentence.start && end <= sentence.end)
    .map(({ start, end }) => {
      if (end <= place.start) return place.start - end;
      if (start >= place.end) return side === 'before' ? Number.POSITIVE_INFINITY : start - place.end;
      return 0;
    });
  return Math.min(Number.POSITIVE_INFINITY, ...distances);
}
