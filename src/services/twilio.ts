import { type Result, succeed } from '../contract/failure';
import { TWILIO_HOSTS } from '../contract/regions';
import type { Phone } from '../intake/ports';
import type { TwilioAccess } from '../settings/accounts';
import { request } from './http';
import { attempt, authorisationOf, openAccount } from './twilio-client';
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
export function createPhone(account: TwilioAccess, statusUrl?: string): Phone {
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

export const mediaUrl = ({ accountSid, region }: TwilioAccess, recordingSid: string): string =>
  `${TWILIO_HOSTS[region]}/2010-04-01/Accounts/${accountSid}/Recordings/${recordingSid}.wav`;

/**
 * The URL is built from our own account and a checked id: what a webhook names as the recording's URL is never
 * fetched, so nobody can send our credentials elsewhere.
 */
const fetchMedia = (account: TwilioAccess, recordingSid: string): Promise<Result<Uint8Array<ArrayBuffer>>> =>
  request(
    'twilio',
    MEDIA_TIMEOUT_MS,
    (signal) =>
      fetch(mediaUrl(account, recordingSid), {
        headers: { Authorization: authorisationOf(account) },
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
