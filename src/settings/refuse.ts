import type { Answer } from '../contract/admin';

/** Codes of refusals, for a page in another language. */
export type RefusalCode =
  | 'licence-inactive'
  | 'twilio-token-needed'
  | 'twilio-token-refused'
  | 'twilio-key-needed'
  | 'twilio-key-refused'
  | 'twilio-not-tested'
  | 'openai-key-needed'
  | 'openai-key-refused'
  | 'openai-key-restricted'
  | 'openai-other-region'
  | 'openai-other-project'
  | 'openai-model-missing'
  | 'openai-not-tested'
  | 'line-gone'
  | 'number-missing'
  | 'number-application'
  | 'number-trunk'
  | 'disconnect-incomplete'
  | 'disconnect-numbers-left';

interface Refusal {
  code: RefusalCode;
  message: string;
  field?: string;
  values?: Record<string, string>;
}

export const refuse = (refusal: Refusal): Answer<never> & { ok: false } => ({ ok: false, error: refusal });
