import { checkPin, PIN_TRIES } from '../../caller/known';
import { STATUS_ANSWERS } from '../documents/ask';
import { goRound, isMore, type Move, readInput, type Taken, toPerson } from '../move';
import { hearDigits } from '../questions';
import type { Say } from '../speech';
import { hold, languageOf, noteNotice, noticeOf, openOf, say, type Talk } from '../talk';
import { commentPrompt, takeWords } from './listen';
import { openNew } from './open';

/** Somebody with open requests chooses between one of them and something new. */
export function takeKnown(talk: Talk, event: Taken): Move {
  const { call, line } = talk;
  const { turn, hungUp } = event;
  if (hungUp) return { to: 'end', call };
  const answers = ['status', 'new', 'person', 'repeat'] as const;
  const input = readInput(talk, event, { '4': 'status', '1': 'new' }, answers);
  const [latest] = openOf(talk);
  switch (input) {
    case 'status':
      if (latest === undefined) return openNew(talk, []);
      return line.knownCallers.pin && call.identified !== true
        ? { to: 'code', call, effect: { kind: 'send-pin' } }
        : { to: 'status', call, effect: { kind: 'look-up', key: latest.key } };
    case 'person':
      return toPerson(talk);
    case 'repeat':
      return offerAgain(talk, turn.attempt, []);
    case 'unknown':
      return event.speech !== undefined && tellsMatter(talk, event.speech)
        ? takeMatter(talk, event.speech)
        : offerAgain(talk, turn.attempt, [say(talk, 'notUnderstood')]);
    default:
      return openNew(talk, []);
  }
}

const offerAgain = (talk: Talk, attempt: number, first: Say[]): Move =>
  attempt < 3 ? { to: 'known', call: talk.call, attempt: attempt + 1, first } : openNew(talk, []);

/** Whether somebody has begun to tell what is new, and nothing else has to be chosen for it. */
const tellsMatter = ({ line }: Talk, speech: string): boolean => isMore(speech) && line.typePolicy !== 'key';

/** Nobody says it twice. The notice comes before anything that is recorded from here on. */
function takeMatter(talk: Talk, speech: string): Move {
  const move = takeWords({ ...talk, call: noteNotice(talk) }, speech);
  return { ...move, first: [...noticeOf(talk), ...(move.first ?? [])] };
}

/** The code that was sent by text, keyed in or said. */
export function takeCode(talk: Talk, event: Taken): Move {
  const { call, found } = talk;
  const { turn, digits, speech, hungUp } = event;
  if (hungUp) return { to: 'end', call };
  if ('pin' in found)
    return found.pin === undefined
      ? openNew(talk, [say(talk, 'pinFailed')])
      : { to: 'code', call: { ...call, pin: found.pin } };
  const input = readInput(talk, event, {}, ['person', 'repeat']);
  if (input === 'person') return toPerson(talk);
  if (input !== 'unknown') return askCode(talk, turn.attempt + 1, []);
  const entered = digits ?? hearDigits(speech ?? '', languageOf(talk));
  const [latest] = openOf(talk);
  if (latest === undefined || !isRight(talk, entered, turn.attempt))
    return askCode(talk, turn.attempt + 1, [say(talk, 'pinWrong')]);
  return {
    to: 'status',
    call: { ...call, identified: true },
    effect: { kind: 'look-up', key: latest.key },
  };
}

const askCode = (talk: Talk, attempt: number, first: Say[]): Move =>
  attempt > PIN_TRIES
    ? openNew(talk, [say(talk, 'pinFailed')])
    : { to: 'code', call: talk.call, attempt, first };

function isRight({ call, around }: Talk, entered: string, attempt: number): boolean {
  const { pepper, now } = around;
  if (pepper === undefined || call.pin === undefined) return false;
  return checkPin(entered, call.pin, { callId: call.id, pepper, now, attempt }) === 'right';
}

/** What the caller does once they know how the request stands. */
export function takeStatus(talk: Talk, event: Taken): Move {
  const { call, found, line } = talk;
  const { turn, hungUp } = event;
  const [latest] = openOf(talk);
  if (hungUp) return { to: 'end', call };
  if (latest === undefined || (line.knownCallers.pin && call.identified !== true)) return openNew(talk, []);
  const input = readInput(talk, event, { '1': 'message', '2': 'new' }, STATUS_ANSWERS);
  if (input === 'nothing' && 'status' in found) return { to: 'status', call, attempt: turn.attempt };
  switch (input) {
    case 'message':
      return leaveComment({ ...talk, call: { ...call, about: { key: latest.key, id: latest.id } } });
    case 'new':
      return openNew(talk, []);
    case 'person':
      return toPerson(talk);
    case 'repeat':
    case 'unknown':
      return turn.attempt < 4
        ? {
            to: 'status',
            call,
            attempt: turn.attempt + 1,
            effect: { kind: 'look-up', key: latest.key },
            first: input === 'unknown' ? [say(talk, 'notUnderstood')] : [],
          }
        : { to: 'end', call, first: [say(talk, 'goodbye')] };
    default:
      return { to: 'end', call, first: [say(talk, 'goodbye')] };
  }
}

const leaveComment = (talk: Talk): Move =>
  goRound(talk, (call) => {
    const next = { ...talk, call: hold(call, talk.around.now, talk.line.maxMessageSeconds) };
    return { to: 'comment', call: noteNotice(next), first: [...noticeOf(next), ...commentPrompt(next)] };
  });
