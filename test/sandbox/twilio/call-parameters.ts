import { parsePhoneNumberFromString } from 'libphonenumber-js';
import type { TwilioCredentials } from './credentials';
import type { CallRecord } from './records';
import type { WebhookParams } from './signature';

/** Live it is the carrier's guess; one town per country is enough here. */
const PLACES: Readonly<Record<string, { city: string; state: string; zip: string }>> = {
  US: { city: 'SAN FRANCISCO', state: 'CA', zip: '94105' },
};

/**
 * What every voice webhook carries.
 * https://www.twilio.com/docs/voice/twiml#twilios-request-to-your-application
 */
export function describeCall(credentials: TwilioCredentials, call: CallRecord): WebhookParams {
  const places = { ...describePlace('From', call.from), ...describePlace('To', call.to) };
  return {
    AccountSid: credentials.accountSid,
    ApiVersion: '2010-04-01',
    CallSid: call.sid,
    CallStatus: call.status,
    Direction: call.direction,
    From: call.from,
    To: call.to,
    ...places,
    ...describePlace('Caller', call.from),
    ...describePlace('Called', call.to),
    Caller: call.from,
    Called: call.to,
    ...(call.parentCallSid && { ParentCallSid: call.parentCallSid }),
  };
}

/** `FromCountry`, `FromState`, … are there, if empty, also when nothing is known. */
export function describePlace(prefix: string, phoneNumber: string): WebhookParams {
  const country = parsePhoneNumberFromString(phoneNumber)?.country ?? '';
  const { city, state, zip } = PLACES[country] ?? { city: '', state: '', zip: '' };
  return {
    [`${prefix}Country`]: country,
    [`${prefix}State`]: state,
    [`${prefix}City`]: city,
    [`${prefix}Zip`]: zip,
  };
}
