import type { Hono } from 'hono';
import type { StandIn, StandInContext } from '../stand-in';
import { type Account, type AccountOptions, openAccount } from './account';
import { createCallees } from './callees';
import { createControl } from './control';
import type { TwilioCredentials } from './credentials';
import { createSwitchboard, type IncomingCall } from './exchange';
import { createFaultBox, type Faults } from './faults';
import { type IncomingText, receiveText } from './incoming-texts';
import { advanceText } from './messages';
import type { PhoneCall, PhoneOptions } from './phone';
import type { MessageRecord, NumberRecord } from './records';
import { isApiHost } from './regions';
import { createRestApi } from './rest';
import type { Callee, Exchange, Latency } from './session';
import { createWebhookSender, type Deliver } from './webhooks';

export type { TwilioCredentials } from './credentials';
export type { PhoneEvent } from './events';
export type { IncomingCall } from './exchange';
export type { Faults } from './faults';
export type { IncomingText } from './incoming-texts';
export type { PhoneCall, ScriptStep } from './phone';
export type { MessageRecord, NumberRecord } from './records';
export type { Callee, Latency } from './session';
export type { Deliver } from './webhooks';

export interface TwilioOptions extends AccountOptions {
  /** Brings a webhook to the application. Rejects when no connection comes about. */
  deliver: Deliver;
  /** How fast calls run: 0 at once (the default, for tests), 1 as in life (for a person at the page). */
  pace?: number;
  /** At pace 0, what a caller does who has no more to do. By default: waits, or is silent when there was a script. */
  idle?: PhoneOptions['idle'];
  /** Whether a mistake in TwiML that Twilio only warns of (12200) fails the call. True by default. */
  strict?: boolean;
  latency?: Partial<Latency>;
  /** How people behave whom the line calls. By default they answer, press 1 when asked, and talk for half a minute. */
  callee?: (to: string) => Callee;
  /** Whether `deliver` leads anywhere for this URL, so that a clip can be fetched from it. By default for none. */
  serves?: (url: string) => boolean;
}

export interface TwilioStandIn extends StandIn {
  /** Those of the region that calls are handled in; follows what is changed. */
  readonly credentials: Readonly<TwilioCredentials>;
  credentialsOf: Account['credentialsOf'];
  addSecondaryToken: Account['addSecondaryToken'];
  promoteToken: Account['promoteToken'];
  replaceToken: Account['replaceToken'];
  /**
   * Somebody calls one of the account's numbers.
   * @throws RangeError when `to` isn't the account's.
   */
  placeCall(incoming: IncomingCall): PhoneCall;
  findCall(sid: string): PhoneCall | undefined;
  /** Somebody texts one of the account's numbers; resolves when the application has answered. */
  receiveText(text: IncomingText): Promise<MessageRecord>;
  /** All texts in and out, oldest first. */
  listMessages(): MessageRecord[];
  listNumbers(): NumberRecord[];
  /** What an admin would set in Twilio's console for a number. @throws RangeError when it isn't the account's. */
  configureNumber(phoneNumber: string, change: NumberSettings): NumberRecord;
  /** How somebody behaves from now on when the line calls them. */
  setCallee(number: string, callee: Callee): void;
  setFaults(faults: Faults): void;
  changeSettings: Account['changeSettings'];
}

export type NumberSettings = Partial<Omit<NumberRecord, 'sid' | 'phoneNumber' | 'createdAt' | 'updatedAt'>>;

// "completed" says that the recording can be fetched, so its media are there first.
const LATENCY: Latency = { ring: 2000, recordingCallback: 1000, media: 800, messageStep: 600 };

/**
 * Twilio on this machine: answers its REST API, carries out TwiML, signs and sends webhooks, and gives a telephone
 * to whoever wants to call. Not a carrier: nobody outside hears anything, and it understands only captions.
 */
export function createTwilio(context: StandInContext, options: TwilioOptions): TwilioStandIn {
  const account = openAccount(context, options);
  const faults = createFaultBox();
  const callees = createCallees(options.callee);
  // Twilio plays its own recordings as it plays any clip.
  const deliver: Deliver = (request, signal) =>
    isOwnApi(request.url) ? serveApi(request) : options.deliver(request, signal);
  const exchange: Exchange = {
    context,
    account,
    faults,
    send: createWebhookSender(context, account, faults, deliver),
    latency: { ...LATENCY, ...options.latency },
    callee: callees.of,
    serves: (url) => isOwnApi(url) || (options.serves?.(url) ?? false),
    strict: options.strict ?? true,
  };
  settleLeftovers(exchange);
  const switchboard = createSwitchboard(exchange, { pace: options.pace ?? 0, idle: options.idle });
  const serveApi = createRestApi(exchange, switchboard);
  const standIn: Omit<TwilioStandIn, 'control'> = {
    fetch: serveApi,
    credentials: account.credentials,
    credentialsOf: account.credentialsOf,
    addSecondaryToken: account.addSecondaryToken,
    promoteToken: account.promoteToken,
    replaceToken: account.replaceToken,
    placeCall: switchboard.placeCall,
    findCall: switchboard.find,
    receiveText: (text) => receiveText(exchange, text),
    listMessages: account.messages.list,
    listNumbers: account.numbers.list,
    configureNumber(phoneNumber, change) {
      const number = account.findNumber(phoneNumber);
      if (number === undefined) throw new RangeError(`${phoneNumber} is not a number of this account`);
      const changed = { ...number, ...change, updatedAt: context.clock.now() };
      account.numbers.put(number.sid, changed);
      return changed;
    },
    setCallee: callees.set,
    setFaults: faults.set,
    changeSettings: account.changeSettings,
  };
  const control: Hono = createControl(standIn, exchange, switchboard, callees);
  return { ...standIn, control };
}

const isOwnApi = (url: string): boolean => isApiHost(URL.parse(url)?.hostname ?? '');

/** A sandbox that was stopped in the middle of things starts with the things at an end. */
function settleLeftovers({ account, context, ...exchange }: Exchange): void {
  const now = context.clock.now();
  for (const call of account.calls.list()) {
    if (!['queued', 'ringing', 'in-progress'].includes(call.status)) continue;
    account.calls.put(call.sid, { ...call, status: 'completed', endedAt: now, updatedAt: now });
  }
  for (const recording of account.recordings.list()) {
    if (recording.status === 'in-progress') account.recordings.delete(recording.sid);
    if (recording.status !== 'processing') continue;
    account.recordings.put(recording.sid, { ...recording, status: 'completed', updatedAt: now });
  }
  for (const message of account.messages.list()) {
    if (message.status === 'queued' || message.status === 'sent') {
      advanceText({ account, context, ...exchange }, message.sid);
    }
  }
}
