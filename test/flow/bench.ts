import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks';
import { ADMIN_ID } from '../sandbox/jira';
import { type CallReport, placeCall } from '../sandbox/place-call';
import { APP_DIRECTORY, createSandbox, type Sandbox, type SandboxOptions } from '../sandbox/sandbox';
import type { ScriptStep } from '../sandbox/twilio';
import { makeCaptionedSpeech } from '../sandbox/wav';

/** What flow tests do with a sandbox: call it, break it, look into it. */

export const CALLER = '+15125550143';
const LINE = '+14155550100';

/** Things that take time live take next to none here. */
const FAST = { ring: 0, recordingCallback: 30, media: 20, messageStep: 10 };

export const openSandbox = (options: SandboxOptions = {}): Promise<Sandbox> =>
  createSandbox({ seed: 7, latency: FAST, ...options });

export const readFixture = (name: string): Uint8Array =>
  readFileSync(join(APP_DIRECTORY, 'test', 'fixtures', 'calls', `${name}.wav`));

export const call = (
  sandbox: Sandbox,
  script: readonly ScriptStep[],
  { from = CALLER, to = LINE }: { from?: string; to?: string } = {},
): Promise<CallReport> => placeCall(sandbox, { from, to, script }, 60_000);

const say = (text: string, language = 'en-US'): ScriptStep => ({
  do: 'speak',
  wav: makeCaptionedSpeech({ text, language }),
});

export const callSaying = (sandbox: Sandbox, text: string, numbers = {}): Promise<CallReport> =>
  call(sandbox, [say(text)], numbers);

/** What the line said, in order. */
export const spokenBy = ({ spoken }: CallReport): string[] =>
  spoken.flatMap(({ event }) => (event.kind === 'saying' ? [event.text] : []));

/** The whole request as text: summary, description, comments, fields. */
export const textOf = ({ request }: CallReport): string => JSON.stringify(request ?? {});

export const propertyOf = ({ request }: CallReport): Record<string, unknown> =>
  (request?.properties['voice-to-ticket.call'] ?? {}) as Record<string, unknown>;

/** How many requests there are of a call; more than one is the worst thing the app could do. */
export async function countRequests({ jira }: Sandbox, callSid: string): Promise<number> {
  const { requests } = (await (await jira.control.request('/requests')).json()) as {
    requests: { properties: Record<string, { callId?: string }> }[];
  };
  return requests.filter(({ properties }) => properties['voice-to-ticket.call']?.callId === callSid).length;
}

const post = (body: unknown): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

export async function breakOpenAi({ openai }: Sandbox, fault: Record<string, unknown>): Promise<void> {
  expectOk(await openai.control.request('/faults', post(fault)));
}

/** Makes the next answer of OpenAI's exactly this. */
export async function answerAs({ openai }: Sandbox, reply: Record<string, unknown>): Promise<void> {
  expectOk(await openai.control.request('/replies', post(reply)));
}

export async function breakJira({ jira }: Sandbox, fault: Record<string, unknown>): Promise<void> {
  expectOk(await jira.control.request('/faults', post(fault)));
}

function expectOk(response: Response): void {
  if (!response.ok) throw new Error(`The control API answered ${response.status}`);
}

export interface AdminAnswer {
  ok: boolean;
  value?: { lines: ({ id: string; number: string } & Record<string, unknown>)[] } & Record<string, unknown>;
  error?: { message: string; field?: string };
}

/** Calls the admin page's resolver as a user. */
export const askAdmin = async (
  { forge }: Sandbox,
  functionKey: string,
  payload: unknown = {},
  accountId = ADMIN_ID,
): Promise<AdminAnswer> =>
  (await forge.invokeResolver({ moduleKey: 'admin', functionKey, payload, accountId })) as AdminAnswer;

/** Changes the settings of the line that the tests call. */
export async function changeLine(sandbox: Sandbox, change: Record<string, unknown>): Promise<void> {
  const { value } = await askAdmin(sandbox, 'getSetup');
  const line = value?.lines.find(({ number }) => number === LINE);
  const saved = await askAdmin(sandbox, 'saveLine', { ...line, ...change });
  if (!saved.ok) throw new Error(saved.error?.message);
}

/** The web trigger's live URL. */
export const phoneUrl = ({ forge }: Sandbox): string => forge.listWebTriggers()[0]?.url ?? '';

export interface Webhook {
  path: string;
  parameters: Record<string, string>;
  headers?: Record<string, string>;
  method?: string;
  /** Signs another URL or with another token than the right ones. */
  signedUrl?: string;
  token?: string;
}

/** Sends a webhook as Twilio does: a form, signed over the live URL. */
export function sendWebhook(
  sandbox: Sandbox,
  { path, parameters, headers, method = 'POST', signedUrl, token }: Webhook,
): Promise<Response> {
  const url = phoneUrl(sandbox) + path;
  const { authToken } = sandbox.twilio.credentials;
  const signature = getExpectedTwilioSignature(token ?? authToken, signedUrl ?? url, parameters);
  return sandbox.forge.handleWebTrigger(
    new Request(url, {
      method,
      headers: {
        'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
        'x-twilio-signature': signature,
        ...headers,
      },
      ...(method === 'GET' ? {} : { body: new URLSearchParams(parameters).toString() }),
    }),
  );
}

/** The parameters of an incoming call, as far as the app reads them. */
export const incoming = (sandbox: Sandbox, change: Record<string, string> = {}): Record<string, string> => ({
  AccountSid: sandbox.twilio.credentials.accountSid,
  ApiVersion: '2010-04-01',
  CallSid: `CA${'c0'.repeat(16)}`,
  CallStatus: 'ringing',
  Direction: 'inbound',
  From: CALLER,
  To: LINE,
  ...change,
});

/** All that the app wrote to its log. */
export const appLog = ({ log }: Sandbox): string =>
  log
    .list()
    .filter(({ source }) => source === 'app')
    .map(({ title, detail }) => `${title} ${JSON.stringify(detail ?? '')}`)
    .join('\n');
