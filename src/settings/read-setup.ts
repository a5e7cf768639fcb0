import type { Answer, Outage, Setup } from '../contract/admin';
import type { CredentialState } from '../contract/admin-credentials';
import type { TextTrouble } from '../contract/caller';
import { type Settings, unreadNumbers } from '../contract/settings';
import { notComparedSince } from '../intake/reconcile-when-due';
import { openAiAccess, twilioAccess } from './accounts';
import type { Administration, OpenAiSecret, SecretFacts, TwilioSecret } from './administration';
import { explain, explainFailure, explainTextTrouble } from './explain';

const DAY_MS = 24 * 60 * 60 * 1000;

/** The state of the set-up, with no secret in it. */
export async function readSetup(admin: Administration): Promise<Answer<Setup>> {
  const [settings, twilio, openai, phoneUrl, parked, outages, reconciliation, troubles, triedAt] =
    await Promise.all([
      admin.loadSettings(),
      admin.loadTwilioSecret(),
      admin.loadOpenAiSecret(),
      admin.loadPhoneUrl(),
      admin.calls.count('parked'),
      admin.listOutages(),
      admin.loadReconciliation(),
      admin.listTextTroubles(),
      triedAtIn(admin),
    ]);
  if (!settings.ok) return explain(settings.failure);
  if (!twilio.ok) return explain(twilio.failure);
  if (!openai.ok) return explain(openai.failure);
  return {
    ok: true,
    value: {
      licensed: admin.licensed,
      twilio: twilioState(settings.value, twilio.value, admin.now()),
      openai: openAiState(settings.value, openai.value, admin.now()),
      lines: settings.value.lines,
      unreadLines: unreadNumbers(settings.value),
      webhooks: phoneUrl.ok ? webhooksAt(phoneUrl.value) : undefined,
      blocked: settings.value.blocked,
      rotationDays: settings.value.rotationDays,
      retention: settings.value.retention,
      textTroubles: troubles.ok ? troubles.value.map(shownTrouble) : [],
      triedAt,
      parkedCalls: parked.ok ? parked.value : 0,
      paused: await pauseOf(settings.value, admin),
      outages: outages.ok ? outages.value.map(shownOutage) : [],
      notComparedSince: reconciliation.ok
        ? notComparedSince(reconciliation.value, settings.value, admin.now())
        : undefined,
    },
  };
}

/** When a call last became a request, as far as calls are kept, or a trial ran; what can't be read is not known. */
async function triedAtIn({ ledger }: Administration): Promise<number | undefined> {
  const [closed, trial] = await Promise.all([
    ledger.listCalls({ by: 'state', state: 'closed' }, 1),
    ledger.loadTriedAt(),
  ]);
  const filedAt = closed.ok ? closed.value.calls[0]?.request?.at : undefined;
  const times = [filedAt, trial.ok ? trial.value : undefined].filter((at) => at !== undefined);
  return times.length === 0 ? undefined : Math.max(...times);
}

/** What the page may know of a credential. */
const shown = ({ endsWith, savedAt, savedBy }: SecretFacts, now: number): CredentialState => ({
  endsWith,
  ageDays: Math.max(0, Math.floor((now - savedAt) / DAY_MS)),
  savedBy,
});

function twilioState(settings: Settings, secret: TwilioSecret | undefined, now: number): Setup['twilio'] {
  const access = twilioAccess(settings, secret);
  if (secret === undefined || access === undefined) return undefined;
  const [previous] = secret.previousAuthTokens;
  return {
    accountSid: access.accountSid,
    region: access.region,
    token: shown(secret, now),
    previousToken: previous === undefined ? undefined : { endsWith: previous.slice(-4) },
    apiKey: secret.apiKey && shown(secret.apiKey, now),
  };
}

function openAiState(settings: Settings, secret: OpenAiSecret | undefined, now: number): Setup['openai'] {
  const { transcriptionModel, understandingModel, project, region } = settings.openai;
  const access = openAiAccess(settings, secret);
  return {
    key: secret && shown(secret, now),
    project: access === undefined ? project : access.project,
    region: access?.region ?? region,
    transcriptionModel,
    understandingModel,
  };
}

const webhooksAt = (phoneUrl: string): Setup['webhooks'] => ({
  voice: `${phoneUrl}/call`,
  status: `${phoneUrl}/status`,
  text: `${phoneUrl}/text`,
});

const shownTrouble = ({ number, trouble }: { number: string; trouble: TextTrouble }) => {
  const { code, since, count } = trouble;
  return { number, code, since, count, reason: explainTextTrouble(code) };
};

const shownOutage = (outage: Outage): Setup['outages'][number] => {
  const { happened, next } = explainFailure(outage.failure, outage.service);
  return { ...outage, reason: `${happened} ${next}` };
};

async function pauseOf({ paused }: Settings, { trail }: Administration): Promise<Setup['paused']> {
  if (paused === undefined) return undefined;
  const turnedAway = await trail.countTurnedAway(paused.since);
  return { since: paused.since, turnedAway: turnedAway.ok ? turnedAway.value : undefined };
}
