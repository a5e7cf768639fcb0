import { detectLanguages } from '../language';
import { splitSentences } from '../sentences';
import { type Answer, findAnswers } from './answers';
import { type ChosenType, chooseRequestType } from './choose-request-type';
import { type Entity, findEntities } from './entities';
import { findGist } from './gist';
import { compileWords, findLexicon, type Lexicon } from './lexicon';
import { NO_OFFERS, type Offers } from './offers';

export type Urgency = 'low' | 'normal' | 'high' | 'critical';
export type Intent = 'incident' | 'request' | 'question' | 'complaint' | 'other';

/** What rules and word lists make of a message. */
export interface Reading {
  transcript: string;
  /** ISO 639-1. */
  language: string;
  summary: string;
  description: string;
  /** The matter in one sentence. */
  recap: string;
  urgency: Urgency;
  /** The likeliest first; all of them. */
  intents: Intent[];
  entities: Entity[];
  callback: { wanted: boolean; when: string | null; number: string | null };
  smsOptOut: boolean;
  angry: boolean;
  /** Among the request types that were offered with the message. */
  requestType: ChosenType;
  /** For the fields that were offered with the message. */
  answers: Answer[];
}

/** Reads a transcript in any of the languages that have a lexicon; others by the English one. */
export function readMessage(transcript: string, offers: Offers = NO_OFFERS): Reading {
  const [language = 'en'] = detectLanguages(transcript);
  const lexicon = findLexicon(language);
  const gist = findGist(transcript, lexicon);
  const entities = findEntities(transcript, language, lexicon);
  const intents = scoreIntents(transcript, lexicon);
  return {
    transcript,
    language,
    ...gist,
    urgency: judgeUrgency(transcript, lexicon),
    intents: INTENTS.toSorted((a, b) => intents[b] - intents[a]),
    entities,
    callback: readCallback(transcript, entities, lexicon),
    smsOptOut: compileWords(lexicon, lexicon.noTexts).test(transcript),
    angry: countMatches(transcript, lexicon, lexicon.complaints) > 1,
    requestType: chooseRequestType({ transcript, language, intents }, offers.requestTypes),
    answers: findAnswers(offers.fields, { text: transcript, language, lexicon, entities }),
  };
}

const countMatches = (text: string, lexicon: Lexicon, words: string[]): number =>
  [...text.matchAll(compileWords(lexicon, words))].length;

function judgeUrgency(transcript: string, lexicon: Lexicon): Urgency {
  const unhurried = compileWords(lexicon, lexicon.unhurried);
  const isUnhurried = transcript.search(unhurried) >= 0;
  // "Not urgent" holds the word "urgent".
  const text = transcript.replace(unhurried, ' ');
  const has = (words: string[]) => compileWords(lexicon, words).test(text);
  const isUrgent = has(lexicon.urgent);
  const hitsMany = has(lexicon.crowds) && has(lexicon.troubles);
  if (has(lexicon.emergencies) || (hitsMany && isUrgent)) return 'critical';
  if (isUnhurried) return isUrgent ? 'normal' : 'low';
  return isUrgent || hitsMany || countMatches(text, lexicon, lexicon.complaints) > 2 ? 'high' : 'normal';
}

const INTENTS: Intent[] = ['incident', 'request', 'question', 'complaint', 'other'];

/** How much speaks for each. */
function scoreIntents(transcript: string, lexicon: Lexicon): Record<Intent, number> {
  const sentences = splitSentences(transcript);
  const count = (words: string[], without: string[] = []) =>
    sentences.filter(
      (sentence) =>
        compileWords(lexicon, words).test(sentence) && !compileWords(lexicon, without).test(sentence),
    ).length;
  const complaints = countMatches(transcript, lexicon, lexicon.complaints);
  const aside = [...lexicon.courtesies, ...lexicon.callback.asked, ...lexicon.noTexts];
  return {
    incident: 1.5 * count(lexicon.troubles, lexicon.noTexts),
    request: 1.2 * count(lexicon.wishes, aside),
    question: 2 * count(lexicon.questions, [...aside, ...lexicon.wishes]),
    complaint: complaints > 1 ? 1.6 * complaints : 0.5 * complaints,
    other: 0.1,
  };
}

function readCallback(transcript: string, entities: Entity[], lexicon: Lexicon): Reading['callback'] {
  const declined = compileWords(lexicon, lexicon.callback.declined).test(transcript);
  const asked = compileWords(lexicon, lexicon.callback.asked);
  const sentences = splitSentences(transcript).filter((sentence) => sentence.search(asked) >= 0);
  const wanted = sentences.length > 0 && !declined;
  if (!wanted) return { wanted, when: null, number: null };
  const spoken = sentences.join(' ');
  const when = compileWords(lexicon, lexicon.times).exec(spoken)?.[0] ?? null;
  const phones = entities.filter(({ kind }) => kind === 'phone');
  const phone = phones.find(({ quote }) => spoken.includes(quote)) ?? phones[0];
  return { wanted, when, number: phone?.value ?? null };
}
