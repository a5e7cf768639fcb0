/** Words of several languages, by language: parted by commas, `*` for any letters that may follow or go before. */
export type Terms = Record<string, string>;

export interface Hit {
  start: number;
  end: number;
}

const CJK = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]/u;
const folds = new Map<string, string>();

/** Without case, accents and punctuation, letter for letter: a place in it is the same place in the text. */
export const foldText = (text: string): string =>
  Array.from({ length: text.length }, (_, index) => foldUnit(text.charAt(index))).join('');

function foldUnit(unit: string): string {
  const known = folds.get(unit);
  if (known !== undefined) return known;
  const folded = foldLetter(unit);
  folds.set(unit, folded);
  return folded;
}

function foldLetter(unit: string): string {
  if (/[\uD800-\uDFFF\p{M}]/u.test(unit) || CJK.test(unit)) return unit;
  if (!/[\p{L}\p{N}]/u.test(unit)) return ' ';
  const plain = unit.normalize('NFKD').charAt(0).toLowerCase().charAt(0);
  return ({ ß: 's', ø: 'o', æ: 'a', œ: 'o', ł: 'l' } as Record<string, string>)[plain] ?? plain;
}

/** A pattern for folded text: whole words, except where a language puts no spaces between them. */
export function toPattern(phrase: string): string {
  const stars = phrase.trim();
  const core = foldText(stars.replaceAll('*', '')).trim();
  if (core === '') return '(?!)';
  const body = core
    .split(/\s+/)
    .map((word) => word.replace(/s+/g, 's{1,2}'))
    .join('\\s+');
  const before = CJK.test(core.charAt(0)) ? '' : '(?<![a-z0-9])';
  const after = CJK.test(core.slice(-1)) ? '' : '(?![a-z0-9])';
  const lead = stars.startsWith('*') ? '[a-z]*' : '';
  const tail = stars.endsWith('*') ? '[a-z]*' : '';
  return `${before}${lead}${body}${tail}${after}`;
}

const compiled = new WeakMap<Terms, Map<string, RegExp>>();

/** The terms of these languages as one pattern for folded text; of all languages where none is named. */
function compileTerms(terms: Terms, languages?: readonly string[]): RegExp {
  const key = languages?.join() ?? '';
  const patterns = compiled.get(terms) ?? new Map<string, RegExp>();
  compiled.set(terms, patterns);
  const known = patterns.get(key);
  if (known !== undefined) return known;
  const lists = Object.entries(terms).filter(([language]) => languages?.includes(language) ?? true);
  const words = lists.flatMap(([, list]) => list.split(',')).sort((a, b) => b.length - a.length);
  const pattern = new RegExp(words.map(toPattern).join('|') || '(?!)', 'gu');
  patterns.set(key, pattern);
  return pattern;
}

/** Where the terms stand in a folded text. */
export function findTerms(folded: string, terms: Terms, languages?: readonly string[]): Hit[] {
  return [...folded.matchAll(compileTerms(terms, languages))].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
}

export const hasTerm = (folded: string, terms: Terms, languages?: readonly string[]): boolean =>
  folded.search(compileTerms(terms, languages)) >= 0;

export function findPattern(folded: string, pattern: string): Hit[] {
  return [...folded.matchAll(new RegExp(pattern, 'gu'))].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
}
