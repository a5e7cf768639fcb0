import type { Language } from '../../contract/language';
import { de } from './de';
import { en } from './en';
import { es } from './es';
import { fr } from './fr';
import { it } from './it';
import { ja } from './ja';
import { nl } from './nl';
import { ptBR } from './pt-br';
import type { Words } from './words';

const WORDS: Record<Language, Words> = { en, de, fr, es, it, 'pt-BR': ptBR, nl, ja };

export const wordsOf = (language: Language): Words => WORDS[language];

/** The language of the caller's country, where that says something; BCP 47. */
export const countryLanguage = (country: string): Language | undefined =>
  (Object.keys(WORDS) as Language[]).find((language) => WORDS[language].countries.includes(country));
