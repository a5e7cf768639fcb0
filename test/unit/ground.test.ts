import fc from 'fast-check';
import { toCardinal as sayGerman } from 'n2words/de-DE';
import { toCardinal as sayBritish } from 'n2words/en-GB';
import { toCardinal as sayAmerican } from 'n2words/en-US';
import { toCardinal as saySpanish } from 'n2words/es-ES';
import { toCardinal as sayBelgian } from 'n2words/fr-BE';
import { toCardinal as sayFrench } from 'n2words/fr-FR';
import { toCardinal as sayItalian } from 'n2words/it-IT';
import { toCardinal as sayJapanese } from 'n2words/ja-JP';
import { toCardinal as sayDutch } from 'n2words/nl-NL';
import { toCardinal as sayPortuguese } from 'n2words/pt-PT';
import { describe, expect, it } from 'vitest';
import { groundEntities, groundText } from '../../src/intake/ground';
import { examples } from './ground-examples';

/** n2words shares no code with the reader, so it can testify for it. */
const speakers: ReadonlyArray<readonly [string, (value: number) => string]> = [
  ['en-US', sayAmerican],
  ['en-GB', sayBritish],
  ['de-DE', sayGerman],
  ['fr-FR', sayFrench],
  ['fr-BE', sayBelgian],
  ['es-ES', saySpanish],
  ['it-IT', sayItalian],
  ['pt-BR', sayPortuguese],
  ['nl-NL', sayDutch],
  ['ja-JP', sayJapanese],
];
const numbers = fc.oneof(fc.integer({ min: 0, max: 2100 }), fc.integer({ min: 0, max: 999_999_999 }));
/** Sentences with whatever may confuse a reader of numbers, in any language. */
const allTexts = Object.values(examples).flatMap((list) => list.flatMap(({ said, text }) => [said, text]));
const languages = Object.keys(examples);
const snippets = fc.oneof(
  fc.constantFrom(...allTexts),
  fc.constantFrom(...allTexts.flatMap((text) => text.split(' '))),
  fc.constantFrom(
    'hundred',
    'double',
    'and',
    '.',
    ',',
    '+',
    '(',
    ')',
    '-',
    '%',
    '\n',
    '3.',
    'point',
    '@',
    '://',
  ),
  fc.nat({ max: 99_999 }).map(String),
);
const noise = fc.array(fc.oneof(snippets, fc.string({ unit: 'binary', maxLength: 8 })), { maxLength: 14 });
const messy = fc.tuple(noise, fc.constantFrom(' ', '', ', ', '-')).map(([pieces, glue]) => pieces.join(glue));
const language = fc.constantFrom(...languages, 'xx', '');

describe('what may be filed', () => {
  for (const [tag, list] of Object.entries(examples)) {
    it.each(list)(`${tag}: "$said" lets stand of "$text": $filed`, ({ said, text, filed, writtenIn }) => {
      const grounded = groundText(text, writtenIn ?? tag, { text: said, language: tag });
      expect(grounded.text).toBe(filed ?? text);
      if (filed === undefined) expect(grounded.removed).toEqual([]);
      else expect(grounded.removed).not.toEqual([]);
    });
  }

  it('has examples of every language', () => {
    expect(Object.values(examples).every((list) => list.length >= 12)).toBe(true);
  });

  it('names what it removed', () => {
    const said = { text: 'Error eight oh nine.', language: 'en' };
    const text = 'Error 809 on port 5432, see anna@example.com and X1Y2.';
    expect(groundText(text, 'en', said)).toEqual({
      text: 'Error 809 on port, see.',
      removed: ['5432', 'anna@example.com', 'X1Y2'],
    });
  });

  it('reads digits and English words in a language that it does not know', () => {
    const said = { text: 'virhe 809 eight', language: 'fi-FI' };
    expect(groundText('Virhe 809, 8 ja 7', 'fi-FI', said).text).toBe('Virhe 809, 8 ja');
  });
});

describe.each(speakers)('numbers said in %s', (tag, say) => {
  const filed = (text: string, said: string): string =>
    groundText(`x ${text} y.`, tag, { text: `x ${said} y.`, language: tag }).text;

  it('ground their digits and no number near', () => {
    fc.assert(
      fc.property(numbers, fc.constantFrom(-10, -1, 1, 10), (value, off) => {
        expect(filed(String(value), say(value))).toBe(`x ${value} y.`);
        fc.pre(value + off >= 0);
        expect(filed(String(value + off), say(value))).toBe('x y.');
      }),
      { numRuns: 300 },
    );
  });

  it('are grounded by their digits', () => {
    fc.assert(
      fc.property(numbers, (value) => {
        expect(filed(say(value), String(value))).toBe(`x ${say(value)} y.`);
        expect(filed(say(value), say(value))).toBe(`x ${say(value)} y.`);
      }),
      { numRuns: 300 },
    );
  });
});

describe('grounding any text', () => {
  it('never changes what the caller said, whole or by the sentence, in whatever language it is read', () => {
    fc.assert(
      fc.property(fc.array(messy, { maxLength: 6 }), language, language, (sentences, spoken, written) => {
        const parts = sentences.map((sentence) => `${sentence.trim()}.\n`);
        const said = { text: parts.join(''), language: spoken };
        for (let from = 0; from <= parts.length; from++) {
          const slice = parts.slice(from, from + 2).join('');
          expect(groundText(slice, written, said)).toEqual({ text: slice, removed: [] });
        }
        expect(groundText(said.text, written, said).text).toBe(said.text);
      }),
      { numRuns: 400 },
    );
  });

  it('says the same when it is done again', () => {
    fc.assert(
      fc.property(messy, messy, language, language, (text, said, written, spoken) => {
        const transcript = { text: said, language: spoken };
        const once = groundText(text, written, transcript).text;
        expect(groundText(once, written, transcript)).toEqual({ text: once, removed: [] });
      }),
      { numRuns: 1500 },
    );
  });

  it('leaves no digit that was never said', () => {
    fc.assert(
      fc.property(messy, language, (text, written) => {
        const left = groundText(text, written, { text: 'Nothing works.', language: 'en' }).text;
        expect(left.replace(/\b(?:2fa|mp[34]|[bm]2[bc]?|[ck]m[23]|m[23]|co2|h2o|3d)\b/giu, '')).not.toMatch(
          /[0-9]/,
        );
      }),
      { numRuns: 1000 },
    );
  });

  it('takes a mark without a letter for no quote', () => {
    // U+116AB, a vowel sign that a fuzzer found standing alone.
    const { kept } = groundEntities([{ kind: 'x', value: '', quote: '\u{116ab}' }], {
      text: '\u{116ab}',
      language: 'en',
    });
    expect(kept).toEqual([]);
  });

  it('keeps entities only with words of the transcript, and throws at nothing', () => {
    fc.assert(
      fc.property(messy, messy, messy, language, (value, quote, said, spoken) => {
        const { kept, dropped } = groundEntities([{ kind: 'x', value, quote }], {
          text: said,
          language: spoken,
        });
        expect(kept.length + dropped.length).toBe(1);
        const own = groundEntities([{ kind: 'x', value: said, quote: said }], {
          text: said,
          language: spoken,
        });
        expect(own.kept.length).toBe(/[\p{L}\p{N}]/u.test(said) ? own.kept.length : 0);
      }),
      { numRuns: 500 },
    );
  });
});

describe('entities', () => {
  const transcript = {
    text: 'Hi, Müller here from Straße 5. S A P gives error, eight oh nine. My code is 4 5 6. Call the Help-Desk.',
    language: 'en',
  };
  const keep = (value: string, quote: string): string | undefined =>
    groundEntities([{ kind: 'any', value, quote }], transcript).kept[0]?.value;

  it.each([
    ['Müller', 'Müller', 'Müller'],
    ['Muller', 'MULLER', 'Muller'],
    ['809', 'error 809', '809'],
    ['eight oh nine', 'error eight oh nine', 'eight oh nine'],
    ['809', 'eight oh nine', '809'],
    ['SAP', 'S A P', 'SAP'],
    ['help desk', 'the help desk', 'help desk'],
    ['Strasse 5', 'Strasse five', 'Strasse 5'],
    ['456', 'four five six', '456'],
    ['SAP R/3', 'S A P', 'S A P'],
    ['Mueller Ltd', ' Müller here ', 'Müller here'],
    ['810', 'eight oh nine', 'eight oh nine'],
    ['', 'Müller', 'Müller'],
    ['56', '56', undefined],
    ['45', '45', undefined],
    ['80', 'error 80', undefined],
    ['Mull', 'Mull', undefined],
    ['anything', '', undefined],
    ['anything', '?! …', undefined],
    ['Schmidt', 'Schmidt here', undefined],
  ])('value "%s" with the quote "%s" is kept as %s', (value, quote, expected) => {
    expect(keep(value, quote)).toBe(expected);
  });

  it('finds Japanese quotes without blanks between words', () => {
    const said = { text: '営業部の田中です。エラー八百九が出ます。', language: 'ja-JP' };
    const entities = [
      { kind: 'name', value: '田中', quote: '田中です' },
      { kind: 'code', value: '809', quote: 'エラー809' },
      { kind: 'name', value: '鈴木', quote: '鈴木です' },
    ];
    const { kept, dropped } = groundEntities(entities, said);
    expect(kept.map(({ value }) => value)).toEqual(['田中', '809']);
    expect(dropped).toEqual([entities[2]]);
  });

  it('keeps the other fields of an entity', () => {
    const entity = { kind: 'name', value: 'Max Müller', quote: 'müller here', urgency: 3 };
    expect(groundEntities([entity], transcript).kept).toEqual([{ ...entity, value: 'müller here' }]);
  });
});
