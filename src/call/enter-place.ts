import {
  check,
  chooseLanguage,
  chooseType,
  code,
  known,
  later,
  question,
  recap,
  status,
  told,
} from './documents/ask';
import { hear, listen } from './documents/listen';
import { pathOf } from './graph';
import type { Move } from './move';
import { hangUp, type Say, type Speech } from './speech';
import { choose, hasPerson, say, type Talk } from './talk';
import { secondsFor } from './turns/listen';

/** What the line says and does as it comes to a place. */
export function enterPlace(
  talk: Talk,
  { to, first = [], attempt = 1, item = 1, later: isLater }: Move,
): Speech[] {
  switch (to) {
    case 'end':
      return [...first, ...(isLater === true ? later(talk) : [hangUp])];
    case 'opening':
      return [...first, hangUp];
    case 'language':
      return chooseLanguage(talk, attempt, first);
    case 'type':
      return chooseType(talk, attempt, first);
    case 'listening':
      return listen(talk, { say: first, place: to, attempt, maxSeconds: secondsFor(talk.line, to, attempt) });
    case 'adding':
    case 'comment':
      return talk.call.unrecorded
        ? hear(talk, { say: first, place: to, attempt })
        : listen(talk, { say: first, place: to, attempt, maxSeconds: secondsFor(talk.line, to, attempt) });
    case 'speaking':
      return hear(talk, { say: first, place: to, attempt });
    case 'waiting':
      return [...wait(talk, attempt, first), { kind: 'go', to: pathOf({ place: to, attempt }) }];
    case 'filing':
      return [...first, ...(attempt > 1 ? [music] : []), { kind: 'go', to: pathOf({ place: to, attempt }) }];
    case 'recap':
      return recap(talk, attempt, first);
    case 'question':
      return question(talk, item, attempt, first);
    case 'check':
      return check(talk, item, attempt, first);
    case 'told':
      return told(talk, attempt, first);
    case 'known':
      return known(talk, attempt, first);
    case 'code':
      return code(talk, attempt, first);
    case 'status':
      return status(talk, attempt, first, talk.found.status);
    case 'person':
      return connect(talk, first);
  }
}

const music: Speech = { kind: 'music' };

/** Somebody who hears music can still ask for a person. */
function wait(talk: Talk, attempt: number, first: Say[]): Speech[] {
  if (attempt === 1) return first;
  const ask = choose(talk, pathOf({ place: 'waiting', attempt }), first, []);
  return [{ ...ask, music: true, timeoutSeconds: 1 }];
}

/** Rings the person, or goes straight to what comes when nobody answers. */
function connect(talk: Talk, first: Speech[]): Speech[] {
  const { line, call } = talk;
  const at = pathOf({ place: 'person', attempt: 1 });
  if (line.transfer === undefined || !hasPerson(talk)) return [...first, { kind: 'go', to: at }];
  const { number, ringSeconds } = line.transfer;
  return [
    ...first,
    say(talk, 'connecting'),
    {
      kind: 'dial',
      number,
      ringSeconds,
      at,
      whisper: `/whisper/${call.id}`,
      // Without one Twilio shows the caller's number, which a withheld one hasn't.
      ...(call.from === null && { callerId: line.number }),
    },
  ];
}
