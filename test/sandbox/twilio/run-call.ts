import { toRfc2822 } from './dates';
import type { EndReason } from './events';
import { executeCall } from './execute';
import { Interrupted } from './line';
import type { CallPlan, StatusCallback } from './phone';
import type { CallStatus } from './records';
import type { CallSession } from './session';

/**
 * One call from its first ring to its last webhook. Never rejects.
 * @param open opens the call, given how it is picked up.
 */
export async function runCall(open: (answer: () => void) => CallSession, plan: CallPlan): Promise<EndReason> {
  let reason: EndReason;
  let answeredAt: number | undefined;
  const session = open(() => {
    if (answeredAt !== undefined) return;
    answeredAt = session.line.elapsed();
    session.update({ status: 'in-progress', startedAt: session.context.clock.now() });
    session.emit({ kind: 'answered' });
    void reporter('answered', 'in-progress');
  });
  const reporter = createReporter(session, plan.statusCallback);
  try {
    const unanswered = await ring(session, plan, reporter);
    if (plan.ring && !unanswered) session.answer();
    reason = unanswered ? 'not-answered' : await executeCall(session, plan.instructions);
  } catch (error) {
    reason = failCall(session, error);
  }
  endCall(session, reason, answeredAt);
  await reporter('completed', session.call().status);
  return reason;
}

/** Gives how the callee's end of the line turned out, unless they answered. */
async function ring(session: CallSession, plan: CallPlan, report: Reporter): Promise<CallStatus | undefined> {
  if (plan.ring === undefined) return undefined;
  void report('initiated', 'initiated');
  session.update({ status: 'ringing' });
  void report('ringing', 'ringing');
  const outcome = await session.line.waitFor(plan.ring());
  if (outcome) session.update({ status: outcome });
  return outcome;
}

/** A call that was taken back while it rang, or a mistake of the stand-in's own, which somebody ought to see. */
function failCall(session: CallSession, error: unknown): EndReason {
  if (error instanceof Interrupted && error.by.kind === 'end') {
    session.update({ status: error.by.status });
    return 'ended-by-api';
  }
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  session.account.raiseAlert({ code: 0, level: 'error', message, resourceSid: session.call().sid });
  return 'application-error';
}

function endCall(session: CallSession, reason: EndReason, answeredAt: number | undefined): void {
  const { status } = session.call();
  const isFinal = status !== 'queued' && status !== 'ringing' && status !== 'in-progress';
  const final = isFinal ? status : answeredAt === undefined ? 'no-answer' : 'completed';
  const seconds = answeredAt === undefined ? 0 : Math.ceil((session.line.elapsed() - answeredAt) / 1000);
  session.update({ status: final, endedAt: session.context.clock.now(), seconds });
  if (reason !== 'rejected' && reason !== 'not-answered') {
    session.emit({ kind: 'hung-up', by: reason === 'caller-hung-up' ? 'caller' : 'line' });
  }
  session.context.log.add({
    source: 'twilio',
    kind: 'call-ended',
    title: `Call ${final} after ${seconds} s: ${reason.replaceAll('-', ' ')}`,
    callSid: session.call().sid,
  });
}

type Reporter = (event: string, status: CallStatus | 'initiated') => Promise<void>;

/** Call progress events: https://www.twilio.com/docs/voice/api/call-resource#statuscallback */
function createReporter(session: CallSession, callback: StatusCallback | undefined): Reporter {
  let sequence = 0;
  return async (event, status) => {
    const number = sequence++;
    if (callback === undefined || callback.url === '' || !callback.events.includes(event)) return;
    const { seconds = 0 } = session.call();
    await session.notify(`call ${event}`, callback.url, callback.method, {
      CallStatus: status,
      CallbackSource: 'call-progress-events',
      SequenceNumber: String(number),
      Timestamp: toRfc2822(session.context.clock.now()),
      ...(event === 'completed' && {
        CallDuration: String(seconds),
        Duration: String(Math.ceil(seconds / 60)),
      }),
    });
  };
}
