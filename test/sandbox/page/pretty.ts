import { XMLBuilder, XMLParser, XMLValidator } from 'fast-xml-parser';

/** A part of an entry's detail, ready to be read. */
export interface Section {
  title: string;
  language: 'xml' | 'json' | 'text';
  text: string;
}

const ORDERED = {
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  trimValues: true,
  processEntities: false,
} as const;
const parser = new XMLParser({
  ...ORDERED,
  parseTagValue: false,
  parseAttributeValue: false,
  commentPropName: '#comment',
});
const builder = new XMLBuilder({
  ...ORDERED,
  format: true,
  indentBy: '  ',
  suppressEmptyNode: true,
  suppressBooleanAttributes: false,
  commentPropName: '#comment',
});

/** Indents a document; text that only looks like XML comes back as it is. */
export function formatXml(text: string): string {
  if (XMLValidator.validate(text) !== true) return text;
  const formatted: unknown = builder.build(parser.parse(text));
  return typeof formatted === 'string' ? formatted.trim() : text;
}

const looksLikeXml = (text: string): boolean => /^\s*<[?a-zA-Z!]/.test(text);

const looksLikeJson = (text: string): boolean => /^\s*[[{]/.test(text);

function parseJson(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}

/** Splits an entry's detail into documents: TwiML and JSON that travel as strings are unfolded and indented. */
export function describeDetail(detail: unknown): Section[] {
  if (detail === undefined || detail === null) return [];
  if (typeof detail === 'string') return [describeText('', detail)];
  const documents: Section[] = [];
  const rest = unfold(detail, '', documents);
  const isEmpty = typeof rest === 'object' && rest !== null && Object.keys(rest).length === 0;
  const overview: Section[] = isEmpty
    ? []
    : [{ title: '', language: 'json', text: JSON.stringify(rest, null, 2) }];
  return [...overview, ...documents];
}

function describeText(title: string, text: string): Section {
  if (looksLikeXml(text)) return { title, language: 'xml', text: formatXml(text) };
  const json = looksLikeJson(text) ? parseJson(text) : undefined;
  if (json) return { title, language: 'json', text: JSON.stringify(json.value, null, 2) };
  return { title, language: 'text', text };
}

/** Takes XML and long texts out into sections of their own, and opens JSON that was written as a string. */
function unfold(value: unknown, path: string, documents: Section[]): unknown {
  if (typeof value === 'string') {
    if (looksLikeXml(value) || value.includes('\n')) {
      documents.push(describeText(path, value));
      return undefined;
    }
    const json = looksLikeJson(value) ? parseJson(value) : undefined;
    return json ? unfold(json.value, path, documents) : value;
  }
  if (Array.isArray(value))
    return value.map((item, index) => unfold(item, `${path}[${index}]`, documents) ?? null);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([name, item]) => [name, unfold(item, path === '' ? name : `${path}.${name}`, documents)] as const)
      .filter(([, item]) => item !== undefined),
  );
}

/**
 * What an entry is about, in one line. The app's own log lines are JSON with a name (`event`) and some facts; the call's
 * id comes last, since it is the same on every line and the first to be cut off.
 */
export function describeTitle(title: string): string {
  const json = looksLikeJson(title) ? parseJson(title)?.value : undefined;
  if (typeof json !== 'object' || json === null || !('event' in json)) return title;
  const { event, ms, callId, ...rest }: Record<string, unknown> = { ...json };
  const facts = Object.entries(rest).map(([name, value]) => `${name} ${String(value)}`);
  const last = [ms === undefined ? [] : `${String(ms)} ms`, callId === undefined ? [] : String(callId)];
  return [String(event), ...facts, ...last.flat()].join(' · ');
}
