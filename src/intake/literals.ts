import { splitNumberToken } from './spoken-numbers/digits';
import { fold, type Token, tokenize } from './spoken-numbers/fold';
import type { Language } from './spoken-numbers/language';
import { findSpokenUnits } from './spoken-numbers/units';

/** E-mail address, web address, or a code that mixes letters and digits. */
export interface Literal {
  kind: 'email' | 'url' | 'code';
  start: number;
  end: number;
}

// Every repetition is over one character class and bounded by what follows it, so matching stays linear.
const email =
  /[\p{L}\p{N}_%+-]{1,64}(?:\.[\p{L}\p{N}_%+-]{1,64}){0,8}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,6}/gu;
const url = /\b(?:https?:\/\/|www\.)[^\s<>"'“”«»]{1,2000}/giu;
/** Without a scheme only names under a well-known ending: "end.Next" is a missing blank. */
const host =
  /(?<![\p{L}\p{N}.@-])[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,4}\.(?:com|org|net|de|fr|es|it|br|nl|jp|io|dev|eu|uk|ch|at|be|app|edu|gov)(?![\p{L}\p{N}-])(?:\/[^\s<>"'“”«»]{0,500})?/gu;

function findMatches(text: string, pattern: RegExp, kind: Literal['kind']): Literal[] {
  return [...text.matchAll(pattern)].map((match) => {
    // What closes the sentence is not part of the address.
    const raw = match[0].replace(/[.,;:!?)\]}'’]+$/, '');
    return { kind, start: match.index, end: match.index + raw.length };
  });
}

/** Names written with a digit that state no number. */
const names = new Set([
  '2fa',
  'mp3',
  'mp4',
  'co2',
  'h2o',
  'b2b',
  'b2c',
  '3d',
  'm2',
  'm3',
  'cm2',
  'cm3',
  'km2',
]);

function isCodeToken(token: Token, language: Language): boolean {
  if (token.kind !== 'mixed' || names.has(token.text)) return false;
  return splitNumberToken(token, language) === undefined && !/^\d{1,2}h\d{2}$/.test(token.text);
}

/** "AB-12": capitals and digits held by a hyphen; and whatever hangs on a code by a hyphen. */
function findCodes(text: string, language: Language): Literal[] {
  const tokens = tokenize(text);
  const codes: Literal[] = [];
  let index = 0;
  while (index < tokens.length) {
    let next = index + 1;
    while (next < tokens.length && /^[-_]$/.test(text.slice(tokens[next - 1]?.end, tokens[next]?.start)))
      next++;
    const chain = tokens.slice(index, next);
    const start = chain[0]?.start ?? 0;
    const end = chain.at(-1)?.end ?? 0;
    const raw = text.slice(start, end);
    const capitals = chain.length > 1 && /^\p{Lu}{1,5}[-_]/u.test(raw) && /^[\p{Lu}\p{Nd}_-]+$/u.test(raw);
    if (chain.some((token) => isCodeToken(token, language)) || (capitals && /\p{Nd}/u.test(raw))) {
      codes.push({ kind: 'code', start, end });
    }
    index = next;
  }
  return codes;
}

/** Finds addresses and codes, in order and without overlaps. */
export function findLiterals(text: string, language: Language): Literal[] {
  const found = [
    ...findMatches(text, url, 'url'),
    ...(text.includes('@') ? findMatches(text, email, 'email') : []),
    ...findMatches(text, host, 'url'),
    ...findCodes(text, language),
  ].sort((a, b) => a.start - b.start || b.end - a.end);
  const kept: Literal[] = [];
  for (const literal of found)
    if (literal.start >= (kept.at(-1)?.end ?? 0) && literal.end > literal.start) kept.push(literal);
  return kept;
}

/** Replaces literals by a sign that is neither word nor blank, so that their digits are not read as numbers. */
export function maskLiterals(text: string, literals: readonly Literal[]): string {
  let masked = '';
  let from = 0;
  for (const { start, end } of literals) {
    masked += text.slice(from, start) + '\ufffc'.repeat(end - start);
    from = end;
  }
  return masked + text.slice(from);
}

/** What a caller said, ready to be searched for addresses and codes however they were spelled out. */
export class SaidLiterals {
  private readonly units: readonly Unit[];
  private readonly byFirst = new Map<string, number[]>();
  private readonly known = new Map<string, boolean>();

  constructor(text: string, language: Language) {
    this.units = findSpokenUnits(text, language).map((unit) => ({
      ...unit,
      forms: [...new Set([unit.text, foldWithE(unit.raw)])],
    }));
    for (const [index, unit] of this.units.entries()) {
      for (const form of unit.forms) {
        const places = this.byFirst.get(form.charAt(0)) ?? [];
        if (places.at(-1) !== index) places.push(index);
        this.byFirst.set(form.charAt(0), places);
      }
    }
  }

  /** Whether the letters and digits of `raw` were said in this order, from a word's start to a word's end. */
  has(raw: string, kind: Literal['kind']): boolean {
    const plain = kind === 'url' ? raw.replace(/^https?:\/\//i, '') : raw;
    const id = `${kind} ${plain}`;
    let answer = this.known.get(id);
    if (answer === undefined) {
      const wanted = [squeeze(fold(plain)), squeeze(foldWithE(plain))];
      if (kind === 'url' && /^www\./i.test(plain)) wanted.push(squeeze(fold(plain.slice(4))));
      answer = wanted.some((key) => key !== '' && this.find(key, kind));
      this.known.set(id, answer);
    }
    return answer;
  }

  private find(key: string, kind: Literal['kind']): boolean {
    return (this.byFirst.get(key.charAt(0)) ?? []).some(
      (index) => !(kind === 'email' && this.units[index]?.continues) && this.matchesFrom(key, index),
    );
  }

  /** Follows all ways at once to spell `key` from this unit on. */
  private matchesFrom(key: string, from: number): boolean {
    let reached = new Set([0]);
    for (let index = from; index < this.units.length && reached.size > 0; index++) {
      const unit = this.units[index];
      if (unit === undefined) return false;
      reached = new Set([...reached].flatMap((at) => advance(key, at, unit)));
      if (reached.has(key.length)) return true;
    }
    return false;
  }
}

/** Where in `key` one may stand after a unit; a sign's name ("dot", "at") may also stand for nothing. */
function advance(key: string, at: number, unit: Unit): number[] {
  const spelled = unit.forms.filter((form) => key.startsWith(form, at)).map((form) => at + form.length);
  return unit.isSign && at > 0 ? [at, ...spelled] : spelled;
}

interface Unit {
  forms: readonly string[];
  isSign: boolean;
  continues: boolean;
}

function squeeze(folded: string): string {
  return folded.replace(/[^\p{L}\p{N}]+/gu, '');
}

/** How German names are written where there are no umlauts: müller@ is mueller@. */
function foldWithE(raw: string): string {
  const pairs: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue' };
  return fold(
    raw
      .normalize('NFC')
      .toLowerCase()
      .replace(/[äöü]/g, (letter) => pairs[letter] ?? letter),
  );
}
