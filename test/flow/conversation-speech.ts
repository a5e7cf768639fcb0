import { makeCaptionedSpeech, readWav, writeWav } from '../sandbox/wav';

/** What the caller is heard saying; a long message is the same again and again, for as long as it lasts. */
export function makeSpeech(text: string, language: string, seconds = 0): Uint8Array {
  const once = makeCaptionedSpeech({ text, language });
  const times = Math.ceil(seconds / readWav(once).seconds);
  return times <= 1 ? once : makeCaptionedSpeech({ text: Array(times).fill(text).join(' '), language });
}

/** Crackling, as on a bad line: just loud enough to be recorded, and not as loud as a voice. */
export function makeCrackle(): Uint8Array {
  const sampleRate = 8000;
  const samples = new Int16Array(3 * sampleRate);
  for (let at = 0; at < samples.length; at += sampleRate / 10) samples[at] = 2534;
  return writeWav({ samples, sampleRate });
}
