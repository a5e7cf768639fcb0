import { countFrom, defineLanguage } from './language';

const small =
  'null eins/ein/eine/einen/einem/einer zwei/zwo drei vier fünf/fuenf sechs sieben acht neun zehn elf zwölf/zwoelf dreizehn vierzehn fünfzehn/fuenfzehn sechzehn siebzehn achtzehn neunzehn';
const tens = 'zwanzig dreißig vierzig fünfzig/fuenfzig sechzig siebzig achtzig neunzig';

/** einundzwanzig … neunundneunzig */
function joinUnitsAndTens(): Record<number, string> {
  const units = 'ein zwei/zwo drei vier fünf/fuenf sechs sieben acht neun'.split(' ');
  const table: Record<number, string> = {};
  for (const [t, ten] of tens.split(' ').entries())
    for (const [u, unit] of units.entries()) {
      const spellings = unit.split('/').flatMap((one) => ten.split('/').map((other) => `${one}und${other}`));
      table[(t + 2) * 10 + u + 1] = spellings.join(' ');
    }
  return table;
}

export const german = defineLanguage({
  tag: 'de',
  words: { ...countFrom(0, small), ...countFrom(20, tens, 10), ...joinUnitsAndTens() },
  hundreds: 'hundert',
  scales: {
    1e3: 'tausend',
    1e6: 'million millionen',
    1e9: 'milliarde milliarden',
    1e12: 'billion billionen',
  },
  tens: 'never',
  and: 'und',
  andRoom: 99,
  glued: true,
  ordinals: {
    1: 'erste ersten erster erstes erstem',
    3: 'dritte dritten dritter drittes drittem',
    7: 'siebte siebten siebter siebtes siebtem',
    8: 'achte achten achter achtes achtem',
  },
  endings: 'te ten ter tes tem ste sten ster stes stem mal fach',
  digitEndings: 'te ten ter tes ste sten ster mal fach er',
  repeats: { doppel: 2, doppelte: 2, dreifach: 3 },
  lists: 'und oder bis',
  points: 'Komma Punkt',
  joins: 'Strich Bindestrich Minus Schrägstrich Doppelpunkt Unterstrich',
  coins: 'Euro Dollar Franken',
  doubtful:
    'ein eine einen einem einer erste ersten erster erstes erstem achte achten achter einmal einfach zweifach',
  notNumbers: [],
  decimal: ',',
  clock: {
    phrases: [
      'H Uhr M=M',
      'H Uhr=0',
      'halb H=-30',
      'viertel nach H=15',
      'viertel vor H=-15',
      'dreiviertel H=-15',
      'fünf vor halb H=-35',
      'fünf nach halb H=-25',
      'M nach H=M',
      'M vor H=-M',
      'M Minuten nach H=M',
      'M Minuten vor H=-M',
    ],
    morning: ['morgens', 'früh', 'vormittags', 'am Morgen', 'am Vormittag'],
    afternoon: ['nachmittags', 'abends', 'am Nachmittag', 'am Abend'],
  },
  months: 'Januar Februar März April Mai Juni Juli August September Oktober November Dezember',
  halves: ['einhalb'],
});
