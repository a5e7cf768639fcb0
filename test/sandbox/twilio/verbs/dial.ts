import { isValidPhoneNumber } from 'libphonenumber-js';
import { CallerHungUp } from '../line';
import type { LoadedDocument } from '../load';
import type { CallRecord } from '../records';
import { type CallSession, NEXT, type Next } from '../session';
import { listElements, readText, type TwimlElement } from '../twiml/document';
import { fetchAction } from './follow';

const DEFAULT_RING_SECONDS = 30;
const DEFAULT_TALK_SECONDS = 30;
const PICK_UP_MS = 4000;
/** https://www.twilio.com/docs/api/errors/13224 */
const INVALID_NUMBER = 13224;

interface Leg {
  status: 'completed' | 'busy' | 'no-answer' | 'failed' | 'canceled';
  seconds: number;
}

interface LegResult {
  leg: Leg;
  child: CallRecord;
  hasCallerLeft: boolean;
}

/** Since when the two talk, in line time. */
interface Bridge {
  from?: number;
}

/**
 * `<Dial>` to one number, or to several of which the first to pick up gets the call. When the caller hangs up, the
 * `action` is still told how far it came.
 */
export async function dial(
  session: CallSession,
  verb: TwimlElement,
  document: LoadedDocument,
): Promise<Next> {
  let result: LegResult | undefined;
  for (const to of listTargets(verb)) {
    result = await callLeg(session, to, verb);
    if (result.leg.status === 'completed' || result.hasCallerLeft) break;
  }
  session.emit({ kind: 'dial-ended', status: result?.leg.status ?? 'failed' });
  const next: Next =
    verb.attributes.action === undefined
      ? NEXT
      : fetchAction(verb, document, 'dial ended', describeLeg(result));
  if (!result?.hasCallerLeft) return next;
  session.update({ status: 'completed' });
  if (next.kind === 'fetch') {
    const { purpose, url, method, params } = next.target;
    await session.notify(purpose, url, method, params);
  }
  return { kind: 'end', reason: 'caller-hung-up' };
}

const describeLeg = (result: LegResult | undefined): Record<string, string> => ({
  DialCallStatus: result?.leg.status ?? 'failed',
  DialBridged: String(result?.leg.status === 'completed'),
  ...(result && { DialCallSid: result.child.sid }),
  ...(result?.leg.status === 'completed' && { DialCallDuration: String(result.leg.seconds) }),
});

function listTargets(verb: TwimlElement): string[] {
  const nouns = listElements(verb).filter(({ name }) => name === 'Number');
  return (nouns.length > 0 ? nouns : [verb]).map((noun) => readText(noun)).filter((number) => number !== '');
}

async function callLeg(session: CallSession, to: string, verb: TwimlElement): Promise<LegResult> {
  session.emit({ kind: 'dialling', to });
  const child = openLeg(session, to, verb);
  const bridge: Bridge = {};
  const close = (leg: Leg, hasCallerLeft: boolean): LegResult => {
    const now = session.context.clock.now();
    const { status, seconds } = leg;
    session.account.calls.put(child.sid, { ...child, status, seconds, updatedAt: now, endedAt: now });
    return { leg, child, hasCallerLeft };
  };
  const cut = (): Leg =>
    bridge.from === undefined
      ? { status: 'canceled', seconds: 0 }
      : { status: 'completed', seconds: Math.round((session.line.elapsed() - bridge.from) / 1000) };
  try {
    if (!isValidPhoneNumber(to)) return close(rejectNumber(session, to), false);
    return close(await ringAndTalk(session, to, verb, bridge), false);
  } catch (error) {
    const closed = close(cut(), true);
    if (error instanceof CallerHungUp) return closed;
    throw error;
  }
}

function openLeg(session: CallSession, to: string, verb: TwimlElement): CallRecord {
  const now = session.context.clock.now();
  const parent = session.call();
  const child: CallRecord = {
    sid: session.account.makeSid('CA'),
    direction: 'outbound-dial',
    from: verb.attributes.callerId ?? parent.from,
    to,
    status: 'ringing',
    createdAt: now,
    updatedAt: now,
    parentCallSid: parent.sid,
  };
  session.account.calls.put(child.sid, child);
  return child;
}

function rejectNumber(session: CallSession, to: string): Leg {
  session.account.raiseAlert({
    code: INVALID_NUMBER,
    level: 'error',
    message: `Dial: "${to}" is not a valid phone number`,
    resourceSid: session.call().sid,
  });
  return { status: 'failed', seconds: 0 };
}

async function ringAndTalk(
  session: CallSession,
  to: string,
  verb: TwimlElement,
  bridge: Bridge,
): Promise<Leg> {
  const { line } = session;
  const ringMs = Number(verb.attributes.timeout ?? DEFAULT_RING_SECONDS) * 1000;
  const callee = session.callee(to);
  if (callee.outcome === 'failed') return { status: 'failed', seconds: 0 };
  if (callee.outcome === 'no-answer' || (callee.outcome === 'answered' && ringMs < PICK_UP_MS)) {
    await line.talk(ringMs);
    return { status: 'no-answer', seconds: 0 };
  }
  await line.talk(Math.min(PICK_UP_MS, ringMs));
  if (callee.outcome === 'busy') return { status: 'busy', seconds: 0 };
  const limit = Number(verb.attributes.timeLimit ?? Number.POSITIVE_INFINITY);
  const seconds = Math.min(callee.seconds ?? DEFAULT_TALK_SECONDS, limit);
  const from = line.elapsed();
  bridge.from = from;
  const endsTalk = verb.attributes.hangupOnStar === 'true';
  const act = await line.talk(
    seconds * 1000,
    (key) => endsTalk && key.kind === 'press' && key.digits !== '#',
  );
  const talked = act.kind === 'nothing' ? seconds : Math.round((line.elapsed() - from) / 1000);
  return { status: 'completed', seconds: talked };
}
