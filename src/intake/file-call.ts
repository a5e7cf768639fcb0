import { enter, isAtWork, isHeld, type WorkState } from '../call/life';
import type { Call } from '../contract/call';
import { type Failure, isTransient } from '../contract/failure';
import { findLine, type Line, type Settings } from '../contract/settings';
import { hasSaidNoMore, withConversation } from './conversation-part';
import { fileRequest } from './file-request';
import { finishRequest } from './finish-request';
import { insist } from './insist';
import { isTakenOver, REST_MS, TAKEN_OVER, takeLease, withLease, withoutLease } from './lease';
import { MOST_TRIES, planRetry } from './retry';
import { goOn, type Intake, type Setback, type StageResult } from './stage';
import { transcribeCall } from './transcribe-call';
import { understandCall } from './understand-call';

/** What became of one run: nothing is left to do, or somebody has to come back in so many milliseconds. */
export type Outcome = { kind: 'settled' } | { kind: 'wait'; ms: number };

/** The store was out, or another worker is at it. */
const SOON_MS = 5000;

type Stage = (call: Call, line: Line, intake: Intake) => Promise<StageResult>;

/** The work of each state; what it leads to is in `src/call/life.ts`. */
const STAGES: Record<WorkState, Stage> = {
  recorded: transcribeCall,
  transcribed: understandCall,
  understood: fileRequest,
  filed: finishRequest,
  confirmed: finishRequest,
};

/**
 * Takes a call from its recording to its request, stage by stage. What a stage made is stored before the next begins, so
 * that this can stop anywhere and be called again without doing anything twice.
 *
 * Who calls it: an event of the queue, which a webhook, the sweep or an admin's click has sent; at least once each. It
 * takes the call for itself (`lease.ts`), or says when it may be had. A stage that can't be taken leaves in the call what
 * it waits for. Up to four minutes the queue brings the event back by itself (`entry/jobs.ts`); for longer waits, dead
 * workers and lost events the sweep looks every five minutes (`sweep-calls.ts`); and what no webhook ever told us of is
 * found in the provider's own records (`reconcile.ts`).
 */
export async function fileCall(callId: string, intake: Intake): Promise<Outcome> {
  for (;;) {
    const claim = await takeLease(callId, intake);
    // A record that can't be read stays as it is for a version that can; the store has said so in the log.
    if (!claim.ok) return isTransient(claim.failure) ? { kind: 'wait', ms: SOON_MS } : { kind: 'settled' };
    if (claim.value.kind === 'settled') return { kind: 'settled' };
    if (claim.value.kind === 'wait') return { kind: 'wait', ms: claim.value.until - intake.now() };
    const outcome = await advance(claim.value.call, intake);
    if (outcome !== undefined) return outcome;
  }
}

/** Takes the next stage of a call and stores what it made; answers with what holds the call up, if anything does. */
export async function advance(call: Call, intake: Intake): Promise<Outcome | undefined> {
  const begun = intake.now();
  const result = await takeStage(call, intake);
  if (result.kind === 'failed') {
    report(intake, call, result.failure);
    if (result.failure === TAKEN_OVER) return { kind: 'wait', ms: SOON_MS };
    const waited = await wait(call, result, intake);
    if (waited !== undefined) return waited;
  }
  const next = result.kind === 'go-on' ? result.call : giveUp(call, result, intake);
  const kept = await insist(() => keep(intake, call, next), intake);
  if (!kept.ok) return isTransient(kept.failure) ? { kind: 'wait', ms: SOON_MS } : refuse(call, intake);
  // A webhook may have brought another recording, and another worker may have the call.
  if (kept.value?.state !== next.state) return undefined;
  if (next.state === 'parked') await intake.audit({ action: 'park', outcome: 'done', callId: call.id });
  intake.log({
    event: `call-${next.state}`,
    callId: call.id,
    ms: intake.now() - begun,
    ...(next.request === undefined ? {} : { issueKey: next.request.key }),
  });
  return undefined;
}

async function takeStage(call: Call, intake: Intake): Promise<StageResult> {
  const line = lineOf(call, intake.settings);
  if (line === undefined) return goOn(parkWithoutLine(call));
  if (!isAtWork(call.state)) throw new Error(`A call that is ${call.state} has no stage.`);
  return STAGES[call.state](call, line, intake);
}

/** A line whose number was corrected is still the line that was called. */
const lineOf = ({ lineNumber, lineId }: Call, settings: Settings): Line | undefined =>
  findLine(settings, lineNumber) ?? settings.lines.find(({ id }) => id === lineId);

const parkWithoutLine = (call: Call): Call => ({
  ...enter(call, 'parked'),
  problem: `No line has the number ${call.lineNumber} any more. Add it again, then try again.`,
});

/** The store will never take what a stage made: to make it again and again would only cost money. */
async function refuse(call: Call, intake: Intake): Promise<Outcome> {
  intake.log({ event: 'call-not-kept', callId: call.id, reason: call.state });
  await intake.audit({ action: 'park', outcome: 'done', callId: call.id });
  await intake.calls.update(call.id, (stored) =>
    stored === undefined || isTakenOver(stored, call) || !isAtWork(stored.state)
      ? stored
      : {
          ...withoutLease(enter(stored, 'parked')),
          problem: 'What was made of this call could not be stored.',
        },
  );
  return { kind: 'settled' };
}

/** The stage's way out; a call that may be half done rests all the same, whoever takes it up. */
function giveUp(call: Call, { otherwise, doubtful = false }: Setback, { now }: Intake): Call {
  const next = otherwise(call);
  return doubtful ? { ...next, restUntil: now() + REST_MS } : next;
}

/** Puts the call down until it is worth another try; undefined where none is. */
async function wait(
  call: Call,
  { failure, giveUpAt, againMs, progress = {}, doubtful = false }: Setback,
  intake: Intake,
): Promise<Outcome | undefined> {
  const now = intake.now();
  const retry = planRetry(call, failure, now, intake.random());
  if (now >= giveUpAt || retry.count > MOST_TRIES) return undefined;
  const planned = againMs === undefined ? retry.at : now + againMs;
  const at = doubtful ? Math.max(planned, now + REST_MS) : lastChance(planned, giveUpAt, failure);
  if (at > giveUpAt) return undefined;
  if (failure.notAsked !== true) await intake.audit(putOff(call, failure));
  // Where this can't be stored the lease runs out by itself, and the call rests then.
  await intake.calls.update(call.id, (stored) =>
    stored === undefined || isTakenOver(stored, call)
      ? stored
      : {
          ...withoutLease(stored),
          ...progress,
          retry: { ...retry, at },
          ...(doubtful ? { restUntil: now + REST_MS } : {}),
        },
  );
  return { kind: 'wait', ms: at - now };
}

/** What came too early has not failed. */
const putOff = ({ id }: Call, { kind, service, notReady }: Failure): Parameters<Intake['audit']>[0] => ({
  action: 'retry',
  callId: id,
  ...(notReady === true ? { outcome: 'skipped' } : { outcome: 'failed', failure: kind, service }),
});

/** The last try is at the end of the wait; a service that has said when to come is not asked before. */
const lastChance = (planned: number, giveUpAt: number, { retryAfterSeconds }: Failure): number =>
  retryAfterSeconds === undefined ? Math.min(planned, giveUpAt) : planned;

/** A call whose caller may still add something is put down, and so is one that is through. */
const putDownIfHeld = (call: Call, intake: Intake): Call =>
  isAtWork(call.state) && !isHeld(call, intake.now()) ? withLease(call, intake) : withoutLease(call);

/**
 * Stores what a stage made. Webhooks may have written meanwhile; they own what the conversation is about, the stages own
 * the rest.
 */
const keep = (intake: Intake, before: Call, after: Call) =>
  intake.calls.update(before.id, (current) =>
    current === undefined ||
    isTakenOver(current, before) ||
    current.state !== before.state ||
    !hasSaidNoMore(current, before)
      ? current
      : putDownIfHeld(withConversation(after, current, before), intake),
  );

const report = (intake: Intake, call: Call, { kind, service }: Failure): void =>
  intake.log({ event: 'stage-failed', callId: call.id, failure: kind, reason: `${call.state}-${service}` });
