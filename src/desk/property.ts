import type { Call } from '../contract/call';
import type { Line } from '../contract/settings';

/** The property's value. The number is in it only if no custom field took it (V18), so that it is never nowhere. */
export const callProperty = (call: Call, line: Line): Record<string, unknown> => ({
  version: 1,
  callId: call.id,
  reference: call.reference,
  line: line.name,
  lineNumber: call.lineNumber,
  startedAt: dateTime(call.answeredAt),
  ...(call.endedAt === undefined ? {} : { endedAt: dateTime(call.endedAt) }),
  durationSeconds: call.durationSeconds ?? call.recording?.seconds ?? 0,
  language: call.transcript?.language || call.language,
  // An admin's own notice is in the line's first language.
  noticeLanguage: call.notice?.language ?? (line.notice ? line.languages[0] : call.language),
  ...(call.notice === undefined
    ? {}
    : { noticeVersion: call.notice.version, noticeAt: dateTime(call.notice.at) }),
  ...(call.unrecorded === true ? { unrecorded: true } : {}),
  ...(call.recap === undefined ? {} : { recap: call.recap }),
  ...(call.transfer === undefined ? {} : { transfer: call.transfer }),
  ...(call.understanding === undefined
    ? {}
    : { urgency: call.understanding.urgency, intent: call.understanding.intent }),
  ...(call.gap === undefined ? {} : { gap: call.gap }),
  ...(call.recording === undefined
    ? {}
    : { recordingId: call.recording.sid, recordingSeconds: call.recording.seconds }),
  ...(call.steps['number-field'] !== 'done' && call.from !== null ? { callerNumber: call.from } : {}),
});

/**
 * Jira indexes dates without fractions of a second:
 * https://developer.atlassian.com/platform/forge/manifest-reference/modules/jira-entity-property/
 */
const dateTime = (ms: number): string => new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');
