import { describe, expect, it } from 'vitest';
import { readAnswer } from '../../src/call/questions';
import type { Language } from '../../src/contract/language';
import { NOW, outcome, question } from './questions-examples';

const NONE = 'not-understood';
const CITIES = ['Berlin', 'Madrid', 'San Francisco'];
const YES_NO = ['Yes', 'No'];
const FRENCH = ['Imprimante', 'Écran', 'Clavier'];
const GERMAN = ['Drucker', 'Bildschirm', 'Tastatur'];
const SPANISH = ['Impresora', 'Pantalla', 'Teclado'];
const JAPANESE = ['プリンター', '画面', 'キーボード'];

const id = (key: number) => ({ id: String(10_000 + key) });

const SAID: readonly (readonly [Language, readonly string[], string, unknown])[] = [
  ['en', CITIES, 'Berlin please', id(1)],
  ['en', CITIES, 'number two', id(2)],
  ['en', CITIES, 'the second one', id(2)],
  ['en', CITIES, 'Francisco', id(3)],
  ['en', CITIES, 'Berlin or Madrid', NONE],
  ['en', CITIES, 'not Berlin', NONE],
  ['en', CITIES, 'Paris', NONE],
  ['en', CITIES, 'four', NONE],
  ['en', CITIES, "I don't know", 'skipped'],
  ['en', CITIES, 'can I talk to a person', 'person'],
  ['en', CITIES, 'say that again', 'repeat'],
  ['en', ['1 day', '2 days', '3 days'], 'two days', id(2)],
  ['en', ['Windows 10', 'Windows 11'], 'windows 11', id(2)],
  ['en', ['Personal computer', 'Phone'], 'person please', 'person'],
  ['en', ['Skip', 'Keep'], 'skip', id(1)],
  ['en', YES_NO, 'yes', id(1)],
  ['en', YES_NO, 'nope', id(2)],
  ['en', [...YES_NO, 'Unknown'], 'yeah', id(1)],
  ['de', YES_NO, 'ja', id(1)],
  ['de', ['Ja', 'Nein'], 'nein', id(2)],
  ['de', GERMAN, 'der Drucker bitte', id(1)],
  ['de', GERMAN, 'die zwei', id(2)],
  ['de', GERMAN, 'das dritte', id(3)],
  ['de', GERMAN, 'kein Drucker', NONE],
  ['fr', YES_NO, "c'est ça", id(1)],
  ['fr', FRENCH, "l'écran", id(2)],
  ['fr', FRENCH, 'numéro trois', id(3)],
  ['fr', FRENCH, "pas l'écran", NONE],
  ['es', YES_NO, 'sí', id(1)],
  ['es', SPANISH, 'la impresora', id(1)],
  ['es', SPANISH, 'la segunda', id(2)],
  ['it', YES_NO, 'sì', id(1)],
  ['it', ['Stampante', 'Schermo'], 'la stampante', id(1)],
  ['it', ['Stampante', 'Schermo'], 'la due', id(2)],
  ['pt-BR', YES_NO, 'sim', id(1)],
  ['pt-BR', ['Impressora', 'Tela'], 'a segunda', id(2)],
  ['nl', YES_NO, 'nee', id(2)],
  ['nl', ['Printer', 'Scherm'], 'het scherm', id(2)],
  ['ja', YES_NO, 'はい', id(1)],
  ['ja', JAPANESE, 'プリンターです', id(1)],
  ['ja', JAPANESE, '二番', id(2)],
];

describe('a choice by voice', () => {
  it.each(SAID)('%s of %j, %j is %j', (language, labels, speech, expected) => {
    expect(outcome(question('choice', labels), { speech }, language)).toEqual(expected);
  });

  it('is not read back, and agents read its label', () => {
    expect(readAnswer(question('choice', CITIES), { speech: 'Madrid' }, 'es', NOW)).toEqual({
      kind: 'answer',
      answer: {
        fieldId: 'customfield_10200',
        name: 'Field',
        value: id(2),
        words: 'Madrid',
        by: 'voice',
      },
    });
  });

  it('is by its label alone where there are no keys for all', () => {
    const many = Array.from({ length: 12 }, (_, index) => `Site ${String.fromCharCode(65 + index)}lpha`);
    expect(outcome(question('choice', many), { speech: 'Site Blpha' }, 'en')).toEqual(id(2));
    expect(outcome(question('choice', many), { speech: 'two' }, 'en')).toBe(NONE);
    expect(outcome(question('choice', many), { digits: '2' }, 'en')).toBe(NONE);
  });
});

const SEVERAL: readonly (readonly [Language, readonly string[], string, unknown])[] = [
  ['en', CITIES, 'Berlin and Madrid', [id(1), id(2)]],
  ['en', CITIES, 'Madrid, please', [id(2)]],
  ['en', CITIES, 'one and three', [id(1), id(3)]],
  ['en', CITIES, 'Berlin and Paris', NONE],
  ['en', ['Sales', 'Research and development'], 'research and development', [id(2)]],
  ['de', GERMAN, 'Drucker und Tastatur', [id(1), id(3)]],
  ['fr', FRENCH, "l'imprimante et l'écran", [id(1), id(2)]],
  ['es', SPANISH, 'impresora y teclado', [id(1), id(3)]],
  ['it', ['Stampante', 'Schermo'], 'stampante e schermo', [id(1), id(2)]],
  ['pt-BR', ['Impressora', 'Tela'], 'impressora e tela', [id(1), id(2)]],
  ['nl', ['Printer', 'Scherm'], 'printer en scherm', [id(1), id(2)]],
  ['ja', JAPANESE, 'プリンターと画面', [id(1), id(2)]],
];

describe('several choices by voice', () => {
  it.each(SEVERAL)('%s of %j, %j is %j', (language, labels, speech, expected) => {
    expect(outcome(question('choices', labels), { speech }, language)).toEqual(expected);
  });
});

describe('choices by keys', () => {
  it.each([
    ['1', id(1)],
    ['3', id(3)],
    ['4', NONE],
    ['12', NONE],
    ['0', 'person'],
    ['*', 'repeat'],
    ['#', 'skipped'],
    ['1*', NONE],
  ])('%s is %j', (digits, expected) => {
    expect(outcome(question('choice', CITIES), { digits }, 'en')).toEqual(expected);
  });

  it('are as many as were pressed where there may be several', () => {
    expect(outcome(question('choices', CITIES), { digits: '2' }, 'en')).toEqual([id(2)]);
    expect(outcome(question('choices', CITIES), { digits: '313', finishedOn: '#' }, 'en')).toEqual([
      id(3),
      id(1),
    ]);
    expect(outcome(question('choices', CITIES), { digits: '19' }, 'en')).toBe(NONE);
    expect(readAnswer(question('choices', CITIES), { digits: '12' }, 'en', NOW)).toMatchObject({
      answer: { words: 'Berlin, Madrid', by: 'keys' },
    });
  });

  it('are nothing where nothing was pressed', () => {
    expect(outcome(question('choice', CITIES), {}, 'en')).toBe(NONE);
    expect(outcome(question('choice', CITIES), { finishedOn: '*' }, 'en')).toBe(NONE);
  });

  it('answer no field that can not be asked for', () => {
    expect(outcome(question('other'), { digits: '1' }, 'en')).toBe(NONE);
    expect(outcome(question('other'), { speech: 'Berlin' }, 'en')).toBe(NONE);
  });
});

describe('a word that could be a number', () => {
  const asked = question('choice', ['Headquarters', 'Warehouse']);
  const read = (speech: string) => readAnswer(asked, { speech }, 'en', NOW);

  it.each(['The purple one', 'Another one'])('%s is no choice', (speech) => {
    expect(read(speech).kind).toBe('not-understood');
  });

  it.each(['one', 'number one', 'option one please'])('%s is the first', (speech) => {
    expect(read(speech)).toMatchObject({ kind: 'answer', answer: { words: 'Headquarters' } });
  });
});
