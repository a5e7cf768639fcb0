import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KEYWORDS, UNIVERSAL } from '../../src/caller/text-keywords';
import { isAnsweredByProvider, readKeyword } from '../../src/caller/text-words';
import { LANGUAGES } from '../../src/contract/language';

describe('a wish for no more texts', () => {
  it.each([
    'STOP',
    'stopall',
    'Stop all',
    'UNSUBSCRIBE',
    'Cancel',
    'end',
    'Quit',
    'revoke',
    'OPTOUT',
    'opt out',
    'Opt-Out',
    'ARRÊT',
    'stopp',
  ])('is %j, whatever the language of the line is', (body) => {
    for (const language of LANGUAGES) expect(readKeyword(body, [language])).toBe('stop');
    expect(readKeyword(body, [])).toBe('stop');
  });

  it.each([
    ' stop ',
    'Stop.',
    'STOP!!!',
    '"stop"',
    'S T O P',
    'stop stop stop',
    'Stop\n',
    '¡Stop!',
    'ＳＴＯＰ',
    'Please stop',
    'stop, thank you',
    'Ok. Stop please!',
  ])('is heard in %j', (body) => expect(readKeyword(body, ['en'])).toBe('stop'));

  it.each([
    ['en', "Please don't text me"],
    ['en', 'please stop texting me'],
    ['en', 'PLEASE STOP SENDING ME MESSAGES, thanks'],
    ['en', 'Don’t text me anymore!'],
    ['de', 'Abmelden'],
    ['de', 'Ende'],
    ['de', 'Bitte keine SMS mehr'],
    ['de', 'Hallo, bitte schicken Sie mir keine SMS mehr, danke'],
    ['fr', 'arret'],
    ['fr', 'Désabonner'],
    ['fr', "Arrêtez de m'envoyer des SMS, s'il vous plaît"],
    ['fr', 'ne m’envoyez plus de messages svp'],
    ['es', 'Alto'],
    ['es', 'parar'],
    ['es', 'BAJA'],
    ['es', 'Por favor, no me envíe más mensajes'],
    ['it', 'Basta!'],
    ['it', 'Per favore non mi scriva più'],
    ['pt-BR', 'Sair'],
    ['pt-BR', 'Não quero mais mensagens, obrigada'],
    ['nl', 'Afmelden'],
    ['nl', "Stuur me geen sms'jes meer, alstublieft"],
    ['ja', '配信停止'],
    ['ja', '停止お願いします'],
    ['ja', 'もうSMSを送らないでください。'],
  ] as const)('is heard in %s: %j', (language, body) => {
    expect(readKeyword(body, [language])).toBe('stop');
  });

  it('is heard in every word and sentence of the tables, in any case and with any punctuation', () => {
    const wishes = LANGUAGES.flatMap((language) =>
      [...KEYWORDS[language].stop, ...KEYWORDS[language].stopPhrases].map((wish) => ({ language, wish })),
    );
    const frame = fc.constantFrom('', ' ', '\n', '!', '...', '“', ' – ');
    fc.assert(
      fc.property(
        fc.constantFrom(...wishes),
        frame,
        frame,
        fc.boolean(),
        ({ language, wish }, before, behind, loud) => {
          const body = `${before}${loud ? wish.toUpperCase() : wish}${behind}`;
          expect(readKeyword(body, [language])).toBe('stop');
        },
      ),
      { numRuns: 600 },
    );
  });

  it.each([
    'Please stop the printer',
    'It does not stop beeping',
    'When will this end?',
    'cancel my order 4711',
    'Do not text me the code, call me',
    'I quit Outlook and started it again',
    'end of the month',
    'no',
    'Bitte Konto SUP-4 abmelden',
    'Fine',
    'Remove',
    'annuler',
    '解除',
    'いりません',
    'hello',
    'please',
    'ok',
    '',
    '…',
  ])('is not %j', (body) => expect(readKeyword(body, LANGUAGES)).toBeUndefined());

  it('in the everyday words of another language is none', () => {
    expect(readKeyword('baja', ['en'])).toBeUndefined();
    expect(readKeyword('baja', ['en', 'es'])).toBe('stop');
  });
});

describe('a wish for texts again', () => {
  it('is START from anybody, and other words from those who want none', () => {
    for (const body of ['START', 'unstop', ' Start! ']) expect(readKeyword(body, ['de'])).toBe('start');
    for (const [body, language] of [
      ['Yes', 'de'],
      ['Ja', 'de'],
      ['Sí', 'es'],
      ['はい', 'ja'],
    ] as const) {
      expect(readKeyword(body, [language])).toBeUndefined();
      expect(readKeyword(body, [language], true)).toBe('start');
    }
  });
});

describe('a wish for help', () => {
  it('is one word alone', () => {
    for (const body of ['HELP', 'info', 'Hilfe!', 'aide', 'Ayuda', 'ヘルプ'])
      expect(readKeyword(body, LANGUAGES)).toBe('help');
    for (const body of ['please help', 'Help, the VPN is down', 'Hilfe bitte'])
      expect(readKeyword(body, LANGUAGES)).toBeUndefined();
  });

  it('is answered by Twilio in English alone', () => {
    for (const body of ['HELP', ' info ', 'Stop', 'YES']) expect(isAnsweredByProvider(body)).toBe(true);
    for (const body of ['Hilfe', 'stop it', 'help me', 'S T O P'])
      expect(isAnsweredByProvider(body)).toBe(false);
  });
});

it('no word means two things', () => {
  for (const language of LANGUAGES) {
    const { stop, stopPhrases, start, help } = KEYWORDS[language];
    for (const word of [...start, ...UNIVERSAL.start])
      expect(readKeyword(word, LANGUAGES, true)).toBe('start');
    for (const word of [...help, ...UNIVERSAL.help]) expect(readKeyword(word, LANGUAGES, true)).toBe('help');
    for (const word of [...stop, ...stopPhrases]) expect(readKeyword(word, LANGUAGES, true)).toBe('stop');
  }
});

it('whatever is written, there is an answer, and it does not hang on case', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (body) => {
      const keyword = readKeyword(body, LANGUAGES);
      expect([undefined, 'stop', 'start', 'help']).toContain(keyword);
      expect(readKeyword(`  ${body} `, LANGUAGES)).toBe(keyword);
    }),
  );
});
