import { z } from 'zod';
import { plainText } from '../contract/plain-text';

/**
 * The part of the Atlassian Document Format that we write.
 * https://developer.atlassian.com/cloud/jira/platform/apis/document/structure/
 */
export interface AdfNode {
  type: string;
  attrs?: Record<string, unknown>;
  content?: AdfNode[];
  text?: string;
  marks?: { type: string; attrs?: Record<string, unknown> }[];
}

export interface AdfDocument extends AdfNode {
  version: 1;
  type: 'doc';
}

export const document = (content: AdfNode[]): AdfDocument => ({ version: 1, type: 'doc', content });

/** Plain text: what a caller says or a model writes is never markup, a mention or a link. */
export const paragraph = (text: string): AdfNode => ({ type: 'paragraph', content: inline(text) });

export const strongParagraph = (text: string): AdfNode => ({
  type: 'paragraph',
  content: inline(text).map((node) => ({ ...node, marks: [{ type: 'strong' }] })),
});

export const linkParagraph = (href: string): AdfNode => ({
  type: 'paragraph',
  content: [{ type: 'text', text: href, marks: [{ type: 'link', attrs: { href } }] }],
});

export const heading = (level: 3 | 4, text: string): AdfNode => ({
  type: 'heading',
  attrs: { level },
  content: inline(text),
});

export const quote = (text: string): AdfNode => ({
  type: 'blockquote',
  content: text
    .split(/\n+/)
    .filter((line) => line.trim() !== '')
    .map(paragraph),
});

/** Two columns: what, and its value. */
export const factTable = (rows: readonly (readonly [string, string])[]): AdfNode => ({
  type: 'table',
  attrs: { isNumberColumnEnabled: false, layout: 'default' },
  content: rows.map(([name, value]) => ({
    type: 'tableRow',
    content: [
      { type: 'tableHeader', attrs: {}, content: [paragraph(name)] },
      { type: 'tableCell', attrs: {}, content: [paragraph(value)] },
    ],
  })),
});

export const panel = (kind: 'info' | 'warning', text: string): AdfNode => ({
  type: 'panel',
  attrs: { panelType: kind },
  content: [paragraph(text)],
});

/**
 * The text of a document, one line a block, to compare two by: Jira adds ids and attributes of its own to what it is
 * given. Takes whatever Jira answers.
 */
export function textOf(node: unknown): string {
  const parsed = Node.safeParse(node);
  if (!parsed.success) return '';
  const { type, text, content } = parsed.data;
  if (text !== undefined) return text;
  return content
    .map(textOf)
    .filter((part) => part !== '')
    .join(type === 'paragraph' || type === 'heading' ? '' : '\n');
}

const Node = z.object({
  type: z.string(),
  text: z.string().optional(),
  content: z.array(z.unknown()).default([]),
});

/** An empty text node is invalid, and so are control characters. */
function inline(text: string): AdfNode[] {
  const clean = plainText(text).trim();
  return clean === '' ? [] : [{ type: 'text', text: clean }];
}
