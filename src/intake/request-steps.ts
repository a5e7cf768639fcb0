import { recordingsOf } from '../call/heard';
import type { Call } from '../contract/call';
import { TWILIO_HOSTS } from '../contract/regions';
import type { Line, Settings } from '../contract/settings';
import { textOf } from '../desk/adf';
import { callProperty } from '../desk/property';
import { type CallComment, composeCallerComment, composeComment } from './compose-request';
import { mayHaveBeenDone } from './doubt';
import { fetchRecording } from './fetch-recording';
import type { Intake } from './stage';
import { done, SKIPPED, type Step, type StepResult } from './take-steps';

/** The steps that concern the request itself; the text and what comes late have files of their own. */

export const numberField: Step = {
  name: 'number-field',
  once: false,
  take: async (call, line, intake) => {
    const { request, from, steps, about } = call;
    if (request === undefined || line.numberField === undefined || from === null) return SKIPPED;
    if (about !== undefined) return SKIPPED;
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
  // A request that was there before is about the call that it was made of.
  if (call.request === undefined || call.about !== undefined) return SKIPPED;
  return done(await desk.writeCallProperty(call.request.key, callProperty(call, line)));
}

export const attachment: Step = {
  name: 'attachment',
  once: true,
  take: async (call, line, intake) => {
    const { request, reference } = call;
    const recordings = recordingsOf(call);
    if (line.recording !== 'attach' || recordings.length === 0 || request === undefined) return SKIPPED;
    // One of several may be there already.
    const looks = mayHaveBeenDone(call) || call.setbacks?.attachment !== undefined;
    const content = looks ? await intake.desk.readRequest(request.key) : undefined;
    if (content?.ok === false) return content;
    const there = content?.value.attachments ?? [];
    for (const [index, recording] of recordings.entries()) {
      const fileName = `call-${reference}${index === 0 ? '' : `-${index + 1}`}.wav`;
      if (there.includes(fileName)) continue;
      const wav = await fetchRecording(recording, intake);
      if (!wav.ok) return { ok: false, failure: { ...wav.failure, untried: true } };
      const attached = await intake.desk.attachRecording(request.key, fileName, wav.value);
      if (!attached.ok) return attached;
    }
    return done({ ok: true, value: undefined });
  },
};

export const comment: Step = {
  name: 'comment',
  once: true,
  take: async (call, line, intake) => {
    const { late, transcript, about } = call;
    // Words that came late are in a comment of their own.
    if (late?.gap === 'transcript-pending' && late.hasWords !== true && transcript !== undefined)
      return SKIPPED;
    const words = about === undefined ? undefined : composeCallerComment(call, line);
    if (words !== undefined) return addComment(call, words, intake, 'public');
    const composed = composeComment(call, line, recordingUrl(call, intake.settings));
    return composed === undefined ? SKIPPED : addComment(call, composed, intake);
  },
};

/**
 * Where agents can listen to a recording that is not attached, or not yet. Twilio asks for the account's credentials
 * there if the account says so: https://www.twilio.com/docs/voice/api/recording#http-basic-authentication-for-media-urls
 */
function recordingUrl({ recording, steps }: Call, { twilio }: Settings): string | undefined {
  if (recording === undefined || twilio === undefined || steps.attachment === 'done') return undefined;
  const { accountSid, region } = twilio;
  return `${TWILIO_HOSTS[region]}/2010-04-01/Accounts/${accountSid}/Recordings/${recording.sid}`;
}

/** Adds a comment, unless it is there already. */
export async function addComment(
  call: Call,
  { mark, body }: CallComment,
  { desk }: Intake,
  audience: 'internal' | 'public' = 'internal',
): Promise<StepResult> {
  if (call.request === undefined) return SKIPPED;
  const { key } = call.request;
  if (mayHaveBeenDone(call)) {
    const content = await desk.readRequest(key);
    if (!content.ok) return content;
    const isThere = content.value.comments.some((there) => firstLineOf(there).endsWith(mark));
    if (isThere) return done({ ok: true, value: undefined });
  }
  return done(
    audience === 'public' ? await desk.addPublicComment(key, body) : await desk.addInternalComment(key, body),
  );
}

const firstLineOf = (body: unknown): string => textOf(body).split('\n', 1)[0] ?? '';

/** Only what nobody needs any more is deleted: its words are in the request, or it is attached if it was to be. */
export const recordingDeleted: Step = {
  name: 'recording-deleted',
  once: false,
  needs: ['attachment', 'comment', 'late-transcript', 'late-analysis', 'late-placement'],
  take: async (call, line, { phone }) => {
    const { steps, gap, discarded = [] } = call;
    const isKept = line.recording === 'attach' ? steps.attachment === 'done' : gap === undefined;
    const own = line.recording !== 'provider' && isKept ? recordingsOf(call).map(({ sid }) => sid) : [];
    // What the caller did not want is deleted in any case.
    const sids = [...own, ...discarded];
    if (sids.length === 0) return SKIPPED;
    for (const sid of sids) {
      const deleted = await phone.deleteRecording(sid);
      if (!deleted.ok) return deleted;
    }
    return done({ ok: true, value: undefined });
  },
};

/** Who called is remembered by a pseudonym, so that the line knows them again; and that they want no texts. */
export const caller: Step = {
  name: 'caller',
  once: false,
  take: async (call, _, { callers }) => {
    if (call.from === null || call.request === undefined) return SKIPPED;
    if (call.understanding?.smsOptOut === true) {
      const ended = await callers.endTexts(call, 'said');
      if (!ended.ok) return ended;
    }
    return call.about === undefined ? done(await callers.rememberRequest(call)) : SKIPPED;
  },
};
