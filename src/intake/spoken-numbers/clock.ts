import { type Atom, type Item, keyTime, placeOf } from './atom';
import type { ClockPhrase, Language } from './language';

/** A time of day, said or written over several words: "half past three", "3 p.m.", "15 Uhr 30". */
export interface TimeMention {
  start: number;
  end: number;
  keys: readonly string[];
  /** What else a caller who says this may be quoted with. */
  alsoSaid: readonly string[];
  atoms: readonly Atom[];
  /** Minutes come from words that are no numbers (half, quarter), so its atoms alone don't prove it. */
  needsPhrase: boolean;
}

interface Clock {
  next: number;
  hour: number;
  minute: number;
  atoms: Atom[];
  needsPhrase: boolean;
}

function readSmall(item: Item | undefined, limit: number): number | undefined {
  if (item?.kind !== 'atom' || item.atom.digits === undefined || item.atom.digits.length > 2)
    return undefined;
  const value = Number(item.atom.digits);
  return value <= limit ? value : undefined;
}

/** The atoms of a phrase that stands at `from`, by what they are in it. */
function matchItems(
  items: readonly Item[],
  from: number,
  phrase: ClockPhrase,
): { H?: Atom; M?: Atom } | undefined {
  const atoms: { H?: Atom; M?: Atom } = {};
  for (const [offset, expected] of phrase.items.entries()) {
    const item = items[from + offset];
    if (expected === 'H' || expected === 'M') {
      if (item?.kind !== 'atom' || readSmall(item, expected === 'H' ? 24 : 59) === undefined)
        return undefined;
      atoms[expected] = item.atom;
    } else if (item?.kind !== 'word' || item.token.text !== expected) return undefined;
  }
  return atoms;
}

function matchPhrase(items: readonly Item[], from: number, phrase: ClockPhrase): Clock | undefined {
  const atoms = matchItems(items, from, phrase);
  if (atoms?.H === undefined) return undefined;
  const hour = Number(atoms.H.digits);
  const minute = Number(atoms.M?.digits ?? 0);
  const shift = { '-M': -minute, M: minute }[phrase.minutes] ?? Number(phrase.minutes);
  const time = (hour * 60 + shift + 1440) % 1440;
  return {
    next: from + phrase.items.length,
    hour: Math.floor(time / 60),
    minute: time % 60,
    atoms: atoms.M === undefined ? [atoms.H] : [atoms.H, atoms.M],
    needsPhrase: phrase.minutes !== 0 && typeof phrase.minutes === 'number',
  };
}

/** An hour that only its part of the day marks as one: "three thirty" and "3" before "p.m.". */
function matchBare(items: readonly Item[], from: number): Clock | undefined {
  const item = items[from];
  if (item?.kind !== 'atom') return undefined;
  const written = item.atom.keys.map((key) => /^t(\d+):(\d+)$/.exec(key)).find((match) => match !== null);
  if (written) {
    const [hour, minute] = [Number(written[1]), Number(written[2])];
    return { next: from + 1, hour, minute, atoms: [item.atom], needsPhrase: false };
  }
  const hour = readSmall(item, 24);
  if (hour === undefined) return undefined;
  const following = items[from + 1];
  const minute = readSmall(following, 59);
  if (minute !== undefined && minute > 9 && following?.kind === 'atom') {
    return { next: from + 2, hour, minute, atoms: [item.atom, following.atom], needsPhrase: false };
  }
  return { next: from + 1, hour, minute: 0, atoms: [item.atom], needsPhrase: false };
}

/** How many words from `from` on make up one of the phrases; 0 for none. */
export function matchWords(
  items: readonly Item[],
  from: number,
  phrases: readonly (readonly string[])[],
): number {
  const found = phrases.find((words) =>
    words.every((word, offset) => {
      const item = items[from + offset];
      return item?.kind === 'word' && item.token.text === word;
    }),
  );
  return found?.length ?? 0;
}

function matchBefore(items: readonly Item[], from: number, words: string | undefined): boolean {
  if (words === undefined) return false;
  const expected = words.split(' ');
  return from >= expected.length && matchWords(items, from - expected.length, [expected]) > 0;
}

/** Finds the times of day in a sentence. */
export function findTimes(items: readonly Item[], language: Language): TimeMention[] {
  const times: TimeMention[] = [];
  for (let index = 0; index < items.length; ) {
    const found = findTimeAt(items, index, language);
    if (found !== undefined) times.push(found.time);
    index = found?.next ?? index + 1;
  }
  return times;
}

function findTimeAt(
  items: readonly Item[],
  index: number,
  language: Language,
): { time: TimeMention; next: number } | undefined {
  let clock: Clock | undefined;
  for (const phrase of language.phrases) clock ??= matchPhrase(items, index, phrase);
  const isExplicit = clock !== undefined;
  clock ??= matchBare(items, index);
  if (clock === undefined) return undefined;
  const part = findDayPart(items, index, clock, language);
  if (!isExplicit && part === undefined) return undefined;
  const next = clock.next + (part?.width ?? 0);
  return { time: describeTime(items, index, next, clock, part?.isAfternoon === true), next };
}

/** "in the afternoon", "p.m.": after the hour, on to it, or before it. `width`: in items after the hour. */
function findDayPart(
  items: readonly Item[],
  index: number,
  clock: Clock,
  language: Language,
): { isAfternoon: boolean; width: number } | undefined {
  const { morningBefore, afternoonBefore } = language.spec.clock;
  const written = clock.atoms[0]?.dayPart;
  const afternoon = matchWords(items, clock.next, language.afternoon);
  if (afternoon > 0) return { isAfternoon: true, width: afternoon };
  const morning = matchWords(items, clock.next, language.morning);
  if (morning > 0) return { isAfternoon: false, width: morning };
  if (written !== undefined) return { isAfternoon: written === 'pm', width: 0 };
  if (matchBefore(items, index, afternoonBefore)) return { isAfternoon: true, width: 0 };
  return matchBefore(items, index, morningBefore) ? { isAfternoon: false, width: 0 } : undefined;
}

function describeTime(
  items: readonly Item[],
  from: number,
  next: number,
  clock: Clock,
  isAfternoon: boolean,
): TimeMention {
  const [first, last] = [items[from], items[next - 1]] as [Item, Item];
  const hour = isAfternoon && clock.hour < 12 ? clock.hour + 12 : clock.hour;
  const key = keyTime(hour, clock.minute);
  const halfDay = [clock.hour, hour > 12 ? hour - 12 : hour].map((one) => keyTime(one, clock.minute));
  return {
    start: placeOf(first).start,
    end: placeOf(last).end,
    keys: key === undefined ? [] : [key],
    alsoSaid: halfDay.filter((one) => one !== undefined),
    atoms: clock.atoms,
    needsPhrase: clock.needsPhrase,
  };
}
