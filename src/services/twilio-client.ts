import BaseTwilio from 'twilio/lib/base/BaseTwilio';
import RequestClient from 'twilio/lib/base/RequestClient';
import type Response from 'twilio/lib/http/response';
import ApiBase from 'twilio/lib/rest/ApiBase';
import { z } from 'zod';
import { type Failure, fail, type Result, succeed } from '../contract/failure';
import { TWILIO_HOSTS } from '../contract/regions';
import type { TwilioAccess } from '../settings/accounts';
import { failureOf, scrub, thrownFailure } from './http';

const TIMEOUT_MS = 15_000;

/** Who a request to Twilio is from: the API key where there is one, so that the auth token can stay with the webhooks. */
const signInOf = ({ accountSid, authToken, apiKey }: TwilioAccess): [user: string, password: string] =>
  apiKey === undefined ? [accountSid, authToken] : [apiKey.sid, apiKey.secret];

/** For what the official client does not fetch, such as media. */
export const authorisationOf = (access: TwilioAccess): string => basicAuth(...signInOf(access));

/** The official client of one account, which sends by `fetch`. */
export function openClient(access: TwilioAccess, timeoutMs = TIMEOUT_MS) {
  const options = { accountSid: access.accountSid, httpClient: new FetchClient(timeoutMs) };
  return new BaseTwilio.Client(...signInOf(access), options);
}

/** The official client's resources of one account, at the host of its region. */
export function openAccount(access: TwilioAccess, timeoutMs?: number) {
  const api = new ApiBase(openClient(access, timeoutMs));
  // Told the region, the client would make hosts that are no more.
  api.baseUrl = TWILIO_HOSTS[access.region];
  return api.v2010.account;
}
export type Resources = ReturnType<typeof openAccount>;

/** Asks the client for something; what it throws becomes a failure. */
export async function attempt<T>(send: () => Promise<T>): Promise<Result<T>> {
  try {
    return succeed(await send());
  } catch (thrown) {
    return fail(thrown instanceof Refused ? thrown.failure : thrownFailure('twilio', thrown));
  }
}

/** The client's own exception has no headers, so `Retry-After` would be lost with it. */
class Refused extends Error {
  override readonly name = 'Refused';
  constructor(readonly failure: Failure) {
    super(failure.kind);
  }
}

/**
 * Lets the official client send with the global `fetch`, the way out that Forge proxies; its own axios agent uses
 * options that Forge doesn't honour.
 */
class FetchClient extends RequestClient {
  constructor(private readonly timeoutMs: number) {
    super();
  }

  override async request<T>(options: RequestClient.RequestOptions<T>): Promise<Response<T>> {
    const url = new URL(options.uri);
    appendAll(url.searchParams, options.params);
    const body = new URLSearchParams();
    appendAll(body, options.data);
    const answer = await fetch(url.href, {
      method: options.method.toUpperCase(),
      headers: {
        ...stringHeaders(options.headers),
        Authorization: basicAuth(options.username, options.password),
      },
      ...(options.method === 'get' ? {} : { body: body.toString() }),
      signal: AbortSignal.timeout(options.timeout ?? this.timeoutMs),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Refused(refusalOf(answer.status, text, answer.headers.get('retry-after')));
    return {
      statusCode: answer.status,
      // The client parses strings itself; its type asks for the parsed value.
      body: text as T,
      headers: Object.fromEntries(answer.headers),
      toString: () => `HTTP ${answer.status}`,
    };
  }
}

/** https://www.twilio.com/docs/usage/twilios-response#response-formats-exceptions */
const RestError = z.object({ code: z.number().optional(), message: z.string() });

function refusalOf(status: number, body: string, retryAfter: string | null): Failure {
  const failure = failureOf('twilio', status, body, retryAfter);
  const error = RestError.safeParse(parseJson(body));
  if (!error.success) return failure;
  const { code, message } = error.data;
  return { ...failure, detail: scrub(code === undefined ? message : `${code}: ${message}`) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const basicAuth = (user = '', password = ''): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

const stringHeaders = (headers: object = {}): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));

/** Form fields as Twilio takes them: a list is its name repeated. */
function appendAll(form: URLSearchParams, values: unknown): void {
  if (typeof values !== 'object' || values === null) return;
  for (const [name, value] of Object.entries(values)) {
    for (const item of Array.isArray(value) ? value : [value]) {
      if (item !== undefined) form.append(name, String(item));
    }
  }
}
