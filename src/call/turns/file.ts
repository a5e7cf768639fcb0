import { isAtWork } from '../life';
import { type Move, readInput, type Taken, toPerson, withoutMessage, wrapUp } from '../move';
import type { Say } from '../speech';
import { hasMessage, hold, noteNotice, noticeOf, release, say, type Talk } from '../talk';
import { commentTaken } from './listen';

/** How often the line plays music while Jira is at it. */
const MOST_WAITS = 3;
/** How often the number is read. */
const MOST_READINGS = 4;

/** The request is being made, or the caller has just agreed to it. */
export function takeFiling(talk: Talk, { turn, hungUp }: Taken): Move {
  const { call, found } = talk;
  if (hungUp) return { to: 'end', call: release(call), file: hasMessage(call) };
  // What is left to do is for the queue: the caller need not wait for it.
  if (call.request !== undefined) return { to: 'told', call, file: isAtWork(call.state) };
  if (!hasMessage(call)) return withoutMessage(talk);
  if (call.state === 'parked' || (found.filed !== undefined && turn.attempt >= MOST_WAITS))
    return { to: 'end', call: release(call), file: true, later: true };
  if (found.filed === undefined)
    return { to: 'filing', call: release(call), attempt: turn.attempt, effect: { kind: 'file' } };
  return { to: 'filing', call, attempt: turn.attempt + 1, first: [say(talk, 'stillWorking')], file: true };
}

/** The caller has heard the number. */
export function takeTold(talk: Talk, event: Taken): Move {
  const { call } = talk;
  const { turn, hungUp } = event;
  if (hungUp) return { to: 'end', call };
  // The store was out meanwhile: there is no number to be read.
  if (call.request === undefined) return withoutMessage(talk);
  const input = readInput(talk, event, { '9': 'no-texts' }, ['repeat', 'no-texts', 'person', 'yes']);
  switch (input) {
    case 'person':
      return toPerson(talk);
    case 'no-texts':
      return {
        to: 'end',
        call: { ...call, textsOff: true },
        first: [say(talk, 'textsOff'), say(talk, 'goodbye')],
      };
    case 'repeat':
    case 'unknown':
      return turn.attempt < MOST_READINGS
        ? { to: 'told', call, attempt: turn.attempt + 1 }
        : { to: 'end', call, first: [say(talk, 'goodbye')] };
    default:
      return { to: 'end', call, first: [say(talk, 'goodbye')] };
  }
}

/** The transfer is over: they have talked, or nobody has answered. */
export function takePerson(talk: Talk, { dialled, hungUp }: Taken): Move {
  const talked = dialled?.talked === true;
  const call = { ...talk.call, transfer: talked ? ('talked' as const) : ('missed' as const) };
  if (talked || hungUp) return { to: 'end', call: release(call), file: hasMessage(call) };
  const next = { ...talk, call };
  const nobody = say(next, 'nobodyFree');
  if (call.about !== undefined && hasMessage(call))
    return { to: 'end', call, file: true, first: [nobody, commentTaken(next)] };
  if (call.request !== undefined) return { to: 'end', call, first: [nobody, say(next, 'goodbye')] };
  // Who only asked for a person has not said what it is about.
  if (hasMessage(call) && call.startsOver !== true) return wrapUp(next, [nobody]);
  return mailbox(next, nobody);
}

/** What was said before counts until there is a message in its place. */
function mailbox(talk: Talk, nobody: Say): Move {
  const { around, line } = talk;
  const call = hasMessage(talk.call) ? hold(talk.call, around.now, line.maxMessageSeconds) : talk.call;
  const next = { ...talk, call };
  if (call.unrecorded) return { to: 'speaking', call, first: [nobody, say(next, 'speakNow')] };
  return {
    to: 'listening',
    call: noteNotice(next),
    first: [nobody, ...noticeOf(next), say(next, 'mailbox')],
  };
}
