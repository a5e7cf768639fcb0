import { describe, expect, it } from 'vitest';
import { MUSIC_SECONDS, musicWav } from '../../src/call/music';
import { isSilent, measureSound } from '../../src/intake/sound';
import { readWav } from '../sandbox/wav';

/** One character is one byte: a web trigger answers with a string. */
const bytes = () => Uint8Array.from(musicWav(), (character) => character.charCodeAt(0));

describe('the music', () => {
  it('survives every way of writing text as bytes', () => {
    expect(Math.max(...bytes())).toBeLessThan(128);
    expect(new TextEncoder().encode(musicWav())).toEqual(bytes());
  });

  it('is a WAV file of about four seconds that anybody can play', () => {
    const wav = readWav(bytes());
    expect(wav).toMatchObject({ format: 'mulaw', sampleRate: 8000, channels: 1, bitsPerSample: 8 });
    expect(wav.seconds).toBe(MUSIC_SECONDS);
    expect(wav.seconds).toBeGreaterThan(3.5);
    expect(wav.seconds).toBeLessThan(4.5);
    // What the header says of the file is the file.
    expect(new DataView(bytes().buffer).getUint32(4, true)).toBe(bytes().length - 8);
  });

  it('can be heard, and hurts nobody', () => {
    const sound = measureSound(bytes());
    expect(sound?.seconds).toBe(MUSIC_SECONDS);
    expect(sound && isSilent(sound)).toBe(false);
    const { samples } = readWav(bytes());
    const mean = samples.reduce((sum, sample) => sum + sample, 0) / samples.length;
    const loudness = Math.sqrt(
      samples.reduce((sum, sample) => sum + (sample - mean) ** 2, 0) / samples.length,
    );
    // Between -40 and -15 dBFS, without the offset that the line does not carry.
    expect(loudness).toBeGreaterThan(330);
    expect(loudness).toBeLessThan(5800);
    expect(Math.min(...samples)).toBeGreaterThan(-16_384);
  });

  it('begins and ends quietly, so that it does not click when it is played again', () => {
    const { samples } = readWav(bytes());
    for (const edge of [samples.slice(0, 40), samples.slice(-40)])
      for (const sample of edge) expect(Math.abs(sample)).toBeLessThan(200);
  });

  it('is no single tone', () => {
    const { samples, sampleRate } = readWav(bytes());
    const mean = samples.reduce((sum, sample) => sum + sample, 0) / samples.length;
    const crossings = (from: number): number => {
      const part = [...samples.slice(from, from + sampleRate / 8)].map((sample) => sample - mean);
      return part.filter((sample, index) => index > 0 && sample >= 0 !== (part[index - 1] ?? 0) >= 0).length;
    };
    const pitches = [0.55, 1.05, 1.55, 2.05].map((seconds) => crossings(Math.floor(seconds * sampleRate)));
    expect(new Set(pitches).size).toBeGreaterThan(1);
  });

  it('is made once', () => {
    expect(musicWav()).toBe(musicWav());
  });
});
