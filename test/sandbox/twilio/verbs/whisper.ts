import { openSession } from '../call-session';
import type { PhoneEventBody } from '../events';
import type { Line } from '../line';
import { APOLOGY, ApplicationFailure, loadDocument } from '../load';
import type { CallRecord } from '../records';
import { type Callee, type CallSession, NEXT, type Next, type TwimlTarget } from '../session';
import { listElements } from '../twiml/document';
import { whispered } from '../twiml/vocabulary';
import { announce } from './announce';
import { redirect } from './follow';
import { gather } from './gather';

/** A person needs a moment to find the key. */
const REACTION_MS = 1000;
const MOST_DOCUMENTS = 50;

class CalleeHungUp extends Error {
  override readonly name = 'CalleeHungUp';
}

/**
 * Call screening: carries out the TwiML of `<Number url>` for the person who picked up, before they are connected.
 * https://www.twilio.com/docs/voice/twiml/number#attributes-url
 *
 * What Twilio does when the document can't be had is not documented; here the person hears that an error has occurred,
 * and is not connected.
 * @returns whether they take the call: not after `<Hangup>`, nor when they put the phone down.
 * @throws CallerHungUp
 */
export async function whisper(
  session: CallSession,
  record: CallRecord,
  callee: Callee,
  first: TwimlTarget,
): Promise<boolean> {
  const leg = openSession(session, {
    record,
    line: createCalleeLine(session.line, callee),
    emit: (event) => passOn(session, event),
    answer: () => {},
    fallback: { url: '', method: 'POST' },
    clips: session.clips,
    loggedAs: session.call().sid,
  });
  let target = first;
  try {
    for (let documents = 0; documents < MOST_DOCUMENTS; documents++) {
      const next = await executeDocument(leg, target);
      if (next.kind !== 'fetch') return next.kind === 'next';
      target = next.target;
    }
  } catch (error) {
    if (error instanceof ApplicationFailure) leg.emit(APOLOGY);
    else if (!(error instanceof CalleeHungUp)) throw error;
  }
  return false;
}

async function executeDocument(leg: CallSession, target: TwimlTarget): Promise<Next> {
  const document = await loadDocument(leg, target, whispered);
  for (const verb of listElements(document.root)) {
    let next: Next = NEXT;
    if (verb.name === 'Hangup' || verb.name === 'Reject') next = { kind: 'end', reason: 'line-hung-up' };
    else if (verb.name === 'Gather') next = await gather(leg, verb, document);
    else if (verb.name === 'Redirect') next = redirect(verb, document);
    else if (['Say', 'Play', 'Pause'].includes(verb.name)) next = await announce(leg, verb, document);
    if (next.kind !== 'next') return next;
  }
  return NEXT;
}

/** Of all that happens on the other leg, what can be heard there. */
function passOn(session: CallSession, event: PhoneEventBody): void {
  if (event.kind === 'saying') {
    const { text, language, ms } = event;
    session.emit({ kind: 'whispering', text, language, ms });
  } else if (event.kind === 'playing' && event.url !== undefined) {
    session.emit({ kind: 'whispering', text: '', language: 'und', ms: event.ms, url: event.url });
  }
}

/** The other leg's wire. Its time passes on the caller's line too, where the caller may hang up meanwhile. */
function createCalleeLine(line: Line, { outcome, presses }: Callee): Line {
  let left = presses ?? '';
  const talk: Line['talk'] = async (ms) => {
    if (outcome !== 'hangs-up') return line.talk(ms);
    await line.talk(Math.min(ms, REACTION_MS));
    throw new CalleeHungUp();
  };
  return {
    ...line,
    talk,
    pass: async (ms) => void (await talk(ms)),
    async hear(ms) {
      const digits = left;
      if (digits === '') return talk(ms);
      left = '';
      await talk(Math.min(ms, REACTION_MS));
      return { kind: 'press', digits };
    },
  };
}
