import type { ForgeTarget, WireRequest } from './protocol';

/** One request of a running function on its way out: the points at which an invocation can be seen from outside. */
export interface Crossing {
  /** Who is asked: the store, the queue, the platform's own API, Jira, or a host by its name. */
  to: 'kvs' | 'queue' | 'forge' | 'jira' | (string & {});
  method: string;
  /** With its query, without its host. */
  path: string;
  request: WireRequest;
  /** Aborted when the function gives the request up, or ends. */
  signal: AbortSignal;
  /** Ends the function's instance at once; nothing that is answered after it arrives. */
  kill(): void;
}

/** Stands between functions and the world; `proceed` lets the request go out, and gives its answer. */
export type Passage = (crossing: Crossing, proceed: () => Promise<Response>) => Promise<Response>;

/** Where a request of the app leads to. */
export function describeCrossing(
  target: ForgeTarget | undefined,
  url: string,
  request: WireRequest,
): Omit<Crossing, 'signal' | 'kill'> {
  const { method } = request;
  if (target === undefined) {
    const { hostname, pathname, search } = new URL(url);
    return { to: hostname, method, path: pathname + search, request };
  }
  return { to: nameTarget(target, url), method, path: url, request };
}

function nameTarget({ type, remote }: ForgeTarget, path: string): Crossing['to'] {
  if (type === 'kvs') return 'kvs';
  if (remote !== 'stargate') return remote ?? type;
  return path.startsWith('/webhook/queue/') ? 'queue' : 'forge';
}
