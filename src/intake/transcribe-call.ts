import type { Call } from '../contract/call';
import type { Failure } from '../contract/failure';
import type { Line } from '../contract/settings';
import { cutAtWord } from './compose-request';
import { isSilent, isTooMuch, measureSound } from './sound';
import type { Intake, StageResult } from './stage';

/** A request exists within five minutes of hanging up, with the transcript or without (M4). */
export const PATIENCE_MS = 4 * 60 * 1000;

/**
 * Twice what ten minutes of fast speech hold, and still a comment that Jira takes (32,767 characters): only a recogniser
 * that repeats itself without end writes more.
 */
const TRANSCRIPT_LENGTH = 30_000;

/** From the recording to its words. Without words the call goes on to be filed as it is, with the recording. */
export async function transcribeCall(call: Call, line: Line, { phone, model }: Intake): Promise<StageResult> {
  if (call.recording === undefined) return { kind: 'go-on', call: withoutTranscript(call) };
  const wav = await phone.fetchRecording(call.recording.sid);
  // The provider answers 404 until it has put the recording away.
  if (!wav.ok)
    return giveUpOn(wav.failure.kind === 'not-found' ? { ...wav.failure, kind: 'unavailable' } : wav.failure);
  const sound = measureSound(wav.value);
  if (sound !== undefined && isSilent(sound)) {
    // Twilio heard far more than came: what is missing may be what was said.
    if (sound.seconds * 2 < call.recording.seconds) return giveUpOn(CUT_OFF);
    return { kind: 'go-on', call: abandonSilent(call) };
  }
  const heard = await model.transcribe(wav.value, {
    vocabulary: line.vocabulary,
    ...(line.detectLanguage ? {} : { language: call.language }),
  });
  if (!heard.ok) return giveUpOn(heard.failure);
  if (heard.value.text === '')
    return { kind: 'go-on', call: { ...call, state: 'understood', gap: 'no-words' } };
  return {
    kind: 'go-on',
    call: {
      ...call,
      state: 'transcribed',
      transcript: { ...heard.value, text: cutAtWord(heard.value.text, TRANSCRIPT_LENGTH) },
      ...(sound !== undefined && isTooMuch(heard.value.text, sound) ? { doubtful: true } : {}),
    },
  };
}

const CUT_OFF: Failure = {
  kind: 'unavailable',
  service: 'twilio',
  detail: 'The recording came without its end.',
};

const giveUpOn = (failure: Failure): StageResult => ({
  kind: 'failed',
  failure,
  patienceMs: PATIENCE_MS,
  otherwise: withoutTranscript,
});

const withoutTranscript = (call: Call): Call => ({ ...call, state: 'understood', gap: 'transcript-pending' });

const abandonSilent = (call: Call): Call => ({
  ...call,
  state: 'abandoned',
  problem: 'The message is silent, so no request was made. The recording is still at Twilio.',
});
