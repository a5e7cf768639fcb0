import type { Context, Hono } from 'hono';
import { readSpeech } from '../audio';
import { encodeMp3 } from '../mp3';
import { mediaKey } from '../recordings';
import type { RecordingRecord } from '../records';
import type { Exchange } from '../session';
import { makeNotFound } from './errors';
import { answerPage, matchesDate, matchesText } from './paging';
import { showCallRecording, showRecording } from './resources';

/** https://www.twilio.com/docs/voice/api/recording */
export function addRecordingRoutes(app: Hono, exchange: Exchange): void {
  const { account } = exchange;
  const { accountSid } = account.credentials;
  const list = (url: URL): RecordingRecord[] =>
    account.recordings
      .list()
      .reverse()
      .filter((recording) => isShown(url, recording))
      .filter(({ createdAt, callSid }) => {
        return matchesText(url, 'CallSid', callSid) && matchesDate(url, 'DateCreated', createdAt);
      });
  const find = (context: Context, sid: string): RecordingRecord => {
    const recording = account.recordings.get(sid);
    if (recording === undefined || !isShown(new URL(context.req.url), recording)) {
      throw makeNotFound(context.req.path);
    }
    return recording;
  };

  app.get('/Recordings.json', (context) => {
    const url = new URL(context.req.url);
    return context.json(
      answerPage(url, 'recordings', list(url), (recording) => showRecording(accountSid, recording)),
    );
  });
  app.get('/Calls/:call{CA[0-9a-fA-F]{32}}/Recordings.json', (context) => {
    const url = new URL(context.req.url);
    const call = context.req.param('call');
    if (account.calls.get(call) === undefined) throw makeNotFound(context.req.path);
    const found = list(url).filter(({ callSid }) => callSid === call);
    return context.json(
      answerPage(url, 'recordings', found, (recording) => showCallRecording(accountSid, recording)),
    );
  });
  app.get('/Recordings/:file{RE[0-9a-fA-F]{32}\\.json}', (context) => {
    const recording = find(context, context.req.param('file').slice(0, 34));
    return context.json(showRecording(accountSid, recording));
  });
  app.get('/Recordings/:file{RE[0-9a-fA-F]{32}(\\.wav|\\.mp3)?}', (context) => {
    const file = context.req.param('file');
    return serveMedia(exchange, context, find(context, file.slice(0, 34)), file.slice(34));
  });
  app.delete('/Recordings/:file{RE[0-9a-fA-F]{32}(\\.json|\\.wav|\\.mp3)?}', (context) => {
    const recording = find(context, context.req.param('file').slice(0, 34));
    const updatedAt = exchange.context.clock.now();
    // The sound is gone at once; what is known of it can be listed with IncludeSoftDeleted for 40 days.
    account.recordings.put(recording.sid, { ...recording, status: 'deleted', updatedAt });
    exchange.context.documents.blobs.delete(mediaKey(recording.sid));
    return context.body(null, 204);
  });
}

const isShown = (url: URL, recording: RecordingRecord): boolean =>
  recording.status !== 'deleted' || url.searchParams.get('IncludeSoftDeleted') === 'true';

/** The sound itself: WAV without an extension or with `.wav`, else MP3; 404 until it is ready. */
async function serveMedia(
  exchange: Exchange,
  context: Context,
  recording: RecordingRecord,
  extension: string,
): Promise<Response> {
  const bytes = exchange.context.documents.blobs.get(mediaKey(recording.sid));
  const readyAt = recording.readyAt ?? Number.POSITIVE_INFINITY;
  if (bytes === undefined || exchange.context.clock.now() < readyAt) throw makeNotFound(context.req.path);
  const body = extension === '.mp3' ? await encodeMp3(readSpeech(bytes)) : bytes;
  return new Response(Uint8Array.from(body), {
    headers: {
      'content-type': extension === '.mp3' ? 'audio/mpeg' : 'audio/x-wav',
      'content-length': String(body.length),
    },
  });
}
