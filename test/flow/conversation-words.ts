import { wordsOf } from '../../src/call/languages';
import { fillPhrase } from '../../src/call/languages/phrase';
import type { Language } from '../../src/contract/language';
import type { PromptKey } from '../../src/contract/prompts';
import type { LineItem, Pattern, Values } from './conversation-file';

/** What the line said, with what stood in the places of a prompt. */
export interface Spoken {
  key?: PromptKey | undefined;
  language: Language;
  text: string;
  values: Record<string, string>;
}

/** As it is spoken: rests are no words. */
const flatten = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .replace(/ ([.,;:!?])/g, '$1')
    .trim();
const literally = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Whether a text is as it should be. */
export function fits(text: string, pattern: Pattern): boolean {
  if (typeof pattern !== 'string') return !fits(text, pattern.lacks);
  const [, source] = /^\/(.+)\/$/s.exec(pattern) ?? [];
  return source === undefined
    ? flatten(text).includes(flatten(pattern))
    : new RegExp(source, 'su').test(text);
}

/** A sentence of the line's, read as the prompt in its language; undefined where it is another. */
export function readPrompt(
  text: string,
  { key, values }: Extract<LineItem, { kind: 'prompt' }>,
  language: Language,
): Spoken | undefined {
  const isLoose = ([, value]: [string, string | number]): boolean => /^\/.+\/$/s.test(String(value));
  const exact = Object.fromEntries(Object.entries(values).filter((one) => !isLoose(one)));
  const loose = Object.entries(values).filter(isLoose);
  for (const form of formsOf(language, key, exact)) {
    const found = new RegExp(`^${form}$`, 'su').exec(flatten(text));
    const groups = found?.groups ?? {};
    if (found && loose.every(([name, value]) => fits(groups[name] ?? '', String(value))))
      return { key, language, text, values: { ...stringsOf(exact), ...groups } };
  }
  return undefined;
}

const stringsOf = (values: Values): Record<string, string> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));

/** The prompt in each of its plural forms, as a pattern: a place without a value takes anything. */
function formsOf(language: Language, key: PromptKey, values: Values): string[] {
  const prompt = wordsOf(language).spoken[key];
  const forms =
    typeof prompt === 'string' || values.count !== undefined
      ? [fillPhrase(language, prompt, values)]
      : Object.values(prompt).map((form) => fillPhrase(language, form, values));
  return forms.map((form) => {
    const seen = new Set<string>();
    return literally(flatten(form)).replace(/\\\{(\w+)\\\}/g, (_, name: string) => {
      if (seen.has(name)) return `\\k<${name}>`;
      seen.add(name);
      return `(?<${name}>.+)`;
    });
  });
}
