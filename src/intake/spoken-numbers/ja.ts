import { defineLanguage } from './language';

/** Numerals are read by `kanji.ts`; this holds the words around them. */
export const japanese = defineLanguage({
  tag: 'ja',
  words: { 0: 'ゼロ' },
  scales: {},
  tens: 'never',
  and: '',
  andRoom: 99,
  glued: false,
  ordinals: {},
  digitEndings: '',
  repeats: {},
  lists: 'と や か から',
  points: '点 てん コンマ ドット',
  joins: 'の ハイフン スラッシュ',
  coins: '円 ドル ユーロ',
  doubtful: '',
  notNumbers: [],
  decimal: '.',
  clock: {
    phrases: ['H 時 半=30', 'H 時 M 分=M', 'H 時=0'],
    morning: [],
    afternoon: [],
    morningBefore: '午 前',
    afternoonBefore: '午 後',
  },
  months: '',
  halves: [],
});
