import { z } from 'zod';
import { Language } from './language';
import { isTemplateValid } from './template';

/** E.164, as Twilio sends it: `+` and 7 to 15 digits. */
export const PhoneNumber = z.string().regex(/^\+[1-9]\d{6,14}$/, 'Write the number as +14155550100');

/**
 * What becomes of the sound once its words are in the request (V10).
 *
 * - `attach`: it is attached to the request, then deleted at Twilio.
 * - `provider`: it stays at Twilio, where its own retention applies.
 * - `delete`: it is deleted at Twilio and kept nowhere.
 */
export const RecordingPolicy = z.enum(['attach', 'provider', 'delete']);

export const Confirmation = z.object({
  enabled: z.boolean().default(true),
  template: z.string().trim().min(1).max(480).refine(isTemplateValid).optional(),
});

/** Tolerant of keys that a later version stored; what admins enter is not (see `SaveLine`). */
export const Line = z.object({
  id: z.string().regex(/^[a-z0-9-]{1,40}$/),
  number: PhoneNumber,
  name: z.string().trim().min(1).max(60),
  serviceDeskId: z.string().regex(/^\d{1,10}$/),
  requestTypeId: z.string().regex(/^\d{1,10}$/),
  /** What the line can speak; the first is what callers hear when nothing else is known. */
  languages: z.array(Language).min(1).max(8).default(['en']),
  /** Whether callers may speak any language (V19), or only the first of `languages`. */
  detectLanguage: z.boolean().default(true),
  /** The language that requests are written in; `caller` follows the caller. */
  ticketLanguage: z.union([Language, z.literal('caller')]).default('caller'),
  greeting: z.string().trim().max(500).optional(),
  notice: z.string().trim().max(500).optional(),
  /** Names and product words that the recogniser should know. */
  vocabulary: z.array(z.string().trim().min(1).max(50)).max(100).default([]),
  maxMessageSeconds: z.int().min(30).max(600).default(300),
  recording: RecordingPolicy.default('attach'),
  /** The custom field that takes the caller's number; without one it stays in the issue property (V18). */
  numberField: z
    .string()
    .regex(/^customfield_\d{1,10}$/)
    .optional(),
  /** The account that requests are raised for; without one it is the app's own. */
  reporterAccountId: z.string().min(1).max(128).optional(),
  /** Values for fields that the request type requires and a call can't fill. */
  fieldValues: z.record(z.string().regex(/^[A-Za-z_]\w{0,60}$/), z.json()).default({}),
  confirmation: Confirmation.default({ enabled: true }),
});
export type Line = z.infer<typeof Line>;

export const Settings = z.object({
  version: z.literal(1).default(1),
  twilio: z.object({ accountSid: z.string().regex(/^AC[0-9a-fA-F]{32}$/) }).optional(),
  openai: z
    .object({
      transcriptionModel: z.string().min(1).max(64).default('gpt-transcribe'),
      understandingModel: z.string().min(1).max(64).default('gpt-6.1-terra'),
    })
    .default({ transcriptionModel: 'gpt-transcribe', understandingModel: 'gpt-6.1-terra' }),
  lines: z.array(Line).max(50, 'There can be 50 lines').default([]),
  /** Set while no new call is let in (V23): since when, in milliseconds since the epoch, and by which account. */
  paused: z.object({ since: z.number().int(), by: z.string().max(128) }).optional(),
  /** Lines that this version can't read, as they were stored: a later one has made them. */
  unread: z.array(z.unknown()).optional(),
});
export type Settings = z.infer<typeof Settings>;

export const EMPTY_SETTINGS: Settings = Settings.parse({});

/** The line that a call to `number` reaches. */
export const findLine = (settings: Settings, number: string): Line | undefined =>
  settings.lines.find((line) => line.number === number);

const Named = z.object({
  id: z.string().optional().catch(undefined),
  number: PhoneNumber.optional().catch(undefined),
});

/** What is known of a line that this version can't read. */
export const nameUnread = (line: unknown): z.infer<typeof Named> => Named.safeParse(line).data ?? {};

/** The numbers of lines that this version can't read. */
export const unreadNumbers = ({ unread = [] }: Settings): string[] =>
  unread.flatMap((line) => nameUnread(line).number ?? []);
