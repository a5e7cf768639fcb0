const numerals = new Map([...'〇一二三四五六七八九'].map((kanji, value) => [kanji, value]));
numerals.set('零', 0);
const powers = new Map([
  ['十', 10],
  ['百', 100],
  ['千', 1000],
]);
const myriads = new Map([
  ['万', 1e4],
  ['億', 1e8],
  ['兆', 1e12],
]);

/**
 * The digits that Japanese numerals stand for: 八百九 and 八〇九 are both "809", 80万 is "800000".
 * Undefined when the signs are in no order that makes a number.
 *
 * @param signs kanji numerals and ASCII digits without anything between
 */
export function readKanji(signs: string): string | undefined {
  if (!/[十百千万億兆]/.test(signs)) {
    const digits = [...signs].map((sign) => numerals.get(sign)?.toString() ?? sign).join('');
    return /^[0-9]+$/.test(digits) ? digits : undefined;
  }
  let total = 0;
  let lastMyriad = Number.POSITIVE_INFINITY;
  // 三億 二千万 五十: a section below 10,000 before each myriad, and one at the end.
  for (const [, section = '', myriad = ''] of signs.matchAll(/([^万億兆]*)([万億兆]|$)/gu)) {
    if (section === '' && myriad === '') continue;
    const value = section === '' ? 1 : readSection(section);
    const factor = myriads.get(myriad) ?? 1;
    if (value === undefined || factor >= lastMyriad) return undefined;
    total += value * factor;
    lastMyriad = factor;
  }
  return Number.isSafeInteger(total) ? String(total) : undefined;
}

/** The value of numerals without 万 and above: 二千三百四十五, 5千. */
function readSection(signs: string): number | undefined {
  let sum = 0;
  let current: number | undefined;
  let lastPower = Number.POSITIVE_INFINITY;
  for (const piece of signs.match(/[0-9]+|\D/gu) ?? []) {
    const power = powers.get(piece);
    if (power === undefined) {
      if (current !== undefined) return undefined;
      current = numerals.get(piece) ?? Number(piece);
    } else {
      if (power >= lastPower || current === 0) return undefined;
      sum += (current ?? 1) * power;
      lastPower = power;
      current = undefined;
    }
  }
  return sum + (current ?? 0);
}

/** Longest first. Keys are folded, so in hiragana; the small っ forms stand before the power they belong to. */
const kanaWords: readonly (readonly [string, string])[] = (
  [
    ['きゅう', '九'],
    ['びゃく', '百'],
    ['ぴゃく', '百'],
    ['ひゃく', '百'],
    ['じゅう', '十'],
    ['じゅっ', '十'],
    ['ごー', '五'],
    ['にー', '二'],
    ['ぜろ', '〇'],
    ['れい', '〇'],
    ['まる', '〇'],
    ['いち', '一'],
    ['いっ', '一'],
    ['さん', '三'],
    ['よん', '四'],
    ['ろく', '六'],
    ['ろっ', '六'],
    ['なな', '七'],
    ['しち', '七'],
    ['はち', '八'],
    ['はっ', '八'],
    ['せん', '千'],
    ['ぜん', '千'],
    ['まん', '万'],
    ['おく', '億'],
    ['に', '二'],
    ['し', '四'],
    ['ご', '五'],
    ['く', '九'],
  ] as const
).toSorted((a, b) => b[0].length - a[0].length);

/** Kana that are numbers as well as particles, honorifics or word endings (さんに, しく): they prove nothing alone. */
const ambiguous = new Set(['さん', 'に', 'し', 'ご', 'く', 'まる', 'れい', 'せん', 'まん', 'いっ', 'はっ']);

/** Kanji numerals for a run of kana, if all of it is number words. `certain`: it can hardly be anything else. */
export function readKana(kana: string): { signs: string; certain: boolean } | undefined {
  let signs = '';
  let rest = kana.replace(/(?:です|でした|ばん|の|が|を|は|で)$/, '');
  let clear = 0;
  while (rest !== '') {
    const word = kanaWords.find(([reading]) => rest.startsWith(reading));
    if (word === undefined) return undefined;
    signs += word[1];
    if (!ambiguous.has(word[0])) clear++;
    rest = rest.slice(word[0].length);
  }
  if (signs === '') return undefined;
  return { signs, certain: clear >= 2 || kana === 'ぜろ' };
}

/** What follows a numeral that counts something, so that even a single kanji is a number: 三時. */
const counter =
  /^(?:時|分|秒|日|月|年|円|個|台|人|号|回|階|本|枚|件|名|歳|度|週|点|桁|番|つ|ヶ|か|キロ|パーセント|%|％)/;

/** Everyday words written with numerals: 万一 (in case), 十分 (enough), 一番 (most). */
const everyday = new Set(['万一', '千万', '一一', '七五三', '三三', '一二', '万万']);

/** Whether numerals in a text surely mean a number. `after`: the text that follows. */
export function isNumberForSure(signs: string, after: string): boolean {
  if (everyday.has(signs)) return false;
  if ([...signs].length > 1) return true;
  if (signs === '一' || signs === '万' || (signs === '十' && after.startsWith('分'))) return false;
  return counter.test(after);
}

/** The counter at the start of `text`, to be removed together with its number. */
export function findCounter(text: string): string {
  return counter.exec(text)?.[0] ?? '';
}
