import { greetingOf, welcome } from '../documents/listen';
import { isOpen } from '../hours';
import { hearChoice, hearLanguage } from '../languages/hear';
import { type Move, readInput, type Taken, toPerson } from '../move';
import type { Say } from '../speech';
import { noteNotice, openOf, say, type Talk } from '../talk';

/** After so many silent or misheard times the line goes on without an answer. */
const ATTEMPTS = 2;

/** The first move of a call that is let in. */
export function open(talk: Talk): Move {
  const { line, call } = talk;
  if (!isOpen(line.hours, talk.around.now) && line.hours?.outside === 'goodbye')
    return { to: 'end', call, first: [say(talk, 'closedGoodbye', { line: line.name })] };
  if (line.languagePolicy === 'key' && line.languages.length > 1)
    return { to: 'language', call, first: greetingOf(talk) };
  return openFurther(talk, greetingOf(talk));
}

/** What comes before the message, once the language is known. */
function openFurther(talk: Talk, first: Say[]): Move {
  return openOf(talk).length > 0 ? { to: 'known', call: talk.call, first } : openNew(talk, first);
}

/** Towards a new request. */
export function openNew(talk: Talk, first: Say[]): Move {
  const { line, call } = talk;
  const isChosen = call.requestType !== undefined;
  if (line.typePolicy === 'key' && line.requestTypes.length > 1 && !isChosen)
    return { to: 'type', call, first };
  return startListening(talk, first);
}

/** Invites to speak, with the notice before anything is recorded. */
function startListening(talk: Talk, first: Say[], attempt = 1): Move {
  const closed = isOpen(talk.line.hours, talk.around.now)
    ? []
    : [say(talk, 'closedMessage', { line: talk.line.name })];
  return { to: 'listening', call: noteNotice(talk), attempt, first: [...first, ...closed, ...welcome(talk)] };
}

export function takeLanguage(talk: Talk, { turn, digits, speech, hungUp }: Taken): Move {
  if (hungUp) return { to: 'end', call: talk.call };
  const { languages } = talk.line;
  const chosen =
    digits === undefined ? hearLanguage(speech ?? '', languages) : languages[Number.parseInt(digits, 10) - 1];
  if (digits === '0') return toPerson(talk);
  if (chosen === undefined && turn.attempt < ATTEMPTS)
    return { to: 'language', call: talk.call, attempt: turn.attempt + 1 };
  const spoken = { ...talk, call: { ...talk.call, language: chosen ?? talk.call.language } };
  return openFurther(spoken, []);
}

export function takeType(talk: Talk, { turn, digits, speech, hungUp }: Taken): Move {
  if (hungUp) return { to: 'end', call: talk.call };
  const { requestTypes } = talk.line;
  const input = readInput(talk, { digits, speech }, {}, ['person', 'repeat']);
  const names = requestTypes.map(({ name }) => name);
  const index =
    digits === undefined ? hearChoice(talk.call.language, speech ?? '', names) : Number(digits) - 1;
  const chosen = index === undefined ? undefined : requestTypes[index];
  if (chosen !== undefined) {
    const call = { ...talk.call, requestType: { id: chosen.id, by: 'caller' as const } };
    return startListening({ ...talk, call }, []);
  }
  if (input === 'person') return toPerson(talk);
  const attempt = turn.attempt + 1;
  if (attempt > (input === 'nothing' ? ATTEMPTS : ATTEMPTS + 1)) return startListening(talk, []);
  return {
    to: 'type',
    call: talk.call,
    attempt,
    first: input === 'unknown' ? [say(talk, 'notUnderstood')] : [],
  };
}
