import type { EndReason } from './events';
import { CallerHungUp, Interrupted } from './line';
import { APOLOGY, ApplicationFailure, type LoadedDocument, loadDocument, readGivenTwiml } from './load';
import type { CallSession, Next, TwimlTarget } from './session';
import { listElements, type TwimlElement, TwimlError } from './twiml/document';
import { announce } from './verbs/announce';
import { dial } from './verbs/dial';
import { redirect } from './verbs/follow';
import { gather } from './verbs/gather';
import { record } from './verbs/record';

/** Where a call's instructions come from. */
export type Instructions = { kind: 'fetch'; target: TwimlTarget } | { kind: 'given'; twiml: string };

/** https://www.twilio.com/docs/voice/api/call-resource: a call ends after four hours. */
const LONGEST_CALL_MS = 4 * 3600 * 1000;
/** A call that asks for more documents runs in circles; live it would be cut off by the clock. */
const MOST_DOCUMENTS = 500;

/** Carries out a call's TwiML from its first document to its end; picks it up for the first verb that needs it. */
export async function executeCall(session: CallSession, first: Instructions): Promise<EndReason> {
  let instructions = first;
  for (let documents = 0; documents < MOST_DOCUMENTS; documents++) {
    let next: Next;
    try {
      next = await executeDocument(session, instructions);
    } catch (error) {
      const turn = handleTurn(session, error);
      if (turn.kind === 'end') return turn.reason;
      instructions = turn;
      continue;
    }
    if (next.kind === 'end') return next.reason;
    if (next.kind === 'next') return 'line-hung-up';
    instructions = next;
  }
  const message = `The call asked for ${MOST_DOCUMENTS} documents`;
  session.account.raiseAlert({ code: 0, level: 'error', message, resourceSid: session.call().sid });
  return 'too-long';
}

async function executeDocument(session: CallSession, instructions: Instructions): Promise<Next> {
  const document =
    instructions.kind === 'given'
      ? readGivenTwiml(session, instructions.twiml)
      : await loadDocument(session, instructions.target);
  const verbs = listElements(document.root);
  const [opening] = verbs;
  if (opening?.name === 'Reject' && session.call().status === 'ringing') return reject(session, opening);
  if (opening === undefined) session.answer();
  for (const verb of verbs) {
    if (!isRungThrough(verb)) session.answer();
    if (session.line.elapsed() > LONGEST_CALL_MS) return { kind: 'end', reason: 'too-long' };
    const next = await executeVerb(session, verb, document);
    if (next.kind !== 'next') return next;
  }
  return { kind: 'end', reason: 'line-hung-up' };
}

/** The caller goes on hearing it ring until somebody takes the call: https://www.twilio.com/docs/voice/twiml/dial#answeronbridge */
const isRungThrough = (verb: TwimlElement): boolean =>
  verb.name === 'Dial' && verb.attributes.answerOnBridge === 'true';

async function executeVerb(
  session: CallSession,
  verb: TwimlElement,
  document: LoadedDocument,
): Promise<Next> {
  switch (verb.name) {
    case 'Say':
    case 'Play':
    case 'Pause':
      return announce(session, verb, document);
    case 'Gather':
      return gather(session, verb, document);
    case 'Record':
      return record(session, verb, document);
    case 'Dial':
      return dial(session, verb, document);
    case 'Redirect':
      return redirect(verb, document);
    case 'Hangup':
    case 'Reject':
      return { kind: 'end', reason: 'line-hung-up' };
    default:
      // Only a lenient exchange comes here: the mistake is in the log, and Twilio goes on behind it.
      return { kind: 'next' };
  }
}

function reject(session: CallSession, verb: TwimlElement): Next {
  const reason = verb.attributes.reason ?? 'rejected';
  session.emit({ kind: 'rejected', reason });
  session.update({ status: reason === 'busy' ? 'busy' : 'no-answer' });
  return { kind: 'end', reason: 'rejected' };
}

/** What became of a call whose document was not carried out to its end. */
function handleTurn(session: CallSession, error: unknown): Instructions | { kind: 'end'; reason: EndReason } {
  if (error instanceof CallerHungUp) return { kind: 'end', reason: 'caller-hung-up' };
  if (error instanceof ApplicationFailure || error instanceof TwimlError) {
    session.answer();
    session.emit(APOLOGY);
    return { kind: 'end', reason: 'application-error' };
  }
  if (!(error instanceof Interrupted)) throw error;
  const { by } = error;
  if (by.kind === 'replace') return { kind: 'given', twiml: by.twiml };
  if (by.kind === 'redirect') {
    const target = { url: by.url, method: by.method, params: {}, purpose: 'redirected by the API' };
    return { kind: 'fetch', target };
  }
  session.update({ status: by.status });
  return { kind: 'end', reason: 'ended-by-api' };
}
