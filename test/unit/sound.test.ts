import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSilent, isTooMuch, measureSound } from '../../src/intake/sound';
import { makeWav } from './fakes';

/** A file put together chunk by chunk. */
function riff(...chunks: [tag: string, body: number[], size?: number][]): Uint8Array {
  const u32 = (value: number) => [
    value & 255,
    (value >>> 8) & 255,
    (value >>> 16) & 255,
    (value >>> 24) & 255,
  ];
  const ascii = (text: string) => [...text].map((letter) => letter.charCodeAt(0));
  const body = chunks.flatMap(([tag, bytes, size = bytes.length]) => [
    ...ascii(tag),
    ...u32(size),
    ...bytes,
    ...(bytes.length % 2 === 1 ? [0] : []),
  ]);
  return Uint8Array.from([...ascii('RIFF'), ...u32(body.length + 4), ...ascii('WAVE'), ...body]);
}

const PCM_8K = [1, 0, 1, 0, 0x40, 0x1f, 0, 0, 0x80, 0x3e, 0, 0, 2, 0, 16, 0];
const PCM_8K_STEREO = [1, 0, 2, 0, 0x40, 0x1f, 0, 0, 0, 0x7d, 0, 0, 4, 0, 16, 0];
const MU_LAW_8K = [7, 0, 1, 0, 0x40, 0x1f, 0, 0, 0x40, 0x1f, 0, 0, 1, 0, 8, 0];
const repeat = (bytes: number[], times: number): number[] =>
  Array.from({ length: times }, () => bytes).flat();
/** ±4096 of 32768, and ±16: speech and the noise of a line, in 16 bits. */
const LOUD = [0x00, 0x10, 0x00, 0xf0];
const FAINT = [0x10, 0x00, 0xf0, 0xff];

describe('measuring a recording', () => {
  it('tells a voice from silence, in seconds', () => {
    expect(measureSound(makeWav({ seconds: 2 }))).toEqual({ seconds: 2, voicedSeconds: 2 });
    expect(measureSound(makeWav({ seconds: 2, amplitude: 0 }))).toEqual({ seconds: 2, voicedSeconds: 0 });
  });

  it('counts only the frames with a voice', () => {
    const half = riff(['fmt ', PCM_8K], ['data', [...repeat(LOUD, 2400), ...repeat(FAINT, 2400)]]);
    const sound = measureSound(half);
    expect(sound?.seconds).toBe(1.2);
    expect(sound?.voicedSeconds).toBeCloseTo(0.6, 1);
  });

  it('reads mu-law as G.711 has it: 0x00 is the loudest, 0xff is nothing', () => {
    const at = (byte: number) => measureSound(riff(['fmt ', MU_LAW_8K], ['data', repeat([byte], 8000)]));
    expect(at(0xff)).toEqual({ seconds: 1, voicedSeconds: 0 });
    expect(at(0x7f)).toEqual({ seconds: 1, voicedSeconds: 0 });
    expect(at(0x00)).toEqual({ seconds: 1, voicedSeconds: 1 });
    expect(at(0x80)).toEqual({ seconds: 1, voicedSeconds: 1 });
    // 132 / 32768 is 0.004, just under the gate; the next step, 148 / 32768, too; 0xe9 with 228 / 32768 is over it.
    expect(at(0xef)?.voicedSeconds).toBe(0);
    expect(at(0xe9)?.voicedSeconds).toBe(1);
  });

  it('counts the time of two channels once', () => {
    const stereo = riff(['fmt ', PCM_8K_STEREO], ['data', repeat([...LOUD], 8000)]);
    expect(measureSound(stereo)).toEqual({ seconds: 1, voicedSeconds: 1 });
  });

  it('skips chunks it does not know, odd ones too', () => {
    const wav = riff(
      ['LIST', [1, 2, 3]],
      ['fmt ', PCM_8K],
      ['fact', [0, 0, 0, 0]],
      ['data', repeat(LOUD, 4000)],
    );
    expect(measureSound(wav)?.voicedSeconds).toBe(1);
  });

  it('takes what there is of a file that was cut off or left open', () => {
    expect(measureSound(makeWav({ seconds: 2, cutTo: 44 + 8000 }))?.seconds).toBe(0.5);
    const open = riff(['fmt ', PCM_8K], ['data', repeat(LOUD, 4000), 0xffffffff]);
    expect(measureSound(open)?.voicedSeconds).toBe(1);
  });

  it('does not know other formats', () => {
    const fmt = (code: number, bits: number, channels = 1, rate = 0x40) => [
      code,
      0,
      channels,
      0,
      rate,
      0,
      0,
      0,
      0,
      0,
      0,
      0,
      2,
      0,
      bits,
      0,
    ];
    for (const layout of [fmt(3, 32), fmt(1, 24), fmt(0x55, 16), fmt(7, 16), fmt(1, 16, 0), fmt(1, 16, 1, 0)])
      expect(measureSound(riff(['fmt ', layout], ['data', LOUD]))).toBeUndefined();
    for (const text of ['', 'RIFF', '<!doctype html>', 'ID3 an mp3', 'RIFF----AVI LIST'])
      expect(measureSound(new TextEncoder().encode(text))).toBeUndefined();
    expect(measureSound(riff(['data', LOUD], ['fmt ', PCM_8K]))).toBeUndefined();
    expect(measureSound(riff(['fmt ', PCM_8K]))).toBeUndefined();
  });

  it('never throws, whatever the bytes, and never measures more than there is', () => {
    const valid = riff(['fmt ', PCM_8K], ['data', repeat(LOUD, 50)]);
    const broken = fc
      .array(fc.tuple(fc.nat(valid.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 })
      .map((slips) => slips.reduce((bytes, [at, byte]) => bytes.with(at, byte), valid));
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 300 }), broken), fc.nat(250), (bytes, cut) => {
        for (const file of [bytes, bytes.subarray(0, cut), bytes.subarray(cut)]) {
          const sound = measureSound(file);
          if (sound === undefined) continue;
          expect(sound.voicedSeconds).toBeGreaterThanOrEqual(0);
          expect(sound.voicedSeconds).toBeLessThanOrEqual(sound.seconds + 1e-9);
          expect(Number.isFinite(sound.seconds)).toBe(true);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe('what was heard', () => {
  it('is silence below the length of a word', () => {
    expect(isSilent({ seconds: 20, voicedSeconds: 0.14 })).toBe(true);
    expect(isSilent({ seconds: 20, voicedSeconds: 0.15 })).toBe(false);
  });

  it('is too much when nobody could have said it in the time', () => {
    const second = { seconds: 1, voicedSeconds: 1 };
    expect(isTooMuch('one two three four five six seven eight', second)).toBe(false);
    expect(isTooMuch('word '.repeat(13), second)).toBe(false);
    expect(isTooMuch('word '.repeat(14), second)).toBe(true);
    expect(isTooMuch('. , ! ? '.repeat(50), second)).toBe(false);
    expect(isTooMuch('ご視聴ありがとうございました。'.repeat(10), second)).toBe(true);
  });
});
