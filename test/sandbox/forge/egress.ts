import { EgressFilteringService } from '@forge/egress';
import type { SandboxLog } from '../log';
import type { Manifest } from './manifest';

/** Sends a request to the outside: to a stand-in, or to where a developer routes the host. */
export type Send = (request: Request) => Promise<Response>;

export interface Egress {
  isAllowed(url: URL): boolean;
  /** Performs a global `fetch` of the app. Rejects as `fetch` does where the connection breaks. */
  send(request: Request): Promise<Response>;
}

const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const MOST_REDIRECTS = 20;
const UNREACHABLE = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EHOSTUNREACH', 'EAI_AGAIN']);

function listAddresses(manifest: Manifest): string[] {
  return (manifest.permissions.external.fetch?.backend ?? []).map((entry) => {
    if (typeof entry === 'string') return entry;
    if ('address' in entry) return entry.address;
    const remote = manifest.remotes.find(({ key }) => key === entry.remote);
    if (remote === undefined)
      throw new Error(`manifest.yml: the egress names the unknown remote '${entry.remote}'.`);
    return remote.baseUrl;
  });
}

/**
 * A blocked request is *answered* by the platform's proxy, not rejected: status 403 with this header. (Seen in apps
 * that classify it, and in the header that `@forge/api` reads; the documentation only says that it "will fail".)
 */
function answerBlocked(url: URL): Response {
  const address = `${url.protocol}//${url.host}`;
  const hint = 'Visit go.atlassian.com/forge-egress for more information.';
  return new Response(`URL not included in the external fetch backend permissions: ${address}. ${hint}`, {
    status: 403,
    statusText: 'Forbidden',
    headers: { 'forge-proxy-error': 'BLOCKED_EGRESS', 'content-type': 'text/plain' },
  });
}

/** The proxy also answers for a host that it cannot reach. */
function answerUnreachable(code: string): Response {
  const headers = { 'x-squid-error': 'ERR_CONNECT_FAIL 111', 'content-type': 'text/plain' };
  return new Response(`The proxy could not connect: ${code}`, {
    status: 503,
    statusText: 'Service Unavailable',
    headers,
  });
}

function readErrorCode(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ('code' in error && typeof error.code === 'string') return error.code;
  return readErrorCode(error.cause);
}

/** The request that follows a redirect: https://fetch.spec.whatwg.org/#http-redirect-fetch */
async function follow(request: Request, body: ArrayBuffer, status: number, next: URL): Promise<Request> {
  const headers = new Headers(request.headers);
  const toGet = status === 303 || ((status === 301 || status === 302) && request.method === 'POST');
  if (toGet) for (const name of ['content-type', 'content-length', 'content-encoding']) headers.delete(name);
  if (next.origin !== new URL(request.url).origin) {
    for (const name of ['authorization', 'cookie', 'proxy-authorization']) headers.delete(name);
  }
  const method = toGet && request.method !== 'HEAD' ? 'GET' : request.method;
  const keepsBody = !toGet && body.byteLength > 0;
  return new Request(next, { method, headers, signal: request.signal, ...(keepsBody ? { body } : {}) });
}

/**
 * Egress as the manifest allows it (V12): HTTPS only, the host must match `permissions.external.fetch.backend`, and
 * every redirect is checked again: https://developer.atlassian.com/platform/forge/runtime-egress-permissions/
 */
export function createEgress(manifest: Manifest, log: SandboxLog, perform: Send): Egress {
  const filter = new EgressFilteringService(listAddresses(manifest));
  const isAllowed = (url: URL): boolean =>
    url.protocol === 'https:' && filter.isValidUrl(`${url.protocol}//${url.host}`);

  async function attempt(request: Request): Promise<Response> {
    const url = new URL(request.url);
    if (!isAllowed(url)) {
      const detail = { url: url.origin, allowed: listAddresses(manifest) };
      log.add({ source: 'forge', kind: 'egress-blocked', title: `Egress to ${url.origin} blocked`, detail });
      return answerBlocked(url);
    }
    try {
      return await perform(request);
    } catch (error) {
      const code = readErrorCode(error);
      if (code !== undefined && UNREACHABLE.has(code)) return answerUnreachable(code);
      throw error;
    }
  }

  async function send(first: Request): Promise<Response> {
    const body = first.redirect === 'follow' ? await first.clone().arrayBuffer() : new ArrayBuffer(0);
    let request = first;
    for (let hops = 0; hops <= MOST_REDIRECTS; hops += 1) {
      const response = await attempt(request);
      const location = response.headers.get('location');
      if (first.redirect === 'manual' || !REDIRECTS.has(response.status) || location === null) {
        Object.defineProperties(response, { url: { value: request.url }, redirected: { value: hops > 0 } });
        return response;
      }
      if (first.redirect === 'error') throw new TypeError('unexpected redirect');
      request = await follow(request, body, response.status, new URL(location, request.url));
    }
    throw new TypeError('redirect count exceeded');
  }
  return { isAllowed, send };
}
