import { z } from 'zod';

export const URGENCIES = ['low', 'normal', 'high', 'critical'] as const;
export const INTENTS = ['incident', 'request', 'question', 'complaint', 'other'] as const;
export const ENTITY_KINDS = [
  'person',
  'organisation',
  'product',
  'place',
  'error-code',
  'number',
  'date',
  'email',
  'phone',
  'other',
] as const;

/**
 * What the model makes of a call. It is part of the schema that the model is held to (strict structured output), so every
 * field is required and absence is `null`: https://platform.openai.com/docs/guides/structured-outputs
 */
export const Understanding = z.object({
  summary: z.string().describe('The matter in one line of at most 120 characters, without a final period'),
  description: z.string().describe('The matter in one or two sentences for a support agent'),
  language: z.string().describe('BCP 47 tag of the language the caller speaks'),
  urgency: z.enum(URGENCIES),
  intent: z.enum(INTENTS),
  entities: z.array(
    z.object({
      kind: z.enum(ENTITY_KINDS),
      value: z.string().describe('The fact, in the words of the quote; spoken digits as digits'),
      quote: z.string().describe("The caller's own words that say it, copied exactly from the transcript"),
    }),
  ),
  callback: z.object({
    wanted: z.boolean().describe('Whether the caller asks to be called back'),
    when: z.string().nullable().describe('When, in the words of the caller'),
    number: z.string().nullable().describe('The number to call, as digits, if the caller said one'),
  }),
  smsOptOut: z.boolean().describe('Whether the caller asks not to get text messages'),
});
export type Understanding = z.infer<typeof Understanding>;

/** All that the model is asked for: the understanding, and what the line needs to go on talking. */
export const Reading = Understanding.extend({
  recap: z
    .string()
    .describe('The matter in one sentence, in the language the caller speaks, as it is read back'),
  requestType: z
    .object({
      id: z.string().nullable().describe('The id of the request type that fits, if any were given'),
      confidence: z.number().describe('From 0 to 1'),
    })
    .describe('Which of the given request types the matter belongs to'),
  answers: z
    .array(
      z.object({
        field: z.string().describe('The id of a given field'),
        value: z.string().describe('What the caller said for it; of given choices the label of one'),
        quote: z.string().describe("The caller's own words that say it, copied exactly from the transcript"),
      }),
    )
    .describe('Only for given fields that the transcript answers'),
});
export type Reading = z.infer<typeof Reading>;
