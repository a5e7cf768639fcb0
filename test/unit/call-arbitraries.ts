import fc from 'fast-check';
import { wordsOf } from '../../src/call/languages';
import { ANSWERS } from '../../src/call/languages/words';
import { LANGUAGES, type Language } from '../../src/contract/language';
import { FIELD_KINDS, Question } from '../../src/contract/question';
import type { Line } from '../../src/contract/settings';
import { files, isSlow, understands, type Work } from './fake-line';
import { START } from './fakes';

/** Lines, callers and workers of every kind. */

export const anyLanguage: fc.Arbitrary<Language> = fc.constantFrom(...LANGUAGES);

const types = [
  { id: '10', name: 'Broken hardware' },
  { id: '11', name: 'Access' },
  { id: '12', name: 'Something else' },
];
const closed = { timeZone: 'Europe/Berlin', weekly: {}, holidays: [] };

export const anyLine: fc.Arbitrary<Partial<Line>> = fc.record(
  {
    languages: fc.uniqueArray(anyLanguage, { minLength: 1, maxLength: 3 }),
    languagePolicy: fc.constantFrom('fixed', 'key', 'country', 'speech'),
    typePolicy: fc.constantFrom('fixed', 'key', 'speech'),
    requestTypes: fc.integer({ min: 0, max: 3 }).map((count) => types.slice(0, count)),
    maxMessageSeconds: fc.constantFrom(30, 89, 90, 300, 600),
    mayDecline: fc.boolean(),
    recap: fc.boolean(),
    questions: fc.boolean(),
    hours: fc.constantFrom(
      { ...closed, outside: 'message' as const },
      { ...closed, outside: 'goodbye' as const },
    ),
    transfer: fc.constant({ number: '+14155550123', ringSeconds: 20 }),
    knownCallers: fc.record({ enabled: fc.boolean(), pin: fc.boolean() }),
    confirmation: fc.record({ enabled: fc.boolean() }),
    statusText: fc.record({ enabled: fc.boolean() }),
  },
  { requiredKeys: ['languages', 'mayDecline'] },
);

const anyQuestions: fc.Arbitrary<Question[]> = fc.uniqueArray(
  fc.constantFrom(...FIELD_KINDS).map((kind) =>
    Question.parse({
      fieldId: `customfield_${FIELD_KINDS.indexOf(kind)}`,
      name: `Field ${kind}`,
      kind,
      choices: ['choice', 'choices'].includes(kind)
        ? [
            { id: '1', label: 'North wing' },
            { id: '2', label: 'South wing' },
          ]
        : [],
    }),
  ),
  { maxLength: 3, selector: ({ kind }) => kind },
);

/** What a worker may make of a call in the time that it has. */
export const anyWork: fc.Arbitrary<Work> = fc.oneof(
  { weight: 6, arbitrary: anyQuestions.map((questions) => understands({ questions })) },
  { weight: 1, arbitrary: fc.constant(understands({ words: 'A person please.', recap: '' })) },
  { weight: 1, arbitrary: anyLanguage.map((language) => understands({ language })) },
  { weight: 2, arbitrary: fc.constantFrom<Work>(isSlow, isSilent, withoutWords, isParked, files()) },
);

export const anyFiling: fc.Arbitrary<Work> = fc.oneof(
  { weight: 4, arbitrary: fc.constant<Work>(files()) },
  { weight: 1, arbitrary: fc.constantFrom<Work>(isSlow, isParked) },
);

function isSilent(call: Parameters<Work>[0]): ReturnType<Work> {
  return call.state === 'recorded' ? { ...call, state: 'abandoned', problem: 'It is silent.' } : call;
}

function withoutWords(call: Parameters<Work>[0]): ReturnType<Work> {
  return call.state === 'recorded' ? { ...call, state: 'understood', gap: 'transcript-pending' } : call;
}

function isParked(call: Parameters<Work>[0]): ReturnType<Work> {
  return ['recorded', 'transcribed', 'understood'].includes(call.state)
    ? { ...call, state: 'parked', problem: 'The app has no access.' }
    : call;
}

/** Whatever a recogniser may have heard: answers in every language, and anything else. */
export const anyWords: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .record({ language: anyLanguage, answer: fc.constantFrom(...ANSWERS) })
      .map(({ language, answer }) => wordsOf(language).heard[answer][0] ?? answer),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('bananas', 'twelve', 'My printer in room twelve does not work any more', '42'),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }) },
);

export const anyKeys: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...'0123456789*#') },
  { weight: 1, arbitrary: fc.constantFrom('12#', '0427', '20261224', '4155552671#', '##') },
);

export const anyMoment: fc.Arbitrary<number> = fc.integer({ min: START, max: START + 3_600_000 });
