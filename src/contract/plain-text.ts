/**
 * Text without what neither XML nor JSON readers take: control characters (but tab and line ends), halves of surrogate
 * pairs, and the two code points that are no characters. Nor with the marks that turn the reading direction around, which
 * nobody can say and by which a line reads as another one: https://www.unicode.org/reports/tr36/#Bidirectional_Text_Spoofing
 */
export const plainText = (text: string): string =>
  text.toWellFormed().replace(/(?![\t\n\r])[\p{Cc}\u202a-\u202e\u2066-\u2069\ufffe\uffff]/gu, '');
