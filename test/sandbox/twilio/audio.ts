import { type Caption, isSilent, readWav, writeWav } from '../wav';

/** What a telephone carries: mono, 8 kHz. */
export interface Speech {
  samples: Int16Array;
  caption?: Caption;
}

export const TELEPHONE_RATE = 8000;
const FRAME = TELEPHONE_RATE / 50;
/** Root mean square of a frame from which on it counts as sound; the level of `isSilent`. */
const SOUND_LEVEL = 200;

/**
 * Puts a WAV file on the line: mixed to mono, brought to 8 kHz.
 * @throws Error when the file is malformed.
 */
export function readSpeech(bytes: Uint8Array): Speech {
  const wav = readWav(bytes);
  const samples = resample(mixToMono(wav.samples, wav.channels), wav.sampleRate);
  return { samples, ...(wav.caption && { caption: wav.caption }) };
}

function mixToMono(samples: Int16Array, channels: number): Int16Array {
  if (channels === 1) return samples;
  return Int16Array.from({ length: Math.floor(samples.length / channels) }, (_, frame) => {
    let sum = 0;
    for (let channel = 0; channel < channels; channel++) sum += samples[frame * channels + channel] ?? 0;
    return sum / channels;
  });
}

/** Each new sample is the mean of the old ones that it stands for, or its neighbours' blend when there are fewer. */
function resample(samples: Int16Array, rate: number): Int16Array {
  if (rate === TELEPHONE_RATE) return samples;
  const step = rate / TELEPHONE_RATE;
  return Int16Array.from({ length: Math.floor(samples.length / step) }, (_, index) => {
    const from = index * step;
    if (step < 1) return blend(samples, from);
    const to = Math.max(from + 1, from + step);
    let sum = 0;
    let count = 0;
    for (let at = Math.floor(from); at < to && at < samples.length; at++) {
      sum += samples[at] ?? 0;
      count++;
    }
    return count === 0 ? 0 : sum / count;
  });
}

function blend(samples: Int16Array, at: number): number {
  const left = Math.floor(at);
  const share = at - left;
  return (samples[left] ?? 0) * (1 - share) + (samples[left + 1] ?? samples[left] ?? 0) * share;
}

export const measureMs = (speech: Speech): number => (speech.samples.length / TELEPHONE_RATE) * 1000;

export const makeSilence = (ms: number): Speech => ({
  samples: new Int16Array(Math.round((ms / 1000) * TELEPHONE_RATE)),
});

/**
 * The first `ms` of a speech. Its caption loses the words that were not said yet, so that a recording that was cut
 * off doesn't know its end.
 */
export function cutSpeech(speech: Speech, ms: number): Speech {
  const length = Math.round((ms / 1000) * TELEPHONE_RATE);
  if (length >= speech.samples.length) return speech;
  const samples = speech.samples.subarray(0, length);
  if (!speech.caption) return { samples };
  const spokenUntil = findSound(speech.samples)?.to ?? speech.samples.length;
  const words = speech.caption.text.split(/\s+/);
  const said = words.slice(0, Math.floor((words.length * length) / Math.max(1, spokenUntil)));
  if (said.length === 0) return { samples };
  return { samples, caption: { ...speech.caption, text: said.join(' ') } };
}

export function joinSpeeches(speeches: readonly Speech[]): Speech {
  const samples = new Int16Array(speeches.reduce((total, { samples: { length } }) => total + length, 0));
  let at = 0;
  for (const speech of speeches) {
    samples.set(speech.samples, at);
    at += speech.samples.length;
  }
  const captions = speeches.flatMap(({ caption }) => (caption && caption.text !== '' ? [caption] : []));
  const [first] = captions;
  if (first === undefined) return { samples };
  return { samples, caption: { language: first.language, text: captions.map(({ text }) => text).join(' ') } };
}

/** When the first silence of at least `ms` has lasted that long, in milliseconds from the start; if there is one. */
export function findLongSilence(speech: Speech, ms: number): number | undefined {
  const needed = Math.ceil(((ms / 1000) * TELEPHONE_RATE) / FRAME);
  let quiet = 0;
  for (let frame = 0; frame * FRAME < speech.samples.length; frame++) {
    quiet = isLoud(speech.samples, frame * FRAME) ? 0 : quiet + 1;
    if (quiet >= needed) return ((frame + 1) * FRAME * 1000) / TELEPHONE_RATE;
  }
  return undefined;
}

/** How long it is silent at the end. */
export function measureTail(speech: Speech): number {
  const end = findSound(speech.samples)?.to ?? 0;
  return ((speech.samples.length - end) / TELEPHONE_RATE) * 1000;
}

/** `trim="trim-silence"`: nothing but what lies between the first sound and the last. */
export function trimSilence(speech: Speech): Speech {
  const sound = findSound(speech.samples);
  if (sound === undefined) return { samples: new Int16Array(0) };
  return { ...speech, samples: speech.samples.subarray(sound.from, sound.to) };
}

export const isEmptySpeech = (speech: Speech): boolean =>
  speech.samples.length === 0 || isSilent(speech.samples, TELEPHONE_RATE);

export const writeSpeech = (speech: Speech): Uint8Array =>
  writeWav({
    samples: speech.samples,
    sampleRate: TELEPHONE_RATE,
    ...(speech.caption && { caption: speech.caption }),
  });

function findSound(samples: Int16Array): { from: number; to: number } | undefined {
  let from: number | undefined;
  let to = 0;
  for (let at = 0; at < samples.length; at += FRAME) {
    if (!isLoud(samples, at)) continue;
    from ??= at;
    to = Math.min(at + FRAME, samples.length);
  }
  return from === undefined ? undefined : { from, to };
}

function isLoud(samples: Int16Array, at: number): boolean {
  let energy = 0;
  const end = Math.min(at + FRAME, samples.length);
  for (let index = at; index < end; index++) energy += (samples[index] ?? 0) ** 2;
  return Math.sqrt(energy / Math.max(1, end - at)) >= SOUND_LEVEL;
}
