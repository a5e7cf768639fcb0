import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { phrase } from '../../src/call/languages/phrase';
import {
  askSpeech,
  canBeAsked,
  gatherRules,
  leftOpen,
  openQuestions,
  unaskable,
} from '../../src/call/questions';
import { LANGUAGES } from '../../src/contract/language';
import { FIELD_KINDS, type FieldKind } from '../../src/contract/question';
import type { RequestField } from '../../src/desk/desk';
import { choices, question } from './questions-examples';

const field = (id: string, kind: FieldKind, options = 0, required = true): RequestField => ({
  id,
  name: id,
  required,
  kind,
  choices: choices(...Array.from({ length: options }, (_, index) => `${id} ${index + 1}`)),
});

const NOTHING: ReadonlySet<string> = new Set();
const idsOf = (found: readonly { fieldId: string }[]) => found.map(({ fieldId }) => fieldId);

describe('the open questions', () => {
  it('are the three that are quickest to answer', () => {
    const fields = [
      field('paragraph', 'paragraph'),
      field('text', 'text'),
      field('email', 'email'),
      field('phone', 'phone'),
      field('date-time', 'date-time'),
      field('date', 'date'),
      field('number', 'number'),
      field('nine', 'choice', 9),
      field('two', 'choices', 2),
    ];
    const order: string[] = [];
    for (let known = new Set<string>(); ; known = new Set(order)) {
      const next = openQuestions(fields, known);
      if (next.length === 0) break;
      expect(next.length).toBeLessThanOrEqual(3);
      order.push(...idsOf(next));
    }
    expect(order).toEqual([
      'two',
      'nine',
      'number',
      'date',
      'date-time',
      'phone',
      'email',
      'text',
      'paragraph',
    ]);
  });

  it('keep the order of the request type among equals', () => {
    const fields = [field('b', 'text'), field('a', 'text'), field('c', 'text'), field('d', 'text')];
    expect(idsOf(openQuestions(fields, NOTHING))).toEqual(['b', 'a', 'c']);
  });

  it('are about required fields without a value that somebody can answer on the phone', () => {
    const fields = [
      field('summary', 'text'),
      field('description', 'paragraph'),
      field('optional', 'number', 0, false),
      field('known', 'number'),
      field('nothing-to-choose', 'choice'),
      field('too-many', 'choice', 31),
      field('asset', 'other'),
      field('many', 'choice', 30),
    ];
    const known = new Set(['known']);
    expect(idsOf(openQuestions(fields, known))).toEqual(['many']);
    expect(unaskable(fields, known).map(({ id }) => id)).toEqual(['nothing-to-choose', 'too-many', 'asset']);
    expect(leftOpen(fields, known).map(({ id }) => id)).toEqual([
      'nothing-to-choose',
      'too-many',
      'asset',
      'many',
    ]);
    expect(leftOpen(fields, new Set(['known', 'many', 'asset'])).map(({ id }) => id)).toEqual([
      'nothing-to-choose',
      'too-many',
    ]);
  });

  it('never are more than three, and never about what is known', () => {
    const anyField = fc.record({
      id: fc.constantFrom('summary', 'description', 'a', 'b', 'c', 'd', 'e', 'f', 'g'),
      name: fc.string(),
      required: fc.boolean(),
      kind: fc.constantFrom(...FIELD_KINDS),
      choices: fc.array(fc.record({ id: fc.string(), label: fc.string() }), { maxLength: 40 }),
    });
    const ids = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g'));
    fc.assert(
      fc.property(fc.uniqueArray(anyField, { selector: ({ id }) => id }), ids, (fields, known) => {
        const asked = openQuestions(fields, new Set(known));
        expect(asked.length).toBeLessThanOrEqual(3);
        for (const { fieldId } of asked) {
          const about = fields.find(({ id }) => id === fieldId);
          expect(about?.required).toBe(true);
          expect(about !== undefined && canBeAsked(about)).toBe(true);
          expect(['summary', 'description', ...known]).not.toContain(fieldId);
        }
      }),
    );
  });
});

describe('what the line says to ask', () => {
  it('reads the labels of a choice with their keys, and ends with the way out', () => {
    const asked = { ...question('choice', ['Berlin', 'Madrid']), name: 'Where are you?' };
    expect(askSpeech(asked, 'en')).toEqual([
      phrase('en', 'askChoice', { field: 'Where are you' }),
      phrase('en', 'option', { name: 'Berlin', key: '1' }),
      phrase('en', 'option', { name: 'Madrid', key: '2' }),
      phrase('en', 'skipHint'),
    ]);
  });

  it('has a sentence for every kind in every language', () => {
    for (const language of LANGUAGES)
      for (const kind of FIELD_KINDS) {
        const sentences = askSpeech({ ...question(kind), name: 'ZZZ' }, language);
        expect(sentences, `${language} ${kind}`).toHaveLength(2);
        expect(sentences[0]).toContain('ZZZ');
        expect(sentences.join()).not.toMatch(/[{}]|\?\?|undefined/);
      }
  });

  it("is in the admin's own words where there are some", () => {
    const own = { de: { askNumber: 'Wie viele: {field}?' } };
    expect(askSpeech({ ...question('number'), name: 'Stück' }, 'de', own)[0]).toBe('Wie viele: Stück?');
    expect(askSpeech({ ...question('number'), name: 'Pieces' }, 'en', own)[0]).toContain('Pieces');
  });

  it('reads out no list that there are no keys for', () => {
    const many = question(
      'choice',
      Array.from({ length: 10 }, (_, index) => `Site ${index}`),
    );
    expect(askSpeech(many, 'en')).toHaveLength(2);
  });

  it('takes a name of signs alone as it is', () => {
    expect(askSpeech({ ...question('text'), name: '?' }, 'fr')[0]).toContain('?');
  });
});

describe('how the line listens', () => {
  it.each<[FieldKind, number | undefined, string]>([
    ['choice', 1, ''],
    ['choices', 1, ''],
    ['date', 8, '#'],
    ['date-time', 12, '#'],
    ['number', undefined, '#'],
    ['phone', undefined, '#'],
    ['email', 1, ''],
    ['url', 1, ''],
    ['text', 1, ''],
    ['paragraph', 1, ''],
  ])('for a %s', (kind, numDigits, finishOnKey) => {
    const rules = gatherRules(question(kind), 'en');
    expect(rules).toMatchObject({ numDigits, finishOnKey, hints: [] });
    expect(rules.timeoutSeconds).toBeGreaterThanOrEqual(8);
  });

  it('expects the labels, and the words that leave a question open', () => {
    const { hints } = gatherRules(question('choice', ['Rome, Italy', 'x'.repeat(200)]), 'en');
    expect(hints.slice(0, 3)).toEqual(['Rome Italy', 'x'.repeat(100), 'skip']);
    for (const hint of hints) expect(hint).not.toContain(',');
  });
});
