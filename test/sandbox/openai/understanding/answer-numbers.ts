import { createDigitReader } from './digits';
import { type FieldWords, hasNeed, measureDistance } from './field-words';
import { compileWords, type Lexicon } from './lexicon';
import { type Candidate, findSentence, overlaps, placeEntities, type Spoken } from './spoken';
import { foldText, type Hit } from './terms';

/** A number goes on: "five thousand", "2.5", "10:30", "three percent". */
const GOES_ON =
  /^(?:[.,:]\d|[\s-]*(?:thousand|million|tausend|millionen|mil|mille|mila|milioni|millones|duizend|miljoen|千|万|percent|prozent|%|:\d))/iu;
const LABEL_REACH = 25;
/** Of a quantity. */
const MOST_DIGITS = 4;
const COUNTERS = /^\s*(?:台|個|本|枚|名|人)/u;

/** Numbers beside the field's name; how many are wanted, for a field that asks for a quantity. */
export function findNumbers(spoken: Spoken, words: FieldWords): Candidate[] {
  const isQuantity = words.topics.includes('quantity');
  return listNumbers(spoken).flatMap((number): Candidate[] => {
    const score = Math.max(weighLabel(spoken, words, number), isQuantity ? weighCount(spoken, number) : 0);
    const isTooLong = isQuantity && number.value.length > MOST_DIGITS;
    return score === 0 || isTooLong ? [] : [{ ...number, score }];
  });
}

interface SpokenNumber extends Hit {
  value: string;
}

/** Numbers that are no part of something else: of a telephone number, a day, an error code. */
function listNumbers(spoken: Spoken): SpokenNumber[] {
  const { text, language, lexicon } = spoken;
  const taken = placeEntities(spoken, ['phone', 'email', 'date', 'error-code', 'place', 'person']);
  const decimals = [...text.matchAll(/(?<![\p{L}\p{N}.,])\d+[.,]\d{1,2}(?![\p{L}\p{N}]|[.,]\d)/gu)].map(
    ({ 0: words, index }) => ({ start: index, end: index + words.length, value: words.replace(',', '.') }),
  );
  const whole = createDigitReader(language, lexicon)
    .find(text)
    .filter(({ end }) => !GOES_ON.test(text.slice(end)))
    .filter(({ start }) => !/\d[.,]$/.test(text.slice(0, start)))
    .map(({ start, end, digits }) => ({ start, end, value: digits.replace(/^0+(?=\d)/, '') }));
  return [...decimals, ...whole].filter(
    (number) =>
      number.value.length <= 12 &&
      !number.value.startsWith('+') &&
      !taken.some((place) => overlaps(place, number)),
  );
}

/** "The quantity is three", "three pieces". */
function weighLabel(spoken: Spoken, { near }: FieldWords, number: Hit): number {
  const sentence = findSentence(spoken, number);
  const after = measureDistance(
    near.filter(({ start }) => start >= number.end),
    number,
    sentence,
  );
  if (after <= 2) return 4;
  const before = measureDistance(near, number, sentence, 'before');
  return before <= LABEL_REACH && !hasNumberBetween(spoken, near, number) ? 4 : 0;
}

function hasNumberBetween({ text }: Spoken, near: readonly Hit[], number: Hit): boolean {
  const label = Math.max(...near.filter(({ end }) => end <= number.start).map(({ end }) => end));
  return /\d/.test(text.slice(label, number.start));
}

/** "Three new laptops", "we need three chairs". */
function weighCount(spoken: Spoken, number: SpokenNumber): number {
  const { text, lexicon } = spoken;
  if (Number(number.value) === 0) return 0;
  const after = text.slice(number.end, number.end + 40);
  if (COUNTERS.test(after)) return 3;
  const product = listProducts(lexicon).exec(after);
  const gap = product === null ? undefined : after.slice(0, product.index);
  if (gap !== undefined && !/[.,;!?。、]/.test(gap) && gap.trim().split(/\s+/).length <= 1)
    return isWanted(spoken, number) ? 3 : 0;
  const before = text.slice(Math.max(0, number.start - 40), number.start);
  const wish = [...before.matchAll(compileWords(lexicon, lexicon.wishes))].at(-1);
  if (wish === undefined || !/^[\s-]+\p{L}{3}/u.test(after)) return 0;
  const between = foldText(before.slice(wish.index + wish[0].length)).trim();
  return /^(?:|de|di|of|about|another|noch|weitere|nog|mais|altri|altre|otros|otras)$/.test(between) ? 2 : 0;
}

/** "Two screens are dark" asks for no screens. */
function isWanted({ text, folded, language, lexicon, sentences }: Spoken, number: Hit): boolean {
  const sentence = sentences.find(({ start, end }) => number.start >= start && number.end <= end);
  if (sentence === undefined) return false;
  const wishes = compileWords(lexicon, lexicon.wishes);
  return (
    wishes.test(text.slice(sentence.start, sentence.end)) ||
    hasNeed(folded.slice(sentence.start, sentence.end), language)
  );
}

const products = new WeakMap<Lexicon, RegExp>();

/** The products of a language, several of them too. */
function listProducts(lexicon: Lexicon): RegExp {
  const known = products.get(lexicon);
  if (known !== undefined) return known;
  const tail = lexicon.spaced ? '(?:e?s|e?n|e)?(?![\\p{L}\\p{N}])' : '';
  const lead = lexicon.spaced ? '(?<![\\p{L}\\p{N}])' : '';
  const pattern = new RegExp(`${lead}(?:${lexicon.products.join('|')})${tail}`, 'iu');
  products.set(lexicon, pattern);
  return pattern;
}
