import { type Atom, keyDecimal, keyTime, makeAtom, makeSpecial } from './atom';
import type { Token } from './fold';
import type { Language } from './language';

/** Units that are written on to their number: 10kg is a number with a unit, not a code. */
const units = new Set(
  'kg g mg t km m cm mm l ml gb mb kb tb gib mib gbit mbit kbit mbps gbps hz khz mhz ghz w kw kwh v kv a ma ah mah db bar c f s ms min mins h hr hrs std k mio am pm x px pt dpi mp € $ er ers'.split(
    ' ',
  ),
);

export interface NumberToken {
  digits: string;
  suffix: string;
  /** Length of a `v` before the digits. */
  lead: number;
}

/** Digits with at most a unit, an ordinal ending or a `v` for version: "10kg", "3rd", "v2". Undefined for a code. */
export function splitNumberToken(token: Token, language: Language): NumberToken | undefined {
  const match = /^(v?)([0-9]+)(\p{L}*)$/u.exec(token.text);
  if (match === null || token.text.length !== token.end - token.start) {
    return token.kind === 'digits' ? { digits: token.text, suffix: '', lead: 0 } : undefined;
  }
  const [, lead = '', digits = '', suffix = ''] = match;
  const known = suffix === '' || units.has(suffix) || language.digitEndings.has(suffix);
  return known ? { digits, suffix, lead: lead.length } : undefined;
}

/** "15h30" */
export function readHourToken(token: Token): Atom | undefined {
  const match = /^(\d{1,2})h(\d{2})$/.exec(token.text);
  const key = match ? keyTime(Number(match[1]), Number(match[2])) : undefined;
  return key === undefined ? undefined : makeSpecial(token.start, token.end, [key]);
}

/** More pieces than any date, address, version or grouped number has; bounds the work. */
const mostParts = 6;

interface Cluster {
  parts: NumberToken[];
  separators: string[];
}

/** What ties the digits at `index` to those before, if they are written as one. */
function findSeparator(text: string, tokens: readonly Token[], index: number): string | undefined {
  const gap = text.slice(tokens[index - 1]?.end, tokens[index]?.start);
  return /^[.,:'’/-]$/.test(gap) ? gap : undefined;
}

function gatherCluster(text: string, tokens: readonly Token[], from: number, language: Language): Cluster {
  const cluster: Cluster = { parts: [], separators: [] };
  for (const [offset, token] of tokens.slice(from, from + mostParts).entries()) {
    const part = splitNumberToken(token, language);
    const separator = offset === 0 ? '' : findSeparator(text, tokens, from + offset);
    if (part === undefined || separator === undefined || (offset > 0 && part.lead > 0)) break;
    if (offset > 0) cluster.separators.push(separator);
    cluster.parts.push(part);
    if (part.suffix !== '') break;
  }
  return cluster;
}

/** Reads the number that starts with the digits at `from`: a date, a time, thousands, a decimal, an address, or just digits. */
export function readDigits(
  text: string,
  tokens: readonly Token[],
  from: number,
  language: Language,
): { atom: Atom; next: number } | undefined {
  const { parts, separators } = gatherCluster(text, tokens, from, language);
  const first = parts[0];
  const start = tokens[from]?.start;
  if (first === undefined || start === undefined) return undefined;
  const finish = (width: number, build: Build): { atom: Atom; next: number } => {
    const suffix = parts[width - 1]?.suffix ?? '';
    const atom = build(start, tokens[from + width - 1]?.end ?? start);
    if (suffix === 'am' || suffix === 'pm') return { atom: { ...atom, dayPart: suffix }, next: from + width };
    return { atom, next: from + width };
  };
  const plainWidth = separators.findIndex((separator) => /[-/]/.test(separator)) + 1 || parts.length;
  const date = readDate(parts.slice(0, 3), separators.slice(0, 2));
  const continues = separators[2] !== undefined && separators[2] === separators[0];
  if (date !== undefined && !continues) return finish(3, date);
  const short = readShortDate(text.charAt(tokens[from + 1]?.end ?? 0), parts, separators);
  if (short !== undefined && language.spec.decimal === ',') return finish(2, short);
  const numeric = readNumeric(parts.slice(0, plainWidth), separators.slice(0, plainWidth - 1), language);
  if (numeric !== undefined) return finish(plainWidth, numeric);
  const ordinal = language.digitEndings.has(first.suffix);
  return finish(1, (from, to) => makeAtom(from, to, first.digits, { ordinal }));
}

type Build = (start: number, end: number) => Atom;

function readDate(parts: readonly NumberToken[], separators: readonly string[]): Build | undefined {
  const shape = parts.map((part) => part.digits.length).join(' ');
  const uniform =
    separators.length === 2 && separators[0] === separators[1] && /[./-]/.test(separators[0] ?? '');
  if (!uniform || !/^(?:4 [12] [12]|[12] [12] (?:2|4))$/.test(shape)) return undefined;
  const digits = parts.map((part) => part.digits);
  const values = digits.map((part) => part.replace(/^0+(?=\d)/, ''));
  const monthAndDay = (digits[0]?.length === 4 ? values.slice(1) : values.slice(0, 2)).map(Number);
  if (Math.min(...monthAndDay) < 1 || Math.max(...monthAndDay) > 31 || Math.min(...monthAndDay) > 12)
    return undefined;
  return (start, end) =>
    makeSpecial(start, end, [digits.join('')], { date: digits, alsoSaid: [...digits, ...values] });
}

/** "12.03." where decimals have a comma; it may still be meant as 12.03. */
function readShortDate(
  after: string,
  parts: readonly NumberToken[],
  separators: readonly string[],
): Build | undefined {
  const [day = '', month = ''] = parts.map((part) => part.digits);
  if (after !== '.' || separators.length !== 1 || separators[0] !== '.') return undefined;
  if (!/^(?:[12]?\d|3[01]|0\d)$/.test(day) || !/^(?:0?[1-9]|1[0-2])$/.test(month)) return undefined;
  const values = [day, month].map((part) => part.replace(/^0/, ''));
  return (start, end) =>
    makeSpecial(start, end, [keyDecimal(day, month)], {
      date: [day, month],
      alsoSaid: [day, month, ...values],
    });
}

function isThousands(digits: readonly string[]): boolean {
  return /^[1-9]\d{0,2}$/.test(digits[0] ?? '') && digits.slice(1).every((part) => part.length === 3);
}

function readNumeric(
  parts: readonly NumberToken[],
  separators: readonly string[],
  language: Language,
): Build | undefined {
  const digits = parts.map((part) => part.digits);
  if (separators.length === 0) return undefined;
  if (separators.every((one) => one === ':')) return readColons(digits);
  return readThousands(digits, separators, language.spec.decimal) ?? readPoints(digits, separators);
}

function joinPieces(digits: readonly string[]): Build {
  return (start, end) => makeAtom(start, end, digits.join(''));
}

/** 1.234, 12'500, 1,234.50 */
function readThousands(
  digits: readonly string[],
  separators: readonly string[],
  decimal: string,
): Build | undefined {
  const [first = ''] = separators;
  const last = separators.at(-1) ?? '';
  const head = digits.slice(0, -1);
  if (!/[.,'’]/.test(first) || !separators.slice(0, -1).every((one) => one === first)) return undefined;
  if (last === first) {
    // One decimal sign in a number is a decimal sign, two are not.
    return isThousands(digits) && (first !== decimal || digits.length > 2) ? joinPieces(digits) : undefined;
  }
  return /[.,]/.test(last) && isThousands(head) ? readDecimal(head.join(''), digits.at(-1) ?? '') : undefined;
}

/** 3.5, and the dots of an address or a version, which are said digit by digit: 192.168.1.1 */
function readPoints(digits: readonly string[], separators: readonly string[]): Build | undefined {
  const [whole = '', fraction = ''] = digits;
  if (digits.length === 2) return /[.,]/.test(separators[0] ?? '') ? readDecimal(whole, fraction) : undefined;
  return separators.every((one) => one === '.') ? joinPieces(digits) : undefined;
}

function readColons(digits: readonly string[]): Build | undefined {
  const [hour = '', minute = ''] = digits;
  const key = minute.length === 2 ? keyTime(Number(hour), Number(minute)) : undefined;
  if (key === undefined || hour.length > 2 || digits.length > 3) return undefined;
  return (start, end) => makeSpecial(start, end, [key], { alsoSaid: [digits.join(''), ...digits] });
}

function readDecimal(whole: string, fraction: string): Build {
  const key = keyDecimal(whole, fraction);
  // "3.30 Uhr"
  const time =
    fraction.length === 2 && whole.length <= 2 ? keyTime(Number(whole), Number(fraction)) : undefined;
  return (start, end) => makeSpecial(start, end, time === undefined ? [key] : [key, time]);
}
