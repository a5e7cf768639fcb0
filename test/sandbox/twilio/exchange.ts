import { isValidPhoneNumber } from 'libphonenumber-js';
import type { Instructions } from './execute';
import { type PhoneOptions, type RunningCall, type StatusCallback, startCall } from './phone';
import type { CallRecord, CallStatus, HttpMethod, NumberRecord } from './records';
import type { Exchange } from './session';

/** Somebody calls one of the account's numbers. */
export interface IncomingCall extends Partial<PhoneOptions> {
  /** E.164, or what a carrier sends instead (`anonymous`). */
  from: string;
  to: string;
}

/** A call that the application makes through the REST API. */
export interface OutgoingCall {
  from: NumberRecord;
  to: string;
  instructions: Instructions;
  fallback: { url: string; method: HttpMethod };
  statusCallback: StatusCallback | undefined;
  /** Seconds before it counts as not answered. */
  timeout: number;
}

/** The calls that run, by SID; a call that has ended stays until the sandbox does, for its events. */
export interface Switchboard {
  placeCall(incoming: IncomingCall): RunningCall;
  makeCall(outgoing: OutgoingCall): RunningCall;
  find(sid: string): RunningCall | undefined;
}

/** Ended calls whose events can still be looked at. */
const KEPT_CALLS = 200;

export function createSwitchboard(exchange: Exchange, usual: PhoneOptions): Switchboard {
  const calls = new Map<string, RunningCall>();
  const keep = (call: RunningCall): RunningCall => {
    calls.set(call.sid, call);
    void call.ended.then(() => forgetOldest(calls));
    return call;
  };
  return {
    placeCall(incoming) {
      const number = exchange.account.findNumber(incoming.to);
      if (number === undefined) throw new RangeError(`${incoming.to} is not a number of this account`);
      const call = openCall(exchange, 'inbound', incoming.from, incoming.to, number);
      return keep(
        startCall(exchange, {
          call,
          pace: incoming.pace ?? usual.pace,
          idle: incoming.idle ?? usual.idle,
          script: incoming.script,
          instructions: readVoiceUrl(exchange, number, call),
          fallback: { url: number.voiceFallbackUrl, method: number.voiceFallbackMethod },
          statusCallback: {
            url: number.statusCallback,
            method: number.statusCallbackMethod,
            events: ['completed'],
          },
        }),
      );
    },
    makeCall({ from, to, instructions, fallback, statusCallback, timeout }) {
      const call = openCall(exchange, 'outbound-api', from.phoneNumber, to, from);
      return keep(
        startCall(exchange, {
          call,
          pace: usual.pace,
          // Nobody holds the other phone unless somebody takes it up in a script.
          idle: 'silent',
          instructions,
          fallback,
          statusCallback,
          ring: () => ringCallee(exchange, to, timeout),
        }),
      );
    },
    find: (sid) => calls.get(sid),
  };
}

function openCall(
  exchange: Exchange,
  direction: CallRecord['direction'],
  from: string,
  to: string,
  number: NumberRecord,
): CallRecord {
  const now = exchange.context.clock.now();
  return {
    sid: exchange.account.makeSid('CA'),
    direction,
    from,
    to,
    status: direction === 'inbound' ? 'ringing' : 'queued',
    createdAt: now,
    updatedAt: now,
    phoneNumberSid: number.sid,
  };
}

/** A number that belongs to an application or a trunk ignores its own voice URL: a trap when numbers are connected. */
function readVoiceUrl(exchange: Exchange, number: NumberRecord, call: CallRecord): Instructions {
  const other = number.voiceApplicationSid ?? number.trunkSid;
  if (other !== null || number.voiceUrl === '') {
    exchange.account.raiseAlert({
      code: 0,
      level: 'error',
      message:
        other === null
          ? `${number.phoneNumber} has no voice URL`
          : `${number.phoneNumber} ignores its voice URL: it is connected to ${other}`,
      resourceSid: call.sid,
    });
    // What callers of such a number hear at Twilio is a recorded apology too.
    return { kind: 'given', twiml: '<Response><Say>This number is not configured.</Say></Response>' };
  }
  const target = { url: number.voiceUrl, method: number.voiceMethod, params: {}, purpose: 'call' };
  return { kind: 'fetch', target };
}

async function ringCallee(exchange: Exchange, to: string, timeout: number): Promise<CallStatus | undefined> {
  const { outcome } = isValidPhoneNumber(to) ? exchange.callee(to) : { outcome: 'failed' as const };
  const ms =
    outcome === 'no-answer' ? Math.min(timeout * 1000, exchange.latency.ring * 5) : exchange.latency.ring;
  await new Promise<void>((resolve) => {
    exchange.context.clock.after(ms, resolve);
  });
  return outcome === 'answered' || outcome === 'hangs-up' ? undefined : outcome;
}

function forgetOldest(calls: Map<string, RunningCall>): void {
  for (const [sid, call] of calls) {
    if (calls.size <= KEPT_CALLS) return;
    if (call.events.at(-1)?.kind === 'ended') calls.delete(sid);
  }
}
