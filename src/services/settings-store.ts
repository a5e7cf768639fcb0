import { webTrigger } from '@forge/api';
import { z } from 'zod';
import { fail, type Result, succeed } from '../contract/failure';
import { OpenAiRegion, TwilioRegion } from '../contract/regions';
import { EMPTY_SETTINGS, type Settings } from '../contract/settings';
import { readStoredSettings, toStoredSettings } from '../contract/stored-settings';
import type { OpenAiSecret, TwilioSecret } from '../settings/administration';
import { forgetPepper } from './caller-pepper';
import { scrub } from './http';
import { logNowAndThen } from './log';
import { numberStore } from './number-store';
import { forgetReconciliation } from './reconcile-store';
import { attempt, store } from './store';

const SETTINGS = 'settings';
const PHONE_URL = 'phone-url';
const TWILIO = 'twilio';
const OPENAI = 'openai';

/** What is known of a secret besides itself; the only part that leaves the store towards a page (V13, V16). */
const SecretFacts = z.object({
  /** The last four characters. */
  endsWith: z.string(),
  /** Milliseconds since the epoch. */
  savedAt: z.number(),
  savedBy: z.string(),
});

const StoredTwilioSecret = SecretFacts.extend({
  authToken: z.string(),
  previousAuthTokens: z.array(z.string()).optional(),
  /** Until version 0.1 there was one. */
  previousAuthToken: z.string().optional(),
  apiKey: SecretFacts.extend({ sid: z.string(), secret: z.string() }).optional(),
  of: z.object({ accountSid: z.string(), region: TwilioRegion }).optional(),
}).transform(
  ({ previousAuthToken, previousAuthTokens, ...secret }): TwilioSecret => ({
    ...secret,
    previousAuthTokens: previousAuthTokens ?? (previousAuthToken === undefined ? [] : [previousAuthToken]),
  }),
);
const StoredOpenAiSecret = SecretFacts.extend({
  apiKey: z.string(),
  of: z.object({ project: z.string().optional(), region: OpenAiRegion }).optional(),
});

/** Settings, or their defaults before an admin has chosen anything. */
async function loadSettings(): Promise<Result<Settings>> {
  const stored = await store.get(SETTINGS, z.unknown());
  if (!stored.ok) return stored;
  if (stored.value === undefined) return succeed(EMPTY_SETTINGS);
  const read = readStoredSettings(stored.value);
  if ('problem' in read) {
    const detail = `Stored "${SETTINGS}" does not fit at "${read.problem}".`;
    return fail({ kind: 'malformed', service: 'forge', detail });
  }
  if (!read.understood) logNowAndThen({ event: 'settings-not-understood' });
  return succeed(read.settings);
}

const saveSettings = (settings: Settings): Promise<Result<void>> =>
  store.put(SETTINGS, toStoredSettings(settings));

const loadTwilioSecret = () => store.getSecret(TWILIO, StoredTwilioSecret);
const saveTwilioSecret = (secret: TwilioSecret) => store.putSecret(TWILIO, secret);
const loadOpenAiSecret = () => store.getSecret(OPENAI, StoredOpenAiSecret);
const saveOpenAiSecret = (secret: OpenAiSecret) => store.putSecret(OPENAI, secret);

/**
 * The web trigger's URL, without a slash at its end. It is asked for once and kept: webhooks are verified against it,
 * and Forge hands a function no URL of its own.
 */
async function loadPhoneUrl(): Promise<Result<string>> {
  const stored = await store.get(PHONE_URL, z.url());
  if (!stored.ok || stored.value !== undefined) return stored.ok ? succeed(stored.value ?? '') : stored;
  return refreshPhoneUrl();
}

/** Asks Forge for the web trigger's URL and keeps it. */
const refreshPhoneUrl = (): Promise<Result<string>> =>
  attempt(async () => {
    try {
      const url = (await webTrigger.getUrl('phone')).replace(/\/+$/, '');
      // Where it can't be kept, the next webhook asks for it again.
      await store.put(PHONE_URL, url);
      return succeed(url);
    } catch (thrown) {
      return fail({ kind: 'unavailable', service: 'forge', detail: scrub(String(thrown)) });
    }
  });

/** Forgets credentials and settings, so that nothing is answered, fetched or sent any more (V22). */
async function forgetEverything(): Promise<Result<void>> {
  const settings = await loadSettings();
  const numbers = settings.ok ? settings.value.lines.map(({ number }) => number) : [];
  const forgotten = await Promise.all([
    ...numbers.map((number) => numberStore.forgetBefore(number)),
    store.deleteSecret(TWILIO),
    store.deleteSecret(OPENAI),
    store.delete(SETTINGS),
    store.delete(PHONE_URL),
    forgetReconciliation(),
    forgetPepper(),
  ]);
  return forgotten.find(({ ok }) => !ok) ?? succeed(undefined);
}

/** Where settings and secrets are kept; built for each front door by the composition root. */
export const vault = {
  loadSettings,
  saveSettings,
  loadTwilioSecret,
  saveTwilioSecret,
  loadOpenAiSecret,
  saveOpenAiSecret,
  forgetTwilioSecret: () => store.deleteSecret(TWILIO),
  forgetOpenAiSecret: () => store.deleteSecret(OPENAI),
  loadPhoneUrl,
  refreshPhoneUrl,
  forgetEverything,
};
