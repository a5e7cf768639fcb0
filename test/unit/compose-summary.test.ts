import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { composeSummary, cutAtWord } from '../../src/intake/compose-request';
import { makeLine, makeRecordedCall, makeUnderstanding } from './fakes';

const line = makeLine();
const summaryOf = (summary: string, text = '') =>
  composeSummary(
    makeRecordedCall({ transcript: { text, language: 'en' }, understanding: makeUnderstanding({ summary }) }),
    line,
  );

describe('the summary', () => {
  it('is cut between words, at 120 characters, without a period', () => {
    expect(summaryOf('The VPN is down.')).toBe('The VPN is down');
    expect(summaryOf('The VPN is down . . .')).toBe('The VPN is down');
    expect(summaryOf('VPNが使えません。')).toBe('VPNが使えません');
    const long = summaryOf(`${'words and '.repeat(20)}end`);
    expect(long.length).toBeLessThanOrEqual(120);
    expect(long).toMatch(/ (words|and)…$/);
    expect(summaryOf(`${'a'.repeat(119)}.`)).toBe('a'.repeat(119));
    expect(summaryOf('Is it\n  down?\t')).toBe('Is it down?');
  });

  it('falls back to the words of the caller, then to the reference', () => {
    expect(summaryOf('', 'Hello. My screen is black.')).toBe('Hello. My screen is black');
    expect(summaryOf(' ... ', ' \n ')).toBe('Call without a transcript yet (K7QM-2R4X)');
  });

  it('is cut at no half of a character', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 80 }),
        fc.integer({ min: 2, max: 60 }),
        (text, length) => {
          const cut = cutAtWord(text, length);
          expect(cut.length).toBeLessThanOrEqual(length);
          expect(cut.isWellFormed()).toBe(true);
          if (text.length <= length) expect(cut).toBe(text);
          else expect(text.startsWith(cut.slice(0, -1))).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
    expect(cutAtWord('😀'.repeat(10), 10)).toBe('😀😀😀😀…');
  });
});
