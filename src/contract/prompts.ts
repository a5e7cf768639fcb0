/**
 * Everything that the line says, by key, with what may stand in it. One table: the languages fill it, admins may write
 * each of them anew, and a test compares the two.
 */
export const PROMPTS = {
  greeting: ['line'],
  /** Played before recording starts (V24). */
  notice: [],
  /** Behind the notice where the admin lets callers decline. */
  noticeDecline: [],
  /** The notice for somebody who is not recorded: a machine writes down what they say. */
  noticeUnrecorded: [],
  prompt: [],
  personHint: [],
  /** First and second time that nothing was heard; different words, or it sounds like a fault. */
  quietFirst: [],
  quietSecond: [],
  goodbyeQuiet: [],
  unknownNumber: [],
  /** To callers while intake is paused (V23); nothing is recorded. */
  paused: [],
  /** Outside the opening hours: before a message is taken, and where none is. */
  closedMessage: ['line'],
  closedGoodbye: ['line'],
  /** Opens the provider's own fallback, before the notice, while the app can't be reached. */
  outage: [],
  /** Ends that fallback; short, since it travels inside a URL that is inside a URL. */
  messageTaken: [],
  /** Where the fallback heard nothing; it can't know whether something was said before it. */
  goodbyeOutage: [],

  /** In its own language: "For English, press 1." */
  languageOption: ['key'],
  typeIntro: [],
  notUnderstood: [],

  oneMoment: [],
  stillWorking: [],
  lastSeconds: ['count'],
  recap: ['summary'],
  /** There is a message, but no words of it. */
  recapWithoutWords: [],
  recapChoices: [],
  /** Without a machine's help: the caller said nothing that counts as an answer. */
  recapUnanswered: [],
  addPrompt: [],
  startOverPrompt: [],
  /** The same to somebody who is not recorded: there is no tone. */
  speakNow: [],
  addNow: [],

  questionsIntro: ['count'],
  askText: ['field'],
  askChoice: ['field'],
  /** A choice among several, by key. */
  option: ['name', 'key'],
  askDate: ['field'],
  askDateTime: ['field'],
  askNumber: ['field'],
  askPhone: ['field'],
  askEmail: ['field'],
  skipHint: [],
  answerCheck: ['answer'],
  answerOpen: [],

  filed: ['request'],
  filedSpelled: ['spelled'],
  textSent: [],
  filedChoices: [],
  /** Among them where a text was or will be sent. */
  noTextsChoice: [],
  textsOff: [],
  laterByText: [],
  laterByReference: ['reference'],
  timeUp: [],
  /** Behind it, where something was said. */
  saidSoFar: [],
  goodbye: [],

  connecting: [],
  whisper: ['line', 'reason'],
  whisperNoReason: ['line'],
  nobodyFree: [],
  mailbox: [],

  knownOffer: ['count', 'request'],
  /** The same before the code was entered: nothing is said about a request. */
  knownOfferUnnamed: [],
  pinSent: ['count'],
  pinWrong: [],
  pinFailed: [],
  statusNew: ['request', 'status'],
  statusInProgress: ['request', 'status'],
  statusDone: ['request', 'status'],
  statusComment: ['comment'],
  statusUnknown: [],
  statusChoices: [],
  commentPrompt: ['request'],
  commentTaken: ['request'],
} as const satisfies Record<string, readonly string[]>;

export type PromptKey = keyof typeof PROMPTS;
export const PROMPT_KEYS = Object.keys(PROMPTS) as PromptKey[];

/** What may stand in a prompt. */
export type PromptPlaceholder = (typeof PROMPTS)[PromptKey][number];

/**
 * A sentence with `{placeholders}`, or one for each plural form that the language has
 * (https://cldr.unicode.org/index/cldr-spec/plural-rules); `count` chooses among those.
 */
export type Prompt = string | ({ other: string } & Partial<Record<Intl.LDMLPluralRule, string>>);

/** Whether every `{…}` in a text is one of `allowed`, and no brace stands alone. */
export const hasOnly = (text: string, allowed: readonly string[]): boolean =>
  !/[{}]/.test(text.replace(/\{([^{}]*)\}/g, (whole, name: string) => (allowed.includes(name) ? '' : whole)));
