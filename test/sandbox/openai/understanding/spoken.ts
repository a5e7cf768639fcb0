import { splitSentences } from '../sentences';
import type { Entity } from './entities';
import { type FieldWords, measureDistance } from './field-words';
import type { Lexicon } from './lexicon';
import { foldText, type Hit } from './terms';

/** What might answer a field, and how much speaks for it. */
export interface Candidate extends Hit {
  value: string;
  score: number;
}

/** A message, prepared for looking things up in it. */
export interface Spoken {
  text: string;
  /** The same, letter for letter, without case and accents. */
  folded: string;
  language: string;
  lexicon: Lexicon;
  entities: Entity[];
  sentences: Hit[];
}

/** So far from a field's name, words are no longer about it. */
export const NEAR = 60;

export function prepare(message: Omit<Spoken, 'folded' | 'sentences'>): Spoken {
  return { ...message, folded: foldText(message.text), sentences: placeSentences(message.text) };
}

function placeSentences(text: string): Hit[] {
  let from = 0;
  return splitSentences(text).map((sentence) => {
    const start = text.indexOf(sentence, from);
    from = start + sentence.length;
    return { start, end: from };
  });
}

export const findSentence = ({ sentences, text }: Spoken, place: Hit): Hit =>
  sentences.find(({ start, end }) => place.start >= start && place.start < end) ?? {
    start: 0,
    end: text.length,
  };

/** What is nearer to a field's name speaks for it more. */
export function weighNearness(spoken: Spoken, { near }: FieldWords, place: Hit): number {
  const distance = measureDistance(near, place, findSentence(spoken, place));
  if (distance <= 15) return 2;
  return distance <= NEAR ? 1 : 0;
}

export const overlaps = (one: Hit, other: Hit): boolean => one.start < other.end && other.start < one.end;

/** Where entities of these kinds stand. */
export const placeEntities = ({ entities }: Spoken, kinds: readonly Entity['kind'][]): Hit[] =>
  entities
    .filter(({ kind }) => kinds.includes(kind))
    .map(({ start, quote }) => ({ start, end: start + quote.length }));
