import { type Result, succeed } from '../contract/failure';
import type { Phone } from '../intake/ports';
import { request } from './http';
import { attempt, basicAuth, openAccount, TWILIO_HOST, type TwilioAccount } from './twilio-client';
import { listCalls, listRecordings, wasTextSent } from './twilio-records';
import { createTexts } from './twilio-texts';

const MEDIA_TIMEOUT_MS = 60_000;
/** Ten minutes of 8 kHz, 16-bit sound are 9.6 MB. */
const MAX_MEDIA_BYTES = 30 * 1024 * 1024;
const WAV_HEADER_BYTES = 44;

/**
 * The phone provider over Twilio's REST API.
 *
 * @param statusUrl where Twilio tells what became of a text; without one it doesn't
 */
export function createPhone(account: TwilioAccount, statusUrl?: string): Phone {
  const resources = openAccount(account);
  const { sendText } = createTexts(account, statusUrl);
  return {
    fetchRecording: (recordingSid) => fetchMedia(account, recordingSid),

    async deleteRecording(recordingSid) {
      const deleted = await attempt(() => resources.recordings(recordingSid).remove());
      return deleted.ok || deleted.failure.kind === 'not-found' ? succeed(undefined) : deleted;
    },

    sendText,

    wasTextSent: (text, marks, since) => wasTextSent(resources, text, marks, since),
    listCalls: (to, since, before) => listCalls(resources, to, since, before),
    listRecordings: (since, before) => listRecordings(resources, since, before),
  };
}

/**
 * The URL is built from our own account and a checked id: what a webhook names as the recording's URL is never
 * fetched, so nobody can send our credentials elsewhere.
 */
const fetchMedia = (account: TwilioAccount, recordingSid: string): Promise<Result<Uint8Array<ArrayBuffer>>> =>
  request(
    'twilio',
    MEDIA_TIMEOUT_MS,
    (signal) =>
      fetch(`${TWILIO_HOST}/2010-04-01/Accounts/${account.accountSid}/Recordings/${recordingSid}.wav`, {
        headers: { Authorization: basicAuth(account.accountSid, account.authToken) },
        signal,
      }),
    async (answer) => {
      if (Number(answer.headers.get('content-length') ?? 0) > MAX_MEDIA_BYTES)
        throw new Error('The recording is larger than 30 MB.');
      const wav = new Uint8Array(await answer.arrayBuffer());
      if (!mayBeSound(wav, answer.headers.get('content-type') ?? ''))
        throw new Error('What came is no sound.');
      return wav;
    },
  );

/** An empty answer or a page of some proxy must not pass for the recording: what was fetched is deleted at Twilio. */
const mayBeSound = (bytes: Uint8Array, contentType: string): boolean =>
  bytes.byteLength > WAV_HEADER_BYTES && !/^(?:text\/|application\/(?:json|xml))/i.test(contentType);
