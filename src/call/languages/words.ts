import type { ENTITY_KINDS, INTENTS, URGENCIES } from '../../contract/understanding';

/** Every word that the line speaks or writes in one language. A new language is one file with this shape. */
export interface Words {
  /** BCP 47, as `<Say language>` wants it. */
  tag: string;
  /** A neural voice of https://www.twilio.com/docs/voice/twiml/say/text-speech */
  voice: string;
  /** ISO 3166 codes of the countries whose callers are greeted in this language. */
  countries: readonly string[];
  spoken: {
    greeting: (line: string) => string;
    /** Played before recording starts (V24). */
    notice: string;
    prompt: string;
    /** First and second time that nothing was heard; different words, or it sounds like a fault. */
    quiet: readonly [string, string];
    goodbyeQuiet: string;
    /** Said while the request is being made; `byText` only when a text is really going to follow. */
    filing: { byText: string; byReference: (reference: string) => string };
    unknownNumber: string;
    /** Opens the provider's own fallback, before the notice, while the app can't be reached. */
    outage: string;
    /** Ends that fallback; short, since it travels inside a URL that is inside a URL. */
    messageTaken: string;
    /** Where the fallback heard nothing; it can't know whether something was said before it. */
    goodbyeOutage: string;
    /** To callers while intake is paused (V23); nothing is recorded. */
    paused: string;
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
  };
  /** The confirmation text where the admin wrote none; see the settings for its placeholders. */
  confirmation: string;
}
