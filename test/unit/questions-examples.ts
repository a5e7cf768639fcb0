import { type Heard, type ReadAnswer, readAnswer } from '../../src/call/questions';
import type { Language } from '../../src/contract/language';
import type { FieldKind, Question } from '../../src/contract/question';

/** A Wednesday. */
export const NOW = Date.parse('2026-11-25T10:00:00Z');

export const choices = (...labels: string[]): Question['choices'] =>
  labels.map((label, index) => ({ id: String(10_001 + index), label }));

export const question = (kind: FieldKind, labels: readonly string[] = []): Question => ({
  fieldId: 'customfield_10200',
  name: 'Field',
  kind,
  choices: choices(...labels),
});

/** What was said, in which language, from which country, and what it means: Jira's value, or another outcome. */
export type Example = readonly [
  language: Language,
  said: string,
  country: string | undefined,
  expected: unknown,
];

/** The value of an answer, or what else it is. */
function outcomeOf(read: ReadAnswer): unknown {
  return read.kind === 'answer' ? read.answer.value : read.kind;
}

export const outcome = (
  asked: Question,
  heard: Heard,
  language: Language,
  country?: string,
  timeZone?: string,
): unknown => outcomeOf(readAnswer(asked, heard, language, NOW, country, timeZone));
