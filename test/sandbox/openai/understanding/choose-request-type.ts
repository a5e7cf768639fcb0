import type { OfferedType } from './offers';
import type { Intent } from './read-message';
import { CATCH_ALL, SUBJECTS, TYPE_INTENTS } from './subjects';
import { foldText, hasTerm } from './terms';

export interface ChosenType {
  id: string | null;
  /** From 0 to 1. */
  confidence: number;
}

/** A message as far as it matters to the choice. */
export interface Matter {
  transcript: string;
  language: string;
  /** How much speaks for each. */
  intents: Record<Intent, number>;
}

interface TypeText {
  type: OfferedType;
  /** The words of its name, and all of its words. */
  name: string[];
  words: string[];
  /** What its name, and what all of it is about. */
  nameSubjects: string[];
  subjects: string[];
  intents: TypeIntent[];
  isCatchAll: boolean;
}

/** What of a message is looked for in the types. */
interface Sought {
  intents: Matter['intents'];
  subjects: string[];
  words: string[];
}

type TypeIntent = keyof typeof TYPE_INTENTS;

const INTENTS = ['incident', 'request', 'question', 'complaint'] as const;
const INTENT_WEIGHT = 3.5;
/** A type that does not say what it is for may be requested. */
const UNSAID_WEIGHT = 1.2;
/** What a subject is worth in a type that is for something else than the message wants. */
const WRONG_INTENT = 0.4;
/** What the intent is worth for a type that is named for a subject of which nothing was said. */
const OTHER_SUBJECT = 0.6;
const MOST_WORDS = 3;
/** How sharply a lead in weight becomes a likelihood. */
const TEMPERATURE = 0.6;
const LEAST = 0.3;
/** What a type for all the rest is worth to any message. */
const SPARE = 0.4;
const FILLERS =
  /^(?:the|and|for|you|your|our|with|what|that|this|something|somebody|anything|else|tell|please|happens?|not|does|any|from|new|need|want|get|can|der|die|das|und|ein|eine|einen|für|mit|nicht|etwas|neue?n?|les?|des|une?|pour|avec|est|los|las|una?|para|con|que|por|del?|gli|per|non|che|di|um|uma|com|os|as|het|een|en|voor|niet|van|il|la|el)$/u;

/**
 * The request type that a message belongs to: by what it wants (something mended, something new, an answer), by what it
 * is about, and by the words that it shares with a type's name and description.
 */
export function chooseRequestType(matter: Matter, types: readonly OfferedType[]): ChosenType {
  if (types.length === 0 || !/\p{L}/u.test(matter.transcript)) return { id: null, confidence: 0 };
  const said = foldText(matter.transcript);
  const subjects = listSubjects(said, [matter.language, 'en']);
  const sought: Sought = { intents: matter.intents, subjects, words: listWords(said) };
  const texts = types.map(describeType);
  const weighed = texts
    .map((text) => ({ id: text.type.id, weight: weigh(sought, text, texts) }))
    .sort((a, b) => b.weight - a.weight);
  const [best, second] = weighed;
  if (best === undefined || best.weight < LEAST) return { id: null, confidence: 0 };
  const total = weighed.reduce((sum, { weight }) => sum + likelihood(weight), 0);
  const lead = (likelihood(best.weight) - (second ? likelihood(second.weight) : 0)) / total;
  const evidence = 1 - Math.exp(-best.weight);
  const sure = Math.min(0.98, evidence * Math.max(0.2, lead ** 0.7));
  return { id: best.id, confidence: Math.round(100 * sure) / 100 };
}

const likelihood = (weight: number): number => Math.exp(weight / TEMPERATURE);

const listSubjects = (folded: string, languages?: readonly string[]): string[] =>
  Object.entries(SUBJECTS).flatMap(([name, terms]) => (hasTerm(folded, terms, languages) ? [name] : []));

const listIntents = (folded: string): TypeIntent[] =>
  INTENTS.filter((intent) => hasTerm(folded, TYPE_INTENTS[intent]));

function describeType(type: OfferedType): TypeText {
  const name = foldText(type.name);
  const whole = `${name} ${foldText(type.description ?? '')}`;
  const named = listIntents(name);
  return {
    type,
    name: listWords(name),
    words: listWords(whole),
    nameSubjects: listSubjects(name),
    subjects: listSubjects(whole),
    intents: named.length > 0 ? named : listIntents(whole),
    isCatchAll: hasTerm(whole, CATCH_ALL),
  };
}

function weigh(sought: Sought, text: TypeText, all: readonly TypeText[]): number {
  const served = INTENTS.filter((intent) => all.some(({ intents }) => intents.includes(intent)));
  // What is said more often counts more than its part.
  const sum = served.reduce((total, intent) => total + sought.intents[intent] ** 2, 0);
  const share = (intent: TypeIntent): number => (sum === 0 ? 0 : sought.intents[intent] ** 2 / sum);
  const fits = Math.max(0, ...text.intents.map(share));
  const unsaid = UNSAID_WEIGHT * (sum === 0 ? 0.5 : share('request'));
  const wanted = text.intents.length > 0 ? INTENT_WEIGHT * fits : unsaid;
  const isWrong = text.intents.length > 0 && sum > 0 && fits < 0.2;
  const { nameSubjects } = text;
  const isOther = nameSubjects.length > 0 && !nameSubjects.some((name) => sought.subjects.includes(name));
  const about = weighSubjects(sought, text, all) + weighWords(sought, text, all);
  return (
    (isOther ? OTHER_SUBJECT : 1) * wanted +
    (isWrong ? WRONG_INTENT : 1) * about +
    (text.isCatchAll ? SPARE : 0)
  );
}

/** What all types are about tells none from the other. */
function weighSubjects(sought: Sought, text: TypeText, all: readonly TypeText[]): number {
  return text.subjects
    .filter((name) => sought.subjects.includes(name))
    .reduce((sum, name) => {
      const sharing = all.filter(({ subjects }) => subjects.includes(name)).length;
      return sum + (text.nameSubjects.includes(name) ? 2.5 : 1.5) / sharing;
    }, 0);
}

function weighWords(sought: Sought, text: TypeText, all: readonly TypeText[]): number {
  const sharing = (word: string): number =>
    all.filter(({ words }) => words.some((other) => isSame(other, word))).length;
  const sum = text.words
    .filter((word) => sought.words.some((other) => isSame(other, word)))
    .reduce((total, word) => total + (text.name.includes(word) ? 1.2 : 0.7) / sharing(word), 0);
  return Math.min(MOST_WORDS, sum);
}

const segmenter = new Intl.Segmenter('ja', { granularity: 'word' });

/** The words that tell something, each once. */
function listWords(folded: string): string[] {
  const words = [...segmenter.segment(folded)]
    .map(({ segment }) => segment)
    .filter((word) => /^[a-z]{3,}$|^(?=.*[\p{Script=Han}\p{Script=Katakana}]).{2,}$/u.test(word))
    .filter((word) => !FILLERS.test(word));
  return [...new Set(words)];
}

/** "printer" and "printers", "work" and "working". */
function isSame(one: string, other: string): boolean {
  if (one === other) return true;
  const short = Math.min(one.length, other.length);
  if (short < 4 || !/^[a-z]/.test(one)) return false;
  const stem = Math.max(4, Math.ceil(short * 0.75));
  return one.slice(0, stem) === other.slice(0, stem);
}
