import { kvs } from '@forge/kvs';
import { z } from 'zod';
import { succeed } from '../contract/failure';
import type { TrialClaims } from '../settings/trial-claim';
import { attempt, store } from './store';

const KEPT = { value: 1, unit: 'HOURS' } as const;
const Claim = z.object({ at: z.number(), key: z.string().optional() });

const keyOf = (id: string): string => `trial:${id}`;

/** Which trial has made its request, for an hour; an id and a key, nothing of what was said. */
export const trialClaims: TrialClaims = {
  async claim(id, at) {
    const claimed = await attempt<void>(async () =>
      succeed(await kvs.set(keyOf(id), { at }, { keyPolicy: 'FAIL_IF_EXISTS', ttl: KEPT })),
    );
    if (claimed.ok) return succeed(true);
    // Atlassian documents no code for a key that exists: where there is one, it was that.
    const kept = await store.get(keyOf(id), Claim);
    return kept.ok && kept.value === undefined ? claimed : succeed(false);
  },
  load: (id) => store.get(keyOf(id), Claim),
  settle: (id, claim) => attempt(async () => succeed(await kvs.set(keyOf(id), claim, { ttl: KEPT }))),
  release: (id) => store.delete(keyOf(id)),
};
