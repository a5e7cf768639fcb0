import { placeOf } from './spoken-numbers/atom';
import { fold, tokenize } from './spoken-numbers/fold';
import type { Language } from './spoken-numbers/language';
import { type Reading, readNumbers } from './spoken-numbers/read';
import { collectSaidNumbers, findSaidAtoms } from './spoken-numbers/said';

/** One text in the forms in which a quote may be found in it: as its words, and with its numbers as digits. */
export interface QuoteForms {
  words: string;
  /** By how much of what was read out is one number: each word, digits in a row, also over commas. */
  numbers: readonly string[];
}

/** Japanese has no blanks between words, so nothing marks where one ends. */
function frame(units: readonly string[], language: Language): string {
  return language.tag === 'ja' ? units.join('') : ` ${units.join(' ')} `;
}

type Reach = 'alone' | 'spelled' | 'joined';

function isOneNumber(reading: Reading, index: number, reach: Reach): boolean {
  const before = reading.atoms[index - 1];
  const atom = reading.atoms[index];
  const join = reading.joins[index - 1];
  if (before?.digits === undefined || atom?.digits === undefined || reach === 'alone') return false;
  if (reach === 'spelled') return join === 'strong' && before.spelled && atom.spelled;
  return join === 'strong' || join === 'weak';
}

function spellUnits(reading: Reading, reach: Reach): string[] {
  const units: string[] = [];
  let index = 0;
  let wordsBetween = 0;
  for (const item of reading.items) {
    if (item.kind === 'word') {
      units.push(item.token.text);
      wordsBetween++;
      continue;
    }
    const key = item.atom.digits ?? item.atom.keys[0] ?? '';
    if (isOneNumber(reading, index, reach)) {
      // A spoken comma or dash between the pieces of one number goes with it.
      units.length -= wordsBetween;
      units.push(`${units.pop()?.replace(/#$/, '') ?? ''}${key}#`);
    } else units.push(`#${key}#`);
    wordsBetween = 0;
    index++;
  }
  return units;
}

/** Prepares a text for {@link quoteIsSaid}; once for all quotes of a transcript. */
export function prepareQuotes(text: string, language: Language): QuoteForms {
  const reading = readNumbers(text, language);
  const reaches: Reach[] = ['alone', 'spelled', 'joined'];
  return {
    words: frame(
      tokenize(text).map((token) => token.text),
      language,
    ),
    numbers: reaches.map((reach) => frame(spellUnits(reading, reach), language)),
  };
}

/** Whether a quote stands in the text, at word boundaries. One without a letter or a digit proves nothing. */
export function quoteIsSaid(quote: string, said: QuoteForms, language: Language): boolean {
  if (!/[\p{L}\p{N}]/u.test(quote)) return false;
  const own = prepareQuotes(quote, language);
  if (own.words.trim() === '') return false;
  if (said.words.includes(own.words)) return true;
  return own.numbers.some((form, index) => said.numbers[index]?.includes(form) === true);
}

/** Letters that were spelled out: "S A P" has the word SAP. */
function joinLetters(words: readonly string[]): Set<string> {
  const joined = new Set<string>();
  for (let from = 0; from < words.length; from++) {
    let letters = '';
    for (let to = from; to < Math.min(words.length, from + 24) && words[to]?.length === 1; to++) {
      letters += words[to];
      if (letters.length > 1) joined.add(letters);
    }
  }
  return joined;
}

/** Whether every word and number of an entity's value is in its quote. */
export function valueRestsOn(value: string, quote: string, language: Language): boolean {
  const reading = readNumbers(value, language);
  if (reading.items.length === 0) return false;
  const grounded = findSaidAtoms(reading, collectSaidNumbers(quote, language, language));
  const words = tokenize(quote).map((token) => token.text);
  const known = new Set([...words, ...joinLetters(readLetters(quote, language))]);
  const whole = words.join('');
  return reading.items.every((item) => {
    if (item.kind === 'atom' && grounded.has(item.atom)) return true;
    const { start, end } = placeOf(item);
    const plain = fold(value.slice(start, end)).replace(/[^\p{L}\p{N}]+/gu, '');
    return known.has(plain) || (language.tag === 'ja' && plain !== '' && whole.includes(plain));
  });
}

/** The quote's words with its numbers as digits, so that "E eight oh nine" spells E809. */
function readLetters(quote: string, language: Language): string[] {
  return readNumbers(quote, language).items.flatMap((item) =>
    item.kind === 'word' ? [item.token.text] : [...(item.atom.digits ?? '')],
  );
}
