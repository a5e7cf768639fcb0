import type { Answer } from '../contract/admin';
import type { Failure, Service } from '../contract/failure';
import { assertNever } from '../contract/failure';
import type { OpenAiAccess, TwilioAccess } from './accounts';
import { explainFailure } from './explain';
import type { ModelAnswer, Providers } from './providers';
import { refuse } from './refuse';

/* Credentials are tried before they replace those that work (V16): undefined when nothing is wrong with them. */

type Refused = Answer<never> & { ok: false };
type Verdict = Promise<Refused | undefined>;

/** @param what is new, or has to work somewhere else than until now */
export async function testTwilio(
  access: TwilioAccess,
  what: { token: boolean; apiKey: boolean },
  { askAccount, tryApiKey }: Providers,
): Verdict {
  const [account, key] = await Promise.all([
    what.token ? askAccount(access) : undefined,
    what.apiKey && access.apiKey !== undefined ? tryApiKey(access) : undefined,
  ]);
  const region = access.region;
  if (account?.ok && account.value.kind === 'refused')
    return refuse({
      code: 'twilio-token-refused',
      field: 'authToken',
      message: `Twilio does not know this auth token for this account in region ${region}. Copy the account SID and the auth token from the Twilio console again; each region has a token of its own. Nothing was changed.`,
      values: { region },
    });
  if (key?.ok && key.value === 'refused')
    return refuse({
      code: 'twilio-key-refused',
      field: 'apiKey',
      message: `Twilio does not take this API key for this account in region ${region}. Make a standard key in the console, in that region, and enter its SID and its secret; or take the key away. Nothing was changed.`,
      values: { region },
    });
  if (account?.ok === false) return notTested(account.failure);
  if (key?.ok === false) return notTested(key.failure);
  return undefined;
}

export interface Models {
  transcriptionModel: string;
  understandingModel: string;
}

export async function testOpenAi(access: OpenAiAccess, models: Models, { askModel }: Providers): Verdict {
  const fields = ['transcriptionModel', 'understandingModel'] as const;
  const answers = await Promise.all(fields.map((field) => askModel(access, models[field])));
  // What is said of the key counts for both, so it goes before what is said of a model.
  const order: ModelAnswer[] = ['refused', 'elsewhere', 'other-project', 'restricted', 'missing'];
  for (const kind of order) {
    const index = answers.findIndex((answer) => answer.ok && answer.value === kind);
    const field = fields[index];
    if (field !== undefined) return refuseKey(kind, field, models[field], access);
  }
  const failed = answers.find((answer) => !answer.ok);
  return failed === undefined || failed.ok ? undefined : notTested(failed.failure);
}

function refuseKey(
  kind: ModelAnswer,
  field: string,
  model: string,
  { region }: OpenAiAccess,
): Refused | undefined {
  switch (kind) {
    case 'usable':
      return undefined;
    case 'refused':
      return refuse({
        code: 'openai-key-refused',
        field: 'apiKey',
        message:
          'OpenAI does not know this API key. Make a key in the project on the OpenAI platform and enter it again. Nothing was changed.',
      });
    case 'elsewhere':
      return refuse({
        code: 'openai-other-region',
        field: 'region',
        message: `The project of this API key is not of the region ${region}. Choose the region that the project was made for, or enter a key of another project. Nothing was changed.`,
        values: { region },
      });
    case 'other-project':
      return refuse({
        code: 'openai-other-project',
        field: 'project',
        message:
          'This API key is not of this project. Enter the id of the project that it was made in, or leave the project empty. Nothing was changed.',
      });
    case 'restricted':
      return refuse({
        code: 'openai-key-restricted',
        field: 'apiKey',
        message:
          'This API key may not ask which models there are. Give it the permission "List models", or make one with all permissions. Nothing was changed.',
      });
    case 'missing':
      return refuse({
        code: 'openai-model-missing',
        field,
        message: `The project of this API key may not use the model ${model}. Allow it in the project's limits, or choose another model. Nothing was changed.`,
        values: { model },
      });
    default:
      return assertNever(kind);
  }
}

const CODES = { twilio: 'twilio-not-tested', openai: 'openai-not-tested' } as const;

function notTested({ kind, service }: Failure): Refused {
  const asked: Service = service === 'openai' ? 'openai' : 'twilio';
  const { happened } = explainFailure(kind, asked);
  return refuse({
    code: CODES[asked],
    message: `${happened} So what you entered could not be tested, and nothing was changed. Try again in a minute.`,
    values: { failure: kind },
  });
}
