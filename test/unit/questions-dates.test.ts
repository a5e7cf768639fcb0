import { describe, expect, it } from 'vitest';
import { readAnswer } from '../../src/call/questions';
import { LANGUAGES } from '../../src/contract/language';
import { type Example, NOW, outcome, question } from './questions-examples';

const NONE = 'not-understood';
const THIRD = '2026-12-03';

const DATES: readonly Example[] = [
  ['en', 'the third of December', undefined, THIRD],
  ['en', 'December 3rd', undefined, THIRD],
  ['en', 'december third twenty twenty seven', undefined, '2027-12-03'],
  ['en', '3 December 2025', undefined, '2025-12-03'],
  ['en', 'tomorrow', undefined, '2026-11-26'],
  ['en', 'the day after tomorrow', undefined, '2026-11-27'],
  ['en', 'next Monday', undefined, '2026-11-30'],
  ['en', 'on Friday please', undefined, '2026-11-27'],
  ['en', 'Friday next week', undefined, '2026-12-04'],
  ['en', 'in two weeks', undefined, '2026-12-09'],
  ['en', 'in a month', undefined, '2026-12-25'],
  ['en', 'two weeks ago', undefined, '2026-11-11'],
  ['en', 'last Monday', undefined, NONE],
  ['en', 'last Friday', undefined, '2026-11-20'],
  ['en', 'Friday, the 4th of December', undefined, '2026-12-04'],
  ['en', 'tomorrow at nine', undefined, '2026-11-26'],
  ['en', '12/3', 'US', THIRD],
  ['en', '12/3', 'GB', '2027-03-12'],
  ['en', '12/25', 'CA', '2026-12-25'],
  ['en', '25/12', 'US', '2026-12-25'],
  ['en', '12/12', undefined, '2026-12-12'],
  ['en', 'January the 5th, if I may', undefined, '2027-01-05'],
  ['de', 'am dritten Dezember', undefined, THIRD],
  ['de', '3.12.', undefined, THIRD],
  ['de', 'am 3. 12.', undefined, THIRD],
  ['de', 'am dritten zwölften', undefined, THIRD],
  ['de', 'ersten Jänner', undefined, '2027-01-01'],
  ['de', 'einunddreißigster Dezember zweitausendsechsundzwanzig', undefined, '2026-12-31'],
  ['de', 'übermorgen', undefined, '2026-11-27'],
  ['de', 'morgen früh', undefined, '2026-11-26'],
  ['de', 'heute Morgen', undefined, '2026-11-25'],
  ['de', 'nächsten Montag', undefined, '2026-11-30'],
  ['de', 'in zwei Wochen', undefined, '2026-12-09'],
  ['de', 'Freitag nächster Woche', undefined, '2026-12-04'],
  ['fr', 'le trois décembre', undefined, THIRD],
  ['fr', 'le premier janvier', undefined, '2027-01-01'],
  ['fr', 'le 3/12', undefined, THIRD],
  ['fr', 'demain', undefined, '2026-11-26'],
  ['fr', 'après-demain', undefined, '2026-11-27'],
  ['fr', 'lundi prochain', undefined, '2026-11-30'],
  ['fr', 'dans deux semaines', undefined, '2026-12-09'],
  ['fr', "aujourd'hui", undefined, '2026-11-25'],
  ['es', '3 de diciembre', undefined, THIRD],
  ['es', 'el tres de diciembre de dos mil veintiséis', undefined, THIRD],
  ['es', 'mañana por la mañana', undefined, '2026-11-26'],
  ['es', 'pasado mañana', undefined, '2026-11-27'],
  ['es', 'el próximo lunes', undefined, '2026-11-30'],
  ['es', 'dentro de dos semanas', undefined, '2026-12-09'],
  ['it', 'il tre dicembre', undefined, THIRD],
  ['it', "l'otto dicembre", undefined, '2026-12-08'],
  ['it', 'domani', undefined, '2026-11-26'],
  ['it', 'lunedì prossimo', undefined, '2026-11-30'],
  ['it', 'tra due settimane', undefined, '2026-12-09'],
  ['pt-BR', 'três de dezembro', undefined, THIRD],
  ['pt-BR', '1º de dezembro', undefined, '2026-12-01'],
  ['pt-BR', 'depois de amanhã', undefined, '2026-11-27'],
  ['pt-BR', 'próxima segunda-feira', undefined, '2026-11-30'],
  ['pt-BR', 'na sexta', undefined, '2026-11-27'],
  ['pt-BR', 'daqui a duas semanas', undefined, '2026-12-09'],
  ['nl', 'drie december', undefined, THIRD],
  ['nl', '3-12-2026', undefined, THIRD],
  ['nl', 'overmorgen', undefined, '2026-11-27'],
  ['nl', 'volgende maandag', undefined, '2026-11-30'],
  ['nl', 'over twee weken', undefined, '2026-12-09'],
  ['nl', 'volgende week vrijdag', undefined, '2026-12-04'],
  ['ja', '12月3日', undefined, THIRD],
  ['ja', '十二月三日です', undefined, THIRD],
  ['ja', '2027年12月3日', undefined, '2027-12-03'],
  ['ja', '12/3', undefined, THIRD],
  ['ja', '明日', undefined, '2026-11-26'],
  ['ja', '明後日', undefined, '2026-11-27'],
  ['ja', '来週の月曜日', undefined, '2026-11-30'],
  ['ja', '二週間後', undefined, '2026-12-09'],
];

/** What may mean two days, or none at all. */
const NO_DATES: readonly Example[] = [
  ['en', '12/3', undefined, NONE],
  ['en', '12/3', 'CA', NONE],
  ['en', 'next Friday', undefined, NONE],
  ['en', 'Wednesday', undefined, NONE],
  ['en', 'Monday week', undefined, NONE],
  ['en', 'before Friday', undefined, NONE],
  ['en', 'Monday or Tuesday', undefined, NONE],
  ['en', 'the third or the fourth of December', undefined, NONE],
  ['en', 'Friday the 3rd of December', undefined, NONE],
  ['en', 'the 15th', undefined, NONE],
  ['en', 'Monday the 30th', undefined, NONE],
  ['en', 'Monday at room 3.5', undefined, NONE],
  ['en', 'a Friday in December', undefined, NONE],
  ['en', 'December 2026', undefined, NONE],
  ['en', 'February 30th', undefined, NONE],
  ['en', 'February 29th', undefined, NONE],
  ['en', 'end of December', undefined, NONE],
  ['de', 'nächsten Freitag', undefined, NONE],
  ['de', 'in acht Tagen', undefined, NONE],
  ['de', '31.02.2026', undefined, NONE],
  ['de', 'Anfang Dezember', undefined, NONE],
  ['fr', 'dans quinze jours', undefined, NONE],
  ['fr', 'vendredi prochain', undefined, NONE],
  ['es', 'antes del 3 de diciembre', undefined, NONE],
  ['it', 'verso il 3 dicembre', undefined, NONE],
  ['pt-BR', 'em oito dias', undefined, NONE],
  ['nl', 'eind december', undefined, NONE],
  ['ja', '12月初め', undefined, NONE],
  ['ja', '再来週の月曜日', undefined, NONE],
];

describe('a date by voice', () => {
  it.each([...DATES, ...NO_DATES])('%s %j (%s) is %s', (language, speech, country, expected) => {
    expect(outcome(question('date'), { speech }, language, country)).toBe(expected);
  });

  it('is read back, and agents read it as it is stored', () => {
    expect(readAnswer(question('date'), { speech: 'am 3. Dezember' }, 'de', NOW)).toEqual({
      kind: 'answer',
      answer: {
        fieldId: 'customfield_10200',
        name: 'Field',
        value: THIRD,
        words: THIRD,
        by: 'voice',
      },
      readBack: '3. Dezember 2026',
    });
  });

  it('is counted from the day it is at the line', () => {
    const late = Date.parse('2026-11-25T23:30:00Z');
    const tomorrow = (timeZone?: string) =>
      readAnswer(question('date'), { speech: 'tomorrow' }, 'en', late, undefined, timeZone);
    expect(tomorrow()).toMatchObject({ answer: { value: '2026-11-26' } });
    expect(tomorrow('Europe/Berlin')).toMatchObject({ answer: { value: '2026-11-27' } });
    expect(tomorrow('America/Los_Angeles')).toMatchObject({ answer: { value: '2026-11-26' } });
  });

  it('is the next one that there will be, today included', () => {
    const said = (speech: string) => outcome(question('date'), { speech }, 'en');
    expect(said('November 25th')).toBe('2026-11-25');
    expect(said('November 24th')).toBe('2027-11-24');
    // The next leap day is in 2028.
    const january = Date.parse('2027-01-04T10:00:00Z');
    const leapDay = readAnswer(question('date'), { speech: 'February 29th' }, 'en', january);
    expect(leapDay.kind).toBe(NONE);
  });
});

const at = (day: string, time: string): string => `2026-${day}T${time}:00.000+0000`;

const MOMENTS: readonly Example[] = [
  ['en', 'tomorrow at half past nine', undefined, at('11-26', '09:30')],
  ['en', 'December 3rd at 9:30', undefined, at('12-03', '09:30')],
  ['en', '3rd of December at 3 p.m.', undefined, at('12-03', '15:00')],
  ['en', 'December 3rd at nine thirty in the evening', undefined, at('12-03', '21:30')],
  ['en', 'tomorrow at noon', undefined, at('11-26', '12:00')],
  ['en', 'tomorrow 12 a.m.', undefined, at('11-26', '00:00')],
  ['en', 'tomorrow at three', undefined, NONE],
  ['en', 'tomorrow at 12 at night', undefined, NONE],
  ['en', 'tomorrow', undefined, NONE],
  ['en', 'tomorrow between nine and ten', undefined, NONE],
  ['de', 'am dritten Dezember um neun Uhr dreißig', undefined, at('12-03', '09:30')],
  ['de', 'morgen um halb zehn', undefined, at('11-26', '09:30')],
  ['de', '3.12. um 9.30 Uhr', undefined, at('12-03', '09:30')],
  ['de', 'morgen um drei Uhr nachmittags', undefined, at('11-26', '15:00')],
  ['de', 'heute um 03:30', undefined, at('11-25', '03:30')],
  ['de', 'morgen um drei Uhr', undefined, NONE],
  ['de', 'morgen um 24 Uhr', undefined, NONE],
  ['fr', 'demain à 9 h 30', undefined, at('11-26', '09:30')],
  ['fr', 'le 3 décembre à neuf heures et demie', undefined, at('12-03', '09:30')],
  ['fr', 'demain à midi', undefined, at('11-26', '12:00')],
  ['fr', 'demain à midi et demi', undefined, NONE],
  ['es', 'mañana a las nueve y media de la mañana', undefined, at('11-26', '09:30')],
  ['es', 'el 3 de diciembre a las diez', undefined, at('12-03', '10:00')],
  ['es', 'mañana a las tres de la tarde', undefined, at('11-26', '15:00')],
  ['it', 'domani alle nove e mezza', undefined, at('11-26', '09:30')],
  ['it', 'il tre dicembre alle 15', undefined, at('12-03', '15:00')],
  ['it', "domani all'una", undefined, NONE],
  ['pt-BR', 'amanhã às nove e meia', undefined, at('11-26', '09:30')],
  ['pt-BR', 'amanhã às 15 horas', undefined, at('11-26', '15:00')],
  ['nl', 'morgen om half tien', undefined, at('11-26', '09:30')],
  ['nl', 'drie december om negen uur dertig', undefined, at('12-03', '09:30')],
  ['ja', '明日の午後3時半', undefined, at('11-26', '15:30')],
  ['ja', '12月3日の9時30分', undefined, at('12-03', '09:30')],
];

describe('a date with a time by voice', () => {
  it.each(MOMENTS)('%s %j (%s) is %s', (language, speech, country, expected) => {
    expect(outcome(question('date-time'), { speech }, language, country)).toBe(expected);
  });

  it('is in the time of the line, and read back as it was said', () => {
    const said = (timeZone: string, speech: string) =>
      readAnswer(question('date-time'), { speech }, 'de', NOW, 'DE', timeZone);
    expect(said('Europe/Berlin', 'am dritten Dezember um neun Uhr dreißig')).toEqual({
      kind: 'answer',
      answer: {
        fieldId: 'customfield_10200',
        name: 'Field',
        value: '2026-12-03T08:30:00.000+0000',
        words: '2026-12-03 09:30 (Europe/Berlin)',
        by: 'voice',
      },
      readBack: '3. Dezember 2026 um 09:30',
    });
    expect(said('Europe/Berlin', 'am 3. Juli um 9:30 Uhr')).toMatchObject({
      answer: { value: '2027-07-03T07:30:00.000+0000' },
    });
    expect(said('Asia/Kolkata', 'am 3. Juli um 9:30 Uhr')).toMatchObject({
      answer: { value: '2027-07-03T04:00:00.000+0000' },
    });
    // Some hours after the clocks there have changed.
    expect(said('America/New_York', 'am 14. März um 04:00')).toMatchObject({
      answer: { value: '2027-03-14T08:00:00.000+0000' },
    });
  });
});

const KEYED: readonly (readonly [digits: string, country: string | undefined, expected: unknown])[] = [
  ['20261203', undefined, THIRD],
  ['20261231', undefined, '2026-12-31'],
  ['20260230', undefined, NONE],
  ['20251203', undefined, '2025-12-03'],
  ['18991231', undefined, NONE],
  ['25122026', undefined, '2026-12-25'],
  ['12252026', undefined, '2026-12-25'],
  ['03122026', undefined, NONE],
  ['03122026', 'GB', THIRD],
  ['03122026', 'US', '2026-03-12'],
  ['00000000', undefined, NONE],
  ['2026120', undefined, NONE],
  ['2026*203', undefined, NONE],
];

describe('a date by keys', () => {
  it.each(KEYED)('%s (%s) is %s', (digits, country, expected) => {
    expect(outcome(question('date'), { digits }, 'en', country)).toBe(expected);
  });

  it.each([
    ['202612030930', at('12-03', '09:30')],
    ['202612030000', at('12-03', '00:00')],
    ['202612032400', NONE],
    ['202612030960', NONE],
    ['20261203', NONE],
  ])('%s is %s with its time', (digits, expected) => {
    expect(outcome(question('date-time'), { digits }, 'en')).toBe(expected);
  });

  it('is day first in every language in which only that is usual', () => {
    const read = LANGUAGES.map((language) => outcome(question('date'), { digits: '03122026' }, language));
    expect(read).toEqual([NONE, THIRD, THIRD, THIRD, THIRD, THIRD, THIRD, '2026-03-12']);
  });
});
