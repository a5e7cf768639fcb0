import { type Atom, type Item, keyDecimal, makeSpecial } from './atom';
import type { Language } from './language';

function isPoint(item: Item | undefined, language: Language): boolean {
  return item?.kind === 'word' && language.points.has(item.token.text);
}

function readDigitsOf(item: Item | undefined): string | undefined {
  return item?.kind === 'atom' && !item.atom.ordinal ? item.atom.digits : undefined;
}

interface Fraction {
  digits: string;
  next: number;
  end: number;
}

/** The digits that are spelled one by one from `from`, or the one number there. */
function readFraction(items: readonly Item[], from: number): Fraction | undefined {
  let fraction: Fraction | undefined;
  for (let index = from; index < items.length; index++) {
    const item = items[index];
    const digits = readDigitsOf(item);
    if (item?.kind !== 'atom' || digits === undefined || (index > from && !item.atom.spelled)) break;
    fraction = { digits: (fraction?.digits ?? '') + digits, next: index + 1, end: item.atom.end };
    if (!item.atom.spelled) break;
  }
  return fraction;
}

/** Whether the numbers on this side of a point end at another point: "one dot two dot three" is an address. */
function meetsPoint(items: readonly Item[], from: number, step: 1 | -1, language: Language): boolean {
  let index = from;
  while (items[index]?.kind === 'atom') index += step;
  return isPoint(items[index], language);
}

/** "two point five million": the fraction reads 5000000, and all of it is 2500000. */
function scaleUp(whole: string, fraction: string): string[] {
  const match = /^(\d{1,3}?)((?:000)+)$/.exec(fraction);
  const [, head = '', zeros = ''] = match ?? [];
  if (match === null || zeros.length < head.length) return [];
  return [(whole + head + zeros.slice(head.length)).replace(/^0+(?=\d)/, '')];
}

function joinDecimal(whole: Atom, digits: string, fraction: Fraction): Atom {
  const scaled = scaleUp(digits, fraction.digits);
  const keys = scaled.length > 0 ? scaled : [keyDecimal(digits, fraction.digits)];
  return makeSpecial(whole.start, fraction.end, keys, {
    alsoSaid: [keyDecimal(digits, fraction.digits.slice(0, 1))],
  });
}

/** Joins "three point five" to one decimal; digits of an address stay apart. */
export function mergeDecimals(items: readonly Item[], language: Language): Item[] {
  const merged: Item[] = [];
  for (let index = 0; index < items.length; ) {
    const item = items[index] as Item;
    const whole = readDigitsOf(item);
    const fraction = isPoint(items[index + 1], language) ? readFraction(items, index + 2) : undefined;
    const isDecimal =
      fraction !== undefined &&
      !meetsPoint(items, index, -1, language) &&
      !meetsPoint(items, fraction.next, 1, language);
    if (item.kind === 'atom' && whole !== undefined && isDecimal) {
      merged.push({ kind: 'atom', atom: joinDecimal(item.atom, whole, fraction) });
      index = fraction.next;
    } else {
      merged.push(item);
      index++;
    }
  }
  return merged;
}
