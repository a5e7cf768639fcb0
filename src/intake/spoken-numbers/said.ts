import { type Atom, keyDecimal } from './atom';
import { matchWords } from './clock';
import { fold } from './fold';
import type { Language } from './language';
import { type Join, type Reading, readNumbers } from './read';

/** What the numbers of a transcript allow to be written. */
export interface SaidNumbers {
  /** Numbers, times and decimals by key. */
  keys: ReadonlySet<string>;
  /** Months by name, as their number. */
  months: ReadonlySet<string>;
  /** The caller's own spelling of number groups, for text in a language that reads them differently. */
  verbatim: ReadonlySet<string>;
}

/** Neighbours that stand for one number: all digits of "four five six", or one atom. */
interface Block {
  digits: string;
  atoms: readonly Atom[];
}

/** Longer than any number a caller says in one breath (an IBAN has 34 signs, said in groups); bounds the work. */
const mostDigits = 40;
const mostBlocks = 16;
/** A phone number without its area code has at least this many digits. */
const phoneDigits = 7;

/** Splits the numbers of a reading into chains of groups: a chain is held by commas, a group only by blanks and hyphens. */
function splitChains(reading: Reading): Atom[][][] {
  const chains: Atom[][][] = [];
  for (const [index, atom] of reading.atoms.entries()) {
    const join = index === 0 ? 'none' : reading.joins[index - 1];
    const before = reading.atoms[index - 1];
    const joinsDigits = atom.digits !== undefined && before?.digits !== undefined;
    if (joinsDigits && join === 'strong') chains.at(-1)?.at(-1)?.push(atom);
    else if (joinsDigits && (join === 'weak' || join === 'sentence')) chains.at(-1)?.push([atom]);
    else chains.push([[atom]]);
  }
  return chains;
}

function isSpelled(atom: Atom): boolean {
  return atom.spelled && !atom.ordinal;
}

function findBlocks(group: readonly Atom[]): Block[] {
  const runs: Atom[][] = [];
  for (const atom of group) {
    const last = runs.at(-1)?.at(-1);
    if (last !== undefined && isSpelled(last) && isSpelled(atom)) runs.at(-1)?.push(atom);
    else runs.push([atom]);
  }
  return runs.map((atoms) => ({ atoms, digits: atoms.map((atom) => atom.digits ?? '').join('') }));
}

function addWindows(digits: readonly string[], atLeast: number, keys: Set<string>): void {
  for (let from = 0; from < digits.length; from++) {
    let joined = '';
    for (let to = from; to < Math.min(digits.length, from + mostBlocks); to++) {
      joined += digits[to];
      if (joined.length > mostDigits) break;
      if (joined.length >= atLeast) keys.add(joined);
    }
  }
}

function addKeys(some: readonly string[], keys: Set<string>): void {
  for (const key of some) keys.add(key);
}

function addGroup(group: readonly Atom[], keys: Set<string>): void {
  const blocks = findBlocks(group);
  for (const { digits, atoms } of blocks) {
    if (digits !== '') keys.add(digits);
    // Digits read out one by one are one number: "four five six" is no 5. Two of them may as well be two numbers.
    for (const atom of atoms)
      addKeys(atoms.length < 3 ? [...atom.keys, ...atom.alsoSaid] : atom.alsoSaid, keys);
  }
  addWindows(
    blocks.map((block) => block.digits),
    1,
    keys,
  );
  const apart = group.map((atom, index) => {
    const following = group[index + 1];
    return following !== undefined && isSpelled(following)
      ? (atom.alternative ?? atom.digits ?? '')
      : atom.digits;
  });
  if (group.some((atom) => atom.alternative !== undefined)) {
    addWindows(
      apart.map((digits) => digits ?? ''),
      phoneDigits,
      keys,
    );
  }
}

function addChain(chain: readonly Atom[][], keys: Set<string>): void {
  const joined: string[] = [];
  let wasSingle = false;
  for (const group of chain) {
    addGroup(group, keys);
    const digits = group.map((atom) => atom.digits ?? '').join('');
    const single = group.length === 1 && group[0] !== undefined && isSpelled(group[0]);
    if (single && wasSingle) joined[joined.length - 1] += digits;
    else joined.push(digits);
    wasSingle = single;
  }
  for (const digits of joined) keys.add(digits);
  addWindows(joined, 1, keys);
}

/** "three thirty" is 3:30, "forty-nine ninety-nine" may be 49.99, and so may "49 euros 99". */
function addPairs(reading: Reading, language: Language, keys: Set<string>): void {
  const ties: ReadonlySet<Join> = new Set(language.spec.andCents ? ['strong', 'list'] : ['strong']);
  for (const [index, join] of reading.joins.entries()) {
    const whole = reading.atoms[index]?.digits;
    const second = reading.atoms[index + 1];
    if (whole === undefined || second?.digits === undefined) continue;
    const isPair = join === 'coin' ? second.digits.length < 3 : ties.has(join) && isTwoDigits(second);
    if (isPair) addPair(whole, second.digits.padStart(2, '0'), keys);
    // "three oh five"
    const third = reading.atoms[index + 2]?.digits;
    const isStrong = join === 'strong' && reading.joins[index + 1] === 'strong';
    if (isStrong && second.digits === '0' && third?.length === 1) addPair(whole, `0${third}`, keys);
  }
}

function isTwoDigits(atom: Atom): boolean {
  return atom.digits?.length === 2 && !atom.spelled;
}

function addPair(whole: string, fraction: string, keys: Set<string>): void {
  keys.add(keyDecimal(whole, fraction));
  if (whole.length <= 2 && Number(whole) <= 24 && Number(fraction) <= 59)
    keys.add(`t${Number(whole)}:${fraction}`);
}

function addHalves(reading: Reading, language: Language, keys: Set<string>): void {
  for (const [index, item] of reading.items.entries()) {
    if (item.kind !== 'atom' || item.atom.digits === undefined) continue;
    if (matchWords(reading.items, index + 1, language.halves) > 0) keys.add(`${item.atom.digits}.5`);
  }
}

/** The folded spelling of a stretch of text without its punctuation. */
function spellPlainly(text: string): string {
  return fold(text).replace(/[^\p{L}\p{N}]+/gu, ' ');
}

function listGroups(reading: Reading): Atom[][] {
  return splitChains(reading).flat();
}

function spellGroup(reading: Reading, group: readonly Atom[]): string {
  return spellPlainly(reading.text.slice(group[0]?.start ?? 0, group.at(-1)?.end ?? 0));
}

/**
 * Collects the numbers a caller said.
 *
 * @param language the transcript's
 * @param readAs the language of the text that will be checked: its own number words stay where the caller used them
 */
export function collectSaidNumbers(text: string, language: Language, readAs: Language): SaidNumbers {
  const keys = new Set<string>();
  const reading = readNumbers(text, language);
  for (const chain of splitChains(reading)) addChain(chain, keys);
  for (const time of reading.times) addKeys([...time.keys, ...time.alsoSaid], keys);
  addPairs(reading, language, keys);
  addHalves(reading, language, keys);
  const months = new Set<string>();
  for (const item of reading.items) {
    const month = item.kind === 'word' ? language.months.get(item.token.text) : undefined;
    if (month !== undefined) months.add(String(month));
  }
  const verbatim = new Set<string>();
  const other = readAs === language ? reading : readNumbers(text, readAs);
  for (const group of listGroups(other)) verbatim.add(spellGroup(other, group));
  for (const time of other.times) verbatim.add(spellPlainly(text.slice(time.start, time.end)));
  return { keys, months, verbatim };
}

function isDateSaid(date: readonly string[], said: SaidNumbers): boolean {
  const values = date.map((part) => part.replace(/^0+(?=\d)/, ''));
  const isSaid = (index: number): boolean =>
    said.keys.has(values[index] ?? '') || said.keys.has(date[index] ?? '');
  const months = date[0]?.length === 4 ? [1] : [0, 1];
  return months.some((month) =>
    values.every((value, index) => isSaid(index) || (index === month && said.months.has(value))),
  );
}

/** Finds the numbers of a text that the caller said: alone, as a part of a number said in pieces, or as a time. */
export function findSaidAtoms(reading: Reading, said: SaidNumbers): Set<Atom> {
  const found = new Set<Atom>();
  const mark = (atoms: readonly Atom[]): void => {
    for (const atom of atoms) found.add(atom);
  };
  mark(reading.atoms.filter((atom) => isAtomSaid(atom, said)));
  for (const group of listGroups(reading)) {
    if (said.verbatim.has(spellGroup(reading, group))) mark(group);
    for (const block of findBlocks(group)) if (isBlockSaid(block, said)) mark(block.atoms);
  }
  for (const time of reading.times) if (isTimeSaid(reading, time, said)) mark(time.atoms);
  for (let from = 0; from < reading.atoms.length; from++) {
    const to = findRunEnd(reading, from, said);
    if (to > from) mark(reading.atoms.slice(from, to));
  }
  return found;
}

function isAtomSaid(atom: Atom, said: SaidNumbers): boolean {
  if (atom.keys.some((key) => said.keys.has(key))) return true;
  return atom.date !== undefined && isDateSaid(atom.date, said);
}

function isBlockSaid(block: Block, said: SaidNumbers): boolean {
  return block.atoms.length > 1 && said.keys.has(block.digits);
}

/** Whether a time of day was said, in whatever words. */
export function isTimeSaid(reading: Reading, time: Reading['times'][number], said: SaidNumbers): boolean {
  if (time.keys.some((key) => said.keys.has(key))) return true;
  return said.verbatim.has(spellPlainly(reading.text.slice(time.start, time.end)));
}

/**
 * Where the longest said number ends that starts at the atom `from` and is written in several: "415 555 0100" for
 * "four one five five…", "4, 5 and 6" for "four five six". `from` itself if there is none.
 */
function findRunEnd(reading: Reading, from: number, said: SaidNumbers): number {
  let joined = '';
  let end = from;
  for (let to = from; to < reading.atoms.length; to++) {
    joined += reading.atoms[to]?.digits ?? '';
    if (joined.length > mostDigits) break;
    if (to > from && said.keys.has(joined)) end = to + 1;
    if (!runsOn(reading, to)) break;
  }
  return end;
}

function runsOn(reading: Reading, index: number): boolean {
  const [atom, following] = reading.atoms.slice(index, index + 2);
  const join = reading.joins[index];
  if (atom?.digits === undefined || following?.digits === undefined) return false;
  if (join === 'list') return isSpelled(atom) && isSpelled(following);
  return join === 'strong' || join === 'weak';
}
