import { detect } from 'tinyld';

/**
 * The language of a text as ISO 639-1 code, in an array; empty when the text is too little to tell.
 * https://github.com/komodojp/tinyld
 */
export function detectLanguages(text: string): string[] {
  const language = detect(text);
  return language === '' ? [] : [language];
}
