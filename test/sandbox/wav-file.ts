/**
 * WAV files that know their own words.
 *
 * The sandbox has no ears: what is said in a recording travels beside the sound, in a RIFF chunk of its own
 * (`capt`, JSON in UTF-8). Players skip chunks that they don't know, so the files stay ordinary WAV files.
 */

/** The words of a recording. */
export interface Caption {
  text: string;
  /** BCP 47; `und` where nobody said. */
  language: string;
}

export interface Wav {
  /** Hz. */
  sampleRate: number;
  channels: number;
  /** As stored in the file: 16 for PCM, 8 for mu-law. */
  bitsPerSample: number;
  format: 'pcm' | 'mulaw';
  /** Linear 16-bit, interleaved where there are several channels. */
  samples: Int16Array;
  seconds: number;
  caption?: Caption;
}

const CAPTION_CHUNK = 'capt';
const FORMAT = { pcm: 1, mulaw: 7, extensible: 0xfffe } as const;
/** Writers that stream don't know the length yet and announce "endless": ffmpeg 0xffffffff, sox 0x7ffff000. */
const ENDLESS = 0x7ffff000;

interface Chunk {
  id: string;
  body: DataView;
}

/**
 * Reads a WAV file of 16-bit PCM or 8-bit mu-law (what Twilio serves and what speech tools write).
 * @throws Error that says what is wrong when the file is malformed, cut short or of another encoding.
 */
export function readWav(bytes: Uint8Array): Wav {
  const chunks = listChunks(bytes);
  const header = chunks.find((chunk) => chunk.id === 'fmt ')?.body;
  if (header === undefined || header.byteLength < 16) throw new Error('WAV: no fmt chunk');
  const data = chunks.find((chunk) => chunk.id === 'data')?.body;
  if (data === undefined) throw new Error('WAV: no data chunk');

  const channels = header.getUint16(2, true);
  const sampleRate = header.getUint32(4, true);
  const bitsPerSample = header.getUint16(14, true);
  const format = readFormat(header, bitsPerSample);
  if (channels === 0 || sampleRate === 0) throw new Error('WAV: no channels or no sample rate');
  const samples = format === 'pcm' ? decodePcm(data) : decodeMuLaw(data);
  const caption = readCaption(chunks);
  return {
    sampleRate,
    channels,
    bitsPerSample,
    format,
    samples,
    seconds: Math.floor(samples.length / channels) / sampleRate,
    ...(caption && { caption }),
  };
}

function listChunks(bytes: Uint8Array): Chunk[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.byteLength < 12 || readTag(view, 0) !== 'RIFF' || readTag(view, 8) !== 'WAVE') {
    throw new Error('WAV: not a RIFF/WAVE file');
  }
  const chunks: Chunk[] = [];
  let at = 12;
  while (at + 8 <= view.byteLength) {
    const id = readTag(view, at);
    const left = view.byteLength - at - 8;
    const declared = view.getUint32(at + 4, true);
    const isOpen = id === 'data' && declared > left && declared >= ENDLESS;
    if (declared > left && !isOpen) {
      throw new Error(`WAV: cut short in chunk "${id}": ${declared} bytes announced, ${left} there`);
    }
    const length = isOpen ? left : declared;
    chunks.push({ id, body: new DataView(view.buffer, view.byteOffset + at + 8, length) });
    at += 8 + length + (length % 2);
  }
  return chunks;
}

function readFormat(header: DataView, bitsPerSample: number): Wav['format'] {
  const tag = header.getUint16(0, true);
  // WAVE_FORMAT_EXTENSIBLE keeps the real tag in the first two bytes of its sub-format.
  const code = tag === FORMAT.extensible && header.byteLength >= 26 ? header.getUint16(24, true) : tag;
  if (code === FORMAT.pcm && bitsPerSample === 16) return 'pcm';
  if (code === FORMAT.mulaw && bitsPerSample === 8) return 'mulaw';
  throw new Error(
    `WAV: only 16-bit PCM and 8-bit mu-law can be read, not format ${code}, ${bitsPerSample} bit`,
  );
}

function readCaption(chunks: Chunk[]): Caption | undefined {
  const body = chunks.find((chunk) => chunk.id === CAPTION_CHUNK)?.body;
  if (body === undefined) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    throw new Error('WAV: the caption chunk is not JSON in UTF-8');
  }
  if (typeof value !== 'object' || value === null || !('text' in value) || typeof value.text !== 'string') {
    throw new Error('WAV: the caption chunk has no text');
  }
  const language = 'language' in value && typeof value.language === 'string' ? value.language : 'und';
  return { text: value.text, language };
}

const readTag = (view: DataView, at: number): string =>
  String.fromCharCode(...new Uint8Array(view.buffer, view.byteOffset + at, 4));

function decodePcm(data: DataView): Int16Array {
  const samples = new Int16Array(data.byteLength >> 1);
  for (let index = 0; index < samples.length; index++) samples[index] = data.getInt16(index * 2, true);
  return samples;
}

/** ITU-T G.711: sign, exponent of 3 bits, mantissa of 4 bits, all inverted, with a bias of 132. */
function decodeMuLaw(data: DataView): Int16Array {
  return Int16Array.from({ length: data.byteLength }, (_, index) => {
    const code = ~data.getUint8(index) & 0xff;
    const magnitude = ((((code & 0x0f) << 3) + 0x84) << ((code & 0x70) >> 4)) - 0x84;
    return code & 0x80 ? -magnitude : magnitude;
  });
}

/** Writes 16-bit PCM, mono, with the caption behind the sound, where the plainest player still finds the data. */
export function writeWav(wav: {
  samples: Int16Array;
  /** Hz. */
  sampleRate: number;
  caption?: Caption;
}): Uint8Array {
  const header = new DataView(new ArrayBuffer(16));
  header.setUint16(0, FORMAT.pcm, true);
  header.setUint16(2, 1, true);
  header.setUint32(4, wav.sampleRate, true);
  header.setUint32(8, wav.sampleRate * 2, true);
  header.setUint16(12, 2, true);
  header.setUint16(14, 16, true);
  const data = new DataView(new ArrayBuffer(wav.samples.length * 2));
  wav.samples.forEach((sample, index) => {
    data.setInt16(index * 2, sample, true);
  });
  const chunks = [makeChunk('fmt ', toBytes(header)), makeChunk('data', toBytes(data))];
  if (wav.caption) {
    const { text, language } = wav.caption;
    chunks.push(makeChunk(CAPTION_CHUNK, new TextEncoder().encode(JSON.stringify({ text, language }))));
  }
  return makeChunk('RIFF', joinBytes([new TextEncoder().encode('WAVE'), ...chunks]));
}

function makeChunk(id: string, body: Uint8Array): Uint8Array {
  const chunk = new Uint8Array(8 + body.length + (body.length % 2));
  chunk.set(new TextEncoder().encode(id));
  new DataView(chunk.buffer).setUint32(4, body.length, true);
  chunk.set(body, 8);
  return chunk;
}

const toBytes = (view: DataView): Uint8Array => new Uint8Array(view.buffer, view.byteOffset, view.byteLength);

function joinBytes(parts: Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((total, part) => total + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}
