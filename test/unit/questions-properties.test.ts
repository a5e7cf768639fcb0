import fc from 'fast-check';
import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { answerFromMessage, type Heard, readAnswer } from '../../src/call/questions';
import { LANGUAGES } from '../../src/contract/language';
import { FIELD_KINDS, FieldAnswer, type FieldKind } from '../../src/contract/question';
import { choices, NOW, question } from './questions-examples';

const LABELS = ['Yes', 'No', 'Berlin office', '東京', 'Windows 11'];

/** What each kind of field takes: https://developer.atlassian.com/cloud/jira/service-desk/rest/intro/#fieldformats */
const Option = z.strictObject({ id: z.enum(choices(...LABELS).map(({ id }) => id)) });
const SHAPES: Record<FieldKind, z.ZodType> = {
  text: z.string().min(1).max(255),
  paragraph: z.looseObject({
    type: z.literal('doc'),
    version: z.literal(1),
    content: z.array(z.unknown()).length(1),
  }),
  choice: Option,
  choices: z.array(Option).min(1),
  number: z.number().refine(Number.isFinite),
  date: z.iso.date(),
  'date-time': z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:00\.000\+0000$/),
  email: z.email().max(254),
  phone: z.string().refine((text) => parsePhoneNumberFromString(text)?.isValid() === true),
  url: z.url(),
  other: z.never(),
};

const language = fc.constantFrom(...LANGUAGES);
const kind = fc.constantFrom(...FIELD_KINDS);
const country = fc.constantFrom('US', 'GB', 'DE', 'JP', 'BR', 'AR', 'xx', '', undefined);
const keys = fc.string({ unit: fc.constantFrom(...'0123456789*#'), maxLength: 20 });

/** Pieces of answers, put together in ways that nobody has thought of. */
const PIECES =
  'the third of december next friday tomorrow at half past nine 3.12. um 12/3 in two weeks minus point five one hundred and twenty anna dot at example com @ - + plus 415 555 0132 null drei 030 le premier à 9h30 mañana domani alle 15 次の 月曜日 12月 3日 明日 午後 3時 三 は です ドット yes no not Berlin Windows 11 or skip person 24:00 31.02.2026 29. Februar 999999999999999999 \u0000 \ud800 ٣ ½ º'.split(
    ' ',
  );
const spoken = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.array(fc.constantFrom(...PIECES), { maxLength: 9 }).map((pieces) => pieces.join(' ')),
  fc.array(fc.constantFrom(...PIECES), { maxLength: 9 }).map((pieces) => pieces.join('')),
);
const heard: fc.Arbitrary<Heard> = fc.oneof(
  fc.record({ digits: keys, finishedOn: fc.constantFrom('#', '*', '', undefined) }),
  fc.record({ speech: spoken }),
  fc.record({ speech: spoken, digits: keys }),
);

describe('whatever is said or keyed', () => {
  it('is read as an answer that fits the field, or as none; and never throws', () => {
    fc.assert(
      fc.property(kind, heard, language, country, (asked, given, spokenIn, from) => {
        const read = readAnswer(question(asked, LABELS), given, spokenIn, NOW, from, 'Europe/Berlin');
        if (read.kind !== 'answer') return;
        expect(FieldAnswer.safeParse(read.answer).success).toBe(true);
        expect(SHAPES[asked].safeParse(read.answer.value).success, JSON.stringify(read)).toBe(true);
        expect(read.answer.words).not.toBe('');
        expect(read.readBack).not.toBe('');
      }),
      { numRuns: 3000 },
    );
  });

  it('is read from the message in the same way', () => {
    fc.assert(
      fc.property(kind, spoken, spoken, spoken, language, (asked, value, quote, around, spokenIn) => {
        const field = { id: 'a', name: 'A', kind: asked, choices: choices(...LABELS) };
        for (const transcript of [around, `${around} ${quote} ${around}`]) {
          const answer = answerFromMessage(field, { value, quote }, transcript, spokenIn, NOW, 'DE');
          if (answer !== undefined) expect(SHAPES[asked].safeParse(answer.value).success).toBe(true);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

const digitsIn = (text: string | undefined): string => (text ?? '').replace(/\D/g, '');

describe('what is read back', () => {
  it('has the digits of a number as they were keyed', () => {
    const whole = fc.integer({ min: 0, max: 999_999_999_999 }).map(String);
    fc.assert(
      fc.property(
        whole,
        fc.string({ unit: fc.constantFrom(...'0123456789'), maxLength: 3 }),
        language,
        (int, rest, spokenIn) => {
          const fraction = rest.replace(/0+$/, '');
          const digits = fraction === '' ? int : `${int}*${fraction}`;
          const read = readAnswer(question('number'), { digits, finishedOn: '#' }, spokenIn, NOW);
          expect(read).toMatchObject({ kind: 'answer', answer: { value: Number(digits.replace('*', '.')) } });
          if (read.kind === 'answer') expect(digitsIn(read.readBack)).toBe(digitsIn(digits));
        },
      ),
    );
  });

  it('has the digits of a phone number as they were said or keyed', () => {
    const number = fc.oneof(
      fc.integer({ min: 2_000_000, max: 9_999_999 }).map((rest) => ['US', `415${rest}`] as const),
      fc.integer({ min: 20_000_000, max: 99_999_999 }).map((rest) => ['DE', `030${rest}`] as const),
      fc.integer({ min: 10_000_000, max: 99_999_999 }).map((rest) => ['FR', `06${rest}`] as const),
      fc.integer({ min: 10_000_000, max: 99_999_999 }).map((rest) => ['JP', `090${rest}`] as const),
    );
    fc.assert(
      fc.property(number, fc.boolean(), language, ([from, digits], isSpoken, spokenIn) => {
        const given = isSpoken ? { speech: [...digits].join(' ') } : { digits, finishedOn: '#' };
        const read = readAnswer(question('phone'), given, spokenIn, NOW, from);
        if (read.kind === 'answer') expect(digitsIn(read.readBack)).toBe(digits);
        else expect(read.kind).toBe('not-understood');
      }),
    );
  });

  it('names the day that was keyed in', () => {
    const day = fc.date({ min: new Date('1900-01-01'), max: new Date('2100-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(day, language, (date, spokenIn) => {
        const iso = date.toISOString().slice(0, 10);
        const read = readAnswer(question('date'), { digits: iso.replaceAll('-', '') }, spokenIn, NOW);
        expect(read).toMatchObject({ kind: 'answer', answer: { value: iso } });
        if (read.kind === 'answer') expect(digitsIn(read.readBack)).toContain(String(date.getUTCFullYear()));
      }),
    );
  });
});
