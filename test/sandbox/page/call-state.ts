import type { CallEvent } from './api-schemas';
import { addBubble, addKeys, type Bubble, changeBubble, describeAct, findLast, moveToEnd } from './bubbles';
import { endCall, endSpeaking, stepEvent } from './call-events';
import { type Listening, takesKey } from './listening';
import type { Act } from './utterance';

/** What the caller would notice: who is speaking, and whether the line listens. */
export type CallPhase =
  | 'dialling'
  | 'waiting'
  | 'line-speaks'
  | 'on-hold'
  | 'recording'
  | 'gathering'
  | 'connecting'
  | 'over';

export interface Waiting {
  id: string;
  act: Act;
}

export interface Call {
  /** Absent until the sandbox has answered. */
  sid?: string;
  from: string;
  to: string;
  phase: CallPhase;
  /** Milliseconds since the epoch, as all times here. */
  startedAt: number;
  answeredAt?: number;
  endedAt?: number;
  /** Why it ended, in words for a person. */
  ending?: string;
  /** While the line records or gathers. */
  listening?: Listening;
  /** What the caller is saying now: the bubble's id. The line takes one thing after the other. */
  speaking?: string;
  /** The bubble of the keys that were pressed last, for as long as more belong to them. */
  keying?: string;
  bubbles: readonly Bubble[];
  /** Said or pressed before the line could take it. */
  waiting: readonly Waiting[];
}

export type CallAction =
  | { type: 'call-placed'; sid: string }
  | { type: 'call-failed'; error: string; at: number }
  | { type: 'call-event'; sid: string; event: CallEvent; at: number }
  | { type: 'call-lost'; sid: string; at: number }
  | { type: 'keys-pressed'; digits: string }
  | { type: 'act-queued'; id: string; act: Act }
  | { type: 'act-sending'; id: string }
  | { type: 'act-done'; id: string }
  | { type: 'act-refused'; id: string; error: string };

export const startCall = (numbers: { from: string; to: string }, at: number): Call => ({
  from: numbers.from,
  to: numbers.to,
  phase: 'dialling',
  startedAt: at,
  bubbles: [],
  waiting: [],
});

/** Whether the line takes words now. */
export const takesSpeech = (call: Call): boolean =>
  call.listening?.speech === true && call.speaking === undefined;

/** Whether this is a moment for keys alone: words have to wait. */
export const takesKeysOnly = ({ listening }: Call): boolean => listening?.keys === true && !listening.speech;

/** What goes out next, if it may go out now. Keys wait only for the words before them. */
export function pickNext(call: Call): Waiting | undefined {
  const [next] = call.waiting;
  const isFree = next?.act.kind === 'keys' ? call.speaking === undefined : takesSpeech(call);
  return isFree ? next : undefined;
}

/**
 * Whether a key has to wait until the words before it are out: in a recording it would cut them off, and who types
 * does not hear himself speak. Pressed once more it does so.
 */
export const keysMustWait = (call: Call): boolean =>
  call.listening?.to === 'recording' &&
  call.speaking !== undefined &&
  !call.waiting.some(({ act }) => act.kind === 'keys');

export function stepCall(call: Call, action: CallAction): Call {
  switch (action.type) {
    case 'call-placed':
      return { ...call, sid: action.sid };
    case 'call-failed':
      return endCall(call, action.error, action.at);
    case 'call-lost':
      return endCall(call, 'The connection to the sandbox was lost.', action.at);
    case 'call-event':
      return stepEvent(call, action.event, action.at);
    case 'keys-pressed':
      return pressKeys(dropWaitingKeys(call), action.digits);
    case 'act-queued':
      return {
        ...call,
        bubbles: addBubble(call.bubbles, describeAct(action.act), action.id),
        waiting: [...call.waiting, { id: action.id, act: action.act }],
      };
    case 'act-sending':
      return sendAct(call, action.id);
    case 'act-done':
      return finishAct(call, action.id, { progress: 'said' });
    case 'act-refused':
      return finishAct(call, action.id, { progress: 'refused', error: action.error });
  }
}

function pressKeys(call: Call, digits: string): Call {
  const bubbles = addKeys(call.bubbles, digits, call.keying, explainUnheard(call, digits));
  const keying = findLast(bubbles)?.id;
  return { ...call, bubbles, ...(keying !== undefined && { keying }) };
}

/** A telephone gives no sign when nobody listens; the page does. */
function explainUnheard({ listening, phase }: Call, digits: string): string | undefined {
  // Keys go to the person on the other end.
  if (phase === 'connecting') return undefined;
  if (listening === undefined) return 'the line takes no keys at this moment';
  if ([...digits].some((key) => takesKey(listening, key))) return undefined;
  if (listening.to === 'gather') return 'the line wants to hear words here';
  return listening.finishOnKey === ''
    ? 'the line records'
    : `the line takes ${[...listening.finishOnKey].join(' ')} here`;
}

/** A key that waits for the end of the words is pressed again: now it counts, and has one bubble only. */
function dropWaitingKeys(call: Call): Call {
  const dropped = new Set(call.waiting.filter(({ act }) => act.kind === 'keys').map(({ id }) => id));
  if (dropped.size === 0) return call;
  return {
    ...call,
    waiting: call.waiting.filter(({ id }) => !dropped.has(id)),
    bubbles: call.bubbles.filter(({ id }) => !dropped.has(id)),
  };
}

function sendAct(call: Call, id: string): Call {
  const { keying: _, ...rest } = call;
  const isKeys = call.waiting.some((one) => one.id === id && one.act.kind === 'keys');
  return {
    ...rest,
    bubbles: moveToEnd(changeBubble(call.bubbles, id, { progress: 'sending' }), id),
    waiting: call.waiting.filter((one) => one.id !== id),
    ...(!isKeys && { speaking: id }),
  };
}

/** A gather that has heard somebody takes nothing more; a recording takes one thing after the other. */
function finishAct(call: Call, id: string, change: Pick<Bubble, 'progress' | 'error'>): Call {
  // What the line did not take has been told already, before it was out.
  if (!call.bubbles.some((bubble) => bubble.id === id && bubble.progress === 'sending')) return call;
  const isFree = change.progress === 'refused' || call.listening?.to !== 'gather';
  const marked = { ...call, bubbles: changeBubble(call.bubbles, id, change) };
  return call.speaking === id && isFree ? endSpeaking(marked) : marked;
}
