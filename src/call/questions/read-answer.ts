import type { Language } from '../../contract/language';
import type { FieldAnswer, Question } from '../../contract/question';
import { fold } from '../../intake/spoken-numbers/fold';
import { type Meaning, readBackOf, toAnswer } from './answer';
import { type Command, hearCommand, hearCommandOnly } from './command';
import { meaningOfKeys } from './keys';
import { type Circumstances, meaningOfWords } from './meaning';

/** What the caller did, as `<Gather>` tells it. */
export interface Heard {
  /** Keys, without the one that ended them. */
  digits?: string | undefined;
  /** The key that ended them. */
  finishedOn?: string | undefined;
  /** What the recogniser heard. */
  speech?: string | undefined;
}

export type ReadAnswer =
  /** `readBack`: what the line says to have it confirmed; without it the answer stands. */
  | { kind: 'answer'; answer: FieldAnswer; readBack?: string }
  | { kind: 'skipped' }
  | { kind: 'person' }
  | { kind: 'repeat' }
  | { kind: 'not-understood' };

const NOT_UNDERSTOOD: ReadAnswer = { kind: 'not-understood' };
const COMMANDED: Record<Command, ReadAnswer> = {
  skip: { kind: 'skipped' },
  person: { kind: 'person' },
  repeat: { kind: 'repeat' },
};

/**
 * Reads what the caller answered. Keys come before words. Whatever may mean two things is not understood, and so is
 * what does not fit the field: nothing is guessed.
 *
 * @param now milliseconds since the epoch
 * @param country ISO 3166, of the caller's number: for phone numbers without a country, and for dates in digits
 * @param timeZone of the line's opening hours; without one, days and times are those of UTC, and say so
 */
export function readAnswer(
  question: Question,
  heard: Heard,
  language: Language,
  now: number,
  country?: string,
  timeZone = 'UTC',
): ReadAnswer {
  const around: Circumstances = { language, now, country, timeZone };
  return heard.digits || heard.finishedOn
    ? readKeys(question, heard, around)
    : readWords(question, heard.speech ?? '', around);
}

/**
 * # alone skips, * alone repeats, 0 alone asks for a person. Who wants to answer a number with 0 ends it with #; without,
 * nobody can tell the two apart, and a person is never out of reach.
 */
function readKeys(question: Question, { digits = '', finishedOn }: Heard, around: Circumstances): ReadAnswer {
  const keys = digits.replace(/#$/, '');
  const isEnded = finishedOn === '#' || keys !== digits;
  if (keys === '') return isEnded ? COMMANDED.skip : NOT_UNDERSTOOD;
  if (keys === '*') return COMMANDED.repeat;
  if (keys === '0' && !(question.kind === 'number' && isEnded)) return COMMANDED.person;
  return accept(question, meaningOfKeys(question, keys, around), 'keys', around.language);
}

function readWords(question: Question, speech: string, around: Circumstances): ReadAnswer {
  const { language } = around;
  const isFree = question.kind === 'text' || question.kind === 'paragraph';
  const meaning = meaningOfWords(question, speech, around);
  const command = isFree ? hearCommandOnly(speech, language) : hearCommand(speech, language);
  const isCommand = command !== undefined && (isFree || !isMeant(meaning, speech));
  return isCommand ? COMMANDED[command] : accept(question, meaning, 'voice', language);
}

/** Whether an answer is what was said, although it sounds like a command: a zero, "next Monday", a label in full. */
function isMeant(meaning: Meaning | undefined, speech: string): boolean {
  if (meaning?.kind !== 'choice' && meaning?.kind !== 'choices') return meaning !== undefined;
  const chosen = meaning.kind === 'choice' ? [meaning.choice] : meaning.choices;
  return chosen.some(({ label }) => fold(speech).includes(fold(label)));
}

function accept(
  question: Question,
  meaning: Meaning | undefined,
  by: FieldAnswer['by'],
  language: Language,
): ReadAnswer {
  if (meaning === undefined) return NOT_UNDERSTOOD;
  const answer = toAnswer(question, meaning, by);
  const readBack = readBackOf(question.kind, answer, language);
  return { kind: 'answer', answer, ...(readBack === undefined ? {} : { readBack }) };
}
