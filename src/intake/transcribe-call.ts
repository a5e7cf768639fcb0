import { isHeard, recordingsOf } from '../call/heard';
import { enter } from '../call/life';
import type { Call } from '../contract/call';
import { type Failure, type Result, succeed } from '../contract/failure';
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
type Heard =
  | { kind: 'words'; transcript: Transcript; doubtful: boolean }
  | { kind: 'no-words' }
  | { kind: 'silence' }
  | { kind: 'unreadable' };
const UNREADABLE: Heard = { kind: 'unreadable' };

/** From what was recorded to its words. Without words the call goes on to be filed as it is, with the recording. */
export async function transcribeCall(call: Call, line: Line, intake: Intake): Promise<StageResult> {
  const { words, isSilent, failure } = await listen(call, line, intake);
  if (failure !== undefined) {
    const gap = isUnreadable(failure) ? 'no-transcript' : 'transcript-pending';
    return {
      kind: 'failed',
      failure,
      giveUpAt: modelPatienceEnd(call, failure),
      otherwise: (held) => ({ ...enter(held, 'understood'), ...words, gap }),
    };
  }
  if (isSilent) {
    const problem = 'The message is silent, so no request was made. The recording is still at Twilio.';
    return goOn({ ...enter(call, 'abandoned'), problem });
  }
  return goOn(
    words.transcript === undefined
      ? { ...enter(call, 'understood'), ...words, gap: 'no-words' }
      : { ...enter(call, 'transcribed'), ...words },
  );
}

/** What listening changes about a call. */
type Words = Pick<Call, 'transcript' | 'recording' | 'additions' | 'doubtful'>;

/** What came of listening: the words as far as they were heard, and why not the rest, if any of it is left. */
interface Listened {
  words: Words;
  /** There is nothing at all in what was recorded. */
  isSilent: boolean;
  failure?: Failure;
}

/**
 * Listens to what nobody has listened to yet. What the model can make nothing of is left to the agents' ears where there
 * are other words.
 */
export async function listen(call: Call, line: Line, intake: Intake): Promise<Listened> {
  const { transcript, recording, additions, doubtful } = call;
  let words: Words = { transcript, recording, additions, doubtful };
  const left = recordingsOf(call).filter((one) => !isHeard(call, one));
  let isSilent = transcript === undefined && left.length === recordingsOf(call).length;
  let unreadable: Failure | undefined;
  for (const one of left) {
    const heard = await attempt('transcribe', call, intake, () => hear(one, call, line, intake));
    if (!heard.ok && !isUnreadable(heard.failure)) return { words, isSilent: false, failure: heard.failure };
    isSilent &&= heard.ok && heard.value.kind === 'silence';
    if (!heard.ok) unreadable = heard.failure;
    words = withHeard(words, one.sid, heard.ok ? heard.value : UNREADABLE);
  }
  const isNothing = words.transcript === undefined;
  return isNothing && unreadable !== undefined
    ? { words, isSilent, failure: unreadable }
    : { words, isSilent };
}

function withHeard({ recording, additions, ...words }: Words, sid: string, heard: Heard): Words {
  const isFirst = recording?.sid === sid;
  const marked: Words = {
    ...words,
    recording: recording && isFirst ? { ...recording, heard: true } : recording,
    additions: additions?.map((one) => (one.sid === sid ? { ...one, heard: true } : one)),
    ...(heard.kind === 'unreadable' || (heard.kind === 'words' && heard.doubtful) ? { doubtful: true } : {}),
  };
  if (heard.kind !== 'words') return marked;
  const { text, language } = heard.transcript;
  const { transcript: other } = words;
  // Something may have been said, unrecorded, before the message could be listened to.
  const parts = isFirst ? [text, other?.text] : [other?.text, text];
  const whole = cutAtWord(parts.filter(Boolean).join('\n'), TRANSCRIPT_LENGTH);
  return { ...marked, transcript: { text: whole, language: other?.language || language } };
}

async function hear(
  recording: NonNullable<Call['recording']>,
  call: Call,
  line: Line,
  intake: Intake,
): Promise<Result<Heard>> {
  const wav = await fetchRecording(recording, intake);
  if (!wav.ok) return wav;
  const sound = measureSound(wav.value);
  if (sound !== undefined && isSilent(sound)) return succeed({ kind: 'silence' });
  const heard = await intake.model.transcribe(wav.value, {
    vocabulary: line.vocabulary,
    ...(line.languagePolicy === 'speech' ? {} : { language: call.language }),
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
