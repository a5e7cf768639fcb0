import { splitSentences } from '../sentences';
import { compileWords, type Lexicon } from './lexicon';

/** A sentence without greeting and filler, and how much of the matter it holds. */
interface Weighed {
  text: string;
  weight: number;
  index: number;
}

const LONG_SENTENCE = 160;
const CLAUSE =
  /(?<=[,;])\s+|\s+(?=(?:and|so|but|because|und|aber|weil|et|mais|car|y|pero|porque|e|ma|mas|en|maar|want)\s)/iu;
/** Such a sentence leans on the one before. */
const LEANS =
  /^(?:it|they|she|he|that|this|es|er|sie|das|il|elle|ils|ça|cela|eso|esto|lo|esso|questo|isso|isto|ele|ela|het|dat|それ|これ)(?![\p{L}])/iu;
/** "SAP", "StockPilot". */
const PROPER = /(?<![\p{L}\p{N}])(?:\p{Lu}{2,6}|\p{Lu}\p{Ll}+\p{Lu}\p{L}+)(?![\p{L}\p{N}])/u;
const LONGEST_SUMMARY = 120;
const LONGEST_RECAP = 160;
const AND = '(?:and|und|et|y|e|en)';
const ORIGIN = `^\\s+(?:from|of|in|at|with|calling|aus|von|vom|de|du|del|desde|da|di|uit|van)\\s[^,.;]{1,40}?(?=[,;]|\\s+${AND}\\s)`;

export interface Gist {
  summary: string;
  description: string;
  /** The matter in one whole sentence, for the caller's ear. */
  recap: string;
}

/** The matter in one line, in a few and in a sentence, all in the caller's own words. */
export function findGist(text: string, lexicon: Lexicon): Gist {
  const weighed = splitSentences(text)
    .flatMap((sentence) => (sentence.length > LONG_SENTENCE ? splitClauses(sentence) : [sentence]))
    .map((sentence, index) => weigh(sentence, index, lexicon));
  const ranked = [...weighed].sort((a, b) => b.weight - a.weight || a.index - b.index);
  const core = ranked[0]?.text ?? '';
  const telling = ranked.slice(0, 3).filter(({ weight }, rank) => rank === 0 || weight > 0.5);
  const description = telling
    .sort((a, b) => a.index - b.index)
    .map((sentence) => endSentence(sentence.text))
    .join(/[。！？]$/u.test(core) ? '' : ' ');
  const summary = shorten(core.replace(/[\s.。!！?？,;:…]+$/u, ''), LONGEST_SUMMARY);
  return { summary, description, recap: recapitulate(core) };
}

function recapitulate(core: string): string {
  if (core === '') return '';
  const short = shorten(core.replace(/[\s,;:…]+$/u, ''), LONGEST_RECAP - 1);
  return /[.!?…。！？]$/u.test(short) ? short : `${short}${isJapanese(short) ? '。' : '.'}`;
}

const isJapanese = (text: string): boolean => /[\p{Script=Hiragana}\p{Script=Katakana}]$/u.test(text);

/** Long breathless sentences are cut between their clauses, and short clauses stay with the one before. */
function splitClauses(sentence: string): string[] {
  const clauses: string[] = [];
  for (const clause of sentence.split(CLAUSE)) {
    const last = clauses.at(-1);
    if (last === undefined || (last.length > 60 && clause.length > 30)) clauses.push(clause);
    else clauses[clauses.length - 1] = `${last} ${clause}`;
  }
  return clauses;
}

function weigh(sentence: string, index: number, lexicon: Lexicon): Weighed {
  const text = stripLead(sentence, lexicon);
  const has = (words: string[]) => compileWords(lexicon, words).test(text);
  // "I do not want any texts" is neither.
  const matter = text.replace(compileWords(lexicon, lexicon.noTexts), ' ');
  const isTrouble = compileWords(lexicon, lexicon.troubles).test(matter);
  const isWish = compileWords(lexicon, lexicon.wishes).test(matter);
  const weights: [boolean, number][] = [
    [isTrouble, 3],
    [isWish, isTrouble ? 0.5 : 2],
    [has(lexicon.questions), 1],
    [has(lexicon.products) || PROPER.test(text), 1],
    [has(lexicon.crowds), 0.7],
    [has(lexicon.errors), 0.4],
    [has(lexicon.courtesies), -3],
    [has(lexicon.introductions), -1.5],
    [has(lexicon.callback.asked), -3],
    [has(lexicon.noTexts), -3],
    [has(lexicon.unhurried), -1.5],
    [has(lexicon.complaints), -0.5],
    [/(?:\d[\s-]?){6}/.test(text), -1],
    [countWords(text, lexicon) < 3, -2],
    [LEANS.test(text), -0.7],
    [text.includes('…'), -0.3],
    [!/\p{L}/u.test(stripOnce(text, lexicon)), -3],
  ];
  const weight = weights.reduce((sum, [holds, value]) => sum + (holds ? value : 0), -0.12 * index);
  return { text, weight, index };
}

const countWords = (text: string, { spaced }: Lexicon): number =>
  spaced ? text.split(/\s+/).length : Math.ceil(text.length / 3);

/** Takes off "Hi, um, this is Bob from sales and …". */
function stripLead(sentence: string, lexicon: Lexicon): string {
  let text = sentence.trim();
  for (let before = ''; before !== text && text !== ''; ) {
    before = text;
    const rest = stripOnce(text, lexicon);
    if (/[\p{L}\p{N}]{2}/u.test(rest)) text = rest;
  }
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}

function stripOnce(text: string, lexicon: Lexicon): string {
  const trim = (rest: string) => rest.replace(/^[\s,;:.!?…、。-]+/u, '');
  const lead = trim(text);
  const opener = matchStart(lead, lexicon, lexicon.openers);
  if (opener !== undefined) return trim(lead.slice(opener.length));
  const introduction = matchStart(lead, lexicon, lexicon.introductions);
  if (introduction === undefined) return lead;
  return trim(lead.slice(introduction.length).replace(new RegExp(ORIGIN, 'iu'), ''));
}

function matchStart(text: string, lexicon: Lexicon, words: string[]): string | undefined {
  const match = [...text.matchAll(compileWords(lexicon, words))][0];
  return match?.index === 0 && match[0] !== '' ? match[0] : undefined;
}

const endSentence = (text: string): string =>
  /[.!?…。！？]$/u.test(text) ? text : `${text.replace(/[,;:\s]+$/, '')}.`;

/** Shortens to `most` letters at a clause, else at a word with an ellipsis. */
export function shorten(text: string, most: number): string {
  const letters = [...text];
  if (letters.length <= most) return text;
  const room = letters.slice(0, most).join('');
  const clause = Math.max(
    room.lastIndexOf(', '),
    room.lastIndexOf('; '),
    room.lastIndexOf('、'),
    room.lastIndexOf('. '),
  );
  if (clause > most * 0.4) return room.slice(0, clause);
  const short = letters.slice(0, Math.max(0, most - 1)).join('');
  const word = short.lastIndexOf(' ');
  return `${(word > most * 0.4 ? short.slice(0, word) : short).replace(/[\s,;:]+$/u, '')}…`.slice(0, most);
}
