import { describe, expect, it } from 'vitest';
import { readAnswer } from '../../src/call/questions';
import { type Example, NOW, outcome, question } from './questions-examples';

const NONE = 'not-understood';

const EMAILS: readonly Example[] = [
  ['en', 'anna dot schmidt at example dot com', undefined, 'anna.schmidt@example.com'],
  ['en', 'my email is anna.schmidt@example.com.', undefined, 'anna.schmidt@example.com'],
  ['en', 'my e-mail address is Anna at example dot co dot uk', undefined, 'anna@example.co.uk'],
  ['en', 'a n n a at example dot com', undefined, 'anna@example.com'],
  ['en', 'j o h n underscore 42 at example dot org', undefined, 'john_42@example.org'],
  ['en', 'anna four two at example dot com, thank you', undefined, 'anna42@example.com'],
  ['en', 'a as in alpha double n a at example dot c o m', undefined, 'anna@example.com'],
  ['en', 'double u at example dot com', undefined, 'w@example.com'],
  ['en', 'you can reach me at anna at g mail dot com', undefined, 'anna@gmail.com'],
  ['en', 'e-mail@example.com', undefined, 'e-mail@example.com'],
  ['de', 'anna punkt schmidt ät example punkt de', undefined, 'anna.schmidt@example.de'],
  [
    'de',
    'meine E-Mail-Adresse ist a n n a minus schmidt at example punkt d e',
    undefined,
    'anna-schmidt@example.de',
  ],
  ['de', 'a wie Anton Doppel-N a Klammeraffe example punkt de', undefined, 'anna@example.de'],
  [
    'fr',
    "mon adresse c'est anna tiret du six schmidt arobase exemple point fr",
    undefined,
    'anna-schmidt@exemple.fr',
  ],
  ['fr', 'anna tiret bas schmidt arobase exemple point com', undefined, 'anna_schmidt@exemple.com'],
  [
    'es',
    'mi correo es anna guion bajo garcia arroba ejemplo punto com',
    undefined,
    'anna_garcia@ejemplo.com',
  ],
  ['it', 'la mia mail è anna punto rossi chiocciola esempio punto it', undefined, 'anna.rossi@esempio.it'],
  [
    'pt-BR',
    'meu email é ana ponto silva arroba exemplo ponto com ponto br',
    undefined,
    'ana.silva@exemplo.com.br',
  ],
  ['nl', 'anna laag streepje jansen apenstaartje voorbeeld punt nl', undefined, 'anna_jansen@voorbeeld.nl'],
  ['ja', 'メールアドレスはannaアットマークexampleドットcomです', undefined, 'anna@example.com'],
  ['de', 'müller ät example punkt de', undefined, NONE],
  ['ja', 'アンナ アットマーク example ドット com', undefined, NONE],
  ['en', "o'brien@example.com", undefined, NONE],
  ['en', 'anna%x@example.com', undefined, NONE],
  ['en', 'anna at example', undefined, NONE],
  ['en', 'example dot com', undefined, NONE],
  ['en', 'please send it to the nice lady in accounting at example dot com', undefined, NONE],
  ['en', 'anna dot dot schmidt at example dot com', undefined, NONE],
  ['en', 'anna at example dot com dash 5', undefined, NONE],
  ['en', 'no idea', undefined, 'skipped'],
  ['nl', 'geen idee', undefined, 'skipped'],
];

describe('an e-mail address by voice', () => {
  it.each(EMAILS)('%s %j (%s) is %s', (language, speech, country, expected) => {
    expect(outcome(question('email'), { speech }, language, country)).toBe(expected);
  });

  it('is spelled back', () => {
    const read = readAnswer(question('email'), { speech: 'jd7 dot schmidt at example dot de' }, 'en', NOW);
    expect(read).toMatchObject({
      answer: { value: 'jd7.schmidt@example.de', words: 'jd7.schmidt@example.de' },
      readBack: 'J, D, 7 dot schmidt at example dot D, E',
    });
  });

  it('is not keyed in', () => {
    expect(outcome(question('email'), { digits: '26' }, 'en')).toBe(NONE);
    expect(outcome(question('email'), { digits: '0' }, 'en')).toBe('person');
    expect(outcome(question('email'), { digits: '#' }, 'en')).toBe('skipped');
  });
});

const URLS: readonly Example[] = [
  ['en', 'www dot example dot com slash help', undefined, 'https://www.example.com/help'],
  ['en', 'the page is example dot com', undefined, 'https://example.com'],
  ['en', 'http://example.com/a-b', undefined, 'http://example.com/a-b'],
  ['de', 'www Punkt example Punkt de Schrägstrich Hilfe', undefined, 'https://www.example.de/hilfe'],
  ['fr', 'www point exemple point fr barre oblique aide', undefined, 'https://www.exemple.fr/aide'],
  ['es', 'ejemplo punto es barra ayuda gracias', undefined, 'https://ejemplo.es/ayuda'],
  ['it', 'www punto esempio punto it', undefined, 'https://www.esempio.it'],
  ['pt-BR', 'www ponto exemplo ponto com ponto br', undefined, 'https://www.exemplo.com.br'],
  ['nl', 'www punt voorbeeld punt nl', undefined, 'https://www.voorbeeld.nl'],
  ['ja', 'www ドット example ドット jp です', undefined, 'https://www.example.jp'],
  ['en', 'the home page', undefined, NONE],
  ['en', 'that is not the point really', undefined, NONE],
  ['en', 'javascript:alert(1)', undefined, NONE],
];

describe('the address of a page by voice', () => {
  it.each(URLS)('%s %j (%s) is %s', (language, speech, country, expected) => {
    expect(outcome(question('url'), { speech }, language, country)).toBe(expected);
  });
});

const TEXTS: readonly Example[] = [
  ['en', 'The third floor,  room 12. ', undefined, 'The third floor, room 12.'],
  ['en', 'Anna is the contact person', undefined, 'Anna is the contact person'],
  ['en', 'It broke again', undefined, 'It broke again'],
  ['en', 'person please', undefined, 'person'],
  ['en', 'can I talk to a person', undefined, 'person'],
  ['en', "I don't know", undefined, 'skipped'],
  ['en', 'repeat that please', undefined, 'repeat'],
  ['en', ' … ', undefined, NONE],
  ['de', 'Im dritten Stock', undefined, 'Im dritten Stock'],
  ['de', 'überspringen', undefined, 'skipped'],
  ['de', 'bitte wiederholen', undefined, 'repeat'],
  ['fr', "Au troisième étage, il n'y a personne", undefined, "Au troisième étage, il n'y a personne"],
  ['fr', 'je ne sais pas', undefined, 'skipped'],
  ['es', 'En la tercera planta', undefined, 'En la tercera planta'],
  ['es', 'quiero hablar con una persona', undefined, 'person'],
  ['it', 'Al terzo piano', undefined, 'Al terzo piano'],
  ['it', 'non lo so', undefined, 'skipped'],
  ['pt-BR', 'No terceiro andar', undefined, 'No terceiro andar'],
  ['pt-BR', 'atendente, por favor', undefined, 'person'],
  ['nl', 'Op de derde verdieping', undefined, 'Op de derde verdieping'],
  ['nl', 'weet ik niet', undefined, 'skipped'],
  ['ja', '三階の会議室です', undefined, '三階の会議室です'],
  ['ja', '担当者をお願いします', undefined, 'person'],
  ['ja', '分かりません', undefined, 'skipped'],
];

describe('a text by voice', () => {
  it.each(TEXTS)('%s %j (%s) is %j', (language, speech, country, expected) => {
    expect(outcome(question('text'), { speech }, language, country)).toBe(expected);
  });

  it('is not read back, and not keyed in', () => {
    expect(readAnswer(question('text'), { speech: 'Room 12' }, 'en', NOW)).not.toHaveProperty('readBack');
    expect(outcome(question('text'), { digits: '12' }, 'en')).toBe(NONE);
    expect(outcome(question('paragraph'), { digits: '*' }, 'en')).toBe('repeat');
  });

  it('is a document where the field takes long texts, since requests are sent as such', () => {
    expect(readAnswer(question('paragraph'), { speech: 'It hums.\u202e ' }, 'en', NOW)).toMatchObject({
      answer: {
        value: {
          type: 'doc',
          version: 1,
          content: [{ type: 'paragraph', content: [{ type: 'text', text: 'It hums.' }] }],
        },
        words: 'It hums.',
      },
    });
  });

  it('is no longer than the field takes', () => {
    const long = 'word '.repeat(600);
    const said = (kind: 'text' | 'paragraph') => {
      const read = readAnswer(question(kind), { speech: long }, 'en', NOW);
      return read.kind === 'answer' ? read.answer.words : '';
    };
    expect(said('text')).toMatch(/^word [a-z ]+ word…$/);
    expect(said('text').length).toBeLessThanOrEqual(255);
    expect(said('paragraph').length).toBeGreaterThan(1900);
    expect(said('paragraph').length).toBeLessThanOrEqual(2000);
    const endless = readAnswer(question('text'), { speech: `A ${'😀'.repeat(200)}` }, 'en', NOW);
    expect(endless).toMatchObject({ answer: { words: `A ${'😀'.repeat(126)}…` } });
  });
});
