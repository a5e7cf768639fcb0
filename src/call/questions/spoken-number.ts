import type { Language } from '../../contract/language';
import type { Atom, Item } from '../../intake/spoken-numbers/atom';
import { matchWords } from '../../intake/spoken-numbers/clock';
import { fold } from '../../intake/spoken-numbers/fold';
import { findLanguage } from '../../intake/spoken-numbers/languages';
import { type Reading, readNumbers } from '../../intake/spoken-numbers/read';
import { isPolite } from './small-words';

/** Beyond this doubles lose digits. */
const MOST_DIGITS = 15;

/** What makes the number behind it negative; in some languages it means other things, too ("al menos tres"). */
const MINUS: ReadonlySet<string> = new Set(
  ['minus', 'negative', 'moins', 'menos', 'meno', 'min', 'マイナス'].map(fold),
);
/** What may stand before that, so that it is a sign and nothing else. */
const COPULAS: ReadonlySet<string> = new Set(
  'is it its s are ist sind waren est c sont es son e sono sao zijn'.split(' '),
);

/** The one number that was said; digits that were said one by one are one. */
export function hearNumber(text: string, language: Language): number | undefined {
  const numbers = findLanguage(language);
  const reading = readNumbers(withHalvesApart(text), numbers);
  const items = language === 'ja' ? reading.items.filter((item) => !isParticle(item, text)) : reading.items;
  const first = items.findIndex(({ kind }) => kind === 'atom');
  const last = items.findLastIndex(({ kind }) => kind === 'atom');
  const atoms = items.slice(first, last + 1).flatMap((item) => (item.kind === 'atom' ? [item.atom] : []));
  // Words between numbers make two of them.
  if (first === -1 || atoms.length !== last - first + 1) return undefined;
  if (isSomethingElse(items, last, atoms)) return undefined;
  const digits = atoms.length === 1 ? valueIn(atoms[0]) : spelled(atoms, reading);
  const half = matchWords(items, last + 1, [...numbers.halves, [HALF]]) > 0;
  const sign = signBefore(items, first, reading);
  if (digits === undefined || sign === undefined || (half && digits.includes('.'))) return undefined;
  const value = sign * (Number(digits) + (half ? 0.5 : 0));
  return Object.is(value, -0) ? 0 : value;
}

/** Stands for a half; no language has it as a word. */
const HALF = 'qhalf';

/** "zweieinhalb", "tweeënhalf", "twee en een half", "anderthalb": halves that are hidden in words. */
const withHalvesApart = (text: string): string =>
  text
    .replace(/(?<!\p{L})(?:anderthalb|anderhal(?:f|ve))(?!\p{L})/giu, `1 ${HALF}`)
    .replace(/(\p{L}{3,})(?:einhalb|[ëe]nhalf|[ëe]nhalve)(?!\p{L})/giu, `$1 ${HALF}`)
    .replace(/\s+en een hal(?:f|ve)(?!\p{L})/giu, ` ${HALF}`);

/** A Japanese particle that sounds like a number. */
const isParticle = (item: Item, text: string): boolean =>
  item.kind === 'atom' &&
  !item.atom.certain &&
  /^\p{Script=Hiragana}+$/u.test(text.slice(item.atom.start, item.atom.end)) &&
  text.trim().length > item.atom.end - item.atom.start;

/** "One of the printers", "ein Drucker": a word that counts nothing unless it is the last. */
function isSomethingElse(items: readonly Item[], last: number, atoms: readonly Atom[]): boolean {
  if (atoms.length > 1 || atoms[0]?.certain !== false) return false;
  return items.slice(last + 1).some((item) => item.kind === 'word' && !isPolite(item.token.text));
}

/** The digits of a number, perhaps with a decimal point. */
function valueIn(atom: Atom | undefined): string | undefined {
  if (atom === undefined || atom.ordinal || atom.date?.length === 3) return undefined;
  const value = atom.digits ?? atom.keys.find((key) => /^\d+(?:\.\d+)?$/.test(key));
  return value === undefined || value.replace('.', '').length > MOST_DIGITS ? undefined : value;
}

/** "four two": each a digit, and nothing but a blank between them; anything else may be several numbers. */
function spelled(atoms: readonly Atom[], { text }: Reading): string | undefined {
  const isOne = atoms.every((atom, index) => {
    const next = atoms[index + 1];
    const gap = next === undefined ? '' : text.slice(atom.end, next.start);
    return atom.spelled && !atom.ordinal && /^\s*$/.test(gap);
  });
  const digits = atoms.map((atom) => atom.digits ?? '').join('');
  return isOne && digits.length <= MOST_DIGITS ? digits : undefined;
}

/** Undefined where it can't be told whether the number is negative. */
function signBefore(items: readonly Item[], first: number, { text }: Reading): 1 | -1 | undefined {
  const signs = items.flatMap((item, index) =>
    item.kind === 'word' && MINUS.has(item.token.text) ? [index] : [],
  );
  const start = items[first]?.kind === 'atom' ? items[first].atom.start : 0;
  if (signs.length === 0) return /(?:^|\s)[-−–]\s?$/u.test(text.slice(0, start)) ? -1 : 1;
  const before = items[first - 2];
  const isSign = before === undefined || (before.kind === 'word' && COPULAS.has(before.token.text));
  return signs.length === 1 && signs[0] === first - 1 && isSign ? -1 : undefined;
}

/** Keys: the star is the decimal sign. */
export function numberFromKeys(keys: string): number | undefined {
  const isNumber = /^\d+(?:\*\d+)?$/.test(keys) && keys.replace('*', '').length <= MOST_DIGITS;
  return isNumber ? Number(keys.replace('*', '.')) : undefined;
}
