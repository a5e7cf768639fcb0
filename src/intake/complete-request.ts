import type { Call } from '../contract/call';
import type { Line } from '../contract/settings';
import { completeLate } from './complete-late';
import { done, mayHaveBeenDone, SKIPPED } from './confirm-request';
import { fetchRecording } from './fetch-recording';
import type { Intake, StageResult } from './stage';
import { type Step, takeSteps } from './take-steps';

/**
 * What may wait for a provider that is out: the recording is attached, what was missing is added in place, and what
 * nobody needs any more is deleted.
 */
export const completeRequest = (call: Call, line: Line, intake: Intake): Promise<StageResult> =>
  takeSteps([attachment, completion, recordingDeleted], 'closed', call, line, intake);

const attachment: Step = {
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

const completion: Step = { name: 'completion', once: true, take: completeLate };

/** Only what nobody needs any more is deleted: its words are in the request, or it is attached if it was to be. */
const recordingDeleted: Step = {
  name: 'recording-deleted',
  once: false,
  take: async ({ recording, steps, gap }, line, { phone }) => {
    if (recording === undefined || line.recording === 'provider') return SKIPPED;
    const isKept = line.recording === 'attach' ? steps.attachment === 'done' : gap === undefined;
    // What is still to be made up for is made of the recording.
    if (!isKept || gap === 'transcript-pending') return SKIPPED;
    return done(await phone.deleteRecording(recording.sid));
  },
};
