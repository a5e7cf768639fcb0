import type { Call } from '../call/call';
import type { Line } from '../settings/settings';

/** The issue property with the call's facts; its fields are searchable in JQL as the manifest declares (V8). */
export const CALL_PROPERTY = 'voice-to-ticket.call';

/** The property's value. The number is in it only if no custom field takes it (V18). */
export const callProperty = (call: Call, line: Line): Record<string, unknown> => ({
  version: 1,
  callId: call.id,
  reference: call.reference,
  line: line.name,
  lineNumber: call.lineNumber,
  startedAt: new Date(call.answeredAt).toISOString(),
  ...(call.endedAt === undefined ? {} : { endedAt: new Date(call.endedAt).toISOString() }),
  durationSeconds: call.durationSeconds ?? call.recording?.seconds ?? 0,
  language: call.transcript?.language || call.language,
  noticeLanguage: call.language,
  ...(call.understanding === undefined
    ? {}
    : { urgency: call.understanding.urgency, intent: call.understanding.intent }),
  ...(call.gap === undefined ? {} : { gap: call.gap }),
  ...(call.recording === undefined
    ? {}
    : { recordingId: call.recording.sid, recordingSeconds: call.recording.seconds }),
  ...(line.numberField === undefined && call.from !== null ? { callerNumber: call.from } : {}),
});
