import type { Language } from '../contract/language';

export interface Say {
  kind: 'say';
  text: string;
  language: Language;
  /** Another voice than the language's own. */
  voice?: string | undefined;
}

/** Says something and listens for keys or words meanwhile and afterwards; without any it goes on with what follows. */
export interface Ask {
  kind: 'ask';
  /** The path that is told the answer. */
  at: string;
  say: Say[];
  language: Language;
  /** Without them keys are not heard. `count`: how many end the answer; `finishOnKey`: none of them counts as an answer. */
  keys?: { count?: number | undefined; finishOnKey: string };
  /** Without it words are not heard. `hints`: what is likely to be said. */
  speech?: { hints: readonly string[] };
  /** How long the line waits in silence. */
  timeoutSeconds: number;
  /** Whether silence, and the finishing key alone, are told as well. */
  onEmpty?: boolean;
  /** Plays a few seconds of it behind what is said. */
  music?: boolean;
}

/** What the line does next, in the order in which it does it. */
export type Speech =
  | Say
  | Ask
  /** `finishOnKey`: any of these keys ends the message. */
  | { kind: 'record'; at: string; maxSeconds: number; finishOnKey: string }
  /** A few seconds of it. */
  | { kind: 'music' }
  | { kind: 'go'; to: string }
  /** `whisper`: the path that says what the person hears before they take the call. */
  | {
      kind: 'dial';
      number: string;
      callerId?: string | undefined;
      ringSeconds: number;
      at: string;
      whisper: string;
    }
  /** Costs nothing, and only as the first thing. */
  | { kind: 'reject' }
  | { kind: 'hang-up' };

export const hangUp: Speech = { kind: 'hang-up' };
