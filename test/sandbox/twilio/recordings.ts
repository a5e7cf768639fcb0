import { measureMs, type Speech, writeSpeech } from './audio';
import { toRfc2822 } from './dates';
import type { RecordingRecord } from './records';
import { apiHostOf } from './regions';
import type { Exchange } from './session';

/** Where a recording tells how it goes. */
export interface RecordingCallback {
  url: string;
  method: 'GET' | 'POST';
  events: readonly string[];
}

/** How a recording's media is kept: one blob per recording. */
export const mediaKey = (sid: string): string => `twilio-recording/${sid}`;

/** At the host of the region that it was made in. */
export const makeRecordingUrl = (accountSid: string, { sid, region = 'us1' }: RecordingRecord): string =>
  `https://${apiHostOf(region)}/2010-04-01/Accounts/${accountSid}/Recordings/${sid}`;

/** Twilio counts recordings in whole seconds, and bills no recording as none. */
const countSeconds = (speech: Speech): number => Math.max(1, Math.round(measureMs(speech) / 1000));

export function startRecording(exchange: Exchange, callSid: string): RecordingRecord {
  const now = exchange.context.clock.now();
  const recording: RecordingRecord = {
    sid: exchange.account.makeSid('RE'),
    callSid,
    region: exchange.account.credentials.region,
    status: 'in-progress',
    createdAt: now,
    updatedAt: now,
    startedAt: now,
    seconds: -1,
  };
  exchange.account.recordings.put(recording.sid, recording);
  return recording;
}

/** Nothing was said: there is a recording without sound, and its status says so. */
export function abandonRecording(exchange: Exchange, recording: RecordingRecord): RecordingRecord {
  return update(exchange, recording, { status: 'absent', seconds: 0 });
}

/** Keeps the sound; its media can be fetched a little later, as at Twilio. */
export function keepRecording(
  exchange: Exchange,
  recording: RecordingRecord,
  speech: Speech,
): RecordingRecord {
  const { context, faults, latency } = exchange;
  context.documents.blobs.put(mediaKey(recording.sid), writeSpeech(speech));
  return update(exchange, recording, {
    status: 'processing',
    seconds: countSeconds(speech),
    readyAt: context.clock.now() + (faults.mediaDelayMs() ?? latency.media),
  });
}

export function completeRecording(exchange: Exchange, sid: string): RecordingRecord | undefined {
  const recording = exchange.account.recordings.get(sid);
  if (recording?.status !== 'processing') return undefined;
  return update(exchange, recording, { status: 'completed' });
}

function update(
  exchange: Exchange,
  recording: RecordingRecord,
  change: Partial<RecordingRecord>,
): RecordingRecord {
  const changed = { ...recording, ...change, updatedAt: exchange.context.clock.now() };
  exchange.account.recordings.put(recording.sid, changed);
  return changed;
}

/** https://www.twilio.com/docs/voice/twiml/record#recordingstatuscallback */
export async function reportRecording(
  exchange: Exchange,
  recording: RecordingRecord,
  callback: RecordingCallback | undefined,
): Promise<void> {
  if (!callback?.events.includes(recording.status)) return;
  const { accountSid } = exchange.account.credentials;
  await exchange.send({
    url: callback.url,
    method: callback.method,
    purpose: `recording ${recording.status}`,
    callSid: recording.callSid,
    params: {
      AccountSid: accountSid,
      CallSid: recording.callSid,
      RecordingSid: recording.sid,
      RecordingUrl: makeRecordingUrl(accountSid, recording),
      RecordingStatus: recording.status,
      ...(recording.seconds >= 0 && { RecordingDuration: String(recording.seconds) }),
      RecordingChannels: '1',
      RecordingStartTime: toRfc2822(recording.startedAt),
      RecordingSource: 'RecordVerb',
      RecordingTrack: 'inbound',
      ErrorCode: '0',
    },
  });
}
