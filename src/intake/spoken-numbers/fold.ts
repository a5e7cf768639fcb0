/** A stretch of text with its place in the original: offsets are UTF-16 code units. */
export interface Token {
  start: number;
  end: number;
  /** Folded: see {@link fold}. */
  text: string;
  kind: 'digits' | 'word' | 'mixed' | 'kanji' | 'kana';
}

const combining = /[\u0300-\u036f]+/g;
const digit = /\p{Nd}/u;

/**
 * The form in which two spellings of one word are equal: NFKC, lower case, no diacritics, `ß` as `ss`,
 * katakana as hiragana, and the decimal digits of every script as 0–9. Only for comparing, never for showing.
 */
export function fold(text: string): string {
  // Latin combining marks only: the marks that make が of か are part of the letter.
  const plain = text.normalize('NFKC').toLowerCase().normalize('NFD').replace(combining, '').normalize('NFC');
  return plain
    .replaceAll('ß', 'ss')
    .replace(/[\u30a1-\u30f6]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60))
    .replace(/(?![0-9])\p{Nd}/gu, readForeignDigit);
}

/** Unicode keeps each script's digits together, in order, from 0; so the distance to the first one is the value. */
function readForeignDigit(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  let before = 0;
  while (before < 9 && digit.test(String.fromCodePoint(Math.max(0, code - before - 1)))) before++;
  return String(before);
}

const tokenPattern = new RegExp(
  [
    '(?<kanji>[〇零一二三四五六七八九十百千万億兆]+)',
    '(?<kana>[\\p{Script=Hiragana}ー]+|[\\p{Script=Katakana}ー]+)',
    '(?<han>\\p{Script=Han})',
    '(?<word>(?:(?![\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}ー])[\\p{L}\\p{M}\\p{N}])+)',
  ].join('|'),
  'gu',
);

/** Splits text into words; what lies between them (white space, punctuation, signs) is no token. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  for (const match of text.matchAll(tokenPattern)) {
    const raw = match[0];
    const place = { start: match.index, end: match.index + raw.length };
    const folded = fold(raw);
    if (match.groups?.kanji !== undefined) tokens.push({ ...place, text: folded, kind: 'kanji' });
    else if (match.groups?.kana !== undefined) tokens.push({ ...place, text: folded, kind: 'kana' });
    else tokens.push({ ...place, text: folded, kind: classifyWord(folded) });
  }
  return tokens;
}

function classifyWord(folded: string): 'digits' | 'word' | 'mixed' {
  if (/^[0-9]+$/.test(folded)) return 'digits';
  return /[0-9]/.test(folded) ? 'mixed' : 'word';
}

const sentenceEnd = /[.!?…;]["'»”’)\]]*\s|[。！？\n\r\u2028\u2029]/;

/** Whether what lies between two words ends a sentence. Numbers never reach over it. */
function endsSentence(gap: string): boolean {
  return sentenceEnd.test(gap);
}

/** Splits tokens at the ends of sentences. */
export function splitSentences(text: string, tokens: readonly Token[]): Token[][] {
  const sentences: Token[][] = [];
  let current: Token[] = [];
  for (const [index, token] of tokens.entries()) {
    const before = tokens[index - 1];
    if (before !== undefined && endsSentence(text.slice(before.end, token.start))) {
      sentences.push(current);
      current = [];
    }
    current.push(token);
  }
  if (current.length > 0) sentences.push(current);
  return sentences;
}
