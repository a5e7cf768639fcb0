import { type Atom, type Item, placeOf } from './atom';
import { findTimes, type TimeMention } from './clock';
import { splitSentences, tokenize } from './fold';
import type { Language } from './language';
import { scanSentence } from './scan';

/**
 * How a number is tied to the next one. `strong`: nothing but a blank, hyphen or bracket between them; `weak`: a comma
 * or a spoken sign (dash, dot); `list`: "and"; `coin`: a currency; `sentence`: only the end of a sentence.
 */
export type Join = 'strong' | 'weak' | 'list' | 'coin' | 'sentence' | 'none';

/** All numbers of a text, in order. */
export interface Reading {
  text: string;
  items: readonly Item[];
  atoms: readonly Atom[];
  /** `joins[i]` lies between `atoms[i]` and `atoms[i + 1]`. */
  joins: readonly Join[];
  times: readonly TimeMention[];
}

function classifyGap(gap: string): Join {
  if (/^\s*$/.test(gap) || (gap.length <= 3 && /^[\s()\-‐‑–./_·+]*$/.test(gap))) return 'strong';
  if (/[&＆]/.test(gap)) return 'list';
  return /^[\s,、，:/'’)(\-–—.·+]*$/.test(gap) ? 'weak' : 'none';
}

function classifyWords(between: readonly Item[], language: Language): Join {
  if (between.length > 2) return 'none';
  const [first = '', second] = between.map((item) => (item.kind === 'word' ? item.token.text : ''));
  if (language.coins.has(first) && (second === undefined || language.lists.has(second))) return 'coin';
  if (second !== undefined) return 'none';
  if (language.points.has(first) || language.joins.has(first)) return 'weak';
  return language.lists.has(first) ? 'list' : 'none';
}

type Place = { item: Item; sentence: number };

/** What ties the numbers at two places, given the words between them. */
function classifyJoin(
  text: string,
  from: Place,
  to: Place,
  between: readonly Item[],
  language: Language,
): Join {
  if (from.sentence !== to.sentence) return between.length === 0 ? 'sentence' : 'none';
  if (between.length > 0) return classifyWords(between, language);
  return classifyGap(text.slice(placeOf(from.item).end, placeOf(to.item).start));
}

function findJoins(text: string, sentences: readonly (readonly Item[])[], language: Language): Join[] {
  const joins: Join[] = [];
  let last: Place | undefined;
  let between: Item[] = [];
  for (const [sentence, items] of sentences.entries()) {
    for (const item of items) {
      if (item.kind === 'word') between.push(item);
      else {
        const place = { item, sentence };
        if (last !== undefined) joins.push(classifyJoin(text, last, place, between, language));
        last = place;
        between = [];
      }
    }
  }
  return joins;
}

/** Reads the numbers of a text, in digits and in words. Never throws; linear in the length of the text. */
export function readNumbers(text: string, language: Language): Reading {
  const sentences = splitSentences(text, tokenize(text)).map((tokens) =>
    scanSentence(text, tokens, language),
  );
  const items = sentences.flat();
  return {
    text,
    items,
    atoms: items.flatMap((item) => (item.kind === 'atom' ? [item.atom] : [])),
    joins: findJoins(text, sentences, language),
    times: sentences.flatMap((sentence) => findTimes(sentence, language)),
  };
}
