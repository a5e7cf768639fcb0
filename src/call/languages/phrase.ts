import type { Language } from '../../contract/language';
import type { Prompt, PromptKey, PromptPlaceholder } from '../../contract/prompts';
import { wordsOf } from '.';

/** What stands in a sentence; a number is written as the language writes it. */
export type Values = Partial<Record<PromptPlaceholder, string | number>>;

/** Prompts that an admin wrote, which stand for ours in that language. */
export type OwnPrompts = Partial<Record<Language, Partial<Record<PromptKey, string>>>>;

/** A sentence of the line in a language: the admin's own where there is one, in the plural form that `count` asks for. */
export function phrase(
  language: Language,
  key: PromptKey,
  values: Values = {},
  own: OwnPrompts = {},
): string {
  const prompt = own[language]?.[key] ?? wordsOf(language).spoken[key];
  return fillPhrase(language, prompt, values);
}

/** Fills a sentence; a value is put in as it is, never read as a sentence again. */
export function fillPhrase(language: Language, prompt: Prompt, values: Record<string, unknown>): string {
  return formOf(language, prompt, values.count).replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (typeof value === 'number') return new Intl.NumberFormat(language).format(value);
    return typeof value === 'string' ? value : whole;
  });
}

function formOf(language: Language, prompt: Prompt, count: unknown): string {
  if (typeof prompt === 'string') return prompt;
  const form = new Intl.PluralRules(language).select(typeof count === 'number' ? count : 0);
  return prompt[form] ?? prompt.other;
}
