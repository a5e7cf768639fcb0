import { type Item, placeOf } from './atom';
import { fold } from './fold';
import type { Language } from './language';
import { readNumbers } from './read';

/** A piece of what was said, for matching codes and addresses: a word, or the digits of a number. */
export interface SpokenUnit {
  raw: string;
  text: string;
  /** The name of a sign: "dot", "at", "dash". */
  isSign: boolean;
  /** Hangs on the unit before it by a sign, so that no address starts here. */
  continues: boolean;
}

/** "@" in our languages; the clumsy ones are what people say on the phone. */
const atSigns = new Set(
  [
    'at',
    'ät',
    'klammeraffe',
    'arobase',
    'arroba',
    'chiocciola',
    'chiocciolina',
    'apenstaartje',
    'アットマーク',
    'アット',
  ].map(fold),
);
const otherSigns = new Set(
  ['underscore', 'unterstrich', 'guion', 'bajo', 'underline', 'hyphen', 'dash', 'dot', 'punkt', 'period'].map(
    fold,
  ),
);

/** Splits a transcript into words and digits; digits that were said one by one are one unit. */
export function findSpokenUnits(text: string, language: Language): SpokenUnit[] {
  const units: SpokenUnit[] = [];
  let lastEnd = 0;
  let wasSpelled = false;
  for (const item of readNumbers(text, language).items) {
    const { start, end } = placeOf(item);
    const gap = text.slice(lastEnd, start);
    const before = units.at(-1);
    const unit = makeUnit(item, text.slice(start, end), language);
    const isSpelled = item.kind === 'atom' && item.atom.spelled && !item.atom.ordinal;
    if (isSpelled && wasSpelled && before !== undefined && /^[\s-]*$/.test(gap)) before.text += unit.text;
    else {
      const continues = before !== undefined && (before.isSign || /^[._%+@-]$/.test(gap));
      units.push({ ...unit, continues });
    }
    wasSpelled = isSpelled;
    lastEnd = end;
  }
  return units;
}

function makeUnit(item: Item, raw: string, language: Language): Omit<SpokenUnit, 'continues'> {
  if (item.kind === 'word')
    return { raw, text: item.token.text, isSign: isSignName(item.token.text, language) };
  const digits = item.atom.digits ?? readKeyDigits(item.atom.keys[0]);
  return { raw: digits, text: digits, isSign: false };
}

function readKeyDigits(key: string | undefined): string {
  return (key ?? '').replace(/\D+/g, '');
}

function isSignName(word: string, language: Language): boolean {
  return language.points.has(word) || language.joins.has(word) || atSigns.has(word) || otherSigns.has(word);
}
