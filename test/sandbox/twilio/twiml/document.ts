import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { z } from 'zod';

/** An element of a TwiML document. */
export interface TwimlElement {
  name: string;
  attributes: Readonly<Record<string, string>>;
  children: readonly TwimlNode[];
}
export type TwimlNode = TwimlElement | string;

/** A document that Twilio would not execute, with the code that its debugger would show. */
export class TwimlError extends Error {
  override readonly name = 'TwimlError';
  constructor(
    readonly code: number,
    message: string,
  ) {
    super(message);
  }
}

/** https://www.twilio.com/docs/api/errors/11750 */
const LARGEST_DOCUMENT_BYTES = 64 * 1024;
const ATTRIBUTES = ':@';
const TEXT = '#text';

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  // Numeric character references belong to XML, but the parser files them under this option.
  htmlEntities: true,
});

/** What the parser gives with `preserveOrder`: one object per node, its only other key being the tag's name. */
const parsedNodes = z.array(z.record(z.string(), z.unknown()));
const parsedAttributes = z.record(z.string(), z.string());

/**
 * Reads a TwiML document into its tree. Only the XML is judged here; `checkTwiml` judges the verbs.
 * @throws TwimlError 11750 when it is larger than 64 KB, 12100 when it is not well-formed XML under `<Response>`.
 */
export function parseTwiml(xml: string): TwimlElement {
  if (new TextEncoder().encode(xml).length > LARGEST_DOCUMENT_BYTES) {
    throw new TwimlError(11750, 'TwiML response body too large: more than 64 KB');
  }
  const text = xml.replace(/^\uFEFF/, '');
  rejectUnreadable(text);
  const roots = readNodes(parseXml(text)).filter((node) => typeof node !== 'string' || node.trim() !== '');
  const root = roots[0];
  if (roots.length !== 1 || root === undefined || typeof root === 'string') {
    throw new TwimlError(12100, 'Document parse failure: one root element expected');
  }
  if (root.name !== 'Response') {
    throw new TwimlError(12100, `Document parse failure: the root is <${root.name}>, not <Response>`);
  }
  return root;
}

function rejectUnreadable(text: string): void {
  if (text.trim() === '') throw new TwimlError(12100, 'Document parse failure: the document is empty');
  // Nobody may make Twilio, or us, expand entities of their own.
  if (/<!DOCTYPE/i.test(text)) throw new TwimlError(12100, 'Document parse failure: DOCTYPE is not allowed');
  const outcome = XMLValidator.validate(text);
  if (outcome !== true) {
    const { msg, line, col } = outcome.err;
    throw new TwimlError(12100, `Document parse failure: ${msg} (line ${line}, column ${col})`);
  }
  const stray = text
    .replace(/<!\[CDATA\[[\s\S]*?\]\]>|<!--[\s\S]*?-->/g, '')
    .match(/&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);).{0,12}/i);
  if (stray) throw new TwimlError(12100, `Document parse failure: unescaped or unknown entity "${stray[0]}"`);
}

/** The validator lets some documents pass that the parser then stumbles over. */
function parseXml(text: string): unknown {
  try {
    return parser.parse(text);
  } catch (error) {
    throw new TwimlError(12100, `Document parse failure: ${error instanceof Error ? error.message : error}`);
  }
}

function readNodes(value: unknown): TwimlNode[] {
  return parsedNodes.parse(value).map((node) => {
    const name = Object.keys(node).find((key) => key !== ATTRIBUTES);
    if (name === undefined) throw new TwimlError(12100, 'Document parse failure: a node without a name');
    if (name === TEXT) return String(node[TEXT]);
    return {
      name,
      attributes: parsedAttributes.parse(node[ATTRIBUTES] ?? {}),
      children: readNodes(node[name]),
    };
  });
}

/** All the text inside, SSML tags dropped, white space as a voice would take it. */
export function readText(element: TwimlElement): string {
  const join = (node: TwimlNode): string => {
    if (typeof node === 'string') return node;
    const inner = node.children.map(join).join('');
    return node.name === 'sub' ? (node.attributes.alias ?? inner) : ` ${inner} `;
  };
  return element.children
    .map(join)
    .join('')
    .replace(/\s+/g, ' ')
    .replace(/ ([.,;:!?])/g, '$1')
    .trim();
}

export const listElements = (element: TwimlElement): TwimlElement[] =>
  element.children.filter((child) => typeof child !== 'string');
