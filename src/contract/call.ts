import { z } from 'zod';
import { Language } from './language';
import { Understanding } from './understanding';

/**
 * How far a call has come. `answered` → `recorded` → `transcribed` → `understood` → `filed` → `closed`; a call without
 * a message is `abandoned`, one that a person has to help along is `parked`.
 */
export const CallState = z.enum([
  'answered',
  'recorded',
  'transcribed',
  'understood',
  'filed',
  'closed',
  'abandoned',
  'parked',
]);
export type CallState = z.infer<typeof CallState>;

/** Twilio's id of a call: `CA` and 32 hexadecimal digits. It is the call's id here too. */
export const CallSid = z.string().regex(/^CA[0-9a-f]{32}$/i);
export const RecordingSid = z.string().regex(/^RE[0-9a-f]{32}$/i);

/** In the order in which they are taken: the property has to know whether a field took the number. */
export const FilingStep = z.enum([
  'number-field',
  'property',
  'confirmation',
  'comment',
  'attachment',
  'recording-deleted',
]);
export type FilingStep = z.infer<typeof FilingStep>;

const Transcript = z.object({
  text: z.string(),
  /** BCP 47. */
  language: z.string(),
});

/** What is remembered of a call until its retention ends. All times are milliseconds since the epoch. */
export const Call = z.object({
  id: CallSid,
  state: CallState,
  reference: z.string(),
  lineId: z.string(),
  lineNumber: z.string(),
  /** E.164; null when the caller withheld it. */
  from: z.string().nullable(),
  /** What the line spoke, and so which notice was played (V24). */
  language: Language,
  answeredAt: z.number(),
  endedAt: z.number().optional(),
  durationSeconds: z.number().optional(),
  recording: z.object({ sid: RecordingSid, seconds: z.number(), at: z.number() }).optional(),
  transcript: Transcript.optional(),
  /** Why there is no transcript, or no understanding. */
  gap: z.enum(['transcript-pending', 'no-words', 'not-analysed']).optional(),
  understanding: Understanding.optional(),
  /** Set right before a request is made: from then on there may be one, whatever Jira's answer was (or wasn't). */
  intent: z.object({ at: z.number() }).optional(),
  request: z
    .object({ key: z.string(), id: z.string(), url: z.string().optional(), at: z.number() })
    .optional(),
  /** Set when the transcript has more words than the recording has time for. */
  doubtful: z.boolean().optional(),
  /** Set when the request type asks for no description, so that it opens the internal comment instead. */
  describedInComment: z.boolean().optional(),
  /** What came of the steps after filing; each is taken until it is settled, and the text at most once. */
  steps: z.partialRecord(FilingStep, z.enum(['done', 'failed', 'skipped'])),
  /** Who is working on the call, and until when at the longest (milliseconds since the epoch). */
  lease: z.object({ holder: z.string(), until: z.number() }).optional(),
  /** What a person has to know or do about this call, in words; the last one counts. */
  problem: z.string().optional(),
});
export type Call = z.infer<typeof Call>;

/** The issue property with the call's facts; its fields are searchable in JQL as the manifest declares (V8). */
export const CALL_PROPERTY = 'voice-to-ticket.call';
