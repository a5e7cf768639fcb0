import { pathOf, type Turn } from '../graph';
import { hangUp, type Say, type Speech } from '../speech';
import { choose, hasMessage, hasPerson, languageOf, noticeOf, say, sayOwn, type Talk } from '../talk';

/** The last seconds of a long message are announced. */
const TAIL_SECONDS = 30;
/** A shorter message has no room for an announcement. */
const SHORTEST_SPLIT_SECONDS = 90;

/** How long the first part of a message may be; the rest is recorded after an announcement. */
export const firstSeconds = (maxSeconds: number): number =>
  maxSeconds >= SHORTEST_SPLIT_SECONDS ? maxSeconds - TAIL_SECONDS : maxSeconds;
export const tailSeconds = (maxSeconds: number): number =>
  maxSeconds >= SHORTEST_SPLIT_SECONDS ? TAIL_SECONDS : 0;

export interface Listening {
  /** What invites to speak, and what stands before it. */
  say: Say[];
  place: 'listening' | 'adding' | 'comment';
  attempt: number;
  maxSeconds: number;
}

/**
 * Records, and when nothing is heard asks again in other words, then goes on with `otherwise`. An empty `<Record>` makes no
 * request and falls through to the next verb (https://www.twilio.com/docs/voice/twiml/record), also when a key ended it;
 * so all attempts fit in one document, and the question before each takes keys.
 */
export function listen(talk: Talk, { say: first, ...how }: Listening): Speech[] {
  const again = [[say(talk, 'quietFirst')], [say(talk, 'quietSecond'), ...personHint(talk)]];
  const prompts = how.place === 'adding' ? [first] : [first, ...again.slice(how.attempt - 1)];
  const speech = prompts.flatMap((sentences, index): Speech[] => {
    const turn: Turn = { place: how.place, attempt: how.attempt + index };
    return [askBefore(talk, turn, sentences), record(talk, turn, how.maxSeconds)];
  });
  return [...speech, ...otherwise(talk, how.place)];
}

/** What was said before counts, where there is something; else nobody spoke, however often the line asked. */
const otherwise = (talk: Talk, place: Listening['place'] | 'speaking'): Speech[] =>
  place === 'adding' || hasMessage(talk.call)
    ? [{ kind: 'go', to: pathOf({ place: 'waiting', attempt: 1 }) }]
    : [say(talk, 'goodbyeQuiet'), hangUp];

/** What is said before the tone; a key counts from the first word on. */
function askBefore(talk: Talk, turn: Turn, sentences: Say[]): Speech {
  const takesWords = mayDecline(talk, turn);
  // Where nothing can be said instead of speaking after the tone, the tone comes at once.
  const ask = choose(talk, pathOf(turn), sentences, takesWords ? ['unrecorded', 'person'] : []);
  return { ...ask, timeoutSeconds: takesWords ? 2 : 1 };
}

const record = (talk: Talk, turn: Turn, maxSeconds: number): Speech => ({
  kind: 'record',
  at: pathOf(turn),
  maxSeconds,
  finishOnKey: mayDecline(talk, turn) ? '#0*2' : '#0*',
});

/** Where the notice is played, and so the way out of it. */
const mayDecline = ({ line }: Talk, { place }: Turn): boolean => line.mayDecline && place !== 'adding';

/** What a caller hears before the first tone. */
export const welcome = (talk: Talk): Say[] => [...noticeOf(talk), say(talk, 'prompt'), ...personHint(talk)];

/** Nobody is promised who is not there. */
const personHint = (talk: Talk): Say[] => (hasPerson(talk) ? [say(talk, 'personHint')] : []);

export const greetingOf = (talk: Talk): Say[] => [
  sayOwn(talk, talk.line.greeting, 'greeting', { line: talk.line.name }),
];

/** Somebody who does not want to be recorded is heard by Twilio's recogniser, turn by turn. */
export function hear(
  talk: Talk,
  { say: first, place, attempt }: { say: Say[]; place: 'speaking' | 'adding' | 'comment'; attempt: number },
): Speech[] {
  const speakNow = say(talk, place === 'comment' ? 'addNow' : 'speakNow');
  const again = [[say(talk, 'notUnderstood'), speakNow], [speakNow]].slice(attempt - 1);
  const asks = (place === 'adding' ? [first] : [first, ...again]).map(
    (sentences, index): Speech => ({
      kind: 'ask',
      at: pathOf({ place, attempt: attempt + index }),
      say: sentences,
      language: languageOf(talk),
      keys: { count: 1, finishOnKey: '' },
      speech: { hints: talk.line.vocabulary },
      timeoutSeconds: 8,
    }),
  );
  return [...asks, ...otherwise(talk, place)];
}
