/**
 * What can be told from a recording without understanding it. Models invent words for silence, so silence is never
 * sent to one; and words that don't fit into the time are not trusted.
 */
export interface Sound {
  seconds: number;
  /** Seconds in which something louder than the line's own noise was heard. */
  voicedSeconds: number;
}

const FRAME_SECONDS = 0.03;
/** -46 dBFS: under the level of a whisper on a phone line, over that of a quiet room. */
const VOICED_RMS = 0.005;
/** Shorter than the shortest word. */
const SHORTEST_SPEECH_SECONDS = 0.15;
/** Twice as fast as fast speech. */
const MOST_WORDS_PER_SECOND = 8;

/** Measures a WAV file of 16-bit PCM or 8-bit mu-law; `undefined` for anything else. */
export function measureSound(wav: Uint8Array): Sound | undefined {
  const format = readFormat(wav);
  if (format === undefined) return undefined;
  const { data, bytesPerSample, rate, sampleAt } = format;
  const samples = Math.floor(data.byteLength / bytesPerSample);
  const frame = Math.max(1, Math.floor(rate * FRAME_SECONDS));
  let voiced = 0;
  for (let start = 0; start < samples; start += frame) {
    const end = Math.min(samples, start + frame);
    let energy = 0;
    for (let index = start; index < end; index++) energy += sampleAt(index) ** 2;
    if (Math.sqrt(energy / (end - start)) >= VOICED_RMS) voiced += end - start;
  }
  return { seconds: samples / rate, voicedSeconds: voiced / rate };
}

export const isSilent = (sound: Sound): boolean => sound.voicedSeconds < SHORTEST_SPEECH_SECONDS;

/** Whether `text` has more words than anybody could have said in the time that was not silent. */
export function isTooMuch(text: string, sound: Sound): boolean {
  const words = [...new Intl.Segmenter(undefined, { granularity: 'word' }).segment(text)];
  return words.filter((word) => word.isWordLike).length > 5 + MOST_WORDS_PER_SECOND * sound.voicedSeconds;
}

interface Format {
  data: DataView;
  bytesPerSample: number;
  rate: number;
  /** The sample at an index, in [-1, 1]. */
  sampleAt: (index: number) => number;
}

/** Walks the RIFF chunks to `fmt ` and `data`; a file that was cut off yields what there is of it. */
function readFormat(wav: Uint8Array): Format | undefined {
  const view = new DataView(wav.buffer, wav.byteOffset, wav.byteLength);
  const tag = (at: number): string => String.fromCharCode(...wav.subarray(at, at + 4));
  if (wav.byteLength < 12 || tag(0) !== 'RIFF' || tag(8) !== 'WAVE') return undefined;
  let layout: { code: number; channels: number; rate: number; bits: number } | undefined;
  for (let at = 12; at + 8 <= wav.byteLength; ) {
    const size = view.getUint32(at + 4, true);
    const body = at + 8;
    if (tag(at) === 'fmt ' && size >= 16 && body + 16 <= wav.byteLength) {
      layout = {
        code: view.getUint16(body, true),
        channels: view.getUint16(body + 2, true),
        rate: view.getUint32(body + 4, true),
        bits: view.getUint16(body + 14, true),
      };
    }
    if (tag(at) === 'data' && layout !== undefined) {
      const length = Math.min(size, wav.byteLength - body);
      return toFormat(new DataView(wav.buffer, wav.byteOffset + body, length), layout);
    }
    at = body + size + (size % 2);
  }
  return undefined;
}

function toFormat(
  data: DataView,
  { code, channels, rate, bits }: { code: number; channels: number; rate: number; bits: number },
): Format | undefined {
  if (rate === 0 || channels === 0) return undefined;
  // Channels lie side by side; each counts as a sample of its own, at that many times the rate.
  const perSecond = rate * channels;
  const PCM = 1;
  const MU_LAW = 7;
  if (code === PCM && bits === 16)
    return {
      data,
      bytesPerSample: 2,
      rate: perSecond,
      sampleAt: (index) => data.getInt16(index * 2, true) / 32_768,
    };
  if (code === MU_LAW && bits === 8)
    return {
      data,
      bytesPerSample: 1,
      rate: perSecond,
      sampleAt: (index) => decodeMuLaw(data.getUint8(index)),
    };
  return undefined;
}

/** ITU-T G.711 mu-law to [-1, 1]. */
function decodeMuLaw(byte: number): number {
  const inverted = ~byte & 0xff;
  const magnitude = (((inverted & 0x0f) << 3) + 0x84) << ((inverted & 0x70) >> 4);
  return ((inverted & 0x80) === 0 ? magnitude - 0x84 : 0x84 - magnitude) / 32_768;
}
