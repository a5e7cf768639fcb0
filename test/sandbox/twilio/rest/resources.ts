import { parsePhoneNumberFromString } from 'libphonenumber-js';
import { toRfc2822 } from '../dates';
import { makeRecordingUrl } from '../recordings';
import type { CallRecord, MessageRecord, NumberRecord, RecordingRecord } from '../records';

/** How the 2010-04-01 API shows each resource. */

const API_VERSION = '2010-04-01';
export const makePath = (accountSid: string, path: string): string =>
  `/${API_VERSION}/Accounts/${accountSid}${path}`;

const date = (at: number | undefined): string | null => (at === undefined ? null : toRfc2822(at));
const formatNational = (number: string): string =>
  parsePhoneNumberFromString(number)?.formatNational() ?? number;

const DELIVERY_ERRORS: Readonly<Record<number, string>> = {
  30006: 'Landline or unreachable carrier',
  30034: 'US A2P 10DLC - Message from an Unregistered Number',
};

export function showCall(accountSid: string, call: CallRecord): Record<string, unknown> {
  const path = makePath(accountSid, `/Calls/${call.sid}`);
  const links = ['events', 'notifications', 'payments', 'recordings', 'siprec', 'streams', 'transcriptions'];
  return {
    sid: call.sid,
    account_sid: accountSid,
    parent_call_sid: call.parentCallSid ?? null,
    phone_number_sid: call.phoneNumberSid ?? null,
    from: call.from,
    from_formatted: formatNational(call.from),
    to: call.to,
    to_formatted: formatNational(call.to),
    status: call.status,
    direction: call.direction,
    date_created: toRfc2822(call.createdAt),
    date_updated: toRfc2822(call.updatedAt),
    start_time: date(call.startedAt ?? call.endedAt),
    end_time: date(call.endedAt),
    duration: call.endedAt === undefined ? null : String(call.seconds ?? 0),
    price: null,
    price_unit: 'USD',
    answered_by: null,
    api_version: API_VERSION,
    forwarded_from: null,
    group_sid: null,
    caller_name: null,
    queue_time: '0',
    trunk_sid: null,
    uri: `${path}.json`,
    subresource_uris: Object.fromEntries(
      links.map((link) => [link, `${path}/${link[0]?.toUpperCase()}${link.slice(1)}.json`]),
    ),
  };
}

export function showRecording(accountSid: string, recording: RecordingRecord): Record<string, unknown> {
  const path = makePath(accountSid, `/Recordings/${recording.sid}`);
  return {
    sid: recording.sid,
    account_sid: accountSid,
    call_sid: recording.callSid,
    conference_sid: null,
    api_version: API_VERSION,
    date_created: toRfc2822(recording.createdAt),
    date_updated: toRfc2822(recording.updatedAt),
    start_time: toRfc2822(recording.startedAt),
    duration: recording.status === 'in-progress' ? '-1' : String(recording.seconds),
    channels: 1,
    source: 'RecordVerb',
    status: recording.status,
    error_code: null,
    price: null,
    price_unit: 'USD',
    encryption_details: null,
    media_url: makeRecordingUrl(accountSid, recording),
    uri: `${path}.json`,
    subresource_uris: {
      add_on_results: `${path}/AddOnResults.json`,
      transcriptions: `${path}/Transcriptions.json`,
    },
  };
}

/** Under a call the same recording has other fields. */
export function showCallRecording(accountSid: string, recording: RecordingRecord): Record<string, unknown> {
  const { media_url: _, subresource_uris: __, ...shown } = showRecording(accountSid, recording);
  const uri = makePath(accountSid, `/Calls/${recording.callSid}/Recordings/${recording.sid}.json`);
  return { ...shown, track: 'both', uri };
}

export function showMessage(accountSid: string, message: MessageRecord): Record<string, unknown> {
  const path = makePath(accountSid, `/Messages/${message.sid}`);
  return {
    sid: message.sid,
    account_sid: accountSid,
    messaging_service_sid: null,
    api_version: API_VERSION,
    from: message.from,
    to: message.to,
    body: message.body,
    num_segments: String(message.segments),
    num_media: '0',
    direction: message.direction,
    status: message.status,
    error_code: message.errorCode ?? null,
    error_message: DELIVERY_ERRORS[message.errorCode ?? 0] ?? null,
    date_created: toRfc2822(message.createdAt),
    date_updated: toRfc2822(message.updatedAt),
    date_sent: date(message.sentAt),
    price: null,
    price_unit: 'USD',
    uri: `${path}.json`,
    subresource_uris: { media: `${path}/Media.json`, feedback: `${path}/Feedback.json` },
  };
}

export function showNumber(accountSid: string, number: NumberRecord): Record<string, unknown> {
  const path = makePath(accountSid, `/IncomingPhoneNumbers/${number.sid}`);
  return {
    sid: number.sid,
    account_sid: accountSid,
    friendly_name: number.friendlyName,
    phone_number: number.phoneNumber,
    api_version: API_VERSION,
    beta: false,
    origin: 'twilio',
    status: 'in-use',
    type: 'local',
    address_sid: null,
    address_requirements: 'none',
    identity_sid: null,
    bundle_sid: null,
    capabilities: { voice: true, sms: number.smsCapable, mms: number.smsCapable, fax: false },
    date_created: toRfc2822(number.createdAt),
    date_updated: toRfc2822(number.updatedAt),
    voice_receive_mode: 'voice',
    voice_url: number.voiceUrl,
    voice_method: number.voiceMethod,
    voice_fallback_url: number.voiceFallbackUrl,
    voice_fallback_method: number.voiceFallbackMethod,
    voice_caller_id_lookup: number.voiceCallerIdLookup,
    voice_application_sid: number.voiceApplicationSid,
    trunk_sid: number.trunkSid,
    status_callback: number.statusCallback,
    status_callback_method: number.statusCallbackMethod,
    sms_url: number.smsUrl,
    sms_method: number.smsMethod,
    sms_fallback_url: number.smsFallbackUrl,
    sms_fallback_method: number.smsFallbackMethod,
    sms_application_sid: number.smsApplicationSid,
    emergency_status: 'Inactive',
    emergency_address_sid: null,
    emergency_address_status: 'unregistered',
    uri: `${path}.json`,
  };
}
