import type { CallEvent } from './api-schemas';

/** What the line takes at this moment. */
export interface Listening {
  to: 'recording' | 'gather';
  speech: boolean;
  keys: boolean;
  /** The keys that end it, `''` for none. */
  finishOnKey: string;
  /** So many keys are enough. */
  numDigits?: number;
  /** Seconds, of a recording. */
  maxLength?: number;
  /** The line still speaks, but may be interrupted. */
  isPrompting: boolean;
  /** When it began to record or to wait. Milliseconds since the epoch. */
  since: number;
}

/** Twilio's default for `<Record>`: whatever key. */
const ANY_KEY = '1234567890*#';

export const openRecording = (event: CallEvent, at: number): Listening => ({
  to: 'recording',
  speech: true,
  keys: (event.finishOnKey ?? ANY_KEY) !== '',
  finishOnKey: event.finishOnKey ?? ANY_KEY,
  ...(event.maxLength !== undefined && { maxLength: event.maxLength }),
  isPrompting: false,
  since: at,
});

export function openGather(event: CallEvent, at: number): Listening {
  const inputs = (event.input ?? 'dtmf').split(/\s+/);
  return {
    to: 'gather',
    speech: inputs.includes('speech'),
    keys: inputs.includes('dtmf'),
    finishOnKey: event.finishOnKey ?? '#',
    ...(event.numDigits !== undefined && { numDigits: event.numDigits }),
    isPrompting: true,
    since: at,
  };
}

/** Whether the line makes something of this key now. */
export const takesKey = (listening: Listening, key: string): boolean =>
  listening.keys && (listening.to === 'gather' || listening.finishOnKey.includes(key));

/** What the caller is to do, in a few words. */
export function describeListening(listening: Listening): string {
  if (listening.to === 'recording') return `Recording: speak${describeFinish(listening.finishOnKey)}`;
  const keys = listening.keys ? nameKeys(listening) : '';
  if (!listening.speech) return keys === '' ? 'The line waits' : `Press ${keys}`;
  return keys === '' ? 'Say something' : `Say or press ${keys}`;
}

/** Other keys than `#` end a recording as well, but they mean something else besides. */
function describeFinish(finishOnKey: string): string {
  if (finishOnKey === '') return '';
  if (finishOnKey.length === ANY_KEY.length) return ', any key to finish';
  return `, ${finishOnKey.includes('#') ? '#' : [...finishOnKey].join(' or ')} to finish`;
}

function nameKeys({ numDigits, finishOnKey }: Listening): string {
  if (numDigits === 1) return 'a key';
  if (numDigits !== undefined) return `${numDigits} keys`;
  return finishOnKey === '' ? 'keys' : `keys, then ${finishOnKey}`;
}
