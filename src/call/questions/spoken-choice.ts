import { LANGUAGES, type Language } from '../../contract/language';
import { fold, tokenize } from '../../intake/spoken-numbers/fold';
import { findLanguage } from '../../intake/spoken-numbers/languages';
import { readNumbers } from '../../intake/spoken-numbers/read';
import { hearAnswer, hearChoice } from '../languages/hear';
import type { Choice } from './answer';
import { isPolite } from './small-words';

/** The choice that was said by its label, or by its number in the list; of a yes or no also in other words. */
export function hearOption(choices: readonly Choice[], text: string, language: Language): Choice | undefined {
  const labels = choices.map(({ label }) => label);
  const index = hearChoice(language, text, labels);
  const named = index === undefined ? undefined : choices[index];
  if (named !== undefined) return denies(text, named.label, language) ? undefined : named;
  const meant = yesOrNo(choices, text, language);
  return meant ?? (denies(text, '', language) ? undefined : byNumber(choices, text, language));
}

/** Several of them, each between an "and" or a rest; all have to be understood. */
export function hearOptions(
  choices: readonly Choice[],
  text: string,
  language: Language,
): Choice[] | undefined {
  const whole = hearOption(choices, text, language);
  const parts = partsOf(text, language);
  const heard = parts.map((part) => hearOption(choices, part, language));
  const found = heard.filter((choice) => choice !== undefined);
  // "Research and development" is one label.
  const isOne = whole !== undefined && (parts.length < 2 || partsOf(whole.label, language).length > 1);
  if (isOne) return [whole];
  return found.length > 1 && found.length === heard.length ? [...new Set(found)] : undefined;
}

/** By folded word; where a language denies by endings, by those. */
const DENIAL: Record<Language, RegExp> = {
  en: /\b(?:not|t|neither|except|without)\b/u,
  de: /\b(?:nicht|kein\w*|ausser|weder|ohne)\b/u,
  fr: /\b(?:pas|sauf|ni|sans)\b/u,
  es: /\b(?:no|salvo|excepto|ni|sin)\b/u,
  it: /\b(?:non|tranne|senza)\b/u,
  'pt-BR': /\b(?:nao|exceto|nem|sem)\b/u,
  nl: /\b(?:niet|geen|behalve|zonder)\b/u,
  ja: /じゃな|ではな|以外|違/u,
};

/** "Not Berlin" names Berlin and means another one. A label may have such a word itself. */
const denies = (text: string, label: string, language: Language): boolean =>
  DENIAL[language].test(fold(text)) && !DENIAL[language].test(fold(label));

/** Words by which a list is told. */
const AND: Record<Language, RegExp> = {
  en: /,|\band\b/u,
  de: /,|\bund\b|\bsowie\b/u,
  fr: /,|\bet\b/u,
  es: /,|\b[ye]\b/u,
  it: /,|\bed?\b/u,
  'pt-BR': /,|\be\b/u,
  nl: /,|\ben\b/u,
  ja: /、|と|や/u,
};

const partsOf = (text: string, language: Language): string[] =>
  text.split(AND[language]).filter((part) => tokenize(part).some((token) => !isPolite(token.text)));

/** Whether a label is a yes or a no, in whatever language the admin wrote it. */
function meaningOf(label: string): 'yes' | 'no' | undefined {
  const plain = wordsOfText(label);
  for (const language of LANGUAGES) {
    if (plain.length !== 1) return undefined;
    const answer = hearAnswer(language, label, ['yes', 'no']);
    if (answer === 'yes' || answer === 'no') return answer;
  }
  return undefined;
}

const wordsOfText = (text: string): string[] => tokenize(text).map(({ text: word }) => word);

function yesOrNo(choices: readonly Choice[], text: string, language: Language): Choice | undefined {
  const meanings = choices.map(({ label }) => meaningOf(label));
  // Without both there is nothing that a yes could be told from.
  if (!meanings.includes('yes') || !meanings.includes('no')) return undefined;
  const answer = hearAnswer(language, text, ['yes', 'no']);
  const fitting = choices.filter((_, index) => answer !== undefined && meanings[index] === answer);
  return fitting.length === 1 ? fitting[0] : undefined;
}

/** More words than in "I would take number two" tell something else. */
const MOST_WORDS = 5;

/** "Two", "number two", "the second one"; only where numbers are offered as keys. */
function byNumber(choices: readonly Choice[], text: string, language: Language): Choice | undefined {
  const { atoms, items } = readNumbers(text, findLanguage(language));
  const [atom] = atoms;
  const words = items.length - atoms.length;
  if (atom?.digits === undefined || words > MOST_WORDS || choices.length > 9) return undefined;
  // "The second one"
  const rest = atoms.slice(1);
  if (rest.some(({ certain, digits }) => certain || digits !== '1') || (rest.length > 0 && !atom.ordinal))
    return undefined;
  // "The purple one" is no number: among other words it is one only where they say so.
  if (atom.digits === '1' && !atom.ordinal && words > 0 && !NUMBERED.test(text)) return undefined;
  return choices[Number(atom.digits) - 1];
}

const NUMBERED =
  /(?<!\p{L})(?:number|option|choice|key|nummer|taste|num[eé]ro|n[uú]mero|choix|touche|opci[oó]n|tecla|opzione|tasto|optie|toets|op[cç][aã]o)(?!\p{L})|番/iu;
