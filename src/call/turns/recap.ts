import type { Call } from '../../contract/call';
import { RECAP_ANSWERS } from '../documents/ask';
import {
  agree,
  goRound,
  isMore,
  type Move,
  mayRepeat,
  onlyWantsPerson,
  readInput,
  repeated,
  type Taken,
  toPerson,
  tryOf,
  withoutMessage,
  wrapUp,
} from '../move';
import { isOpenToMore } from '../recordings';
import { hasMessage, hold, say, type Talk } from '../talk';
import { addPrompt, takeWords } from './listen';
import { askNext } from './question';

/** While the caller waits: is there something to read back by now? */
const MOST_WAITS = 6;

/** The line has waited a moment; `found.worked` says that it has just done what it could by itself. */
export function takeWaiting(given: Talk, event: Taken): Move {
  const talk = { ...given, call: asBefore(given.call) };
  const { call, around } = talk;
  if (event.hungUp) return { to: 'end', call };
  const wantsPerson = readInput(talk, event, {}, []) === 'person';
  switch (call.state) {
    case 'answered':
    case 'recorded':
    case 'transcribed':
      return wantsPerson ? toPerson(talk) : waitOn(talk, event.turn.attempt);
    case 'understood':
      return wantsPerson ? toPerson(talk) : understood({ ...talk, call: hold(call, around.now) });
    case 'abandoned':
      return { to: 'listening', call, attempt: 2, first: [say(talk, 'quietFirst')] };
    case 'parked':
      return { to: 'end', call, later: true };
    default:
      return { to: 'filing', call, effect: { kind: 'file' } };
  }
}

/** Who started over and said nothing is back where they were. */
function asBefore(call: Call): Call {
  if (call.startsOver === undefined) return call;
  const { startsOver: _, ...before } = call;
  return before;
}

function waitOn(talk: Talk, attempt: number): Move {
  const { call, found } = talk;
  if (!hasMessage(call)) return withoutMessage(talk);
  // Whoever is at it is nearly through when the line has just said that it listens; later, music is better than silence.
  const isDue = call.retry === undefined && (call.lease === undefined || attempt === 1);
  if (found.worked !== true && isDue) return { to: 'waiting', call, attempt, effect: { kind: 'work' } };
  if (attempt >= MOST_WAITS) return { to: 'end', call: agree(call), file: true, later: true };
  return {
    to: 'waiting',
    call,
    attempt: attempt + 1,
    first: attempt % 2 === 0 ? [say(talk, 'stillWorking')] : [],
  };
}

function understood(talk: Talk): Move {
  const { call, line } = talk;
  const said = call.transcript?.text ?? '';
  if (call.transfer === undefined && said !== '' && onlyWantsPerson(talk, said))
    return toPerson({ ...talk, call: { ...call, startsOver: true } });
  return line.recap ? { to: 'recap', call } : askNext(talk, 0);
}

/** How often the line asks what it should do with it, and how often it is read on request. */
const ATTEMPTS = 3;
const MOST_REPEATS = 5;

/** What the caller says to what was understood. */
export function takeRecap(talk: Talk, event: Taken): Move {
  const { call } = talk;
  const { turn, speech, hungUp } = event;
  if (hungUp) return { to: 'end', call };
  // Somebody else has filed it meanwhile, or is about to.
  if (!isOpenToMore(call)) return { to: 'filing', call, effect: { kind: 'file' } };
  const input = readInput(talk, event, { '1': 'yes', '2': 'add', '3': 'start-over' }, RECAP_ANSWERS);
  switch (input) {
    case 'yes':
      return askNext({ ...talk, call: { ...call, recap: 'confirmed' } }, 0);
    case 'add':
    case 'no':
      return goRound(talk, (next) => ({
        to: 'adding',
        call: hold(next, talk.around.now, talk.line.maxMessageSeconds),
        first: addPrompt(talk),
      }));
    case 'start-over':
      return goRound(talk, (next) => startOver({ ...talk, call: next }));
    case 'person':
      return toPerson(talk);
    // The document has asked twice, and said what becomes of it.
    case 'nothing':
      return wrapUp({ ...talk, call: { ...call, recap: 'unanswered' } });
    case 'repeat':
      return mayRepeat(turn.attempt, MOST_REPEATS)
        ? { to: 'recap', call, attempt: repeated(turn.attempt) }
        : unanswered(talk);
    default:
      return input === 'unknown' && speech !== undefined && isMore(speech)
        ? goRound(talk, (next) => takeWords({ ...talk, call: next }, speech))
        : misunderstood(talk, turn.attempt);
  }
}

const misunderstood = (talk: Talk, attempt: number): Move =>
  tryOf(attempt) >= ATTEMPTS
    ? unanswered(talk)
    : { to: 'recap', call: talk.call, attempt: attempt + 1, first: [say(talk, 'notUnderstood')] };

const unanswered = (talk: Talk): Move =>
  wrapUp({ ...talk, call: { ...talk.call, recap: 'unanswered' } }, [say(talk, 'recapUnanswered')]);

/** What was left before counts until there is something in its place: who hangs up now has said it all the same. */
function startOver(talk: Talk): Move {
  const { around, line } = talk;
  const call = { ...hold(talk.call, around.now, line.maxMessageSeconds), startsOver: true };
  return call.unrecorded
    ? { to: 'adding', call, first: [say(talk, 'speakNow')] }
    : { to: 'listening', call, first: [say(talk, 'startOverPrompt')] };
}
