/**
 * The words by which the stand-in "understands" a language. All strings are sources of regular expressions, matched
 * without regard to case (except in `NAME`) and, where a language puts spaces between words, as whole words.
 */
export interface Lexicon {
  /** Whether words are set apart by spaces. */
  spaced: boolean;
  /** Said before the matter: greetings, fillers, connectives. */
  openers: string[];
  /** A sentence with one of these and nothing of weight is a courtesy. */
  courtesies: string[];
  /** How callers say who they are, with `NAME` where the name stands. */
  introductions: string[];
  /** Something doesn't work. */
  troubles: string[];
  /** Something is wanted that isn't there yet. */
  wishes: string[];
  questions: string[];
  complaints: string[];
  /** It concerns more people than the caller. */
  crowds: string[];
  emergencies: string[];
  urgent: string[];
  unhurried: string[];
  callback: { asked: string[]; declined: string[] };
  noTexts: string[];
  /** Dates and times of day, the longer forms first. */
  times: string[];
  /** Places, with `NAME` for a proper name. */
  places: string[];
  organisations: string[];
  /** Devices, programs and things, in their common names. */
  products: string[];
  /** Before an error code. */
  errors: string[];
  /** In a sentence that says a telephone number. */
  telephones: string[];
  /** Before a number that names something: an order, a badge, an invoice. */
  labels: string[];
  /** Spoken in e-mail addresses. */
  at: string[];
  dot: string[];
  /** Words for numbers beyond the cardinal ones: "oh", "zwo". */
  digits: Record<string, string>;
  /** "double four". */
  twice: string[];
  thrice: string[];
}

/** Capitalised words; particles such as "van" may stand between them. */
const NAME =
  "(?-i:\\p{Lu}[\\p{L}'’-]+(?:\\s+(?:(?:van|von|de|der|den|da|di|la|le|el|al|bin)\\s+)*\\p{Lu}[\\p{L}'’-]+){0,3})";

const compiled = new WeakMap<string[], RegExp>();

/** One regular expression for a list of words, built once; one that never matches for an empty list. */
export function compileWords(lexicon: Pick<Lexicon, 'spaced'>, words: string[]): RegExp {
  const pattern = compiled.get(words) ?? buildPattern(lexicon, words);
  compiled.set(words, pattern);
  // `test` and `exec` leave their place in it.
  pattern.lastIndex = 0;
  return pattern;
}

function buildPattern({ spaced }: Pick<Lexicon, 'spaced'>, words: string[]): RegExp {
  if (words.length === 0) return /(?!)/gu;
  const source = words.map((word) => word.replaceAll('NAME', NAME)).join('|');
  const [before, after] = spaced ? ['(?<![\\p{L}\\p{N}])', '(?![\\p{L}\\p{N}])'] : ['', ''];
  return new RegExp(`${before}(?:${source})${after}`, 'giu');
}
