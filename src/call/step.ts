import type { Call } from '../contract/call';
import { assertNever } from '../contract/failure';
import type { Outcome, Pending, Step } from './effect';
import { enterPlace } from './enter-place';
import type { CallEvent, EventOf, TurnTaken } from './event';
import { GRAPH, type Place } from './graph';
import { wordsOf } from './languages';
import { phrase } from './languages/phrase';
import { agree, type Taken as Input, type Move, settleAnswer, wrapUp } from './move';
import { keepRecording, keepWords } from './recordings';
import { completeRecording, endCall, startCall, takeFoundRecording } from './report';
import { hangUp, type Speech } from './speech';
import { hasMessage, type Surroundings, say, speak, type Talk } from './talk';
import { takeFiling, takePerson, takeTold } from './turns/file';
import { takeCode, takeKnown, takeStatus } from './turns/known';
import { commentTaken, takeAdding, takeComment, takeListening, takeSpeaking } from './turns/listen';
import { open, takeLanguage, takeType } from './turns/open';
import { takeCheck, takeQuestion } from './turns/question';
import { takeRecap, takeWaiting } from './turns/recap';

/** Twilio ends calls after four hours: https://www.twilio.com/docs/voice/api/call-resource */
const LONGEST_CALL_MS = 4 * 60 * 60 * 1000;

/**
 * The conversation: what happened in, what the line does out. Pure, and harmless to repeat: an event that comes again
 * gets the same answer and changes nothing.
 */
export function step(call: Call | undefined, event: CallEvent, around: Surroundings): Step {
  switch (event.kind) {
    case 'call-received':
      return receiveCall(call, event, around);
    case 'turn-taken':
      return takeTurn(call, event, around);
    case 'recording-completed':
      return call === undefined
        ? { call, say: [], file: false, reconcile: true }
        : completeRecording(call, event.recording, around);
    case 'call-ended':
      return endCall(call, event, around);
    case 'recording-found':
      return takeFoundRecording(call, event, around);
    default:
      return assertNever(event);
  }
}

/** Goes on with a turn once what it waited for is there. */
export function resume(call: Call, { turn, first }: Pending, outcome: Outcome, around: Surroundings): Step {
  const { line } = around;
  if (line === undefined) return { call, say: [hangUp], file: true };
  const found = foundIn(call, outcome);
  const talk: Talk = { call, line, around, found };
  // One thing at a time is waited for: what comes next is done once the line has come there.
  const { effect: _, ...move } = TURNS[turn.place](talk, { turn, hungUp: false });
  return carryOut(turn.place, { ...move, first: [...first, ...(move.first ?? [])] }, talk);
}

function foundIn(call: Call, outcome: Outcome): Talk['found'] {
  switch (outcome.kind) {
    case 'work':
      return { worked: true };
    case 'file':
      return { filed: call.request !== undefined };
    case 'look-up':
      return { status: outcome.status };
    case 'send-pin':
      return { pin: outcome.pin };
  }
}

function receiveCall(call: Call | undefined, event: EventOf<'call-received'>, around: Surroundings): Step {
  const { line, language, now } = around;
  const end = (key: 'unknownNumber' | 'paused'): Speech[] => [
    line === undefined
      ? { kind: 'say', text: phrase(language, key), language }
      : speak(line, phrase(language, key, {}, line.prompts), language),
    hangUp,
  ];
  if (line === undefined) return { call, say: end('unknownNumber'), file: false };
  const isOver = call !== undefined && (call.state !== 'answered' || call.endedAt !== undefined);
  if (isOver || (call !== undefined && now - call.answeredAt > LONGEST_CALL_MS)) return 'stale';
  if (call === undefined && around.refused)
    return { call, say: [{ kind: 'reject' }], file: false, turnedAway: 'refused' };
  if (call === undefined && around.paused)
    return { call, say: end('paused'), file: false, turnedAway: 'paused' };
  const talk: Talk = { call: call ?? startCall(event, line, around), line, around, found: {} };
  return carryOut('opening', open(talk), talk);
}

const TURNS: Record<Place, (talk: Talk, input: Input) => Move> = {
  opening: open,
  language: takeLanguage,
  known: takeKnown,
  code: takeCode,
  status: takeStatus,
  comment: takeComment,
  type: takeType,
  listening: takeListening,
  speaking: takeSpeaking,
  adding: takeAdding,
  waiting: takeWaiting,
  recap: takeRecap,
  question: takeQuestion,
  check: takeCheck,
  filing: takeFiling,
  told: takeTold,
  person: takePerson,
};

function takeTurn(known: Call | undefined, event: TurnTaken, around: Surroundings): Step {
  const { line, now } = around;
  // The call is made here when the store was out while it was answered.
  const call = known ?? (line && startCall(event, line, around));
  if (call === undefined) return { call, say: [hangUp], file: false };
  if (line === undefined) return leaveLine(call, event, around);
  const isLate = call.endedAt !== undefined || now - call.answeredAt > LONGEST_CALL_MS;
  if (isLate && !event.hungUp && !isMessage(event)) return 'stale';
  const turn = { ...event, hungUp: event.hungUp || isLate };
  const talk: Talk = { call, line, around, found: {} };
  const isTimeUp = now - call.answeredAt > line.limits.longestCallSeconds * 1000;
  const move =
    isTimeUp && !turn.hungUp && !MAY_FINISH.includes(turn.turn.place)
      ? endInTime(talk, turn)
      : TURNS[turn.turn.place](talk, turn);
  return carryOut(turn.turn.place, move, talk);
}

/** Places in which what is said is a message, and no answer. */
const SPOKEN: readonly Place[] = ['speaking', 'adding', 'comment'];

const isMessage = ({ turn, recording, speech }: TurnTaken): boolean =>
  recording !== undefined || (speech !== undefined && SPOKEN.includes(turn.place));

function keepMessage(call: Call, event: TurnTaken, now: number): Call {
  const { recording, speech } = event;
  if (recording !== undefined) return keepRecording(call, recording, now);
  return speech !== undefined && isMessage(event)
    ? keepWords(call, speech, wordsOf(call.language).tag)
    : call;
}

/** Places from which the line comes to an end by itself. */
const MAY_FINISH: readonly Place[] = ['filing', 'told', 'person'];

/** Nobody stays on the line for longer than the admin allows; what was said is filed. */
function endInTime(talk: Talk, event: TurnTaken): Move {
  const call = settleAnswer(keepMessage(talk.call, event, talk.around.now));
  const timeUp = say(talk, 'timeUp');
  if (!hasMessage(call)) return { to: 'end', call: agree(call), first: [timeUp, say(talk, 'goodbye')] };
  const kept = { ...talk, call };
  return call.about === undefined
    ? wrapUp(kept, [timeUp, say(talk, 'saidSoFar')])
    : { to: 'end', call: agree(call), file: true, first: [timeUp, commentTaken(kept)] };
}

/** The line was removed during the call: what was left is kept. */
function leaveLine(call: Call, event: TurnTaken, { now }: Surroundings): Step {
  const kept = agree(keepMessage(call, event, now));
  return { call: kept, say: [hangUp], file: hasMessage(kept) };
}

/**
 * Goes where a move leads. @throws Error where the graph has no such way: a bug, never the outside's fault.
 */
function carryOut(from: Place, move: Move, talk: Talk): Step {
  const { to, call, effect, file = false, first = [], attempt = 1, item } = move;
  const leadsOn = Object.hasOwn(GRAPH[from], to) || to === 'end' || to === 'filing';
  if (!leadsOn) throw new Error(`The conversation does not go from ${from} to ${to}.`);
  if (effect !== undefined && to !== 'end') {
    const turn = { place: to, attempt, ...(item === undefined ? {} : { item }) };
    return { call, say: [], file, pending: { effect, turn, first } };
  }
  return { call, say: enterPlace({ ...talk, call }, move), file };
}
