import { type Caption, writeWav } from './wav-file';

/** Hz; the telephone's own rate, and the rate of Twilio's recordings. */
const SAMPLE_RATE = 8000;
const WORDS_PER_SECOND = 2.5;
const WORD_SECONDS = 1 / WORDS_PER_SECOND;
/** Of a word's slot; the rest is the gap before the next word. */
const VOICED_SHARE = 0.75;
const PITCH_HZ = 120;
const LOUDNESS = 6000;

const FRAME_SECONDS = 0.02;
/** Root mean square of a frame, about -44 dBFS: above the hiss of a quiet line, below a soft voice. */
const SPEECH_LEVEL = 200;
/** Less sound than this is a click or a breath. */
const SHORTEST_SPEECH_SECONDS = 0.2;

/**
 * A murmur for typed words: no speech, but sound where the words would be and silence at the commas, so that
 * whatever measures energy or length treats it as a person talking. Empty words give a silent file.
 * The same caption always gives the same bytes.
 *
 * @param options.seconds the length of the file; by default about 2.5 words a second, with pauses.
 */
export function makeCaptionedSpeech(caption: Caption, options: { seconds?: number } = {}): Uint8Array {
  const slots = planSlots(caption);
  const natural = Math.max(1, slots.length * WORD_SECONDS);
  const seconds = options.seconds ?? natural;
  const samples = new Int16Array(Math.round(seconds * SAMPLE_RATE));
  const stretch = seconds / natural;
  slots.forEach((slot, index) => {
    if (slot === 'word') addWord(samples, index * WORD_SECONDS * stretch, WORD_SECONDS * stretch, index);
  });
  return writeWav({ samples, sampleRate: SAMPLE_RATE, caption });
}

/** One slot per word, and one more of silence at each mark that a speaker would breathe at. */
function planSlots(caption: Caption): ('word' | 'pause')[] {
  const segments = new Intl.Segmenter('und', { granularity: 'word' }).segment(caption.text);
  return [...segments].flatMap(({ segment, isWordLike }): ('word' | 'pause')[] => {
    if (isWordLike) return ['word'];
    return /[.,;:!?…。、！？]/.test(segment) ? ['pause'] : [];
  });
}

function addWord(samples: Int16Array, startSeconds: number, slotSeconds: number, index: number): void {
  const start = Math.round(startSeconds * SAMPLE_RATE);
  const length = Math.floor(slotSeconds * VOICED_SHARE * SAMPLE_RATE);
  // A voice that never moves sounds like a dial tone, to a person and to a tone detector.
  const pitch = PITCH_HZ * (1 + 0.15 * Math.sin(index * 1.7));
  for (let offset = 0; offset < length && start + offset < samples.length; offset++) {
    const phase = (2 * Math.PI * pitch * offset) / SAMPLE_RATE;
    const voice = Math.sin(phase) + 0.5 * Math.sin(2 * phase) + 0.3 * Math.sin(5 * phase);
    samples[start + offset] = Math.round(LOUDNESS * Math.sin((Math.PI * offset) / length) * voice);
  }
}

/**
 * Whether nobody speaks: less than a fifth of a second is louder than a quiet line.
 *
 * @param samples linear 16-bit, one channel
 * @param sampleRate Hz
 */
export function isSilent(samples: Int16Array, sampleRate: number): boolean {
  const frame = Math.max(1, Math.round(sampleRate * FRAME_SECONDS));
  let loudFrames = 0;
  for (let start = 0; start < samples.length; start += frame) {
    const part = samples.subarray(start, start + frame);
    const energy = part.reduce((sum, sample) => sum + sample * sample, 0) / part.length;
    if (Math.sqrt(energy) > SPEECH_LEVEL) loudFrames++;
  }
  return loudFrames * FRAME_SECONDS < SHORTEST_SPEECH_SECONDS;
}
