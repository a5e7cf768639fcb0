import type { Fits, Heard } from '../line';
import { type CallSession, NEXT, type Next } from '../session';
import { readText, type TwimlElement } from '../twiml/document';

/** A synthetic voice, at its usual speed. */
const MS_PER_CHARACTER = 65;
/** A clip's length is unknown: nothing is fetched for `<Play>`. */
const CLIP_MS = 3000;
const TONE_MS = 500;
/** `loop="0"` plays on until the caller hangs up, or a thousand times. */
const ENDLESS = 1000;

/** `<Say>`, `<Play>` and `<Pause>`: the line talks. */
export async function announce(session: CallSession, verb: TwimlElement): Promise<Next> {
  await sound(session, verb);
  return NEXT;
}

/**
 * Lets one verb sound, inside `<Gather>` until the caller does something that is `noticed`.
 * @throws CallerHungUp
 */
export async function sound(session: CallSession, verb: TwimlElement, noticed?: Fits): Promise<Heard> {
  const loop = Number(verb.attributes.loop ?? 1) || ENDLESS;
  for (let round = 0; round < loop; round++) {
    const heard = await session.line.talk(start(session, verb), noticed);
    if (heard.kind !== 'nothing') return heard;
    if (verb.name === 'Pause') break;
  }
  return { kind: 'nothing' };
}

/** Tells what begins to sound; gives its length in milliseconds. */
function start(session: CallSession, verb: TwimlElement): number {
  const { attributes } = verb;
  if (verb.name === 'Pause') {
    const ms = Number(attributes.length ?? 1) * 1000;
    session.emit({ kind: 'pausing', ms });
    return ms;
  }
  if (verb.name === 'Play') {
    const { digits } = attributes;
    const url = readText(verb);
    const ms = digits === undefined ? CLIP_MS : digits.length * TONE_MS;
    session.emit({ kind: 'playing', ...(url && { url }), ...(digits && { digits }), ms });
    return ms;
  }
  const text = readText(verb);
  const ms = text.length * MS_PER_CHARACTER + measureBreaks(verb);
  const { language = 'en-US', voice = 'man' } = attributes;
  session.emit({ kind: 'saying', text, language, voice, ms });
  return ms;
}

function measureBreaks(element: TwimlElement): number {
  return element.children.reduce((total, child) => {
    if (typeof child === 'string') return total;
    const time = child.name === 'break' ? /^([\d.]+)(m?s)$/.exec(child.attributes.time ?? '') : null;
    const ms = time === null ? 0 : Number(time[1]) * (time[2] === 's' ? 1000 : 1);
    return total + ms + measureBreaks(child);
  }, 0);
}
