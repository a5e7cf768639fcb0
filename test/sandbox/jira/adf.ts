import schema from '@atlaskit/adf-schema/dist/json-schema/v1/full.json';
import Ajv from 'ajv-draft-04';
import type { AdfNode } from './model';
import { Refusal } from './refusal';

/** Compiling the schema takes half a second, so it waits for the first document. */
let compiled: ((value: unknown) => boolean) | undefined;

/** Whether `value` is a document by Atlassian's own JSON schema of ADF. */
export function isAdfDocument(value: unknown): value is AdfNode {
  compiled ??= new Ajv({ strict: false, allErrors: false }).compile(schema);
  return compiled(value);
}

const NOT_ADF = 'Operation value must be an Atlassian Document (see the Atlassian Document Format)';

/**
 * Jira's limit for a text field and for a comment, in characters. Jira counts what its own stored form takes; that
 * form is not documented, so the text's length stands for it.
 * https://support.atlassian.com/jira-cloud-administration/docs/configure-advanced-settings/
 */
export const TEXT_LIMIT = 32_767;

/** What is wrong with `value` as a rich text field's content, in Jira's words; undefined when it is right. */
export function findAdfFault(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || !('type' in value) || value.type !== 'doc')
    return NOT_ADF;
  if (!isAdfDocument(value)) return 'INVALID_INPUT';
  if (toPlainText(value).length > TEXT_LIMIT) return 'CONTENT_LIMIT_EXCEEDED';
  return undefined;
}

/** @throws Refusal 400 for a comment body that Jira would not take. */
export function readCommentBody(value: unknown): AdfNode {
  const fault = findAdfFault(value);
  if (fault === undefined && isAdfDocument(value)) {
    if (toPlainText(value).trim() !== '' || hasMedia(value)) return value;
    throw new Refusal(400, 'Comment body can not be empty!', {
      errors: { comment: 'Comment body can not be empty!' },
    });
  }
  if (fault === NOT_ADF) {
    throw new Refusal(400, 'Comment body is not valid!', {
      errors: { comment: 'Comment body is not valid!' },
    });
  }
  throw new Refusal(400, fault ?? 'INVALID_INPUT');
}

const hasMedia = (node: AdfNode): boolean =>
  /^(media|inlineCard|blockCard|embedCard|emoji|mention|date|status)/.test(node.type) ||
  (node.content ?? []).some(hasMedia);

const PARAGRAPH_BREAK = /\n{2,}/;

/** A document of paragraphs: blank lines part them, single line ends become hard breaks. */
export function fromPlainText(text: string): AdfNode {
  const paragraphs = text.replaceAll('\r\n', '\n').split(PARAGRAPH_BREAK);
  return { type: 'doc', version: 1, content: paragraphs.map(toParagraph) };
}

function toParagraph(text: string): AdfNode {
  const content = text.split('\n').flatMap((line, index): AdfNode[] => {
    const words: AdfNode[] = line === '' ? [] : [{ type: 'text', text: line }];
    return index === 0 ? words : [{ type: 'hardBreak' }, ...words];
  });
  return { type: 'paragraph', content };
}

/** How the parts of a container stand to each other. What is not here holds words and is joined without anything. */
const SEPARATORS: Record<string, string> = {
  doc: '\n\n',
  blockquote: '\n\n',
  panel: '\n\n',
  expand: '\n\n',
  nestedExpand: '\n\n',
  layoutSection: '\n\n',
  layoutColumn: '\n\n',
  bulletList: '\n',
  orderedList: '\n',
  listItem: '\n',
  taskList: '\n',
  decisionList: '\n',
  table: '\n',
  tableRow: ' | ',
  tableCell: ' ',
  tableHeader: ' ',
};

const BULLETS: Record<string, string> = { bulletList: '* ', orderedList: '# ' };

/** The words of a document: what search indexes and what plain-text replies show. */
export const toPlainText = (node: AdfNode): string => readText(node).trim();

function readText(node: AdfNode): string {
  const attribute = (name: string): string => {
    const value = node.attrs?.[name];
    return typeof value === 'string' ? value : '';
  };
  switch (node.type) {
    case 'text':
      return node.text ?? '';
    case 'hardBreak':
      return '\n';
    case 'mention':
    case 'emoji':
    case 'status':
      return attribute('text') || attribute('shortName');
    case 'inlineCard':
    case 'blockCard':
      return attribute('url');
    case 'rule':
      return '----';
    default: {
      const bullet = BULLETS[node.type] ?? '';
      const parts = (node.content ?? []).map((part) => `${bullet}${readText(part)}`);
      const titled = attribute('title') === '' ? parts : [attribute('title'), ...parts];
      return titled.join(SEPARATORS[node.type] ?? '');
    }
  }
}

/** The account ids that a document mentions. */
export function listMentions(node: AdfNode): string[] {
  const own = node.type === 'mention' && typeof node.attrs?.id === 'string' ? [node.attrs.id] : [];
  return [...new Set([...own, ...(node.content ?? []).flatMap(listMentions)])];
}
