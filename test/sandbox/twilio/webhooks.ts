import type { StandInContext } from '../stand-in';
import type { Account } from './account';
import type { FaultBox } from './faults';
import { type AttemptFailure, type ConnectionOverrides, readWebhookTarget } from './overrides';
import type { HttpMethod } from './records';
import { signWebhook, type WebhookParams } from './signature';
import { answerTwimlet, isTwimlet } from './twimlets';

/** Sends one HTTP request of Twilio's to whoever registered its URL. Rejects when no connection comes about. */
export type Deliver = (request: Request, signal: AbortSignal) => Promise<Response>;

export interface Webhook {
  /** Absolute; may carry connection overrides in its fragment. */
  url: string;
  method: HttpMethod;
  params: WebhookParams;
  /** In the log: what it is about. */
  purpose: string;
  callSid?: string;
  /**
   * It fetches a clip for `<Play>`, with these headers: no parameters, as documented, and no signature, since nothing
   * documents one.
   */
  clip?: Readonly<Record<string, string>>;
}

export type WebhookOutcome =
  | {
      kind: 'answered';
      url: string;
      status: number;
      contentType: string;
      /** Empty where the answer is sound. */
      body: string;
      media?: Media;
    }
  | { kind: 'failed'; url: string; code: number; message: string };

/** An answer as it came, for whoever plays or keeps it. */
export interface Media {
  bytes: Uint8Array;
  headers: Headers;
}

export type SendWebhook = (webhook: Webhook) => Promise<WebhookOutcome>;

interface Attempt {
  outcome: WebhookOutcome;
  failure?: AttemptFailure;
}

/** https://www.twilio.com/docs/api/errors */
const ERRORS = { badUrl: 11100, retrieval: 11200, connection: 11205, redirects: 11215 } as const;
const MOST_REDIRECTS = 10;

/**
 * Makes the function that sends webhooks as Twilio does: signed, form-encoded (or in the query for GET), retried
 * under the URL's own policy with one idempotency token, 15 seconds in all at most.
 */
export function createWebhookSender(
  context: StandInContext,
  account: Account,
  faults: FaultBox,
  deliver: Deliver,
): SendWebhook {
  return async (webhook) => {
    const { url, overrides, problems } = readWebhookTarget(webhook.url);
    for (const problem of problems) {
      account.raiseAlert({ code: 11243, level: 'warning', message: `Connection override ${problem}`, url });
    }
    const token = makeToken(context.random);
    const deadline = context.clock.now() + overrides.totalTime;
    // What Twilio asks of itself doesn't go over the network that the faults are in.
    const isOwn = isTwimlet(url);
    const isClip = webhook.clip !== undefined;
    const isLost = !isOwn && (isClip ? faults.isOut() : faults.takeLoss());
    const reach: Deliver = (request, signal) => {
      if (isTwimlet(request.url)) return answerTwimlet(request);
      return isLost ? Promise.reject(new Error('lost on purpose')) : deliver(request, signal);
    };
    const send = (): Promise<Attempt> =>
      attempt({ context, account, deliver: reach, webhook: { ...webhook, url }, token, deadline, overrides });
    let last = await send();
    for (let retry = 0; retry < overrides.retries && isRetried(last, overrides); retry++) {
      if (context.clock.now() >= deadline) break;
      last = await send();
    }
    // The answer to the second copy is nobody's: Twilio acts on the first.
    if (!isOwn && !isClip && faults.takeDuplicate()) await send();
    return last.outcome;
  };
}

const isRetried = (last: Attempt, overrides: ConnectionOverrides): boolean =>
  last.failure !== undefined && overrides.retryOn.has(last.failure);

interface Trip {
  context: StandInContext;
  account: Account;
  deliver: Deliver;
  webhook: Webhook;
  token: string;
  deadline: number;
  overrides: ConnectionOverrides;
}

async function attempt(trip: Trip): Promise<Attempt> {
  const { context, webhook, overrides, deadline } = trip;
  const started = context.clock.now();
  const controller = new AbortController();
  const patience = Math.min(overrides.readTimeout, deadline - started);
  const tooLate = Symbol('too late');
  let cancel = (): void => {};
  const timer = new Promise<typeof tooLate>((resolve) => {
    cancel = context.clock.after(patience, () => {
      resolve(tooLate);
      controller.abort(new DOMException('Twilio waits no longer', 'TimeoutError'));
    });
  });
  logSent(trip);
  const result = await Promise.race([follow(trip, controller.signal), timer]);
  cancel();
  const ended: Attempt =
    result === tooLate ? failAttempt(webhook.url, 'rt', `no answer within ${patience} ms`) : result;
  logOutcome(trip, ended, context.clock.now() - started);
  return ended;
}

type Hop = Pick<Webhook, 'url' | 'method' | 'params'>;

/** Twilio follows redirects as a browser does, signing each hop for its own URL. */
async function follow(trip: Trip, signal: AbortSignal): Promise<Attempt> {
  let hop: Hop = trip.webhook;
  for (let hops = 0; hops <= MOST_REDIRECTS; hops++) {
    const { url }: Hop = hop;
    const request = buildRequest(trip, hop);
    if (request === undefined) {
      return { outcome: { kind: 'failed', url, code: ERRORS.badUrl, message: `Invalid URL: ${url}` } };
    }
    try {
      const response = await trip.deliver(request, signal);
      const redirected = findRedirect(hop, response);
      if (redirected === undefined)
        return judgeAnswer(url, response, new Uint8Array(await response.arrayBuffer()));
      hop = redirected;
    } catch (error) {
      return failAttempt(url, 'ct', error instanceof Error ? error.message : String(error));
    }
  }
  return { outcome: { kind: 'failed', url: hop.url, code: ERRORS.redirects, message: 'Too many redirects' } };
}

function findRedirect(hop: Hop, response: Response): Hop | undefined {
  const target = response.status >= 300 && response.status < 400 ? response.headers.get('location') : null;
  if (target === null) return undefined;
  const url = new URL(target, hop.url).href;
  return response.status === 307 || response.status === 308
    ? { ...hop, url }
    : { url, method: 'GET', params: {} };
}

function buildRequest(trip: Trip, { url, method, params }: Hop): Request | undefined {
  const parsed = URL.parse(url);
  if (parsed === null || !/^https?:$/.test(parsed.protocol)) return undefined;
  const form = new URLSearchParams(params);
  const query = method === 'GET' && form.size > 0 ? `${parsed.search ? '&' : '?'}${form}` : '';
  const { authToken } = trip.account.credentials;
  const headers = new Headers({
    accept: '*/*',
    'user-agent': 'TwilioProxy/1.1',
    ...(trip.webhook.clip ?? {
      'x-twilio-signature': signWebhook(authToken, url + query, method === 'GET' ? {} : params),
      'i-twilio-idempotency-token': trip.token,
    }),
  });
  // A Request refuses credentials in its URL; Twilio turns them into HTTP Basic.
  if (parsed.username) {
    const credentials = decodeURIComponent(`${parsed.username}:${parsed.password}`);
    headers.set('authorization', `Basic ${Buffer.from(credentials).toString('base64')}`);
  }
  const target = new URL(url + query);
  target.username = '';
  target.password = '';
  if (method === 'GET') return new Request(target, { headers });
  headers.set('content-type', 'application/x-www-form-urlencoded; charset=UTF-8');
  return new Request(target, { method, headers, body: form.toString() });
}

function judgeAnswer(url: string, response: Response, bytes: Uint8Array): Attempt {
  const { status, headers } = response;
  if (status >= 400) {
    return failAttempt(url, status >= 500 ? '5xx' : '4xx', `Got HTTP ${status} response to ${url}`);
  }
  const contentType = headers.get('content-type') ?? '';
  const body = contentType.startsWith('audio/') ? '' : new TextDecoder().decode(bytes);
  return { outcome: { kind: 'answered', url, status, contentType, body, media: { bytes, headers } } };
}

const failAttempt = (url: string, failure: AttemptFailure, message: string): Attempt => ({
  failure,
  outcome: { kind: 'failed', url, code: failure === 'ct' ? ERRORS.connection : ERRORS.retrieval, message },
});

function logSent({ context, webhook }: Trip): void {
  context.log.add({
    source: 'twilio',
    kind: 'webhook-sent',
    title: `${webhook.purpose}: ${webhook.method} ${shortenUrl(webhook.url)}`,
    detail: { url: webhook.url, method: webhook.method, params: webhook.params },
    ...(webhook.callSid && { callSid: webhook.callSid }),
  });
}

function logOutcome({ context, webhook }: Trip, { outcome }: Attempt, ms: number): void {
  const isTwiml = outcome.kind === 'answered' && /xml/.test(outcome.contentType);
  const kind = outcome.kind === 'failed' ? 'webhook-failed' : isTwiml ? 'twiml-received' : 'webhook-answered';
  const result =
    outcome.kind === 'failed'
      ? outcome.message
      : [outcome.status, outcome.contentType.replace(/;.*/, '')].join(' ').trim();
  context.log.add({
    source: 'twilio',
    kind,
    title: `${webhook.purpose}: ${result}, ${ms} ms`,
    detail: { ...describeOutcome(outcome), ms },
    ...(webhook.callSid && { callSid: webhook.callSid }),
  });
}

function describeOutcome(outcome: WebhookOutcome): Record<string, unknown> {
  if (outcome.kind === 'failed') return outcome;
  const { media, ...rest } = outcome;
  return { ...rest, ...(outcome.body === '' && { bytes: media?.bytes.length ?? 0 }) };
}

/** The end of the path says which door was knocked at; hosts and segments that are ids are read by nobody. */
const shortenUrl = (url: string): string =>
  url
    .replace(/[?#].*/, '')
    .replace(/^https?:\/\/(.*[^/]{20,}(?=\/))?/, (_, ids: unknown) => (ids ? '…' : ''));

const makeToken = (random: () => number): string =>
  'xxxxxxxx-xxxx-4xxx-axxx-xxxxxxxxxxxx'.replace(/x/g, () => Math.floor(random() * 16).toString(16));
