import { createMp3Encoder } from 'wasm-media-encoders';
import type { Caption } from '../wav';
import { type Speech, TELEPHONE_RATE } from './audio';

/** Twilio's recordings are small; speech at 8 kHz needs no more. Kilobits a second. */
const BITRATE = 32;
/** The description of the ID3 text frame that holds the words, as the `capt` chunk does in a WAV file. */
const CAPTION_FRAME = 'capt';

/** Encodes a recording as MP3 (MPEG-2.5 Layer III, mono). Its caption rides in an ID3v2.4 `TXXX` frame in front. */
export async function encodeMp3({ samples, caption }: Speech): Promise<Uint8Array> {
  const encoder = await createMp3Encoder();
  encoder.configure({ sampleRate: TELEPHONE_RATE, channels: 1, bitrate: BITRATE });
  const floats = Float32Array.from(samples, (sample) => sample / 32768);
  // The encoder's buffer is its own and is overwritten by the next call.
  const body = Uint8Array.from(encoder.encode([floats]));
  const tail = Uint8Array.from(encoder.finalize());
  return concatenate(caption ? makeTag(caption) : new Uint8Array(0), body, tail);
}

/** The words in an MP3 of ours. */
export function readMp3Caption(bytes: Uint8Array): Caption | undefined {
  const text = new TextDecoder().decode(bytes.subarray(20, 20 + 4096));
  const prefix = `\u0003${CAPTION_FRAME}\0`;
  if (new TextDecoder('latin1').decode(bytes.subarray(0, 3)) !== 'ID3' || !text.startsWith(prefix))
    return undefined;
  const size = readSyncSafe(bytes, 14) - prefix.length;
  const json = new TextDecoder().decode(bytes.subarray(20 + prefix.length, 20 + prefix.length + size));
  const value: unknown = JSON.parse(json);
  if (typeof value !== 'object' || value === null || !('text' in value) || !('language' in value))
    return undefined;
  return { text: String(value.text), language: String(value.language) };
}

/** https://id3.org/id3v2.4.0-structure: lengths in 7 bits per byte, text as UTF-8 (encoding 3). */
function makeTag({ text, language }: Caption): Uint8Array {
  const body = new TextEncoder().encode(`\u0003${CAPTION_FRAME}\0${JSON.stringify({ text, language })}`);
  const frame = concatenate(new TextEncoder().encode('TXXX'), syncSafe(body.length), new Uint8Array(2), body);
  return concatenate(new TextEncoder().encode('ID3\u0004\0\0'), syncSafe(frame.length), frame);
}

const syncSafe = (value: number): Uint8Array =>
  Uint8Array.from([21, 14, 7, 0], (shift) => (value >> shift) & 0x7f);

const readSyncSafe = (bytes: Uint8Array, at: number): number =>
  bytes.subarray(at, at + 4).reduce((value, byte) => (value << 7) | byte, 0);

function concatenate(...parts: Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((total, part) => total + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
