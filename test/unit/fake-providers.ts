import { type Failure, fail, succeed } from '../../src/contract/failure';
import type { OpenAiAccess, TwilioAccess } from '../../src/settings/accounts';
import type { AccountAnswer, ModelAnswer, Providers } from '../../src/settings/providers';

/** Twilio and OpenAI as they answer to credentials: all are good, unless a test says otherwise. */
export function createProviders() {
  const asked: string[] = [];
  const answers: {
    account: AccountAnswer | Failure;
    apiKey: 'accepted' | 'refused' | Failure;
    models: Record<string, ModelAnswer | Failure>;
  } = { account: { kind: 'known', status: 'active', isTrial: false }, apiKey: 'accepted', models: {} };
  const signedIn: (TwilioAccess | OpenAiAccess)[] = [];
  const answer = <T extends string | object>(value: T | Failure) =>
    typeof value === 'object' && 'detail' in value ? fail(value) : succeed(value as T);
  const providers: Providers = {
    async askAccount(access) {
      asked.push(`account ${access.region}`);
      signedIn.push(access);
      return answer<AccountAnswer>(answers.account);
    },
    async tryApiKey(access) {
      asked.push(`key ${access.region}`);
      signedIn.push(access);
      return answer<'accepted' | 'refused'>(answers.apiKey);
    },
    async askModel(access, model) {
      asked.push(`${model} ${access.region}`);
      signedIn.push(access);
      return answer<ModelAnswer>(answers.models[model] ?? 'usable');
    },
  };
  return { providers, asked, answers, signedIn };
}
