import { randomBytes, randomInt } from 'node:crypto';
import { kvs } from '@forge/kvs';
import { z } from 'zod';
import { fail, type Result, succeed } from '../contract/failure';
import { attempt, store } from './store';

const KEY = 'caller-pepper';
const BYTES = 32;
const Pepper = z.string().regex(/^[0-9a-f]{64}$/);

/**
 * This installation's secret for pseudonyms, made when it is first asked for. It is read each time: a copy in memory could
 * serve another customer next. Two that make it at once end with the same one, since neither is written over.
 */
export async function loadPepper(): Promise<Result<string>> {
  const stored = await store.getSecret(KEY, Pepper);
  if (!stored.ok) return stored;
  if (stored.value !== undefined) return succeed(stored.value);
  const made = randomBytes(BYTES).toString('hex');
  const written = await attempt<void>(async () =>
    succeed(await kvs.setSecret(KEY, made, { keyPolicy: 'FAIL_IF_EXISTS' })),
  );
  // Whatever came of that, what is there now counts; no error code is trusted for it.
  const kept = await store.getSecret(KEY, Pepper);
  if (!kept.ok) return kept;
  if (kept.value !== undefined) return succeed(kept.value);
  return written.ok
    ? fail({ kind: 'unavailable', service: 'forge', detail: 'What was written is not there yet.' })
    : written;
}

/** From then on nobody can tell whom a pseudonym stood for. */
export const forgetPepper = (): Promise<Result<void>> => store.deleteSecret(KEY);

/** From 0 up to, but not, 1; can't be guessed. */
export const unguessable = (): number => randomInt(2 ** 32) / 2 ** 32;
