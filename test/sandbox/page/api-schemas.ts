import { z } from 'zod';

/** What the sandbox's control APIs tell the page. Only what is shown is checked; the rest may grow. */

export const LineSchema = z.looseObject({
  sid: z.string(),
  /** E.164. */
  phoneNumber: z.string(),
  friendlyName: z.string(),
});
export type Line = z.infer<typeof LineSchema>;

export const SampleSchema = z.looseObject({
  name: z.string(),
  title: z.string(),
  language: z.string(),
  seconds: z.number(),
});
export type Sample = z.infer<typeof SampleSchema>;

/** One step of a call, in the order in which they happen. */
export const CallEventSchema = z.looseObject({
  kind: z.string(),
  text: z.string().optional(),
  language: z.string().optional(),
  digits: z.string().optional(),
  /** Of the clip that plays. */
  url: z.string().optional(),
  /** What a gather takes: `dtmf`, `speech` or both. */
  input: z.string().optional(),
  numDigits: z.number().optional(),
  finishOnKey: z.string().optional(),
  /** Seconds. */
  maxLength: z.number().optional(),
  /** What ended a recording. */
  endedBy: z.string().optional(),
  /** Whom the line connects the caller to. */
  to: z.string().optional(),
  /** What the line did not listen to. */
  what: z.string().optional(),
  status: z.string().optional(),
  /** Whether the caller was connected with somebody. */
  bridged: z.boolean().optional(),
  reason: z.string().optional(),
});
export type CallEvent = z.infer<typeof CallEventSchema>;

export const LogEntrySchema = z.object({
  seq: z.number(),
  at: z.number(),
  source: z.enum(['forge', 'twilio', 'openai', 'jira', 'app']),
  kind: z.string(),
  title: z.string(),
  detail: z.unknown().optional(),
  callSid: z.string().exactOptional(),
});

export interface AdfNode {
  type: string;
  text?: string | undefined;
  attrs?: Record<string, unknown> | undefined;
  marks?: { type: string; attrs?: Record<string, unknown> | undefined }[] | undefined;
  content?: AdfNode[] | undefined;
}

const AdfNodeSchema: z.ZodType<AdfNode> = z.object({
  type: z.string(),
  text: z.string().optional(),
  attrs: z.record(z.string(), z.unknown()).optional(),
  marks: z
    .array(z.object({ type: z.string(), attrs: z.record(z.string(), z.unknown()).optional() }))
    .optional(),
  get content() {
    return z.array(AdfNodeSchema).optional();
  },
});

const PersonSchema = z.looseObject({ displayName: z.string() });

export const RequestSummarySchema = z.looseObject({
  key: z.string(),
  summary: z.string(),
  requestType: z.looseObject({ name: z.string() }).nullable(),
  status: z.looseObject({ name: z.string(), category: z.string() }),
  priority: z.string().nullable(),
  reporter: PersonSchema,
  /** Milliseconds since the epoch, as all times here but the history's. */
  created: z.number(),
});
export type RequestSummary = z.infer<typeof RequestSummarySchema>;

export const RequestViewSchema = RequestSummarySchema.extend({
  description: z.looseObject({ adf: AdfNodeSchema }).nullable(),
  labels: z.array(z.string()),
  fields: z.array(z.looseObject({ id: z.string(), name: z.string(), text: z.string().nullable() })),
  comments: z.array(
    z.looseObject({
      id: z.string(),
      author: PersonSchema,
      public: z.boolean(),
      adf: AdfNodeSchema,
      created: z.number(),
    }),
  ),
  properties: z.record(z.string(), z.unknown()),
  attachments: z.array(
    z.looseObject({
      id: z.string(),
      filename: z.string(),
      mimeType: z.string(),
      /** Bytes. */
      size: z.number(),
      /** A path of the sandbox. */
      url: z.string(),
    }),
  ),
  participants: z.array(PersonSchema),
  transitions: z.array(z.looseObject({ id: z.string(), name: z.string() })),
  history: z.array(
    z.looseObject({
      id: z.string(),
      author: PersonSchema,
      /** ISO 8601 as Jira writes it: `2026-11-20T09:00:00.000+0000`. */
      created: z.string(),
      items: z.array(
        z.looseObject({
          field: z.string(),
          fromString: z.string().optional(),
          toString: z.unknown(),
        }),
      ),
    }),
  ),
});
export type RequestView = z.infer<typeof RequestViewSchema>;

export const TextSchema = z.looseObject({
  sid: z.string(),
  from: z.string(),
  to: z.string(),
  body: z.string(),
  status: z.string(),
  createdAt: z.number(),
});
