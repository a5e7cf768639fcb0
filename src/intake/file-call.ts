import type { Call, CallBook } from '../call/call';
import { type Failure, isTransient, type Result } from '../contract/failure';
import { findLine, type Line } from '../settings/settings';
import { fileRequest } from './file-request';
import { finishRequest } from './finish-request';
import type { Intake, StageResult } from './stage';
import { transcribeCall } from './transcribe-call';
import { understandCall } from './understand-call';

export type Outcome = { kind: 'settled' } | { kind: 'retry'; failure: Failure };

/**
 * Takes a call from its recording to its request, stage by stage. What a stage made is stored before the next begins,
 * so that this can stop anywhere and be called again, by the queue or by the sweep, without doing anything twice.
 */
export async function fileCall(callId: string, intake: Intake): Promise<Outcome> {
  for (;;) {
    const found = await intake.calls.find(callId);
    if (!found.ok) return { kind: 'retry', failure: found.failure };
    const call = found.value;
    if (call === undefined || isSettled(call)) return { kind: 'settled' };
    const line = findLine(intake.settings, call.lineNumber);
    const begun = intake.now();
    const result = line === undefined ? parkWithoutLine(call) : await takeStage(call, line, intake);
    if (result.kind === 'failed' && isWorthWaiting(result, call, intake.now())) {
      report(intake, call, result.failure);
      return { kind: 'retry', failure: result.failure };
    }
    const next = result.kind === 'go-on' ? result.call : result.otherwise(call);
    if (result.kind === 'failed') report(intake, call, result.failure);
    const kept = await keep(intake.calls, call, next);
    if (!kept.ok) return { kind: 'retry', failure: kept.failure };
    intake.log({
      event: `call-${next.state}`,
      callId,
      ms: intake.now() - begun,
      ...(next.request === undefined ? {} : { issueKey: next.request.key }),
    });
  }
}

const isSettled = ({ state }: Call): boolean =>
  state === 'answered' || state === 'closed' || state === 'abandoned' || state === 'parked';

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

const isWorthWaiting = (
  { failure, patienceMs }: Extract<StageResult, { kind: 'failed' }>,
  call: Call,
  now: number,
): boolean =>
  (isTransient(failure) || failure.kind === 'not-found') &&
  now - (call.recording?.at ?? call.answeredAt) < patienceMs;

/**
 * Stores what a stage made. Webhooks may have written meanwhile; they own the times and the recording, the stages own
 * the rest.
 */
const keep = (calls: CallBook, before: Call, after: Call): Promise<Result<Call | undefined>> =>
  calls.update(before.id, (current) =>
    current === undefined || current.state !== before.state
      ? current
      : {
          ...after,
          ...(current.endedAt === undefined ? {} : { endedAt: current.endedAt }),
          ...(current.durationSeconds === undefined ? {} : { durationSeconds: current.durationSeconds }),
        },
  );

const report = (intake: Intake, call: Call, { kind, service }: Failure): void =>
  intake.log({ event: 'stage-failed', callId: call.id, failure: kind, reason: `${call.state}-${service}` });
