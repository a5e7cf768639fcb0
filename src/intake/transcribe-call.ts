import { enter } from '../call/life';
import type { Call } from '../contract/call';
import { type Result, succeed } from '../contract/failure';
import type { Line } from '../contract/settings';
import { attempt } from './attempt';
import { cutAtWord } from './compose-request';
import { fetchRecording } from './fetch-recording';
import type { Transcript } from './ground';
import { isUnreadable, modelPatienceEnd } from './retry';
import { isSilent, isTooMuch, measureSound } from './sound';
import { goOn, type Intake, type StageResult } from './stage';

/**
 * Twice what ten minutes of fast speech hold, and still a comment that Jira takes (32,767 characters): only a recogniser
 * that repeats itself without end writes more.
 */
const TRANSCRIPT_LENGTH = 30_000;

/** What is in a recording. */
export type Heard =
  | { kind: 'words'; transcript: Transcript; doubtful: boolean }
  | { kind: 'no-words' }
  | { kind: 'silence' };

/** From the recording to its words. Without words the call goes on to be filed as it is, with the recording. */
export async function transcribeCall(call: Call, line: Line, intake: Intake): Promise<StageResult> {
  const heard = await listen(call, line, intake);
  if (!heard.ok) {
    const gap = isUnreadable(heard.failure) ? 'no-transcript' : 'transcript-pending';
    return {
      kind: 'failed',
      failure: heard.failure,
      giveUpAt: modelPatienceEnd(call, heard.failure),
      otherwise: (held) => ({ ...enter(held, 'understood'), gap }),
    };
  }
  return goOn(withHeard(call, heard.value));
}

function withHeard(call: Call, heard: Heard): Call {
  switch (heard.kind) {
    case 'words':
      return { ...enter(call, 'transcribed'), ...wordsOf(heard) };
    case 'no-words':
      return { ...enter(call, 'understood'), gap: 'no-words' };
    case 'silence':
      return {
        ...enter(call, 'abandoned'),
        problem: 'The message is silent, so no request was made. The recording is still at Twilio.',
      };
  }
}

/** What a transcript adds to a call. */
export const wordsOf = ({ transcript, doubtful }: Extract<Heard, { kind: 'words' }>): Partial<Call> => ({
  transcript,
  ...(doubtful ? { doubtful } : {}),
});

/** Fetches the recording and has it written down. */
export const listen = (call: Call, line: Line, intake: Intake): Promise<Result<Heard>> =>
  attempt('transcribe', call, intake, () => hear(call, line, intake));

async function hear(call: Call, line: Line, intake: Intake): Promise<Result<Heard>> {
  const wav = await fetchRecording(call, intake);
  if (!wav.ok) return wav;
  if (wav.value === undefined) return succeed({ kind: 'no-words' });
  const sound = measureSound(wav.value);
  if (sound !== undefined && isSilent(sound)) return succeed({ kind: 'silence' });
  const heard = await intake.model.transcribe(wav.value, {
    vocabulary: line.vocabulary,
    ...(line.detectLanguage ? {} : { language: call.language }),
  });
  if (!heard.ok) return heard;
  const { text, language } = heard.value;
  if (text === '') return succeed({ kind: 'no-words' });
  return succeed({
    kind: 'words',
    transcript: { text: cutAtWord(text, TRANSCRIPT_LENGTH), language },
    doubtful: sound !== undefined && isTooMuch(text, sound),
  });
}
