import { type Clock, sleep } from '../sandbox/clock';
import type { Crossing, Passage } from '../sandbox/forge/passage';

/** Whom a function asks. */
export type Kind = 'kvs' | 'queue' | 'forge' | 'jira' | 'twilio' | 'openai';

/** One request of the app on its way out, as whoever decides its fate sees it. */
export interface CrossingInfo {
  /** Counts the crossings of a world, from 1. */
  n: number;
  kind: Kind;
  method: string;
  path: string;
  headers: readonly [string, string][];
}

/**
 * What becomes of a crossing.
 *
 * - `kill-before`: the function is killed, and nothing has left. `kill-after`: the request took effect, its answer
 *   finds nobody.
 * - `kill-in-flight`: the function is killed at once, and the request takes effect `ms` later all the same.
 * - `refuse`: another answer, and nothing took effect. `answer-instead`: another answer after it took effect.
 * - `reset`, `hang`: the connection breaks before anything took effect, or no answer comes until the client gives up.
 * - `lose-answer`: it took effect, and the connection breaks, or (with `hang`) nothing more comes.
 * - `land-late`: the client gets no answer; the request takes effect after `ms`, which may be after it gave up.
 * - `cut`: half of the answer's body. `slow`: the right answer after `ms`.
 */
export type Verdict =
  | { do: 'go' | 'kill-before' | 'kill-after' | 'reset' | 'hang' | 'cut' }
  | { do: 'refuse' | 'answer-instead'; response: Response }
  | { do: 'lose-answer'; hang: boolean }
  | { do: 'kill-in-flight' | 'land-late' | 'slow'; ms: number };

const HOSTS: Record<string, Kind> = { 'api.twilio.com': 'twilio', 'api.openai.com': 'openai' };
const KINDS: readonly string[] = ['kvs', 'queue', 'forge', 'jira'] satisfies Kind[];

const kindOf = (to: string): Kind | undefined => HOSTS[to] ?? (KINDS.includes(to) ? (to as Kind) : undefined);

/** Longer than any client waits, so that a hang ends where nobody gives up. */
const FOREVER_MS = 600_000;

interface CrossingsOptions {
  clock: Clock;
  /** How long a request takes to arrive, and its answer to come back, in ms. */
  latency(kind: Kind): number;
  onCrossing(info: CrossingInfo): Verdict;
  /** Told of each verdict other than `go`, for the trace. */
  note?(info: CrossingInfo, verdict: Verdict): void;
}

const lostConnection = (): TypeError =>
  Object.assign(new TypeError('fetch failed'), {
    cause: Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }),
  });

/** A passage in which each request is judged as it leaves. */
export function createCrossings({ clock, latency, onCrossing, note }: CrossingsOptions): Passage {
  let n = 0;
  return async (crossing, proceed) => {
    const { method, path, request } = crossing;
    const kind = kindOf(crossing.to);
    // Hosts that nobody plays are the sandbox's to refuse.
    if (kind === undefined) return proceed();
    n += 1;
    const info = { n, kind, method, path, headers: request.headers };
    const verdict = onCrossing(info);
    if (verdict.do !== 'go') note?.(info, verdict);
    if (verdict.do === 'kill-before' || verdict.do === 'kill-in-flight') crossing.kill();
    if (verdict.do === 'kill-before') return new Response(null);
    await sleep(clock, latency(kind));
    const response = await carryOut(verdict, clock, crossing, proceed);
    await sleep(clock, latency(kind));
    if (verdict.do === 'kill-after') crossing.kill();
    return response;
  };
}

async function carryOut(
  verdict: Verdict,
  clock: Clock,
  { signal }: Crossing,
  proceed: () => Promise<Response>,
): Promise<Response> {
  switch (verdict.do) {
    case 'go':
    case 'kill-before':
    case 'kill-after':
      return proceed();
    case 'kill-in-flight':
      await sleep(clock, verdict.ms);
      return proceed();
    case 'refuse':
      return verdict.response;
    case 'answer-instead':
      await proceed();
      return verdict.response;
    case 'reset':
      throw lostConnection();
    case 'hang':
      return hang(clock, signal);
    case 'lose-answer':
      await proceed();
      if (verdict.hang) return hang(clock, signal);
      throw lostConnection();
    case 'land-late':
      clock.after(verdict.ms, () => void proceed().catch(() => undefined));
      return hang(clock, signal);
    case 'slow':
      await sleep(clock, verdict.ms);
      return proceed();
    case 'cut':
      return cut(await proceed());
  }
}

/** Until the client gives up. */
function hang(clock: Clock, signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const end = (): void => reject(lostConnection());
    const cancel = clock.after(FOREVER_MS, end);
    signal.addEventListener('abort', () => [cancel(), end()], { once: true });
    if (signal.aborted) end();
  });
}

async function cut(response: Response): Promise<Response> {
  const bytes = new Uint8Array(await response.arrayBuffer());
  const headers = new Headers(response.headers);
  headers.delete('content-length');
  const { status } = response;
  const body = [204, 205, 304].includes(status) ? null : bytes.slice(0, Math.floor(bytes.length / 2));
  return new Response(body, { status, headers });
}
