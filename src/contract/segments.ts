/** How a text is sent, and what that costs: each segment is paid for like a text of its own. */
export interface Segments {
  /** One character outside GSM 03.38 makes the whole text UCS-2. */
  encoding: 'GSM-7' | 'UCS-2';
  segments: number;
  /** What the text takes up: septets, or units of 16 bits. */
  units: number;
  /** Units that are still free in the last segment. */
  left: number;
}

// https://www.etsi.org/deliver/etsi_gts/03/0338/05.00.00_60/gsmts_0338v050000p.pdf, 6.2.1; the escape itself is no character.
const BASIC = new Set(
  [
    '@£$¥èéùìòÇ\nØø\rÅå',
    'Δ_ΦΓΛΩΠΨΣΘΞÆæßÉ',
    ' !"#¤%&\'()*+,-./',
    '0123456789:;<=>?',
    '¡ABCDEFGHIJKLMNO',
    'PQRSTUVWXYZÄÖÑÜ§',
    '¿abcdefghijklmno',
    'pqrstuvwxyzäöñüà',
  ].join(''),
);
/** Behind an escape: two septets each. */
const EXTENDED = new Set('\f^{}\\[~]|€');

/** One alone, and each of several: the rest of those is the header that joins them. */
const CAPACITY = {
  'GSM-7': { alone: 160, joined: 153 },
  'UCS-2': { alone: 70, joined: 67 },
} as const;

/**
 * How many segments a text is sent as: https://www.twilio.com/docs/glossary/what-sms-character-limit. Neither an escaped
 * character nor a pair of surrogates is ever split, so a segment may end one unit early.
 */
export function countSegments(text: string): Segments {
  const characters = [...text];
  const isGsm = characters.every((character) => BASIC.has(character) || EXTENDED.has(character));
  const encoding = isGsm ? 'GSM-7' : 'UCS-2';
  const { alone, joined } = CAPACITY[encoding];
  const sizes = characters.map((character) => (isGsm ? (EXTENDED.has(character) ? 2 : 1) : character.length));
  const units = sizes.reduce((sum, size) => sum + size, 0);
  if (units <= alone) return { encoding, segments: units === 0 ? 0 : 1, units, left: alone - units };
  let segments = 1;
  let used = 0;
  for (const size of sizes) {
    if (used + size > joined) {
      segments += 1;
      used = 0;
    }
    used += size;
  }
  return { encoding, segments, units, left: joined - used };
}
