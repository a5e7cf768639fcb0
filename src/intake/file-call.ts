import type { Call } from '../contract/call';
import { type Failure, isTransient, type Result } from '../contract/failure';
import { findLine, type Line } from '../contract/settings';
import { fileRequest } from './file-request';
import { finishRequest } from './finish-request';
import { insist } from './insist';
import {
  isHeldByOther,
  isSettled,
  isTakenOver,
  leaseLeft,
  takeLease,
  withLease,
  withoutLease,
} from './lease';
import type { Intake, StageResult } from './stage';
import { transcribeCall } from './transcribe-call';
import { understandCall } from './understand-call';

/** `withinMs`: a try that comes later than that is of no use any more. */
export type Outcome = { kind: 'settled' } | Held;
export type Held = { kind: 'retry'; failure: Failure; withinMs?: number };

/**
 * Takes a call from its recording to its request, stage by stage. What a stage made is stored before the next begins,
 * so that this can stop anywhere and be called again, by the queue or by the sweep, without doing anything twice.
 */
export async function fileCall(callId: string, intake: Intake): Promise<Outcome> {
  for (;;) {
    const taken = await takeLease(callId, intake);
    if (!taken.ok) return { kind: 'retry', failure: taken.failure };
    const call = taken.value;
    if (call === undefined || isSettled(call)) return { kind: 'settled' };
    if (isHeldByOther(call, intake))
      return { kind: 'retry', failure: BUSY, withinMs: leaseLeft(call, intake) };
    const held = await advance(call, intake);
    if (held !== undefined) return held;
  }
}

const BUSY: Failure = {
  kind: 'conflict',
  service: 'forge',
  detail: 'The call is being worked on already.',
};

/** Takes the next stage of a call and stores what it made; answers with what holds the call up, if anything does. */
async function advance(call: Call, intake: Intake): Promise<Held | undefined> {
  const begun = intake.now();
  const line = findLine(intake.settings, call.lineNumber);
  const result = line === undefined ? parkWithoutLine(call) : await takeStage(call, line, intake);
  if (result.kind === 'failed') {
    report(intake, call, result.failure);
    const withinMs = patienceLeft(result, call, intake.now());
    if (withinMs > 0) {
      // Whoever tries next may begin at once. It is a change of its time too: the sweep takes calls that stay without
      // one for abandoned by the queue.
      await intake.calls.update(call.id, (stored) =>
        stored === undefined || isTakenOver(stored, intake) ? stored : withoutLease(stored),
      );
      return { kind: 'retry', failure: result.failure, withinMs };
    }
  }
  const next = result.kind === 'go-on' ? result.call : result.otherwise(call);
  const kept = await insist(() => keep(intake, call, next), intake);
  if (!kept.ok) return { kind: 'retry', failure: kept.failure };
  intake.log({
    event: `call-${next.state}`,
    callId: call.id,
    ms: intake.now() - begun,
    ...(next.request === undefined ? {} : { issueKey: next.request.key }),
  });
  return undefined;
}

function takeStage(call: Call, line: Line, intake: Intake): Promise<StageResult> {
  switch (call.state) {
    case 'recorded':
      return transcribeCall(call, line, intake);
    case 'transcribed':
      return understandCall(call, line, intake);
    case 'understood':
      return fileRequest(call, line, intake);
    case 'filed':
      return finishRequest(call, line, intake);
    default:
      throw new Error(`A call that is ${call.state} has no stage.`);
  }
}

const parkWithoutLine = (call: Call): StageResult => ({
  kind: 'go-on',
  call: {
    ...call,
    state: 'parked',
    problem: `No line has the number ${call.lineNumber} any more. Add it again, then try again.`,
  },
});

/** For how many milliseconds more a failed stage is worth trying again. */
function patienceLeft(
  { failure, patienceMs }: Extract<StageResult, { kind: 'failed' }>,
  call: Call,
  now: number,
): number {
  if (!isTransient(failure)) return 0;
  return patienceMs - (now - (call.recording?.at ?? call.answeredAt));
}

/**
 * Stores what a stage made. Webhooks may have written meanwhile; they own the times and the recording, the stages own
 * the rest.
 */
const keep = (intake: Intake, before: Call, after: Call): Promise<Result<Call | undefined>> =>
  intake.calls.update(before.id, (current) =>
    current === undefined ||
    isTakenOver(current, intake) ||
    current.state !== before.state ||
    current.recording?.sid !== before.recording?.sid
      ? current
      : {
          ...(isSettled(after) ? withoutLease(after) : withLease(after, intake)),
          ...(current.endedAt === undefined ? {} : { endedAt: current.endedAt }),
          ...(current.durationSeconds === undefined ? {} : { durationSeconds: current.durationSeconds }),
        },
  );

const report = (intake: Intake, call: Call, { kind, service }: Failure): void =>
  intake.log({ event: 'stage-failed', callId: call.id, failure: kind, reason: `${call.state}-${service}` });
