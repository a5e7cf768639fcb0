import { z } from 'zod';

/** What kind of answer a field of a request type takes. */
export const FIELD_KINDS = [
  'text',
  'paragraph',
  'choice',
  'choices',
  'number',
  'date',
  'date-time',
  'email',
  'phone',
  'url',
  /** Nothing that can be asked on the phone: a user, an asset, a file. */
  'other',
] as const;
export const FieldKind = z.enum(FIELD_KINDS);
export type FieldKind = z.infer<typeof FieldKind>;

/** A required field that the line may ask for. */
export const Question = z.object({
  fieldId: z.string(),
  name: z.string(),
  kind: FieldKind,
  choices: z.array(z.object({ id: z.string(), label: z.string() })).default([]),
});
export type Question = z.infer<typeof Question>;

/** What goes into a field, and where it comes from. */
export const FieldAnswer = z.object({
  fieldId: z.string(),
  name: z.string(),
  /** In Jira's own shape. */
  value: z.json(),
  /** As agents read it. */
  words: z.string(),
  by: z.enum(['message', 'voice', 'keys']),
});
export type FieldAnswer = z.infer<typeof FieldAnswer>;
