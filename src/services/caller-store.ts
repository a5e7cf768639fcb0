import { kvs } from '@forge/kvs';
import { z } from 'zod';
import type { CallerBook } from '../caller/caller-book';
import { KeptCaller, TextsOff } from '../contract/caller';
import { type Result, succeed } from '../contract/failure';
import { attempt, store } from './store';

const KEPT_DAYS = 90;
const MOST_REQUESTS = 10;
/** Longer than any event of the queue lives: an older wish that comes late finds that it was taken back. */
const TAKEN_BACK_DAYS = 30;

const keyOf = {
  caller: (pseudonym: string): string => `caller:${pseudonym}`,
  /** By themselves, since a value lives as long as it was last written for, and this one is for good. */
  off: (pseudonym: string): string => `texts-off:${pseudonym}`,
  on: (pseudonym: string): string => `texts-on:${pseudonym}`,
};

const TakenBack = z.object({ at: z.number() });

/** Callers in the app's store. */
export const callerStore: CallerBook = {
  async load(pseudonym) {
    // Two reads at once, not a batch: what a batch says of a missing key is not documented, and it allows 45 a minute:
    // https://developer.atlassian.com/platform/forge/storage-reference/batchops
    const [kept, off] = await Promise.all([loadKept(pseudonym), loadOff(pseudonym)]);
    if (!kept.ok) return kept;
    if (!off.ok) return off;
    return succeed(off.value === undefined ? kept.value : { ...kept.value, textsOff: off.value });
  },

  noteRequest: (pseudonym, request) =>
    change(pseudonym, ({ requests, ...others }) => ({
      ...others,
      requests: [request, ...requests.filter(({ key }) => key !== request.key)]
        .sort((one, other) => other.at - one.at)
        .slice(0, MOST_REQUESTS),
    })),

  async forgetRequest(pseudonym, key) {
    const kept = await loadKept(pseudonym);
    if (!kept.ok) return kept;
    const requests = kept.value.requests.filter((request) => request.key !== key);
    if (requests.length === kept.value.requests.length) return succeed(undefined);
    // Written anew, what is left would be kept for another whole time.
    if (requests.length === 0 && kept.value.noTexts === undefined)
      return store.delete(keyOf.caller(pseudonym));
    return putFor(KEPT_DAYS, keyOf.caller(pseudonym), { ...kept.value, requests });
  },

  async setTextsOff(pseudonym, wish) {
    const [off, on] = await Promise.all([loadOff(pseudonym), store.get(keyOf.on(pseudonym), TakenBack)]);
    if (!off.ok) return off;
    if (!on.ok) return on;
    const isOld = wish.at <= (on.value?.at ?? -1) || wish.at <= (off.value?.at ?? -1);
    return isOld ? succeed(undefined) : store.put(keyOf.off(pseudonym), wish);
  },

  async setTextsOn(pseudonym, at) {
    const [off, on] = await Promise.all([loadOff(pseudonym), store.get(keyOf.on(pseudonym), TakenBack)]);
    if (!off.ok) return off;
    if (!on.ok) return on;
    const isNewer = off.value === undefined || off.value.at < at;
    if (!isNewer) return succeed(undefined);
    if (at > (on.value?.at ?? -1)) {
      const noted = await putFor(TAKEN_BACK_DAYS, keyOf.on(pseudonym), { at });
      if (!noted.ok) return noted;
    }
    return off.value === undefined ? succeed(undefined) : store.delete(keyOf.off(pseudonym));
  },

  noteNoTexts: (pseudonym, noTexts) => change(pseudonym, (kept) => ({ ...kept, noTexts })),
};

async function loadKept(pseudonym: string): Promise<Result<KeptCaller>> {
  const stored = await store.get(keyOf.caller(pseudonym), KeptCaller);
  return stored.ok ? succeed(stored.value ?? { requests: [] }) : stored;
}

/** Whatever is there is a wish for no texts. */
const loadOff = (pseudonym: string): Promise<Result<TextsOff | undefined>> =>
  store.get(keyOf.off(pseudonym), TextsOff);

async function change(pseudonym: string, apply: (kept: KeptCaller) => KeptCaller): Promise<Result<void>> {
  const kept = await loadKept(pseudonym);
  if (!kept.ok) return kept;
  const changed = apply(kept.value);
  return changed === kept.value ? succeed(undefined) : putFor(KEPT_DAYS, keyOf.caller(pseudonym), changed);
}

const putFor = (days: number, key: string, value: unknown): Promise<Result<void>> =>
  attempt(async () => succeed(await kvs.set(key, value, { ttl: { value: days, unit: 'DAYS' } })));
