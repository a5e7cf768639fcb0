import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SaveLine, SaveOpenAi, SaveTwilio } from '../../src/contract/admin';
import { LANGUAGES } from '../../src/contract/language';
import {
  EMPTY_SETTINGS,
  findLine,
  PhoneNumber,
  RecordingPolicy,
  Settings,
} from '../../src/contract/settings';
import { fillTemplate, isTemplateValid, PLACEHOLDERS } from '../../src/contract/template';
import { ACCOUNT, makeLine, OWN_NUMBER } from './fakes';

const digits = (minLength: number, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789'), minLength, maxLength });
const text = (maxLength: number) =>
  fc.string({ unit: 'grapheme', maxLength: Math.floor(maxLength / 8) }).map((one) => one.trim());
/** A key that could reach every object is left out by the schema. */
const anyValue = fc
  .jsonValue({ maxDepth: 2 })
  .filter((value) => !JSON.stringify(value).includes('__proto__'));
const anyLine = fc.record(
  {
    id: fc.stringMatching(/^[a-z0-9-]{1,40}$/),
    number: digits(6, 14).map((rest) => `+1${rest}`),
    name: text(60).map((name) => name || 'Support'),
    serviceDeskId: digits(1, 10),
    requestTypeId: digits(1, 10),
    languages: fc.uniqueArray(fc.constantFrom(...LANGUAGES), { minLength: 1 }),
    detectLanguage: fc.boolean(),
    ticketLanguage: fc.constantFrom(...LANGUAGES, 'caller' as const),
    greeting: text(500),
    notice: text(500),
    vocabulary: fc.array(
      text(50).map((word) => word || 'Klarion'),
      { maxLength: 10 },
    ),
    maxMessageSeconds: fc.integer({ min: 30, max: 600 }),
    recording: fc.constantFrom(...RecordingPolicy.options),
    numberField: digits(1, 10).map((id) => `customfield_${id}`),
    reporterAccountId: fc.uuid(),
    fieldValues: fc.dictionary(fc.stringMatching(/^[A-Za-z_]\w{0,60}$/), anyValue),
    confirmation: fc.record({
      enabled: fc.boolean(),
      template: fc.constantFrom('{request}', 'Done: {summary}'),
    }),
  },
  { requiredKeys: ['id', 'number', 'name', 'serviceDeskId', 'requestTypeId'] },
);

/** JSON has no -0. */
const asJson = <T>(value: T): T => JSON.parse(JSON.stringify(value));

describe('settings', () => {
  it('come out of the store as they went in, and saving them again changes nothing', () => {
    fc.assert(
      fc.property(fc.array(anyLine, { maxLength: 5 }).map(asJson), (lines) => {
        const settings = Settings.parse({ twilio: { accountSid: ACCOUNT }, lines });
        const stored: unknown = JSON.parse(JSON.stringify(settings));
        expect(Settings.parse(stored)).toEqual(stored);
        expect(JSON.parse(JSON.stringify(Settings.parse(stored)))).toEqual(stored);
        for (const [index, line] of lines.entries()) expect(settings.lines[index]).toMatchObject(line);
      }),
      { numRuns: 200 },
    );
  });

  it('have defaults for all that an admin need not choose', () => {
    expect(EMPTY_SETTINGS).toEqual({
      version: 1,
      openai: { transcriptionModel: 'gpt-transcribe', understandingModel: 'gpt-6.1-terra' },
      lines: [],
    });
    expect(makeLine()).toEqual({
      id: 'support',
      number: OWN_NUMBER,
      name: 'Example Support',
      serviceDeskId: '1',
      requestTypeId: '10',
      languages: ['en'],
      detectLanguage: true,
      ticketLanguage: 'caller',
      vocabulary: [],
      maxMessageSeconds: 300,
      recording: 'attach',
      fieldValues: {},
      confirmation: { enabled: true },
    });
  });

  it('refuse what no line can have', () => {
    const wrong: Record<string, unknown>[] = [
      { number: '4155550100' },
      { number: '+0415555010' },
      { number: '+1415555010012345' },
      { name: '   ' },
      { name: 'n'.repeat(61) },
      { id: 'Support Line' },
      { languages: [] },
      { languages: ['pl'] },
      { ticketLanguage: 'pl' },
      { maxMessageSeconds: 29 },
      { maxMessageSeconds: 601 },
      { maxMessageSeconds: 60.5 },
      { recording: 'keep' },
      { numberField: '10050' },
      { serviceDeskId: '1/../2' },
      { requestTypeId: '' },
      { fieldValues: { 'a b': 1 } },
      { confirmation: { enabled: true, template: 'Hi {name}' } },
      { confirmation: { enabled: true, template: 'x'.repeat(481) } },
      { unheardOf: true },
      { confirmation: { enabled: true, unheardOf: true } },
    ];
    for (const one of wrong)
      expect(SaveLine.safeParse({ ...makeLine(), ...one }).success, JSON.stringify(one)).toBe(false);
    expect(Settings.safeParse({ version: 2 }).success).toBe(false);
    expect(Settings.safeParse({ twilio: { accountSid: 'AC123' } }).success).toBe(false);
  });

  it('find a line by exactly its number', () => {
    const settings = Settings.parse({ lines: [makeLine(), makeLine({ id: 'b', number: '+14155550101' })] });
    expect(findLine(settings, '+14155550101')?.id).toBe('b');
    for (const number of ['+1415555010', '14155550101', '', '+14155550102'])
      expect(findLine(settings, number)).toBeUndefined();
  });

  it('take numbers in E.164 only', () => {
    for (const number of ['+1415555', '+14155550100', '+493055500100'])
      expect(PhoneNumber.safeParse(number).success).toBe(true);
    for (const number of ['', '+', '+1 415 555 0100', '+1415555x', '0014155550100', '+14155550100\n'])
      expect(PhoneNumber.safeParse(number).success, number).toBe(false);
  });
});

describe('what an admin may enter', () => {
  it('is trimmed, and refused with words when it cannot be right', () => {
    const token = 'a'.repeat(32);
    expect(SaveTwilio.parse({ accountSid: ` ${ACCOUNT} `, authToken: `${token}\n` })).toEqual({
      accountSid: ACCOUNT,
      authToken: token,
    });
    for (const one of [
      { accountSid: 'SK1', authToken: token },
      { accountSid: ACCOUNT, authToken: '' },
      { accountSid: ACCOUNT },
      null,
    ])
      expect(SaveTwilio.safeParse(one).success).toBe(false);
    expect(SaveOpenAi.parse({ apiKey: ' sk-proj-abcdefghijklmnopqrst ' }).apiKey).toBe(
      'sk-proj-abcdefghijklmnopqrst',
    );
    for (const apiKey of ['', 'sk-short', 'sk-with space and more of it', `sk-${'a'.repeat(400)}`])
      expect(SaveOpenAi.safeParse({ apiKey }).success).toBe(false);
  });

  it('never comes back in the words of a refusal', () => {
    const secret = 'my-secret-token!';
    const refused = [
      SaveTwilio.safeParse({ accountSid: secret, authToken: secret }),
      SaveOpenAi.safeParse({ apiKey: `${secret} ${secret}` }),
      SaveLine.safeParse({ ...makeLine(), number: secret }),
    ];
    for (const { error } of refused) {
      expect(error).toBeDefined();
      expect(JSON.stringify(error?.issues)).not.toContain(secret);
    }
  });
});

describe('a text template', () => {
  const values = { request: 'SUP-1', reference: 'K7QM-2R4X', line: 'Support', summary: 'VPN is down' };

  it('is filled with every value, wherever and however often', () => {
    for (const name of PLACEHOLDERS)
      expect(fillTemplate(`a {${name}} b {${name}}`, values)).toBe(`a ${values[name]} b ${values[name]}`);
    expect(fillTemplate('no placeholder', values)).toBe('no placeholder');
  });

  it('takes a value as it is, never as a template or a pattern', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.constantFrom('{request}', '$&', '$1', '{{line}}', "$'")),
        (summary) => {
          expect(fillTemplate('<{summary}>', { ...values, summary })).toBe(`<${summary}>`);
        },
      ),
    );
  });

  it('is valid exactly if nothing in braces is left when it is filled', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        ...PLACEHOLDERS.map((name) => `{${name}}`),
        '{',
        '}',
        '{}',
        '{name}',
        '{ request }',
        '{{request}}',
      ),
      fc.string({ maxLength: 5 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
        const template = pieces.join('');
        expect(isTemplateValid(template)).toBe(!/[{}]/.test(fillTemplate(template, values)));
      }),
      { numRuns: 500 },
    );
  });

  it('knows no placeholder that every object has', () => {
    for (const name of ['toString', 'constructor', '__proto__', 'hasOwnProperty']) {
      expect(isTemplateValid(`{${name}}`)).toBe(false);
      expect(fillTemplate(`{${name}}`, values)).toBe(`{${name}}`);
    }
  });
});
