import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { countryLanguage, wordsOf } from '../../src/call/languages';
import { LANGUAGES, matchLanguage, readLanguageTag } from '../../src/contract/language';
import { fillTemplate, isTemplateValid } from '../../src/contract/template';

/** Every sentence and label by its path; functions filled with what stands for itself. */
function collect(value: unknown, path = ''): [path: string, text: string][] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value === 'function') return [[path, String(value('ZZZ'))]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => collect(inner, `${path}.${key}`));
}

/** The voices are types only: the SDK lists them in its declarations. */
const KNOWN_VOICES = readFileSync(
  createRequire(import.meta.url)
    .resolve('twilio/lib/twiml/VoiceResponse')
    .replace(/\.js$/, '.d.ts'),
  'utf8',
);

const english = collect(wordsOf('en').spoken).length + collect(wordsOf('en').written).length;

describe.each(LANGUAGES)('the words of %s', (language) => {
  const words = wordsOf(language);
  const all = [...collect(words.spoken, 'spoken'), ...collect(words.written, 'written')];

  it('are complete', () => {
    expect(all).toHaveLength(english);
    for (const [path, text] of all) expect(text.trim(), path).toBe(text);
    for (const [path, text] of all) expect(text, path).not.toBe('');
  });

  it('hold no markup, no control characters and no placeholder left over', () => {
    for (const [path, text] of all) expect(text, path).not.toMatch(/[<>{}\p{Cc}]|\bundefined\b|\$\{/u);
  });

  it('say whole sentences', () => {
    for (const [path, text] of collect(words.spoken, 'spoken')) expect(text, path).toMatch(/[.!?。]$/);
  });

  it('name the line and the reference where they should', () => {
    expect(words.spoken.greeting('ZZZ')).toContain('ZZZ');
    expect(words.spoken.filing.byReference('ZZZ').split('ZZZ')).toHaveLength(3);
  });

  it('are said by a neural voice of their own language that Twilio knows', () => {
    expect(words.tag).toMatch(/^[a-z]{2}-[A-Z]{2}$/);
    expect(matchLanguage(words.tag)).toBe(language);
    expect(words.voice).toMatch(/^Polly\.[A-Z][a-z]+-Neural$/);
    expect(KNOWN_VOICES).toContain(`"${words.voice}"`);
  });

  it('ask three times in three ways', () => {
    const { prompt, quiet, goodbyeQuiet } = words.spoken;
    expect(new Set([prompt, ...quiet, goodbyeQuiet]).size).toBe(4);
  });

  it('confirm with the number of the request in a text of one segment or two', () => {
    expect(isTemplateValid(words.confirmation)).toBe(true);
    const values = { line: 'Example Support', request: 'SUP-12345', reference: 'K7QM-2R4X', summary: '' };
    const text = fillTemplate(words.confirmation, values);
    expect(text).toContain('SUP-12345');
    expect(text).toContain('K7QM-2R4X');
    expect(text).not.toMatch(/[{}]/);
    expect(text.length).toBeLessThan(134);
  });
});

describe('the languages together', () => {
  it('share no sentence', () => {
    const sentences = LANGUAGES.flatMap((language) => {
      const { spoken, written } = wordsOf(language);
      const long = collect(written).filter(([, text]) => text.includes(' ') || text.length > 15);
      return [...collect(spoken), ...long].map(([, text]) => text);
    });
    expect(sentences.filter((text, index) => sentences.indexOf(text) !== index)).toEqual([]);
  });

  it('claim each country once', () => {
    const countries = LANGUAGES.flatMap((language) => wordsOf(language).countries);
    expect(countries.filter((country, index) => countries.indexOf(country) !== index)).toEqual([]);
    for (const country of countries) expect(country).toMatch(/^[A-Z]{2}$/);
    expect(countryLanguage('AT')).toBe('de');
    expect(countryLanguage('AQ')).toBeUndefined();
  });

  it('have voices of their own', () => {
    expect(new Set(LANGUAGES.map((language) => wordsOf(language).voice)).size).toBe(LANGUAGES.length);
  });

  it('are found by any tag of theirs', () => {
    for (const language of LANGUAGES) expect(matchLanguage(language)).toBe(language);
    expect(matchLanguage('de-AT')).toBe('de');
    expect(matchLanguage('PT_pt')).toBe('pt-BR');
    expect(matchLanguage('EN')).toBe('en');
    for (const tag of ['', 'pl', 'deu', 'english', '-de']) expect(matchLanguage(tag)).toBeUndefined();
  });
});

describe('a language that a model named', () => {
  it.each([
    ['de', 'de'],
    ['DE-at', 'de-AT'],
    ['zh-hant-tw', 'zh-Hant-TW'],
    ['pt-BR-x-secret', 'pt-BR'],
    ['', ''],
    ['und', ''],
    ['xx-invalid', ''],
    ['English', ''],
    ['call 212 555 7777 bob@evil.example', ''],
    [`de ${'z'.repeat(40_000)}`, ''],
  ])('%j is %j', (tag, language) => {
    expect(readLanguageTag(tag)).toBe(language);
  });
});
