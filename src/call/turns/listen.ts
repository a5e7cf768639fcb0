import type { Line } from '../../contract/settings';
import { firstSeconds, tailSeconds, welcome } from '../documents/listen';
import { wordsOf } from '../languages';
import { readKey } from '../languages/read-aloud';
import { type Input, isMore, type Move, onlyWantsPerson, readInput, type Taken, toPerson } from '../move';
import { forgetMessage, isEmpty, keepRecording, keepWords } from '../recordings';
import type { Say } from '../speech';
import { hasMessage, hold, languageOf, noticeOf, release, say, type Talk } from '../talk';

/** How often the line asks somebody who says nothing, and somebody who presses keys. */
const ATTEMPTS = 3;
const MOST_ATTEMPTS = 6;

/** A message, or a key before or instead of it. */
export function takeListening(talk: Talk, event: Taken): Move {
  const { recording, turn, speech, hungUp } = event;
  if (declines(talk, event)) return stopRecording(talk, event, 'speaking');
  if (recording !== undefined && !isEmpty(recording)) return takeRecording(talk, event);
  if (hungUp) return { to: 'end', call: talk.call };
  const input = readInput(talk, event, {}, ['person', 'repeat']);
  if (input === 'person') return toPerson(talk);
  // Somebody who could not wait for the tone has been heard all the same.
  if (input === 'unknown' && speech !== undefined && isMore(speech)) return takeWords(talk, speech);
  const attempt = turn.attempt + 1;
  if (attempt > mostOf(input)) return giveUp(talk);
  // Nobody is recorded without having heard of it, however early # was pressed.
  const first = event.digits === '#' ? noticeOf(talk) : welcome(talk);
  return { to: 'listening', call: talk.call, attempt, first };
}

const mostOf = (input: Input): number => (input === 'nothing' ? ATTEMPTS : MOST_ATTEMPTS);

/** What was said before counts, where there is something. */
const giveUp = (talk: Talk): Move =>
  hasMessage(talk.call)
    ? { to: 'waiting', call: hold(talk.call, talk.around.now), first: [] }
    : { to: 'end', call: talk.call, first: [say(talk, 'goodbyeQuiet')] };

const declines = (talk: Talk, event: Taken): boolean =>
  talk.line.mayDecline &&
  (event.digits === '2' || readInput(talk, event, {}, ['unrecorded']) === 'unrecorded');

/** What was recorded is kept first; then the key that ended it counts. */
function takeRecording(talk: Talk, event: Taken): Move {
  const { line, around } = talk;
  const { recording, digits, turn, hungUp } = event;
  if (recording === undefined) return { to: 'end', call: talk.call };
  const kept = keepRecording(talk.call, recording, around.now);
  if (hungUp) return { to: 'end', call: release(kept), file: true };
  const call = hold(kept, around.now, line.maxMessageSeconds);
  const next = { ...talk, call };
  if (digits?.includes('0')) return { ...toPerson(next), file: true };
  if (digits?.includes('*')) return { to: 'adding', call, file: true, first: [say(next, 'addPrompt')] };
  const tail = tailSeconds(line.maxMessageSeconds);
  const isCut =
    turn.place === 'listening' && tail > 0 && recording.seconds >= firstSeconds(line.maxMessageSeconds) - 1;
  if (isCut && digits === undefined)
    return {
      to: 'adding',
      call,
      file: true,
      attempt: TAIL_ATTEMPT,
      first: [say(next, 'lastSeconds', { count: tail })],
    };
  return { to: 'waiting', call, file: true, first: [say(next, 'oneMoment')] };
}

/** Marks the rest of a message that came near the time limit: shorter than what is added on purpose. */
const TAIL_ATTEMPT = 9;

export const secondsFor = (
  line: Line,
  place: 'listening' | 'adding' | 'comment',
  attempt: number,
): number => {
  if (place === 'listening') return firstSeconds(line.maxMessageSeconds);
  return attempt === TAIL_ATTEMPT ? tailSeconds(line.maxMessageSeconds) : line.maxMessageSeconds;
};

/** What was recorded until then is deleted, and what comes is heard without; what was heard so since is kept. */
function stopRecording(talk: Talk, { recording }: Taken, to: 'speaking' | 'comment'): Move {
  const call = talk.call.unrecorded
    ? talk.call
    : { ...forgetMessage(talk.call, recording), unrecorded: true };
  const next = { ...talk, call };
  const invitation = say(next, to === 'comment' ? 'addNow' : 'speakNow');
  return { to, call, first: [say(next, 'noticeUnrecorded'), invitation] };
}

/** What somebody says who is not recorded. */
export function takeSpeaking(talk: Talk, event: Taken): Move {
  const { turn, speech, hungUp } = event;
  if (hungUp && speech === undefined)
    return { to: 'end', call: release(talk.call), file: hasMessage(talk.call) };
  const input = readUnrecorded(talk, event);
  if (speech !== undefined && input === 'unknown') return takeWords(talk, speech, hungUp);
  if (input === 'person') return toPerson(talk);
  const attempt = turn.attempt + 1;
  if (attempt > mostOf(input)) return giveUp(talk);
  return { to: 'speaking', call: talk.call, attempt, first: [say(talk, 'speakNow')] };
}

/** More words than these are a message, though one of them may sound like a wish. */
const WISH_WORDS = 3;

/** What is said to the recogniser is the message, but for a short wish. */
function readUnrecorded(talk: Talk, event: Taken): Input {
  const { speech, hungUp } = event;
  if (speech === undefined) return readInput(talk, event, {}, []);
  if (hungUp) return 'unknown';
  if (onlyWantsPerson(talk, speech)) return 'person';
  const isShort = speech.trim().split(/\s+/).length <= WISH_WORDS;
  return isShort ? readInput(talk, event, {}, ['repeat']) : 'unknown';
}

/** Words that Twilio's recogniser heard. */
export function takeWords(talk: Talk, words: string, hungUp = false): Move {
  const kept = wordsKept(talk, words);
  if (hungUp) return { to: 'end', call: release(kept), file: true };
  return { to: 'waiting', call: hold(kept, talk.around.now), file: true, first: [say(talk, 'oneMoment')] };
}

const wordsKept = (talk: Talk, words: string): Talk['call'] =>
  keepWords(talk.call, words, wordsOf(languageOf(talk)).tag);

/** Something more, recorded or not; nothing more is an answer too. */
export function takeAdding(talk: Talk, event: Taken): Move {
  const { recording, speech, hungUp, turn } = event;
  if (recording !== undefined && !isEmpty(recording)) return takeRecording(talk, event);
  if (hungUp && speech === undefined) return { to: 'end', call: release(talk.call), file: true };
  const input = readUnrecorded(talk, event);
  if (speech !== undefined && input === 'unknown') return takeWords(talk, speech, hungUp);
  if (input === 'person') return toPerson(talk);
  if (input === 'repeat' && turn.attempt < ATTEMPTS)
    return { to: 'adding', call: talk.call, attempt: turn.attempt + 1, first: addPrompt(talk) };
  return { to: 'waiting', call: hold(talk.call, talk.around.now), first: [] };
}

export const addPrompt = (talk: Talk): Say[] => [say(talk, talk.call.unrecorded ? 'addNow' : 'addPrompt')];

/** A message for an open request. */
export function takeComment(talk: Talk, event: Taken): Move {
  const { recording, turn, speech, hungUp } = event;
  const { call, around } = talk;
  if (declines(talk, event)) return stopRecording(talk, event, 'comment');
  if (recording !== undefined && !isEmpty(recording))
    return commentLeft({ ...talk, call: release(keepRecording(call, recording, around.now)) }, event);
  const input = call.unrecorded ? readUnrecorded(talk, event) : readInput(talk, event, {}, ['person']);
  if (call.unrecorded && speech !== undefined && input === 'unknown')
    return commentLeft({ ...talk, call: release(wordsKept(talk, speech)) }, event);
  if (hungUp) return { to: 'end', call };
  if (input === 'person') return toPerson(talk);
  const attempt = turn.attempt + 1;
  if (attempt > mostOf(input)) return { to: 'end', call, first: [say(talk, 'goodbyeQuiet')] };
  return { to: 'comment', call, attempt, first: commentPrompt(talk) };
}

function commentLeft(talk: Talk, { digits, hungUp }: Taken): Move {
  if (hungUp) return { to: 'end', call: talk.call, file: true };
  if (digits?.includes('0')) return { ...toPerson(talk), file: true };
  return { to: 'end', call: talk.call, file: true, first: [commentTaken(talk)] };
}

export const commentTaken = (talk: Talk): Say =>
  say(talk, 'commentTaken', { request: readKey(talk.call.about?.key ?? '') });

/** There is no tone for somebody who is not recorded. */
export const commentPrompt = (talk: Talk): Say[] => [
  talk.call.unrecorded
    ? say(talk, 'addNow')
    : say(talk, 'commentPrompt', { request: readKey(talk.call.about?.key ?? '') }),
];
