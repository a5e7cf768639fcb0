import type { Language } from '../contract/language';
import { KEYWORDS, UNIVERSAL } from './text-keywords';

export type Keyword = 'stop' | 'start' | 'help';

/**
 * What a text asks for, where the whole of it is one of the words for that: the English ones count always, those of other
 * languages where the line or the caller speaks them. To stop, a sentence will do as well: "please don't text me".
 *
 * @param isOptedOut then "yes" and the like ask for texts again; from anybody else they are an answer to something
 */
export function readKeyword(
  body: string,
  languages: readonly Language[],
  isOptedOut = false,
): Keyword | undefined {
  const said = fold(body);
  // Some write the word more than once.
  const [first, ...others] = new Set(said.split(' '));
  const word = compact(first !== undefined && others.length === 0 ? first : said);
  const known = [...new Set<Language>(['en', ...languages])].map(listsOf);
  if (known.some((lists) => asksToStop(said, word, lists))) return 'stop';
  if (ALWAYS_START.has(word) || (isOptedOut && known.some(({ start }) => start.has(word)))) return 'start';
  return known.some(({ help }) => help.has(word)) ? 'help' : undefined;
}

/**
 * Whether Twilio has answered this text itself, as it does by default for long codes and toll-free numbers; its words are
 * English ones alone: https://help.twilio.com/articles/223134027
 */
export const isAnsweredByProvider = (body: string): boolean =>
  /^(?:stop|stopall|unsubscribe|cancel|end|quit|revoke|optout|start|unstop|yes|help|info)$/i.test(
    body.trim(),
  );

/** A wish for no texts: the word, or a sentence, with or without what is polite around it. */
const asksToStop = (said: string, word: string, { stop, polite }: Lists): boolean =>
  stop.has(word) || stop.has(compact(said)) || stop.has(compact(withoutPolite(said, polite)));

/** A language's words as they are compared. */
interface Lists {
  stop: ReadonlySet<string>;
  start: ReadonlySet<string>;
  help: ReadonlySet<string>;
  /** The longest first. */
  polite: readonly string[];
}

/** Nothing of anybody's: the tables, made ready once. */
const lists = new Map<Language, Lists>();

function listsOf(language: Language): Lists {
  const known = lists.get(language);
  if (known !== undefined) return known;
  const { stop, stopPhrases, start, help, polite } = KEYWORDS[language];
  const made = {
    stop: compacted([...UNIVERSAL.stop, ...stop, ...stopPhrases]),
    start: compacted(start),
    help: compacted([...UNIVERSAL.help, ...help]),
    polite: [...polite, ...KEYWORDS.en.polite].map(fold).sort((one, other) => other.length - one.length),
  };
  lists.set(language, made);
  return made;
}

const compacted = (entries: readonly string[]): Set<string> =>
  new Set(entries.map((entry) => compact(fold(entry))));

/** Takes away the polite words around a message, but never all of it. */
function withoutPolite(said: string, polite: readonly string[]): string {
  let rest = said;
  for (;;) {
    const before = polite.find((word) => rest.startsWith(`${word} `) || isJoinedStart(rest, word));
    const behind = polite.find((word) => rest.endsWith(` ${word}`) || isJoinedEnd(rest, word));
    if (before !== undefined) rest = rest.slice(before.length).trim();
    else if (behind !== undefined) rest = rest.slice(0, -behind.length).trim();
    else return rest;
  }
}

/** Japanese has no blanks between its words. */
const isJapanese = (word: string): boolean => /[\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Han}]/u.test(word);
const isJoinedStart = (rest: string, word: string): boolean =>
  isJapanese(word) && rest.length > word.length && rest.startsWith(word);
const isJoinedEnd = (rest: string, word: string): boolean =>
  isJapanese(word) && rest.length > word.length && rest.endsWith(word);

/** Without case, accents, apostrophes and punctuation, one blank between words. */
const fold = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/['’‘`´ʼ]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** "S T O P" and "opt-out" are written as one. */
const compact = (text: string): string => text.replaceAll(' ', '');

const ALWAYS_START = compacted(UNIVERSAL.start);
