import { isValidPhoneNumber } from 'libphonenumber-js';
import { CallerHungUp, type Fits } from '../line';
import type { LoadedDocument } from '../load';
import type { CallRecord } from '../records';
import { type Callee, type CallSession, NEXT, type Next, type TwimlTarget } from '../session';
import { listElements, readText, type TwimlElement } from '../twiml/document';
import { fetchAction, readMethod, resolveUrl } from './follow';
import { whisper } from './whisper';

const DEFAULT_RING_SECONDS = 30;
const DEFAULT_TALK_SECONDS = 30;
const PICK_UP_MS = 4000;
/** https://www.twilio.com/docs/api/errors/13224 */
const INVALID_NUMBER = 13224;

interface Target {
  to: string;
  /** What to do with them before they are connected. */
  screening?: TwimlTarget;
}

interface Leg {
  status: 'completed' | 'busy' | 'no-answer' | 'failed' | 'canceled';
  /** Since somebody picked up. */
  seconds: number;
  bridged: boolean;
}

interface LegResult {
  leg: Leg;
  child: CallRecord;
  hasCallerLeft: boolean;
}

/** How far a leg has come. In line time. */
interface Progress {
  pickedUpAt?: number;
  isBridged: boolean;
}

const UNREACHED: Leg = { status: 'failed', seconds: 0, bridged: false };

/**
 * `<Dial>` to one number, or to several, of which the first to take the call gets it. When the caller hangs up, the
 * `action` is still told how far it came.
 *
 * Somebody who picks up and declines what `<Number url>` whispers leaves `DialCallStatus=completed` like somebody who
 * talked; only `DialBridged` tells them apart: https://www.twilio.com/docs/voice/twiml/changelog (2020-12-09).
 */
export async function dial(
  session: CallSession,
  verb: TwimlElement,
  document: LoadedDocument,
): Promise<Next> {
  let result: LegResult | undefined;
  for (const target of listTargets(verb, document)) {
    result = await callLeg(session, target, verb);
    if (result.leg.bridged || result.hasCallerLeft) break;
  }
  const { status, bridged } = result?.leg ?? UNREACHED;
  session.emit({ kind: 'dial-ended', status, bridged });
  const next: Next =
    verb.attributes.action === undefined
      ? NEXT
      : fetchAction(verb, document, 'dial ended', describeLeg(result));
  if (!result?.hasCallerLeft) return next;
  session.update({ status: session.call().status === 'in-progress' ? 'completed' : 'no-answer' });
  if (next.kind === 'fetch') {
    const { purpose, url, method, params } = next.target;
    await session.notify(purpose, url, method, params);
  }
  return { kind: 'end', reason: 'caller-hung-up' };
}

function describeLeg(result: LegResult | undefined): Record<string, string> {
  const { status, seconds, bridged } = result?.leg ?? UNREACHED;
  return {
    DialCallStatus: status,
    DialBridged: String(bridged),
    ...(result && { DialCallSid: result.child.sid }),
    ...(status === 'completed' && { DialCallDuration: String(seconds) }),
  };
}

function listTargets(verb: TwimlElement, document: LoadedDocument): Target[] {
  const nouns = listElements(verb).filter(({ name }) => name === 'Number');
  return (nouns.length > 0 ? nouns : [verb]).flatMap((noun) => {
    const to = readText(noun);
    const { url, method } = noun.attributes;
    if (to === '') return [];
    if (noun === verb || url === undefined) return [{ to }];
    const screening = { url: resolveUrl(url, document), method: readMethod(method), params: {} };
    return [{ to, screening: { ...screening, purpose: 'whisper' } }];
  });
}

async function callLeg(session: CallSession, target: Target, verb: TwimlElement): Promise<LegResult> {
  const { to } = target;
  session.emit({ kind: 'dialling', to });
  const child = openLeg(session, to, verb);
  const progress: Progress = { isBridged: false };
  const close = (leg: Leg, hasCallerLeft: boolean): LegResult => {
    const now = session.context.clock.now();
    const { status, seconds } = leg;
    const last = session.account.calls.get(child.sid) ?? child;
    session.account.calls.put(child.sid, { ...last, status, seconds, updatedAt: now, endedAt: now });
    return { leg, child, hasCallerLeft };
  };
  try {
    if (!isValidPhoneNumber(to)) return close(rejectNumber(session, to), false);
    const unanswered = await ring(session, to, verb);
    if (unanswered) return close({ ...UNREACHED, status: unanswered }, false);
    await connect(session, target, child, verb, progress);
    return close(measure(session, progress), false);
  } catch (error) {
    const closed = close(measure(session, progress), true);
    if (error instanceof CallerHungUp) return closed;
    throw error;
  }
}

/** How the leg stands now. */
function measure(session: CallSession, { pickedUpAt, isBridged }: Progress): Leg {
  if (pickedUpAt === undefined) return { ...UNREACHED, status: 'canceled' };
  const seconds = Math.round((session.line.elapsed() - pickedUpAt) / 1000);
  return { status: 'completed', seconds, bridged: isBridged };
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
  return UNREACHED;
}

/** Gives why nobody picked up, unless somebody does. */
async function ring(
  { line, callee }: CallSession,
  to: string,
  verb: TwimlElement,
): Promise<Leg['status'] | undefined> {
  const ringMs = Number(verb.attributes.timeout ?? DEFAULT_RING_SECONDS) * 1000;
  const { outcome } = callee(to);
  if (outcome === 'failed') return 'failed';
  const isPatient = outcome === 'busy' || ringMs >= PICK_UP_MS;
  if (outcome === 'no-answer' || !isPatient) {
    await line.talk(ringMs);
    return 'no-answer';
  }
  await line.talk(Math.min(PICK_UP_MS, ringMs));
  return outcome === 'busy' ? 'busy' : undefined;
}

/** Somebody has picked up: they are asked whether they take the call, if anybody asks, and the two talk. */
async function connect(
  session: CallSession,
  { to, screening }: Target,
  child: CallRecord,
  verb: TwimlElement,
  progress: Progress,
): Promise<void> {
  const { line, context, account } = session;
  const callee = session.callee(to);
  progress.pickedUpAt = line.elapsed();
  const now = context.clock.now();
  const answered: CallRecord = { ...child, status: 'in-progress', startedAt: now, updatedAt: now };
  account.calls.put(child.sid, answered);
  if (screening && !(await whisper(session, answered, callee, screening))) return;
  progress.isBridged = true;
  session.answer();
  const isStar: Fits = (act) => act.kind === 'press' && (act.digits === '' || act.digits.includes('*'));
  const endsTalk = verb.attributes.hangupOnStar === 'true' ? isStar : undefined;
  await line.talk(readTalkSeconds(callee, verb) * 1000, endsTalk);
}

function readTalkSeconds({ outcome, seconds = DEFAULT_TALK_SECONDS }: Callee, verb: TwimlElement): number {
  const limit = Number(verb.attributes.timeLimit ?? Number.POSITIVE_INFINITY);
  return outcome === 'hangs-up' ? 0 : Math.min(seconds, limit);
}
