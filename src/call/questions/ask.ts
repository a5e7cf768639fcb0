import type { Language } from '../../contract/language';
import type { PromptKey } from '../../contract/prompts';
import type { FieldKind, Question } from '../../contract/question';
import { wordsOf } from '../languages';
import { type OwnPrompts, phrase } from '../languages/phrase';
import { MOST_KEYS } from './open-questions';

const PROMPT_OF: Record<FieldKind, PromptKey> = {
  choice: 'askChoice',
  choices: 'askChoice',
  number: 'askNumber',
  date: 'askDate',
  'date-time': 'askDateTime',
  phone: 'askPhone',
  email: 'askEmail',
  url: 'askText',
  text: 'askText',
  paragraph: 'askText',
  other: 'askText',
};

/** What the line says to ask for a field: sentence by sentence, the way out last. */
export function askSpeech(question: Question, language: Language, own: OwnPrompts = {}): string[] {
  const { kind, choices } = question;
  // The sentence around it has its own end.
  const field = question.name.trim().replace(/[\s?？:：.。*]+$/u, '') || question.name;
  const options = choices.length <= MOST_KEYS ? choices : [];
  return [
    phrase(language, PROMPT_OF[kind], { field }, own),
    // As a text: no language writes a key in any other way.
    ...options.map(({ label }, index) =>
      phrase(language, 'option', { name: label, key: String(index + 1) }, own),
    ),
    phrase(language, 'skipHint', {}, own),
  ];
}

/** How Twilio's `<Gather>` listens for an answer: https://www.twilio.com/docs/voice/twiml/gather */
export interface GatherRules {
  /** So many keys end an answer; undefined where only `finishOnKey` does. */
  numDigits: number | undefined;
  /** Empty where # comes as a key of its own. */
  finishOnKey: string;
  timeoutSeconds: number;
  /** What is likely to be said. */
  hints: string[];
}

type Keys = Omit<GatherRules, 'hints'>;

/** For whatever keys don't answer: 0, * and # count at once. */
const oneKey = (timeoutSeconds: number): Keys => ({ numDigits: 1, finishOnKey: '', timeoutSeconds });
const keys = (numDigits: number | undefined, timeoutSeconds: number): Keys => ({
  numDigits,
  finishOnKey: '#',
  timeoutSeconds,
});

/** Long silences are allowed: people look things up, stutter, or use a relay. */
const RULES: Record<FieldKind, Keys> = {
  choice: oneKey(8),
  choices: oneKey(8),
  number: keys(undefined, 10),
  date: keys(8, 10),
  'date-time': keys(12, 12),
  phone: keys(undefined, 12),
  email: oneKey(12),
  url: oneKey(12),
  text: oneKey(10),
  paragraph: oneKey(12),
  other: oneKey(8),
};

/** Longer hints are refused. */
const HINT_LENGTH = 100;

export const gatherRules = ({ kind, choices }: Question, language: Language): GatherRules => ({
  ...RULES[kind],
  hints: choices.length === 0 ? [] : [...choices.map(({ label }) => label), ...waysOut(language)].map(toHint),
});

const waysOut = (language: Language): readonly string[] => wordsOf(language).heard.skip;

/** A comma would make two of one. */
const toHint = (text: string): string =>
  text
    .replace(/[,，、]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, HINT_LENGTH);
