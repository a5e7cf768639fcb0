import { z } from 'zod';
import { FailureKind, Service } from './failure';
import { Language } from './language';
import { Understanding } from './understanding';

/** How far a call has come; what leads from one to the next is in `src/call/life.ts`. */
export const CallState = z.enum([
  'answered',
  'recorded',
  'transcribed',
  'understood',
  'filed',
  'confirmed',
  'closed',
  'abandoned',
  'parked',
]);
export type CallState = z.infer<typeof CallState>;

/** Twilio's id of a call: `CA` and 32 hexadecimal digits. It is the call's id here too. */
export const CallSid = z.string().regex(/^CA[0-9a-f]{32}$/i);
export const RecordingSid = z.string().regex(/^RE[0-9a-f]{32}$/i);

/** What is done once the request exists, in this order. */
export const FilingStep = z.enum([
  'number-field',
  'property',
  'confirmation',
  'attachment',
  'comment',
  'late-transcript',
  'late-analysis',
  'late-placement',
  'recording-deleted',
]);
export type FilingStep = z.infer<typeof FilingStep>;

/** A step that this version does not have is none of its business: a call outlives an upgrade and a rollback. */
const onlyKnown = <T>(steps: Record<string, T>): Partial<Record<FilingStep, T>> =>
  Object.fromEntries(Object.entries(steps).filter(([name]) => FilingStep.safeParse(name).success));

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
  /** What is missing from the request, and why. The pending ones are made up for when the model is back. */
  gap: z
    .enum(['transcript-pending', 'analysis-pending', 'no-transcript', 'no-words', 'not-analysed'])
    .optional(),
  understanding: Understanding.optional(),
  /**
   * What was still missing when the request was filed: it is added in place once it is there. With it the summary, and a
   * digest of the description (where there is one), to tell whether agents have changed them since.
   */
  late: z
    .object({
      gap: z.enum(['transcript-pending', 'analysis-pending']),
      summary: z.string(),
      description: z.string().optional(),
    })
    .optional(),
  /**
   * Set right before a request is made: from then on there may be one, whatever Jira's answer was (or wasn't).
   * `lookedAt`: when it was looked for once and not found. `creates`: how often it may have been made.
   */
  intent: z.object({ at: z.number(), lookedAt: z.number().optional(), creates: z.number().int() }).optional(),
  request: z
    .object({ key: z.string(), id: z.string(), url: z.string().optional(), at: z.number() })
    .optional(),
  /** Set when the transcript has more words than the recording has time for. */
  doubtful: z.boolean().optional(),
  /** Set when the request type asks for no description, so that it opens the internal comment instead. */
  describedInComment: z.boolean().optional(),
  /** What came of the steps after filing; each is taken until it is settled, and the text at most once. */
  steps: z.record(z.string(), z.enum(['done', 'failed', 'skipped'])).transform(onlyKnown),
  /** What kept a step from being taken, and since when. */
  setbacks: z
    .record(z.string(), z.object({ service: Service, failure: FailureKind, since: z.number() }))
    .transform(onlyKnown)
    .optional(),
  /** Who is working on the call, and until when at the longest. */
  lease: z.object({ holder: z.string(), until: z.number() }).optional(),
  /** Goes up by one each time a worker takes the call: what one with a lower number still writes is not taken. */
  fence: z.number().int().default(0),
  /** Until then nobody works on the call: what was under way when it was left has time to arrive, and to be found. */
  restUntil: z.number().optional(),
  /** What held the call up: how often in a row, since when, when last, and when it is worth the next try. */
  retry: z
    .object({
      service: Service,
      failure: FailureKind,
      count: z.number().int(),
      since: z.number(),
      last: z.number(),
      at: z.number(),
    })
    .optional(),
  /** What a person has to know or do about this call, in words; the last one counts. */
  problem: z.string().optional(),
});
export type Call = z.infer<typeof Call>;

/** The issue property with the call's facts; its fields are searchable in JQL as the manifest declares (V8). */
export const CALL_PROPERTY = 'voice-to-ticket.call';
