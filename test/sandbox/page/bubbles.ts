import type { Act } from './utterance';

/** One thing that was said, pressed or that happened, as the conversation shows it. */
export interface Bubble {
  id: string;
  who: 'line' | 'caller' | 'note';
  text: string;
  /** What is no plain speech. */
  look?: 'keys' | 'music' | 'whisper';
  /** BCP 47, for the browser's voice and for screen readers. */
  language?: string;
  /** Of what the caller says: kept until the line listens, being said, heard, or refused with a reason. */
  progress?: 'waiting' | 'sending' | 'said' | 'refused';
  error?: string;
}

type Bubbles = readonly Bubble[];

/** Bubbles are told apart by their place: they are only ever added. */
export function addBubble(
  bubbles: Bubbles,
  bubble: Omit<Bubble, 'id'>,
  id = `bubble-${bubbles.length}`,
): Bubbles {
  return bubble.text === '' ? bubbles : [...bubbles, { ...bubble, id }];
}

export const addNote = (bubbles: Bubbles, text: string, look?: Bubble['look']): Bubbles =>
  addBubble(bubbles, { who: 'note', text, ...(look && { look }) });

/** A clip that plays again and again is one line. */
export const addMusic = (bubbles: Bubbles): Bubbles =>
  findLast(bubbles)?.look === 'music' ? bubbles : addNote(bubbles, 'Hold music', 'music');

/** The last that was said or happened; what only waits to be said has no place yet. */
export const findLast = (bubbles: Bubbles): Bubble | undefined =>
  bubbles.findLast(({ progress }) => progress !== 'waiting');

export const changeBubble = (bubbles: Bubbles, id: string | undefined, change: Partial<Bubble>): Bubbles =>
  bubbles.map((bubble) => (bubble.id === id ? { ...bubble, ...change } : bubble));

/** What was typed ahead takes its place in the conversation when it is said. */
export const moveToEnd = (bubbles: Bubbles, id: string): Bubbles => [
  ...bubbles.filter((bubble) => bubble.id !== id),
  ...bubbles.filter((bubble) => bubble.id === id),
];

/** Keys that are pressed one after the other are read as one: `4821`. */
export function addKeys(
  bubbles: Bubbles,
  digits: string,
  before: string | undefined,
  error?: string,
): Bubbles {
  const last = findLast(bubbles);
  const progress = error === undefined ? 'said' : 'refused';
  if (last && last.id === before && last.progress === progress)
    return changeBubble(bubbles, last.id, { text: last.text + digits });
  return addBubble(bubbles, {
    who: 'caller',
    look: 'keys',
    text: digits,
    progress,
    ...(error !== undefined && { error }),
  });
}

export function describeAct(act: Act): Omit<Bubble, 'id'> {
  const said = { who: 'caller', progress: 'waiting' } as const;
  switch (act.kind) {
    case 'typed':
      return { ...said, text: act.text, ...(act.language && { language: act.language }) };
    case 'sample':
      return { ...said, text: `Sample call: ${act.sample.title}` };
    case 'microphone':
      return { ...said, text: `Spoken into the microphone, ${Math.max(1, Math.round(act.seconds))} s` };
    case 'keys':
      return { ...said, look: 'keys', text: act.digits };
  }
}
