import twilio from 'twilio';
import RequestClient from 'twilio/lib/base/RequestClient';
import Response from 'twilio/lib/http/response';
import type { TwilioStandIn } from '../sandbox/twilio';
import { createRecorder, type Recorder } from './openapi';

export type TwilioClient = ReturnType<typeof twilio>;

/** The official client over the stand-in instead of a socket, with every exchange kept for the contract check. */
export function connectClient(
  standIn: TwilioStandIn,
  credentials: { user?: string; password?: string } = {},
): { client: TwilioClient; recorder: Recorder } {
  const recorder = createRecorder();
  const { accountSid, authToken } = standIn.credentials;
  const httpClient = new StandInClient(recorder.wrap((request) => standIn.fetch(request)));
  const { user = accountSid, password = authToken } = credentials;
  return { client: twilio(user, password, { httpClient, accountSid }), recorder };
}

class StandInClient extends RequestClient {
  constructor(private readonly send: (request: globalThis.Request) => Promise<globalThis.Response>) {
    super();
  }

  override async request<T>(options: RequestClient.RequestOptions<T>): Promise<Response<T>> {
    const url = new URL(options.uri);
    addAll(url.searchParams, options.params);
    const body = new URLSearchParams();
    addAll(body, options.data);
    const basic = Buffer.from(`${options.username}:${options.password}`).toString('base64');
    const method = options.method.toUpperCase();
    const answer = await this.send(
      new Request(url, {
        method,
        headers: { authorization: `Basic ${basic}`, accept: 'application/json' },
        ...(method === 'POST' && { body }),
      }),
    );
    // The client parses strings itself; its type asks for the parsed value.
    return new Response<T>(answer.status, (await answer.text()) as T, Object.fromEntries(answer.headers));
  }
}

function addAll(target: URLSearchParams, values: unknown): void {
  if (typeof values !== 'object' || values === null) return;
  for (const [name, value] of Object.entries(values)) {
    for (const one of Array.isArray(value) ? value : [value]) target.append(name, String(one));
  }
}
