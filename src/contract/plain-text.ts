/**
 * Text without what neither XML nor JSON readers take: control characters (but tab and line ends), halves of surrogate
 * pairs, and the two code points that are no characters.
 */
export const plainText = (text: string): string =>
  text.toWellFormed().replace(/(?![\t\n\r])[\p{Cc}\ufffe\uffff]/gu, '');
