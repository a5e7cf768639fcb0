import { isEmptySpeech, type Speech, trimSilence } from '../audio';
import type { LoadedDocument } from '../load';
import {
  abandonRecording,
  completeRecording,
  keepRecording,
  makeRecordingUrl,
  type RecordingCallback,
  reportRecording,
  startRecording,
} from '../recordings';
import type { RecordingRecord } from '../records';
import { type CallSession, NEXT, type Next } from '../session';
import type { TwimlElement } from '../twiml/document';
import { fetchAction, readMethod, resolveUrl } from './follow';
import { type Message, type MessageRules, takeMessage } from './message';

const ANY_KEY = '1234567890*#';

/**
 * `<Record>`: https://www.twilio.com/docs/voice/twiml/record
 * An empty recording asks for no `action`: the call goes on with the next verb. A caller who hangs up has still left
 * a message: `action` is told, with `CallStatus=completed`, and what it answers is not executed.
 */
export async function record(
  session: CallSession,
  verb: TwimlElement,
  document: LoadedDocument,
): Promise<Next> {
  const { attributes } = verb;
  const rules = readRules(verb);
  if (attributes.playBeep !== 'false') session.emit({ kind: 'beep' });
  const recording = startRecording(session, session.call().sid);
  const callback = readCallback(verb, document);
  void session.context.clock.after(0, () => void reportRecording(session, recording, callback));
  session.emit({
    kind: 'recording-started',
    maxLength: rules.maxMs / 1000,
    timeout: rules.timeoutMs / 1000,
    finishOnKey: rules.finishOnKey,
  });
  const message = await takeMessage(session.line, rules);
  const speech = attributes.trim === 'do-not-trim' ? message.speech : trimSilence(message.speech);
  const kept = finish(session, recording, callback, message, speech);
  if (kept === undefined) {
    return message.endedBy === 'hang-up' ? { kind: 'end', reason: 'caller-hung-up' } : NEXT;
  }
  const next = fetchAction(verb, document, 'recorded', describeRecording(session, kept, message));
  if (message.endedBy !== 'hang-up' || next.kind !== 'fetch') return next;
  const { purpose, url, method, params } = next.target;
  session.update({ status: 'completed' });
  await session.notify(purpose, url, method, params);
  return { kind: 'end', reason: 'caller-hung-up' };
}

const readRules = ({ attributes }: TwimlElement): MessageRules => ({
  timeoutMs: Number(attributes.timeout ?? 5) * 1000,
  maxMs: Number(attributes.maxLength ?? 3600) * 1000,
  finishOnKey: attributes.finishOnKey ?? ANY_KEY,
});

function readCallback({ attributes }: TwimlElement, document: LoadedDocument): RecordingCallback | undefined {
  const { recordingStatusCallback, recordingStatusCallbackMethod, recordingStatusCallbackEvent } = attributes;
  if (!recordingStatusCallback) return undefined;
  return {
    url: resolveUrl(recordingStatusCallback, document),
    method: readMethod(recordingStatusCallbackMethod),
    events: (recordingStatusCallbackEvent ?? 'completed').split(/\s+/),
  };
}

/** Keeps or drops the sound, and lets the status callback follow; gives the recording when there is one. */
function finish(
  session: CallSession,
  recording: RecordingRecord,
  callback: RecordingCallback | undefined,
  message: Message,
  speech: Speech,
): RecordingRecord | undefined {
  const { clock } = session.context;
  const { recordingCallback } = session.latency;
  if (isEmptySpeech(speech)) {
    const absent = abandonRecording(session, recording);
    session.emit({ kind: 'recording-ended', seconds: 0, endedBy: message.endedBy });
    clock.after(recordingCallback, () => void reportRecording(session, absent, callback));
    return undefined;
  }
  const kept = keepRecording(session, recording, speech);
  session.emit({
    kind: 'recording-ended',
    seconds: kept.seconds,
    endedBy: message.endedBy,
    recordingSid: kept.sid,
  });
  clock.after(recordingCallback, () => {
    const completed = completeRecording(session, kept.sid);
    if (completed) void reportRecording(session, completed, callback);
  });
  return kept;
}

function describeRecording(
  { account }: CallSession,
  recording: RecordingRecord,
  message: Message,
): Record<string, string> {
  const digits = message.endedBy === 'hang-up' ? 'hangup' : message.key;
  return {
    RecordingSid: recording.sid,
    RecordingUrl: makeRecordingUrl(account.credentials.accountSid, recording),
    RecordingDuration: String(recording.seconds),
    ...(digits && { Digits: digits }),
  };
}
