import { findCounter } from './spoken-numbers/kanji';

/** A stretch of text. */
export interface Place {
  start: number;
  end: number;
}

/** A stretch of text to be taken out, and what in it was not said. */
export interface Cut extends Place {
  facts: readonly string[];
}

/** What announces a number and says nothing without it. */
const announced = /(?:\b(?:R|US)\$|[#№€$£¥§~≈]|\bno\.|\b(?:nr|núm|num)\.?|\bn[°º]\.?)\s?$/iu;
const signBefore = /[+＋(±–-]$/;
/** What only measures the number before it. */
const measure = /^\s?(?:%|％|‰|°\s?[CF]?\b|€|\$|£|¥|(?:EUR|USD|GBP|BRL|JPY|CHF)\b)/u;
const lastOpened = /[([{]\s*$/;
const opening = /[([{"“„«「]\s*$/;
const closing = /^\s*[)\]}"”“»」]/;

/** Widens a cut over the signs that make no sense without what is cut. */
function widen(text: string, { start, end }: Place): Place {
  let from = start;
  // "+1 (415) 555": the bracket belongs to what follows.
  let to = end - (lastOpened.exec(text.slice(start, end))?.[0].length ?? 0);
  const sign = signBefore.exec(text.slice(Math.max(0, from - 1), from))?.[0] ?? '';
  if (sign === '+' || sign === '＋' || sign === '±') from -= 1;
  else if (/[-–]/.test(sign) && /(?:^|\s)[-–]$/.test(text.slice(Math.max(0, from - 2), from))) from -= 1;
  from -= announced.exec(text.slice(Math.max(0, from - 8), from))?.[0].length ?? 0;
  to += measure.exec(text.slice(to, to + 6))?.[0].length ?? 0;
  to += findCounter(text.slice(to, to + 6)).length;
  const before = opening.exec(text.slice(Math.max(0, from - 3), from))?.[0];
  const after = closing.exec(text.slice(to, to + 3))?.[0];
  if (before !== undefined && after !== undefined) {
    from -= before.length;
    to += after.length;
  }
  return { start: from, end: to };
}

/** Mends the seam where something was cut: one blank between words, none before a full stop. */
function mend(left: string, right: string): string {
  if (left === '') return right.replace(/^[\s,;.]+/u, '');
  const bare = left.replace(/[ \t\u00a0\u202f]+$/u, '');
  const rest = right.replace(/^[ \t\u00a0\u202f]+/u, '');
  if (rest === '') return bare;
  const spaced = bare.length < left.length || rest.length < right.length;
  const needsNone = !spaced || /^[.,;:!?)\]}%\n\r。、]/u.test(rest) || /[([{\n\r]$/u.test(bare);
  return needsNone ? bare + rest : `${bare} ${rest}`;
}

/** Takes the cuts (in order, apart from each other) out of a text and leaves it readable. */
export function removeCuts(text: string, cuts: readonly Cut[]): string {
  let result = '';
  let from = 0;
  let joined = false;
  const append = (piece: string): void => {
    result = joined ? mend(result, piece) : result + piece;
    joined = true;
  };
  for (const cut of cuts) {
    const { start, end } = widen(text, cut);
    append(text.slice(from, Math.max(from, start)));
    from = Math.max(from, end);
  }
  append(text.slice(from));
  return result;
}
