import { listMessages, type ResponseRequest } from '../response-request';

/** How prompts set a transcript apart from the words around it, the surest first. */
const FRAMES = [
  /<(transcript|call|message|caller|user_input|input|text|data|document)\b[^>]*>\s*([\s\S]*?)\s*<\/\1>/giu,
  /(<{2,})[^<>\n]*\s*([\s\S]*?)\s*>{2,}/gu,
  /("""|```|~~~|''')(?:[a-z]*\n)?([\s\S]*?)\1/gu,
  /^[^\p{L}\n]*(BEGIN|START)\b[^\n]*\n([\s\S]*?)\n[^\p{L}\n]*END\b[^\n]*$/gimu,
  /^([-=*#_]{3,})[^\n]*\n([\s\S]*?)\n[-=*#_]{3,}[^\n]*$/gmu,
];
/** A JSON string that ends its line, perhaps behind a label. */
const JSON_STRING = /(?:^|[:=]\s*)("(?:[^"\\\n]|\\.)*")\s*$/gmu;
const LABEL = /^[^\n]{0,200}(?:transcript|caller|call|message|recording|said|words)[^\n]{0,100}:[ \t]*\n?/iu;

/**
 * The caller's words within a prompt: what stands between markers or in a JSON string, else what follows a label,
 * else the longest text of the user.
 */
export function findTranscript(request: ResponseRequest): string {
  const texts = listMessages(request)
    .filter(({ role }) => role === 'user')
    .map(({ text }) => text);
  const longest = pickLongest(texts) ?? '';
  return (
    readJson(longest) ??
    readFrame(longest) ??
    readJsonString(longest) ??
    longest.replace(LABEL, '')
  ).trim();
}

const pickLongest = (texts: string[]): string | undefined =>
  texts.reduce<string | undefined>(
    (best, text) => (best === undefined || text.length > best.length ? text : best),
    undefined,
  );

function readJson(text: string): string | undefined {
  if (!/^\s*["{[]/.test(text)) return undefined;
  try {
    const strings = collectStrings(JSON.parse(text), '');
    return (
      strings.find(({ key }) => /transcript/i.test(key))?.text ??
      pickLongest(strings.map((each) => each.text))
    );
  } catch {
    return undefined;
  }
}

function collectStrings(value: unknown, key: string): { key: string; text: string }[] {
  if (typeof value === 'string') return [{ key, text: value }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, child]) => collectStrings(child, name));
}

function readFrame(text: string): string | undefined {
  for (const frame of FRAMES) {
    const inner = pickLongest([...text.matchAll(frame)].map((match) => match[2] ?? ''));
    if (inner !== undefined) return readJson(inner) ?? inner;
  }
  return undefined;
}

function readJsonString(text: string): string | undefined {
  const found = pickLongest([...text.matchAll(JSON_STRING)].map((match) => match[1] ?? ''));
  return found === undefined ? undefined : readJson(found);
}
