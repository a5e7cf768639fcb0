import { validateRequest } from 'twilio/lib/webhooks/webhooks';
import { z } from 'zod';
import { musicWav } from './music';
import { isOwnPath, type PhoneEvent, parseWebhook } from './parse-webhook';

/** What the platform hands to a web trigger: https://developer.atlassian.com/platform/forge/runtime-reference/web-trigger/ */
export const WebTriggerRequest = z.object({
  method: z.string(),
  body: z.string().nullish(),
  path: z.string().nullish(),
  /** What follows the trigger's id; empty without, and missing before November 2025. */
  userPath: z.string().nullish(),
  headers: z.record(z.string(), z.union([z.array(z.string()), z.string()])).nullish(),
});
export type WebTriggerRequest = z.infer<typeof WebTriggerRequest>;

/** Why a request to the public URL is not taken. The answer says no more than the status. */
export type Refusal = { refused: 'too-large' | 'wrong-method' | 'not-signed' | 'unknown-path' | 'malformed' };

export interface Verifier {
  /** The web trigger's URL as it was registered with the provider. */
  phoneUrl: string | undefined;
  accountSid: string | undefined;
  /** The token that signs; during a rotation those before, after it. */
  authTokens: readonly string[];
}

/** What is left to be verified of a request that may be one of ours. */
export interface Screened {
  request: WebTriggerRequest;
  body: string;
  signature: string;
}

/** Far above the few hundred bytes that Twilio sends, far below what would cost us anything. */
const MAX_BODY_BYTES = 64 * 1024;
/** An HMAC-SHA1 in base64. */
const SIGNATURE = /^[A-Za-z0-9+/]{27}=$/;
const MUSIC_PATH = /(?:^|\/)music$/;

/**
 * The first half of receiving a webhook: what can be seen of the request itself. The URL is public, so whoever sends what
 * is none of ours must not cost a read of the store.
 */
export function screenWebhook(request: WebTriggerRequest): Screened | Refusal | { music: string } {
  const body = request.body ?? '';
  if (Buffer.byteLength(body) > MAX_BODY_BYTES) return { refused: 'too-large' };
  // The same for everybody, and nothing is read for it: who asks is not looked at.
  if (request.method.toUpperCase() === 'GET' && MUSIC_PATH.test(request.userPath || (request.path ?? '')))
    return { music: musicWav() };
  if (request.method.toUpperCase() !== 'POST') return { refused: 'wrong-method' };
  const signature = headerOf(request, 'x-twilio-signature');
  if (signature === undefined || !SIGNATURE.test(signature)) return { refused: 'not-signed' };
  if (!isOwn(request.userPath || (request.path ?? ''))) return { refused: 'unknown-path' };
  return { request, body, signature };
}

/** Where the path comes with the trigger's own in front, its end counts. */
function isOwn(path: string): boolean {
  const parts = path.split('/');
  return [1, 2, 3].some((count) => {
    return isOwnPath(`/${parts.slice(-count).join('/')}`);
  });
}

/**
 * The second half: verifies a webhook, then parses it; nothing of the body is looked at before its signature holds.
 *
 * The signed URL is the registered one and the path behind it: Forge hands over neither the URL nor the raw query, so
 * no query is ever registered. Twilio's rule: https://www.twilio.com/docs/usage/webhooks/webhooks-security
 *
 * @returns `null` for a true message that says nothing of interest.
 */
export function verifyWebhook(
  { request, body, signature }: Screened,
  verifier: Verifier,
): PhoneEvent | Refusal | null {
  const path = userPathOf(request, verifier.phoneUrl);
  const parameters = formParameters(body);
  if (!isSigned(signature, path, parameters, verifier)) return { refused: 'not-signed' };
  return parseWebhook(path, parameters);
}

/** Whether a verified webhook shows that the provider signs with the latest token by now, while there are others. */
export function isRotated({ request, body, signature }: Screened, verifier: Verifier): boolean {
  if (verifier.authTokens.length < 2) return false;
  const path = userPathOf(request, verifier.phoneUrl);
  const latest = { ...verifier, authTokens: verifier.authTokens.slice(0, 1) };
  return isSigned(signature, path, formParameters(body), latest);
}

function isSigned(
  signature: string,
  path: string,
  parameters: Record<string, string | string[]>,
  { phoneUrl, accountSid, authTokens }: Verifier,
): boolean {
  if (phoneUrl === undefined || accountSid === undefined) return false;
  const signed = authTokens.some((token) => validateRequest(token, signature, phoneUrl + path, parameters));
  // A sub-account has its own token; the same token for another account would be a mix-up on our side.
  return signed && parameters.AccountSid === accountSid;
}

/** Header names come in whatever case the sender used; one that comes twice is not to be trusted. */
function headerOf(request: WebTriggerRequest, name: string): string | undefined {
  const values = Object.entries(request.headers ?? {}).flatMap(([key, value]) =>
    key.toLowerCase() === name ? value : [],
  );
  return values.length === 1 ? values[0] : undefined;
}

/** The path behind the trigger's URL, as Twilio signed it: `/call`. */
function userPathOf({ userPath, path }: WebTriggerRequest, phoneUrl: string | undefined): string {
  if (userPath) return userPath.startsWith('/') ? userPath : `/${userPath}`;
  const whole = path ?? '';
  const prefix = phoneUrl === undefined ? '' : new URL(phoneUrl).pathname;
  return whole.startsWith(prefix) ? whole.slice(prefix.length) : whole;
}

function formParameters(body: string): Record<string, string | string[]> {
  const form = new URLSearchParams(body);
  return Object.fromEntries(
    [...new Set(form.keys())].map((name) => {
      const values = form.getAll(name);
      return [name, values.length > 1 ? values : (values[0] ?? '')];
    }),
  );
}
