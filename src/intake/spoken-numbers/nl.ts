import { countFrom, defineLanguage } from './language';

const tens = 'twintig dertig veertig vijftig zestig zeventig tachtig negentig';

/** eenentwintig … negenennegentig */
function joinUnitsAndTens(): Record<number, string> {
  const units = 'een twee drie vier vijf zes zeven acht negen'.split(' ');
  const table: Record<number, string> = {};
  for (const [t, ten] of tens.split(' ').entries())
    for (const [u, unit] of units.entries()) table[(t + 2) * 10 + u + 1] = `${unit}en${ten}`;
  return table;
}

export const dutch = defineLanguage({
  tag: 'nl',
  words: {
    ...countFrom(
      0,
      'nul een/eentje twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien achttien negentien',
    ),
    ...countFrom(20, tens, 10),
    ...joinUnitsAndTens(),
  },
  hundreds: 'honderd',
  scales: { 1e3: 'duizend', 1e6: 'miljoen', 1e9: 'miljard', 1e12: 'biljoen' },
  tens: 'never',
  and: 'en',
  andRoom: 99,
  glued: true,
  ordinals: { 1: 'eerste', 3: 'derde' },
  endings: 'de ste maal voudig',
  digitEndings: 'e de ste',
  repeats: { dubbel: 2, dubbele: 2 },
  lists: 'en of tot',
  points: 'komma punt',
  joins: 'streepje koppelteken slash min',
  coins: 'euro dollar',
  doubtful: 'een eentje eerste eenmaal',
  notNumbers: [],
  decimal: ',',
  clock: {
    phrases: [
      'H uur M=M',
      'H uur=0',
      'half H=-30',
      'kwart over H=15',
      'kwart voor H=-15',
      'vijf voor half H=-35',
      'vijf over half H=-25',
      'tien voor half H=-40',
      'tien over half H=-20',
      'M over H=M',
      'M voor H=-M',
      'M minuten over H=M',
      'M minuten voor H=-M',
    ],
    morning: ['s ochtends', 's morgens'],
    afternoon: ['s middags', 's avonds'],
  },
  months: 'januari februari maart april mei juni juli augustus september oktober november december',
  halves: ['en een half'],
});
