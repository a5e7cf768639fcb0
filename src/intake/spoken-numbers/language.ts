import { fold } from './fold';

/** What a word means inside a number. */
export interface Part {
  kind: 'add' | 'hundred' | 'scale' | 'ordinal';
  value: number;
  /** The values that may follow and be added: twenty takes 1–9, hundred 1–99. */
  takes: readonly [number, number] | undefined;
}

/** How a language says numbers. Words may carry diacritics: they are folded when compiled. A ninth language is one more file. */
export interface LanguageSpec {
  /** Base language tag, lower case. */
  tag: string;
  /** Words by value; several spellings of one value are separated by blanks. */
  words: Readonly<Record<number, string>>;
  /** Words that multiply what precedes by 100 (`hundred`), where the language has them. */
  hundreds?: string;
  /** Words that multiply by 1000 and more. */
  scales: Readonly<Record<number, string>>;
  /** Do tens take a unit without (`plain`), only with (`and`), or not at all as a word of its own (`never`)? */
  tens: 'plain' | 'and' | 'never';
  /** Exceptions to what may follow a value: French soixante takes 1–19. */
  takes?: Readonly<Record<number, readonly [number, number]>>;
  /** Words inside a number, and the least room they need: `and` of "one hundred and five" needs 99. */
  and: string;
  andRoom: number;
  /** French says `et` only before un and onze. */
  andOnly?: readonly number[];
  /** Two words that are one value: "quatre vingt". */
  pairs?: Readonly<Record<string, number>>;
  /** Numbers are written as one word: einundzwanzig. */
  glued: boolean;
  ordinals: Readonly<Record<number, string>>;
  /** What turns a number word into an ordinal or a count: zweite, dreimal. */
  endings?: string;
  /** What follows digits in an ordinal: 3rd, 2e. */
  digitEndings: string;
  /** "double five" */
  repeats: Readonly<Record<string, number>>;
  /** Between two numbers of a list. */
  lists: string;
  /** Spoken decimal signs, and the dots of an address. */
  points: string;
  /** Other spoken joins: dash, slash. */
  joins: string;
  /** Currencies said between the whole and the cents. */
  coins: string;
  /** Prices are said with "and" before the cents: quarenta e nove e noventa. */
  andCents?: boolean;
  /** Words that are numbers but mostly mean something else: left alone in generated text when they stand alone. */
  doubtful: string;
  /** Two words of which one looks like a number and is none here: "per cento". */
  notNumbers: readonly string[];
  decimal: ',' | '.';
  clock: {
    /** `H`: hour, `M`: minutes; after `=` the minutes to add (`M`, `-M`, `30`, `-15`). */
    phrases: readonly string[];
    morning: readonly string[];
    afternoon: readonly string[];
    /** Said before the hour. */
    morningBefore?: string;
    afternoonBefore?: string;
  };
  /** From January. */
  months: string;
  /** "and a half" after a number. */
  halves: readonly string[];
}

export interface ClockPhrase {
  items: readonly string[];
  minutes: number | 'M' | '-M';
}

/** A {@link LanguageSpec} made ready for look-ups by folded word. */
export interface Language {
  tag: string;
  parts: ReadonlyMap<string, Part>;
  longest: number;
  spec: LanguageSpec;
  pairs: ReadonlyMap<string, Part>;
  and: ReadonlySet<string>;
  endings: readonly string[];
  digitEndings: ReadonlySet<string>;
  repeats: ReadonlyMap<string, number>;
  lists: ReadonlySet<string>;
  points: ReadonlySet<string>;
  joins: ReadonlySet<string>;
  coins: ReadonlySet<string>;
  doubtful: ReadonlySet<string>;
  notNumbers: ReadonlySet<string>;
  phrases: readonly ClockPhrase[];
  morning: readonly (readonly string[])[];
  afternoon: readonly (readonly string[])[];
  months: ReadonlyMap<string, number>;
  halves: readonly (readonly string[])[];
}

function splitWords(words: string): string[] {
  return fold(words).split(' ').filter(Boolean);
}

function defaultTakes(spec: LanguageSpec, value: number): readonly [number, number] | undefined {
  const exception = spec.takes?.[value];
  if (exception !== undefined) return exception;
  if (value >= 100 && value % 100 === 0) return [1, 99];
  if (value >= 20 && value % 10 === 0 && spec.tens !== 'never') return [1, 9];
  return undefined;
}

function compileParts(spec: LanguageSpec): Map<string, Part> {
  const parts = new Map<string, Part>();
  const enter = (kind: Part['kind'], table: Readonly<Record<number, string>>): void => {
    for (const [key, words] of Object.entries(table)) {
      const value = Number(key);
      const takes = kind === 'add' ? defaultTakes(spec, value) : undefined;
      for (const word of splitWords(words)) parts.set(word, { kind, value, takes });
    }
  };
  enter('ordinal', spec.ordinals);
  enter('add', spec.words);
  enter('scale', spec.scales);
  if (spec.hundreds !== undefined) enter('hundred', { 100: spec.hundreds });
  return parts;
}

function compilePhrase(phrase: string): ClockPhrase {
  const [items = '', minutes = '0'] = phrase.split('=');
  const words = items.split(' ').map((item) => (item === 'H' || item === 'M' ? item : fold(item)));
  return { items: words, minutes: minutes === 'M' || minutes === '-M' ? minutes : Number(minutes) };
}

/** Makes a language ready for use; each language file calls this once. */
export function defineLanguage(spec: LanguageSpec): Language {
  const parts = compileParts(spec);
  const set = (words: string): Set<string> => new Set(splitWords(words));
  return {
    tag: spec.tag,
    spec,
    parts,
    longest: Math.max(...[...parts.keys()].map((word) => word.length)),
    pairs: new Map(
      Object.entries(spec.pairs ?? {}).map(([words, value]) => [
        fold(words),
        { kind: 'add', value, takes: defaultTakes(spec, value) },
      ]),
    ),
    and: set(spec.and),
    endings: splitWords(spec.endings ?? ''),
    digitEndings: set(spec.digitEndings),
    repeats: new Map(Object.entries(spec.repeats).map(([word, times]) => [fold(word), times])),
    lists: set(spec.lists),
    points: set(spec.points),
    joins: set(spec.joins),
    coins: set(spec.coins),
    doubtful: set(spec.doubtful),
    notNumbers: new Set(spec.notNumbers.map(fold)),
    phrases: spec.clock.phrases.map(compilePhrase).sort((a, b) => b.items.length - a.items.length),
    morning: spec.clock.morning.map(splitWords),
    afternoon: spec.clock.afternoon.map(splitWords),
    months: new Map(splitWords(spec.months).map((month, index) => [month, index + 1])),
    halves: spec.halves.map(splitWords),
  };
}

/** Numbers a blank-separated list of words from `first`: `countFrom(0, 'zero one')`. A `/` separates spellings. */
export function countFrom(first: number, words: string, step = 1): Record<number, string> {
  const entries = words.split(' ').map((word, index) => [first + index * step, word.replaceAll('/', ' ')]);
  return Object.fromEntries(entries);
}
