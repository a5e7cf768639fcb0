import { z } from 'zod';
import { Language } from './language';
import { Prices, Retention } from './prices';
import { hasOnly, PROMPT_KEYS, PROMPTS, type PromptKey } from './prompts';
import { OpenAiRegion, TwilioRegion } from './regions';
import { isTemplateValid } from './template';
import { WEEKDAYS } from './weekdays';

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

/** An admin's words for a text. */
export const Template = z.string().trim().min(1).max(480);

/** What the caller gets by text, in words of the admin's where there are some. */
export const Confirmation = z.object({
  enabled: z.boolean().default(true),
  template: Template.refine((text) => isTemplateValid(text, 'confirmation')).optional(),
});

/** The news of a new status; off unless the admin wants it, since each costs money. */
export const StatusText = z.object({
  enabled: z.boolean().default(false),
  template: Template.refine((text) => isTemplateValid(text, 'status')).optional(),
});

/**
 * How the line finds the caller's language (V19).
 *
 * - `fixed`: the first of its languages, whatever is spoken.
 * - `key`: the caller chooses by key or by name.
 * - `country`: that of the caller's country, if the line has it.
 * - `speech`: it greets by country, and goes on in the language that it hears.
 */
export const LanguagePolicy = z.enum(['fixed', 'key', 'country', 'speech']);

/**
 * How the request type is chosen.
 *
 * - `fixed`: always the line's own.
 * - `key`: the caller chooses among the line's types, by key or by name.
 * - `speech`: by what the caller says; below the confidence the line's own is taken, and the agents are told.
 */
export const TypePolicy = z.enum(['fixed', 'key', 'speech']);

const Digits = z.string().regex(/^\d{1,10}$/);

/** A request type that a line may choose; the name is what callers hear and say. */
const OfferedType = z.object({ id: Digits, name: z.string().trim().min(1).max(60) });

const Clock = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'Write the time as 09:00');
const Span = z
  .tuple([Clock, Clock])
  .refine(([from, to]) => from < to, 'The end has to be later than the beginning');
const isTimeZone = (name: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
};

/** When the line is open; times are those of the zone. A day without spans is closed. */
export const Hours = z.object({
  /** IANA, such as `Europe/Berlin`. */
  timeZone: z.string().max(60).refine(isTimeZone, 'Choose a time zone such as Europe/Berlin'),
  weekly: z.partialRecord(z.enum(WEEKDAYS), z.array(Span).max(6)),
  /** Closed all day, as `2026-12-25`. */
  holidays: z.array(z.iso.date()).max(200).default([]),
  /** Outside of them: a message is taken all the same, or the caller is told and let go. */
  outside: z.enum(['message', 'goodbye']).default('message'),
});
export type Hours = z.infer<typeof Hours>;

/** Who is asked when a caller wants to talk to a person; outside the opening hours nobody is. */
export const Transfer = z.object({
  number: PhoneNumber,
  ringSeconds: z.int().min(5).max(60).default(20),
});

/** What keeps a line from being abused (T6). */
export const Limits = z.object({
  callsPerCallerPerHour: z.int().min(1).max(1000).default(60),
  callsPerLinePerHour: z.int().min(1).max(100_000).default(600),
  longestCallSeconds: z.int().min(60).max(3600).default(900),
  /** Callers who withhold their number. */
  anonymous: z.enum(['accept', 'reject']).default('accept'),
  /** Callers from numbers that cost whoever calls or texts them. */
  premiumRate: z.enum(['accept', 'reject']).default('reject'),
});
export type Limits = z.infer<typeof Limits>;

/** What callers who have open requests are offered; only where the admin trusts caller ID on this line. */
export const KnownCallers = z.object({
  enabled: z.boolean().default(false),
  /** Whether a code that is sent by text has to be entered before anything is said about a request. */
  pin: z.boolean().default(false),
});

/** A voice of Twilio's: https://www.twilio.com/docs/voice/twiml/say/text-speech */
const Voice = z
  .string()
  .regex(/^(?:Polly|Google|ElevenLabs)\.[\w-]{1,60}$/, 'Write the voice as Polly.Joanna-Neural');

/** An admin's own words for a prompt; what may stand in it is what stands in ours. */
const OwnPrompt = z.string().trim().min(1).max(500);
const OwnPrompts = z.partialRecord(z.enum(PROMPT_KEYS), OwnPrompt).superRefine((prompts, context) => {
  for (const [key, text] of Object.entries(prompts)) {
    const allowed: readonly string[] = PROMPTS[key as PromptKey];
    if (text !== undefined && !hasOnly(text, allowed))
      context.addIssue({
        code: 'custom',
        path: [key],
        message:
          allowed.length === 0
            ? 'Nothing in braces can stand here'
            : `In braces only ${allowed.map((name) => `{${name}}`).join(', ')} can stand here`,
      });
  }
});

/** Tolerant of keys that a later version stored; what admins enter is not (see `SaveLine`). */
export const Line = z.object({
  id: z.string().regex(/^[a-z0-9-]{1,40}$/),
  number: PhoneNumber,
  name: z.string().trim().min(1).max(60),
  serviceDeskId: Digits,
  /** The type of requests, or the one that is taken when no other is sure. */
  requestTypeId: Digits,
  typePolicy: TypePolicy.default('fixed'),
  /** Among these the caller, or what the caller says, chooses. */
  requestTypes: z.array(OfferedType).max(9).default([]),
  /** From 0 to 1: below, `requestTypeId` is taken. */
  typeConfidence: z.number().min(0).max(1).default(0.6),
  /** What the line can speak; the first is what callers hear when nothing else is known. */
  languages: z.array(Language).min(1).max(8).default(['en']),
  languagePolicy: LanguagePolicy.default('speech'),
  /** The language that requests are written in; `caller` follows the caller. */
  ticketLanguage: z.union([Language, z.literal('caller')]).default('caller'),
  /** Other voices than ours, by language. */
  voices: z.partialRecord(Language, Voice).default({}),
  /** In the line's first language. */
  greeting: z.string().trim().max(500).optional(),
  /** In the line's first language. */
  notice: z.string().trim().max(500).optional(),
  /** Any other prompt in the admin's own words, by language. */
  prompts: z.partialRecord(Language, OwnPrompts).default({}),
  /** Names and product words that the recogniser should know. */
  vocabulary: z.array(z.string().trim().min(1).max(50)).max(100).default([]),
  maxMessageSeconds: z.int().min(30).max(600).default(300),
  recording: RecordingPolicy.default('attach'),
  /** Whether callers are told that they can go on without being recorded. */
  mayDecline: z.boolean().default(false),
  /** Whether the caller hears what was understood, and can say whether it is right, before it is filed (M1). */
  recap: z.boolean().default(true),
  /** Whether the line asks for required fields that the message left open (M2). */
  questions: z.boolean().default(true),
  /** Without them the line is always open. */
  hours: Hours.optional(),
  /** Without one, who wants a person can leave a message. */
  transfer: Transfer.optional(),
  knownCallers: KnownCallers.default({ enabled: false, pin: false }),
  limits: Limits.default(() => Limits.parse({})),
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
  statusText: StatusText.default({ enabled: false }),
  /** What a text to a request that is done does: it opens it again, or only becomes its comment. */
  textReopens: z.boolean().default(false),
});
export type Line = z.infer<typeof Line>;

/** The beginning of numbers that are not let in, or a whole one. */
export const BlockedNumber = z
  .string()
  .regex(/^\+[1-9]\d{0,14}$/, 'Write the beginning of the number, as +1900');

export const Settings = z.object({
  version: z.literal(1).default(1),
  twilio: z
    .object({
      accountSid: z.string().regex(/^AC[0-9a-fA-F]{32}$/),
      region: TwilioRegion.default('us1'),
    })
    .optional(),
  openai: z
    .object({
      transcriptionModel: z.string().min(1).max(64).default('gpt-transcribe'),
      understandingModel: z.string().min(1).max(64).default('gpt-6.1-terra'),
      project: z.string().max(110).optional(),
      region: OpenAiRegion.default('global'),
    })
    .default({ transcriptionModel: 'gpt-transcribe', understandingModel: 'gpt-6.1-terra', region: 'global' }),
  /** After how many days admins are reminded to replace a credential (V16). */
  rotationDays: z.int().min(7).max(730).default(180),
  /** For how many days records are kept (V17, K6). */
  retention: Retention.default({ callDays: 90, auditDays: 90 }),
  prices: Prices.default(() => Prices.parse({})),
  lines: z.array(Line).max(50, 'There can be 50 lines').default([]),
  /** Set while no new call is let in (V23): since when, in milliseconds since the epoch, and by which account. */
  paused: z.object({ since: z.number().int(), by: z.string().max(128) }).optional(),
  /** Numbers and beginnings of numbers whose calls are rejected on every line (T6). */
  blocked: z.array(BlockedNumber).max(1000, 'There can be 1,000 of them').default([]),
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
