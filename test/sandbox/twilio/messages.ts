import { isValidPhoneNumber } from 'libphonenumber-js';
import { describePlace } from './call-parameters';
import type { HttpMethod, MessageRecord } from './records';
import { countSegments } from './segments';
import type { Exchange } from './session';
import type { WebhookParams } from './signature';

export interface OutgoingText {
  from: string;
  to: string;
  body: string;
  statusCallback?: string | undefined;
  direction?: 'outbound-api' | 'outbound-reply';
}

/** Why Twilio takes a text not at all. */
export interface TextRefusal {
  code: number;
  message: string;
}

const LONGEST_BODY = 1600;
/** Why a text is not delivered: the sender isn't registered for texts to the US, or nobody reads texts there. */
const UNDELIVERED = { unregistered: 30034, landline: 30006 } as const;

/** Why this text can't be sent, in the words of Twilio's REST errors; undefined when it can. */
export function refuseText(exchange: Exchange, text: OutgoingText): TextRefusal | undefined {
  const { account } = exchange;
  if (text.to === '') return { code: 21604, message: "A 'To' phone number is required." };
  if (text.from === '') return { code: 21603, message: "A 'From' phone number is required." };
  if (text.body === '') return { code: 21602, message: 'Message body is required.' };
  if (text.body.length > LONGEST_BODY) {
    return { code: 21617, message: 'The concatenated message body exceeds the 1600 character limit.' };
  }
  if (!isValidPhoneNumber(text.to)) {
    return { code: 21211, message: `Invalid 'To' Phone Number: ${text.to.slice(0, -4)}XXXX` };
  }
  if (account.settings().invalidMobiles.includes(text.to)) {
    return { code: 21614, message: `'To' number is not a valid mobile number: ${text.to}` };
  }
  if (!/^\+[1-9]\d{6,14}$/.test(text.from)) {
    return { code: 21212, message: `Invalid 'From' Phone Number: ${text.from}` };
  }
  if (!account.findNumber(text.from)?.smsCapable) {
    return {
      code: 21606,
      message: `The 'From' phone number provided (${text.from}) is not a valid message-capable Twilio phone number for this destination.`,
    };
  }
  if (text.from === text.to) {
    return { code: 21266, message: `'To' and 'From' number cannot be the same: ${text.to}` };
  }
  if (account.optOuts.get(makeOptOutKey(text.from, text.to))) {
    return { code: 21610, message: 'Attempt to send to unsubscribed recipient' };
  }
  if (text.statusCallback && !/^https?:$/.test(URL.parse(text.statusCallback)?.protocol ?? '')) {
    return { code: 21609, message: `The 'StatusCallback' URL ${text.statusCallback} is not a valid URL.` };
  }
  return undefined;
}

/** Takes a text that was not refused; its statuses follow on the clock. */
export function sendText(exchange: Exchange, text: OutgoingText): MessageRecord {
  const now = exchange.context.clock.now();
  const message: MessageRecord = {
    sid: exchange.account.makeSid('SM'),
    direction: text.direction ?? 'outbound-api',
    from: text.from,
    to: text.to,
    body: text.body,
    status: 'queued',
    segments: countSegments(text.body),
    createdAt: now,
    updatedAt: now,
    ...(text.statusCallback && { statusCallback: text.statusCallback }),
  };
  exchange.account.messages.put(message.sid, message);
  logText(exchange, message, 'text-queued', `Text to ${text.to}: ${text.body}`);
  advanceText(exchange, message.sid);
  return message;
}

/** Moves a text on to its next status, now and again until its last. */
export function advanceText(exchange: Exchange, sid: string): void {
  exchange.context.clock.after(exchange.latency.messageStep, () => {
    const message = exchange.account.messages.get(sid);
    const next = message && findNext(exchange, message);
    if (message === undefined || next === undefined) return;
    const now = exchange.context.clock.now();
    const { status } = next;
    const changed: MessageRecord = {
      ...message,
      ...next,
      updatedAt: now,
      ...(status === 'sent' && { sentAt: now }),
    };
    exchange.account.messages.put(sid, changed);
    logText(exchange, changed, `text-${status}`, `Text to ${changed.to} is ${status}`);
    void reportText(exchange, changed);
    advanceText(exchange, sid);
  });
}

function findNext(
  { account }: Exchange,
  { status, from, to }: MessageRecord,
): Pick<MessageRecord, 'status' | 'errorCode'> | undefined {
  if (status === 'queued') return { status: 'sent' };
  if (status !== 'sent') return undefined;
  const { unregisteredNumbers, landlines } = account.settings();
  if (to.startsWith('+1') && unregisteredNumbers.includes(from)) {
    return { status: 'undelivered', errorCode: UNDELIVERED.unregistered };
  }
  if (landlines.includes(to)) return { status: 'undelivered', errorCode: UNDELIVERED.landline };
  return { status: 'delivered' };
}

/** https://www.twilio.com/docs/messaging/guides/track-outbound-message-status */
async function reportText(exchange: Exchange, message: MessageRecord): Promise<void> {
  if (message.statusCallback === undefined) return;
  await exchange.send({
    url: message.statusCallback,
    method: 'POST',
    purpose: `text ${message.status}`,
    params: {
      ...describeText(exchange, message),
      MessageStatus: message.status,
      SmsStatus: message.status,
      ...(message.errorCode !== undefined && { ErrorCode: String(message.errorCode) }),
    },
  });
}

const describeText = (exchange: Exchange, message: MessageRecord): WebhookParams => ({
  AccountSid: exchange.account.credentials.accountSid,
  ApiVersion: '2010-04-01',
  From: message.from,
  To: message.to,
  MessageSid: message.sid,
  SmsSid: message.sid,
});

/** What a number's SMS webhook is told. https://www.twilio.com/docs/messaging/guides/webhook-request */
export const describeIncomingText = (exchange: Exchange, message: MessageRecord): WebhookParams => ({
  ...describeText(exchange, message),
  SmsMessageSid: message.sid,
  SmsStatus: 'received',
  Body: message.body,
  NumMedia: '0',
  NumSegments: String(message.segments),
  ...describePlace('From', message.from),
  ...describePlace('To', message.to),
});

export const makeOptOutKey = (own: string, person: string): string => `${own} ${person}`;

function logText(exchange: Exchange, message: MessageRecord, kind: string, title: string): void {
  exchange.context.log.add({ source: 'twilio', kind, title, detail: message });
}

export interface TextTarget {
  url: string;
  method: HttpMethod;
  params: WebhookParams;
}
