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
const LARGEST_SPOKEN = 99;

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
  const words = [...values.keys()].sort((a, b) => b.length - a.length).map(toPattern);
  const [before, after] = lexicon.spaced ? ['(?<![\\p{L}\\p{N}])', '(?![\\p{L}\\p{N}])'] : ['', ''];
  const one = `(?:[0-9０-９]+|${words.join('|')})`;
  const times = [...lexicon.twice, ...lexicon.thrice].join('|');
  const atom = times ? `(?:(?:${times})[\\s-]+)?${one}` : one;
  const gap = lexicon.spaced ? '(?:\\s*[,;–-]\\s*|\\s+|\\.(?=\\d{3}))' : '[\\s、,の・ー–-]*';
  const run = new RegExp(`\\+?${before}${atom}(?:${gap}${atom})*${after}`, 'giu');
  const part = new RegExp(`(?:(${times || '(?!)'})[\\s-]+)?(${one})`, 'giu');
  const repeat = (word: string | undefined): number => {
    if (word === undefined) return 1;
    return new RegExp(`^(?:${lexicon.thrice.join('|') || '(?!)'})$`, 'iu').test(word) ? 3 : 2;
  };
  const read = (text: string): string =>
    [...text.matchAll(part)]
      .map(([, factor, word = '']) => (values.get(fold(word)) ?? toAscii(word)).repeat(repeat(factor)))
      .join('');
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
  for (let value = 0; value <= LARGEST_SPOKEN; value++) values.set(fold(cardinal(value)), String(value));
  for (const [word, digits] of Object.entries(lexicon.digits)) values.set(fold(word), digits);
  return values;
}

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
