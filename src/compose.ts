import { randomUUID } from 'node:crypto';
import { type CallerMemory, createCallers } from './caller/know-caller';
import type { Texts } from './caller/ports';
import type { StatusWorld } from './caller/tell-status';
import type { TextWorld } from './caller/text-work';
import { fail, type Result, succeed } from './contract/failure';
import type { Settings } from './contract/settings';
import { guardPort, outagesIn } from './intake/outage';
import type { Model, Phone } from './intake/ports';
import { askAbout } from './intake/prompt';
import type { Reconciliation } from './intake/reconcile';
import { wantReconciliation } from './intake/reconcile-when-due';
import type { Intake } from './intake/stage';
import { createMeter, meteredPhone, withUsage } from './intake/usage';
import { waitOf } from './intake/waiting';
import { createAuditStore } from './services/audit-store';
import { createCallBook } from './services/call-book';
import { countCall } from './services/call-counts';
import { loadPepper } from './services/caller-pepper';
import { callerStore } from './services/caller-store';
import { now, pause, random } from './services/clock';
import { desk } from './services/jira';
import { isJiraAdmin, listRequestTypes } from './services/jira-admin';
import { callerDesk } from './services/jira-status';
import { ledger } from './services/ledger-store';
import { log } from './services/log';
import { createModel } from './services/openai';
import { fileAllLater, fileLater, reconcileLater } from './services/queue';
import { reconcileBook } from './services/reconcile-store';
import { vault } from './services/settings-store';
import { claimChange, loadCallOf, noteRequestOf, releaseChange } from './services/status-store';
import { createTextNotes, listTextTroubles, textTroubles } from './services/text-store';
import { createTroubleStore } from './services/trouble-store';
import { createPhone } from './services/twilio';
import { createTexts } from './services/twilio-texts';
import { openAiAccess, type TwilioSecretPart, twilioAccess } from './settings/accounts';

/*
 * The composition root: the only place that builds services and hands them to the rooms. One function a front door, so
 * that the bundler leaves out of each what it doesn't use.
 */

export const memoryOf = (): CallerMemory => ({
  book: callerStore,
  loadPepper,
  noteRequestOf,
  countCall,
  desk: callerDesk,
  troubles: textTroubles,
  audit: createAuditStore(now, log).note,
  now,
});

/** For the queue: all that a call needs to become a request, and the provider's records to be looked through. */
export const composeJobs = () => ({ log, loadIntake, loadReconciliation, loadTextWorld, loadStatusWorld });

async function loadStatusWorld(): Promise<Result<StatusWorld>> {
  const [settings, twilio, phoneUrl] = await Promise.all([
    vault.loadSettings(),
    vault.loadTwilioSecret(),
    vault.loadPhoneUrl(),
  ]);
  if (!settings.ok) return settings;
  if (!twilio.ok) return twilio;
  const meter = createMeter();
  const calls = withUsage(createCallBook(now, waitOf, log, settings.value.retention.callDays), meter);
  const memory = memoryOf();
  const texts = textsOf(settings.value, twilio.value, phoneUrl.ok ? phoneUrl.value : undefined);
  let found: string | undefined;
  return succeed({
    async findCall(issueKey) {
      const callId = await loadCallOf(issueKey);
      found = callId.ok ? callId.value : undefined;
      if (!callId.ok || callId.value === undefined) return callId.ok ? succeed(undefined) : callId;
      return calls.update(callId.value, (call) => call);
    },
    mayText: createCallers(memory).mayText,
    texts: {
      async sendText(text) {
        const sent = await texts.sendText(text);
        if (sent.ok) meter.addText(text.body);
        if (found !== undefined) await calls.update(found, (call) => call);
        return sent;
      },
    },
    claim: claimChange,
    release: releaseChange,
    settings: settings.value,
    audit: memory.audit,
  });
}

async function loadTextWorld(): Promise<Result<TextWorld>> {
  const [settings, twilio, pepper, phoneUrl] = await Promise.all([
    vault.loadSettings(),
    vault.loadTwilioSecret(),
    loadPepper(),
    vault.loadPhoneUrl(),
  ]);
  if (!settings.ok) return settings;
  if (!twilio.ok) return twilio;
  if (!pepper.ok) return pepper;
  return succeed({
    texts: textsOf(settings.value, twilio.value, phoneUrl.ok ? phoneUrl.value : undefined),
    desk: callerDesk,
    callers: callerStore,
    notes: createTextNotes(now),
    settings: settings.value,
    pepper: pepper.value,
    now,
    audit: createAuditStore(now, log).note,
    log,
  });
}

async function loadReconciliation(): Promise<Result<Reconciliation>> {
  const book = createTroubleStore(log);
  const [settings, twilio, troubles] = await Promise.all([
    vault.loadSettings(),
    vault.loadTwilioSecret(),
    book.load(),
  ]);
  if (!settings.ok) return settings;
  if (!twilio.ok) return twilio;
  const known = { troubles: troubles.ok ? troubles.value : {}, book, now, random, onRecovery: reconcileSoon };
  return succeed({
    reconciliation: reconcileBook,
    calls: createCallBook(now, waitOf, log),
    phone: guardPort(phoneOf(settings.value, twilio.value), { service: 'twilio', ...known }),
    fileLater,
    settings: settings.value,
    audit: createAuditStore(now, log).note,
    now,
    random,
    log,
  });
}

/** What is known already is not read again. */
interface Given {
  settings: Settings;
  twilio: TwilioSecretPart | undefined;
  phoneUrl: string | undefined;
}

export async function loadIntake(given?: Given, meter = createMeter()): Promise<Result<Intake>> {
  const book = createTroubleStore(log);
  const [settings, twilio, phoneUrl, openai, troubles] = await Promise.all([
    given === undefined ? vault.loadSettings() : succeed(given.settings),
    given === undefined ? vault.loadTwilioSecret() : succeed(given.twilio),
    given === undefined ? vault.loadPhoneUrl() : succeed(given.phoneUrl),
    vault.loadOpenAiSecret(),
    book.load(),
  ]);
  if (!settings.ok) return settings;
  if (!twilio.ok) return twilio;
  if (!openai.ok) return openai;
  const access = openAiAccess(settings.value, openai.value);
  const phone = phoneOf(settings.value, twilio.value, phoneUrl.ok ? phoneUrl.value : undefined);
  const model =
    access === undefined
      ? missingModel
      : createModel({ ...settings.value.openai, ...access }, askAbout, meter.addModel);
  // Not knowing of any trouble only means to ask.
  const known = { troubles: troubles.ok ? troubles.value : {}, book, now, random, onRecovery: reconcileSoon };
  return succeed({
    calls: withUsage(createCallBook(now, waitOf, log, settings.value.retention.callDays), meter),
    desk: guardPort(desk, { service: 'jira', ...known }),
    phone: guardPort(meteredPhone(phone, meter), { service: 'twilio', ...known }),
    callers: createCallers(memoryOf()),
    model: guardPort(model, { service: 'openai', ...known }),
    settings: settings.value,
    worker: randomUUID(),
    now,
    random,
    pause,
    audit: createAuditStore(now, log, settings.value.retention.auditDays).note,
    log,
  });
}

/** What was out may have kept more from us than we know. */
export const reconcileSoon = (): Promise<void> =>
  wantReconciliation({ reconciliation: reconcileBook, reconcileLater, now, log });

/** For the sweep: what it looks for, and where it sends it. */
export const composeSweep = () => ({
  calls: createCallBook(now, waitOf, log),
  troubles: createTroubleStore(log),
  reconciliation: reconcileBook,
  reconcileLater,
  loadSettings: vault.loadSettings,
  fileAllLater,
  audit: createAuditStore(now, log).note,
  now,
  log,
});

/** For the admin page. */
export const composeAdmin = () => ({
  ...vault,
  calls: createCallBook(now, waitOf, log),
  ledger,
  listFields: desk.listFields,
  trail: createAuditStore(now, log),
  fileLater,
  loadReconciliation: reconcileBook.load,
  listTextTroubles,
  ...outagesIn(createTroubleStore(log), now),
  isJiraAdmin,
  listRequestTypes,
  now,
  log,
});

/** For installing, upgrading and uninstalling. */
export const composeLifecycle = () => ({
  refreshPhoneUrl: vault.refreshPhoneUrl,
  forgetEverything: vault.forgetEverything,
  log,
});

type Secret = TwilioSecretPart | undefined;

export function phoneOf(settings: Settings, secret: Secret, phoneUrl?: string): Phone {
  const access = twilioAccess(settings, secret);
  return access === undefined ? missingPhone : createPhone(access, textStatusUrl(phoneUrl));
}

export function textsOf(settings: Settings, secret: Secret, phoneUrl?: string): Texts {
  const access = twilioAccess(settings, secret);
  return access === undefined
    ? { fetchText: noTwilio, sendText: noTwilio }
    : createTexts(access, textStatusUrl(phoneUrl));
}

const textStatusUrl = (phoneUrl: string | undefined): string | undefined =>
  phoneUrl && `${phoneUrl}/text-status`;

// Without credentials a call is still filed, with what is known of it.
const noTwilio = async (): Promise<Result<never>> =>
  fail({ kind: 'not-configured', service: 'twilio', detail: 'Enter the Twilio account on the admin page.' });
const missingPhone: Phone = {
  fetchRecording: noTwilio,
  deleteRecording: noTwilio,
  sendText: noTwilio,
  wasTextSent: noTwilio,
  listCalls: noTwilio,
  listRecordings: noTwilio,
};
const noOpenAi = async (): Promise<Result<never>> =>
  fail({ kind: 'not-configured', service: 'openai', detail: 'Enter the OpenAI key on the admin page.' });
const missingModel: Model = { transcribe: noOpenAi, understand: noOpenAi };
