import { z } from 'zod';

/** What the sandbox's control APIs tell the page. Only what is shown is checked; the rest may grow. */

export const LineSchema = z.looseObject({
  sid: z.string(),
  phoneNumber: z.string(),
  friendlyName: z.string(),
  /** BCP 47. */
  language: z.string().optional(),
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
  number: z.string().optional(),
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

export const RequestSummarySchema = z.looseObject({
  key: z.string(),
  summary: z.string(),
  requestType: z.string(),
  status: z.string(),
  statusCategory: z.string(),
  priority: z.string().optional(),
  reporter: z.string(),
  /** Milliseconds since the epoch, as all times here. */
  created: z.number(),
});
export type RequestSummary = z.infer<typeof RequestSummarySchema>;

export interface AdfNode {
  type: string;
  text?: string | undefined;
  attrs?: Record<string, unknown> | undefined;
  marks?: { type: string; attrs?: Record<string, unknown> | undefined }[] | undefined;
  content?: AdfNode[] | undefined;
}

export const AdfNodeSchema: z.ZodType<AdfNode> = z.object({
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

export const RequestViewSchema = RequestSummarySchema.extend({
  description: AdfNodeSchema.nullable(),
  fields: z.array(z.looseObject({ id: z.string(), name: z.string(), value: z.unknown() })),
  comments: z.array(
    z.looseObject({
      id: z.string(),
      author: z.string(),
      public: z.boolean(),
      body: AdfNodeSchema,
      created: z.number(),
    }),
  ),
  properties: z.array(z.looseObject({ key: z.string(), value: z.unknown() })),
  attachments: z.array(
    z.looseObject({
      id: z.string(),
      filename: z.string(),
      mimeType: z.string(),
      size: z.number(),
      created: z.number(),
    }),
  ),
  participants: z.array(z.string()),
  transitions: z.array(z.looseObject({ id: z.string(), name: z.string(), to: z.string() })),
  history: z.array(z.looseObject({ id: z.string(), author: z.string(), at: z.number(), text: z.string() })),
});
export type RequestView = z.infer<typeof RequestViewSchema>;

export const TextSchema = z.looseObject({
  sid: z.string(),
  from: z.string(),
  to: z.string(),
  body: z.string(),
  status: z.string(),
  direction: z.string(),
  at: z.number(),
});
