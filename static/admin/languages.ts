import type { Language } from '../../src/contract/language';

const ALL: Record<Language, true> = {
  en: true,
  de: true,
  fr: true,
  es: true,
  it: true,
  'pt-BR': true,
  nl: true,
  ja: true,
};

/** Every language that a line can speak; listed here, since the contract's own list comes with its schemas. */
export const LANGUAGES = Object.keys(ALL) as Language[];
