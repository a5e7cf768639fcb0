import type { Call } from '../contract/call';
import type { Line, Settings } from '../contract/settings';
import { textOf } from '../desk/adf';
import { callProperty } from '../desk/property';
import { type CallComment, composeComment } from './compose-request';
import { mayHaveBeenDone } from './doubt';
import { fetchRecording } from './fetch-recording';
import type { Intake } from './stage';
import { done, SKIPPED, type Step, type StepResult } from './take-steps';

/** The steps that concern the request itself; the text and what comes late have files of their own. */

export const numberField: Step = {
  name: 'number-field',
  once: false,
  take: async (call, line, intake) => {
    const { request, from, steps } = call;
    if (request === undefined || line.numberField === undefined || from === null) return SKIPPED;
    const set = await intake.desk.setField(request.key, line.numberField, from);
    if (!set.ok || steps.property !== 'done') return done(set);
    // The property had the number for as long as the field had none (V18).
    return writeProperty({ ...call, steps: { ...steps, 'number-field': 'done' } }, line, intake);
  },
};

/** An older one that arrives late would undo a newer one. */
export const property: Step = { name: 'property', once: true, take: writeProperty };

/** Harmless to repeat: the property is written whole. */
export async function writeProperty(call: Call, line: Line, { desk }: Intake): Promise<StepResult> {
  if (call.request === undefined) return SKIPPED;
  return done(await desk.writeCallProperty(call.request.key, callProperty(call, line)));
}

export const attachment: Step = {
  name: 'attachment',
  once: true,
  take: async (call, line, intake) => {
    const { request, recording, reference } = call;
    if (line.recording !== 'attach' || recording === undefined || request === undefined) return SKIPPED;
    const fileName = `call-${reference}.wav`;
    if (mayHaveBeenDone(call)) {
      const content = await intake.desk.readRequest(request.key);
      if (!content.ok) return content;
      if (content.value.attachments.includes(fileName)) return done({ ok: true, value: undefined });
    }
    const wav = await fetchRecording(call, intake);
    if (!wav.ok) return { ok: false, failure: { ...wav.failure, untried: true } };
    return wav.value === undefined
      ? SKIPPED
      : done(await intake.desk.attachRecording(request.key, fileName, wav.value));
  },
};

export const comment: Step = {
  name: 'comment',
  once: true,
  take: async (call, line, intake) => {
    const composed = composeComment(call, line, recordingUrl(call, intake.settings));
    // Words that came late are in a comment of their own.
    const isLate = call.late?.gap === 'transcript-pending' && call.transcript !== undefined;
    return composed === undefined || isLate ? SKIPPED : addComment(call, composed, intake);
  },
};

/**
 * Where agents can listen to a recording that is not attached, or not yet. Twilio asks for the account's credentials
 * there if the account says so: https://www.twilio.com/docs/voice/api/recording#http-basic-authentication-for-media-urls
 */
function recordingUrl({ recording, steps }: Call, { twilio }: Settings): string | undefined {
  if (recording === undefined || twilio === undefined || steps.attachment === 'done') return undefined;
  return `https://api.twilio.com/2010-04-01/Accounts/${twilio.accountSid}/Recordings/${recording.sid}`;
}

/** Adds a comment, unless it is there already. */
export async function addComment(
  call: Call,
  { mark, body }: CallComment,
  { desk }: Intake,
): Promise<StepResult> {
  if (call.request === undefined) return SKIPPED;
  const { key } = call.request;
  if (mayHaveBeenDone(call)) {
    const content = await desk.readRequest(key);
    if (!content.ok) return content;
    const isThere = content.value.comments.some((there) => firstLineOf(there).endsWith(mark));
    if (isThere) return done({ ok: true, value: undefined });
  }
  return done(await desk.addInternalComment(key, body));
}

const firstLineOf = (body: unknown): string => textOf(body).split('\n', 1)[0] ?? '';

/** Only what nobody needs any more is deleted: its words are in the request, or it is attached if it was to be. */
export const recordingDeleted: Step = {
  name: 'recording-deleted',
  once: false,
  needs: ['attachment', 'comment', 'late-transcript', 'late-analysis', 'late-placement'],
  take: async ({ recording, steps, gap }, line, { phone }) => {
    if (recording === undefined || line.recording === 'provider') return SKIPPED;
    const isKept = line.recording === 'attach' ? steps.attachment === 'done' : gap === undefined;
    return isKept ? done(await phone.deleteRecording(recording.sid)) : SKIPPED;
  },
};
