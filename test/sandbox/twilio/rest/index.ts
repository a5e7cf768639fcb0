import { timingSafeEqual } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { sleep } from '../../clock';
import { toRfc2822 } from '../dates';
import type { Switchboard } from '../exchange';
import { MESSAGING_HOST, regionAt } from '../regions';
import type { Exchange } from '../session';
import { addCallRoutes } from './calls';
import { answerError, makeNotFound, RestError } from './errors';
import { addMessageRoutes } from './messages';
import { createMessagingApi } from './messaging';
import { addNumberRoutes } from './numbers';
import { addRecordingRoutes } from './recordings';
import { makePath } from './resources';

/** Longer than any client waits. */
const NEVER_MS = 600_000;
const ACCOUNT = /^\/2010-04-01\/Accounts\/AC[0-9a-fA-F]{32}\.json$/;
const MEDIA = /\/Recordings\/RE[0-9a-fA-F]{32}(\.wav|\.mp3)?$/;

/**
 * `https://api.twilio.com/2010-04-01/…` (and its regional hosts), as far as the product uses it: anything else is
 * 404 and an error in the log. JSON only.
 */
export function createRestApi(
  exchange: Exchange,
  switchboard: Switchboard,
): (request: Request) => Promise<Response> {
  const { accountSid } = exchange.account.credentials;
  const resources = new Hono();
  addCallRoutes(resources, exchange, switchboard);
  addRecordingRoutes(resources, exchange);
  addMessageRoutes(resources, exchange);
  addNumberRoutes(resources, exchange);
  const app = new Hono();
  app.get(`/2010-04-01/Accounts/:file{${accountSid}\\.json}`, (context) =>
    context.json(showAccount(exchange)),
  );
  app.route(`/2010-04-01/Accounts/${accountSid}`, resources);
  app.notFound((context) => {
    const message = `The sandbox has no ${context.req.method} ${context.req.path}`;
    exchange.account.raiseAlert({ code: 0, level: 'error', message });
    return answerError(context, makeNotFound(context.req.path));
  });
  app.onError((error, context) => {
    if (error instanceof RestError) return answerError(context, error);
    throw error;
  });
  const messaging = createMessagingApi(exchange);
  return async (request) => {
    const { hostname } = new URL(request.url);
    const response = await answer(exchange, hostname === MESSAGING_HOST ? messaging : app, request);
    logCall(exchange, request, response);
    return response;
  };
}

async function answer(exchange: Exchange, app: Hono, request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  const fault = exchange.faults.takeRest(pathname);
  if (fault?.kind === 'reset') throw new TypeError('fetch failed: connection reset on purpose');
  if (fault?.kind === 'time-out') await sleep(exchange.context.clock, NEVER_MS);
  const gate = new Hono();
  gate.all('*', (context) => {
    if (fault && typeof fault.kind === 'number') return answerFault(fault.kind, fault.retryAfter);
    const isOpen = MEDIA.test(pathname) && request.method === 'GET' && !exchange.account.settings().mediaAuth;
    if (!isOpen && !isSignedIn(exchange, request)) return refuse(context);
    if (!isOpen && exchange.account.settings().status !== 'active' && !ACCOUNT.test(pathname))
      return answerError(context, new RestError(403, 20005, 'Account not active'));
    return app.fetch(request);
  });
  return gate.fetch(request);
}

function answerFault(status: number, retryAfter: number | undefined): Response {
  const headers = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
  const code = status === 429 ? 20429 : status === 503 ? 20503 : 20500;
  const message = status === 429 ? 'Too Many Requests' : 'An internal server error has occurred';
  const body = { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status };
  return Response.json(body, { status, headers });
}

const refuse = (context: Context): Response =>
  answerError(
    context,
    new RestError(401, 20003, 'Authenticate', { 'www-authenticate': 'Basic realm="Twilio API"' }),
  );

/**
 * HTTP Basic with the account's SID and a token, or with an API key, of the host's region; a path of another account's is
 * refused too, and so is the account itself with a standard key.
 */
function isSignedIn(exchange: Exchange, request: Request): boolean {
  const { hostname, pathname } = new URL(request.url);
  const { accountSid, authToken, secondaryAuthToken, apiKeySid, apiKeySecret } =
    exchange.account.credentialsOf(regionAt(hostname));
  const encoded = /^Basic ([\w+/=]+)$/i.exec(request.headers.get('authorization') ?? '')?.[1];
  if (encoded === undefined) return false;
  const given = Buffer.from(encoded, 'base64');
  const isOne = (user: string, secret: string): boolean => {
    const expected = Buffer.from(`${user}:${secret}`);
    return expected.length === given.length && timingSafeEqual(expected, given);
  };
  const owner = /^\/2010-04-01\/Accounts\/(AC[0-9a-fA-F]{32})/.exec(pathname)?.[1];
  const hasToken =
    isOne(accountSid, authToken) ||
    (secondaryAuthToken !== undefined && isOne(accountSid, secondaryAuthToken));
  const hasKey = isOne(apiKeySid, apiKeySecret) && !ACCOUNT.test(pathname);
  return (hasToken || hasKey) && (owner ?? accountSid) === accountSid;
}

function showAccount({ account, context }: Exchange): Record<string, unknown> {
  const { accountSid } = account.credentials;
  const created = account.numbers.list()[0]?.createdAt ?? context.clock.now();
  return {
    sid: accountSid,
    owner_account_sid: accountSid,
    friendly_name: 'Sandbox account',
    status: account.settings().status,
    type: account.settings().type,
    // Live this is the real token; no client of ours needs it, and logs are safer without.
    auth_token: null,
    date_created: toRfc2822(created),
    date_updated: toRfc2822(created),
    uri: `/2010-04-01/Accounts/${accountSid}.json`,
    subresource_uris: Object.fromEntries(
      ['Calls', 'IncomingPhoneNumbers', 'Messages', 'Recordings'].map((name) => [
        name.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toLowerCase(),
        makePath(accountSid, `/${name}.json`),
      ]),
    ),
  };
}

function logCall({ context }: Exchange, request: Request, response: Response): void {
  const { pathname, search } = new URL(request.url);
  context.log.add({
    source: 'twilio',
    kind: 'rest-answered',
    title: `${request.method} ${pathname.replace(/^\/2010-04-01\/Accounts\/AC[0-9a-f]{32}/, '')} → ${response.status}`,
    detail: { method: request.method, path: pathname + search, status: response.status },
  });
}
