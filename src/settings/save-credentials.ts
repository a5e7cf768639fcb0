import type { Answer, Setup } from '../contract/admin';
import type { SaveOpenAi, SaveTwilio } from '../contract/admin-credentials';
import type { Service } from '../contract/failure';
import { changeSettings } from './administer';
import type { Administration, SecretFacts } from './administration';
import { explain } from './explain';

export async function saveTwilio(payload: SaveTwilio, admin: Administration): Promise<Answer<Setup>> {
  const before = await admin.loadTwilioSecret();
  if (!before.ok) return explain(before.failure);
  const authToken = payload.authToken ?? before.value?.authToken;
  if (authToken === undefined)
    return { ok: false, error: { message: 'Enter the auth token.', field: 'authToken' } };
  // Calls in progress were signed with the token before; it keeps verifying until the next one is entered (V21).
  // Entering the same one again changes nothing about that.
  const isSame = before.value?.authToken === authToken;
  const previousAuthToken = isSame ? before.value?.previousAuthToken : before.value?.authToken;
  const kept = await admin.saveTwilioSecret({
    authToken,
    ...factsOf(authToken, admin),
    ...(previousAuthToken === undefined ? {} : { previousAuthToken }),
  });
  if (!kept.ok) return explain(kept.failure);
  const saved = await changeSettings(admin, (settings) => ({
    ...settings,
    twilio: { accountSid: payload.accountSid, region: payload.region ?? settings.twilio?.region ?? 'us1' },
  }));
  return afterCredentials('twilio', saved, admin);
}

export async function saveOpenAi(payload: SaveOpenAi, admin: Administration): Promise<Answer<Setup>> {
  const { apiKey, transcriptionModel, understandingModel } = payload;
  const kept =
    apiKey === undefined ? undefined : await admin.saveOpenAiSecret({ apiKey, ...factsOf(apiKey, admin) });
  if (kept?.ok === false) return explain(kept.failure);
  const saved = await changeSettings(admin, ({ openai, ...settings }) => ({
    ...settings,
    openai: {
      ...openai,
      transcriptionModel: transcriptionModel ?? openai.transcriptionModel,
      understandingModel: understandingModel ?? openai.understandingModel,
    },
  }));
  return afterCredentials('openai', saved, admin);
}

/** What failed with the credentials before says nothing about the new ones. */
async function afterCredentials(
  service: Service,
  saved: Answer<Setup>,
  admin: Administration,
): Promise<Answer<Setup>> {
  if (!saved.ok) return saved;
  // Where this fails, the service is tried again a little later all the same.
  const forgotten = await admin.forgetOutage(service);
  if (!forgotten.ok) return saved;
  const outages = saved.value.outages.filter((outage) => outage.service !== service);
  return { ok: true, value: { ...saved.value, outages } };
}

const factsOf = (secret: string, { accountId, now }: Administration): SecretFacts => ({
  endsWith: secret.slice(-4),
  savedAt: now(),
  savedBy: accountId,
});
