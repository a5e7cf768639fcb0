import type { Token } from './fold';

/** One number in a text, however it was written. */
export interface Atom {
  start: number;
  end: number;
  /** Its digits where it can be part of a longer number said in pieces; none for decimals and times. */
  digits: string | undefined;
  /** What it means: "809", "3.5", "t15:30". One of them must have been said. */
  keys: readonly string[];
  /** What else a caller who says this may be quoted with. */
  alsoSaid: readonly string[];
  /** A single digit, or "double five": neighbours of this sort make up one number. */
  spelled: boolean;
  ordinal: boolean;
  /** False for words that mostly mean something else ("one", "neuf"). */
  certain: boolean;
  /** The day, month and year of a date in digits. */
  date?: readonly string[];
  /** Digits if the last unit belongs to the next number. */
  alternative?: string;
  /** `am` or `pm` written on to the digits. */
  dayPart?: 'am' | 'pm';
}

export type Item = { kind: 'word'; token: Token } | { kind: 'atom'; atom: Atom };

/** Where an item lies in the text. */
export function placeOf(item: Item): { start: number; end: number } {
  return item.kind === 'atom' ? item.atom : item.token;
}

/** An atom that is a whole number with these digits. */
export function makeAtom(start: number, end: number, digits: string, extra: Partial<Atom> = {}): Atom {
  return {
    start,
    end,
    digits,
    keys: [digits],
    alsoSaid: [],
    spelled: digits.length === 1,
    ordinal: false,
    certain: true,
    ...extra,
  };
}

/** An atom that is no whole number: it never joins its neighbours. */
export function makeSpecial(
  start: number,
  end: number,
  keys: readonly string[],
  extra: Partial<Atom> = {},
): Atom {
  return {
    start,
    end,
    digits: undefined,
    keys,
    alsoSaid: [],
    spelled: false,
    ordinal: false,
    certain: true,
    ...extra,
  };
}

/** The key of a time of day; undefined when there is no such time. */
export function keyTime(hour: number, minute: number): string | undefined {
  if (hour > 24 || minute > 59 || hour < 0 || minute < 0) return undefined;
  return `t${hour % 24}:${String(minute).padStart(2, '0')}`;
}

/** The key of a decimal: "3.50" and "3,5" are both 3.5, and "50.00" is 50. */
export function keyDecimal(whole: string, fraction: string): string {
  const integer = whole.replace(/^0+(?=\d)/, '');
  const rest = fraction.replace(/0+$/, '');
  return rest === '' ? integer : `${integer}.${rest}`;
}
