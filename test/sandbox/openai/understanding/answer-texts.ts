import { createDigitReader } from './digits';
import type { Entity } from './entities';
import { type FieldWords, measureDistance } from './field-words';
import { type Candidate, findSentence, overlaps, placeEntities, type Spoken } from './spoken';
import { findPattern, foldText, toPattern } from './terms';

/** Free texts that are found by what they are rather than by a name beside them. */
const KINDS: [RegExp, Entity['kind']][] = [
  [/\b(?:caller|your|contact|reporter|full) ?name\b|^(?:name|caller|contact)$|^(?:ihr )?name$/, 'person'],
  [/\b(?:location|site|city|place|standort|ort|ubicacion|lieu|luogo|local|locatie)\b/, 'place'],
  [/\b(?:device|product|system|software|application|gerat|produkt|appareil|producto)\b/, 'product'],
  [/\b(?:company|organi[sz]ation|employer|firma|empresa|entreprise|azienda|bedrijf)\b/, 'organisation'],
  [/\berror\b|\bfehler|\berreur\b|\berrore?\b|\bfout/, 'error-code'],
];
const NUMBER_TOPICS = ['extension', 'order', 'invoice', 'badge', 'customer', 'serial', 'room', 'floor'];
const NUMBER_REACH = 25;
/** "The cost centre is …". */
const IS = '\\s+(?:is|are|ist|lautet|est|es|e|esta|heet|は)\\s+|\\s{2,}';
const LONGEST = 60;

/** What is called by the field's own name, and what is plainly of its kind. */
export function findNamed(spoken: Spoken, words: FieldWords): Candidate[] {
  const name = foldText(words.field.name);
  const kind = KINDS.find(([pattern]) => pattern.test(name))?.[1];
  const hasNumber = words.topics.some((topic) => NUMBER_TOPICS.includes(topic));
  const labelled = hasNumber ? findLabelled(spoken, words) : [];
  if (labelled.length > 0) return labelled;
  return [...(kind === undefined ? [] : findKind(spoken, kind)), ...findSaid(spoken, words.field.name)];
}

/** Digits and codes behind a word for the field: "extension four four one seven". */
function findLabelled(spoken: Spoken, { near }: FieldWords): Candidate[] {
  const { text, language, lexicon } = spoken;
  const taken = placeEntities(spoken, ['date', 'phone', 'email']);
  const digits = createDigitReader(language, lexicon)
    .find(text)
    .map(({ start, end, digits: value }) => ({ start, end, value }));
  const codes = [
    ...text.matchAll(/(?<![\p{L}\p{N}-])(?=[A-Z-]*\d)[A-Z][A-Z0-9]*(?:-?[A-Z0-9]+)*(?![\p{L}\p{N}])/gu),
  ].map(({ 0: value, index }) => ({ start: index, end: index + value.length, value }));
  return [...codes, ...digits]
    .filter((one) => !taken.some((place) => overlaps(one, place)))
    .filter((one, index, all) => all.findIndex((other) => overlaps(one, other)) === index)
    .flatMap((one): Candidate[] => {
      const distance = measureDistance(near, one, findSentence(spoken, one), 'before');
      return distance <= NUMBER_REACH ? [{ ...one, score: distance <= 12 ? 4 : 3 }] : [];
    });
}

const findKind = ({ entities }: Spoken, wanted: Entity['kind']): Candidate[] =>
  entities
    .filter(({ kind }) => kind === wanted)
    .map(({ value, quote, start }) => ({ value, start, end: start + quote.length, score: 2 }));

/** "The cost centre is marketing." */
function findSaid({ text, folded }: Spoken, name: string): Candidate[] {
  return findPattern(folded, `${toPattern(name)}(?:${IS})`).flatMap(({ start, end }): Candidate[] => {
    // Folded, a colon is a space; a stop or a comma between the two parts them.
    if (/[.,;!?。、]/.test(text.slice(start, end))) return [];
    const rest = text.slice(end, end + LONGEST);
    const value =
      /^[^.,;!?。、\n]+?(?=[.,;!?。、\n]|\s(?:and|und|et|y|e|en)\s|$)/u.exec(rest)?.[0].trim() ?? '';
    return value === '' ? [] : [{ value, start, end: end + rest.indexOf(value) + value.length, score: 4 }];
  });
}
