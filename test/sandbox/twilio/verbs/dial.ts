import { isValidPhoneNumber } from 'libphonenumber-js';
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

/** `<Dial>` to one number, or to several of which the first to pick up gets the call. */
export async function dial(
  session: CallSession,
  verb: TwimlElement,
  document: LoadedDocument,
): Promise<Next> {
  const targets = listTargets(verb);
  let best: { leg: Leg; child: CallRecord } | undefined;
  for (const to of targets) {
    best = await callLeg(session, to, verb);
    if (best.leg.status === 'completed') break;
  }
  const leg: Leg = best?.leg ?? { status: 'failed', seconds: 0 };
  session.emit({ kind: 'dial-ended', status: leg.status });
  if (verb.attributes.action === undefined) return NEXT;
  return fetchAction(verb, document, 'dial ended', {
    DialCallStatus: leg.status,
    DialBridged: String(leg.status === 'completed'),
    ...(best && { DialCallSid: best.child.sid }),
    ...(leg.status === 'completed' && { DialCallDuration: String(leg.seconds) }),
  });
}

function listTargets(verb: TwimlElement): string[] {
  const nouns = listElements(verb).filter(({ name }) => name === 'Number');
  return (nouns.length > 0 ? nouns : [verb]).map((noun) => readText(noun)).filter((number) => number !== '');
}

async function callLeg(
  session: CallSession,
  to: string,
  verb: TwimlElement,
): Promise<{ leg: Leg; child: CallRecord }> {
  session.emit({ kind: 'dialling', to });
  const child = openLeg(session, to, verb);
  let leg: Leg = { status: 'canceled', seconds: 0 };
  try {
    leg = isValidPhoneNumber(to) ? await ringAndTalk(session, to, verb) : rejectNumber(session, to);
  } finally {
    const now = session.context.clock.now();
    session.account.calls.put(child.sid, {
      ...child,
      status: leg.status,
      seconds: leg.seconds,
      updatedAt: now,
      endedAt: now,
    });
  }
  return { leg, child };
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

async function ringAndTalk(session: CallSession, to: string, verb: TwimlElement): Promise<Leg> {
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
  const endsTalk = verb.attributes.hangupOnStar === 'true';
  const act = await line.talk(
    seconds * 1000,
    (key) => endsTalk && key.kind === 'press' && key.digits !== '#',
  );
  const talked = act.kind === 'nothing' ? seconds : Math.round((line.elapsed() - from) / 1000);
  return { status: 'completed', seconds: talked };
}
