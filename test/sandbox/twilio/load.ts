import type { PhoneEventBody } from './events';
import type { CallSession, TwimlTarget } from './session';
import { checkTwiml, isMild } from './twiml/check';
import { parseTwiml, type TwimlElement, TwimlError } from './twiml/document';
import { messaging, type Vocabulary, voice } from './twiml/vocabulary';
import type { WebhookOutcome } from './webhooks';

export interface LoadedDocument {
  root: TwimlElement;
  /** What relative URLs in it are relative to. */
  url: string;
  method: 'GET' | 'POST';
}

/** The call can't go on: the caller hears that an application error has occurred. */
export class ApplicationFailure extends Error {
  override readonly name = 'ApplicationFailure';
}

/** What is said then; live it is a recording. */
export const APOLOGY = {
  kind: 'saying',
  text: 'We are sorry. An application error has occurred. Goodbye.',
  language: 'en-US',
  voice: 'woman',
  ms: 4000,
} as const satisfies PhoneEventBody;

/**
 * Fetches the next document, or, when that fails, the number's fallback with `ErrorCode` and `ErrorUrl`.
 * https://www.twilio.com/docs/usage/security/availability-reliability
 * @throws ApplicationFailure when neither gives a document that can be executed.
 */
export async function loadDocument(
  session: CallSession,
  target: TwimlTarget,
  vocabulary: Vocabulary = voice,
  isFallback = false,
): Promise<LoadedDocument> {
  try {
    const outcome = await session.line.waitFor(
      session.notify(target.purpose, target.url, target.method, target.params),
    );
    if (outcome.kind === 'answered' && isSound(outcome.contentType)) session.clips.keep(outcome);
    const root = readTwimlAnswer(outcome, vocabulary, (problem) =>
      reportProblem(session, target.url, problem),
    );
    // Asked for again, the document is asked for with the same overrides.
    const isSame = outcome.url === target.url.replace(/#.*$/, '');
    return { root, url: isSame ? target.url : outcome.url, method: target.method };
  } catch (error) {
    if (!(error instanceof TwimlError)) throw error;
    reportFailure(session, target.url, error);
    const { url, method } = session.fallback;
    if (isFallback || url === '' || error.code === 0) throw new ApplicationFailure(error.message);
    const params = { ...target.params, ErrorCode: String(error.code), ErrorUrl: target.url };
    return loadDocument(session, { url, method, params, purpose: 'fallback' }, vocabulary, true);
  }
}

/** TwiML that came through the REST API instead of a webhook. */
export function readGivenTwiml(session: CallSession, twiml: string): LoadedDocument {
  try {
    const outcome = { kind: 'answered', url: '', status: 200, contentType: 'text/xml', body: twiml } as const;
    return {
      root: readTwimlAnswer(outcome, voice, (problem) => reportProblem(session, '', problem)),
      url: '',
      method: 'POST',
    };
  } catch (error) {
    if (!(error instanceof TwimlError)) throw error;
    reportFailure(session, '', error);
    throw new ApplicationFailure(error.message);
  }
}

/**
 * Makes a document of a webhook's answer, by its content type.
 * https://www.twilio.com/docs/voice/twiml#how-twilio-understands-mime-types
 * @param onProblem what to do about a mistake that live Twilio would only warn of; throws to refuse the document.
 * @throws TwimlError
 */
export function readTwimlAnswer(
  outcome: WebhookOutcome,
  vocabulary: Vocabulary,
  onProblem: (problem: TwimlError) => void,
): TwimlElement {
  if (outcome.kind === 'failed') throw new TwimlError(outcome.code, outcome.message);
  const type = outcome.contentType.split(';')[0]?.trim().toLowerCase() ?? '';
  if (vocabulary !== messaging && isSound(type)) {
    return makeResponse({ name: 'Play', attributes: {}, children: [outcome.url] });
  }
  const isPlain = type === 'text/plain' && outcome.body.trim() !== '';
  if (!isPlain && type !== 'text/xml' && type !== 'application/xml') {
    throw new TwimlError(12300, `Invalid Content-Type: ${type || '(none)'} supplied`);
  }
  const root = isPlain ? readPlainText(outcome.body, vocabulary) : parseTwiml(outcome.body);
  for (const { code, message } of checkTwiml(root, vocabulary)) onProblem(new TwimlError(code, message));
  return root;
}

const isSound = (contentType: string): boolean => contentType.toLowerCase().startsWith('audio/');

/**
 * Plain text is read to the caller, or sent back as a text, unless it is TwiML under a wrong name:
 * https://www.twilio.com/docs/voice/twiml/changelog (2024-07-22).
 */
function readPlainText(body: string, vocabulary: Vocabulary): TwimlElement {
  try {
    return parseTwiml(body);
  } catch (error) {
    if (!(error instanceof TwimlError)) throw error;
    return makeResponse({
      name: vocabulary === messaging ? 'Message' : 'Say',
      attributes: {},
      children: [body],
    });
  }
}

const makeResponse = (child: TwimlElement): TwimlElement => ({
  name: 'Response',
  attributes: {},
  children: [child],
});

function reportProblem(session: CallSession, url: string, problem: TwimlError): void {
  if (session.strict && !isMild(problem.code)) throw problem;
  const { sid } = session.call();
  session.account.raiseAlert({
    code: problem.code,
    level: 'warning',
    message: problem.message,
    resourceSid: sid,
    url,
  });
}

function reportFailure(session: CallSession, url: string, error: TwimlError): void {
  const { sid } = session.call();
  session.account.raiseAlert({
    code: error.code,
    level: 'error',
    message: error.message,
    resourceSid: sid,
    url,
  });
}
