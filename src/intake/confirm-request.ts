import { wordsOf } from '../call/languages';
import { canGetTexts } from '../caller/number';
import type { Call } from '../contract/call';
import { type Failure, fail, type Result, succeed } from '../contract/failure';
import type { Line, Settings } from '../contract/settings';
import { fillTemplate } from '../contract/template';
import { textOf } from '../desk/adf';
import { callProperty } from '../desk/property';
import { type CallComment, callerLanguageOf, composeComment, composeSummary } from './compose-request';
import type { TextMessage } from './ports';
import type { Intake, StageResult } from './stage';
import { type Step, type StepResult, takeSteps } from './take-steps';

/** A number that comes later than that is no news to the caller. */
const TEXT_USEFUL_MS = 24 * 60 * 60 * 1000;
/** Clocks differ; no text with this request's number was sent before there was one. */
const CLOCK_SLACK_MS = 10 * 60 * 1000;

/** The request exists: its call is written to it, and the caller is told. */
export const confirmRequest = (call: Call, line: Line, intake: Intake): Promise<StageResult> =>
  takeSteps([numberField, property, comment, confirmation], 'confirmed', call, line, intake);

const numberField: Step = {
  name: 'number-field',
  once: false,
  take: async ({ request, from }, line, { desk }) =>
    request === undefined || line.numberField === undefined || from === null
      ? SKIPPED
      : done(await desk.setField(request.key, line.numberField, from)),
};

const property: Step = { name: 'property', once: false, take: writeProperty };

/** Harmless to repeat: the property is written whole. */
export async function writeProperty(call: Call, line: Line, { desk }: Intake): Promise<StepResult> {
  if (call.request === undefined) return SKIPPED;
  return done(await desk.writeCallProperty(call.request.key, callProperty(call, line)));
}

const comment: Step = {
  name: 'comment',
  once: true,
  take: async (call, line, intake) => {
    const composed = composeComment(call, line, recordingUrl(call, line, intake.settings));
    return composed === undefined ? SKIPPED : addComment(call, composed, intake);
  },
};

/** Where agents can listen to a recording that is not attached; the provider asks for the account's credentials. */
function recordingUrl({ recording }: Call, line: Line, { twilio }: Settings): string | undefined {
  if (recording === undefined || twilio === undefined || line.recording === 'attach') return undefined;
  return `https://api.twilio.com/2010-04-01/Accounts/${twilio.accountSid}/Recordings/${recording.sid}`;
}

/** Adds a comment, unless it is there already. */
export async function addComment(
  call: Call,
  { heading, body }: CallComment,
  { desk }: Intake,
): Promise<StepResult> {
  if (call.request === undefined) return SKIPPED;
  const { key } = call.request;
  if (mayHaveBeenDone(call)) {
    const content = await desk.readRequest(key);
    if (!content.ok) return content;
    if (content.value.comments.some((body) => firstLineOf(body) === heading)) return done(succeed(undefined));
  }
  return done(await desk.addInternalComment(key, body));
}

const firstLineOf = (body: unknown): string | undefined => textOf(body).split('\n', 1)[0];

/**
 * Whether another worker, or an earlier run, may have done the next thing already: the first to hold a call asks nobody
 * whether it was done before.
 */
export const mayHaveBeenDone = ({ fence }: Call): boolean => fence > 1;

const confirmation: Step = {
  name: 'confirmation',
  once: true,
  take: async (call, line, { phone, now }) => {
    const text = composeConfirmation(call, line);
    if (text === undefined || call.request === undefined) return SKIPPED;
    const { at } = call.request;
    const sent = mayHaveBeenDone(call) ? await phone.wasTextSent(text, at - CLOCK_SLACK_MS) : NOT_SENT;
    if (sent.ok && sent.value) return done(sent);
    if (now() >= at + TEXT_USEFUL_MS) return fail(TOO_LATE);
    return done(sent.ok ? await phone.sendText(text) : sent);
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
  if (!text.enabled || call.from === null || !canGetTexts(call.from)) return undefined;
  if (call.understanding?.smsOptOut === true) return undefined;
  const body = fillTemplate(text.template ?? wordsOf(callerLanguageOf(call)).confirmation, {
    request: call.request?.key ?? '',
    reference: call.reference,
    line: line.name,
    summary: composeSummary(call, line),
  });
  return { from: call.lineNumber, to: call.from, body };
}

export const SKIPPED: StepResult = succeed('skipped');
export const done = (result: Result<unknown>): StepResult => (result.ok ? succeed({}) : result);
