/*
 * Quiet music for callers who wait, made here: no file, no other host, no rights. A web trigger answers with a string, so
 * every byte of the sound is below 128, which all of the encodings on the way leave as it is. Mu-law has such bytes for
 * negative samples only; the music lies below zero, and a telephone line does not carry the offset.
 */

const RATE = 8000;
/** Two bytes below 128 that are the length: about four seconds. */
const SAMPLES = 0x7f00;
/** Half of the way down from zero, in 16-bit samples; about -18 dBFS. */
const DEPTH = 3900;
const FADE = RATE / 4;

/** An open chord, up and down again. */
const NOTES_HZ = [261.63, 392, 523.25, 659.26, 587.33, 523.25, 392, 329.63];

/** As long as the clip is; less than anybody should wait for a word. */
export const MUSIC_SECONDS = SAMPLES / RATE;

let made: string | undefined;

/** The clip as a WAV file, one character a byte. It is the same for everybody. */
export function musicWav(): string {
  made ??=
    header() + Array.from({ length: SAMPLES }, (_, index) => String.fromCharCode(sampleAt(index))).join('');
  return made;
}

function sampleAt(index: number): number {
  const fade = Math.min(1, index / FADE, (SAMPLES - 1 - index) / FADE);
  return encodeNegative(fade * DEPTH * (1 + melodyAt(index)));
}

/** From -1 to 1: a note that dies away, and the last one under it. */
function melodyAt(index: number): number {
  const length = SAMPLES / NOTES_HZ.length;
  const note = Math.floor(index / length);
  const voice = (which: number, age: number): number =>
    Math.sin((2 * Math.PI * (NOTES_HZ[which] ?? 0) * index) / RATE) * Math.exp(-age / (0.45 * RATE));
  const age = index - note * length;
  const attack = Math.min(1, age / (0.03 * RATE));
  return 0.6 * attack * voice(note, age) + 0.3 * (note > 0 ? voice(note - 1, age + length) : 0);
}

/** ITU-T G.711 mu-law of `-magnitude`. */
function encodeNegative(magnitude: number): number {
  const biased = Math.min(32_635, Math.round(magnitude)) + 0x84;
  const exponent = Math.floor(Math.log2(biased)) - 7;
  const mantissa = (biased >> (exponent + 3)) & 0x0f;
  return ~(0x80 | (exponent << 4) | mantissa) & 0xff;
}

function header(): string {
  const number = (value: number, bytes: number): string =>
    Array.from({ length: bytes }, (_, index) => String.fromCharCode((value >> (8 * index)) & 0xff)).join('');
  const MU_LAW = 7;
  const format =
    number(MU_LAW, 2) + number(1, 2) + number(RATE, 4) + number(RATE, 4) + number(1, 2) + number(8, 2);
  return (
    `RIFF${number(4 + 26 + 12 + 8 + SAMPLES, 4)}WAVE` +
    `fmt ${number(18, 4)}${format}${number(0, 2)}` +
    `fact${number(4, 4)}${number(SAMPLES, 4)}` +
    `data${number(SAMPLES, 4)}`
  );
}
