import { phrase, type Values } from '../../src/call/languages/phrase';
import type { Speech } from '../../src/call/speech';
import type { Language } from '../../src/contract/language';
import type { PromptKey } from '../../src/contract/prompts';

/** One of the line's sentences, as callers hear it. */
export const sentence = (key: PromptKey, values: Values = {}, language: Language = 'en'): string =>
  phrase(language, key, values);

/** All that a document says, whatever is pressed meanwhile. */
export const saidIn = (speech: readonly Speech[]): string[] =>
  speech.flatMap((verb) =>
    verb.kind === 'say' ? verb.text : verb.kind === 'ask' ? verb.say.map(({ text }) => text) : [],
  );

/** The same with its languages and voices. */
export const sayingsIn = (speech: readonly Speech[]) =>
  speech.flatMap((verb) => (verb.kind === 'say' ? verb : verb.kind === 'ask' ? verb.say : []));

export const kindsOf = (speech: readonly Speech[]): string[] => speech.map(({ kind }) => kind);
