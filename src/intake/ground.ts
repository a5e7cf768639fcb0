import { findLiterals, maskLiterals, SaidLiterals } from './literals';
import { prepareQuotes, quoteIsSaid, valueRestsOn } from './quotes';
import type { Atom } from './spoken-numbers/atom';
import { fold } from './spoken-numbers/fold';
import type { Language } from './spoken-numbers/language';
import { findLanguage } from './spoken-numbers/languages';
import { type Reading, readNumbers } from './spoken-numbers/read';
import { collectSaidNumbers, findSaidAtoms, isTimeSaid, type SaidNumbers } from './spoken-numbers/said';
import { type Cut, type Place, removeCuts } from './tidy';

/** Something that the model read off a transcript, with the caller's own words for it. */
export interface GroundedEntity {
  kind: string;
  value: string;
  quote: string;
}

/** What the caller said. `language`: BCP 47; its base language decides how numbers are read, unknown ones as English. */
export interface Transcript {
  text: string;
  language: string;
}

/**
 * Keeps the entities whose quote the caller said (M5): its words stand in the transcript in this order, whatever their
 * case, accents, punctuation and whether numbers are words or digits. A value that says more than its quote is replaced
 * by the quote. Never throws; what is kept is not folded.
 */
export function groundEntities<E extends GroundedEntity>(
  entities: readonly E[],
  transcript: Transcript,
): { kept: E[]; dropped: E[] } {
  const language = findLanguage(transcript.language);
  const said = prepareQuotes(transcript.text, language);
  const kept: E[] = [];
  const dropped: E[] = [];
  for (const entity of entities) {
    if (!quoteIsSaid(entity.quote, said, language)) dropped.push(entity);
    else if (valueRestsOn(entity.value, entity.quote, language)) kept.push(entity);
    else kept.push({ ...entity, value: entity.quote.trim() });
  }
  return { kept, dropped };
}

/**
 * Removes from generated text the numbers (digits or words), e-mail addresses, web addresses and codes that the caller
 * did not say (M5). Text without any of them comes back as it is; so does the transcript itself, whole sentences of it
 * included. Never throws; applying it again changes nothing.
 *
 * @param textLanguage BCP 47 tag of `text`, which may be another language than the caller's
 */
export function groundText(
  text: string,
  textLanguage: string,
  transcript: Transcript,
): { text: string; removed: string[] } {
  const language = findLanguage(textLanguage);
  const said = prepareSaid(transcript, language);
  const removed: string[] = [];
  let current = text;
  // What a removal brings together may read as a new number; every round makes the text shorter, so this ends.
  for (;;) {
    const cuts = findCuts(current, language, said);
    if (cuts.length === 0) return { text: current, removed };
    for (const { facts } of cuts) removed.push(...facts);
    current = removeCuts(current, cuts);
  }
}

interface Said {
  numbers: SaidNumbers;
  literals: SaidLiterals;
  /** Addresses and codes as they stand in the transcript. */
  verbatim: ReadonlySet<string>;
}

function prepareSaid(transcript: Transcript, readAs: Language): Said {
  const language = findLanguage(transcript.language);
  const { text } = transcript;
  const own = findLiterals(text, readAs);
  const masked = maskLiterals(text, own);
  const numbers = collectSaidNumbers(masked, language, readAs);
  const keys = new Set(numbers.keys);
  const verbatim = new Set<string>();
  for (const { kind, start, end } of own) {
    const raw = text.slice(start, end);
    verbatim.add(raw);
    // "E809" lets an agent read of error 809.
    if (kind === 'code') for (const digits of raw.normalize('NFKC').match(/[0-9]+/g) ?? []) keys.add(digits);
  }
  return { numbers: { ...numbers, keys }, literals: new SaidLiterals(text, language), verbatim };
}

/** What is to be removed, in order and without overlaps. */
function findCuts(text: string, language: Language, said: Said): Cut[] {
  const literals = findLiterals(text, language);
  const invented = literals.filter(({ kind, start, end }) => {
    const raw = text.slice(start, end);
    return !said.verbatim.has(raw) && !said.literals.has(raw, kind);
  });
  const reading = readNumbers(maskLiterals(text, literals), language);
  const grounded = findSaidAtoms(reading, said.numbers);
  const sure = findSureAtoms(reading);
  const isInvented = (atom: Atom): boolean => sure.has(atom) && !grounded.has(atom);
  const times = reading.times.filter(
    (time) => time.atoms.every(isInvented) || (time.needsPhrase && !isTimeSaid(reading, time, said.numbers)),
  );
  const inTimes = new Set(times.flatMap((time) => time.atoms));
  const cuts = [...invented, ...times].map(({ start, end }) => ({
    start,
    end,
    facts: [text.slice(start, end)],
  }));
  for (const [index, atom] of reading.atoms.entries()) {
    if (!isInvented(atom) || inTimes.has(atom)) continue;
    const { start, end } = takeJoiner(reading, index, (one) => sure.has(one) && grounded.has(one));
    cuts.push({ start, end, facts: [text.slice(atom.start, atom.end)] });
  }
  return mergeCuts(cuts).map((cut) => takeLastWord(text, cut, language));
}

/** Words like "one" count as numbers only among other digits that are read out: "one two three". */
function findSureAtoms(reading: Reading): Set<Atom> {
  const sure = new Set(reading.atoms.filter((atom) => atom.certain));
  const isDigit = (atom: Atom | undefined): boolean => atom?.spelled === true && !atom.ordinal;
  for (let index = 2; index < reading.atoms.length; index++) {
    const three = reading.atoms.slice(index - 2, index + 1);
    const isRun = reading.joins[index - 2] === 'strong' && reading.joins[index - 1] === 'strong';
    if (isRun && three.every(isDigit)) for (const atom of three) sure.add(atom);
  }
  return sure;
}

/** "ports 80, 443 and 9999": with its number goes the word or comma that joined it to the others. */
function takeJoiner(reading: Reading, index: number, stays: (atom: Atom) => boolean): Place {
  const [before, atom, after] = [index - 1, index, index + 1].map((at) => reading.atoms[at]);
  if (atom === undefined) return { start: 0, end: 0 };
  const isJoined = (at: number): boolean => ['weak', 'list'].includes(reading.joins[at] ?? 'none');
  // "or +1 415 555 0100" without the country code still needs its "or".
  if (after !== undefined && reading.joins[index] === 'strong' && stays(after)) {
    return { start: atom.start, end: after.start };
  }
  if (before !== undefined && isJoined(index - 1)) return { start: before.end, end: atom.end };
  if (after !== undefined && isJoined(index) && stays(after)) return { start: atom.start, end: after.start };
  return { start: atom.start, end: atom.end };
}

/** "Write to anna@… or": the word that announced one more goes too when nothing follows. */
function takeLastWord(text: string, cut: Cut, language: Language): Cut {
  if (!/^\s*(?:$|[.!?;。！？\n])/u.test(text.slice(cut.end, cut.end + 40))) return cut;
  const before = text.slice(Math.max(0, cut.start - 12), cut.start);
  const [matched, word = ''] = /[\s,]+([\p{L}\p{M}]+)\s+$/u.exec(before) ?? [];
  return matched !== undefined && language.lists.has(fold(word))
    ? { ...cut, start: cut.start - matched.length }
    : cut;
}

function mergeCuts(cuts: readonly Cut[]): Cut[] {
  const merged: Cut[] = [];
  for (const cut of cuts.toSorted((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (last === undefined || cut.start >= last.end) merged.push(cut);
    else
      merged.splice(-1, 1, {
        ...last,
        end: Math.max(last.end, cut.end),
        facts: [...last.facts, ...cut.facts],
      });
  }
  return merged;
}
