import { z } from 'zod';
import { FailureKind, Service } from './failure';
import { Language } from './language';
import { FieldAnswer, Question } from './question';
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
  'caller',
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

const Recording = z.object({
  sid: RecordingSid,
  seconds: z.number(),
  at: z.number(),
  /** Whether its words are in the transcript, if it has any; where it is not said, the transcript says so. */
  heard: z.boolean().optional(),
});

const Transcript = z.object({
  text: z.string(),
  /** BCP 47. */
  language: z.string(),
});

const Used = z.number().min(0).default(0);

/**
 * What a call has used up of what is paid for, attempts that failed included: numbers only. Minutes of the call and of its
 * recordings are not in here, since the call has those anyway.
 */
export const CallUsage = z.object({
  /** Segments of texts that were sent. */
  segments: Used,
  /** By the model's name: seconds that it listened to, tokens that it read and wrote. */
  models: z
    .record(z.string(), z.object({ seconds: Used, inputTokens: Used, outputTokens: Used }))
    .default({}),
});
export type CallUsage = z.infer<typeof CallUsage>;

/** @param sign -1 to take off */
export function addUsage(one: CallUsage, other: CallUsage, sign: 1 | -1 = 1): CallUsage {
  const models = { ...one.models };
  for (const [model, use] of Object.entries(other.models)) {
    const { seconds = 0, inputTokens = 0, outputTokens = 0 } = models[model] ?? {};
    models[model] = {
      seconds: seconds + sign * use.seconds,
      inputTokens: inputTokens + sign * use.inputTokens,
      outputTokens: outputTokens + sign * use.outputTokens,
    };
  }
  return { segments: one.segments + sign * other.segments, models };
}

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
  recording: Recording.optional(),
  /** What was recorded on top of the message. */
  additions: z.array(Recording.extend({ heard: z.boolean().default(false) })).optional(),
  /** Recordings in whose place the caller left another, or that the caller did not want: they are deleted. */
  discarded: z.array(RecordingSid).optional(),
  /** Set when the caller did not want to be recorded: the transcript is what Twilio's recogniser heard, turn by turn. */
  unrecorded: z.boolean().optional(),
  /** The notice that was played before anything was recorded; `version` is a digest of its words (V24). */
  notice: z.object({ version: z.string(), language: Language, at: z.number() }).optional(),
  /** The caller is on the line and may say more: until then nobody files what is understood. */
  heldUntil: z.number().optional(),
  /** Set when the next recording takes the place of what was left before. */
  startsOver: z.boolean().optional(),
  /** How often the caller added something, began anew, or asked for a person; no call goes round for ever. */
  rounds: z.number().int().optional(),
  /** What became of the recap: the caller agreed, or said nothing that counts. */
  recap: z.enum(['confirmed', 'unanswered']).optional(),
  /** Chosen by the caller, or by what the caller said; without one it is the line's own. */
  requestType: z.object({ id: z.string(), by: z.enum(['caller', 'words']) }).optional(),
  /** Set where the line's own request type was taken because no other was sure; agents are told. */
  typeUncertain: z.boolean().optional(),
  /** What the line asks for, at most three. */
  questions: z.array(Question).optional(),
  answers: z.array(FieldAnswer).optional(),
  /** The names of required fields that nobody gave a value for; agents have to ask. */
  openFields: z.array(z.string()).optional(),
  /** An answer that was read back, and not agreed to yet. */
  pendingAnswer: z.object({ answer: FieldAnswer, readBack: z.string() }).optional(),
  /** Set when the caller said or pressed that no texts are wanted. */
  textsOff: z.boolean().optional(),
  /** What came of the wish to talk to a person. */
  transfer: z.enum(['talked', 'missed']).optional(),
  /** The open request that the message is for: it becomes its comment instead of a request. */
  about: z.object({ key: z.string(), id: z.string() }).optional(),
  /** Whether texts could reach the caller when the call came in. */
  canText: z.boolean().optional(),
  /** What the caller had asked for before and is not done, the newest first; where the line trusts caller ID. */
  openRequests: z.array(z.object({ key: z.string(), id: z.string() })).optional(),
  /** The code that was sent by text, as a digest. */
  pin: z.object({ hash: z.string(), until: z.number() }).optional(),
  /** Set once the code was right, or where none is asked for. */
  identified: z.boolean().optional(),
  transcript: Transcript.optional(),
  /** What is missing from the request, and why. The pending ones are made up for when the model is back. */
  gap: z
    .enum(['transcript-pending', 'analysis-pending', 'no-transcript', 'no-words', 'not-analysed'])
    .optional(),
  understanding: Understanding.extend({ recap: z.string().optional() }).optional(),
  /**
   * What was still missing when the request was filed: it is added in place once it is there. With it the summary, and a
   * digest of the description (where there is one), to tell whether agents have changed them since; and whether there
   * were words by then, of one of several recordings.
   */
  late: z
    .object({
      gap: z.enum(['transcript-pending', 'analysis-pending']),
      summary: z.string(),
      description: z.string().optional(),
      hasWords: z.boolean().optional(),
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
  /** The fence up to which nothing can have been done outside. */
  cleanFence: z.number().int().optional(),
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
  usage: CallUsage.optional(),
  /** Set when its retention is over: only that there was this call is left, so that it is not taken for a new one. */
  forgotten: z.boolean().optional(),
  /** What a person has to know or do about this call, in words; the last one counts. */
  problem: z.string().optional(),
});
export type Call = z.infer<typeof Call>;

/** The issue property with the call's facts; its fields are searchable in JQL as the manifest declares (V8). */
export const CALL_PROPERTY = 'voice-to-ticket.call';
