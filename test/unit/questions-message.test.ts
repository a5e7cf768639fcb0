import { describe, expect, it } from 'vitest';
import { answerFromMessage } from '../../src/call/questions';
import type { Language } from '../../src/contract/language';
import type { FieldKind } from '../../src/contract/question';
import { choices, NOW } from './questions-examples';

const CITIES = ['Berlin', 'Madrid', 'San Francisco'];

const claim = (
  kind: FieldKind,
  said: { value: string; quote: string },
  transcript: string,
  {
    language = 'en',
    labels = [],
    country = 'US',
  }: { language?: Language; labels?: string[]; country?: string } = {},
) =>
  answerFromMessage(
    { id: 'customfield_10200', name: 'Field', kind, choices: choices(...labels) },
    said,
    transcript,
    language,
    NOW,
    country,
  );

const valueFor = (...given: Parameters<typeof claim>): unknown => claim(...given)?.value;

describe('an answer in the message', () => {
  it('counts where its quote stands in the message', () => {
    const transcript = 'Hello, I am in  our Berlin\noffice and need a laptop.';
    expect(
      claim('choice', { value: 'berlin', quote: 'our berlin office' }, transcript, { labels: CITIES }),
    ).toEqual({
      fieldId: 'customfield_10200',
      name: 'Field',
      value: { id: '10001' },
      words: 'Berlin',
      by: 'message',
    });
  });

  it.each<[string, FieldKind, string, string, string]>([
    ['a quote that nobody said', 'choice', 'Berlin', 'Berlin', 'I am in Madrid.'],
    ['a quote of signs', 'text', 'Berlin', '…', 'Berlin … or so'],
    ['an empty quote', 'text', 'Berlin', '', 'Berlin'],
    ['a part of a word', 'choice', 'Berlin', 'Berlin', 'I am a Berliner.'],
    ['a label that there is not', 'choice', 'Paris', 'I am in Paris', 'I am in Paris'],
    ['a label that the quote does not say', 'choice', 'Berlin', 'our German office', 'our German office'],
    ['a label beside another one', 'choice', 'Berlin', 'Madrid', 'Berlin and Madrid'],
    ['a number in words that are another one', 'number', '20', 'twenty', 'We are twenty-five people.'],
    ['a part of a number', 'number', '5', '5', 'It costs 3.5 euros.'],
    ['a number without its sign', 'number', '3', '3', 'It is -3 outside.'],
    ['a number without its sign in words', 'number', '3', 'three', 'It is minus three outside.'],
    ['a part of a phone number', 'phone', '+14155550132', '415 555 0132', 'Call +49 415 555 0132.'],
    ['a number that is only in the value', 'number', '5', 'five or six', 'We are five or six.'],
    ['a date that is only in the value', 'date', '2026-12-03', 'before the holidays', 'before the holidays'],
    ['an address that is only in the value', 'email', 'anna@example.com', 'Anna', 'Mail Anna.'],
    ['anything for a field that can not be asked for', 'other', 'Anna', 'Anna', 'Anna'],
  ])('does not count: %s', (_, kind, value, quote, transcript) => {
    expect(valueFor(kind, { value, quote }, transcript, { labels: CITIES })).toBeUndefined();
  });

  it.each<[FieldKind, Language, string, string, unknown]>([
    ['number', 'en', '7', 'seven laptops', 7],
    ['number', 'de', '12', 'zwölf', 12],
    ['date', 'en', '2020-01-01', 'on the third of December', '2026-12-03'],
    ['date', 'de', '2026-12-03', 'am dritten Dezember', '2026-12-03'],
    ['date', 'es', '2026-12-03', 'el 3 de diciembre', '2026-12-03'],
    ['date', 'ja', '2026-12-03', '12月3日', '2026-12-03'],
    ['date-time', 'fr', '', 'demain à 9 h 30', '2026-11-26T09:30:00.000+0000'],
    ['phone', 'en', '+1 415 999 9999', '415 555 0132', '+14155550132'],
    ['email', 'it', 'x@y.it', 'anna chiocciola esempio punto it', 'anna@esempio.it'],
    ['url', 'en', '', 'example dot com slash help', 'https://example.com/help'],
    ['text', 'en', 'room 12', 'in room twelve', 'room 12'],
    ['text', 'en', 'room 13', 'in room twelve', 'in room twelve'],
    ['text', 'nl', 'derde verdieping', 'op de derde verdieping', 'derde verdieping'],
  ])('is read from the quote: %s %s %j of %j', (kind, language, value, quote, expected) => {
    expect(valueFor(kind, { value, quote }, `Uh, ${quote}, ok?`, { language })).toEqual(expected);
  });

  it('is one of several where there may be several', () => {
    expect(
      valueFor('choices', { value: 'Madrid', quote: 'in Madrid' }, 'I am in Madrid', { labels: CITIES }),
    ).toEqual([{ id: '10002' }]);
  });

  it('is a document where the field takes long texts', () => {
    expect(claim('paragraph', { value: 'It hums', quote: 'it hums' }, 'It hums loudly')).toMatchObject({
      value: { type: 'doc' },
      words: 'It hums',
    });
  });

  it('is none where two labels are the same', () => {
    const said = { value: 'Berlin', quote: 'Berlin' };
    expect(valueFor('choice', said, 'Berlin', { labels: ['Berlin', 'Berlin'] })).toBeUndefined();
  });

  it('is found in Japanese, where nothing stands between words', () => {
    const said = { value: '大阪', quote: '大阪支社' };
    expect(
      valueFor('choice', said, '私は大阪支社の田中です', { labels: ['東京', '大阪'], language: 'ja' }),
    ).toEqual({
      id: '10002',
    });
  });
});
