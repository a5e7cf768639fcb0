import type { CallBook } from '../call/call-book';
import type { FileLater } from '../call/converse';
import type {
  Answer,
  Outage,
  RemoveLine,
  SaveBlocked,
  SaveLine,
  SaveOpenAi,
  SaveTwilio,
  Setup,
} from '../contract/admin';
import type { TextTrouble } from '../contract/caller';
import type { Result, Service } from '../contract/failure';
import { Line, nameUnread, Settings, unreadNumbers } from '../contract/settings';
import { notComparedSince, type ReconcileState } from '../intake/reconcile-when-due';
import type { AuditTrail } from '../privacy/audit';
import { explain, explainFailure, explainTextTrouble } from './explain';

export interface SecretFacts {
  endsWith: string;
  savedAt: number;
  savedBy: string;
}

interface TwilioSecret extends SecretFacts {
  authToken: string;
  /** The one before, which verifies webhooks too. */
  previousAuthToken?: string | undefined;
}

/** Where an admin's choices are kept. */
export interface Vault {
  loadSettings(): Promise<Result<Settings>>;
  saveSettings(settings: Settings): Promise<Result<void>>;
  loadTwilioSecret(): Promise<Result<TwilioSecret | undefined>>;
  saveTwilioSecret(secret: TwilioSecret): Promise<Result<void>>;
  loadOpenAiSecret(): Promise<Result<SecretFacts | undefined>>;
  saveOpenAiSecret(secret: SecretFacts & { apiKey: string }): Promise<Result<void>>;
  loadPhoneUrl(): Promise<Result<string>>;
}

export interface Administration extends Vault {
  calls: CallBook;
  fileLater: FileLater;
  trail: AuditTrail;
  loadReconciliation(): Promise<Result<ReconcileState>>;
  listTextTroubles(): Promise<Result<{ number: string; trouble: TextTrouble }[]>>;
  listOutages(): Promise<Result<Outage[]>>;
  /** Lets the next request to that service through again. */
  forgetOutage(service: Service): Promise<Result<void>>;
  now: () => number;
  /** Who is asking. */
  accountId: string;
  licensed: boolean | undefined;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** The state of the set-up, with no secret in it. */
export async function readSetup(admin: Administration): Promise<Answer<Setup>> {
  const [settings, twilio, openai, phoneUrl, parked, outages, reconciliation, troubles] = await Promise.all([
    admin.loadSettings(),
    admin.loadTwilioSecret(),
    admin.loadOpenAiSecret(),
    admin.loadPhoneUrl(),
    admin.calls.count('parked'),
    admin.listOutages(),
    admin.loadReconciliation(),
    admin.listTextTroubles(),
  ]);
  if (!settings.ok) return explain(settings.failure);
  if (!twilio.ok) return explain(twilio.failure);
  if (!openai.ok) return explain(openai.failure);
  const shown = (facts: SecretFacts) => ({
    endsWith: facts.endsWith,
    ageDays: Math.max(0, Math.floor((admin.now() - facts.savedAt) / DAY_MS)),
  });
  const { accountSid } = settings.value.twilio ?? {};
  return {
    ok: true,
    value: {
      licensed: admin.licensed,
      twilio:
        accountSid === undefined || twilio.value === undefined
          ? undefined
          : { accountSid, token: shown(twilio.value) },
      openai: {
        ...settings.value.openai,
        key: openai.value === undefined ? undefined : shown(openai.value),
      },
      lines: settings.value.lines,
      unreadLines: unreadNumbers(settings.value),
      webhooks: phoneUrl.ok ? webhooksAt(phoneUrl.value) : undefined,
      blocked: settings.value.blocked,
      textTroubles: troubles.ok ? troubles.value.map(shownTrouble) : [],
      parkedCalls: parked.ok ? parked.value : 0,
      paused: await pauseOf(settings.value, admin),
      outages: outages.ok ? outages.value.map(shownOutage) : [],
      notComparedSince: reconciliation.ok
        ? notComparedSince(reconciliation.value, settings.value, admin.now())
        : undefined,
    },
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

export async function saveTwilio(payload: SaveTwilio, admin: Administration): Promise<Answer<Setup>> {
  const before = await admin.loadTwilioSecret();
  if (!before.ok) return explain(before.failure);
  const { authToken } = payload;
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
    twilio: { accountSid: payload.accountSid },
  }));
  return afterCredentials('twilio', saved, admin);
}

export async function saveOpenAi(payload: SaveOpenAi, admin: Administration): Promise<Answer<Setup>> {
  const { apiKey, transcriptionModel, understandingModel } = payload;
  const kept = await admin.saveOpenAiSecret({ apiKey, ...factsOf(apiKey, admin) });
  if (!kept.ok) return explain(kept.failure);
  const saved = await changeSettings(admin, ({ openai, ...settings }) => ({
    ...settings,
    openai: {
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

/** Adds a line, or replaces the one with the same id or number. */
export const saveLine = (payload: SaveLine, admin: Administration): Promise<Answer<Setup>> => {
  const line = Line.parse({ id: payload.number.replace(/\D/g, ''), ...payload });
  return changeSettings(admin, (settings) => {
    const others = settings.lines.filter(({ id, number }) => id !== line.id && number !== line.number);
    const unread = settings.unread?.filter((other) => {
      const { id, number } = nameUnread(other);
      return id !== line.id && number !== line.number;
    });
    return { ...settings, lines: [...others, line], ...(unread && { unread }) };
  });
};

export const removeLine = ({ id }: RemoveLine, admin: Administration): Promise<Answer<Setup>> =>
  changeSettings(admin, (settings) => ({
    ...settings,
    lines: settings.lines.filter((line) => line.id !== id),
  }));

export const saveBlocked = ({ blocked }: SaveBlocked, admin: Administration): Promise<Answer<Setup>> =>
  changeSettings(admin, (settings) => ({ ...settings, blocked: [...new Set(blocked)] }));

/** Reads, changes and stores the settings; the set-up as it is then. */
export async function changeSettings(
  admin: Administration,
  change: (settings: Settings) => Settings,
): Promise<Answer<Setup>> {
  const settings = await admin.loadSettings();
  if (!settings.ok) return explain(settings.failure);
  const changed = Settings.safeParse(change(settings.value));
  // What was entered has been checked; what is left is about the whole, such as the number of lines.
  if (!changed.success)
    return {
      ok: false,
      error: { message: changed.error.issues[0]?.message ?? 'These settings do not fit.' },
    };
  const saved = await admin.saveSettings(changed.data);
  return saved.ok ? readSetup(admin) : explain(saved.failure);
}

const factsOf = (secret: string, { accountId, now }: Administration): SecretFacts => ({
  endsWith: secret.slice(-4),
  savedAt: now(),
  savedBy: accountId,
});
