import { german } from './de';
import { english } from './en';
import { spanish } from './es';
import { french } from './fr';
import { italian } from './it';
import { japanese } from './ja';
import type { Language } from './language';
import { dutch } from './nl';
import { portuguese } from './pt';

const languages: ReadonlyMap<string, Language> = new Map(
  [english, german, french, spanish, italian, portuguese, dutch, japanese].map((language) => [
    language.tag,
    language,
  ]),
);

/** The language of a BCP 47 tag by its base language; English, and so digits in any case, for one that we don't know. */
export function findLanguage(tag: string): Language {
  const base = tag.toLowerCase().split(/[-_]/)[0] ?? '';
  return languages.get(base) ?? english;
}
