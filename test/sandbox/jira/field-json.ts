import { toPlainText } from './adf';
import { toHtml } from './adf-html';
import { type Jira, toJiraTime, urlOf } from './jira';
import { type AdfNode, CUSTOM_FIELD_KINDS, type Field, type FieldKind, type FieldValue } from './model';
import { DEFAULT_PRIORITY_ID, priorities, resolutions } from './seed';
import { renderUser } from './user-json';

const CUSTOM_TYPES: Record<FieldKind, { type: string; key: string; items?: string }> = {
  summary: { type: 'string', key: 'textfield' },
  text: { type: 'string', key: 'textfield' },
  'rich-text': { type: 'string', key: 'textarea' },
  number: { type: 'number', key: 'float' },
  date: { type: 'date', key: 'datepicker' },
  'date-time': { type: 'datetime', key: 'datetime' },
  select: { type: 'option', key: 'select' },
  radio: { type: 'option', key: 'radiobuttons' },
  'multi-select': { type: 'array', key: 'multiselect', items: 'option' },
  checkboxes: { type: 'array', key: 'multicheckboxes', items: 'option' },
  labels: { type: 'array', key: 'labels', items: 'string' },
  priority: { type: 'priority', key: 'priority' },
  user: { type: 'user', key: 'userpicker' },
  url: { type: 'string', key: 'url' },
  resolution: { type: 'resolution', key: 'resolution' },
  'request-type': { type: 'sd-customerrequesttype', key: 'vp-origin' },
};

const CUSTOM_PREFIX = 'com.atlassian.jira.plugin.system.customfieldtypes:';
const SERVICE_PREFIX = 'com.atlassian.servicedesk:';

export const isCustom = (field: Field): boolean => field.id.startsWith('customfield_');

export const customNumber = (field: Field): number => Number(field.id.replace('customfield_', ''));

/** The kind that a type key of `POST /rest/api/3/field` stands for. */
export function findKind(typeKey: string): FieldKind | undefined {
  const key = typeKey.replace(CUSTOM_PREFIX, '');
  return typeKey.startsWith(CUSTOM_PREFIX)
    ? CUSTOM_FIELD_KINDS.find((kind) => CUSTOM_TYPES[kind].key === key)
    : undefined;
}

/** `JsonTypeBean` / `jiraSchema`. */
export function renderSchema(field: Field): Record<string, unknown> {
  const { type, key, items } = CUSTOM_TYPES[field.kind];
  const prefix = field.kind === 'request-type' ? SERVICE_PREFIX : CUSTOM_PREFIX;
  const own = isCustom(field)
    ? { custom: `${prefix}${key}`, customId: customNumber(field) }
    : { system: field.id };
  return items === undefined ? { type, ...own } : { type, items, ...own };
}

function renderPriority(jira: Jira, id: string = DEFAULT_PRIORITY_ID) {
  const priority = priorities.find((one) => one.id === id) ?? priorities[2];
  return {
    self: urlOf(jira, `/rest/api/3/priority/${priority.id}`),
    iconUrl: urlOf(jira, `/images/icons/priorities/${priority.name.toLowerCase()}.svg`),
    name: priority.name,
    id: priority.id,
  };
}

export function renderResolution(jira: Jira, id: string) {
  const resolution = resolutions.find((one) => one.id === id) ?? resolutions[0];
  const { name, description } = resolution;
  return { self: urlOf(jira, `/rest/api/3/resolution/${id}`), id: resolution.id, description, name };
}

const renderOption = (jira: Jira, field: Field, id: string) => ({
  self: urlOf(jira, `/rest/api/3/customFieldOption/${id}`),
  value: nameOption(field, id),
  id,
});

const nameOption = (field: Field, id: string): string =>
  field.options?.find((option) => option.id === id)?.value ?? id;

const isAdf = (value: FieldValue | undefined): value is AdfNode =>
  typeof value === 'object' && !Array.isArray(value);

/** A value as the platform API shows it; null when the field is empty. */
export function renderFieldValue(jira: Jira, field: Field, value: FieldValue | undefined): unknown {
  if (field.kind === 'labels') return value ?? [];
  if (value === undefined) return field.id === 'priority' ? renderPriority(jira) : null;
  switch (field.kind) {
    case 'select':
    case 'radio':
      return renderOption(jira, field, String(value));
    case 'multi-select':
    case 'checkboxes':
      return Array.isArray(value) ? value.map((id) => renderOption(jira, field, id)) : null;
    case 'priority':
      return renderPriority(jira, String(value));
    case 'resolution':
      return renderResolution(jira, String(value));
    case 'user':
      return renderUser(jira, String(value));
    case 'date-time':
      return toJiraTime(Date.parse(String(value)));
    default:
      return value;
  }
}

/** The value in a history entry and in portal lists: one line for a person. */
export function describeFieldValue(jira: Jira, field: Field, value: FieldValue | undefined): string | null {
  if (value === undefined) return null;
  if (isAdf(value)) return toPlainText(value);
  switch (field.kind) {
    case 'select':
    case 'radio':
      return nameOption(field, String(value));
    case 'multi-select':
    case 'checkboxes':
      return Array.isArray(value) ? value.map((id) => nameOption(field, id)).join(', ') : null;
    case 'priority':
      return renderPriority(jira, String(value)).name;
    case 'resolution':
      return renderResolution(jira, String(value)).name;
    case 'user':
      return jira.store.users.get(String(value))?.displayName ?? String(value);
    case 'request-type':
      return jira.store.requestTypes.get(String(value))?.name ?? String(value);
    case 'labels':
      return Array.isArray(value) ? value.join(' ') : null;
    default:
      return String(value);
  }
}

/** A field's `renderedFields` entry: HTML for rich text, null where Jira renders nothing of its own. */
export const renderFieldHtml = (value: FieldValue | undefined): string | null =>
  isAdf(value) ? toHtml(value) : null;
