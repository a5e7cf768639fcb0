import { findChoices } from './answer-choices';
import { findNumbers } from './answer-numbers';
import { findNamed } from './answer-texts';
import { findDates, type SpokenDate } from './dates';
import type { Entity } from './entities';
import { type FieldWords, findFieldWords, measureDistance } from './field-words';
import { compileWords } from './lexicon';
import type { OfferedField } from './offers';
import { type Candidate, findSentence, NEAR, overlaps, prepare, type Spoken, weighNearness } from './spoken';
import { foldText } from './terms';

export interface Answer {
  /** The field's id. */
  field: string;
  name: string;
  value: string;
  /** Copied from the transcript, letter by letter. */
  quote: string;
}

const LEAST = 2;

/**
 * What a message says for each of the fields: choices by their names, days, numbers, addresses, and what is called by
 * the field's own name. What may mean two things, or stand for two fields alike, is no answer.
 */
export function findAnswers(
  fields: readonly OfferedField[],
  message: Omit<Spoken, 'folded' | 'sentences'>,
): Answer[] {
  const spoken = prepare(message);
  const found = fields.map((field) => {
    const others = fields.filter((other) => other !== field);
    const words = findFieldWords(field, others, spoken.folded, spoken.language);
    const candidates = findCandidates(spoken, words).filter(({ score }) => score >= LEAST);
    return { field, chosen: isMany(field) ? candidates : pickOne(candidates) };
  });
  return found.flatMap(({ field, chosen }) => {
    const others = found.filter((one) => one.field !== field).flatMap((one) => one.chosen);
    return chosen
      .filter((one) => !others.some((other) => overlaps(one, other) && other.score >= one.score))
      .map(({ value, start, end }) => ({
        field: field.id,
        name: field.name,
        value,
        quote: spoken.text.slice(start, end),
      }));
  });
}

const isMany = ({ kind, choices }: OfferedField): boolean =>
  (choices?.length ?? 0) > 0 && /choices|multi|check|array|list/.test(kind);

/** The best, unless another that says something else is as good. */
function pickOne(candidates: Candidate[]): Candidate[] {
  const [best, ...rest] = [...candidates].sort((a, b) => b.score - a.score || a.start - b.start);
  if (best === undefined) return [];
  return rest.some(({ score, value }) => score === best.score && value !== best.value) ? [] : [best];
}

function findCandidates(spoken: Spoken, words: FieldWords): Candidate[] {
  const { field } = words;
  const { kind } = field;
  const name = foldText(field.name);
  const isText = kind === 'text';
  if ((field.choices?.length ?? 0) > 0) return findChoices(spoken, words);
  if (/date|time/.test(kind)) return findDays(spoken, words);
  if (/mail/.test(kind) || (isText && /\be ?mails?\b|\bcorreo\b|\bcourriel\b|メール/.test(name)))
    return findEntities(spoken, words, 'email');
  if (/phone|tel/.test(kind) || (isText && /\b(?:tele)?phone|\bmobile\b|telefon|handy|電話/.test(name)))
    return findEntities(spoken, words, 'phone');
  if (/number|float|int|count/.test(kind)) return findNumbers(spoken, words);
  if (/url|link/.test(kind)) return findAddresses(spoken);
  return isText || kind === 'paragraph' ? findNamed(spoken, words) : [];
}

function findEntities(spoken: Spoken, words: FieldWords, kind: Entity['kind']): Candidate[] {
  return spoken.entities
    .filter((entity) => entity.kind === kind)
    .map(({ value, quote, start }) => {
      const place = { start, end: start + quote.length };
      return { ...place, value, score: 3 + weighNearness(spoken, words, place) };
    });
}

const findAddresses = ({ text }: Spoken): Candidate[] =>
  [...text.matchAll(/(?:https?:\/\/|www\.)[^\s,;<>"]*[^\s,;<>".!?]/gi)].map(({ 0: value, index }) => ({
    value,
    start: index,
    end: index + value.length,
    score: 3,
  }));

/** Days, by the words before them ("by", "from") or by what the sentence says of them ("needs", "starts"). */
function findDays(spoken: Spoken, words: FieldWords): Candidate[] {
  const { text, language, lexicon } = spoken;
  const withTime = /time/.test(words.field.kind);
  return findDates(text, language, lexicon).flatMap((date): Candidate[] => {
    const score = weighDay(spoken, words, date);
    const value = withTime ? date.said : (date.iso ?? date.said);
    return score === 0 ? [] : [{ start: date.start, end: date.end, value, score }];
  });
}

function weighDay(spoken: Spoken, { near, before }: FieldWords, date: SpokenDate): number {
  const sentence = findSentence(spoken, date);
  const back = [...spoken.text.matchAll(compileWords(spoken.lexicon, spoken.lexicon.callback.asked))].map(
    ({ 0: words, index }) => ({ start: index, end: index + words.length }),
  );
  const callback = measureDistance(back, date, sentence, 'before');
  const named = measureDistance(near, date, sentence);
  // "Call me back by Friday" is no deadline.
  if (callback <= Math.min(named, NEAR)) return 0;
  if (before.some(({ start, end }) => start >= date.start - 20 && end <= date.end && date.start - end <= 1))
    return 4;
  if (named <= 20) return 3;
  return named <= NEAR ? 2 : 0;
}
