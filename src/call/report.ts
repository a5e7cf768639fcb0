import type { Call } from '../contract/call';
import type { Step } from './effect';
import type { EventOf, RecordingFacts } from './event';
import { enter } from './life';
import { agree, settleAnswer } from './move';
import { isEmpty, isKnown, keepRecording } from './recordings';
import { referenceOf } from './reference';
import { hold, type Surroundings } from './talk';

/*
 * What the phone provider reports of a call while nobody waits for the answer.
 */

/** Twilio has put a recording away. Of one that nobody announced we only hear so. */
export function completeRecording(known: Call, recording: RecordingFacts, around: Surroundings): Step {
  if (isEmpty(recording) || (known.discarded ?? []).includes(recording.sid))
    return { call: known, say: [], file: false };
  if (isKnown(known, recording.sid)) {
    const call = withMediaReady(known, recording);
    // Where somebody waits on the line it is done at once, and not by the queue.
    return { call, say: [], file: call.state === 'recorded' && call.heldUntil === undefined };
  }
  const kept = keepRecording(known, recording, around.now);
  if (kept === known) return 'stale';
  // Its turn is on its way, for as long as the caller is on the line.
  const call = kept.endedAt === undefined ? hold(kept, around.now) : kept;
  return { call, say: [], file: true };
}

/** A call that waits for its media need not wait any longer. */
function withMediaReady(call: Call, recording: RecordingFacts): Call {
  if (call.state !== 'recorded' || call.retry?.service !== 'twilio' || isEmpty(recording)) return call;
  const { retry: _, ...ready } = call;
  return ready;
}

/**
 * Takes what reconciliation found: a message of which no webhook told us, or told us only in part. One that is known
 * stays as it is, and so does a call with no other recording than one that turned out to be silent.
 */
export function takeFoundRecording(
  known: Call | undefined,
  event: EventOf<'recording-found'>,
  around: Surroundings,
): Step {
  const { recording, startedAt, endedAt, seconds } = event;
  const call = known ?? (around.line && startCall(event, around.line, { ...around, now: startedAt }));
  if (call === undefined) return { call, say: [], file: false };
  const ended = agree({
    ...call,
    endedAt: call.endedAt ?? endedAt,
    durationSeconds: call.durationSeconds ?? seconds,
  });
  const kept = keepRecording(ended, recording, endedAt);
  if (kept !== ended) return { call: kept, say: [], file: true };
  // Nobody may have queued it, if our last try ended between the two.
  const isOurs = call.state === 'recorded' && isKnown(call, recording.sid);
  return { call: known === undefined ? known : ended, say: [], file: isOurs };
}

export function endCall(call: Call | undefined, event: EventOf<'call-ended'>, around: Surroundings): Step {
  const { line, paused, now } = around;
  // Somebody else has answered on our line: the fallback, or we while the store was out. Who was rejected, nobody has.
  if (call === undefined && line !== undefined && !paused && event.seconds > 0)
    return { call, say: [], file: false, reconcile: true };
  if (call === undefined || call.endedAt !== undefined) return { call, say: [], file: false };
  const ended = agree(settleAnswer({ ...call, endedAt: now, durationSeconds: event.seconds }));
  // A recording may still be on its way: it takes the call out of `abandoned` again.
  if (call.state === 'answered') return { call: enter(ended, 'abandoned'), say: [], file: false };
  return { call: ended, say: [], file: call.heldUntil !== undefined };
}

export const startCall = (
  event: { callId: string; from: string | null; to: string },
  line: { id: string },
  { language, canText, open: openRequests, now }: Surroundings,
): Call => ({
  id: event.callId,
  state: 'answered',
  reference: referenceOf(event.callId),
  lineId: line.id,
  lineNumber: event.to,
  from: event.from,
  language,
  answeredAt: now,
  ...(canText && { canText }),
  ...(openRequests.length > 0 && { openRequests: [...openRequests] }),
  fence: 0,
  steps: {},
});
