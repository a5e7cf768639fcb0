import type { CallEvent } from './api-schemas';
import { formatNumber } from './format';
import type { Utterance } from './phone-state';

/** What the caller would notice: who is speaking, and whether the line listens. */
export type CallPhase =
  | 'dialling'
  | 'waiting'
  | 'line-speaks'
  | 'recording'
  | 'gathering'
  | 'connecting'
  | 'over';

export interface Bubble {
  id: string;
  who: 'line' | 'caller' | 'note';
  text: string;
  /** BCP 47, for the browser's voice and for screen readers. */
  language?: string;
  /** Of what the caller says: kept until the line listens, being sent, heard, or refused with a reason. */
  progress?: 'waiting' | 'sending' | 'said' | 'refused';
  error?: string;
}

export interface Waiting {
  id: string;
  utterance: Utterance;
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
  /** When the line began to record or to listen. */
  listeningSince?: number;
  bubbles: Bubble[];
  /** Said before the line listened; goes out at the next beep. */
  waiting: Waiting[];
}

type CallAction =
  | { type: 'call-placed'; sid: string }
  | { type: 'call-failed'; error: string; at: number }
  | { type: 'call-event'; sid: string; event: CallEvent; at: number }
  | { type: 'call-lost'; sid: string; at: number }
  | { type: 'keys-pressed'; digits: string }
  | { type: 'utterance-queued'; id: string; utterance: Utterance }
  | { type: 'utterance-sending'; id: string }
  | { type: 'utterance-said'; id: string }
  | { type: 'utterance-refused'; id: string; error: string };

export const startCall = (numbers: { from: string; to: string }, at: number): Call => ({
  from: numbers.from,
  to: numbers.to,
  phase: 'dialling',
  startedAt: at,
  bubbles: [],
  waiting: [],
});

/** Whether the line takes speech now. */
export const isListening = (call: Call): boolean => call.phase === 'recording' || call.phase === 'gathering';

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
      return addBubble(call, { who: 'caller', text: action.digits, progress: 'said' });
    case 'utterance-queued':
      return {
        ...addBubble(call, describeUtterance(action.utterance), action.id),
        waiting: [...call.waiting, { id: action.id, utterance: action.utterance }],
      };
    case 'utterance-sending':
      return {
        ...moveToEnd(markUtterance(call, action.id, { progress: 'sending' }), action.id),
        waiting: call.waiting.filter(({ id }) => id !== action.id),
      };
    case 'utterance-said':
      return markUtterance(call, action.id, { progress: 'said' });
    case 'utterance-refused':
      return markUtterance(call, action.id, { progress: 'refused', error: action.error });
  }
}

function stepEvent(call: Call, event: CallEvent, at: number): Call {
  // After the end only the reason may still be told.
  if (call.phase === 'over') return call;
  switch (event.kind) {
    case 'answered':
      return { ...call, phase: 'waiting', answeredAt: at };
    case 'saying':
      return addBubble({ ...call, phase: 'line-speaks' }, pickSpeech(event));
    case 'playing':
      return addNote(
        { ...call, phase: 'line-speaks' },
        event.digits ? `Tones ${event.digits}` : 'Plays a recording',
      );
    case 'beep':
      return addNote(call, 'Beep');
    case 'recording-started':
      return { ...call, phase: 'recording', listeningSince: at };
    case 'gather-started':
      return { ...call, phase: 'gathering', listeningSince: at };
    case 'recording-ended':
    case 'gather-ended':
      return { ...call, phase: 'waiting' };
    case 'input-ignored':
      return addNote(call, `The line was not listening${event.what === undefined ? '' : `: ${event.what}`}`);
    case 'dialling':
      return addNote(
        { ...call, phase: 'connecting' },
        `Connecting you to ${formatNumber(event.to ?? 'someone')}`,
      );
    case 'dial-ended':
      return addNote({ ...call, phase: 'waiting' }, `The connection ended: ${event.status ?? 'unknown'}`);
    case 'ended':
      return endCall(call, describeEnding(event.reason), at);
    default:
      return call;
  }
}

const pickSpeech = (event: CallEvent): Omit<Bubble, 'id'> => ({
  who: 'line',
  text: event.text ?? '',
  ...(event.language === undefined ? {} : { language: event.language }),
});

/** Bubbles are told apart by their place: they are only ever added. */
function addBubble(call: Call, bubble: Omit<Bubble, 'id'>, id = `bubble-${call.bubbles.length}`): Call {
  return bubble.text === '' ? call : { ...call, bubbles: [...call.bubbles, { ...bubble, id }] };
}

const addNote = (call: Call, text: string): Call => addBubble(call, { who: 'note', text });

function markUtterance(call: Call, id: string, change: Partial<Bubble>): Call {
  return {
    ...call,
    bubbles: call.bubbles.map((bubble) => (bubble.id === id ? { ...bubble, ...change } : bubble)),
  };
}

/** What was typed ahead takes its place in the conversation when it is said. */
const moveToEnd = (call: Call, id: string): Call => ({
  ...call,
  bubbles: [
    ...call.bubbles.filter((bubble) => bubble.id !== id),
    ...call.bubbles.filter((bubble) => bubble.id === id),
  ],
});

function describeUtterance(utterance: Utterance): Omit<Bubble, 'id'> {
  const said = { who: 'caller', progress: 'waiting' } as const;
  switch (utterance.kind) {
    case 'typed':
      return { ...said, text: utterance.text, ...(utterance.language && { language: utterance.language }) };
    case 'sample':
      return { ...said, text: `Sample call: ${utterance.sample.title}` };
    case 'microphone':
      return { ...said, text: `Spoken into the microphone, ${Math.max(1, Math.round(utterance.seconds))} s` };
  }
}

function endCall(call: Call, ending: string, at: number): Call {
  const unsaid = new Set(call.waiting.map(({ id }) => id));
  return {
    ...call,
    phase: 'over',
    endedAt: at,
    ending,
    waiting: [],
    bubbles: call.bubbles.map((bubble) =>
      unsaid.has(bubble.id)
        ? { ...bubble, progress: 'refused' as const, error: 'The call ended before this was said.' }
        : bubble,
    ),
  };
}

const ENDINGS: Record<string, string> = {
  'caller-hung-up': 'You hung up.',
  'line-hung-up': 'The line hung up.',
  rejected: 'The line did not take the call.',
  'ended-by-api': 'The call was ended by the app.',
  'application-error': 'The call ended with an application error: see what happens.',
  'not-answered': 'Nobody answered.',
  'too-long': 'The call was too long.',
};

const describeEnding = (reason: string | undefined): string =>
  reason === undefined ? 'The call has ended.' : (ENDINGS[reason] ?? `The call has ended: ${reason}.`);
