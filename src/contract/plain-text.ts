/**
 * Text without what neither XML nor JSON readers take: control characters (but tab and line ends), halves of surrogate
 * pairs, and the two code points that are no characters.
 */
export const plainText = (text: string): string =>
  text
    .toWellFormed()
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]/g, '');
