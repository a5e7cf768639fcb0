import { PIN_DIGITS } from '../../caller/known';
import { plainText } from '../../contract/plain-text';
import type { RequestStatus } from '../effect';
import { type Place, pathOf } from '../graph';
import { wordsOf } from '../languages';
import { readKey, spellKey, spellReference } from '../languages/read-aloud';
import { askSpeech, gatherRules } from '../questions';
import { hangUp, type Say, type Speech } from '../speech';
import { choose, languageOf, openOf, say, speak, type Talk } from '../talk';

/** A place that is asked about twice; what follows then is said without an answer. */
const twice = (place: Place, attempt: number, ask: (at: string, isAgain: boolean) => Speech): Speech[] => [
  ask(pathOf({ place, attempt }), false),
  ask(pathOf({ place, attempt: attempt + 1 }), true),
];

/** Each in its own language and voice, for somebody who speaks no other. */
export function chooseLanguage(talk: Talk, attempt: number, first: Say[]): Speech[] {
  const { line } = talk;
  const options = line.languages.map((language, index) =>
    say(talk, 'languageOption', { key: String(index + 1) }, language),
  );
  const hints = line.languages.flatMap((language) => wordsOf(language).ownNames);
  const ask = choose(talk, pathOf({ place: 'language', attempt }), [...first, ...options], []);
  return [
    { ...ask, speech: { hints } },
    { kind: 'go', to: ask.at },
  ];
}

export function chooseType(talk: Talk, attempt: number, first: Say[]): Speech[] {
  const { requestTypes } = talk.line;
  const options = requestTypes.map(({ name }, index) =>
    say(talk, 'option', { name, key: String(index + 1) }),
  );
  const sentences = [...first, say(talk, 'typeIntro'), ...options];
  const ask = choose(talk, pathOf({ place: 'type', attempt }), sentences, ['person', 'repeat']);
  const hints = [...requestTypes.map(({ name }) => name), ...(ask.speech?.hints ?? [])];
  return [
    { ...ask, speech: { hints } },
    { kind: 'go', to: ask.at },
  ];
}

/** One sentence of what was understood, and what the caller can do about it (M1). */
export function recap(talk: Talk, attempt: number, first: Say[]): Speech[] {
  const summary = recapOf(talk);
  const understood = summary === undefined ? say(talk, 'recapWithoutWords') : say(talk, 'recap', { summary });
  const choices = say(talk, 'recapChoices');
  const asks = twice('recap', attempt, (at, isAgain) =>
    choose(talk, at, isAgain ? [choices] : [...first, understood, choices], RECAP_ANSWERS),
  );
  return [...asks, say(talk, 'recapUnanswered'), { kind: 'go', to: pathOf({ place: 'recap', attempt }) }];
}

export const RECAP_ANSWERS = ['yes', 'no', 'add', 'start-over', 'person', 'repeat'] as const;

/** Longer sentences are hard to follow by ear. */
const RECAP_LENGTH = 220;

/** What is read back; where the model wrote nothing, the beginning of what was said. */
function recapOf({ call }: Talk): string | undefined {
  const said = call.understanding?.recap?.trim() || call.transcript?.text;
  if (said === undefined) return undefined;
  const text = plainText(said)
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[\s.。．｡!?]+$/, '');
  if (!/[\p{L}\p{N}]/u.test(text)) return undefined;
  return text.length <= RECAP_LENGTH ? text : `${text.slice(0, RECAP_LENGTH).replace(/\s+\S*$/, '')} …`;
}

/** @param item from 1 */
export function question(talk: Talk, item: number, attempt: number, first: Say[]): Speech[] {
  const asked = talk.call.questions?.[item - 1];
  if (asked === undefined) return [{ kind: 'go', to: pathOf({ place: 'filing', attempt: 1 }) }];
  const language = languageOf(talk);
  const sentences = askSpeech(asked, language, talk.line.prompts).map((text) =>
    speak(talk.line, text, language),
  );
  const { numDigits, finishOnKey, timeoutSeconds, hints } = gatherRules(asked, language);
  const at = pathOf({ place: 'question', attempt, item });
  return [
    {
      kind: 'ask',
      at,
      say: [...first, ...sentences],
      language,
      keys: { count: numDigits, finishOnKey },
      speech: { hints },
      timeoutSeconds,
      // The key alone leaves the question open.
      onEmpty: finishOnKey !== '',
    },
    { kind: 'go', to: at },
  ];
}

/** Reads an answer back, in groups. */
export function check(talk: Talk, item: number, attempt: number, first: Say[]): Speech[] {
  const sentence = say(talk, 'answerCheck', { answer: talk.call.pendingAnswer?.readBack ?? '' });
  const at = pathOf({ place: 'check', attempt, item });
  return [choose(talk, at, [...first, sentence], CHECK_ANSWERS), { kind: 'go', to: at }];
}

export const CHECK_ANSWERS = ['yes', 'no', 'person', 'repeat'] as const;

/** The number, in groups and by the spelling alphabet (M1). */
export function told(talk: Talk, attempt: number, first: Say[]): Speech[] {
  const { call, line } = talk;
  const key = call.request?.key ?? '';
  const language = languageOf(talk);
  const isTexted = call.steps.confirmation === 'done';
  const canDecline = (isTexted || line.statusText.enabled) && call.textsOff !== true && call.from !== null;
  const sentences = [
    ...first,
    say(talk, 'filed', { request: readKey(key) }),
    say(talk, 'filedSpelled', { spelled: spellKey(language, key) }),
    ...(isTexted ? [say(talk, 'textSent')] : []),
    say(talk, 'filedChoices'),
    ...(canDecline ? [say(talk, 'noTextsChoice')] : []),
  ];
  const ask = choose(talk, pathOf({ place: 'told', attempt }), sentences, [
    'repeat',
    ...(canDecline ? (['no-texts'] as const) : []),
  ]);
  return [ask, say(talk, 'goodbye'), hangUp];
}

/** It takes longer than anybody wants to wait. What is promised is only what will come. */
export const later = (talk: Talk): Speech[] => [
  willText(talk)
    ? say(talk, 'laterByText')
    : say(talk, 'laterByReference', { reference: spellReference(talk.call.reference) }),
  hangUp,
];

const willText = ({ call, line }: Talk): boolean =>
  line.confirmation.enabled && call.canText === true && call.textsOff !== true && call.about === undefined;

export function known(talk: Talk, attempt: number, first: Say[]): Speech[] {
  const [latest] = openOf(talk);
  const isUnnamed = talk.line.knownCallers.pin && talk.call.identified !== true;
  const offer = isUnnamed
    ? say(talk, 'knownOfferUnnamed')
    : say(talk, 'knownOffer', { count: openOf(talk).length, request: readKey(latest?.key ?? '') });
  const at = pathOf({ place: 'known', attempt });
  const ask = choose(talk, at, [...first, offer], ['status', 'new', 'person', 'repeat']);
  return [ask, { kind: 'go', to: ask.at }];
}

/** By keys only: what is said aloud may be overheard. Somebody without keys can say the digits all the same. */
export function code(talk: Talk, attempt: number, first: Say[]): Speech[] {
  const at = pathOf({ place: 'code', attempt });
  return [
    {
      kind: 'ask',
      at,
      say: first.length > 0 ? first : [say(talk, 'pinSent', { count: PIN_DIGITS })],
      language: languageOf(talk),
      keys: { count: PIN_DIGITS, finishOnKey: '#' },
      speech: { hints: [] },
      // The text has to arrive first, and to be found.
      timeoutSeconds: 25,
    },
    { kind: 'go', to: at },
  ];
}

const STATUS_PROMPTS = {
  new: 'statusNew',
  'in-progress': 'statusInProgress',
  done: 'statusDone',
} as const;
/** A long note is cut: who wants all of it can have it read by a person. */
const COMMENT_LENGTH = 300;

export function status(
  talk: Talk,
  attempt: number,
  first: Say[],
  found: RequestStatus | undefined,
): Speech[] {
  const request = readKey(openOf(talk)[0]?.key ?? '');
  const sentences =
    found === undefined
      ? [say(talk, 'statusUnknown')]
      : [
          say(talk, STATUS_PROMPTS[found.category], { request, status: plainText(found.status) }),
          ...commentOf(talk, found),
        ];
  const at = pathOf({ place: 'status', attempt });
  const ask = choose(talk, at, [...first, ...sentences, say(talk, 'statusChoices')], STATUS_ANSWERS);
  return [ask, say(talk, 'goodbye'), hangUp];
}

export const STATUS_ANSWERS = ['message', 'new', 'person', 'repeat'] as const;

function commentOf(talk: Talk, { comment }: RequestStatus): Say[] {
  const text = plainText(comment ?? '')
    .replace(/\s+/g, ' ')
    .trim();
  if (text === '') return [];
  const cut =
    text.length > COMMENT_LENGTH ? `${text.slice(0, COMMENT_LENGTH).replace(/\s+\S*$/, '')} …` : text;
  return [say(talk, 'statusComment', { comment: cut })];
}
