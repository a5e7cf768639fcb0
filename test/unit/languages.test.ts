import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { countryLanguage, wordsOf } from '../../src/call/languages';
import { ANSWERS, type SpokenAnswer, type Words } from '../../src/call/languages/words';
import { LANGUAGES, type Language, matchLanguage, readLanguageTag } from '../../src/contract/language';
import { hasOnly, PROMPT_KEYS, PROMPTS, type Prompt, type PromptKey } from '../../src/contract/prompts';
import { fillTemplate, isTemplateValid } from '../../src/contract/template';

/** Every sentence and label by its path. */
function collect(value: unknown, path = ''): [path: string, text: string][] {
  if (typeof value === 'string') return [[path, value]];
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

const english = wordsOf('en');

const formsOf = (prompt: Prompt): [form: string, text: string][] =>
  typeof prompt === 'string' ? [['other', prompt]] : Object.entries(prompt ?? {});

/** What is shared between languages only by chance: one word, or a short label. */
const isSentence = (text: string): boolean => text.includes(' ') || text.length > 15;

const sentencesOf = ({ spoken, written, texts }: Words): string[] => [
  ...collect(spoken).map(([, text]) => text),
  ...[...collect(written), ...collect(texts)].map(([, text]) => text).filter(isSentence),
];

const placeholdersIn = (text: string): string[] =>
  [...new Set([...text.matchAll(/\{(\w*)\}/g)].map(([, name]) => name ?? ''))].sort();

/** As a recogniser may write it, and as answers are compared: without accents. */
const fold = (text: string): string =>
  text
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC');

/** What stands before a word that callers are invited to say. */
const SAY: Record<Language, RegExp> = {
  en: /\bsay:? /,
  de: /\bsagen Sie:? /,
  fr: /\bdites(?: :)? /,
  es: /\bdiga:? /,
  it: /\bdica:? /,
  'pt-BR': /\bdiga:? /,
  nl: /\b(?:zeg|zegt u):? /,
  ja: /「/,
};

const INVITED: [key: PromptKey, answers: SpokenAnswer[]][] = [
  ['noticeDecline', ['unrecorded']],
  ['recapChoices', ['yes', 'add', 'start-over']],
  ['answerCheck', ['yes', 'no']],
  ['skipHint', ['skip']],
  ['filedChoices', ['repeat']],
  ['noTextsChoice', ['no-texts']],
  ['knownOffer', ['status', 'new']],
  ['statusChoices', ['message', 'new', 'repeat']],
];

/** What is offered at the same moment. */
const MOMENTS: SpokenAnswer[][] = [
  ['yes', 'no', 'add', 'start-over', 'person', 'repeat'],
  ['status', 'new', 'person', 'repeat'],
  ['message', 'new', 'person', 'repeat'],
  ['skip', 'person', 'repeat'],
  ['repeat', 'no-texts', 'person'],
];

describe.each(LANGUAGES)('the words of %s', (language) => {
  const words = wordsOf(language);
  const spoken = PROMPT_KEYS.flatMap((key) =>
    formsOf(words.spoken[key]).map(([form, text]) => ({ key, form, text, path: `${key}.${form}` })),
  );
  const all = [...collect(words.spoken), ...collect(words.written), ...collect(words.texts)];

  it('are complete', () => {
    expect(Object.keys(words.spoken).sort()).toEqual([...PROMPT_KEYS].sort());
    expect(Object.keys(words.heard).sort()).toEqual([...ANSWERS].sort());
    for (const part of ['written', 'texts', 'spelling'] as const) {
      const paths = collect(words[part]).map(([path]) => path);
      expect(paths.sort()).toEqual(
        collect(english[part])
          .map(([path]) => path)
          .sort(),
      );
    }
    for (const [path, text] of [...all, ...collect(words.spelling)]) expect(text, path).not.toBe('');
    for (const [path, text] of all) expect(text.trim(), path).toBe(text);
  });

  it.runIf(language !== 'en')('are translated', () => {
    const untranslated = new Set(sentencesOf(english));
    for (const [path, text] of all) expect(untranslated, path).not.toContain(text);
  });

  it('have in each sentence what can stand there, and nothing else', () => {
    for (const { key, form, text, path } of spoken) {
      expect(hasOnly(text, PROMPTS[key]), path).toBe(true);
      // "One second left" needs no number.
      const needed = PROMPTS[key].filter((name) => name !== 'count' || form === 'other' || form === 'many');
      expect(placeholdersIn(text), path).toEqual(expect.arrayContaining(needed));
    }
    for (const [path, text] of collect(words.written)) expect(text, path).not.toMatch(/[{}]/);
  });

  it('count as the language counts', () => {
    const { pluralCategories } = new Intl.PluralRules(words.tag).resolvedOptions();
    for (const key of PROMPT_KEYS) {
      const forms = formsOf(words.spoken[key]).map(([form]) => form);
      const counts = PROMPTS[key].some((name) => name === 'count');
      expect(forms.sort(), key).toEqual(counts ? [...pluralCategories].sort() : ['other']);
      expect(typeof words.spoken[key], key).toBe(counts ? 'object' : 'string');
    }
  });

  it('hold no markup, no control characters and nothing left over', () => {
    for (const [path, text] of all) expect(text, path).not.toMatch(/[<>\p{Cc}]|\bundefined\b|\$\{| {2}/u);
  });

  it('say whole sentences', () => {
    for (const { key, text, path } of spoken) {
      const endsOpen = formsOf(english.spoken[key]).some(([, own]) => own.endsWith('}'));
      expect(text, path).toMatch(endsOpen ? /[.!?。}]$/ : /[.!?。]$/);
    }
  });

  it('say the reference twice', () => {
    expect(formsOf(words.spoken.laterByReference)[0]?.[1].split('{reference}')).toHaveLength(3);
  });

  it('ask three times in three ways', () => {
    const { prompt, quietFirst, quietSecond, goodbyeQuiet } = words.spoken;
    expect(new Set([prompt, quietFirst, quietSecond, goodbyeQuiet]).size).toBe(4);
  });

  it('are said by a neural voice of their own language that Twilio knows', () => {
    expect(words.tag).toMatch(/^[a-z]{2}-[A-Z]{2}$/);
    expect(matchLanguage(words.tag)).toBe(language);
    expect(words.voice).toMatch(/^Polly\.[A-Z][a-z]+-Neural$/);
    expect(KNOWN_VOICES).toContain(`"${words.voice}"`);
  });

  it.each(INVITED)('hear what they invite to say: %s', (key, answers) => {
    for (const [form, text] of formsOf(words.spoken[key])) {
      const invited = text.split(SAY[language]).slice(1);
      const heard = invited.map((rest) =>
        answers.find((answer) =>
          words.heard[answer].some((phrase) =>
            new RegExp(`^${fold(phrase)}(?![\\p{L}\\p{N}])`, 'u').test(fold(rest).replace(/['’]/g, ' ')),
          ),
        ),
      );
      expect([...heard].sort(), form).toEqual([...answers].sort());
    }
  });

  it('hear phrases as they are compared', () => {
    for (const answer of ANSWERS) {
      const phrases = words.heard[answer];
      expect(phrases.length, answer).toBeGreaterThanOrEqual(4);
      expect(new Set(phrases).size, answer).toBe(phrases.length);
    }
    for (const phrase of [...Object.values(words.heard), words.ownNames].flat()) {
      expect(phrase).toBe(phrase.toLowerCase().trim());
      expect(phrase).toMatch(/^[\p{L}\p{M}\p{N}]+(?: [\p{L}\p{M}\p{N}]+)*$/u);
    }
  });

  it.each(MOMENTS)('hear no phrase as two answers: %s, %s, %s …', (...offered) => {
    const phrases = offered.flatMap((answer) => [...new Set(words.heard[answer].map(fold))]);
    expect(phrases.filter((phrase, index) => phrases.indexOf(phrase) !== index)).toEqual([]);
  });

  it('spell each letter with a word of its own', () => {
    const { letterAs, alphabet } = words.spelling;
    expect(placeholdersIn(letterAs)).toEqual(['letter', 'word']);
    expect(new Set(Object.values(alphabet)).size).toBe(26);
    for (const [letter, word] of Object.entries(alphabet)) {
      // Katakana have no Latin letters; which one is meant is said behind the word.
      if (language === 'ja') expect(word).toMatch(/^[\p{Script=Katakana}ー]+$/u);
      else expect(fold(word).charAt(0).toUpperCase(), word).toBe(letter);
    }
  });

  it('write texts about the same as English does', () => {
    for (const [key, text] of Object.entries(words.texts)) {
      const own = collect(english.texts).find(([path]) => path === `.${key}`)?.[1] ?? '';
      expect(placeholdersIn(text), key).toEqual(placeholdersIn(own));
      expect(text, key).toMatch(/[.。]$/);
    }
    expect(isTemplateValid(words.texts.confirmation, 'confirmation')).toBe(true);
    expect(isTemplateValid(words.texts.status, 'status')).toBe(true);
    // Carriers know this word only: https://help.twilio.com/articles/223134027
    expect(words.texts.help).toContain('STOP');
  });

  it('confirm with the number of the request in a text of one segment or two', () => {
    const values = { line: 'Example Support', request: 'SUP-12345', reference: 'K7QM-2R4X', summary: '' };
    const text = fillTemplate(words.texts.confirmation, values);
    expect(text).toContain('SUP-12345');
    expect(text).toContain('K7QM-2R4X');
    expect(text).not.toMatch(/[{}]/);
    expect(text.length).toBeLessThan(134);
  });
});

describe('the languages together', () => {
  it('share no sentence', () => {
    const sentences = LANGUAGES.flatMap((language) => [...new Set(sentencesOf(wordsOf(language)))]);
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

  it('have names of their own', () => {
    const names = LANGUAGES.flatMap((language) => [...new Set(wordsOf(language).ownNames.map(fold))]);
    expect(new Set(names).size).toBe(names.length);
    for (const language of LANGUAGES) expect(wordsOf(language).ownNames.length).toBeGreaterThan(0);
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
