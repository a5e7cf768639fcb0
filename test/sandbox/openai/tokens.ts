const WORD = /[\p{L}\p{M}\p{N}]+|[^\s\p{L}\p{M}\p{N}]/gu;
const CJK = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/** Cuts a text into pieces of about the size of a model's tokens: together they are the text again. */
export function splitTokens(text: string): string[] {
  const tokens: string[] = [];
  let at = 0;
  for (const match of text.matchAll(WORD)) {
    const lead = text.slice(at, match.index);
    const size = CJK.test(match[0]) ? 1 : 6;
    const letters = [...match[0]];
    for (let start = 0; start < letters.length; start += size) {
      tokens.push((start === 0 ? lead : '') + letters.slice(start, start + size).join(''));
    }
    at = match.index + match[0].length;
  }
  if (at < text.length) tokens.push(text.slice(at));
  return tokens;
}

/** A plausible number; billing isn't rebuilt here. */
export const countTokens = (text: string): number => splitTokens(text).length;

/** Audio goes into the 4o models as about ten tokens a second. */
export const countAudioTokens = (seconds: number): number => Math.ceil(seconds * 10);
