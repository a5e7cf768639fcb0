import fc from 'fast-check';
import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { wordsOf } from '../../src/call/languages';
import {
  readDate,
  readDateTime,
  readDigits,
  readKey,
  readNumber,
  readPhone,
  spellEmail,
  spellKey,
  spellReference,
} from '../../src/call/languages/read-aloud';
import { referenceOf } from '../../src/call/reference';
import { LANGUAGES } from '../../src/contract/language';

const keys = fc
  .tuple(fc.stringMatching(/^[A-Z][A-Z0-9_]{1,9}$/), fc.nat())
  .map(([project, number]) => `${project}-${number}`);
const languages = fc.constantFrom(...LANGUAGES);

/** What a listener writes down. */
const without = (text: string, signs: RegExp): string => text.replace(signs, '');

describe('the key of a request, read', () => {
  it.each([
    ['SUP-142', 'S U P, 1 4 2'],
    ['SUP-1', 'S U P, 1'],
    ['SUP-1234', 'S U P, 1 2 3 4'],
    ['SUP-12345', 'S U P, 1 2 3, 4 5'],
    ['SUP-1234567', 'S U P, 1 2 3, 4 5, 6 7'],
    ['A2_B-7', 'A 2 _ B, 7'],
    ['sup-7', 'S U P, 7'],
  ])('%s is %s', (key, read) => {
    expect(readKey(key)).toBe(read);
  });

  it('has every character, each by itself', () => {
    fc.assert(
      fc.property(keys, (key) => {
        const read = readKey(key);
        expect(without(read, /[ ,]/g)).toBe(key.replace('-', ''));
        expect(read).toMatch(/^[A-Z0-9_](?:,? [A-Z0-9_])*$/);
      }),
    );
  });
});

describe('the key of a request, spelled', () => {
  it('is letters by their words and digits by themselves', () => {
    expect(spellKey('en', 'SUP-142')).toBe('S as in Sierra, U as in Uniform, P as in Papa, 1, 4, 2');
    expect(spellKey('es', 'A_B-7')).toBe('A de Antonio, guion bajo, B de Barcelona, 7');
    expect(spellKey('pt-BR', 'SU-1')).toBe('S de Saci, U de Uva, 1');
    expect(spellKey('ja', 'SP-1')).toBe('スペインのS、パリのP、1');
  });

  it('has a part for every character, in every language', () => {
    fc.assert(
      fc.property(languages, keys, (language, key) => {
        const { pause } = wordsOf(language).spelling;
        const parts = spellKey(language, key).split(pause);
        expect(parts).toHaveLength(key.length - 1);
        expect(parts.join(' ')).not.toMatch(/[{}]/);
      }),
    );
  });
});

describe('the reference of a call', () => {
  it('is read one character at a time', () => {
    expect(spellReference('K7QM-2R4X')).toBe('K, 7, Q, M, 2, R, 4, X');
    fc.assert(
      fc.property(fc.string().map(referenceOf), (reference) => {
        expect(without(spellReference(reference), /[ ,]/g)).toBe(reference.replace('-', ''));
      }),
    );
  });
});

describe('digits', () => {
  it.each([
    ['', ''],
    ['5', '5'],
    ['47', '4 7'],
    ['471', '4 7 1'],
    ['4711', '4 7, 1 1'],
    ['47110', '4 7 1, 1 0'],
    ['4711042', '4 7 1, 1 0, 4 2'],
    ['+49 (30) 12', '4 9 3, 0 1 2'],
  ])('%j are %j', (text, read) => {
    expect(readDigits(text)).toBe(read);
  });

  it('are all there, in groups of two or three', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{2,40}$/), (digits) => {
        const read = readDigits(digits);
        expect(without(read, /[ ,]/g)).toBe(digits);
        for (const group of read.split(', ')) expect(group).toMatch(/^\d \d(?: \d)?$/);
      }),
    );
  });
});

describe('a phone number', () => {
  it.each([
    ['+493012345678', '0 3 0, 1 2 3, 4 5 6, 7 8'],
    ['+12125550123', '2 1 2, 5 5 5, 0 1 2 3'],
    ['+33612345678', '0 6, 1 2, 3 4, 5 6, 7 8'],
    ['+390612345678', '0 6, 1 2 3 4, 5 6 7 8'],
    ['+5511912345678', '1 1, 9 1 2, 3 4, 5 6 7 8'],
    ['+81312345678', '0 3, 1 2 3 4, 5 6 7 8'],
    // Written at home with 15 instead of the 9, which nobody keyed in.
    ['+5491123456789', '9, 1 1, 2 3 4 5, 6 7 8 9'],
    ['+99912', '9 9 9, 1 2'],
  ])('%s is %s', (number, read) => {
    expect(readPhone(number)).toBe(read);
  });

  it('has exactly the digits of the national number, behind what its country dials first', () => {
    const codes = [
      '1',
      '7',
      '20',
      '27',
      '33',
      '34',
      '36',
      '39',
      '44',
      '49',
      '52',
      '54',
      '55',
      '81',
      '91',
      '370',
    ];
    const numbers = fc
      .tuple(fc.constantFrom(...codes), fc.stringMatching(/^[1-9]\d{6,9}$/))
      .map(([code, rest]) => `+${code}${rest}`);
    fc.assert(
      fc.property(numbers, (number) => {
        const parsed = parsePhoneNumberFromString(number);
        const digits = without(readPhone(number), /[ ,]/g);
        if (parsed === undefined) {
          expect(digits).toBe(number.slice(1));
          return;
        }
        expect(digits.endsWith(parsed.nationalNumber)).toBe(true);
        const first = digits.slice(0, -parsed.nationalNumber.length);
        expect(first === '' || parsed.formatNational().replace(/\D/g, '') === digits).toBe(true);
        expect(first.length).toBeLessThanOrEqual(2);
      }),
      { numRuns: 1000 },
    );
  });

  it('is read one digit at a time, however many are in a group', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\+[1-9]\d{4,13}$/), (number) => {
        expect(readPhone(number)).toMatch(/^\d(?:,? \d)*$/);
      }),
    );
  });
});

describe('an e-mail address', () => {
  it.each([
    ['anna.schmidt@example.com', 'anna dot schmidt at example dot com'],
    ['jd7.schmidt@example.de', 'J, D, 7 dot schmidt at example dot D, E'],
    ['a_b+c-d@mail.co.uk', 'A underscore B plus C dash D at mail dot C, O dot U, K'],
    ['xkqz99@example.com', 'X, K, Q, Z, 9, 9 at example dot com'],
    ['anna99@example.com', 'anna, 9, 9 at example dot com'],
    ['müller@example.com', 'müller at example dot com'],
    ["o'neil@example.com", "O ' neil at example dot com"],
    ['', ''],
  ])('%s is %s', (address, read) => {
    expect(spellEmail('en', address)).toBe(read);
  });

  it('names the signs in the language', () => {
    expect(spellEmail('es', 'ana_b@example.com')).toBe('ana guion bajo B arroba example punto com');
    expect(spellEmail('ja', 'jd-anna@example.com')).toBe(
      'J、D ハイフン anna アットマーク example ドット com',
    );
  });

  it('has every letter and digit, in every language', () => {
    fc.assert(
      fc.property(languages, fc.stringMatching(/^[a-z0-9]{1,12}$/), (language, name) => {
        const { pause, at } = wordsOf(language).spelling;
        const [read] = spellEmail(language, `${name}@example.com`).split(` ${at} `);
        expect(read?.replaceAll(pause, '').toLowerCase()).toBe(name);
      }),
    );
  });

  it('never fails', () => {
    fc.assert(
      fc.property(languages, fc.string({ unit: 'binary' }), (language, text) => {
        expect(spellEmail(language, text)).toEqual(expect.any(String));
      }),
    );
  });
});

describe('dates, times and numbers', () => {
  it('are written out in the language', () => {
    expect(readDate('en', '2026-11-28')).toBe('November 28, 2026');
    expect(readDate('de', '2026-11-28')).toBe('28. November 2026');
    expect(readDate('pt-BR', '2026-11-28')).toBe('28 de novembro de 2026');
    expect(readDate('ja', '2026-11-28')).toBe('2026年11月28日');
    expect(readDateTime('en', '2026-11-28T14:05')).toBe('November 28, 2026 at 2:05 PM');
    expect(readDateTime('de', '2026-11-28T14:05:00.000+0200')).toBe('28. November 2026 um 14:05');
    expect(readNumber('en', 1234567.25)).toBe('1234567.25');
    expect(readNumber('fr', -3.5)).toBe('-3,5');
  });

  it.each(['', 'tomorrow', '2026-02-30', '2026-13-01', '2026-11', '28.11.2026', '2026-11-28x'])(
    'are left as they are where they are none: %j',
    (text) => {
      for (const language of LANGUAGES) {
        expect(readDate(language, text)).toBe(text);
        if (!text.startsWith('2026-11-28')) expect(readDateTime(language, text)).toBe(text);
      }
    },
  );

  afterEach(() => {
    vi.unstubAllEnvs();
  });

  it.each(['Pacific/Honolulu', 'Pacific/Auckland'])(
    'name the day and the clock of the text in %s',
    (zone) => {
      vi.stubEnv('TZ', zone);
      const dates = fc.date({
        min: new Date('1900-01-01T00:00:00Z'),
        max: new Date('2200-12-31T00:00:00Z'),
        noInvalidDate: true,
      });
      fc.assert(
        fc.property(languages, dates, (language, date) => {
          const iso = date.toISOString();
          const read = readDate(language, iso.slice(0, 10));
          expect(read).toContain(String(date.getUTCFullYear()));
          expect(read).toMatch(new RegExp(`(?<!\\d)${date.getUTCDate()}(?!\\d)`));
          expect(readDateTime(language, iso)).toContain(String(date.getUTCMinutes()).padStart(2, '0'));
          expect(readDateTime(language, `${iso.slice(0, 16)}-11:00`)).toBe(readDateTime(language, iso));
        }),
      );
    },
  );

  it('keep every decimal, without a sign between thousands', () => {
    fc.assert(
      fc.property(languages, fc.integer({ min: -1e9, max: 1e9 }), fc.nat(3), (language, units, places) => {
        const value = units / 10 ** places;
        expect(Number(readNumber(language, value).replace(',', '.'))).toBe(value);
      }),
    );
  });
});
