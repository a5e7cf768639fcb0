import type { Answer, Setup } from '../contract/admin';
import type { SaveOpenAi } from '../contract/admin-credentials';
import type { Settings } from '../contract/settings';
import { type OpenAiAccess, openAiAccess } from './accounts';
import type { Administration, OpenAiSecret } from './administration';
import { explain } from './explain';
import type { Providers } from './providers';
import { refuse } from './refuse';
import { factsOf, keepCredential, noteRefused } from './save-credentials';
import { type Models, testOpenAi } from './test-credentials';

/** Replaces the key, its project and region, or the models, once OpenAI has taken all of it together (V16). */
export async function saveOpenAi(
  payload: SaveOpenAi,
  admin: Administration,
  providers: Providers,
): Promise<Answer<Setup>> {
  const [settings, before] = await Promise.all([admin.loadSettings(), admin.loadOpenAiSecret()]);
  if (!settings.ok) return explain(settings.failure);
  if (!before.ok) return explain(before.failure);
  const next = accessOf(payload, openAiAccess(settings.value, before.value), settings.value);
  if (next === undefined)
    return refuse({
      code: 'openai-key-needed',
      field: 'apiKey',
      message: 'Enter an API key of the OpenAI project.',
    });
  const { openai } = settings.value;
  const models: Models = {
    transcriptionModel: payload.transcriptionModel ?? openai.transcriptionModel,
    understandingModel: payload.understandingModel ?? openai.understandingModel,
  };
  const refused = await testOpenAi(next, models, providers);
  if (refused !== undefined) return noteRefused('openai', refused, admin);
  const secret = secretOf(next, before.value, admin);
  return keepCredential(
    'openai',
    {
      save: () => admin.saveOpenAiSecret(secret),
      undo: () =>
        before.value === undefined ? admin.forgetOpenAiSecret() : admin.saveOpenAiSecret(before.value),
      mirror: (stored) => ({ ...stored, openai: { ...models, ...secret.of } }),
    },
    admin,
  );
}

function accessOf(
  { apiKey, project, region }: SaveOpenAi,
  current: OpenAiAccess | undefined,
  { openai }: Settings,
): OpenAiAccess | undefined {
  const key = apiKey ?? current?.apiKey;
  if (key === undefined) return undefined;
  const known = current ?? openai;
  return {
    apiKey: key,
    project: project === undefined ? known.project : (project ?? undefined),
    region: region ?? known.region,
  };
}

function secretOf(
  { apiKey, project, region }: OpenAiAccess,
  before: OpenAiSecret | undefined,
  admin: Administration,
) {
  const { endsWith, savedAt, savedBy } = before?.apiKey === apiKey ? before : factsOf(apiKey, admin);
  const of = { region, ...(project !== undefined && { project }) };
  return { apiKey, endsWith, savedAt, savedBy, of } satisfies OpenAiSecret;
}
