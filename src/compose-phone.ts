import type { PhoneLine } from './call/answer-phone';
import type { Conversation } from './call/converse';
import type { TextStatus } from './call/parse-webhook';
import { type Helpers, perform, workInBackground } from './call/perform';
import type { Verifier } from './call/webhook';
import { createCallers, knowCaller } from './caller/know-caller';
import { readRequestStatus } from './caller/request-status';
import { isTelling, takeTextStatus } from './caller/text-status';
import { loadIntake, memoryOf, phoneOf, reconcileSoon, textsOf } from './compose';
import { type Result, succeed } from './contract/failure';
import type { Settings } from './contract/settings';
import { waitOf } from './intake/waiting';
import { workNow } from './intake/work-now';
import { createCallBook } from './services/call-book';
import { loadPepper, unguessable } from './services/caller-pepper';
import { now } from './services/clock';
import { callerDesk } from './services/jira-status';
import { log, logNowAndThen } from './services/log';
import { fileLater, takeTextLater, tellStatusLater } from './services/queue';
import { vault } from './services/settings-store';
import { loadCallOf } from './services/status-store';
import { twilioAccess } from './settings/accounts';
import type { TwilioSecret } from './settings/administration';
import { endRotation } from './settings/end-rotation';

/* The composition root's part for whoever calls, and for what happens to their requests. */

interface PhoneSetup {
  settings: Settings;
  verifier: Verifier;
  twilio: TwilioSecret | undefined;
}

/** For the phone line. What talks to OpenAI and Jira is built only when somebody waits for it. */
export function composePhone() {
  return {
    log,
    logNowAndThen,
    loadSetup: async (): Promise<Result<PhoneSetup>> => {
      const [settings, secret, phoneUrl] = await Promise.all([
        vault.loadSettings(),
        vault.loadTwilioSecret(),
        vault.loadPhoneUrl(),
      ]);
      if (!settings.ok) return settings;
      if (!secret.ok) return secret;
      if (!phoneUrl.ok) return phoneUrl;
      const verifier = {
        phoneUrl: phoneUrl.value,
        accountSid: twilioAccess(settings.value, secret.value)?.accountSid,
        authTokens:
          secret.value === undefined ? [] : [secret.value.authToken, ...secret.value.previousAuthTokens],
      };
      return succeed({ settings: settings.value, verifier, twilio: secret.value });
    },
    endRotation: ({ twilio }: PhoneSetup) => endRotation(twilio?.authToken, vault, log),
    line: (setup: PhoneSetup): PhoneLine => ({
      conversation: conversationOf(setup),
      phoneUrl: setup.verifier.phoneUrl ?? '',
      takeText: async (textId) => (await takeTextLater(textId)).ok,
      noteTextStatus,
      log,
    }),
  };
}

function conversationOf({ settings, twilio, verifier }: PhoneSetup): Conversation {
  const calls = createCallBook(now, waitOf, log, settings.retention.callDays);
  const memory = memoryOf();
  const helpers: Helpers = {
    async workNow(callId, goal, ms) {
      const until = now() + ms;
      const intake = await loadIntake({ settings, twilio, phoneUrl: verifier.phoneUrl });
      if (intake.ok) await workNow(callId, goal, until, intake.value);
    },
    readStatus: (key, timeoutMs) => readRequestStatus(key, callerDesk, timeoutMs),
    texts: async () => textsOf(settings, twilio, verifier.phoneUrl),
    loadPepper,
    unguessable,
    now,
    report: log,
  };
  const callers = createCallers(memory);
  return {
    calls,
    knowCaller: (caller, line) => knowCaller(caller, line, settings, memory),
    loadPepper,
    perform: (effect, call, line) => perform(effect, call, line, helpers),
    workOn: (callId) => workInBackground(callId, helpers),
    endTexts: async (call) => void (await callers.endTexts(call, 'pressed')),
    deleteRecording: async (sid) => void (await phoneOf(settings, twilio).deleteRecording(sid)),
    fileLater,
    reconcileSoon,
    audit: memory.audit,
    settings,
    now,
    report: log,
  };
}

async function noteTextStatus(report: TextStatus): Promise<void> {
  if (!isTelling(report)) return;
  const pepper = await loadPepper();
  if (!pepper.ok) return log({ event: 'text-status-not-kept', failure: pepper.failure.kind });
  const { book: callers, troubles, audit } = memoryOf();
  await takeTextStatus(report, { callers, troubles, pepper: pepper.value, audit, now });
}

/** For what happens to requests in Jira. */
export const composeEvents = () => ({
  async hasCaller(issueKey: string): Promise<Result<boolean>> {
    const callId = await loadCallOf(issueKey);
    return callId.ok ? succeed(callId.value !== undefined) : callId;
  },
  tellStatusLater,
});
