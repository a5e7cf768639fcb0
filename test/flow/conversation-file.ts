import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { Language } from '../../src/contract/language';
import { PROMPT_KEYS, type PromptKey } from '../../src/contract/prompts';

/* The conversations in `conversations/*.yaml`, checked word for word; how to write one is in the README beside them. */

const FOLDER = join(import.meta.dirname, 'conversations');

/** Text that is contained, `/a regular expression/`, or what must not be there. */
const Pattern = z.union([z.string().min(1), z.strictObject({ lacks: z.string().min(1) })]);
export type Pattern = z.infer<typeof Pattern>;
const Patterns = z.union([Pattern, z.array(Pattern)]).transform((one) => (Array.isArray(one) ? one : [one]));

/** What has to stand in a sentence; what is left out may be anything. */
const Values = z.record(z.string(), z.union([z.string(), z.number()]));
export type Values = z.infer<typeof Values>;

/** What the line does besides speaking. */
const Sign = z.enum(['…', 'music', 'beep', 'hangs up', 'rejects', 'talks', 'does not talk']);

/** One thing that the line says or does. */
export type LineItem =
  | { kind: 'prompt'; key: PromptKey; values: Values; in?: Language | undefined }
  | { kind: 'words'; says: Pattern; in?: Language | undefined }
  | { kind: 'sign'; sign: z.infer<typeof Sign> }
  | { kind: 'dials'; number: string };

const WithValues = z.strictObject({
  ...Object.fromEntries(PROMPT_KEYS.map((key) => [key, Values.optional()])),
  in: Language.optional(),
});

const LineItem = z.union([
  Sign.transform((sign): LineItem => ({ kind: 'sign', sign })),
  z.enum(PROMPT_KEYS).transform((key): LineItem => ({ kind: 'prompt', key, values: {} })),
  z
    .strictObject({ says: Pattern, in: Language.optional() })
    .transform((item): LineItem => ({ kind: 'words', ...item })),
  z
    .strictObject({ dials: z.string() })
    .transform(({ dials }): LineItem => ({ kind: 'dials', number: dials })),
  WithValues.transform(({ in: language, ...prompts }, context): LineItem => {
    const [key, ...others] = PROMPT_KEYS.filter((name) => name in prompts);
    if (key === undefined || others.length > 0) context.addIssue('exactly one prompt');
    const values = Values.parse(key === undefined ? {} : Reflect.get(prompts, key));
    return { kind: 'prompt', key: key ?? 'greeting', values, in: language };
  }),
]);
const LineItems = z.union([LineItem, z.array(LineItem)]);

const Keys = z.string().regex(/^[\d*#]+$/, 'keys of a telephone, in quotes');
const Json = z.record(z.string(), z.json());
const Faults = z.union([Json, z.array(Json)]).transform((one) => (Array.isArray(one) ? one : [one]));

const UNITS = { second: 1000, minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const;
const Span = z
  .string()
  .regex(/^\d+ (?:second|minute|hour|day)s?$/)
  .transform((text) => {
    const [count = '', unit = ''] = text.replace(/s$/, '').split(' ');
    return Number(count) * UNITS[z.enum(['second', 'minute', 'hour', 'day']).parse(unit)];
  });

/** What there has to be in the end. */
const Then = z.strictObject({
  /** That the last call made; of calls that made none, the newest there is. */
  request: z
    .strictObject({
      key: z.string(),
      summary: Patterns,
      type: z.string(),
      status: z.string(),
      description: Patterns,
      /** By name. */
      fields: z.record(z.string(), z.union([Pattern, z.null()])),
      attachments: z.number(),
      /** Some of the values of the issue property with the call's facts; null: it is not there. */
      property: Json,
    })
    .partial()
    .optional(),
  /** How many there are in all. */
  requests: z.number().optional(),
  /** Those that the caller got since the last call began, all of them, in order. */
  texts: z.array(Pattern).optional(),
  comments: z
    .strictObject({
      /** All of them, in order. */
      public: z.array(Pattern).optional(),
      /** What stands in the internal ones. */
      internal: Patterns.optional(),
    })
    .optional(),
  /** How far the app brought the last call. */
  state: z.string().optional(),
  /** How many recordings are left at Twilio. */
  recordings: z.number().optional(),
  /** Codes of the alerts at Twilio; none where nothing is said. */
  alerts: z.array(z.number()).optional(),
  /** What stands in everything that the line said, or does not. */
  said: Patterns.optional(),
  /** What the admin sees, as far as it is written here. */
  setup: Json.optional(),
});
export type Then = z.infer<typeof Then>;

const Happening = z.union([
  z
    .strictObject({ filed: z.string(), in: Language.optional() })
    .transform(({ filed, ...rest }) => ({ do: 'filed' as const, says: filed, ...rest })),
  z
    .strictObject({
      agent: z.union([
        z.strictObject({ comments: z.string() }),
        z.strictObject({ notes: z.string() }),
        z.strictObject({ transition: z.string() }),
      ]),
    })
    .transform(({ agent }) => ({ do: 'agent' as const, agent })),
  z.strictObject({ texts: z.string() }).transform(({ texts }) => ({ do: 'texts' as const, body: texts })),
  z.strictObject({ later: Span }).transform(({ later }) => ({ do: 'later' as const, ms: later })),
  z.strictObject({ openai: Faults }).transform(({ openai }) => ({ do: 'openai' as const, faults: openai })),
  z.strictObject({ heard: Json }).transform(({ heard }) => ({ do: 'heard' as const, reply: heard })),
  z.strictObject({ jira: Faults }).transform(({ jira }) => ({ do: 'jira' as const, faults: jira })),
  z.strictObject({ twilio: Json }).transform(({ twilio }) => ({ do: 'twilio' as const, faults: twilio })),
  z.strictObject({ account: Json }).transform(({ account }) => ({ do: 'account' as const, account })),
  z
    .strictObject({ callee: z.looseObject({ number: z.string() }) })
    .transform(({ callee: { number, ...callee } }) => ({ do: 'callee' as const, number, callee })),
  z
    .strictObject({ admin: z.record(z.string(), z.json()) })
    .transform(({ admin }) => ({ do: 'admin' as const, admin })),
  z.strictObject({ fields: Json }).transform(({ fields }) => ({ do: 'fields' as const, types: fields })),
  // biome-ignore lint/suspicious/noThenProperty: it reads well in a file, and is called otherwise from here on.
  z.strictObject({ then: Then }).transform(({ then: check }) => ({ do: 'check' as const, check })),
  z.literal('faults end').transform(() => ({ do: 'faults-end' as const })),
]);
/** Something that happens beside the call, or between two. */
export type Happening = z.infer<typeof Happening>;

const Act = z.union([
  z
    .strictObject({ line: LineItems, in: Language.optional() })
    .transform(({ line, ...rest }) => ({ do: 'line' as const, items: [line].flat(), ...rest })),
  z
    .strictObject({ says: z.string(), in: Language.optional(), seconds: z.number().optional() })
    .transform(({ says, ...rest }) => ({ do: 'says' as const, text: says, ...rest })),
  z.literal('makes a noise').transform(() => ({ do: 'makes a noise' as const })),
  z.strictObject({ presses: Keys }).transform(({ presses }) => ({ do: 'presses' as const, keys: presses })),
  z
    .strictObject({ interrupts: Keys })
    .transform(({ interrupts }) => ({ do: 'interrupts' as const, keys: interrupts })),
  z
    .strictObject({ pauses: z.number() })
    .transform(({ pauses }) => ({ do: 'pauses' as const, seconds: pauses })),
  z.literal('waits for the tone').transform(() => ({ do: 'waits for the tone' as const })),
  z.literal('stays silent').transform(() => ({ do: 'stays silent' as const })),
  z.literal('hangs up').transform(() => ({ do: 'hangs up' as const })),
  z.literal('presses the code').transform(() => ({ do: 'presses the code' as const })),
  z.literal('says the code').transform(() => ({ do: 'says the code' as const })),
  z.strictObject({ language: Language }).transform(({ language }) => ({ do: 'language' as const, language })),
]);
/** What is said and done on the phone. */
export type Act = z.infer<typeof Act>;

const CallsAgain = z.union([
  z.literal('calls again').transform(() => ({ do: 'calls again' as const, from: undefined })),
  z
    .strictObject({ 'calls again': z.strictObject({ from: z.string() }) })
    .transform((step) => ({ do: 'calls again' as const, from: step['calls again'].from })),
]);

const Step = z.union([Act, Happening, CallsAgain]);
export type Step = z.infer<typeof Step>;

const Conversation = z
  .strictObject({
    name: z.string(),
    /** Settings of the line that are not the sandbox's. */
    line: Json.default({}),
    /** What the line speaks, and the caller. */
    language: Language.default('en'),
    caller: z.string().default('+15125550143'),
    number: z.string().default('+14155550100'),
    before: z.array(Happening).default([]),
    steps: z.array(Step),
    // biome-ignore lint/suspicious/noThenProperty: as above.
    then: Then.default({}),
  })
  .transform(({ then: check, ...conversation }) => ({ ...conversation, check }));
export type Conversation = z.infer<typeof Conversation>;

/** The conversations of each file. @throws Error that names the file, and the place in it. */
export function readConversations(): { title: string; conversations: Conversation[] }[] {
  const files = readdirSync(FOLDER).filter((name) => name.endsWith('.yaml'));
  return files.sort().map((file) => {
    const given: unknown = parse(readFileSync(join(FOLDER, file), 'utf8'));
    const conversations = (Array.isArray(given) ? given : [given]).map((one: unknown, index) =>
      readConversation(one, `${file}, ${nameOf(one) ?? index + 1}`),
    );
    return { title: file.replace('.yaml', '').replaceAll('-', ' '), conversations };
  });
}

const nameOf = (given: unknown): string | undefined =>
  z.looseObject({ name: z.string() }).safeParse(given).data?.name;

/** One conversation, as a file holds it. @throws Error that says where it is and what is wrong */
export function readConversation(given: unknown, where: string): Conversation {
  const steps = z.looseObject({ steps: z.array(z.unknown()).default([]) }).safeParse(given).data?.steps ?? [];
  // Told step by step: a union's own problems are hard to read.
  const strange = steps.find((step) => !Step.safeParse(step).success);
  if (strange !== undefined) throw new Error(`${where}: not a step: ${JSON.stringify(strange)}`);
  const read = Conversation.safeParse(given);
  if (!read.success) throw new Error(`${where}: ${z.prettifyError(read.error)}`);
  return read.data;
}
