import { z } from 'zod';
import type { Language } from '../../contract/language';
import { placeOf } from '../../intake/spoken-numbers/atom';
import { fold } from '../../intake/spoken-numbers/fold';
import { findLanguage } from '../../intake/spoken-numbers/languages';
import { readNumbers } from '../../intake/spoken-numbers/read';
import { ADDRESS_WORDS } from './address-words';
import { isPolite } from './small-words';

const SIGNS = new Set('@._-+/:');
const isSign = (part: string | undefined): boolean => part !== undefined && SIGNS.has(part);
const isLetter = (part: string | undefined): boolean => part !== undefined && /^[a-z]$/.test(part);

/** More words than these in a row are a sentence, and no name that a recogniser wrote apart. */
const MOST_WORDS = 3;
/** What is not spelled back has to be one word from sign to sign: "not the point really" is no page. */
const ONE_WORD = 1;

/** Rare signs in an address that was written as one: what has no name here would be lost. */
const RARE_SIGN = /['’%!#&*=~^`|{}$?][^\s@]*@/u;

/** The one e-mail address that was said, in lower case. Words without a sign between them are one; it is spelled back. */
export function hearEmail(text: string, language: Language): string | undefined {
  const parts = partsOf(text, language);
  const at = parts.lastIndexOf('@');
  if (at === -1 || RARE_SIGN.test(text)) return undefined;
  const local = withoutLead(parts.slice(parts.slice(0, at).lastIndexOf('@') + 1, at), language);
  const name = nameOf(local, MOST_WORDS, (run) => withDigits(run, language));
  const host = hostOf(parts.slice(at + 1), MOST_WORDS);
  if (name === undefined || host === undefined || host.rest.some((part) => !isAside(part))) return undefined;
  const address = `${name}@${host.name}`;
  return EMAIL.safeParse(address).success ? address : undefined;
}

const EMAIL = z.email().max(254);

/** The address of a page that was said; without a scheme it is a secure one. */
export function hearUrl(text: string, language: Language): string | undefined {
  const parts = withoutLead(partsOf(text, language), language);
  const scheme = parts[0] === 'http' || parts[0] === 'https' ? parts[0] : undefined;
  const start = scheme === undefined ? 0 : parts.findIndex((part, index) => index > 0 && !isSign(part));
  const slash = parts.indexOf('/', start);
  const end = slash === -1 ? parts.length : slash;
  const host = hostOf(parts.slice(start, end), ONE_WORD);
  const path = nameOf(withoutCourtesy(parts.slice(end)), ONE_WORD, joined);
  if (start === -1 || host === undefined || path === undefined) return undefined;
  if (host.rest.some((part) => !isAside(part))) return undefined;
  const url = `${scheme ?? 'https'}://${host.name}${path}`;
  return URL.canParse(url) && url.length <= 2000 ? url : undefined;
}

/** What may follow an address without being part of it: words, but neither signs nor digits. */
const isAside = (part: string): boolean => !isSign(part) && !/\d/.test(part);

/** Words as they were said, and signs as signs. */
function partsOf(text: string, language: Language): string[] {
  const { signs } = ADDRESS_WORDS[language];
  let plain = text.normalize('NFKC').toLowerCase();
  if (language === 'ja') {
    for (const [sign, names] of signs)
      for (const name of names.split(',')) plain = plain.replaceAll(name, ` ${sign} `);
    plain = plain.replace(/(?<=[a-z\d])(?=\P{ASCII})|(?<=\P{ASCII})(?=[a-z\d])/gu, ' ');
  }
  const words = plain
    .replace(/\b(double|doppel)-/g, '$1 ')
    // What ends a sentence; a sign that was said stands between blanks.
    .replace(/(?<!\s)[.!?。]+(?=\s|$)/gu, ' ')
    .replace(/[@._\-+/:]/g, ' $& ')
    .split(/[\s,;、'’"]+/u)
    .filter((word) => word !== '');
  return withoutSpelling(withSigns(words, language), language);
}

function withSigns(words: readonly string[], language: Language): string[] {
  const names = ADDRESS_WORDS[language].signs.flatMap(([sign, list]) =>
    list.split(',').map((name) => [sign, fold(name).split(/[ ']/)] as const),
  );
  const parts: string[] = [];
  const plain = words.map(fold);
  for (let index = 0; index < words.length; ) {
    const found = names.find(([, name]) => name.every((word, offset) => plain[index + offset] === word));
    parts.push(found?.[0] ?? words[index] ?? '');
    index += found?.[1].length ?? 1;
  }
  return parts;
}

/** "A as in Alfa" is an A, "double N" are two. */
function withoutSpelling(parts: readonly string[], language: Language): string[] {
  const { repeats } = findLanguage(language);
  const doubled = new RegExp(`(?<=^| )(${[...repeats.keys()].join('|')}) ([a-z\\d])(?= |$)`, 'g');
  const ways = ADDRESS_WORDS[language].asIn.replaceAll(',', '|');
  const example = new RegExp(`(?<=^| )([a-z]) (?:${ways}) \\1\\S*`, 'g');
  const text = parts.join(' ').replace(doubled, (_, times: string, character: string) =>
    // The name of the letter W.
    language === 'en' && times === 'double' && character === 'u'
      ? 'w'
      : character.repeat(repeats.get(times) ?? 1),
  );
  const plain = ways === '' ? text : text.replace(example, '$1');
  return plain === '' ? [] : plain.split(' ');
}

/** Without "my address is": up to the last such word before the first sign, as long as something is left. */
function withoutLead(all: readonly string[], language: Language): string[] {
  const parts = withoutHyphened(all);
  const lead = new Set(ADDRESS_WORDS[language].lead.split(','));
  const sign = parts.findIndex(isSign);
  const words = parts.slice(0, sign === -1 ? parts.length : sign);
  const isLead = (word: string): boolean => lead.has(word) || (language === 'ja' && !/[a-z\d]/.test(word));
  const last = words.findLastIndex((word, index) => isLead(word) && index < words.length - 1);
  return parts.slice(last + 1);
}

/** "Meine E-Mail-Adresse …": a lead with signs in it; but "e-mail at …" is an address. */
const withoutHyphened = (parts: readonly string[]): readonly string[] => {
  const text = parts.join(' ');
  const rest = text.replace(/^(?:\p{L}+ ){0,4}?e - mail(?: - adress?e?)? (?=\p{L})/u, '');
  return rest === text ? parts : rest.split(' ');
};

function withoutCourtesy(parts: readonly string[]): string[] {
  const last = parts.findLastIndex((part) => !isPolite(fold(part)));
  return parts.slice(0, last + 1);
}

const joined = (run: readonly string[]): string => run.join('');

/** Joins what was said from sign to sign. Undefined for what is a sentence. */
function nameOf(
  parts: readonly string[],
  mostWords: number,
  join: (run: readonly string[]) => string,
): string | undefined {
  let name = '';
  let run: string[] = [];
  for (const part of [...parts, '']) {
    if (part !== '' && !isSign(part)) {
      run.push(part);
      continue;
    }
    if (run.filter((word) => /\p{L}{2}/u.test(word)).length > mostWords) return undefined;
    name += join(run) + part;
    run = [];
  }
  return name;
}

/** Numbers as digits; the letter O is no zero. */
const withDigits = (run: readonly string[], language: Language): string => {
  const words = run.join(' ');
  return readNumbers(words, findLanguage(language))
    .items.map((item) => {
      const { start, end } = placeOf(item);
      const raw = words.slice(start, end).replace(/\s+/g, '');
      const digits = item.kind === 'atom' && !item.atom.ordinal ? item.atom.digits : undefined;
      return isLetter(raw) || digits === undefined ? raw : digits;
    })
    .join('');
};

/** A host with at least one dot; what was said behind its last part is the rest. */
function hostOf(parts: readonly string[], mostWords: number): { name: string; rest: string[] } | undefined {
  const dot = parts.lastIndexOf('.');
  const tail = parts.slice(dot + 1);
  const letters = tail.findIndex((part) => !isLetter(part));
  const spelled = letters === -1 ? tail.length : letters;
  const width = spelled > 1 ? spelled : 1;
  const top = tail.slice(0, width).join('');
  const labels = nameOf(parts.slice(0, Math.max(0, dot)), mostWords, joined);
  const name = `${labels}.${top}`;
  const isHost = /^(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)+[a-z]{2,24}$/.test(name) && name.length <= 253;
  return dot > 0 && labels !== undefined && isHost ? { name, rest: tail.slice(width) } : undefined;
}
