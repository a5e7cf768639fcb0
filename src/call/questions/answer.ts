import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import type { Language } from '../../contract/language';
import { plainText } from '../../contract/plain-text';
import { FieldAnswer, type FieldKind } from '../../contract/question';
import { document, paragraph } from '../../desk/adf';
import { readDate, readDateTime, readNumber, readPhone, spellEmail } from '../languages/read-aloud';
import { type Day, instantOf, isoOf } from './calendar';

export interface Choice {
  id: string;
  label: string;
}

/** What is asked; a question or a field of a request type. */
export interface Asked {
  fieldId: string;
  name: string;
  kind: FieldKind;
  choices: readonly Choice[];
}

/** What an answer means, before it is written as Jira wants it. */
export type Meaning =
  | { kind: 'choice'; choice: Choice }
  | { kind: 'choices'; choices: readonly Choice[] }
  | { kind: 'number'; value: number }
  | { kind: 'date'; day: Day }
  | { kind: 'date-time'; day: Day; minutes: number; timeZone: string }
  /** E.164 */
  | { kind: 'phone'; number: string }
  | { kind: 'email' | 'url' | 'text' | 'paragraph'; text: string };

/** A single-line field of Jira's takes no more. */
const LINE_LENGTH = 255;
const PARAGRAPH_LENGTH = 2000;

/** Free text as it was said, on one line; undefined where nothing can be read in it. */
export function tidyText(text: string, kind: 'text' | 'paragraph'): string | undefined {
  const plain = plainText(text).replace(/\s+/g, ' ').trim();
  if (!/[\p{L}\p{N}]/u.test(plain)) return undefined;
  const most = kind === 'text' ? LINE_LENGTH : PARAGRAPH_LENGTH;
  if (plain.length <= most) return plain;
  const cut = plain.slice(0, most - 1);
  const space = cut.lastIndexOf(' ');
  return `${(space > most / 2 ? cut.slice(0, space) : cut).replace(/[\uD800-\uDBFF]$/, '').trimEnd()}…`;
}

/** An answer in Jira's own shape, and in words for agents. */
export const toAnswer = ({ fieldId, name }: Asked, meaning: Meaning, by: FieldAnswer['by']): FieldAnswer => ({
  fieldId,
  name,
  ...shape(meaning),
  by,
});

/** Formats: https://developer.atlassian.com/cloud/jira/service-desk/rest/intro/#fieldformats */
function shape(meaning: Meaning): Pick<FieldAnswer, 'value' | 'words'> {
  switch (meaning.kind) {
    case 'choice':
      return { value: { id: meaning.choice.id }, words: meaning.choice.label };
    case 'choices':
      return {
        value: meaning.choices.map(({ id }) => ({ id })),
        words: meaning.choices.map(({ label }) => label).join(', '),
      };
    case 'number':
      return { value: meaning.value, words: plainNumber(meaning.value) };
    case 'date':
      return { value: isoOf(meaning.day), words: isoOf(meaning.day) };
    case 'date-time':
      return momentShape(meaning);
    case 'phone':
      return {
        value: meaning.number,
        words: parsePhoneNumberFromString(meaning.number)?.formatInternational() ?? meaning.number,
      };
    case 'paragraph':
      // A request is sent as one of documents, in which plain text would be refused.
      return {
        value: FieldAnswer.shape.value.parse(document([paragraph(meaning.text)])),
        words: meaning.text,
      };
    default:
      return { value: meaning.text, words: meaning.text };
  }
}

/** Without an exponent. */
const plainNumber = (value: number): string =>
  new Intl.NumberFormat('en', { useGrouping: false, maximumFractionDigits: 20 }).format(value);

function momentShape({
  day,
  minutes,
  timeZone,
}: Extract<Meaning, { kind: 'date-time' }>): Pick<FieldAnswer, 'value' | 'words'> {
  const instant = new Date(instantOf(day, minutes, timeZone)).toISOString().slice(0, 19);
  const clock = [Math.floor(minutes / 60), minutes % 60]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');
  return { value: `${instant}.000+0000`, words: `${isoOf(day)} ${clock} (${timeZone})` };
}

/**
 * How an answer is read back before it counts: what is easily misheard, and can be checked by ear. Choices were read
 * out by the line itself, and free text is there for agents as it was said.
 */
export function readBackOf(
  kind: FieldKind,
  { value, words }: Pick<FieldAnswer, 'value' | 'words'>,
  language: Language,
): string | undefined {
  if (kind === 'number' && typeof value === 'number') return readNumber(language, value);
  if (kind === 'date-time') return readDateTime(language, words.slice(0, 16).replace(' ', 'T'));
  if (typeof value !== 'string') return undefined;
  if (kind === 'date') return readDate(language, value);
  if (kind === 'phone') return readPhone(value);
  return kind === 'email' ? spellEmail(language, value) : undefined;
}
