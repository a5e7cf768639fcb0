import { createHash } from 'node:crypto';
import type { Call } from '../contract/call';
import { type Language, matchLanguage } from '../contract/language';
import type { PromptKey } from '../contract/prompts';
import type { Line } from '../contract/settings';
import type { PinSent, RequestStatus } from './effect';
import { isOpen } from './hours';
import { wordsOf } from './languages';
import { phrase, type Values } from './languages/phrase';
import type { SpokenAnswer } from './languages/words';
import type { Ask, Say } from './speech';

/** An open request of a caller whom the line knows. */
export interface OpenRequest {
  key: string;
  id: string;
}

/** What the conversation is told about its surroundings. */
export interface Surroundings {
  /** The line that was called; undefined for a number that no line has. */
  line: Line | undefined;
  /** What the line speaks to this caller as long as nothing else is known. */
  language: Language;
  /** Whether this caller can get texts and has not declined them. */
  canText: boolean;
  /** The caller's open requests, the newest first; none where the line does not trust caller ID. */
  open: readonly OpenRequest[];
  /** Whether an admin has stopped new calls (V23); those that were let in before go on. */
  paused: boolean;
  /** Whether the call is one too many, or from somebody who is not let in (T6). */
  refused: boolean;
  /** The secret that a code is checked with; only where one was entered. */
  pepper: string | undefined;
  /** Milliseconds since the epoch. */
  now: number;
}

/** Whether somebody can be asked for now. */
export const hasPerson = ({ line, around }: Pick<Talk, 'line' | 'around'>): boolean =>
  line.transfer !== undefined && isOpen(line.hours, around.now);

/** What the caller has asked for before, and is not done. */
export const openOf = ({ call }: { call: Call }): readonly OpenRequest[] => call.openRequests ?? [];

/** A call in conversation. */
export interface Talk {
  call: Call;
  line: Line;
  around: Surroundings;
  /** What came of what was done outside for this turn. */
  found: { worked?: boolean; filed?: boolean; status?: RequestStatus | undefined; pin?: PinSent };
}

/** What the line speaks to the caller by now: the language that was heard, where the line has it and is to follow it. */
export function languageOf({ call, line }: Pick<Talk, 'call' | 'line'>): Language {
  const heard = line.languagePolicy === 'speech' ? matchLanguage(call.transcript?.language ?? '') : undefined;
  return heard !== undefined && line.languages.includes(heard) ? heard : call.language;
}

/** One of the line's sentences, in the caller's language and the line's voice. */
export function say(
  talk: Pick<Talk, 'call' | 'line'>,
  key: PromptKey,
  values: Values = {},
  language = languageOf(talk),
): Say {
  return speak(talk.line, phrase(language, key, values, talk.line.prompts), language);
}

/** What the admin wrote is in the line's first language, and is said in its voice whatever the caller speaks. */
export function sayOwn(talk: Talk, own: string | undefined, key: PromptKey, values: Values = {}): Say {
  return own ? speak(talk.line, own, talk.line.languages[0] ?? 'en') : say(talk, key, values);
}

export const speak = (line: Line, text: string, language: Language): Say => ({
  kind: 'say',
  text,
  language,
  ...(line.voices[language] !== undefined && { voice: line.voices[language] }),
});

/** The notice before a recording, and the same call noting that it was played (V24). */
export function noticeOf(talk: Talk): Say[] {
  const { line } = talk;
  const notice = sayOwn(talk, line.notice, 'notice');
  return line.mayDecline ? [notice, say(talk, 'noticeDecline')] : [notice];
}

/** The version of a notice is a digest of its words: whoever has them can tell whether they were these. */
export function noteNotice(talk: Talk): Call {
  const [notice] = noticeOf(talk);
  if (talk.call.notice !== undefined || notice === undefined) return talk.call;
  const version = createHash('sha256').update(notice.text).digest('hex').slice(0, 12);
  return { ...talk.call, notice: { version, language: notice.language, at: talk.around.now } };
}

/** How long the line waits for somebody to choose: time to find the key. */
const CHOICE_SECONDS = 6;

/** Asks for one of several things, by key or in words. */
export function choose(talk: Talk, at: string, sentences: Say[], answers: readonly SpokenAnswer[]): Ask {
  const language = languageOf(talk);
  const { heard } = wordsOf(language);
  return {
    kind: 'ask',
    at,
    say: sentences,
    language,
    keys: { count: 1, finishOnKey: '' },
    ...(answers.length > 0 && { speech: { hints: answers.flatMap((answer) => heard[answer]) } }),
    timeoutSeconds: CHOICE_SECONDS,
  };
}

/** Whether there is something to file; a message that turned out to be silent is none. */
export const hasMessage = ({ state, recording, transcript }: Call): boolean =>
  state !== 'abandoned' && (recording !== undefined || transcript !== undefined);

const MINUTE_MS = 60_000;

/** Nobody files what is understood while the caller may be busy for so long with what the line asks next. */
export const hold = (call: Call, now: number, seconds = 0): Call => ({
  ...call,
  heldUntil: now + 3 * MINUTE_MS + seconds * 1000,
});

export const release = ({ heldUntil: _, ...call }: Call): Call => call;
