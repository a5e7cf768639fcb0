import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SaveLine } from '../../src/contract/admin';
import { LANGUAGES } from '../../src/contract/language';
import { Line } from '../../src/contract/settings';
import { WEEKDAYS } from '../../src/contract/weekdays';
import { newDraft, toDraft } from '../../static/admin/lines/draft';
import { toPayload } from '../../static/admin/lines/payload';
import { makeLine } from './fakes';

const word = fc.stringMatching(/^[A-Za-zÄäé][A-Za-zÄäé ]{0,18}[a-z]$/);
const phone = fc.stringMatching(/^\+[1-9]\d{7,13}$/);
const span = fc
  .tuple(fc.integer({ min: 0, max: 11 }), fc.integer({ min: 12, max: 23 }))
  .map(([from, to]): [string, string] => [`${String(from).padStart(2, '0')}:15`, `${to}:45`]);
const languages = fc.uniqueArray(fc.constantFrom(...LANGUAGES), { minLength: 1 });

const lines = fc
  .record(
    {
      number: phone,
      name: word,
      serviceDeskId: fc.constantFrom('1', '22'),
      requestTypeId: fc.constantFrom('3', '44'),
      typePolicy: fc.constantFrom('fixed' as const, 'key' as const, 'speech' as const),
      requestTypes: fc.array(fc.record({ id: fc.constantFrom('1', '2'), name: word }), { maxLength: 3 }),
      typeConfidence: fc.integer({ min: 0, max: 100 }).map((percent) => percent / 100),
      languages,
      languagePolicy: fc.constantFrom(
        'fixed' as const,
        'key' as const,
        'country' as const,
        'speech' as const,
      ),
      ticketLanguage: fc.constantFrom('caller' as const, ...LANGUAGES),
      voices: fc.constantFrom({}, { de: 'Polly.Vicki-Neural' }),
      greeting: word,
      notice: word,
      prompts: fc.constantFrom({}, { en: { goodbye: 'So long.' } }),
      vocabulary: fc.array(word, { maxLength: 4 }),
      maxMessageSeconds: fc.integer({ min: 30, max: 600 }),
      recording: fc.constantFrom('attach' as const, 'provider' as const, 'delete' as const),
      mayDecline: fc.boolean(),
      recap: fc.boolean(),
      questions: fc.boolean(),
      hours: fc.record({
        timeZone: fc.constantFrom('UTC', 'Europe/Berlin'),
        weekly: fc
          .tuple(...WEEKDAYS.map(() => fc.array(span, { maxLength: 2 })))
          .map((days) => Object.fromEntries(WEEKDAYS.map((day, index) => [day, days[index] ?? []]))),
        holidays: fc.constantFrom([], ['2026-12-25', '2027-01-01']),
        outside: fc.constantFrom('message' as const, 'goodbye' as const),
      }),
      transfer: fc.record({ number: phone, ringSeconds: fc.integer({ min: 5, max: 60 }) }),
      knownCallers: fc.record({ enabled: fc.boolean(), pin: fc.boolean() }),
      numberField: fc.constant('customfield_10042'),
      reporterAccountId: fc.constant('5b10a2844c20165700ede21g'),
      textReopens: fc.boolean(),
      fieldValues: fc.dictionary(
        fc.constantFrom('customfield_10042', 'priority'),
        fc.constantFrom('A = b', '12', 12, null, { id: '3' }, [{ value: 'x' }]),
        { noNullPrototype: true },
      ),
      confirmation: fc.record(
        { enabled: fc.boolean(), template: fc.constant('Your {request}.') },
        { requiredKeys: ['enabled'] },
      ),
      statusText: fc.record(
        { enabled: fc.boolean(), template: fc.constant('{request}: {status}') },
        { requiredKeys: ['enabled'] },
      ),
      limits: fc.record({
        callsPerCallerPerHour: fc.integer({ min: 1, max: 1000 }),
        callsPerLinePerHour: fc.integer({ min: 1, max: 100000 }),
        longestCallSeconds: fc.integer({ min: 60, max: 3600 }),
        anonymous: fc.constantFrom('accept' as const, 'reject' as const),
        premiumRate: fc.constantFrom('accept' as const, 'reject' as const),
      }),
    },
    { requiredKeys: ['number', 'name', 'serviceDeskId', 'requestTypeId'] },
  )
  .map((entered) => Line.parse({ ...entered, id: entered.number.slice(1) }));

describe('a line as it is typed', () => {
  it('that nobody changes is saved as it was', () => {
    fc.assert(
      fc.property(lines, (line) => {
        expect(Line.parse(SaveLine.parse(toPayload(toDraft(line))))).toEqual(line);
      }),
    );
  });

  it('has all that a line has: nothing is lost by opening its form', () => {
    const [whole] = fc.sample(
      lines.filter(
        (line) =>
          Object.values(line).every((value) => value !== undefined) &&
          line.hours !== undefined &&
          line.transfer !== undefined &&
          line.greeting !== undefined &&
          line.notice !== undefined &&
          line.numberField !== undefined &&
          line.reporterAccountId !== undefined,
      ),
      1,
    );
    expect(Object.keys(whole ?? {}).toSorted()).toEqual(Object.keys(Line.shape).toSorted());
    expect(Object.keys(toPayload(toDraft(whole ?? makeLine()))).toSorted()).toEqual(
      Object.keys(Line.shape).toSorted(),
    );
  });

  it('that is new works with a number, a name and a request type, and has the defaults of a line', () => {
    const draft = { ...newDraft('+1 (415) 555-0100'), name: 'help', serviceDeskId: '1', requestTypeId: '2' };
    const bare = { id: '1', number: '+14155550100', name: 'help', serviceDeskId: '1', requestTypeId: '2' };
    expect(Line.parse({ id: '1', ...SaveLine.parse(toPayload(draft)) })).toEqual(Line.parse(bare));
  });

  it.each([
    [
      '9:00-12:30; 13:00 – 17:00',
      [
        ['09:00', '12:30'],
        ['13:00', '17:00'],
      ],
    ],
    ['', []],
    ['nine to five', [['nine to five', '']]],
  ])('has hours as people write them (%s), and what are none are for the app to refuse', (text, spans) => {
    const draft = { ...newDraft(), alwaysOpen: false, weekly: { ...newDraft().weekly, mon: text } };
    expect(toPayload(draft).hours?.weekly.mon).toEqual(spans);
  });

  it.each(['', 'ten', '5,5'])('has a number that is none (%s) refused by its field', (ringSeconds) => {
    const draft = { ...toDraft(makeLine()), transfers: true, transferNumber: '+14155550123', ringSeconds };
    const { error } = SaveLine.safeParse(toPayload(draft));
    expect(error?.issues[0]?.path).toEqual(['transfer', 'ringSeconds']);
  });
});
