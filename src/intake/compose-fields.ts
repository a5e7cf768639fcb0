import { wordsOf } from '../call/languages';
import type { Call } from '../contract/call';
import type { Line } from '../contract/settings';
import { document, paragraph } from '../desk/adf';
import type { RequestField } from '../desk/desk';
import { knownFields } from './known-fields';
import { ticketLanguageOf } from './request-language';

const PRIORITY_NAMES = { critical: 'highest', high: 'high', normal: 'medium', low: 'low' } as const;

/**
 * The fields besides summary and description: what the admin set for the line and the caller said, the priority where the
 * request type asks for one and knows Jira's usual names, and the caller's number where it asks for that.
 */
export function composeFields(
  call: Call,
  line: Line,
  fields: readonly RequestField[],
): Record<string, unknown> {
  const urgency = call.understanding?.urgency;
  const wanted = urgency === undefined ? undefined : PRIORITY_NAMES[urgency];
  const priority = fields
    .find(({ id }) => id === 'priority')
    ?.choices.find(({ label }) => label.toLowerCase() === wanted);
  const takesNumber = fields.some(({ id }) => id === line.numberField);
  const { notGiven } = wordsOf(ticketLanguageOf(call, line)).written;
  const answers = (call.answers ?? []).filter(({ fieldId }) => fields.some(({ id }) => id === fieldId));
  return {
    ...(priority === undefined ? {} : { priority: { id: priority.id } }),
    // Jira takes no request without its required fields; where words fit, it says that there were none.
    ...Object.fromEntries(
      openFieldsOf(call, line, fields)
        .filter(takesWords)
        .map(({ id, kind }) => [id, kind === 'paragraph' ? document([paragraph(notGiven)]) : notGiven]),
    ),
    ...line.fieldValues,
    ...Object.fromEntries(answers.map(({ fieldId, value }) => [fieldId, value])),
    ...(line.numberField !== undefined && takesNumber && call.from !== null
      ? { [line.numberField]: call.from }
      : {}),
  };
}

/** Required fields that nobody gave a value for. */
export const openFieldsOf = (call: Call, line: Line, fields: readonly RequestField[]): RequestField[] => {
  const known = knownFields(call, line);
  return fields.filter(({ id, required }) => required && !known.has(id));
};

const takesWords = ({ kind }: RequestField): boolean => kind === 'text' || kind === 'paragraph';
