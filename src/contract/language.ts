import { z } from 'zod';

/** The languages that the line speaks; each has one file in `src/call/languages/`. */
export const LANGUAGES = ['en', 'de', 'fr', 'es', 'it', 'pt-BR', 'nl', 'ja'] as const;

export const Language = z.enum(LANGUAGES);
export type Language = z.infer<typeof Language>;

/** The supported language nearest to a BCP 47 tag (`de-AT` → `de`, `pt` → `pt-BR`); undefined if none is. */
export function matchLanguage(tag: string): Language | undefined {
  const base = tag.toLowerCase().split(/[-_]/, 1)[0];
  return LANGUAGES.find((language) => language.toLowerCase().split('-', 1)[0] === base);
}
