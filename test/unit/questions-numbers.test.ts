import { describe, expect, it } from 'vitest';
import { readAnswer } from '../../src/call/questions';
import { type Example, NOW, outcome, question } from './questions-examples';

const NONE = 'not-understood';

const NUMBERS: readonly Example[] = [
  ['en', 'forty two', undefined, 42],
  ['en', '42.', undefined, 42],
  ['en', 'zero', undefined, 0],
  ['en', 'just one please', undefined, 1],
  ['en', 'four two', undefined, 42],
  ['en', 'minus three point five', undefined, -3.5],
  ['en', 'it is -3', undefined, -3],
  ['en', '1,234.5', undefined, 1234.5],
  ['en', 'two and a half', undefined, 2.5],
  ['en', 'two million', undefined, 2_000_000],
  ['de', 'zweiundvierzig', undefined, 42],
  ['de', 'drei Komma fünf', undefined, 3.5],
  ['de', '1.234,5', undefined, 1234.5],
  ['de', 'minus zehn', undefined, -10],
  ['de', 'zweieinhalb', undefined, 2.5],
  ['de', 'es sind eine', undefined, 1],
  ['fr', 'quatre-vingt-douze virgule cinq', undefined, 92.5],
  ['fr', 'soixante-dix-huit', undefined, 78],
  ['fr', "c'est moins dix", undefined, -10],
  ['es', 'cuarenta y dos', undefined, 42],
  ['es', 'menos tres', undefined, -3],
  ['es', 'tres coma cinco', undefined, 3.5],
  ['it', 'quarantadue', undefined, 42],
  ['it', 'meno tre virgola cinque', undefined, -3.5],
  ['it', 'sei', undefined, 6],
  ['pt-BR', 'quarenta e dois', undefined, 42],
  ['pt-BR', 'menos três vírgula cinco', undefined, -3.5],
  ['nl', 'tweeënveertig', undefined, 42],
  ['nl', 'min drie komma vijf', undefined, -3.5],
  ['nl', 'twee en een half', undefined, 2.5],
  ['ja', '四十二', undefined, 42],
  ['ja', '二点五', undefined, 2.5],
  ['ja', 'マイナス三', undefined, -3],
  ['ja', '全部で5台です', undefined, 5],
  ['en', 'between two and three', undefined, NONE],
  ['en', '3-5', undefined, NONE],
  ['en', 'one of them', undefined, NONE],
  ['en', 'the third', undefined, NONE],
  ['en', 'plus or minus 3', undefined, NONE],
  ['en', '9:30', undefined, NONE],
  ['en', 'a lot', undefined, NONE],
  ['de', 'ein paar', undefined, NONE],
  ['fr', 'au moins trois', undefined, NONE],
  ['es', 'al menos tres', undefined, NONE],
  ['es', 'más o menos tres', undefined, NONE],
  ['pt-BR', 'pelo menos três', undefined, NONE],
  ['en', 'skip', undefined, 'skipped'],
  ['ja', 'スキップ', undefined, 'skipped'],
  ['de', 'ich möchte mit jemandem sprechen', undefined, 'person'],
  ['fr', 'répétez', undefined, 'repeat'],
];

describe('a number by voice', () => {
  it.each(NUMBERS)('%s %j (%s) is %s', (language, speech, country, expected) => {
    expect(outcome(question('number'), { speech }, language, country)).toBe(expected);
  });

  it('is read back and written as the language has it', () => {
    expect(readAnswer(question('number'), { speech: 'minus drei Komma fünf' }, 'de', NOW)).toMatchObject({
      answer: { value: -3.5, words: '-3.5', by: 'voice' },
      readBack: '-3,5',
    });
  });
});

describe('a number by keys', () => {
  it.each([
    ['42', '#', 42],
    ['42', undefined, 42],
    ['3*5', '#', 3.5],
    ['0*5', '#', 0.5],
    ['0', '#', 0],
    ['0#', undefined, 0],
    ['007', '#', 7],
    ['0', undefined, 'person'],
    ['*', undefined, 'repeat'],
    ['*', '#', 'repeat'],
    ['', '#', 'skipped'],
    ['#', undefined, 'skipped'],
    ['3*', '#', NONE],
    ['*5', '#', NONE],
    ['1*2*3', '#', NONE],
    ['1234567890123456', '#', NONE],
  ])('%j ended by %j is %s', (digits, finishedOn, expected) => {
    expect(outcome(question('number'), { digits, finishedOn }, 'en')).toBe(expected);
  });

  it('count before words', () => {
    expect(outcome(question('number'), { digits: '4', speech: 'five' }, 'en')).toBe(4);
  });
});

const PHONES: readonly Example[] = [
  ['en', 'four one five five five five zero one three two', 'US', '+14155550132'],
  ['en', '(415) 555-0132', 'US', '+14155550132'],
  ['en', 'my number is 415-555-0132, thank you', 'US', '+14155550132'],
  ['en', 'plus four nine three zero two three one two five zero zero zero', 'US', '+493023125000'],
  ['en', 'oh two oh seven nine four six oh double one eight', 'GB', '+442079460118'],
  ['en', '+49 30 23125 000', undefined, '+493023125000'],
  ['de', 'null drei null zwei drei eins zwei fünf null null null', 'DE', '+493023125000'],
  ['de', '0176 / 040 690 12', 'DE', '+4917604069012'],
  ['fr', 'zéro six douze trente-quatre cinquante-six soixante-dix-huit', 'FR', '+33612345678'],
  ['fr', '06.12.34.56.78', 'FR', '+33612345678'],
  ['es', 'seis doce treinta y cuatro cincuenta y seis setenta y ocho', 'ES', '+34612345678'],
  ['it', 'zero sei sei nove otto due uno due tre quattro', 'IT', '+390669821234'],
  ['pt-BR', '11 98765-4321', 'BR', '+5511987654321'],
  ['nl', 'nul zes twaalf vierendertig zesenvijftig achtenzeventig', 'NL', '+31612345678'],
  ['ja', 'ゼロ三の一二三四の五六七八', 'JP', '+81312345678'],
  ['ja', '０９０１２３４５６７８です', 'JP', '+819012345678'],
  ['en', '415 555 0132', undefined, NONE],
  ['en', '555 0132', 'US', NONE],
  ['en', '415 555 0132 extension 12', 'US', NONE],
  ['en', '415 555 0132 or 415 555 0133', 'US', NONE],
  ['en', '415 555 01', 'US', NONE],
  ['es', '011 15 2345 6789', 'AR', NONE],
  ['en', 'I have no phone', 'US', NONE],
  ['en', '0', 'ZZ', 'person'],
];

describe('a phone number by voice', () => {
  it.each(PHONES)('%s %j (%s) is %s', (language, speech, country, expected) => {
    expect(outcome(question('phone'), { speech }, language, country)).toBe(expected);
  });

  it('is read back in its groups, and written as one can dial it', () => {
    const read = readAnswer(question('phone'), { speech: '030 23125000' }, 'de', NOW, 'DE');
    expect(read).toMatchObject({ answer: { value: '+493023125000', words: '+49 30 23125000' } });
    expect(read.kind === 'answer' && read.readBack?.replace(/\D/g, '')).toBe('03023125000');
  });
});

describe('a phone number by keys', () => {
  it.each([
    ['4155550132', 'US', '+14155550132'],
    ['14155550132', 'US', '+14155550132'],
    ['011493023125000', 'US', '+493023125000'],
    ['00493023125000', 'FR', '+493023125000'],
    ['03023125000', 'DE', '+493023125000'],
    ['03023125000', undefined, NONE],
    ['030*23125000', 'DE', NONE],
    ['0', 'DE', 'person'],
    ['110', 'DE', NONE],
  ])('%s (%s) is %s', (digits, country, expected) => {
    expect(outcome(question('phone'), { digits, finishedOn: '#' }, 'en', country)).toBe(expected);
  });
});
