import type { Prompt, PromptKey } from '../../contract/prompts';
import type { ENTITY_KINDS, INTENTS, URGENCIES } from '../../contract/understanding';

/** What callers can answer in words, where they could as well press a key. */
export const ANSWERS = [
  'yes',
  'no',
  'add',
  'start-over',
  'person',
  'repeat',
  'status',
  'message',
  'new',
  'unrecorded',
  'skip',
  'no-texts',
] as const;
export type SpokenAnswer = (typeof ANSWERS)[number];

/** Every word that the line speaks or writes in one language. A new language is one file with this shape. */
export interface Words {
  /** BCP 47, as `<Say language>` wants it. */
  tag: string;
  /** A neural voice of https://www.twilio.com/docs/voice/twiml/say/text-speech */
  voice: string;
  /** ISO 3166 codes of the countries whose callers are greeted in this language. */
  countries: readonly string[];
  /** What the line says, written to be heard; which placeholders each may have is in `contract/prompts.ts`. */
  spoken: Record<PromptKey, Prompt>;
  /** Words and phrases that mean such an answer: lower case, without punctuation, the usual ones first. */
  heard: Record<SpokenAnswer, readonly string[]>;
  /** How the language calls itself, in lower case, for callers who say it. */
  ownNames: readonly string[];
  spelling: {
    /** How one letter is said so that it can't be mistaken: `{letter}` and `{word}`. */
    letterAs: string;
    /** For each of A to Z the word of this language's usual alphabet. */
    alphabet: Record<Letter, string>;
    /** Between groups that are read one after the other: a short rest in speech. */
    pause: string;
    /** How the signs of an e-mail address are said. */
    at: string;
    dot: string;
    dash: string;
    underscore: string;
    plus: string;
  };
  written: {
    ownWords: string;
    transcript: string;
    wholeTranscript: string;
    noTranscript: string;
    noWords: string;
    notAnalysed: string;
    /** As `notAnalysed`, while it will still be made up for. */
    analysisPending: string;
    /** As `noTranscript`, once it will not come any more. */
    noTranscriptMade: string;
    fallbackSummary: string;
    reference: string;
    urgency: string;
    urgencies: Record<(typeof URGENCIES)[number], string>;
    intent: string;
    intents: Record<(typeof INTENTS)[number], string>;
    entities: Record<(typeof ENTITY_KINDS)[number], string>;
    callback: string;
    callbackWanted: string;
    called: string;
    listen: string;
    /** The label of a link to a recording that is not attached. */
    recordingAt: string;
    /** Stands in a required field that the caller gave no answer to; also the label of the list of those. */
    notGiven: string;
    openFields: string;
    /** The label of what the caller answered to the line's questions. */
    answers: string;
    /** Why no recording can be listened to. */
    unrecorded: string;
    /** The request type was not sure; agents may have to move the request. */
    typeUncertain: string;
    /** What came of the caller's wish to talk to a person. */
    transfer: string;
    transferTalked: string;
    transferMissed: string;
    /** Heads the comment that a caller left by phone, or wrote by text, on an open request. */
    callerAdded: string;
    callerWrote: string;
  };
  texts: {
    /** The confirmation where the admin wrote none; its placeholders are in `contract/template.ts`. */
    confirmation: string;
    /** The news that a request has a new status. */
    status: string;
    /** That a message left by phone is on its request. */
    comment: string;
    /** `{code}` and `{line}`. */
    pin: string;
    /** The answer to HELP: `{line}`. */
    help: string;
    /** The answer to a text that belongs to no request: `{line}`. */
    noRequest: string;
  };
}

export type Letter =
  | ('A' | 'B' | 'C' | 'D' | 'E' | 'F' | 'G' | 'H' | 'I' | 'J' | 'K' | 'L' | 'M')
  | ('N' | 'O' | 'P' | 'Q' | 'R' | 'S' | 'T' | 'U' | 'V' | 'W' | 'X' | 'Y' | 'Z');
