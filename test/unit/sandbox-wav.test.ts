import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { isSilent, makeCaptionedSpeech, readWav, writeWav } from '../sandbox/wav';

const caption = { text: 'The VPN is down, and payroll closes today.', language: 'en-US' };

/** Bytes of a WAV file put together by hand, so that the reader isn't only tested against its own writer. */
function buildWav(fmt: number[], data: number[], dataLength = data.length): Uint8Array {
  const u32 = (value: number) => [value & 255, (value >> 8) & 255, (value >> 16) & 255, (value >>> 24) & 255];
  const tag = (text: string) => [...text].map((letter) => letter.charCodeAt(0));
  const body = [
    ...tag('WAVE'),
    ...tag('fmt '),
    ...u32(fmt.length),
    ...fmt,
    ...tag('data'),
    ...u32(dataLength),
    ...data,
  ];
  return Uint8Array.from([...tag('RIFF'), ...u32(body.length), ...body]);
}

const PCM_STEREO_44K = [1, 0, 2, 0, 0x44, 0xac, 0, 0, 0x10, 0xb1, 2, 0, 4, 0, 16, 0];
const MULAW_8K = [7, 0, 1, 0, 0x40, 0x1f, 0, 0, 0x40, 0x1f, 0, 0, 1, 0, 8, 0];

describe('reading a WAV file', () => {
  it('reads PCM with two channels', () => {
    const wav = readWav(buildWav(PCM_STEREO_44K, [1, 0, 0xff, 0xff, 0, 0x80, 0xff, 0x7f]));
    expect(wav).toMatchObject({ sampleRate: 44_100, channels: 2, bitsPerSample: 16, format: 'pcm' });
    expect([...wav.samples]).toEqual([1, -1, -32_768, 32_767]);
    expect(wav.seconds).toBeCloseTo(2 / 44_100);
    expect(wav.caption).toBeUndefined();
  });

  it('expands mu-law by the table of G.711', () => {
    const wav = readWav(buildWav(MULAW_8K, [0xff, 0x7f, 0x00, 0x80, 0xef, 0x6f]));
    expect(wav).toMatchObject({ format: 'mulaw', bitsPerSample: 8, sampleRate: 8000 });
    expect([...wav.samples].map((sample) => sample + 0)).toEqual([0, 0, -32_124, 32_124, 132, -132]);
  });

  it('reads what a streaming writer left open', () => {
    const wav = readWav(buildWav(MULAW_8K, [0xff, 0xff, 0xff, 0xff], 0xffffffff));
    expect(wav.samples).toHaveLength(4);
  });

  it.each([
    ['nothing', new Uint8Array(), /not a RIFF/],
    ['a web page', new TextEncoder().encode('<!doctype html><p>Not found</p>'), /not a RIFF/],
    ['a header without sound', buildWav(MULAW_8K, []).subarray(0, 36), /no data chunk/],
    ['a file cut short', buildWav(MULAW_8K, [1, 2, 3, 4]).subarray(0, 46), /cut short in chunk "data"/],
    ['24-bit PCM', buildWav([...PCM_STEREO_44K.slice(0, 14), 24, 0], [0, 0, 0]), /format 1, 24 bit/],
    ['MP3 in WAV', buildWav([0x55, ...MULAW_8K.slice(1)], [0]), /format 85/],
  ])('refuses %s', (_, bytes, message) => {
    expect(() => readWav(bytes)).toThrow(message);
  });

  it('returns or throws an Error on any bytes, and never hangs', () => {
    const valid = writeWav({ samples: Int16Array.of(1, 2, 3), sampleRate: 8000, caption });
    fc.assert(
      fc.property(fc.nat(valid.length - 1), fc.nat(255), fc.nat(valid.length), (at, value, end) => {
        const bytes = valid.slice();
        bytes[at] = value;
        try {
          readWav(bytes.subarray(0, end));
        } catch (error) {
          expect(error).toBeInstanceOf(Error);
          expect(String(error)).toContain('WAV: ');
        }
      }),
    );
  });
});

describe('writing a WAV file', () => {
  it('gives back what was written, at any length and in any script', () => {
    fc.assert(
      fc.property(
        fc.int16Array({ maxLength: 99 }),
        fc.constantFrom(8000, 16_000, 48_000),
        fc.string({ unit: 'binary' }),
        (samples, sampleRate, text) => {
          const wav = readWav(writeWav({ samples, sampleRate, caption: { text, language: 'ja-JP' } }));
          expect(wav.samples).toEqual(samples);
          expect(wav.sampleRate).toBe(sampleRate);
          expect(wav.caption).toEqual({ text, language: 'ja-JP' });
        },
      ),
    );
  });

  it('keeps the sound where the plainest player looks, at byte 44', () => {
    const bytes = writeWav({ samples: Int16Array.of(0x1234), sampleRate: 8000, caption });
    expect(new TextDecoder().decode(bytes.subarray(36, 40))).toBe('data');
    expect(bytes[44]).toBe(0x34);
  });
});

describe('a murmur', () => {
  it('is about as long as the words take, and is heard as speech', () => {
    const wav = readWav(makeCaptionedSpeech(caption));
    expect(wav).toMatchObject({ sampleRate: 8000, channels: 1, caption });
    expect(wav.seconds).toBeGreaterThan(8 / 2.5);
    expect(wav.seconds).toBeLessThan(6);
    expect(isSilent(wav.samples, wav.sampleRate)).toBe(false);
  });

  it('pauses between words', () => {
    const { samples } = readWav(makeCaptionedSpeech({ text: 'one. two', language: 'en' }));
    expect(isSilent(samples.subarray(3200, 6400), 8000)).toBe(true);
  });

  it('counts the words of a language without spaces', () => {
    const wav = readWav(
      makeCaptionedSpeech({ text: 'プリンターが動きません。今日中に直してください。', language: 'ja-JP' }),
    );
    expect(wav.seconds).toBeGreaterThan(3);
  });

  it('takes the length it is told, and is the same each time', () => {
    const first = makeCaptionedSpeech(caption, { seconds: 12 });
    expect(readWav(first).seconds).toBe(12);
    expect(first).toEqual(makeCaptionedSpeech(caption, { seconds: 12 }));
  });

  it('is silence when nothing is said', () => {
    const wav = readWav(makeCaptionedSpeech({ text: '', language: 'en' }, { seconds: 3 }));
    expect(wav.seconds).toBe(3);
    expect(isSilent(wav.samples, 8000)).toBe(true);
  });
});

describe('telling silence from speech', () => {
  it('calls a hiss silence and a soft voice speech', () => {
    const tone = (level: number) =>
      Int16Array.from({ length: 8000 }, (_, index) => Math.round(level * Math.sin(index / 3)));
    expect(isSilent(tone(60), 8000)).toBe(true);
    expect(isSilent(tone(900), 8000)).toBe(false);
  });

  it('calls one click in a quiet second silence', () => {
    const samples = new Int16Array(8000);
    samples[4000] = 32_000;
    expect(isSilent(samples, 8000)).toBe(true);
    expect(isSilent(new Int16Array(), 8000)).toBe(true);
  });
});
