import { de } from './de';
import { en } from './en';
import { es } from './es';
import { fr } from './fr';
import { it } from './it';
import { ja } from './ja';
import type { Lexicon } from './lexicon';
import { nl } from './nl';
import { pt } from './pt';

export { compileWords, type Lexicon } from './lexicon';

const LEXICONS: Record<string, Lexicon> = { de, en, es, fr, it, ja, nl, pt };

/** The words of a language (ISO 639-1); English where there are none, since it is mixed into all of them. */
export const findLexicon = (language: string): Lexicon => LEXICONS[language] ?? en;
