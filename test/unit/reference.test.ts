import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseReference, referenceOf } from '../../src/call/reference';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const references = fc.string({ minLength: 1, maxLength: 40 }).map(referenceOf);

describe('the reference of a call', () => {
  it('is the same for the same call, for ever', () => {
    expect(referenceOf('CA00000000000000000000000000000001')).toBe('VBHS-V4GY');
  });

  it('reads back as itself', () => {
    fc.assert(
      fc.property(references, (reference) => {
        expect(reference).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
        expect(parseReference(reference)).toBe(reference);
      }),
    );
  });

  it('catches every single wrong character', () => {
    fc.assert(
      fc.property(references, (reference) => {
        const characters = [...reference.replace('-', '')];
        for (const [index, right] of characters.entries()) {
          for (const wrong of ALPHABET) {
            if (wrong === right) continue;
            expect(parseReference(characters.with(index, wrong).join(''))).toBeUndefined();
          }
        }
      }),
      { numRuns: 50 },
    );
  });

  it('catches every swap of neighbours', () => {
    fc.assert(
      fc.property(references, (reference) => {
        const characters = [...reference.replace('-', '')];
        for (let index = 0; index < 7; index++) {
          const [left = '', right = ''] = characters.slice(index, index + 2);
          if (left === right) continue;
          expect(parseReference(characters.toSpliced(index, 2, right, left).join(''))).toBeUndefined();
        }
      }),
    );
  });

  it('catches a character too many or too few', () => {
    fc.assert(
      fc.property(references, fc.constantFrom(...ALPHABET), (reference, extra) => {
        expect(parseReference(reference + extra)).toBeUndefined();
        expect(parseReference(reference.slice(1))).toBeUndefined();
      }),
    );
  });

  it('is read in any case, with any spaces and dashes, O as 0, I and L as 1', () => {
    const withZero = 'CA00000000000000000000000000000001';
    fc.assert(
      fc.property(
        fc.nat(5000).map((n) => referenceOf(`${withZero}${n}`)),
        fc.constantFrom('o', 'O'),
        fc.constantFrom('i', 'I', 'l', 'L'),
        (reference, zero, one) => {
          const heard = [...reference.toLowerCase().replace('-', '')]
            .join(' - ')
            .replaceAll('0', zero)
            .replaceAll('1', one);
          expect(parseReference(heard)).toBe(reference);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('takes no other text for one', () => {
    for (const text of ['', '----', 'K7QM-2R4U', 'ÄÖÜß-1234', 'hello there'])
      expect(parseReference(text)).toBeUndefined();
  });

  it('hardly ever gives two calls the same one', () => {
    const made = new Set(Array.from({ length: 5000 }, (_, index) => referenceOf(`call ${index}`)));
    expect(made.size).toBe(5000);
  });
});
