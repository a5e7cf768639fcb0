import type { Step } from '../../src/call/effect';
import type { CallEvent, EventOf, TurnTaken } from '../../src/call/event';
import { readTurn } from '../../src/call/graph';
import { step } from '../../src/call/step';
import type { Surroundings } from '../../src/call/talk';
import type { Call } from '../../src/contract/call';
import { CALL_ID, CALLER, makeLine, OWN_NUMBER, RECORDING_ID, START } from './fakes';

/** What happens in a call, for tests of a single step. */

export const around = (more: Partial<Surroundings> = {}): Surroundings => ({
  line: makeLine(),
  language: 'en',
  canText: false,
  open: [],
  paused: false,
  refused: false,
  pepper: undefined,
  now: START,
  ...more,
});

const arrival = { callId: CALL_ID, from: CALLER, to: OWN_NUMBER };

export const received: EventOf<'call-received'> = { kind: 'call-received', ...arrival };

/** Nothing was done, unless `more` says what. */
export function turnAt(path: string, more: Partial<TurnTaken> = {}): TurnTaken {
  const turn = readTurn(path);
  if (turn === undefined) throw new Error(`no turn: ${path}`);
  return { kind: 'turn-taken', ...arrival, turn, hungUp: false, ...more };
}

export const recorded = (seconds = 12, sid = RECORDING_ID, path = '/listening/1'): TurnTaken =>
  turnAt(path, { recording: { sid, seconds } });

export const completed = (seconds = 12, sid = RECORDING_ID): EventOf<'recording-completed'> => ({
  kind: 'recording-completed',
  callId: CALL_ID,
  recording: { sid, seconds },
});

export const ended: EventOf<'call-ended'> = { kind: 'call-ended', callId: CALL_ID, seconds: 40 };

export const found = (recording: { sid?: string; seconds?: number } = {}): EventOf<'recording-found'> => ({
  kind: 'recording-found',
  ...arrival,
  startedAt: START,
  endedAt: START + 50_000,
  seconds: 50,
  recording: { sid: RECORDING_ID, seconds: 12, ...recording },
});

/** A step that was no replay. */
export function take(
  call: Call | undefined,
  event: CallEvent,
  surroundings = around(),
): Exclude<Step, 'stale'> {
  const result = step(call, event, surroundings);
  if (result === 'stale') throw new Error('stale');
  return result;
}
