import { wordsOf } from '../call/languages';
import type { Call } from '../contract/call';
import { type Failure, fail, succeed } from '../contract/failure';
import type { Line } from '../contract/settings';
import { fillTemplate } from '../contract/template';
import { composeSummary } from './compose-request';
import { mayHaveBeenDone } from './doubt';
import type { TextMessage } from './ports';
import { callerLanguageOf } from './request-language';
import { done, SKIPPED, type Step } from './take-steps';

/** A number that comes later than that is no news to the caller. */
const USEFUL_MS = 24 * 60 * 60 * 1000;
/** Clocks differ; no text with this request's number was sent before there was one. */
const CLOCK_SLACK_MS = 10 * 60 * 1000;

/** The caller gets the request's number by text. */
export const confirmation: Step = {
  name: 'confirmation',
  once: true,
  take: async (call, line, { phone, callers, now }) => {
    const text = composeConfirmation(call, line);
    if (text === undefined || call.request === undefined) return SKIPPED;
    const may = await callers.mayText(call);
    if (!may.ok) return { ...may, failure: { ...may.failure, untried: true } };
    if (!may.value) return SKIPPED;
    const { at, key } = call.request;
    const marks = [key, call.reference];
    const sent = mayHaveBeenDone(call) ? await phone.wasTextSent(text, marks, at - CLOCK_SLACK_MS) : NOT_SENT;
    if (sent.ok && sent.value) return done(sent);
    if (now() >= at + USEFUL_MS) return fail(TOO_LATE);
    if (!sent.ok) return { ...sent, failure: { ...sent.failure, untried: true } };
    const taken = await phone.sendText(text);
    if (!taken.ok) await callers.noteRefusal(taken.failure, text, call);
    return done(taken);
  },
};

const NOT_SENT = succeed(false);
const TOO_LATE: Failure = {
  kind: 'rejected',
  service: 'forge',
  detail: 'It would come too late to be of use.',
};

/** The text message for the caller, in the caller's language; none where it is not wanted or can't arrive. */
function composeConfirmation(call: Call, line: Line): TextMessage | undefined {
  const { confirmation: text } = line;
  if (!text.enabled || call.from === null) return undefined;
  if (call.understanding?.smsOptOut === true || call.textsOff === true) return undefined;
  return { from: call.lineNumber, to: call.from, body: confirmationBody(call, line) };
}

/** The words of the text message. */
export function confirmationBody(call: Call, line: Line): string {
  const { confirmation: text } = line;
  const own = wordsOf(callerLanguageOf(call)).texts;
  const template = call.about === undefined ? (text.template ?? own.confirmation) : own.comment;
  return fillTemplate(template, {
    request: call.request?.key ?? '',
    reference: call.reference,
    line: line.name,
    summary: composeSummary(call, line),
  });
}
