import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SaveLine } from '../../src/contract/admin';
import { SaveOpenAi, SaveTwilio } from '../../src/contract/admin-credentials';
import { LANGUAGES } from '../../src/contract/language';
import {
  EMPTY_SETTINGS,
  findLine,
  LanguagePolicy,
  PhoneNumber,
  RecordingPolicy,
  Settings,
  TypePolicy,
} from '../../src/contract/settings';
import { fillTemplate, isTemplateValid, TEXT_PLACEHOLDERS } from '../../src/contract/template';
import { WEEKDAYS } from '../../src/contract/weekdays';
import { ACCOUNT, makeLine, OWN_NUMBER } from './fakes';

const digits = (minLength: number, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789'), minLength, maxLength });
const text = (maxLength: number) =>
  fc.string({ unit: 'grapheme', maxLength: Math.floor(maxLength / 8) }).map((one) => one.trim());
/** A key that could reach every object is left out by the schema. */
const anyValue = fc
  .jsonValue({ maxDepth: 2 })
  .filter((value) => !JSON.stringify(value).includes('__proto__'));
const clock = fc
  .tuple(fc.nat(23), fc.constantFrom('00', '15', '59'))
  .map(([hour, minutes]) => `${String(hour).padStart(2, '0')}:${minutes}`);
const span = fc.tuple(clock, fc.oneof(clock, fc.constant('24:00'))).filter(([from, to]) => from < to);
const anyHours = fc.record({
  timeZone: fc.constantFrom('Europe/Berlin', 'UTC', 'America/Argentina/Buenos_Aires'),
  weekly: fc.dictionary(fc.constantFrom(...WEEKDAYS), fc.array(span, { maxLength: 6 })),
  holidays: fc.array(fc.constantFrom('2026-12-25', '2028-02-29'), { maxLength: 3 }),
  outside: fc.constantFrom('message', 'goodbye'),
});
const anyLine = fc.record(
  {
    id: fc.stringMatching(/^[a-z0-9-]{1,40}$/),
    number: digits(6, 14).map((rest) => `+1${rest}`),
    name: text(60).map((name) => name || 'Support'),
    serviceDeskId: digits(1, 10),
    requestTypeId: digits(1, 10),
    languages: fc.uniqueArray(fc.constantFrom(...LANGUAGES), { minLength: 1 }),
    languagePolicy: fc.constantFrom(...LanguagePolicy.options),
    typePolicy: fc.constantFrom(...TypePolicy.options),
    requestTypes: fc.array(fc.record({ id: digits(1, 10), name: text(60).map((name) => name || 'Access') }), {
      maxLength: 9,
    }),
    typeConfidence: fc.float({ min: 0, max: 1, noNaN: true }),
    voices: fc.dictionary(
      fc.constantFrom(...LANGUAGES),
      fc.constantFrom('Polly.Vicki-Neural', 'Google.de-DE-Neural2-B'),
    ),
    prompts: fc.dictionary(
      fc.constantFrom(...LANGUAGES),
      fc.record(
        { recap: fc.constantFrom('Right: {summary}?', 'Is that right?'), goodbye: fc.constant('Bye.') },
        { requiredKeys: [] },
      ),
    ),
    mayDecline: fc.boolean(),
    recap: fc.boolean(),
    questions: fc.boolean(),
    hours: anyHours,
    transfer: fc.record({
      number: digits(6, 14).map((rest) => `+49${rest.slice(0, 12)}`),
      ringSeconds: fc.integer({ min: 5, max: 60 }),
    }),
    knownCallers: fc.record({ enabled: fc.boolean(), pin: fc.boolean() }),
    limits: fc.record({
      callsPerCallerPerHour: fc.integer({ min: 1, max: 1000 }),
      callsPerLinePerHour: fc.integer({ min: 1, max: 100_000 }),
      longestCallSeconds: fc.integer({ min: 60, max: 3600 }),
      anonymous: fc.constantFrom('accept', 'reject'),
      premiumRate: fc.constantFrom('accept', 'reject'),
    }),
    statusText: fc.record({
      enabled: fc.boolean(),
      template: fc.constantFrom('{request} is {status}', 'News of {summary}'),
    }),
    textReopens: fc.boolean(),
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
      openai: {
        transcriptionModel: 'gpt-transcribe',
        understandingModel: 'gpt-6.1-terra',
        region: 'global',
      },
      rotationDays: 180,
      retention: { callDays: 90, auditDays: 90 },
      prices: EMPTY_SETTINGS.prices,
      lines: [],
      blocked: [],
    });
    expect(makeLine()).toEqual({
      id: 'support',
      number: OWN_NUMBER,
      name: 'Example Support',
      serviceDeskId: '1',
      requestTypeId: '10',
      languages: ['en'],
      languagePolicy: 'speech',
      typePolicy: 'fixed',
      requestTypes: [],
      typeConfidence: 0.6,
      ticketLanguage: 'caller',
      voices: {},
      prompts: {},
      vocabulary: [],
      maxMessageSeconds: 300,
      recording: 'attach',
      mayDecline: false,
      recap: true,
      questions: true,
      knownCallers: { enabled: false, pin: false },
      limits: {
        callsPerCallerPerHour: 60,
        callsPerLinePerHour: 600,
        longestCallSeconds: 900,
        anonymous: 'accept',
        premiumRate: 'reject',
      },
      fieldValues: {},
      confirmation: { enabled: true },
      statusText: { enabled: false },
      textReopens: false,
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
      { accountSid: ACCOUNT, apiKey: { sid: `SK${'1'.repeat(32)}` } },
      { accountSid: ACCOUNT, region: 'de1' },
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

describe.each(['confirmation', 'status'] as const)('a template for a text (%s)', (kind) => {
  const all = {
    request: 'SUP-1',
    reference: 'K7QM-2R4X',
    line: 'Support',
    summary: 'VPN is down',
    status: 'Waiting for customer',
  };
  const names = TEXT_PLACEHOLDERS[kind];
  const values = Object.fromEntries(names.map((name) => [name, all[name]]));

  it('is filled with every value, wherever and however often', () => {
    for (const name of names)
      expect(fillTemplate(`a {${name}} b {${name}}`, values)).toBe(`a ${all[name]} b ${all[name]}`);
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
        ...Object.keys(all).map((name) => `{${name}}`),
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
        expect(isTemplateValid(template, kind)).toBe(!/[{}]/.test(fillTemplate(template, values)));
      }),
      { numRuns: 500 },
    );
  });

  it('knows no placeholder that every object has', () => {
    for (const name of ['toString', 'constructor', '__proto__', 'hasOwnProperty']) {
      expect(isTemplateValid(`{${name}}`, kind)).toBe(false);
      expect(fillTemplate(`{${name}}`, values)).toBe(`{${name}}`);
    }
  });
});
