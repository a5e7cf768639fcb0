import {
  type Failure,
  type FailureKind,
  fail,
  type Result,
  type Service,
  succeed,
} from '../contract/failure';

const MAX_DETAIL = 1024;

/** More than this is never read, so that a long answer can't make the patterns below slow. */
const MAX_SCRUBBED = 4096;

/**
 * What an upstream answer may say about itself in our records: without secrets, phone numbers, addresses and
 * anything long, cut to 1 KB.
 */
export const scrub = (text: string): string =>
  text
    .slice(0, MAX_SCRUBBED)
    .replace(/\b(sk|rk|pk)-[\w*-]{6,}/g, '[key]')
    .replace(/\b(Basic|Bearer)\s+[\w.+/=-]+/gi, '$1 [secret]')
    .replace(/\b(AC|SK)?[0-9a-f]{32}\b/gi, '[id]')
    .replace(/[\w.+-]{1,64}@[\w-]{1,63}(\.[\w-]{1,63})+/g, '[e-mail]')
    .replace(/https?:\/\/[^\s"'<>]+/g, '[url]')
    .replace(/\+?\d[\d\s().-]{5,30}\d/g, '[number]')
    .slice(0, MAX_DETAIL);

const BY_STATUS: Record<number, FailureKind> = {
  401: 'unauthorised',
  403: 'unauthorised',
  404: 'not-found',
  408: 'timed-out',
  409: 'conflict',
  425: 'unavailable',
  429: 'rate-limited',
};

const kindOf = (status: number): FailureKind =>
  BY_STATUS[status] ?? (status >= 500 ? 'unavailable' : 'rejected');

/** Turns an answer outside 200–299 into a {@link Failure}; `body` is what it said. */
export function failureOf(
  service: Service,
  status: number,
  body: string,
  retryAfter: string | null,
): Failure {
  const seconds = retryAfterSeconds(retryAfter);
  return {
    kind: kindOf(status),
    service,
    status,
    detail: scrub(body),
    ...(seconds === undefined ? {} : { retryAfterSeconds: seconds }),
  };
}

/** `Retry-After` in seconds (RFC 9110 also allows a date, which none of the three services sends). */
const retryAfterSeconds = (value: string | null): number | undefined =>
  value !== null && /^\d{1,6}$/.test(value.trim()) ? Number(value) : undefined;

/** Turns what a request threw into a {@link Failure}. Anything thrown by a request is a fault of the way there. */
export function thrownFailure(service: Service, thrown: unknown): Failure {
  const name = thrown instanceof Error ? thrown.name : '';
  const timedOut = name === 'TimeoutError' || name === 'AbortError' || name === 'APIConnectionTimeoutError';
  const detail = thrown instanceof Error ? scrub(thrown.message) : 'The request failed.';
  return { kind: timedOut ? 'timed-out' : 'unreachable', service, detail };
}

/** The part of a response that Forge's product fetch and the global one have in common. */
interface Answer {
  ok: boolean;
  status: number;
  text(): Promise<string>;
  headers: { get(name: string): string | null };
}

/**
 * Sends a request with a time-out that covers the body too.
 *
 * @param send should pass the signal on; where the platform does not heed it, the wait ends all the same.
 * @param read takes what is wanted out of a good answer.
 */
export async function request<A extends Answer, T>(
  service: Service,
  timeoutMs: number,
  send: (signal: AbortSignal) => Promise<A>,
  read: (answer: A) => Promise<T>,
): Promise<Result<T>> {
  const signal = AbortSignal.timeout(timeoutMs);
  const ask = async (): Promise<Result<T>> => {
    const answer = await send(signal);
    if (answer.ok) return succeed(await read(answer));
    const retryAfter = answer.headers.get('retry-after');
    return fail(failureOf(service, answer.status, await answer.text(), retryAfter));
  };
  try {
    return await Promise.race([ask(), rejectWhenAborted(signal)]);
  } catch (thrown) {
    return fail(thrownFailure(service, thrown));
  }
}

const rejectWhenAborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
