import type { Call } from '../contract/call';
import { fail, type Result, succeed } from '../contract/failure';
import type { Intake } from './stage';

/** The provider answers 404 until it has put a recording away; after so long it has none. */
const READY_MS = 60 * 60 * 1000;

/** The recording of a call as WAV; undefined for a call without one. */
export async function fetchRecording(
  { recording }: Call,
  { phone, now }: Pick<Intake, 'phone' | 'now'>,
): Promise<Result<Uint8Array<ArrayBuffer> | undefined>> {
  if (recording === undefined) return succeed(undefined);
  const wav = await phone.fetchRecording(recording.sid);
  if (wav.ok || wav.failure.kind !== 'not-found' || now() - recording.at > READY_MS) return wav;
  return fail({ ...wav.failure, kind: 'unavailable' });
}
