import { answerFromMessage, canBeAsked } from '../call/questions';
import { countryOf } from '../caller/number';
import type { Call } from '../contract/call';
import type { Language } from '../contract/language';
import type { FieldAnswer } from '../contract/question';
import type { Line } from '../contract/settings';
import type { Reading } from '../contract/understanding';
import type { RequestField } from '../desk/desk';
import { knownFields } from './known-fields';
import type { Asked } from './ports';
import { requestTypeOf } from './request-type';
import type { Intake } from './stage';

/** What the request types that a call may get ask for. */
export interface OfferedFields {
  /** For the model: required ones that a message may answer. */
  asked: Asked['fields'];
  /** By request type. */
  of(requestTypeId: string): readonly RequestField[];
}

/** The model is not to choose among more than this. */
const MOST_CHOICES = 30;

/**
 * Reads what may be asked. Where Jira can't be reached nothing is asked: the request is what matters, and agents see what
 * is missing.
 */
export async function fieldsOf(
  call: Call,
  line: Line,
  types: readonly { id: string }[],
  { desk }: Pick<Intake, 'desk'>,
): Promise<OfferedFields> {
  const ids = new Set([requestTypeOf(call, line), ...types.map(({ id }) => id)]);
  const needed = line.questions ? [...ids] : [];
  const read = await Promise.all(
    needed.map(async (id) => [id, await desk.listFields(line.serviceDeskId, id)] as const),
  );
  const byType = new Map(read.map(([id, fields]) => [id, fields.ok ? fields.value : []]));
  const known = knownFields(call, line);
  const askable = [...byType.values()].flat().filter((field) => isOpen(field, known));
  return {
    asked: [...new Map(askable.map((field) => [field.id, field])).values()].map(
      ({ id, name, kind, choices }) => ({
        id,
        name,
        kind,
        choices: choices.slice(0, MOST_CHOICES).map(({ label }) => label),
      }),
    ),
    of: (id) => byType.get(id) ?? [],
  };
}

const isOpen = (field: RequestField, known: ReadonlySet<string>): boolean =>
  field.required && !known.has(field.id) && canBeAsked(field);

/** What the message says for the fields that nothing else has a value for: only what stands in it, and fits. */
export function readAnswers(
  said: Reading['answers'],
  fields: readonly RequestField[],
  call: Call,
  line: Line,
  language: Language,
): FieldAnswer[] {
  const country = countryOf(call.from ?? call.lineNumber);
  const known = knownFields(call, line);
  const answers = said.flatMap(({ field: id, value, quote }) => {
    const field = fields.find((one) => one.id === id && isOpen(one, known));
    if (field === undefined) return [];
    const text = call.transcript?.text ?? '';
    const zone = line.hours?.timeZone;
    // "Tomorrow" is the day after the call, however late it is understood.
    return answerFromMessage(field, { value, quote }, text, language, call.answeredAt, country, zone) ?? [];
  });
  return [...new Map(answers.map((answer) => [answer.fieldId, answer])).values()];
}
