import type { CallEvent } from './api-schemas';
import { addBubble, addMusic, addNote, type Bubble, changeBubble } from './bubbles';
import type { Call } from './call-state';
import { formatNumber } from './format';
import { openGather, openRecording } from './listening';

/** What an event of the line changes. */
export function stepEvent(call: Call, event: CallEvent, at: number): Call {
  // After the end only the reason may still be told.
  if (call.phase === 'over') return call;
  switch (event.kind) {
    case 'answered':
      return { ...call, phase: 'waiting', answeredAt: at };
    case 'saying':
      return sound(call, 'line-speaks', addBubble(call.bubbles, pickSpeech(event)));
    case 'playing':
      return event.url === undefined
        ? sound(call, 'line-speaks', addNote(call.bubbles, `Tones ${event.digits ?? ''}`))
        : sound(call, 'on-hold', addMusic(call.bubbles));
    case 'beep':
      return { ...call, bubbles: addNote(call.bubbles, 'Beep') };
    case 'recording-started':
      return { ...endSpeaking(call), phase: 'recording', listening: openRecording(event, at) };
    case 'gather-started':
      return { ...endSpeaking(call), phase: 'gathering', listening: openGather(event, at) };
    case 'listening':
      return call.listening
        ? { ...call, listening: { ...call.listening, isPrompting: false, since: at } }
        : call;
    case 'recording-ended':
    case 'gather-ended':
      return endListening(call, event);
    case 'input-ignored':
      return ignoreInput(call, event.what ?? '');
    case 'dialling':
    case 'whispering':
    case 'dial-ended':
      return stepTransfer(call, event);
    case 'ended':
      return endCall(call, describeEnding(event.reason), at);
    default:
      return call;
  }
}

/** Inside a gather the line speaks as well, and goes on to take what the caller says. */
function sound(call: Call, phase: 'line-speaks' | 'on-hold', bubbles: Call['bubbles']): Call {
  if (call.listening?.to !== 'gather') return { ...call, phase, bubbles };
  return { ...call, bubbles, listening: { ...call.listening, isPrompting: true } };
}

const pickSpeech = (event: CallEvent): Omit<Bubble, 'id'> => ({
  who: 'line',
  text: event.text ?? '',
  ...(event.language === undefined ? {} : { language: event.language }),
});

/** A clip that is played to the person has no words. */
const pickWhisper = (event: CallEvent): Omit<Bubble, 'id'> =>
  pickSpeech({ ...event, text: event.text || 'a recording' });

/** What the caller was saying has been heard, or is over. */
export function endSpeaking(call: Call): Call {
  const { speaking, ...rest } = call;
  const bubbles = call.bubbles.map((bubble) =>
    bubble.id === speaking && bubble.progress === 'sending'
      ? { ...bubble, progress: 'said' as const }
      : bubble,
  );
  return { ...rest, bubbles };
}

function endListening(call: Call, event: CallEvent): Call {
  const { listening: _, keying: __, ...rest } = refuseKeys(endSpeaking(call));
  const note = event.endedBy === 'max-length' ? 'The longest time for a recording is over' : '';
  return { ...rest, phase: 'waiting', bubbles: addNote(rest.bubbles, note) };
}

/** Keys that waited for the caller's words came too late. */
const refuseKeys = (call: Call): Call => refuseWaiting(call, 'The line was faster.', 'keys');

function refuseWaiting(call: Call, error: string, only?: 'keys'): Call {
  const refused = call.waiting.filter(({ act }) => only === undefined || act.kind === only);
  const ids = new Set(refused.map(({ id }) => id));
  if (ids.size === 0) return call;
  const bubbles = call.bubbles.map((bubble) =>
    ids.has(bubble.id) ? { ...bubble, progress: 'refused' as const, error } : bubble,
  );
  return {
    ...call,
    waiting: call.waiting.filter(({ id }) => !ids.has(id)),
    // What waited was shown at the end, and stays there.
    bubbles: [...bubbles.filter(({ id }) => !ids.has(id)), ...bubbles.filter(({ id }) => ids.has(id))],
  };
}

/** `what` is `keys 5: …` or `speech: …`: said of the caller's own bubble where there is one. */
function ignoreInput(call: Call, what: string): Call {
  const id = what.startsWith('keys') ? call.keying : call.speaking;
  if (id === undefined)
    return { ...call, bubbles: addNote(call.bubbles, `The line was not listening: ${what}`) };
  const [, reason = what] = /:\s*(.*)$/.exec(what) ?? [];
  const explained = what.startsWith('speech without') ? 'the stand-in has no ears, type the words' : reason;
  const free = id === call.speaking ? endSpeaking(call) : call;
  return { ...free, bubbles: changeBubble(free.bubbles, id, { progress: 'refused', error: explained }) };
}

function stepTransfer(call: Call, event: CallEvent): Call {
  switch (event.kind) {
    case 'dialling': {
      const to = `Connecting you to ${formatNumber(event.to ?? 'a person')}`;
      return { ...call, phase: 'connecting', bubbles: addNote(call.bubbles, to) };
    }
    case 'whispering':
      return {
        ...call,
        phase: 'connecting',
        bubbles: addBubble(call.bubbles, { ...pickWhisper(event), who: 'note', look: 'whisper' }),
      };
    default:
      return { ...call, phase: 'waiting', bubbles: addNote(call.bubbles, describeDialEnd(event)) };
  }
}

const DIAL_ENDINGS: Record<string, string> = {
  completed: 'Your talk with the person is over',
  busy: 'The person’s line is busy',
  'no-answer': 'Nobody picked up',
  failed: 'The person could not be called',
  canceled: 'You hung up before anybody picked up',
};

function describeDialEnd({ status = 'unknown', bridged }: CallEvent): string {
  // Whoever picks up and declines has "completed" a call as well.
  if (status === 'completed' && bridged === false) return 'The person did not take the call';
  return DIAL_ENDINGS[status] ?? `The connection ended: ${status}`;
}

export function endCall(call: Call, ending: string, at: number): Call {
  const { listening: _, ...rest } = refuseWaiting(endSpeaking(call), 'The call ended before this was said.');
  return { ...rest, phase: 'over', endedAt: at, ending };
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
