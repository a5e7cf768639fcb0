import type { Call } from '../contract/call';
import { type Failure, fail, type Result } from '../contract/failure';
import { measureSound } from './sound';
import type { Intake } from './stage';

/** The provider answers 404 until it has put a recording away; after so long it has none, or no more of it. */
const READY_MS = 60 * 60 * 1000;
/** The provider counts whole seconds. */
const SLACK_SECONDS = 1;

/** A recording as WAV. What comes without its end is not ready. */
export async function fetchRecording(
  recording: NonNullable<Call['recording']>,
  { phone, now }: Pick<Intake, 'phone' | 'now'>,
): Promise<Result<Uint8Array<ArrayBuffer>>> {
  const wav = await phone.fetchRecording(recording.sid);
  if (now() - recording.at > READY_MS) return wav;
  if (!wav.ok)
    return wav.failure.kind === 'not-found'
      ? fail({ ...wav.failure, kind: 'unavailable', notReady: true })
      : wav;
  const sound = measureSound(wav.value);
  const isWhole = sound === undefined || sound.seconds + SLACK_SECONDS >= recording.seconds;
  return isWhole ? wav : fail(CUT_OFF);
}

const CUT_OFF: Failure = {
  kind: 'unavailable',
  service: 'twilio',
  detail: 'The recording came without its end.',
};
