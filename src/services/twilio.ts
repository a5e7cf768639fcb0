import BaseTwilio from 'twilio/lib/base/BaseTwilio';
import RequestClient from 'twilio/lib/base/RequestClient';
import type Response from 'twilio/lib/http/response';
import ApiBase from 'twilio/lib/rest/ApiBase';
import { z } from 'zod';
import { type Failure, fail, type Result, succeed } from '../contract/failure';
import type { Phone } from '../intake/ports';
import { failureOf, request, scrub, thrownFailure } from './http';

export interface TwilioAccount {
  accountSid: string;
  authToken: string;
}

/** Every request to Twilio goes here; the manifest's egress allows no other host of theirs. */
const TWILIO_HOST = 'https://api.twilio.com';

const TIMEOUT_MS = 15_000;
const MEDIA_TIMEOUT_MS = 60_000;
/** Ten minutes of 8 kHz, 16-bit sound are 9.6 MB. */
const MAX_MEDIA_BYTES = 30 * 1024 * 1024;
const WAV_HEADER_BYTES = 44;

/**
 * Lets the official client send with the global `fetch`, the way out that Forge proxies; its own axios agent uses
 * options that Forge doesn't honour.
 */
class FetchClient extends RequestClient {
  override async request<T>(options: RequestClient.RequestOptions<T>): Promise<Response<T>> {
    const url = new URL(options.uri);
    appendAll(url.searchParams, options.params);
    const body = new URLSearchParams();
    appendAll(body, options.data);
    const answer = await fetch(url.href, {
      method: options.method.toUpperCase(),
      headers: {
        ...stringHeaders(options.headers),
        Authorization: basic(options.username, options.password),
      },
      ...(options.method === 'get' ? {} : { body: body.toString() }),
      signal: AbortSignal.timeout(options.timeout ?? TIMEOUT_MS),
    });
    const text = await answer.text();
    return {
      statusCode: answer.status,
      // The client parses strings itself; its type asks for the parsed value.
      body: text as T,
      headers: Object.fromEntries(answer.headers),
      toString: () => `HTTP ${answer.status}`,
    };
  }
}

/** The phone provider over Twilio's REST API. */
export function createPhone(account: TwilioAccount): Phone {
  const client = new BaseTwilio.Client(account.accountSid, account.authToken, {
    httpClient: new FetchClient(),
  });
  const { account: resources } = new ApiBase(client).v2010;
  return {
    fetchRecording: (recordingSid) => fetchMedia(account, recordingSid),

    async deleteRecording(recordingSid) {
      const deleted = await attempt(() => resources.recordings(recordingSid).remove());
      return deleted.ok || deleted.failure.kind === 'not-found' ? succeed(undefined) : deleted;
    },

    async sendText({ from, to, body }) {
      const sent = await attempt(() => resources.messages.create({ from, to, body }));
      return sent.ok ? succeed({ sid: sent.value.sid }) : sent;
    },
  };
}

/**
 * The URL is built from our own account and a checked id: what a webhook names as the recording's URL is never
 * fetched, so nobody can send our credentials elsewhere.
 */
const fetchMedia = (account: TwilioAccount, recordingSid: string): Promise<Result<Uint8Array<ArrayBuffer>>> =>
  request(
    'twilio',
    MEDIA_TIMEOUT_MS,
    (signal) =>
      fetch(`${TWILIO_HOST}/2010-04-01/Accounts/${account.accountSid}/Recordings/${recordingSid}.wav`, {
        headers: { Authorization: basic(account.accountSid, account.authToken) },
        signal,
      }),
    async (answer) => {
      if (Number(answer.headers.get('content-length') ?? 0) > MAX_MEDIA_BYTES)
        throw new Error('The recording is larger than 30 MB.');
      const wav = new Uint8Array(await answer.arrayBuffer());
      if (!mayBeSound(wav, answer.headers.get('content-type') ?? ''))
        throw new Error('What came is no sound.');
      return wav;
    },
  );

/** An empty answer or a page of some proxy must not pass for the recording: what was fetched is deleted at Twilio. */
const mayBeSound = (bytes: Uint8Array, contentType: string): boolean =>
  bytes.byteLength > WAV_HEADER_BYTES && !/^(?:text\/|application\/(?:json|xml))/i.test(contentType);

async function attempt<T>(send: () => Promise<T>): Promise<Result<T>> {
  try {
    return succeed(await send());
  } catch (thrown) {
    return fail(twilioFailure(thrown));
  }
}

const RestError = z.object({
  status: z.number(),
  code: z.number().optional(),
  message: z.string().default(''),
});

function twilioFailure(thrown: unknown): Failure {
  const error = RestError.safeParse(thrown);
  if (!error.success) return thrownFailure('twilio', thrown);
  const { status, code, message } = error.data;
  const failure = failureOf('twilio', status, message, null);
  return { ...failure, detail: scrub(code === undefined ? message : `${code}: ${message}`) };
}

const basic = (user = '', password = ''): string =>
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
