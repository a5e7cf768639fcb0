import type { PhoneEventBody } from '../events';
import type { Fits, Heard } from '../line';
import type { LoadedDocument } from '../load';
import { type CallSession, NEXT, type Next } from '../session';
import { readText, type TwimlElement } from '../twiml/document';
import { resolveUrl } from './follow';

/** A synthetic voice, at its usual speed. */
const MS_PER_CHARACTER = 65;
const TONE_MS = 500;
const LONG_PAUSE = /W/g;
/** `loop="0"` plays on until the caller hangs up, or a thousand times. */
const ENDLESS = 1000;

/** One verb that is ready to sound. */
export interface Sound {
  event: Extract<PhoneEventBody, { ms: number }>;
  rounds: number;
}

/** `<Say>`, `<Play>` and `<Pause>`: the line talks. */
export async function announce(
  session: CallSession,
  verb: TwimlElement,
  document: LoadedDocument,
): Promise<Next> {
  const ready = await prepare(session, verb, document);
  if (ready) await sound(session, ready);
  return NEXT;
}

/** Fetches what there is to fetch; gives nothing when it can't be had, and the call goes on without. */
export async function prepare(
  session: CallSession,
  verb: TwimlElement,
  document: LoadedDocument,
): Promise<Sound | undefined> {
  const { attributes } = verb;
  const rounds = Number(attributes.loop ?? 1) || ENDLESS;
  if (verb.name === 'Pause') {
    return { event: { kind: 'pausing', ms: Number(attributes.length ?? 1) * 1000 }, rounds: 1 };
  }
  if (verb.name === 'Play') {
    const event = await preparePlay(session, verb, document);
    return event && { event, rounds };
  }
  const text = readText(verb);
  const ms = text.length * MS_PER_CHARACTER + measureBreaks(verb);
  const { language = 'en-US', voice = 'man' } = attributes;
  return { event: { kind: 'saying', text, language, voice, ms }, rounds };
}

async function preparePlay(
  session: CallSession,
  verb: TwimlElement,
  document: LoadedDocument,
): Promise<Sound['event'] | undefined> {
  const { digits } = verb.attributes;
  if (digits !== undefined) {
    const tones = digits.replace(LONG_PAUSE, 'ww').length;
    return { kind: 'playing', digits, ms: tones * TONE_MS };
  }
  const url = resolveUrl(readText(verb), document);
  const ms = await session.line.waitFor(session.clips.measure(url));
  return ms === undefined ? undefined : { kind: 'playing', url, ms };
}

/**
 * Lets it sound, inside `<Gather>` until the caller does something that is `noticed`.
 * @throws CallerHungUp
 */
export async function sound(session: CallSession, { event, rounds }: Sound, noticed?: Fits): Promise<Heard> {
  for (let round = 0; round < rounds; round++) {
    session.emit(event);
    const heard = await session.line.talk(event.ms, noticed);
    if (heard.kind !== 'nothing') return heard;
  }
  return { kind: 'nothing' };
}

function measureBreaks(element: TwimlElement): number {
  return element.children.reduce((total, child) => {
    if (typeof child === 'string') return total;
    const time = child.name === 'break' ? /^([\d.]+)(m?s)$/.exec(child.attributes.time ?? '') : null;
    const ms = time === null ? 0 : Number(time[1]) * (time[2] === 's' ? 1000 : 1);
    return total + ms + measureBreaks(child);
  }, 0);
}
