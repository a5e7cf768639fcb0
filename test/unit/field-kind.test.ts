import { describe, expect, it } from 'vitest';
import { fieldKindOf, type JiraSchema } from '../../src/contract/field-kind';
import type { FieldKind } from '../../src/contract/question';

const custom = (type: string, key: string, items?: string): JiraSchema => ({
  type,
  custom: `com.atlassian.jira.plugin.system.customfieldtypes:${key}`,
  items,
});

const TEXT_FIELD = custom('string', 'textfield');

describe('the kind of a field', () => {
  it.each<[string, JiraSchema | undefined, FieldKind]>([
    ['a line of text', TEXT_FIELD, 'text'],
    ['a long text', custom('string', 'textarea'), 'paragraph'],
    ['a page', custom('string', 'url'), 'url'],
    ['a text that nobody can write', custom('string', 'readonlyfield'), 'other'],
    ['a number', custom('number', 'float'), 'number'],
    ['a date', custom('date', 'datepicker'), 'date'],
    ['a date with a time', custom('datetime', 'datetime'), 'date-time'],
    ['a list', custom('option', 'select'), 'choice'],
    ['radio buttons', custom('option', 'radiobuttons'), 'choice'],
    ['a list of two steps', custom('option-with-child', 'cascadingselect'), 'other'],
    ['checkboxes', custom('array', 'multicheckboxes', 'option'), 'choices'],
    ['a list to choose several from', custom('array', 'multiselect', 'option'), 'choices'],
    ['labels of its own', custom('array', 'labels', 'string'), 'other'],
    ['a person', custom('user', 'userpicker'), 'other'],
    ['people', custom('array', 'multiuserpicker', 'user'), 'other'],
    ['assets', custom('array', 'cmdb-object-cftype', 'cmdb-object-field'), 'other'],
    ['summary', { type: 'string', system: 'summary' }, 'text'],
    ['description', { type: 'string', system: 'description' }, 'paragraph'],
    ['environment', { type: 'string', system: 'environment' }, 'paragraph'],
    ['priority', { type: 'priority', system: 'priority' }, 'choice'],
    ['due date', { type: 'date', system: 'duedate' }, 'date'],
    ['attachment', { type: 'array', items: 'attachment', system: 'attachment' }, 'other'],
    ['components', { type: 'array', items: 'component', system: 'components' }, 'other'],
    ['labels', { type: 'array', items: 'string', system: 'labels' }, 'other'],
    ['what Jira has not told', undefined, 'other'],
    ['what Jira adds later', { type: 'hologram' }, 'other'],
  ])('%s', (name, jiraSchema, expected) => {
    expect(fieldKindOf({ jiraSchema, name })).toBe(expected);
  });

  it.each<[string, FieldKind]>([
    ['E-mail', 'email'],
    ['Your email address', 'email'],
    ['E-Mail-Adresse', 'email'],
    ['Adresse de courriel', 'email'],
    ['Correo electrónico', 'email'],
    ['Indirizzo email', 'email'],
    ['Posta elettronica', 'email'],
    ['Correio eletrônico', 'email'],
    ['E-mailadres', 'email'],
    ['Mailadres', 'email'],
    ['メールアドレス', 'email'],
    ['E-mail subject', 'text'],
    ['Mailing list', 'text'],
    ['E-Mail-Programm und Version', 'text'],
    ['Phone', 'phone'],
    ['Mobile', 'phone'],
    ['Mobile phone number', 'phone'],
    ['Telefonnummer', 'phone'],
    ['Handynummer', 'phone'],
    ['Rückrufnummer', 'phone'],
    ['Numéro de téléphone', 'phone'],
    ['Teléfono móvil', 'phone'],
    ['Numero di telefono', 'phone'],
    ['Cellulare', 'phone'],
    ['Celular', 'phone'],
    ['Telefoonnummer', 'phone'],
    ['電話番号', 'phone'],
    ['携帯電話', 'phone'],
    ['Phone extension', 'text'],
    ['Durchwahl (Telefon)', 'text'],
    ['内線電話番号', 'text'],
    ['Phone model', 'text'],
    ['Which iPhone do you have?', 'text'],
    ['Mobile app', 'text'],
    ['Microphone', 'text'],
    ['Phone or e-mail', 'text'],
    ['Room', 'text'],
  ])('a text called %s is %s', (name, expected) => {
    expect(fieldKindOf({ jiraSchema: TEXT_FIELD, name })).toBe(expected);
  });

  it('is a long text whatever its name', () => {
    expect(fieldKindOf({ jiraSchema: custom('string', 'textarea'), name: 'E-mail' })).toBe('paragraph');
  });
});
