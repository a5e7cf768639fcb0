import type { Call } from '../contract/call';
import type { RecordingFacts } from './event';
import { isAllHeard, isHeard, recordingsOf } from './heard';
import { enter } from './life';

/** A recording shorter than this holds nothing. */
export const isEmpty = ({ seconds }: RecordingFacts): boolean => seconds < 1;

/** Whether this recording is known, be it that the caller did not want it. */
export const isKnown = (call: Call, sid: string): boolean =>
  recordingsOf(call).some((known) => known.sid === sid) || (call.discarded ?? []).includes(sid);

/** States in which more can be said, since nothing has been made of it outside. */
const OPEN: readonly Call['state'][] = ['answered', 'recorded', 'transcribed', 'understood', 'abandoned'];

export const isOpenToMore = (call: Call): boolean => OPEN.includes(call.state) && call.intent === undefined;

/**
 * Keeps a recording: as the message, as what was added to it, or in its place where the caller starts over. What was made
 * of the message before is made anew. A call that is being filed stays as it is.
 */
export function keepRecording(call: Call, facts: RecordingFacts, at: number): Call {
  if (isEmpty(facts) || isKnown(call, facts.sid) || !isOpenToMore(call)) return call;
  const recording = { sid: facts.sid, seconds: facts.seconds, at };
  if (call.startsOver === true || (call.recording === undefined && call.transcript === undefined))
    return { ...reopen(discardAll(call), 'recorded'), recording };
  const additions = [...(call.additions ?? []), { ...recording, heard: false }];
  return { ...reopen(call, 'recorded'), additions };
}

/**
 * Keeps words that were said without being recorded: as the message, or behind it. What was recorded before and nobody
 * could listen to yet is listened to once more.
 */
export function keepWords(call: Call, words: string, language: string): Call {
  if (!isOpenToMore(call)) return call;
  const base = call.startsOver === true ? discardAll(call) : call;
  // Told twice, it was said once.
  if (base.transcript?.text.split('\n').at(-1) === words) return base;
  const text = [base.transcript?.text, words].filter(Boolean).join('\n');
  const { recording } = base;
  return {
    ...reopen(base, isAllHeard(base) ? 'transcribed' : 'recorded'),
    ...(recording !== undefined && { recording: { ...recording, heard: isHeard(base, recording) } }),
    transcript: { text, language: base.transcript?.language || language },
  };
}

/** Nothing of what was left before counts, nor what is being left; its recordings are deleted later. */
function discardAll(call: Call, current?: RecordingFacts): Call {
  const { recording: _, additions: __, transcript: ___, startsOver: ____, ...rest } = call;
  const sids = [...recordingsOf(call), ...(current === undefined ? [] : [current])].map(({ sid }) => sid);
  const discarded = [...new Set([...(call.discarded ?? []), ...sids])];
  return discarded.length === 0 ? rest : { ...rest, discarded };
}

/** The call with nothing left that could be filed; one that is being filed stays as it is. */
export function forgetMessage(call: Call, current?: RecordingFacts): Call {
  if (!isOpenToMore(call)) return call;
  const rest = discardAll(call, current);
  return rest.state === 'abandoned' ? rest : reopen(rest, 'answered');
}

/** The call as it was before anybody made something of what was said. */
function reopen(call: Call, state: Call['state']): Call {
  const { gap: _, understanding: __, doubtful: ___, questions: ____, problem: _____, ...rest } = call;
  return rest.state === state ? rest : enter(rest, state);
}
