import { createHash } from 'node:crypto';
import type { Result } from '../contract/failure';

/** Who makes a trial's request: the first of several clicks. */
export interface TrialClaims {
  /** Takes it, unless another has. @returns whether it is ours */
  claim(id: string, at: number): Promise<Result<boolean>>;
  load(id: string): Promise<Result<TrialClaim | undefined>>;
  /** Notes the request that was made. */
  settle(id: string, claim: TrialClaim): Promise<Result<void>>;
  /** For another try: nothing was made. */
  release(id: string): Promise<Result<void>>;
}

export interface TrialClaim {
  /** Milliseconds since the epoch. */
  at: number;
  key?: string | undefined;
}

/** The same trial once more within that time is a second click. */
const SAME_MS = 2 * 60 * 1000;

/** What makes one trial another. */
export interface TrialFacts {
  by: string;
  lineId: string;
  words?: string | undefined;
  sample?: string | undefined;
}

/** The id of a trial's call, of the shape that calls have; the same for the same trial in the same two minutes. */
export function trialId({ by, lineId, words = '', sample = '' }: TrialFacts, now: number): string {
  const facts = JSON.stringify([by, lineId, words, sample, Math.floor(now / SAME_MS)]);
  return `CA${createHash('sha256').update(facts).digest('hex').slice(0, 32)}`;
}

/** @returns the id to make the request under, and whether it is for us to make */
export async function claimTrial(
  facts: TrialFacts,
  now: number,
  claims: TrialClaims,
): Promise<Result<{ id: string; isOurs: boolean }>> {
  // A click right before the two minutes turned is the same trial.
  const before = trialId(facts, now - SAME_MS);
  const earlier = await claims.load(before);
  if (!earlier.ok) return earlier;
  if (earlier.value !== undefined && now - earlier.value.at < SAME_MS)
    return { ok: true, value: { id: before, isOurs: false } };
  const id = trialId(facts, now);
  const claimed = await claims.claim(id, now);
  return claimed.ok ? { ok: true, value: { id, isOurs: claimed.value } } : claimed;
}
