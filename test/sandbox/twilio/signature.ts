import { createHmac } from 'node:crypto';

/** The form parameters of one webhook. Twilio never repeats a name in those that it sends here. */
export type WebhookParams = Readonly<Record<string, string>>;

/**
 * The value of `X-Twilio-Signature`: Base64 of HMAC-SHA1, keyed with the account's auth token, over the exact URL
 * (query included, fragment not) followed by every POST parameter's name and value, sorted by name.
 * https://www.twilio.com/docs/usage/security#validating-requests
 */
export function signWebhook(authToken: string, url: string, params: WebhookParams): string {
  const names = Object.keys(params).sort();
  const signed = names.reduce((text, name) => text + name + (params[name] ?? ''), url);
  return createHmac('sha1', authToken).update(signed, 'utf8').digest('base64');
}
