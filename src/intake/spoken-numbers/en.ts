import { countFrom, defineLanguage } from './language';

export const english = defineLanguage({
  tag: 'en',
  words: {
    ...countFrom(
      0,
      'zero/oh/o/nought/naught/nil one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen',
    ),
    ...countFrom(
      20,
      'twenty/twenties thirty/thirties forty/fourty/forties fifty/fifties sixty/sixties seventy/seventies eighty/eighties ninety/nineties',
      10,
    ),
  },
  hundreds: 'hundred',
  scales: { 1e3: 'thousand', 1e6: 'million', 1e9: 'billion', 1e12: 'trillion' },
  tens: 'plain',
  and: 'and',
  andRoom: 99,
  glued: false,
  ordinals: {
    ...countFrom(
      1,
      'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth',
    ),
    ...countFrom(20, 'twentieth thirtieth fortieth fiftieth', 10),
  },
  digitEndings: 'st nd rd th s',
  repeats: { double: 2, triple: 3, treble: 3 },
  lists: 'and or to through',
  points: 'point dot',
  joins: 'dash hyphen slash minus colon comma underscore',
  coins: 'dollar dollars euro euros pound pounds',
  doubtful: 'one oh o nil first second',
  notNumbers: ['third party', 'third parties', 'o clock'],
  decimal: '.',
  clock: {
    phrases: [
      'H o clock=0',
      'half past H=30',
      'quarter past H=15',
      'quarter after H=15',
      'quarter to H=-15',
      'quarter of H=-15',
      'M past H=M',
      'M minutes past H=M',
      'M to H=-M',
      'M minutes to H=-M',
    ],
    morning: ['am', 'a m', 'in the morning'],
    afternoon: [
      'pm',
      'p m',
      'in the afternoon',
      'in the evening',
      'at night',
      'this afternoon',
      'this evening',
    ],
  },
  months: 'January February March April May June July August September October November December',
  halves: ['and a half'],
});
