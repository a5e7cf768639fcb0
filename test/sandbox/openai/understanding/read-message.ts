import { detectLanguages } from '../language';
import { splitSentences } from '../sentences';
import { type Entity, findEntities } from './entities';
import { findGist } from './gist';
import { compileWords, findLexicon, type Lexicon } from './lexicon';

export type Urgency = 'low' | 'normal' | 'high' | 'critical';
export type Intent = 'incident' | 'request' | 'question' | 'complaint' | 'other';

/** What rules and word lists make of a message. */
export interface Reading {
  transcript: string;
  /** ISO 639-1. */
  language: string;
  summary: string;
  description: string;
  urgency: Urgency;
  /** The likeliest first; all of them. */
  intents: Intent[];
  entities: Entity[];
  callback: { wanted: boolean; when: string | null; number: string | null };
  smsOptOut: boolean;
  angry: boolean;
}

/** Reads a transcript in any of the languages that have a lexicon; others by the English one. */
export function readMessage(transcript: string): Reading {
  const [language = 'en'] = detectLanguages(transcript);
  const lexicon = findLexicon(language);
  const { summary, description } = findGist(transcript, lexicon);
  const entities = findEntities(transcript, language, lexicon);
  return {
    transcript,
    language,
    summary,
    description,
    urgency: judgeUrgency(transcript, lexicon),
    intents: rankIntents(transcript, lexicon),
    entities,
    callback: readCallback(transcript, entities, lexicon),
    smsOptOut: compileWords(lexicon, lexicon.noTexts).test(transcript),
    angry: countMatches(transcript, lexicon, lexicon.complaints) > 1,
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

function rankIntents(transcript: string, lexicon: Lexicon): Intent[] {
  const sentences = splitSentences(transcript);
  const count = (words: string[], without: string[] = []) =>
    sentences.filter(
      (sentence) =>
        compileWords(lexicon, words).test(sentence) && !compileWords(lexicon, without).test(sentence),
    ).length;
  const complaints = countMatches(transcript, lexicon, lexicon.complaints);
  const aside = [...lexicon.courtesies, ...lexicon.callback.asked, ...lexicon.noTexts];
  const scores: Record<Intent, number> = {
    incident: 1.5 * count(lexicon.troubles, lexicon.noTexts),
    request: 1.2 * count(lexicon.wishes, aside),
    question: 2 * count(lexicon.questions, [...aside, ...lexicon.wishes]),
    complaint: complaints > 1 ? 1.6 * complaints : 0.5 * complaints,
    other: 0.1,
  };
  const intents: Intent[] = ['incident', 'request', 'question', 'complaint', 'other'];
  return intents.sort((a, b) => scores[b] - scores[a]);
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
