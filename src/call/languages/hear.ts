import type { Language } from '../../contract/language';
import { wordsOf } from '.';
import type { SpokenAnswer } from './words';

/**
 * What is compared: words as a recogniser may write them in any way. Kana and Chinese characters stand for themselves,
 * one by one, since Japanese has no spaces; so a phrase is a run of tokens in every language.
 */
type Tokens = readonly string[];

/** Small words of a language that are no answers, but say how one is meant. */
interface Asides {
  /** They turn what is said into its opposite. */
  not: readonly string[];
  /** Behind a yes, they take it back. */
  but: readonly string[];
  /** Around an answer, they mean nothing. */
  filler: readonly string[];
  /** In so many labels and sentences that they don't tell one label from another. */
  small: readonly string[];
  /** From zero to nine, each as a recogniser may write it. */
  digits: readonly (readonly string[])[];
}

/** From a token up to one that isn't part of it any more. */
type Span = readonly [from: number, to: number];

/** Where a phrase was heard at the start or the end of what was said. */
interface Heard {
  answer: SpokenAnswer;
  from: number;
  to: number;
}

/** Words beside the phrase, from which on the caller tells something rather than answers. */
const MOST_WORDS_BESIDE = 6;
/** Fewer for a yes: it must not be taken out of a story that begins with "okay", or "si è rotta la stampante". */
const MOST_WORDS_BESIDE_YES = 3;
/** So many Japanese characters count as one word. */
const CHARACTERS_PER_WORD = 3;
/** Words that begin with the same letters are only taken for the same where these are so many. */
const SHORTEST_STEM = 5;

/** What does not mean itself behind a "not" ("nothing to add"); all others name what the caller wants in any case. */
const UNDONE_BY_NOT: readonly SpokenAnswer[] = ['add', 'start-over', 'status', 'message', 'new'];

const listOf = (text: string, between: string): string[] => (text === '' ? [] : text.split(between));

const row = (not: string, but: string, filler: string, small: string, digits: string): Asides => ({
  not: listOf(not, ', '),
  but: listOf(but, ', '),
  filler: listOf(filler, ', '),
  small: listOf(small, ', '),
  digits: listOf(digits, ', ').map((names) => listOf(names, '/')),
});

/** In the order of {@link Asides}. */
const ASIDES: Record<Language, Asides> = {
  en: row(
    'not, t, dont, doesnt, didnt, isnt, wasnt, cant, cannot, never, nothing, none, no, without',
    'but, except, however, only, though',
    'please, thanks, thank you, um, uh, er, well, so, oh, sorry, i think',
    'a, an, the, of, to, for, with, in, on, at, by, and, or, from, is, it, i, my, me, we, our, you, your, have, has, this, that, about, please',
    'zero/oh, one, two/too, three, four, five, six, seven, eight, nine',
  ),
  de: row(
    'nicht, nichts, nie, kein, keine, keinen, keinem, keiner, ohne, nein',
    'aber, nur, allerdings, jedoch, außer, sondern',
    'bitte, danke, äh, ähm, also, na ja, entschuldigung, ich glaube',
    'der, die, das, den, dem, des, ein, eine, einen, einem, einer, und, oder, mit, für, von, vom, zu, zum, zur, in, im, am, an, auf, bei, ich, mein, meine, meinen, wir, unser, unsere, es, ist, habe, bitte',
    'null, eins/ein, zwei/zwo, drei, vier, fünf, sechs, sieben, acht, neun',
  ),
  fr: row(
    'ne, n, pas, jamais, rien, aucun, aucune, sans, non',
    'mais, sauf, seulement, cependant, par contre',
    's il vous plaît, s il te plaît, merci, euh, alors, ben, bah, désolé, désolée, je crois',
    'le, la, les, l, un, une, des, de, du, d, à, au, aux, et, ou, en, dans, sur, pour, avec, par, je, j, mon, ma, mes, nous, notre, nos, c, est, ce, il, ai, qui, que',
    'zéro, un/une, deux, trois, quatre, cinq, six, sept, huit, neuf',
  ),
  es: row(
    'no, nunca, nada, ningún, ninguna, tampoco, sin',
    'pero, salvo, excepto, aunque, solo',
    'por favor, gracias, eh, pues, bueno, perdón, perdone, creo que',
    'el, la, los, las, un, una, unos, unas, de, del, a, al, y, o, en, con, por, para, yo, mi, mis, me, nuestro, nuestra, es, lo, que, se, tengo, hay',
    'cero, uno/una/un, dos, tres, cuatro, cinco, seis, siete, ocho, nueve',
  ),
  it: row(
    'non, no, mai, niente, nulla, nessun, nessuno, nessuna, senza',
    'ma, però, tranne, solo, eccetto',
    'per favore, per piacere, grazie, ehm, allora, beh, scusi, mi scusi, credo',
    'il, lo, la, i, gli, le, l, un, uno, una, di, del, della, dei, delle, a, al, alla, e, o, in, nel, nella, con, per, da, dal, su, mio, mia, miei, mi, ho, è, che, si, nostro, nostra',
    'zero, uno/una/un, due, tre, quattro, cinque, sei, sette, otto, nove',
  ),
  'pt-BR': row(
    'não, nunca, nada, nenhum, nenhuma, nem, sem',
    'mas, porém, exceto, só, menos',
    'por favor, obrigado, obrigada, é, eh, então, bom, desculpe, desculpa, acho que',
    'o, a, os, as, um, uma, de, do, da, dos, das, e, ou, em, no, na, com, por, para, pra, eu, meu, minha, meus, minhas, me, nosso, nossa, é, que, tenho, está',
    'zero, um/uma, dois/duas, três, quatro, cinco, seis/meia, sete, oito, nove',
  ),
  nl: row(
    'niet, niets, nooit, geen, zonder, nee',
    'maar, alleen, behalve, echter',
    'alstublieft, alsjeblieft, graag, dank u, dank u wel, dank je, bedankt, uh, eh, nou, sorry, ik denk',
    'de, het, een, van, aan, in, op, met, voor, bij, en, of, uit, te, ik, mijn, me, wij, we, ons, onze, is, heb, dat, dit, er, over',
    'nul, een/één, twee, drie, vier, vijf, zes, zeven, acht, negen',
  ),
  ja: row(
    'ない, なく, ません, 違, ちが, なし, 間違',
    'でも, ですが, けど, けれど, ただし',
    'えーと, ええと, えっと, あの, あのー, すみません, すいません, です, でお願いします, をお願いします, ください',
    '',
    'ゼロ/零/れい/0番, いち/一/いちばん/一番/1番, に/二/にばん/二番/2番, さん/三/さんばん/三番/3番, よん/四/よんばん/四番/4番, ご/五/ごばん/五番/5番, ろく/六/ろくばん/六番/6番, なな/七/ななばん/七番/7番, はち/八/はちばん/八番/8番, きゅう/九/きゅうばん/九番/9番',
  ),
};

/**
 * What a recogniser's text means among the answers that are offered at this moment; undefined where that is not sure.
 * A no beats a yes, and every other answer beats both ("no, start over"): it says what the caller wants to do about it.
 */
export function hearAnswer(
  language: Language,
  text: string,
  offered: readonly SpokenAnswer[],
): SpokenAnswer | undefined {
  const said = withoutRepeats(tokensOf(text));
  if (said.length === 0) return undefined;
  const asides = ASIDES[language];
  const core = withoutFillers(said, asides.filler);
  const exact = offered.filter((answer) => saysExactly(language, answer, said, said.slice(...core)));
  return exact.length > 0 ? only(exact) : hearWithin(language, said, core, offered);
}

/** The language whose own name the caller said, among those offered. */
export function hearLanguage(text: string, among: readonly Language[]): Language | undefined {
  const said = tokensOf(text);
  const named = among.filter((language) =>
    wordsOf(language).ownNames.some((name) => contains(said, tokensOf(name))),
  );
  return only([...new Set(named)]);
}

/**
 * Which of the labels was said, by its index: word for word, or somewhere in a sentence, or a part of one label only,
 * or the one that has the most words in common with it. Undefined where several could be meant.
 */
export function hearChoice(language: Language, text: string, labels: readonly string[]): number | undefined {
  const said = tokensOf(text);
  const asides = ASIDES[language];
  const bare = said.slice(...withoutFillers(said, asides.filler));
  const small = asides.small.flatMap(tokensOf);
  const isTelling = (tokens: Tokens): boolean => tokens.some((token) => !small.includes(token));
  const choices = labels.map((label, index) => ({ index, tokens: tokensOf(label) }));
  const exact = choices.filter(
    ({ tokens }) => tokens.length > 0 && [said, bare].some((text) => isSame(tokens, text)),
  );
  if (exact.length > 0) return only(exact)?.index;
  const named = choices.filter(({ tokens }) => isTelling(tokens) && contains(said, tokens));
  // Who says "Mac mini" has said "Mac", too.
  const whole = named.filter(({ tokens }) => !named.some((other) => isPart(tokens, other.tokens)));
  if (whole.length > 0) return only(whole)?.index;
  const partly = choices.filter(({ tokens }) => isTelling(bare) && contains(tokens, bare));
  if (partly.length > 0) return only(partly)?.index;
  return mostInCommon(
    labels.map((label) => tellingParts(label, small)),
    tellingParts(text, small),
  );
}

/** The index of the only label that shares the most with what was said. */
function mostInCommon(labels: readonly Tokens[], said: Tokens): number | undefined {
  const shared = labels.map(
    (parts) => new Set(parts.filter((part) => said.some((other) => isAlike(part, other)))).size,
  );
  const most = Math.max(0, ...shared);
  return most > 0 && shared.indexOf(most) === shared.lastIndexOf(most) ? shared.indexOf(most) : undefined;
}

/** The same word, or one with another ending: "printer", "printers". */
const isAlike = (one: string, other: string): boolean =>
  one === other ||
  (Math.min(one.length, other.length) >= SHORTEST_STEM && (one.startsWith(other) || other.startsWith(one)));

/** The words that tell one label from another; in Japanese, every two neighbours that aren't grammar (hiragana). */
const tellingParts = (text: string, small: readonly string[]): Tokens =>
  (fold(text).match(TELLING) ?? [])
    .flatMap((run) => (IS_SPACELESS.test(run) ? pairsOf([...run]) : [run]))
    .filter((part) => !small.includes(part));

const pairsOf = (characters: Tokens): Tokens =>
  characters.length < 2
    ? characters
    : characters.slice(1).map((character, index) => `${characters[index]}${character}`);

function saysExactly(language: Language, answer: SpokenAnswer, said: Tokens, bare: Tokens): boolean {
  const asides = ASIDES[language];
  const number = numberIn(bare, asides);
  return phrasesOf(language, answer).some(
    (phrase) =>
      isSame(phrase, said) ||
      isSame(phrase, bare) ||
      // The key of the answer, however it was written: "1", "one".
      (number !== undefined && numberIn(phrase, asides) === number),
  );
}

function hearWithin(
  language: Language,
  said: Tokens,
  core: Span,
  offered: readonly SpokenAnswer[],
): SpokenAnswer | undefined {
  const asides = ASIDES[language];
  const heard = longestOf(heardIn(language, said, core, offered));
  if (heard.length === 0 || wordsBeside(said, core, heard) > MOST_WORDS_BESIDE) return undefined;
  const nots = placesOf(said, asides.not).filter((at) => !isWithin(at, heard));
  const answers = [...new Set(heard.map(({ answer }) => answer))];
  const wishes = answers.filter(isWish);
  if (wishes.length > 0) {
    return only(wishes.filter((answer) => nots.length === 0 || !UNDONE_BY_NOT.includes(answer)));
  }
  if (answers.includes('no')) return offered.find((answer) => answer === 'no');
  if (placesOf(said, asides.but).length > 0) return undefined;
  const meant = yesOr(said, core, heard, nots);
  return offered.find((answer) => answer === meant);
}

/** What stands at the start and at the end, and which wish follows a yes or no ("yes, add the room to it"). */
function heardIn(language: Language, said: Tokens, core: Span, offered: readonly SpokenAnswer[]): Heard[] {
  const asides = ASIDES[language];
  // A no counts where it isn't offered, too: what it denies must not be heard as a yes.
  const phrases = [...new Set<SpokenAnswer>([...offered, 'yes', 'no'])].flatMap((answer) =>
    phrasesOf(language, answer)
      // "One moment" is no answer, though "one" is.
      .filter((phrase) => phrase.length > 0 && numberIn(phrase, asides) === undefined)
      .map((phrase) => ({ answer, phrase })),
  );
  const atEnds = phrases.flatMap(({ answer, phrase }) => heardAtAnEnd(answer, phrase, said, core));
  const lead = longestOf(atEnds.filter(({ answer, from }) => !isWish(answer) && from <= core[0]))[0];
  if (lead === undefined) return atEnds;
  const [skipped] = withoutFillers(said.slice(lead.to), [...asides.filler, ...asides.but]);
  const from = lead.to + skipped;
  const next = phrases
    .filter(({ answer, phrase }) => isWish(answer) && startsAt(said, phrase, from))
    .map(({ answer, phrase }) => ({ answer, from, to: from + phrase.length }));
  return [...atEnds, ...next];
}

const isWish = (answer: SpokenAnswer): boolean => answer !== 'yes' && answer !== 'no';

/** A yes with a "not" before it is a no ("that isn't right"); with one, or a "but", behind it, it is anybody's guess. */
function yesOr(
  said: Tokens,
  core: Span,
  heard: readonly Heard[],
  nots: readonly number[],
): 'yes' | 'no' | undefined {
  const start = Math.min(...heard.map(({ from }) => from));
  if (nots.length > 0) return nots.every((at) => at < start) ? 'no' : undefined;
  return wordsBeside(said, core, heard) > MOST_WORDS_BESIDE_YES ? undefined : 'yes';
}

/** Fillers may belong to the phrase ("please repeat"), but aren't one ("um" is no "um-hum"). */
function heardAtAnEnd(answer: SpokenAnswer, phrase: Tokens, said: Tokens, [start, end]: Span): Heard[] {
  return [...new Set([0, start, end - phrase.length, said.length - phrase.length])]
    .map((from) => ({ answer, from, to: from + phrase.length }))
    .filter(({ from, to }) => from >= 0 && from < end && to > start && startsAt(said, phrase, from));
}

/** Without what is only a part of something longer: "again" in "again from the start". */
const longestOf = (heard: readonly Heard[]): Heard[] =>
  heard.filter(
    ({ from, to }) =>
      !heard.some((other) => other.from <= from && to <= other.to && other.to - other.from > to - from),
  );

const phrasesOf = (language: Language, answer: SpokenAnswer): Tokens[] =>
  wordsOf(language).heard[answer].map(tokensOf);

/** Lower case, no accents, no punctuation; the marks of kana stay, since they make other sounds of them. */
const fold = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC');

const SPACELESS = '[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}ー]';
const TOKEN = new RegExp(`${SPACELESS}|(?:(?!${SPACELESS})[\\p{L}\\p{M}\\p{N}])+`, 'gu');
const IS_SPACELESS = new RegExp(SPACELESS, 'u');
/** As a token, but Japanese in runs, and without what is mostly grammar. */
const TELLING = new RegExp(
  `[\\p{Script=Han}\\p{Script=Katakana}ー]+|(?:(?!${SPACELESS})[\\p{L}\\p{M}\\p{N}])+`,
  'gu',
);

const tokensOf = (text: string): Tokens => fold(text).match(TOKEN) ?? [];

/** "No, no, no" is one no. Single Japanese characters may well stand twice in a word. */
const withoutRepeats = (tokens: Tokens): Tokens =>
  tokens.filter((token, index) => token !== tokens[index - 1] || IS_SPACELESS.test(token));

function wordCount(tokens: Tokens): number {
  const characters = tokens.filter((token) => IS_SPACELESS.test(token)).length;
  return tokens.length - characters + characters / CHARACTERS_PER_WORD;
}

const wordsBeside = (said: Tokens, [from, to]: Span, heard: readonly Heard[]): number =>
  wordCount(said.filter((_, at) => from <= at && at < to && !isWithin(at, heard)));

const isWithin = (at: number, heard: readonly Heard[]): boolean =>
  heard.some(({ from, to }) => from <= at && at < to);

const startsAt = (tokens: Tokens, part: Tokens, at: number): boolean =>
  part.every((token, index) => tokens[at + index] === token);

const isSame = (one: Tokens, other: Tokens): boolean =>
  one.length === other.length && startsAt(one, other, 0);

/** An empty part is in nothing: a label of signs alone can't be said. */
const contains = (tokens: Tokens, part: Tokens): boolean =>
  part.length > 0 && tokens.some((_, at) => startsAt(tokens, part, at));

const isPart = (tokens: Tokens, of: Tokens): boolean => tokens.length < of.length && contains(of, tokens);

/** Where any of these phrases begins. */
const placesOf = (tokens: Tokens, phrases: readonly string[]): number[] => {
  const parts = phrases.map(tokensOf);
  return tokens.flatMap((_, at) => (parts.some((part) => startsAt(tokens, part, at)) ? [at] : []));
};

const only = <T>(found: readonly T[]): T | undefined => (found.length === 1 ? found[0] : undefined);

/** What is left without "please", "um" and the like at either end. */
function withoutFillers(tokens: Tokens, filler: readonly string[]): Span {
  const fillers = filler.map(tokensOf);
  let [from, to] = [0, tokens.length];
  for (;;) {
    const inside = fillers.filter((part) => part.length <= to - from);
    const first = inside.find((part) => startsAt(tokens, part, from));
    const last = inside.find((part) => startsAt(tokens, part, to - part.length));
    if (first === undefined && last === undefined) return [from, to];
    if (first !== undefined) from += first.length;
    else to -= last?.length ?? 0;
  }
}

/** The digit that is all that these words say. */
function numberIn(tokens: Tokens, { digits }: Asides): number | undefined {
  const said = tokens.join('');
  if (/^\d$/.test(said)) return Number(said);
  const digit = digits.findIndex((names) => names.some((name) => tokensOf(name).join('') === said));
  return digit === -1 ? undefined : digit;
}
