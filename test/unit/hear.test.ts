import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wordsOf } from '../../src/call/languages';
import { hearAnswer, hearChoice, hearLanguage } from '../../src/call/languages/hear';
import { ANSWERS, type SpokenAnswer } from '../../src/call/languages/words';
import { LANGUAGES, type Language } from '../../src/contract/language';

const RECAP: SpokenAnswer[] = ['yes', 'no', 'add', 'start-over', 'person', 'repeat'];
const KNOWN: SpokenAnswer[] = ['status', 'new', 'person', 'repeat'];
const STATUS: SpokenAnswer[] = ['message', 'new', 'person', 'repeat'];
const QUESTION: SpokenAnswer[] = ['skip', 'person', 'repeat'];
const CHECK: SpokenAnswer[] = ['yes', 'no', 'person', 'repeat'];
const FILED: SpokenAnswer[] = ['repeat', 'no-texts', 'person'];
const MOMENTS = [RECAP, KNOWN, STATUS, QUESTION, CHECK, FILED, ['unrecorded'] satisfies SpokenAnswer[]];

const languages = fc.constantFrom(...LANGUAGES);
/** Anything, and what looks like an answer. */
const phrases = LANGUAGES.flatMap((language) => Object.values(wordsOf(language).heard).flat());
const texts = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc
    .array(
      fc.oneof(fc.constantFrom(...phrases), fc.constantFrom('but', 'ない', 'não', '2', '、', ',', '!')),
      {
        maxLength: 6,
      },
    )
    .map((parts) => parts.join(' ')),
);

describe.each(LANGUAGES)('an answer in %s', (language) => {
  const { heard } = wordsOf(language);

  it.each(MOMENTS)('is every phrase of its list, while %s … is offered', (...offered) => {
    for (const answer of offered) {
      for (const phrase of heard[answer]) {
        expect(hearAnswer(language, phrase, offered), phrase).toBe(answer);
        const written = `${phrase.charAt(0).toUpperCase()}${phrase.slice(1)}.`;
        expect(hearAnswer(language, written, offered), written).toBe(answer);
        expect(hearAnswer(language, phrase.normalize('NFD'), offered), phrase).toBe(answer);
      }
    }
  });

  it('is the one that the first words name, after a yes and after a no', () => {
    for (const answer of ['add', 'start-over', 'person', 'repeat'] as const) {
      for (const lead of ['yes', 'no'] as const) {
        const text = `${heard[lead][0]}, ${heard[answer][0]}`;
        expect(hearAnswer(language, text, RECAP), text).toBe(answer);
      }
    }
  });

  it('is never a yes where a no is in it, too', () => {
    for (const [one, other] of [
      ['yes', 'no'],
      ['no', 'yes'],
    ] as const) {
      const text = `${heard[one][0]} ${heard[other][0]}`;
      expect(hearAnswer(language, text, RECAP), text).toBe('no');
      expect(hearAnswer(language, text, ['yes']), text).toBeUndefined();
    }
  });

  it('is unsure between two', () => {
    const text = `${heard.person[0]} ${heard.repeat[0]}`;
    expect(hearAnswer(language, text, RECAP), text).toBeUndefined();
    expect(hearAnswer(language, `${heard.add[0]} ${heard['start-over'][0]}`, RECAP)).toBeUndefined();
  });

  it('is a key as a digit, where its word is in the list', () => {
    expect([1, 2, 3, 0].map((digit) => hearAnswer(language, String(digit), RECAP))).toEqual([
      'yes',
      'add',
      'start-over',
      'person',
    ]);
    expect(hearAnswer(language, '9.', FILED)).toBe('no-texts');
    expect(hearAnswer(language, '４', KNOWN)).toBe('status');
    expect(hearAnswer(language, '7', RECAP)).toBeUndefined();
  });
});

type Example = [language: Language, text: string, answer: SpokenAnswer | undefined];

describe('what a caller means', () => {
  it.each<Example>([
    ['en', 'Yes, please.', 'yes'],
    ['en', "That's right.", 'yes'],
    ['en', 'Um, yes. Thank you.', 'yes'],
    ['en', 'No, that is not right.', 'no'],
    ['en', 'not right', 'no'],
    ['en', "That isn't right.", 'no'],
    ['en', 'No, no, no!', 'no'],
    ['en', 'No, start over.', 'start-over'],
    ['en', 'no no start over', 'start-over'],
    ['en', 'Yes, but add something.', 'add'],
    ['en', 'Yes, and add the room number to it.', undefined],
    ['en', 'Yes, add the room number to it.', 'add'],
    ['en', "I'd like to talk to a real person, please.", 'person'],
    ['en', 'Again from the start.', 'start-over'],
    ['en', 'Yes, but I am not sure.', undefined],
    ['en', 'Yes, but in Hamburg.', undefined],
    ['en', 'Yes, no problem.', undefined],
    ['en', 'Nothing to add.', undefined],
    ['en', 'No, do not start over.', undefined],
    ['en', 'One moment.', undefined],
    ['en', 'Okay so my printer is broken.', undefined],
    ['en', 'Yes and then the whole screen went black in front of me', undefined],
    ['en', 'Restart of the server every night fails since last Monday.', undefined],
    ['en', 'something', undefined],
    ['en', '...', undefined],
    ['de', 'Ja, bitte.', 'yes'],
    ['de', 'Nein, das stimmt nicht.', 'no'],
    ['de', 'Das ist nicht richtig', 'no'],
    ['de', 'Ja, aber da fehlt etwas.', 'add'],
    ['de', 'Nein, bitte von vorn.', 'start-over'],
    ['de', 'Ein Moment bitte', undefined],
    ['fr', 'Oui, c’est ça.', 'yes'],
    ['fr', "Ce n'est pas ça.", 'no'],
    ['fr', "Je n'ai pas compris.", 'repeat'],
    ['es', 'Si, está bien, gracias.', 'yes'],
    ['es', 'No está bien.', 'no'],
    ['es', 'Quiero hablar con una persona.', 'person'],
    ['es', 'Un momento.', undefined],
    ['it', 'Sì, però manca qualcosa.', 'add'],
    ['it', 'Non è giusto.', 'no'],
    ['it', 'Si è rotta la stampante.', undefined],
    ['pt-BR', 'nao', 'no'],
    ['pt-BR', 'Não está certo.', 'no'],
    ['pt-BR', 'Quero falar com um atendente, por favor.', 'person'],
    ['nl', 'Nee, dat klopt niet.', 'no'],
    ['nl', 'Dat is niet juist.', 'no'],
    ['nl', 'Een moment.', undefined],
    ['ja', 'はい、お願いします。', 'yes'],
    ['ja', 'はい、間違いありません。', 'yes'],
    ['ja', 'いいえ、違います。', 'no'],
    ['ja', 'それは間違いです。', 'no'],
    ['ja', 'ううん', 'no'],
    ['ja', 'ええと', undefined],
    ['ja', 'ええと、はい', 'yes'],
    ['ja', 'もう一度お願いします。', 'repeat'],
    ['ja', '最初からもう一度', 'start-over'],
    ['ja', 'はい、追加があります。', 'add'],
    ['ja', '追加はありません。', undefined],
    ['ja', '一番', 'yes'],
  ])('at the recap, in %s: %j is %s', (language, text, answer) => {
    expect(hearAnswer(language, text, RECAP)).toBe(answer);
  });

  it('depends on what is offered', () => {
    expect(hearAnswer('en', 'No, something new.', KNOWN)).toBe('new');
    expect(hearAnswer('en', 'Yes, status.', KNOWN)).toBe('status');
    expect(hearAnswer('en', 'No.', KNOWN)).toBeUndefined();
    expect(hearAnswer('en', 'Yes.', [])).toBeUndefined();
    expect(hearAnswer('en', "Sorry, I don't know.", QUESTION)).toBe('skip');
    expect(hearAnswer('ja', 'すみません、分かりません。', QUESTION)).toBe('skip');
    expect(hearAnswer('ja', 'はい、新規です。', KNOWN)).toBe('new');
  });

  it('is one of the answers offered, or none, whatever the text', () => {
    fc.assert(
      fc.property(languages, texts, fc.subarray([...ANSWERS]), (language, text, offered) => {
        const answer = hearAnswer(language, text, offered);
        expect(answer === undefined || offered.includes(answer)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('does not depend on case, signs and spaces', () => {
    fc.assert(
      fc.property(languages, texts, (language, text) => {
        const otherwise = ` ${text.replaceAll(' ', '  ')} ! `;
        expect(hearAnswer(language, otherwise, RECAP)).toBe(hearAnswer(language, text, RECAP));
      }),
    );
  });
});

describe('a language by its name', () => {
  it.each(LANGUAGES)('is heard: %s', (language) => {
    for (const name of wordsOf(language).ownNames) {
      expect(hearLanguage(name, LANGUAGES)).toBe(language);
      expect(hearLanguage(`... ${name.toUpperCase()}, ok!`, LANGUAGES)).toBe(language);
      expect(
        hearLanguage(
          name,
          LANGUAGES.filter((other) => other !== language),
        ),
      ).toBeUndefined();
    }
  });

  it('is heard in a sentence, and only alone', () => {
    expect(hearLanguage('Espanol, por favor', LANGUAGES)).toBe('es');
    expect(hearLanguage('日本語でお願いします', LANGUAGES)).toBe('ja');
    expect(hearLanguage('English or Deutsch', LANGUAGES)).toBeUndefined();
    expect(hearLanguage('my Englishman', LANGUAGES)).toBeUndefined();
    expect(hearLanguage('', LANGUAGES)).toBeUndefined();
  });

  it('is one of those offered, or none, whatever the text', () => {
    fc.assert(
      fc.property(texts, fc.subarray([...LANGUAGES]), (text, among) => {
        const language = hearLanguage(text, among);
        expect(language === undefined || among.includes(language)).toBe(true);
      }),
    );
  });
});

describe('a choice among labels', () => {
  const LABELS = [
    'Problem with the printer',
    'Network and VPN',
    'New laptop',
    'Mac',
    'Mac mini',
    'IT',
    '!!!',
  ];

  it.each([
    ['problem with the printer', 0],
    ['Problem with the printer!', 0],
    ['printer', 0],
    ['It is the printers in our office', 0],
    ['my vpn, please', 1],
    ['the network is down', 1],
    ['a new laptop', 2],
    ['Mac', 3],
    ['I have a mac', 3],
    ['the Mac mini please', 4],
    ['IT, please', 5],
    ['it is broken', undefined],
    ['a mac or a new laptop', undefined],
    ['the', undefined],
    ['something else', undefined],
    ['please', undefined],
    ['!!!', undefined],
    ['', undefined],
  ])('%j is %s', (text, index) => {
    expect(hearChoice('en', text, LABELS)).toBe(index);
  });

  it.each<[Language, string, string[], number | undefined]>([
    ['de', 'Es geht um den Drucker', ['Druckerproblem', 'Netzwerk'], 0],
    ['de', 'das Netzwerk', ['Drucker im Büro', 'Netzwerk im Büro'], 1],
    ['de', 'im Büro', ['Drucker im Büro', 'Netzwerk im Büro'], undefined],
    ['fr', "l'imprimante", ["Problème d'imprimante", 'Réseau'], 0],
    ['es', 'la conexion', ['Conexión', 'Impresora'], 0],
    ['ja', 'ネットワークが遅いです', ['ネットワーク接続', '経費の精算', 'その他'], 0],
    ['ja', '経費精算をお願いします', ['ネットワーク接続', '経費の精算', 'その他'], 1],
    ['ja', 'その他です', ['ネットワーク接続', '経費の精算', 'その他'], 2],
    ['ja', '電話', ['ネットワーク接続', '経費の精算', 'その他'], undefined],
    ['en', 'printer', ['Printer', 'printer'], undefined],
  ])('in %s: %j of %j is %s', (language, text, labels, index) => {
    expect(hearChoice(language, text, labels)).toBe(index);
  });

  it('finds every label that is said as it stands', () => {
    const labels = fc.uniqueArray(fc.constantFrom('Hardware', 'New laptop', 'Büro', '経費の精算', 'VPN 2'), {
      minLength: 1,
    });
    fc.assert(
      fc.property(languages, labels, fc.nat(), (language, labels, at) => {
        const index = at % labels.length;
        expect(hearChoice(language, labels[index] ?? '', labels)).toBe(index);
      }),
    );
  });

  it('is one of the labels, or none, whatever is said and whatever they are', () => {
    fc.assert(
      fc.property(languages, texts, fc.array(texts, { maxLength: 6 }), (language, text, labels) => {
        const index = hearChoice(language, text, labels);
        expect(index === undefined || labels[index] !== undefined).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
