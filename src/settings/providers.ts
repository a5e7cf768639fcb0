import type { Result } from '../contract/failure';
import type { OpenAiAccess, TwilioAccess } from './accounts';

/** What Twilio says of its account; `refused` when it does not know this token for this account in this region. */
export type AccountAnswer =
  | { kind: 'known'; status: 'active' | 'suspended' | 'closed'; isTrial: boolean }
  | { kind: 'refused' };

/**
 * What OpenAI says of a model:
 *
 * - `usable`: the key's project may use it.
 * - `missing`: there is none of this name, or the project may not use it.
 * - `refused`: the key is none.
 * - `elsewhere`: the key's project is of another region.
 * - `other-project`: the key is not of this project.
 * - `restricted`: the key may not ask which models there are.
 */
export type ModelAnswer = 'usable' | 'missing' | 'refused' | 'elsewhere' | 'other-project' | 'restricted';

/** The providers, asked with credentials that need not be the saved ones. A failure is no answer about them. */
export interface Providers {
  /** With the token alone, whatever else there is. */
  askAccount(access: TwilioAccess): Promise<Result<AccountAnswer>>;
  /**
   * With the API key alone. Something that a standard key may do: the account itself is closed to those.
   * https://www.twilio.com/docs/iam/api-keys/keys-in-console
   */
  tryApiKey(access: TwilioAccess): Promise<Result<'accepted' | 'refused'>>;
  askModel(access: OpenAiAccess, model: string): Promise<Result<ModelAnswer>>;
}
