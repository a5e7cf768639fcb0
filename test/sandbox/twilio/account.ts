import type { Collection } from '../documents';
import type { StandInContext } from '../stand-in';
import { type CredentialBox, openCredentials, type TwilioCredentials } from './credentials';
import type { AlertRecord, CallRecord, MessageRecord, NumberRecord, RecordingRecord } from './records';
import type { Region } from './regions';

/** A messaging service, with what US carriers know of it. */
export interface MessagingService {
  sid: string;
  friendlyName: string;
  /** E.164: the service's senders. */
  numbers: string[];
  inboundRequestUrl: string | null;
  /** Whether a text goes where its number says, not where the service says. */
  useInboundWebhookOnNumber: boolean;
  /** The state of its A2P 10DLC campaign; null without one. */
  campaignStatus: string | null;
}

/** What a person would set in Twilio's console. */
export interface AccountSettings {
  status: 'active' | 'suspended' | 'closed';
  type: 'Full' | 'Trial';
  /** Where calls to the account's numbers are handled, and so whose token signs their webhooks. */
  region: Region;
  messagingServices: MessagingService[];
  /** Of toll-free numbers of the account. */
  tollfreeVerifications: {
    number: string;
    status: 'PENDING_REVIEW' | 'IN_REVIEW' | 'TWILIO_APPROVED' | 'TWILIO_REJECTED';
  }[];
  /** "Enforce HTTP Auth on Media URLs"; off in a new account at Twilio, on here. */
  mediaAuth: boolean;
  /** Own numbers that aren't registered for texts to the US (error 30034). */
  unregisteredNumbers: string[];
  /** Numbers to which a text is taken and never delivered (30006). */
  landlines: string[];
  /** Numbers to which no text is taken (21614). */
  invalidMobiles: string[];
  /** Twilio's own handling of STOP, START and HELP; its support can switch it off for an account. */
  ownOptOut: boolean;
  /** Advanced Opt-Out: a webhook tells which keyword Twilio has handled. */
  advancedOptOut: boolean;
}

/** The account as the stand-in's parts see it: everything that lasts, and the ids. */
export interface Account extends CredentialBox {
  calls: Collection<CallRecord>;
  recordings: Collection<RecordingRecord>;
  messages: Collection<MessageRecord>;
  numbers: Collection<NumberRecord>;
  alerts: Collection<AlertRecord>;
  optOuts: Collection<{ from: string; to: string }>;
  settings(): AccountSettings;
  changeSettings(change: Partial<AccountSettings>): AccountSettings;
  /** A new id: two letters and 32 hexadecimal digits. */
  makeSid(prefix: string): string;
  findNumber(phoneNumber: string): NumberRecord | undefined;
  /** Writes to Twilio's debugger and to the sandbox's log. */
  raiseAlert(alert: Omit<AlertRecord, 'id' | 'at'>): void;
}

export interface AccountOptions {
  credentials?: Partial<TwilioCredentials>;
  /** The account's own numbers when it is new. E.164. */
  numbers?: { phoneNumber: string; friendlyName: string; smsCapable?: boolean }[];
}

const SEEDED_NUMBERS = [
  { phoneNumber: '+14155550100', friendlyName: 'Support (English)' },
  { phoneNumber: '+493055500100', friendlyName: 'Support (Deutsch)' },
  { phoneNumber: '+34915550100', friendlyName: 'Soporte (Español)' },
];
/** Its number in the US is registered, as that of somebody who has done their homework. */
const REGISTERED: MessagingService = {
  sid: `MG${'5'.repeat(32)}`,
  friendlyName: 'Support texts',
  numbers: ['+14155550100'],
  inboundRequestUrl: null,
  useInboundWebhookOnNumber: true,
  campaignStatus: 'VERIFIED',
};
const NEW_SETTINGS: AccountSettings = {
  status: 'active',
  type: 'Full',
  region: 'us1',
  messagingServices: [REGISTERED],
  tollfreeVerifications: [],
  mediaAuth: true,
  unregisteredNumbers: [],
  landlines: [],
  invalidMobiles: [],
  ownOptOut: true,
  advancedOptOut: false,
};

/** Opens the account that the documents hold, or makes a new one. */
export function openAccount(context: StandInContext, options: AccountOptions): Account {
  const { documents, clock, log } = context;
  const makeSid = (prefix: string): string => prefix + makeHex(context.random, 32);
  const settings = documents.collection<AccountSettings>('twilio-settings');
  const numbers = documents.collection<NumberRecord>('twilio-numbers');
  const alerts = documents.collection<AlertRecord>('twilio-alerts');
  const readSettings = (): AccountSettings => ({ ...NEW_SETTINGS, ...settings.get('account') });

  const account: Account = {
    ...openCredentials(context, options, makeSid, () => readSettings().region),
    calls: documents.collection('twilio-calls'),
    recordings: documents.collection('twilio-recordings'),
    messages: documents.collection('twilio-messages'),
    numbers,
    alerts,
    optOuts: documents.collection('twilio-opt-outs'),
    settings: readSettings,
    changeSettings(change) {
      settings.put('account', { ...readSettings(), ...change });
      account.refreshCredentials();
      return readSettings();
    },
    makeSid,
    findNumber: (phoneNumber) => numbers.list().find((number) => number.phoneNumber === phoneNumber),
    raiseAlert(alert) {
      const id = makeSid('NO');
      alerts.put(id, { ...alert, id, at: clock.now() });
      log.add({
        source: 'twilio',
        kind: `${alert.level}-raised`,
        title: `${alert.level} ${alert.code || 'of the sandbox'}: ${alert.message}`,
        detail: alert,
        ...(alert.resourceSid?.startsWith('CA') && { callSid: alert.resourceSid }),
      });
    },
  };
  if (numbers.list().length === 0) {
    for (const seed of options.numbers ?? SEEDED_NUMBERS) addNumber(account, seed, clock.now());
  }
  return account;
}

function addNumber(
  account: Account,
  seed: { phoneNumber: string; friendlyName: string; smsCapable?: boolean },
  now: number,
): void {
  const sid = account.makeSid('PN');
  account.numbers.put(sid, {
    sid,
    phoneNumber: seed.phoneNumber,
    friendlyName: seed.friendlyName,
    smsCapable: seed.smsCapable ?? true,
    createdAt: now,
    updatedAt: now,
    voiceUrl: '',
    voiceMethod: 'POST',
    voiceFallbackUrl: '',
    voiceFallbackMethod: 'POST',
    voiceCallerIdLookup: false,
    voiceApplicationSid: null,
    trunkSid: null,
    statusCallback: '',
    statusCallbackMethod: 'POST',
    smsUrl: '',
    smsMethod: 'POST',
    smsFallbackUrl: '',
    smsFallbackMethod: 'POST',
    smsApplicationSid: null,
  });
}

const makeHex = (random: () => number, length: number): string =>
  Array.from({ length }, () => Math.floor(random() * 16).toString(16)).join('');
