import { Mistake } from './mistake';
import { OPENAI_HOSTS } from './openai/regions';
import type { StandIn } from './stand-in';
import { TWILIO_HOSTS } from './twilio/regions';

/** Sends a request to whoever plays its host on this machine. */
export type Send = (request: Request) => Promise<Response>;

/** The Jira site's host as the app's calls have it. */
export const SITE = 'sandbox.atlassian.net';

export interface NetworkOptions {
  twilio: StandIn;
  openai: StandIn;
  jira: StandIn;
  /** By host: where its traffic goes instead of its stand-in. */
  routes: ReadonlyMap<string, URL>;
  /** Sends OpenAI's traffic to OpenAI. */
  realOpenAi: boolean;
}

/** One request that left the app, and what came back; bodies are copies. */
export interface Exchange {
  request: Request;
  response: Response;
}

export interface Network {
  send: Send;
  /** Told of every exchange until the returned function is called. */
  record(listener: (exchange: Exchange) => void): () => void;
}

/**
 * The internet as the sandbox has it: the hosts of three vendors, in all their regions, each played by its stand-in or by the server that a
 * `--route` names. Nothing else is reachable; whether the app may reach it is the Forge host's matter.
 */
export function createNetwork({ twilio, openai, jira, routes, realOpenAi }: NetworkOptions): Network {
  const listeners = new Set<(exchange: Exchange) => void>();
  const standIns: Record<string, StandIn> = {
    ...Object.fromEntries(TWILIO_HOSTS.map((host) => [host, twilio])),
    ...Object.fromEntries(OPENAI_HOSTS.map((host) => [host, openai])),
    [SITE]: jira,
  };

  const deliver = (request: Request): Promise<Response> => {
    const { hostname } = new URL(request.url);
    const route = routes.get(hostname);
    if (route !== undefined) return forward(request, route);
    if (realOpenAi && OPENAI_HOSTS.includes(hostname)) return fetch(request);
    const standIn = standIns[hostname];
    if (standIn !== undefined) return standIn.fetch(request);
    return Promise.reject(new TypeError(`fetch failed: nobody plays ${hostname} in the sandbox`));
  };

  return {
    async send(request) {
      if (listeners.size === 0) return deliver(request);
      const copy = request.clone();
      const response = await deliver(request);
      for (const listener of listeners) listener({ request: copy, response: response.clone() });
      return response;
    },
    record(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** The same request at another server; it finds the host that was meant in `x-forwarded-host`. */
async function forward(request: Request, to: URL): Promise<Response> {
  const { pathname, search, host } = new URL(request.url);
  const target = new URL(to.pathname.replace(/\/$/, '') + pathname + search, to);
  const headers = new Headers(request.headers);
  headers.set('x-forwarded-host', host);
  headers.delete('content-length');
  const body = request.body === null ? undefined : await request.arrayBuffer();
  const { method, signal } = request;
  // Whoever follows a redirect has to check where it leads.
  const response = await fetch(target, {
    method,
    headers,
    signal,
    redirect: 'manual',
    ...(body === undefined ? {} : { body }),
  });
  const location = response.headers.get('location');
  if (location === null) return response;
  const renamed = new Headers(response.headers);
  renamed.set('location', nameMeantHost(new URL(location, target), to, host));
  return new Response(response.body, { status: response.status, headers: renamed });
}

/** Where a server sends its client on to itself, it means the host that it plays. */
function nameMeantHost(next: URL, server: URL, host: string): string {
  if (next.origin !== server.origin) return next.href;
  const prefix = server.pathname.replace(/\/$/, '');
  const path = next.pathname.startsWith(prefix) ? next.pathname.slice(prefix.length) : next.pathname;
  return `https://${host}${path}${next.search}`;
}

/** Names that mean the Jira site in `--route`: its host here, a site's live one, or plain `jira`. */
const isJira = (host: string): boolean =>
  host === 'jira' || host === 'api.atlassian.com' || host.endsWith('.atlassian.net');

/**
 * Reads `HOST=URL` as given to `--route`.
 * @throws Mistake with what is wrong and how to write it.
 */
export function parseRoute(text: string): [host: string, url: URL] {
  const [, name, target] = /^([^=\s]+)=(https?:\/\/\S+)$/.exec(text) ?? [];
  if (name === undefined || target === undefined || !URL.canParse(target))
    throw new Mistake(`--route ${text} is not HOST=URL, such as api.openai.com=http://127.0.0.1:9001`);
  const host = isJira(name) ? SITE : name.toLowerCase();
  if (![SITE, ...TWILIO_HOSTS, ...OPENAI_HOSTS].includes(host))
    throw new Mistake(
      `--route ${text}: the app reaches api.twilio.com, api.openai.com and jira, not ${name}`,
    );
  return [host, new URL(target)];
}
