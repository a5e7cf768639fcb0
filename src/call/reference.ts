import { createHash } from 'node:crypto';

// Crockford's base 32 (https://www.crockford.com/base32.html): no I, L, O or U, so that it can be read out and
// written down without doubt.
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 7;
const BITS = BigInt(5 * LENGTH);
// Crockford's check: the number modulo 37. Any one wrong character and any two swapped neighbours change it.
const CHECK_MODULUS = 37n;

/**
 * The short code that a call carries, such as `K7QM-2R4X`: 35 bits of a hash of the call's id and a check character.
 * The same call always has the same one, so that a webhook delivered twice can't make two. Codes whose check would be
 * one of Crockford's five extra symbols can't be spoken; the next hash is taken instead.
 */
export function referenceOf(callId: string): string {
  for (let attempt = 0; ; attempt++) {
    const hash = createHash('sha256').update(`${callId}#${attempt}`).digest();
    const value = BigInt.asUintN(Number(BITS), hash.readBigUInt64BE());
    const check = ALPHABET[Number(value % CHECK_MODULUS)];
    if (check !== undefined) return format(encode(value) + check);
  }
}

/** The reference in `text` (any case; spaces and dashes ignored; O for 0, I and L for 1), if it has no slip in it. */
export function parseReference(text: string): string | undefined {
  const characters = text.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
  const digits = [...characters].map((character) => ALPHABET.indexOf(character));
  if (digits.length !== LENGTH + 1 || digits.includes(-1)) return undefined;
  const check = digits.pop();
  const value = digits.reduce((sum, digit) => sum * 32n + BigInt(digit), 0n);
  return BigInt(check ?? -1) === value % CHECK_MODULUS ? format(characters) : undefined;
}

const format = (characters: string): string => `${characters.slice(0, 4)}-${characters.slice(4)}`;

const encode = (value: bigint): string =>
  Array.from({ length: LENGTH }, (_, index) =>
    ALPHABET.charAt(Number((value >> BigInt(5 * (LENGTH - 1 - index))) & 31n)),
  ).join('');
