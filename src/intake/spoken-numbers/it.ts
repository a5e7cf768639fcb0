import { countFrom, defineLanguage } from './language';

const units = 'uno due tre quattro cinque sei sette otto nove'.split(' ');
const tens = 'venti trenta quaranta cinquanta sessanta settanta ottanta novanta'.split(' ');
const teens = 'undici dodici tredici quattordici quindici sedici diciassette diciotto diciannove'.split(' ');

/** ventuno … novantanove; the ten loses its vowel before uno and otto, and uno its own before a noun. */
function joinTensAndUnits(): Record<number, string> {
  const table: Record<number, string> = {};
  for (const [t, ten] of tens.entries())
    for (const [u, unit] of units.entries()) {
      const word = /^[uo]/.test(unit) ? ten.slice(0, -1) + unit : ten + unit;
      table[(t + 2) * 10 + u + 1] = unit === 'uno' ? `${word} ${word.slice(0, -1)}` : word;
    }
  return table;
}

/** undicesimo … trentunesimo, and -a, -i, -e */
function makeOrdinals(): Record<number, string> {
  const first = countFrom(1, 'primo secondo terzo quarto quinto sesto settimo ottavo nono decimo');
  const cardinals: Record<number, string> = { ...countFrom(11, teens.join(' ')), 20: 'venti', 30: 'trenta' };
  const joined = joinTensAndUnits();
  for (let value = 21; value <= 31; value++) cardinals[value] ??= joined[value]?.split(' ')[0] ?? '';
  const table: Record<number, string> = {};
  const decline = (word: string): string =>
    ['o', 'a', 'i', 'e'].map((end) => word.slice(0, -1) + end).join(' ');
  for (const [value, word] of Object.entries(first)) table[Number(value)] = decline(word);
  for (const [value, word] of Object.entries(cardinals)) {
    const stem = /(tre|sei)$/.test(word) ? word : word.slice(0, -1);
    table[Number(value)] = decline(`${stem}esimo`);
  }
  return table;
}

export const italian = defineLanguage({
  tag: 'it',
  words: {
    ...countFrom(0, `zero uno/un/una due tre quattro cinque sei sette otto nove dieci ${teens.join(' ')}`),
    ...countFrom(20, tens.join(' '), 10),
    ...joinTensAndUnits(),
  },
  // Elided inside a word: centotto, centuno.
  hundreds: 'cento cent',
  scales: { 1e3: 'mille mila', 1e6: 'milione milioni', 1e9: 'miliardo miliardi', 1e12: 'bilione bilioni' },
  tens: 'plain',
  and: 'e',
  andRoom: 99,
  glued: true,
  ordinals: makeOrdinals(),
  digitEndings: 'o a',
  repeats: { doppio: 2, doppia: 2, triplo: 3 },
  lists: 'e o a',
  points: 'virgola punto',
  joins: 'trattino barra meno',
  coins: 'euro dollari dollaro',
  doubtful: 'un uno una sei cent primo prima primi prime secondo seconda secondi seconde terze',
  notNumbers: ['per cento', 'un quarto', 'tre quarti'],
  andCents: true,
  decimal: ',',
  clock: {
    phrases: [
      'H e mezza=30',
      'H e mezzo=30',
      'H e un quarto=15',
      'H e tre quarti=45',
      'H meno un quarto=-15',
      'H e M=M',
      'H meno M=-M',
      'ore H=0',
      'H in punto=0',
    ],
    morning: ['di mattina', 'del mattino'],
    afternoon: ['di pomeriggio', 'del pomeriggio', 'di sera', 'della sera'],
  },
  months: 'gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre',
  halves: ['e mezzo', 'e mezza'],
});
