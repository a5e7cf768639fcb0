import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countSegments } from '../../src/contract/segments';
import { countSegments as countAtTwilio } from '../sandbox/twilio/segments';

describe('a text', () => {
  it.each([
    ['', 'GSM-7', 0, 0, 160],
    ['Hello', 'GSM-7', 1, 5, 155],
    ['a'.repeat(160), 'GSM-7', 1, 160, 0],
    ['a'.repeat(161), 'GSM-7', 2, 161, 145],
    ['a'.repeat(306), 'GSM-7', 2, 306, 0],
    ['a'.repeat(307), 'GSM-7', 3, 307, 152],
    ['Grüße: 5 €', 'GSM-7', 1, 11, 149],
    ['€'.repeat(80), 'GSM-7', 1, 160, 0],
    // 76 of them fill 152 of 153: none is cut in two.
    ['€'.repeat(81), 'GSM-7', 2, 162, 143],
    ['€'.repeat(153), 'GSM-7', 3, 306, 151],
    ['Ça va', 'GSM-7', 1, 5, 155],
    ['ça va', 'UCS-2', 1, 5, 65],
    ['字'.repeat(70), 'UCS-2', 1, 70, 0],
    ['字'.repeat(71), 'UCS-2', 2, 71, 63],
    ['😀'.repeat(35), 'UCS-2', 1, 70, 0],
    // 33 of them fill 66 of 67.
    ['😀'.repeat(36), 'UCS-2', 2, 72, 61],
    [`${'a'.repeat(159)}’`, 'UCS-2', 3, 160, 41],
    ['`', 'UCS-2', 1, 1, 69],
    ['{request} ~ ^', 'GSM-7', 1, 17, 143],
  ])('%j', (text, encoding, segments, units, left) => {
    expect(countSegments(text)).toEqual({ encoding, segments, units, left });
  });
});

const GSM = fc.string({ unit: fc.constantFrom(...'aZ0 é@Δ\n€{~\f^'), maxLength: 700 });
const ANY = fc.string({ unit: fc.constantFrom(...'aZé字ç€😀\u200d'), maxLength: 400 });
const SINGLE = fc.string({ unit: fc.constantFrom(...'aZ0 é@Δ\n字ç'), maxLength: 700 });

describe('whatever the text', () => {
  it('the stand-in of Twilio counts the same where no character takes two places', () => {
    fc.assert(
      fc.property(SINGLE, (text) => {
        if (text !== '') expect(countSegments(text).segments).toBe(countAtTwilio(text));
      }),
    );
  });

  it('and at most one more for each segment that ends early, never fewer', () => {
    fc.assert(
      fc.property(fc.oneof(GSM, ANY), (text) => {
        fc.pre(text !== '');
        const { segments } = countSegments(text);
        expect(segments).toBeGreaterThanOrEqual(countAtTwilio(text));
        expect(segments - countAtTwilio(text)).toBeLessThanOrEqual(1 + segments / 67);
      }),
    );
  });

  it('more text is never fewer segments, and what is left is room for as many plain characters', () => {
    fc.assert(
      fc.property(fc.oneof(GSM, ANY), fc.oneof(GSM, ANY), (text, more) => {
        const before = countSegments(text);
        expect(countSegments(text + more).segments).toBeGreaterThanOrEqual(before.segments);
        if (before.segments === 0) return;
        expect(countSegments(text + 'a'.repeat(before.left)).segments).toBe(before.segments);
        expect(countSegments(`${text}${'a'.repeat(before.left)}a`).segments).toBeGreaterThan(before.segments);
      }),
    );
  });
});
