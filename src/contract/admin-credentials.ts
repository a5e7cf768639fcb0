import { z } from 'zod';
import { OpenAiRegion, TwilioRegion } from './regions';
import { Settings } from './settings';

/** What an admin page enters and sees of credentials; never a value once it is saved (V13, V16, V21). */

const AuthToken = z
  .string()
  .trim()
  .regex(/^[0-9a-zA-Z]{20,64}$/, 'The auth token is on the front page of the Twilio console');

/** Without a token the one that is set stays. With an API key it signs requests to Twilio; the token verifies webhooks. */
export const SaveTwilio = z.strictObject({
  accountSid: z
    .string()
    .trim()
    .regex(/^AC[0-9a-fA-F]{32}$/, 'An account SID is AC and 32 hexadecimal digits'),
  authToken: AuthToken.optional(),
  apiKey: z
    .strictObject({
      sid: z
        .string()
        .trim()
        .regex(/^SK[0-9a-fA-F]{32}$/, 'An API key SID is SK and 32 hexadecimal digits'),
      secret: z
        .string()
        .trim()
        .regex(/^[0-9a-zA-Z]{20,64}$/, 'The secret was shown when the API key was made'),
    })
    // Null takes the key away again.
    .nullable()
    .optional(),
  region: TwilioRegion.optional(),
});
export type SaveTwilio = z.infer<typeof SaveTwilio>;

const Model = z.string().trim().min(1).max(64);

/** Without a key the one that is set stays. */
export const SaveOpenAi = z.strictObject({
  apiKey: z
    .string()
    .trim()
    .regex(/^[\w-]{20,300}$/, 'An API key starts with sk-')
    .optional(),
  /** Null takes it away again. */
  project: z
    .string()
    .trim()
    .regex(/^proj_\w{1,100}$/, 'A project id starts with proj_')
    .nullable()
    .optional(),
  region: OpenAiRegion.optional(),
  transcriptionModel: Model.optional(),
  understandingModel: Model.optional(),
});
export type SaveOpenAi = z.infer<typeof SaveOpenAi>;

export const SaveRotation = z.strictObject({ rotationDays: Settings.shape.rotationDays.unwrap() });
export type SaveRotation = z.infer<typeof SaveRotation>;

/** A credential as the page may know it. */
export interface CredentialState {
  endsWith: string;
  ageDays: number;
  /** The Atlassian account of whoever saved it. */
  savedBy: string;
}

export interface TwilioState {
  accountSid: string;
  token: CredentialState;
  /** The token before: it verifies webhooks too, until one has come that was signed with the new one. */
  previousToken: { endsWith: string } | undefined;
  apiKey: CredentialState | undefined;
  region: TwilioRegion;
}

export interface OpenAiState {
  key: CredentialState | undefined;
  project: string | undefined;
  region: OpenAiRegion;
  transcriptionModel: string;
  understandingModel: string;
}
