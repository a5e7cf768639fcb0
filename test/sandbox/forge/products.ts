import type { SandboxLog } from '../log';
import type { Send } from './egress';
import type { Manifest } from './manifest';
import type { ForgeTarget, WireRequest } from './protocol';
import { checkScopes } from './scopes';

/** On whose behalf an invocation runs. */
export interface Caller {
  /** The user who set off the invocation; none in web triggers, queues and schedules. */
  accountId?: string | undefined;
}

interface ProductsOptions {
  manifest: Manifest;
  log: SandboxLog;
  /** Host of the Jira site. */
  site: string;
  /** The account that `asApp()` acts as. */
  appAccountId: string;
  products: Send;
}

export type CallProduct = (
  target: ForgeTarget,
  path: string,
  request: WireRequest,
  caller: Caller,
  signal: AbortSignal,
) => Promise<Response>;

/** As the API gateway answers when the app lacks a scope; seen alike for every product. */
const answerScopeMissing = (): Response =>
  Response.json({ code: 401, message: 'Unauthorized; scope does not match' }, { status: 401 });

const answerNeedsUser = (): Response =>
  new Response('', { status: 401, headers: { 'forge-proxy-error': 'NEEDS_AUTHENTICATION_ERR' } });

const answerMissing = (message: string): Response =>
  Response.json({ code: 501, message }, { status: 501, statusText: 'Not Implemented' });

type Account = { id: string } | { refusal: Response };

/** The account in whose name the call goes out: `asApp()`, `asUser()`, or `asUser(accountId)`. */
function chooseAccount(
  target: ForgeTarget,
  caller: Caller,
  options: ProductsOptions,
  scopes: string[],
): Account {
  if (target.provider === 'app') return { id: options.appAccountId };
  if (target.provider !== 'user') {
    return {
      refusal: answerMissing(
        `The sandbox has no provider '${target.provider}': extend test/sandbox/forge/products.ts.`,
      ),
    };
  }
  const id = target.accountId ?? caller.accountId;
  if (id === undefined) return { refusal: answerNeedsUser() };
  // Offline impersonation: every scope that the call needs must carry allowImpersonation in the manifest.
  const { impersonation } = options.manifest.permissions.scopes;
  const allowed = id === caller.accountId || scopes.every((scope) => impersonation.includes(scope));
  return allowed ? { id } : { refusal: answerScopeMissing() };
}

const MOST_REDIRECTS = 5;

/**
 * "Atlassian app API redirects are treated as internal traffic": followed without an egress entry, as for the content
 * of an attachment: https://developer.atlassian.com/platform/forge/runtime-egress-permissions/#api-redirects
 */
async function followInside(first: Request, send: Send): Promise<Response> {
  let response = await send(first);
  for (let hops = 0; hops < MOST_REDIRECTS && first.method === 'GET'; hops += 1) {
    const location = response.headers.get('location');
    if (response.status < 300 || response.status > 399 || location === null) break;
    const { headers, signal } = first;
    response = await send(new Request(new URL(location, first.url), { headers, signal, redirect: 'manual' }));
  }
  return response;
}

/** Forwards `requestJira` to the site, if the manifest's scopes cover the call (V11). */
export function createProducts(options: ProductsOptions): CallProduct {
  const { manifest, log, site } = options;
  return async (target, path, request, caller, signal) => {
    if (target.remote !== 'jira') return answerMissing(`The sandbox has no product '${target.remote}'.`);
    const url = new URL(path, `https://${site}`);
    const title = `${request.method} ${url.pathname}`;
    if (url.host !== site) return answerMissing(`The path '${path}' leaves the site.`);
    const check = checkScopes(request.method, url.pathname, manifest.permissions.scopes.names);
    if (check.kind === 'unknown-route') {
      const message = `The sandbox does not know the scopes of ${title}: add the route to test/sandbox/forge/scopes.ts.`;
      log.add({ source: 'forge', kind: 'route-unknown', title: message });
      return answerMissing(message);
    }
    if (check.kind === 'missing') {
      log.add({ source: 'forge', kind: 'scope-missed', title: `${title} needs ${check.needed.join(', ')}` });
      return answerScopeMissing();
    }
    const account = chooseAccount(target, caller, options, check.used);
    if ('refusal' in account) return account.refusal;
    const headers = new Headers(request.headers);
    headers.set('x-sandbox-account', account.id);
    const { method, body } = request;
    const first = new Request(url, { method, headers, body: body ?? null, signal, redirect: 'manual' });
    return request.redirect === 'follow' ? followInside(first, options.products) : options.products(first);
  };
}
