import type { Failure } from '../contract/failure';
import type { Vault } from './administration';

/**
 * Twilio signs with the latest token by now, so that those before are of no more use to anybody but a thief: they are
 * forgotten (V21).
 *
 * Secret storage knows no conditions. What is stored is read again right before it is written, so that a token which an
 * admin has saved in the meantime stays.
 *
 * @param signedWith the token that a webhook was just verified with
 */
export async function endRotation(
  signedWith: string | undefined,
  { loadTwilioSecret, saveTwilioSecret }: Pick<Vault, 'loadTwilioSecret' | 'saveTwilioSecret'>,
  log: (line: { event: string; failure?: Failure['kind'] }) => void,
): Promise<void> {
  const stored = await loadTwilioSecret();
  if (!stored.ok) return log({ event: 'rotation-not-ended', failure: stored.failure.kind });
  const secret = stored.value;
  if (secret?.authToken !== signedWith || secret === undefined || secret.previousAuthTokens.length === 0)
    return undefined;
  const saved = await saveTwilioSecret({ ...secret, previousAuthTokens: [] });
  return log({ event: 'rotation-ended', ...(saved.ok ? {} : { failure: saved.failure.kind }) });
}
