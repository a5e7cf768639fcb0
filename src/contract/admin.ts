import { z } from 'zod';
import { Line } from './settings';

/** What an admin page may ask for, and what it gets; shared by the resolver and the page. */

export const SaveTwilio = z.strictObject({
  accountSid: z
    .string()
    .trim()
    .regex(/^AC[0-9a-fA-F]{32}$/, 'An account SID is AC and 32 hexadecimal digits'),
  authToken: z
    .string()
    .trim()
    .regex(/^[0-9a-zA-Z]{20,64}$/, 'The auth token is on the front page of the Twilio console'),
});
export type SaveTwilio = z.infer<typeof SaveTwilio>;

const Model = z.string().trim().min(1).max(64);
export const SaveOpenAi = z.strictObject({
  apiKey: z
    .string()
    .trim()
    .regex(/^[\w-]{20,300}$/, 'An API key starts with sk-'),
  transcriptionModel: Model.optional(),
  understandingModel: Model.optional(),
});
export type SaveOpenAi = z.infer<typeof SaveOpenAi>;

/** A whole line; what is left out has its default. The id is made from the number where none is given. */
export const SaveLine = Line.extend({ id: Line.shape.id.optional() });
export type SaveLine = z.input<typeof SaveLine>;

export const RemoveLine = z.strictObject({ id: Line.shape.id });
export type RemoveLine = z.infer<typeof RemoveLine>;

/** A credential as the page may know it: never the value (V13). */
export interface CredentialState {
  endsWith: string;
  ageDays: number;
}

export interface Setup {
  /** Undefined without a licence to check: apps in development have none (V14). */
  licensed: boolean | undefined;
  twilio: { accountSid: string; token: CredentialState } | undefined;
  openai: { key: CredentialState | undefined; transcriptionModel: string; understandingModel: string };
  lines: Line[];
  /** Where the number's webhooks have to point. */
  webhooks: { voice: string; status: string } | undefined;
  /** Calls that wait for a person, at most 100 counted. */
  parkedCalls: number;
}

export interface ServiceDesk {
  id: string;
  name: string;
  requestTypes: { id: string; name: string }[];
}

/** Errors are part of the answer: the page shows `message` beside `field`. */
export type Answer<T> = { ok: true; value: T } | { ok: false; error: { message: string; field?: string } };

export type AdminApi = {
  getSetup: () => Answer<Setup>;
  listServiceDesks: () => Answer<ServiceDesk[]>;
  saveTwilio: (payload: SaveTwilio) => Answer<Setup>;
  saveOpenAi: (payload: SaveOpenAi) => Answer<Setup>;
  saveLine: (payload: SaveLine) => Answer<Setup>;
  removeLine: (payload: RemoveLine) => Answer<Setup>;
  /** Takes calls that wait for a person up again. */
  retryParkedCalls: () => Answer<Setup>;
};
