import type { OpenAiRegion, TwilioRegion } from '../contract/regions';
import type { Settings } from '../contract/settings';

/** What the app signs in with at Twilio. */
export interface TwilioAccess {
  accountSid: string;
  /** Signs webhooks; and requests to Twilio where there is no API key. */
  authToken: string;
  apiKey?: { sid: string; secret: string } | undefined;
  region: TwilioRegion;
}

/** What the app signs in with at OpenAI. */
export interface OpenAiAccess {
  apiKey: string;
  project?: string | undefined;
  region: OpenAiRegion;
}

/** A secret that says for itself what it belongs to, so that it can't be paired with another account for a moment. */
export interface TwilioSecretPart {
  authToken: string;
  apiKey?: { sid: string; secret: string } | undefined;
  /** Absent in what was stored before there was a choice of regions: then the settings say it. */
  of?: { accountSid: string; region: TwilioRegion } | undefined;
}

export interface OpenAiSecretPart {
  apiKey: string;
  of?: { project?: string | undefined; region: OpenAiRegion } | undefined;
}

export function twilioAccess(
  { twilio }: Settings,
  secret: TwilioSecretPart | undefined,
): TwilioAccess | undefined {
  const of = secret?.of ?? twilio;
  if (secret === undefined || of === undefined) return undefined;
  const { authToken, apiKey } = secret;
  return { accountSid: of.accountSid, region: of.region, authToken, apiKey };
}

export function openAiAccess(
  { openai }: Settings,
  secret: OpenAiSecretPart | undefined,
): OpenAiAccess | undefined {
  if (secret === undefined) return undefined;
  const { project, region } = secret.of ?? openai;
  return { apiKey: secret.apiKey, project, region };
}
