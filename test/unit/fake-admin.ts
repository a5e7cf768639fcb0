import type { Outage } from '../../src/contract/admin';
import type { AuditEntry } from '../../src/contract/audit';
import type { Call } from '../../src/contract/call';
import type { TextTrouble } from '../../src/contract/caller';
import { type Failure, fail, type Result, type Service, succeed } from '../../src/contract/failure';
import { EMPTY_SETTINGS, Settings } from '../../src/contract/settings';
import type { RequestField } from '../../src/desk/desk';
import { ReconcileState } from '../../src/intake/reconcile-when-due';
import type { AuditTrail } from '../../src/privacy/audit';
import type { Administration, OpenAiSecret, TwilioSecret } from '../../src/settings/administration';
import type { Ledger } from '../../src/settings/ledger';
import { createFakeLedger } from './fake-ledger';
import { createFakeCallBook } from './fake-ports';
import { START } from './fakes';

/** What an admin has to do with, in memory; what is in `broken` fails. */

export const PHONE_URL = 'https://1b2c.webtrigger.atlassian.app/public/abc';

type Ports = Omit<Administration, 'now' | 'accountId' | 'licensed' | 'calls' | 'trail' | 'ledger'> &
  AuditTrail &
  Ledger;
type Broken = Partial<Record<keyof Ports, Failure>>;

type Ask = <T>(method: keyof Broken, act: () => T) => Promise<Result<T>>;

const createTrail = (entries: AuditEntry[], clock: { now: number }, answer: Ask): AuditTrail => ({
  note: async (entry) => void entries.push({ ...entry, at: clock.now }),
  listOfCall: (callId) => answer('listOfCall', () => entries.filter((entry) => entry.callId === callId)),
  listRecent: (limit) =>
    answer('listRecent', () => ({ entries: entries.toReversed().slice(0, limit), cursor: 'more' })),
  countTurnedAway: (since) =>
    answer(
      'countTurnedAway',
      () => entries.filter(({ action, at }) => action === 'turn-away' && at >= since).length,
    ),
});

interface Kept {
  settings: Settings;
  twilio: TwilioSecret | undefined;
  openai: OpenAiSecret | undefined;
  reconciliation: ReconcileState;
}

const keptAtFirst = (): Kept => ({
  settings: EMPTY_SETTINGS,
  twilio: undefined,
  openai: undefined,
  reconciliation: ReconcileState.parse({}),
});

/** @param calls to be found in the call book */
export function createAdmin(broken: Broken = {}, calls: readonly Call[] = []) {
  const kept = keptAtFirst();
  const clock = { now: START };
  const fields: RequestField[] = [];
  const entries: AuditEntry[] = [];
  const outages: Outage[] = [];
  const troubles: { number: string; trouble: TextTrouble }[] = [];
  const queued: [callId: string, delaySeconds: number | undefined][] = [];
  const answer: Ask = (method, act) => {
    const reason = broken[method];
    return Promise.resolve(reason === undefined ? succeed(act()) : fail(reason));
  };
  const book = createFakeCallBook(() => clock.now, calls);
  const { ledger, days } = createFakeLedger(book.list, () => clock.now, answer);
  const admin: Administration = {
    loadSettings: () => answer('loadSettings', () => kept.settings),
    saveSettings: (next) =>
      answer('saveSettings', () => {
        kept.settings = Settings.parse(JSON.parse(JSON.stringify(next)));
      }),
    loadTwilioSecret: () => answer('loadTwilioSecret', () => kept.twilio),
    saveTwilioSecret: (secret) =>
      answer('saveTwilioSecret', () => {
        kept.twilio = secret;
      }),
    forgetTwilioSecret: () =>
      answer('forgetTwilioSecret', () => {
        kept.twilio = undefined;
      }),
    loadOpenAiSecret: () => answer('loadOpenAiSecret', () => kept.openai),
    saveOpenAiSecret: (secret) =>
      answer('saveOpenAiSecret', () => {
        kept.openai = secret;
      }),
    forgetOpenAiSecret: () =>
      answer('forgetOpenAiSecret', () => {
        kept.openai = undefined;
      }),
    loadPhoneUrl: () => answer('loadPhoneUrl', () => PHONE_URL),
    calls: book,
    ledger,
    listFields: () => answer('listFields', () => [...fields]),
    fileLater: (callId, delaySeconds) => answer('fileLater', () => void queued.push([callId, delaySeconds])),
    trail: createTrail(entries, clock, answer),
    loadReconciliation: () => answer('loadReconciliation', () => kept.reconciliation),
    listTextTroubles: () => answer('listTextTroubles', () => [...troubles]),
    listOutages: () => answer('listOutages', () => [...outages]),
    forgetOutage: (service: Service) =>
      answer('forgetOutage', () => {
        const index = outages.findIndex((outage) => outage.service === service);
        if (index >= 0) outages.splice(index, 1);
      }),
    now: () => clock.now,
    accountId: 'admin-1',
    licensed: undefined,
  };
  return {
    admin,
    broken,
    clock,
    book,
    fields,
    days,
    entries,
    outages,
    troubles,
    queued,
    kept,
    stored: () => ({ ...kept }),
  };
}
