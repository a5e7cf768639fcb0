import { z } from 'zod';

/** The languages that the line speaks; each has one file in `src/call/languages/`. */
export const LANGUAGES = ['en', 'de', 'fr', 'es', 'it', 'pt-BR', 'nl', 'ja'] as const;

export const Language = z.enum(LANGUAGES);
export type Language = z.infer<typeof Language>;

/**
 * What a model wrote as a BCP 47 tag: language, script and region (`DE-at` → `de-AT`); empty when it names no language
 * that is known, so that nothing else gets into a request under that name.
 */
export function readLanguageTag(tag: string): string {
  try {
    const { language, script, region } = new Intl.Locale(tag.trim());
    const name = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' }).of(language);
    return name === undefined || language === 'und'
      ? ''
      : [language, script, region].filter(Boolean).join('-');
  } catch {
    return '';
  }
}

/** The supported language nearest to a BCP 47 tag (`de-AT` → `de`, `pt` → `pt-BR`); undefined if none is. */
export function matchLanguage(tag: string): Language | undefined {
  const base = tag.toLowerCase().split(/[-_]/, 1)[0];
  return LANGUAGES.find((language) => language.toLowerCase().split('-', 1)[0] === base);
}
