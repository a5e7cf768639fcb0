import { createHmac } from 'node:crypto';
import type { PhoneEvent } from '../../src/call/parse-webhook';
import {
  type Refusal,
  screenWebhook,
  type Verifier,
  verifyWebhook,
  type WebTriggerRequest,
} from '../../src/call/webhook';
import { Call } from '../../src/contract/call';
import type { Failure, FailureKind, Service } from '../../src/contract/failure';
import { Line, Settings } from '../../src/contract/settings';
import type { Reading, Understanding } from '../../src/contract/understanding';
import type { AdfDocument } from '../../src/desk/adf';
import type { RequestField } from '../../src/desk/desk';
import type { Transcript } from '../../src/intake/ports';

/** The plainest call, line, recording and webhook there are, for tests to vary. */

export const CALL_ID = `CA${'0123456789abcdef'.repeat(2)}`;
export const RECORDING_ID = `RE${'fedcba9876543210'.repeat(2)}`;
export const OTHER_RECORDING_ID = `RE${'1'.repeat(32)}`;
export const ACCOUNT = `AC${'a'.repeat(32)}`;
export const OWN_NUMBER = '+14155550100';
export const CALLER = '+14155552671';
/** 2026-11-20 14:03 UTC. */
export const START = Date.UTC(2026, 10, 20, 14, 3);

export const makeLine = (overrides: Partial<Line> = {}): Line =>
  Line.parse({
    id: 'support',
    number: OWN_NUMBER,
    name: 'Example Support',
    serviceDeskId: '1',
    requestTypeId: '10',
    ...overrides,
  });

export const makeSettings = (lines: Line[] = [makeLine()]): Settings =>
  Settings.parse({ twilio: { accountSid: ACCOUNT }, lines });

export const makeCall = (overrides: Partial<Call> = {}): Call =>
  Call.parse({
    id: CALL_ID,
    state: 'answered',
    reference: 'K7QM-2R4X',
    lineId: 'support',
    lineNumber: OWN_NUMBER,
    from: CALLER,
    language: 'en',
    answeredAt: START,
    steps: {},
    ...overrides,
  });

export const makeRecordedCall = (overrides: Partial<Call> = {}): Call =>
  makeCall({
    state: 'recorded',
    recording: { sid: RECORDING_ID, seconds: 2, at: START + 30_000 },
    ...overrides,
  });

export const TRANSCRIPT: Transcript = {
  text: 'The VPN is down in Hamburg. Error 809. Please call me back tomorrow morning.',
  language: 'en',
};

export const makeUnderstanding = (overrides: Partial<Understanding> = {}): Understanding => ({
  summary: 'VPN is down in Hamburg with error 809',
  description: 'The VPN is down in Hamburg with error 809.',
  language: 'en',
  urgency: 'high',
  intent: 'incident',
  entities: [{ kind: 'error-code', value: '809', quote: 'Error 809' }],
  callback: { wanted: true, when: 'tomorrow morning', number: null },
  smsOptOut: false,
  ...overrides,
});

/** The same as the model answers: with what the line needs to go on talking. */
export const makeReading = (overrides: Partial<Reading> = {}): Reading => ({
  ...makeUnderstanding(),
  recap: 'The VPN is down in Hamburg with error 809',
  requestType: { id: null, confidence: 0 },
  answers: [],
  ...overrides,
});

export const makeField = (
  id: string,
  { name = id, required = false, kind = 'text', choices = [] }: Partial<RequestField> = {},
): RequestField => ({ id, name, required, kind, choices });

export const failure = (kind: FailureKind, service: Service, more: Partial<Failure> = {}): Failure => ({
  kind,
  service,
  detail: 'made up for a test',
  ...more,
});

/** Twilio's rule, written anew from its documentation, to check the check that the app uses. */
export function signAsTwilio(token: string, url: string, parameters: Record<string, string>): string {
  const signed = Object.keys(parameters)
    .sort()
    .reduce((text, name) => `${text}${name}${parameters[name]}`, url);
  return createHmac('sha1', token).update(signed).digest('base64');
}

export const TOKEN = '0123456789abcdef0123456789abcdef';
export const PHONE_URL = 'https://1b2c.webtrigger.atlassian.app/public/XUBR5WnG2Hk2V52APDdGaRSDm';
export const verifier: Verifier = { phoneUrl: PHONE_URL, accountSid: ACCOUNT, authTokens: [TOKEN] };

/** A webhook as Twilio signs it and Forge hands it over. */
export function makeWebhook(
  path: string,
  parameters: Record<string, string>,
  token = TOKEN,
): WebTriggerRequest & { body: string; headers: Record<string, string[]> } {
  return {
    method: 'POST',
    path: `/public/XUBR5WnG2Hk2V52APDdGaRSDm${path}`,
    userPath: path,
    headers: {
      'content-type': ['application/x-www-form-urlencoded; charset=UTF-8'],
      'X-Twilio-Signature': [signAsTwilio(token, PHONE_URL + path, parameters)],
    },
    body: new URLSearchParams(parameters).toString(),
  };
}

/** Both halves, as the front door takes them. */
export function receiveWebhook(
  request: WebTriggerRequest,
  by: Verifier,
): PhoneEvent | Refusal | { music: string } | null {
  const screened = screenWebhook(request);
  return 'refused' in screened || 'music' in screened ? screened : verifyWebhook(screened, by);
}

/** A 16-bit PCM file; a tone is voice enough for an energy gate. */
export function makeWav({
  seconds = 2,
  amplitude = 8000,
  rate = 8000,
  cutTo = Number.POSITIVE_INFINITY,
} = {}) {
  const data = new Int16Array(seconds * rate).map((_, index) => amplitude * Math.sin((index / rate) * 2764));
  const file = new Uint8Array(44 + data.byteLength);
  const view = new DataView(file.buffer);
  const write = (at: number, text: string) => file.set(new TextEncoder().encode(text), at);
  write(0, 'RIFF');
  view.setUint32(4, 36 + data.byteLength, true);
  write(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, rate, true);
  view.setUint32(28, rate * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  write(36, 'data');
  view.setUint32(40, data.byteLength, true);
  file.set(new Uint8Array(data.buffer), 44);
  return file.slice(0, cutTo);
}

/** All text of a document, paragraph by paragraph. */
export function textOf(document: AdfDocument | undefined): string {
  const collect = (node: { type: string; text?: string; content?: unknown }): string[] =>
    node.text !== undefined
      ? [node.text]
      : Array.isArray(node.content)
        ? node.content.flatMap((child) => collect(child))
        : [];
  return document === undefined ? '' : collect(document).join('\n');
}

/** The parameters of an incoming call's webhook, and of the one after its message. */
export const INCOMING = {
  AccountSid: ACCOUNT,
  CallSid: CALL_ID,
  From: CALLER,
  To: OWN_NUMBER,
  CallStatus: 'ringing',
};
export const MESSAGE_LEFT = {
  ...INCOMING,
  RecordingSid: RECORDING_ID,
  RecordingDuration: '12',
  RecordingUrl: 'https://elsewhere',
};
