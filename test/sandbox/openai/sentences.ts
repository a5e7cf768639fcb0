const STOP = /[.!?…。！？]+["'»”」』)]*/gu;
/** "Mr. Hill", "e.g. the printer", "z. B.": no sentence ends there. */
const ABBREVIATION =
  /(?:^|[\s(])(?:z\. B|[Mm]rs?|[Mm]s|[Dd]r|[Ss]t|[Nn]o|[Nn]r|e\.g|i\.e|z|bzw|ca|vs|approx|[Ss]ra?|[Hh]r|[Ff]r)\.$/u;

/** The sentences of a spoken text, trimmed; decimals, addresses and common abbreviations stay whole. */
export function splitSentences(text: string): string[] {
  const sentences: string[] = [];
  let start = 0;
  for (const match of text.matchAll(STOP)) {
    const end = match.index + match[0].length;
    if (isInside(text.slice(start, end), text.slice(end))) continue;
    sentences.push(text.slice(start, end));
    start = end;
  }
  sentences.push(text.slice(start));
  return sentences.map((sentence) => sentence.trim()).filter((sentence) => /[\p{L}\p{N}]/u.test(sentence));
}

function isInside(before: string, after: string): boolean {
  if (/[。！？]["'」』]*$/.test(before)) return false;
  if (/^\S/.test(after)) return true;
  // A gap in the recording, or "5 p.m.", where the caller goes on in small letters.
  if (/(?:…|[ap]\.m\.)$/i.test(before) && /^\s+\p{Ll}/u.test(after)) return true;
  return ABBREVIATION.test(before);
}
