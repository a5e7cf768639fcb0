import { countSegments } from '../twilio/segments';

/** A piece of a text: what has to be keyed in or read out stands out from the rest. */
export interface TextPart {
  text: string;
  /** Digits to key in, or the name of a request. */
  look?: 'code' | 'name';
}

/** References (`B5G8-HNWQ`), requests (`SUP-142`), and four to eight digits that are no part of a longer number. */
const MARKED =
  /(?<![\d+][ .-]?)(?<![\w-])(?:[\dA-Z]{4}-[\dA-Z]{4}|[A-Z][A-Z\d]*-\d+|\d{4,8}(?![ .-]?\d))(?![\w-])/g;

export function splitText(body: string): TextPart[] {
  const parts: TextPart[] = [];
  let at = 0;
  for (const match of body.matchAll(MARKED)) {
    if (match.index > at) parts.push({ text: body.slice(at, match.index) });
    parts.push({ text: match[0], look: /^\d+$/.test(match[0]) ? 'code' : 'name' });
    at = match.index + match[0].length;
  }
  if (at < body.length) parts.push({ text: body.slice(at) });
  return parts;
}

/** What a text costs, before it is sent. */
export function describeLength(body: string): string {
  const characters = [...body].length;
  const texts = countSegments(body);
  return `${characters} ${characters === 1 ? 'character' : 'characters'} · ${texts} ${texts === 1 ? 'text' : 'texts'}`;
}
