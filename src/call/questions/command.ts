import type { Language } from '../../contract/language';
import { fold, tokenize } from '../../intake/spoken-numbers/fold';
import { wordsOf } from '../languages';
import { hearAnswer } from '../languages/hear';
import { isPolite } from './small-words';

/** What a caller may say instead of an answer. */
export type Command = 'skip' | 'person' | 'repeat';
const COMMANDS = ['skip', 'person', 'repeat'] as const;

/** Of words that were asked for: what is no answer may still be one of these, also within a sentence. */
export function hearCommand(text: string, language: Language): Command | undefined {
  const heard = hearAnswer(language, text, COMMANDS);
  return COMMANDS.find((command) => command === heard);
}

/** So many words, or Japanese characters, are hardly said by chance at either end of a free text. */
const TELLING_WORDS = 3;
const TELLING_CHARACTERS = 5;

/**
 * Of free text: only what is nothing else, or says it at length. "Anna is the contact person" asks for nobody, "can I
 * talk to a person" does.
 */
export function hearCommandOnly(text: string, language: Language): Command | undefined {
  const said = withoutCourtesy(plain(text, language), language);
  if (said === '') return undefined;
  return COMMANDS.find((command) =>
    wordsOf(language).heard[command].some((words) => {
      const phrase = plain(words, language);
      return said === phrase || (isTelling(phrase, language) && standsAtAnEnd(said, phrase, language));
    }),
  );
}

const plain = (text: string, language: Language): string =>
  tokenize(text)
    .map((token) => token.text)
    .join(language === 'ja' ? '' : ' ');

function withoutCourtesy(said: string, language: Language): string {
  if (language === 'ja') return said.replace(COURTESY, '');
  const words = said.split(' ');
  const first = words.findIndex((word) => !isPolite(word));
  const last = words.findLastIndex((word) => !isPolite(word));
  return words.slice(Math.max(0, first), last + 1).join(' ');
}

const COURTESY = new RegExp(`${fold('(?:を?お願いします|でお願いします|です|ください)')}$`, 'u');

const isTelling = (phrase: string, language: Language): boolean =>
  language === 'ja' ? [...phrase].length >= TELLING_CHARACTERS : phrase.split(' ').length >= TELLING_WORDS;

const standsAtAnEnd = (said: string, phrase: string, language: Language): boolean =>
  language === 'ja'
    ? said.startsWith(phrase) || said.endsWith(phrase)
    : said.startsWith(`${phrase} `) || said.endsWith(` ${phrase}`);
