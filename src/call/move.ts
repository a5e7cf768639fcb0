import type { Call } from '../contract/call';
import type { FieldAnswer } from '../contract/question';
import type { Effect } from './effect';
import type { TurnTaken } from './event';
import type { Place } from './graph';
import { wordsOf } from './languages';
import { hearAnswer } from './languages/hear';
import type { SpokenAnswer } from './languages/words';
import type { Say } from './speech';
import { hasMessage, languageOf, say, type Talk } from './talk';

/** Where the conversation goes from a place, and what changes on the way. */
export interface Move {
  to: Place | 'end';
  call: Call;
  attempt?: number;
  item?: number;
  /** What is said before the next place's own words; of places where the caller speaks, all that is said. */
  first?: Say[];
  /** Has to be done before the next place can say anything. */
  effect?: Effect;
  /** Whether there is something to be filed without the caller. */
  file?: boolean;
  /** Ends with the promise that the number follows. */
  later?: boolean;
}

/** What the caller did at a place: one of its answers, something else, or nothing. */
export type Input = SpokenAnswer | 'unknown' | 'nothing';

export type Taken = Omit<TurnTaken, 'kind' | 'callId' | 'from' | 'to'>;

/** Reads an answer by key or in words; 0 is a person and * a repetition everywhere. */
export function readInput(
  talk: Talk,
  { digits, speech }: Pick<Taken, 'digits' | 'speech'>,
  keys: Readonly<Record<string, SpokenAnswer>>,
  answers: readonly SpokenAnswer[],
): Input {
  if (digits !== undefined) return ALWAYS[digits] ?? keys[digits] ?? 'unknown';
  if (speech !== undefined) return hearAnswer(languageOf(talk), speech, answers) ?? 'unknown';
  return 'nothing';
}

const ALWAYS: Readonly<Record<string, SpokenAnswer>> = { '0': 'person', '*': 'repeat' };

/** Attempts count what was not understood in ones, and repetitions in tens: who wants to hear it again is not misheard. */
const REPETITION = 10;
export const repeated = (attempt: number): number => attempt + REPETITION;
export const mayRepeat = (attempt: number, most: number): boolean => attempt < most * REPETITION;
export const tryOf = (attempt: number): number => attempt % REPETITION;

/** Whether all that somebody said is that they want a person. */
export const onlyWantsPerson = (talk: Talk, text: string): boolean => {
  const words = text.trim().split(/\s+/).length;
  return words <= 5 && wordsOf(languageOf(talk)).heard.person.length > 0
    ? hearAnswer(languageOf(talk), text, ['person']) === 'person'
    : false;
};

/** Whole sentences are no answer, but something to be filed. */
export const isMore = (speech: string): boolean =>
  speech.length >= 25 || speech.trim().split(/\s+/).length >= 5;

/** Nobody goes round more often. */
const MOST_ROUNDS = 6;

/** One more round, or what is left to do when there were enough of them. */
export function goRound(talk: Talk, next: (call: Call) => Move): Move {
  const rounds = (talk.call.rounds ?? 0) + 1;
  return rounds > MOST_ROUNDS ? wrapUp(talk) : next({ ...talk.call, rounds });
}

/** Files what there is, or says goodbye where there is nothing. */
export const wrapUp = (talk: Talk, first: Say[] = []): Move =>
  hasMessage(talk.call)
    ? { to: 'filing', call: agree(talk.call), first, effect: { kind: 'file' } }
    : { to: 'end', call: talk.call, first: [...first, say(talk, 'goodbye')] };

/**
 * For places that come behind a message, of a call that has none: the store was out as it came. A recording is found at the
 * provider and filed under the same reference; words that were not recorded are nowhere.
 */
export function withoutMessage(talk: Talk): Move {
  const { call, line } = talk;
  if (call.state === 'abandoned') return { to: 'end', call, first: [say(talk, 'goodbyeQuiet')] };
  return line.mayDecline ? wrapUp(talk) : { to: 'end', call, later: true };
}

/** Nobody has to wait for the caller any more. */
export const agree = ({ heldUntil: _, ...call }: Call): Call => call;

export const withAnswer = (call: Call, answer: FieldAnswer): Call => ({
  ...call,
  answers: [...(call.answers ?? []).filter(({ fieldId }) => fieldId !== answer.fieldId), answer],
});

/** An answer that was read back counts, unless the caller said no: it was heard, and agents see it. */
export function settleAnswer(call: Call): Call {
  const { pendingAnswer, ...rest } = call;
  return pendingAnswer === undefined ? call : withAnswer(rest, pendingAnswer.answer);
}

/** What was already left for an open request stays for that one. */
export const toPerson = (talk: Talk): Move =>
  goRound(talk, ({ about, ...call }) => ({
    to: 'person',
    call: about !== undefined && hasMessage(call) ? { ...call, about } : call,
  }));
