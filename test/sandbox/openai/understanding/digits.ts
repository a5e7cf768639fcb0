import { toCardinal as de } from 'n2words/de-DE';
import { toCardinal as en } from 'n2words/en-US';
import { toCardinal as es } from 'n2words/es-ES';
import { toCardinal as fr } from 'n2words/fr-FR';
import { toCardinal as it } from 'n2words/it-IT';
import { toCardinal as ja } from 'n2words/ja-JP';
import { toCardinal as nl } from 'n2words/nl-NL';
import { toCardinal as pt } from 'n2words/pt-PT';
import type { Lexicon } from './lexicon';

const CARDINALS: Record<string, (value: number) => string> = { de, en, es, fr, it, ja, nl, pt };
const LARGEST_IN_ONE = 99;
/** "three hundred and four" */
const AND = '(?:and|e|y|et|und|en)';

/** Digits as they were said, in figures or in words. */
export interface DigitRun {
  start: number;
  end: number;
  digits: string;
}

export interface DigitReader {
  find(text: string): DigitRun[];
}

/** Finds "937 555 0188", "eight oh nine, four four" and "double seven" in texts of a language. */
export function createDigitReader(language: string, lexicon: Lexicon): DigitReader {
  const reader = readers.get(lexicon) ?? buildReader(language, lexicon);
  readers.set(lexicon, reader);
  return reader;
}

/** A hundred number words are spelled out to build one. */
const readers = new WeakMap<Lexicon, DigitReader>();

function buildReader(language: string, lexicon: Lexicon): DigitReader {
  const values = listNumberWords(language, lexicon);
  const hundreds = listHundreds(language);
  const small = alternate(values.keys());
  const [before, after] = lexicon.spaced ? ['(?<![\\p{L}\\p{N}])', '(?![\\p{L}\\p{N}])'] : ['', ''];
  const rest = lexicon.spaced ? `(?:(?:[\\s-]+${AND})?[\\s-]*(?:${small}))?` : `(?:${small})?`;
  const one = `(?:[0-9０-９]+|(?:${alternate(hundreds.keys())})${rest}|${small})`;
  const times = [...lexicon.twice, ...lexicon.thrice].join('|');
  const atom = times ? `(?:(?:${times})[\\s-]+)?${one}` : one;
  const gap = lexicon.spaced ? '(?:\\s*[,;–-]\\s*|\\s+|\\.(?=\\d{3}))' : '[\\s、,の・ー–-]*';
  const run = new RegExp(`\\+?${before}${atom}(?:${gap}${atom})*${after}`, 'giu');
  const part = new RegExp(`(?:(${times || '(?!)'})[\\s-]+)?(${one})`, 'giu');
  const repeat = (word: string | undefined): number => {
    if (word === undefined) return 1;
    return new RegExp(`^(?:${lexicon.thrice.join('|') || '(?!)'})$`, 'iu').test(word) ? 3 : 2;
  };
  const digitsOf = (word: string): string => {
    const plain = fold(word);
    const known = values.get(plain);
    if (known !== undefined) return known;
    const [prefix, hundred] = [...hundreds].find(([lead]) => plain.startsWith(lead)) ?? ['', 0];
    const left = plain
      .slice(prefix.length)
      .replace(new RegExp(`^ ${AND} `), '')
      .trim();
    return hundred === 0 ? toAscii(word) : String(hundred + Number(values.get(left) ?? 0));
  };
  const read = (text: string): string =>
    [...text.matchAll(part)].map(([, factor, word = '']) => digitsOf(word).repeat(repeat(factor))).join('');
  return {
    find: (text) =>
      [...text.matchAll(run)].map((match) => ({
        start: match.index,
        end: match.index + match[0].length,
        digits: (match[0].startsWith('+') ? '+' : '') + read(match[0]),
      })),
  };
}

function listNumberWords(language: string, lexicon: Lexicon): Map<string, string> {
  const cardinal = CARDINALS[language] ?? en;
  const values = new Map<string, string>();
  for (let value = 0; value <= LARGEST_IN_ONE; value++) values.set(fold(cardinal(value)), String(value));
  for (const [word, digits] of Object.entries(lexicon.digits)) values.set(fold(word), digits);
  return values;
}

/** How hundreds begin, alone ("cem", "cien") and before more ("cento e", "ciento"), the longest first. */
function listHundreds(language: string): Map<string, number> {
  const cardinal = CARDINALS[language] ?? en;
  const two = fold(cardinal(2));
  const forms: [string, number][] = [];
  for (let value = 100; value < 1000; value += 100) {
    const before = fold(cardinal(value + 2));
    forms.push([fold(cardinal(value)), value], [before.slice(0, before.length - two.length).trim(), value]);
  }
  return new Map(forms.sort(([a], [b]) => b.length - a.length));
}

const alternate = (words: Iterable<string>): string =>
  [...words]
    .sort((a, b) => b.length - a.length)
    .map(toPattern)
    .join('|');

/** Case, accents and hyphens don't tell numbers apart; a transcriber writes "veintidós", "Veintidos" or "vinte-e-dois". */
const fold = (word: string): string =>
  word
    .normalize('NFD')
    .replace(/(?<=\p{Script=Latin})\p{M}+/gu, '')
    .replace(/[\s-]+/g, ' ')
    .toLowerCase()
    .normalize('NFC');

/** Lets each plain letter stand for its accented forms too, and a space for a hyphen. */
function toPattern(word: string): string {
  const accents: Record<string, string> = {
    a: '[aáàâãä]',
    e: '[eéèêë]',
    i: '[iíìîï]',
    o: '[oóòôõö]',
    u: '[uúùûü]',
    c: '[cç]',
    ' ': '[\\s-]+',
  };
  return [...word].map((letter) => accents[letter] ?? letter).join('');
}

const toAscii = (digits: string): string => digits.normalize('NFKC');
