import { Refusal } from './refusal';

/** A word (with wildcards), or a phrase. */
type Term = { words: RegExp[] };

const toWords = (text: string): string[] =>
  text.toLowerCase().match(/[\p{L}\p{N}_]+(?:['.][\p{L}\p{N}_]+)*/gu) ?? [];

/**
 * A text query: all words must be there, `"a b"` in that order, `*` and `?` stand for letters. Jira's stemming
 * (`printers` finds `printer`) is left out.
 * https://support.atlassian.com/jira-software-cloud/docs/search-for-issues-using-the-text-field/
 */
export function readTextQuery(query: string, field: string): Term[] {
  if (query.trim() === '') throw new Refusal(400, `The text query for field '${field}' is empty.`);
  if (/^[*?]/.test(query.trim())) {
    throw new Refusal(
      400,
      `The text query '${query}' for field '${field}' is not allowed to start with '${query.trim().charAt(0)}'`,
    );
  }
  return [...query.matchAll(/"([^"]*)"|(\S+)/g)].flatMap(([, phrase, word]): Term[] => {
    if (phrase !== undefined) return [{ words: toWords(phrase).map(exactly) }];
    if (/[*?]/.test(word ?? '')) return [{ words: [wildcard(word ?? '')] }];
    return toWords(word ?? '').map((one) => ({ words: [exactly(one)] }));
  });
}

const escapePattern = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const exactly = (word: string): RegExp => new RegExp(`^${escapePattern(word)}$`, 'u');
const wildcard = (word: string): RegExp =>
  new RegExp(`^${escapePattern(word.toLowerCase()).replaceAll('\\*', '.*').replaceAll('\\?', '.')}$`, 'u');

export function matchesText(terms: readonly Term[], texts: readonly string[]): boolean {
  const words = texts.map(toWords);
  return terms.every((term) => words.some((text) => includesPhrase(text, term.words)));
}

const includesPhrase = (text: readonly string[], phrase: readonly RegExp[]): boolean =>
  phrase.length > 0 &&
  text.some((_word, start) => phrase.every((pattern, offset) => pattern.test(text[start + offset] ?? '')));
