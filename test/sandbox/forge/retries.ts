import { z } from 'zod';
import type { Outcome } from './instance';

/** What becomes of an invocation that was set off by an event. */
export type Verdict =
  | { kind: 'delivered' }
  /** The app asked for it by returning an `InvocationError`. */
  | { kind: 'requested'; afterMs: number; reason: string; data: string | undefined }
  /** The app threw, ran out of time or memory. */
  | { kind: 'failed'; reason: string; message: string };

const MOST_RETRY_AFTER_S = 900;
const RETRY_DATA_BYTES = 4 * 1024;

/** What `@forge/events`' InvocationError turns into. */
const invocationErrorSchema = z.object({
  _retry: z.boolean(),
  retryOptions: z
    .object({
      retryAfter: z.number().default(1),
      retryReason: z.string().default('FUNCTION_RETRY_REQUEST'),
      retryData: z.unknown().optional(),
    })
    .optional(),
});

function readRequest(value: unknown): Verdict {
  const parsed = invocationErrorSchema.safeParse(value);
  if (!parsed.success || !parsed.data._retry) return { kind: 'delivered' };
  const {
    retryAfter = 1,
    retryReason = 'FUNCTION_RETRY_REQUEST',
    retryData,
  } = parsed.data.retryOptions ?? {};
  const data = retryData === undefined ? undefined : JSON.stringify(retryData);
  if (data !== undefined && Buffer.byteLength(data) > RETRY_DATA_BYTES) {
    return { kind: 'failed', reason: 'FUNCTION_RETRY_REQUEST', message: 'retryData is larger than 4 KB' };
  }
  // "Any retryAfter values exceeding this limit are lowered to 900 seconds."
  return {
    kind: 'requested',
    afterMs: Math.min(retryAfter, MOST_RETRY_AFTER_S) * 1000,
    reason: retryReason,
    data,
  };
}

/** https://developer.atlassian.com/platform/forge/runtime-reference/async-events-api/#retries */
export function judge(outcome: Outcome): Verdict {
  switch (outcome.kind) {
    case 'returned':
      return readRequest(outcome.value);
    case 'timed-out':
      return { kind: 'failed', reason: 'FUNCTION_TIME_OUT', message: `no end after ${outcome.limitMs} ms` };
    case 'out-of-memory':
      return { kind: 'failed', reason: 'FUNCTION_OUT_OF_MEMORY', message: 'out of memory' };
    case 'threw':
    case 'crashed':
      // Which reason the platform gives for a runtime error is not documented.
      return { kind: 'failed', reason: 'FUNCTION_RUNTIME_ERROR', message: outcome.error.message };
  }
}

const FIRST_BACKOFF_MS = 5_000;
const MOST_BACKOFF_MS = 15 * 60_000;

/** "Exponential backoff, with intervals reaching up to approximately 15 minutes"; where it starts is not documented. */
export const computeBackoff = (retryCount: number): number =>
  Math.min(FIRST_BACKOFF_MS * 2 ** retryCount, MOST_BACKOFF_MS);
