import { findAdfFault, fromPlainText, isAdfDocument, TEXT_LIMIT } from './adf';
import type { Field, FieldValue } from './model';
import { priorities } from './seed';

/** What reading a value needs to know about the rest of Jira. */
export interface FieldReader {
  hasUser(accountId: string): boolean;
  /** Rich text comes as ADF; otherwise as plain text (Service Management without `isAdfRequest`). */
  adf: boolean;
}

export type ReadValue = { ok: true; value: FieldValue | undefined } | { ok: false; message: string };

const taken = (value: FieldValue | undefined): ReadValue => ({ ok: true, value });
const refused = (message: string): ReadValue => ({ ok: false, message });

const LINE_LIMIT = 255;

/**
 * Checks one field's input; `null` empties the field.
 * Formats: https://developer.atlassian.com/cloud/jira/service-desk/rest/intro/#fieldformats
 */
export function readFieldValue(field: Field, input: unknown, reader: FieldReader): ReadValue {
  if (input === null || input === undefined) {
    return field.kind === 'summary' ? refused('You must specify a summary of the issue.') : taken(undefined);
  }
  switch (field.kind) {
    case 'summary':
      return readSummary(input);
    case 'text':
      return readLine(input);
    case 'rich-text':
      return reader.adf ? readAdf(input) : readLongText(input);
    case 'number':
      return typeof input === 'number' ? taken(input) : refused('Operation value must be a number');
    case 'date':
      return readDate(input);
    case 'date-time':
      return readDateTime(input);
    case 'url':
      return readUrl(input);
    case 'select':
    case 'radio':
      return readOption(field, input);
    case 'multi-select':
    case 'checkboxes':
      return readOptions(field, input);
    case 'labels':
      return readLabels(input);
    case 'priority':
      return readPriority(input);
    case 'user':
      return readUser(field, input, reader);
    case 'request-type':
      return typeof input === 'string' ? taken(input) : refused('Operation value must be a string');
    case 'resolution':
      return refused(`Field '${field.id}' cannot be set. It is not on the appropriate screen, or unknown.`);
  }
}

function readSummary(input: unknown): ReadValue {
  if (typeof input !== 'string') return refused('Operation value must be a string');
  const summary = input.trim();
  if (summary === '') return refused('You must specify a summary of the issue.');
  if (/[\r\n]/.test(summary))
    return refused('The summary is invalid because it contains newline characters.');
  if (summary.length > LINE_LIMIT) return refused(`Summary can't exceed ${LINE_LIMIT} characters.`);
  return taken(summary);
}

function readLine(input: unknown): ReadValue {
  if (typeof input !== 'string') return refused('Operation value must be a string');
  return checkLength(input, LINE_LIMIT) ?? taken(input === '' ? undefined : input);
}

function readLongText(input: unknown): ReadValue {
  if (typeof input !== 'string') return refused('Operation value must be a string');
  return checkLength(input, TEXT_LIMIT) ?? taken(input === '' ? undefined : fromPlainText(input));
}

function checkLength(text: string, limit: number): ReadValue | undefined {
  if (text.length <= limit) return undefined;
  const allowed = limit.toLocaleString('en-US');
  return refused(`The entered text is too long. It exceeds the allowed limit of ${allowed} characters.`);
}

function readAdf(input: unknown): ReadValue {
  const fault = findAdfFault(input);
  if (fault === undefined && isAdfDocument(input)) return taken(input);
  return refused(fault ?? 'INVALID_INPUT');
}

function readDate(input: unknown): ReadValue {
  if (typeof input !== 'string') return refused('Operation value must be a string');
  const valid = /^\d{4}-\d{2}-\d{2}$/.test(input) && toIsoDay(input) === input;
  return valid ? taken(input) : refused(`Error parsing date string: ${input}`);
}

function toIsoDay(day: string): string | undefined {
  const at = Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(at) ? undefined : new Date(at).toISOString().slice(0, 10);
}

const JIRA_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:?\d{2})$/;

function readDateTime(input: unknown): ReadValue {
  if (typeof input !== 'string') return refused('Operation value must be a string');
  const at = JIRA_TIME.test(input) ? Date.parse(input) : Number.NaN;
  return Number.isNaN(at) ? refused(`Error parsing time: ${input}`) : taken(new Date(at).toISOString());
}

function readUrl(input: unknown): ReadValue {
  if (typeof input !== 'string') return refused('Operation value must be a string');
  return URL.canParse(input) ? taken(input) : refused('Not a valid URL');
}

const readEntry = (input: unknown, name: string): string | undefined => {
  const value: unknown = typeof input === 'object' && input !== null ? Reflect.get(input, name) : undefined;
  return typeof value === 'string' ? value : undefined;
};

function readOption(field: Field, input: unknown): ReadValue {
  const id = readEntry(input, 'id');
  const value = readEntry(input, 'value');
  if (id === undefined && value === undefined) {
    return refused(`Specify a valid 'id' or 'name' for ${field.name}`);
  }
  const option = field.options?.find(
    (one) => !one.disabled && (id === undefined ? one.value === value : one.id === id),
  );
  if (option !== undefined) return taken(option.id);
  return refused(
    id === undefined ? `Option value '${value}' is not valid` : `Option id '${id}' is not valid`,
  );
}

function readOptions(field: Field, input: unknown): ReadValue {
  if (!Array.isArray(input)) return refused('data was not an array');
  const ids: string[] = [];
  for (const entry of input) {
    const read = readOption(field, entry);
    if (!read.ok) return read;
    if (typeof read.value === 'string') ids.push(read.value);
  }
  return taken(ids.length === 0 ? undefined : ids);
}

function readLabels(input: unknown): ReadValue {
  if (!Array.isArray(input)) return refused('data was not an array');
  const labels: string[] = [];
  for (const label of input) {
    if (typeof label !== 'string') return refused('string expected at index 0');
    if (/\s/.test(label)) return refused(`The label '${label}' contains spaces which is invalid.`);
    if (label.length > LINE_LIMIT) return refused(`The label '${label}' exceeds ${LINE_LIMIT} characters.`);
    labels.push(label);
  }
  return taken([...new Set(labels)].sort());
}

function readPriority(input: unknown): ReadValue {
  const id = readEntry(input, 'id');
  const name = readEntry(input, 'name');
  if (id === undefined && name === undefined)
    return refused('Specify the Priority (id or name) in the string format');
  const priority = priorities.find((one) => (id === undefined ? one.name === name : one.id === id));
  if (priority !== undefined) return taken(priority.id);
  return refused(
    id === undefined
      ? `Priority name '${name}' is not valid`
      : `The priority selected is invalid: id '${id}'`,
  );
}

function readUser(field: Field, input: unknown, reader: FieldReader): ReadValue {
  const accountId = readEntry(input, 'accountId') ?? readEntry(input, 'id');
  if (accountId === undefined) return refused('expected Object containing an accountId property');
  if (!reader.hasUser(accountId))
    return refused(`User '${accountId}' does not exist or can't be ${field.id}.`);
  return taken(accountId);
}
