import { countryOf } from '../../caller/number';
import { CHECK_ANSWERS } from '../documents/ask';
import {
  agree,
  type Move,
  mayRepeat,
  readInput,
  repeated,
  settleAnswer,
  type Taken,
  toPerson,
  tryOf,
  withAnswer,
} from '../move';
import { readAnswer } from '../questions';
import { isOpenToMore } from '../recordings';
import type { Say } from '../speech';
import { hold, languageOf, say, type Talk } from '../talk';

/** Who could not be understood twice is not asked a third time. */
const ATTEMPTS = 2;
/** How often a question is read, or an answer read back, to somebody who wants to hear it again. */
const MOST_REPEATS = 3;

/** The next of the open questions, or nothing is left but to file (M2). @param done how many have been asked */
export function askNext(talk: Talk, done: number): Move {
  const { call, line } = talk;
  const questions = line.questions ? (call.questions ?? []) : [];
  if (done >= questions.length) return { to: 'filing', call: agree(call), effect: { kind: 'file' } };
  return {
    to: 'question',
    call: hold(call, talk.around.now),
    item: done + 1,
    first: done === 0 ? [say(talk, 'questionsIntro', { count: questions.length })] : [],
  };
}

export function takeQuestion(talk: Talk, event: Taken): Move {
  const { call } = talk;
  const { turn, hungUp, digits, speech, finishedOn } = event;
  const item = turn.item ?? 1;
  const asked = call.questions?.[item - 1];
  if (hungUp) return { to: 'end', call };
  if (!isOpenToMore(call)) return { to: 'filing', call, effect: { kind: 'file' } };
  if (asked === undefined) return askNext(talk, call.questions?.length ?? 0);
  if (digits === undefined && speech === undefined && finishedOn === undefined)
    return askAgain(talk, item, turn.attempt + 1);
  const read = readAnswer(
    asked,
    { digits, speech, finishedOn },
    languageOf(talk),
    talk.around.now,
    countryOf(call.from ?? call.lineNumber),
    talk.line.hours?.timeZone,
  );
  switch (read.kind) {
    case 'person':
      return toPerson(talk);
    case 'repeat':
      return mayRepeat(turn.attempt, MOST_REPEATS)
        ? askAgain(talk, item, repeated(turn.attempt))
        : leaveOpen(talk, item);
    case 'skipped':
      return leaveOpen(talk, item);
    case 'not-understood':
      return askAgain(talk, item, turn.attempt + 1, [say(talk, 'notUnderstood')]);
    case 'answer':
      return read.readBack === undefined
        ? askNext({ ...talk, call: withAnswer(call, read.answer) }, item)
        : {
            to: 'check',
            call: {
              ...hold(call, talk.around.now),
              pendingAnswer: { answer: read.answer, readBack: read.readBack },
            },
            item,
            attempt: turn.attempt,
          };
  }
}

/** @param attempt the one that begins now */
function askAgain(talk: Talk, item: number, attempt: number, first: Say[] = []): Move {
  if (tryOf(attempt) > ATTEMPTS) return leaveOpen(talk, item);
  return { to: 'question', call: hold(talk.call, talk.around.now), item, attempt, first };
}

/** The agents ask, where the line could not. */
function leaveOpen(talk: Talk, item: number): Move {
  const { pendingAnswer: _, ...call } = talk.call;
  const next = askNext({ ...talk, call }, item);
  return { ...next, first: [say(talk, 'answerOpen'), ...(next.first ?? [])] };
}

/** Whether an answer that was read back is right. Silence agrees, and so does who hangs up. */
export function takeCheck(talk: Talk, event: Taken): Move {
  const { turn, hungUp } = event;
  const item = turn.item ?? 1;
  const settled = settleAnswer(talk.call);
  if (hungUp) return { to: 'end', call: settled };
  if (!isOpenToMore(talk.call)) return { to: 'filing', call: talk.call, effect: { kind: 'file' } };
  const { pendingAnswer: _, ...call } = talk.call;
  const input = readInput(talk, event, { '1': 'yes', '2': 'no' }, CHECK_ANSWERS);
  switch (input) {
    case 'person':
      return toPerson({ ...talk, call });
    case 'no':
      return tryOf(turn.attempt) >= ATTEMPTS
        ? leaveOpen(talk, item)
        : askAgain({ ...talk, call }, item, turn.attempt + 1);
    case 'unknown':
      return tryOf(turn.attempt) < ATTEMPTS
        ? readBackAgain(talk, item, turn.attempt + 1, [say(talk, 'notUnderstood')])
        : leaveOpen(talk, item);
    case 'repeat':
      return mayRepeat(turn.attempt, MOST_REPEATS)
        ? readBackAgain(talk, item, repeated(turn.attempt))
        : askNext({ ...talk, call: settled }, item);
    default:
      return askNext({ ...talk, call: settled }, item);
  }
}

/** What counts by now, since this was told twice, is not read back again. */
const readBackAgain = (talk: Talk, item: number, attempt: number, first: Say[] = []): Move =>
  talk.call.pendingAnswer === undefined
    ? askNext(talk, item)
    : { to: 'check', call: hold(talk.call, talk.around.now), item, attempt, first };
