import { Code, CodeBlock } from '@atlaskit/code';
import Link from '@atlaskit/link';
import Lozenge from '@atlaskit/lozenge';
import SectionMessage from '@atlaskit/section-message';
import { createElement, Fragment, type ReactNode } from 'react';
import type { AdfNode } from '../api-schemas';
import { formatDay } from '../format';

/**
 * A rich text of Jira's. Atlassian's own renderer brings the whole editor with it; this one knows the nodes that
 * requests and comments use, and shows the text of any other:
 * https://developer.atlassian.com/cloud/jira/platform/apis/document/structure/
 */
export const AdfDocument = ({ node }: { node: AdfNode }) => <div className="adf">{renderChildren(node)}</div>;

/** A node has no id of its own, and a document is drawn anew as a whole, so that places can serve as keys. */
const renderChildren = (node: AdfNode): ReactNode =>
  createElement(
    Fragment,
    null,
    ...(node.content ?? []).map((child) => createElement(AdfNodeView, { node: child })),
  );

const HEADINGS = ['h3', 'h4', 'h5', 'h6', 'h6', 'h6'] as const;

const RENDERERS: Record<string, (node: AdfNode) => ReactNode> = {
  text: renderText,
  paragraph: (node) => <p>{renderChildren(node)}</p>,
  heading(node) {
    const Tag = HEADINGS[Number(node.attrs?.level ?? 1) - 1] ?? 'h6';
    return <Tag>{renderChildren(node)}</Tag>;
  },
  bulletList: (node) => <ul>{renderChildren(node)}</ul>,
  orderedList: (node) => <ol start={Number(node.attrs?.order ?? 1)}>{renderChildren(node)}</ol>,
  listItem: (node) => <li>{renderChildren(node)}</li>,
  blockquote: (node) => <blockquote>{renderChildren(node)}</blockquote>,
  rule: () => <hr />,
  hardBreak: () => <br />,
  codeBlock: (node) => <CodeBlock text={readText(node)} shouldShowLineNumbers={false} />,
  panel: (node) => (
    <SectionMessage appearance={PANELS[readAttribute(node, 'panelType')] ?? 'information'}>
      {renderChildren(node)}
    </SectionMessage>
  ),
  expand: (node) => (
    <details>
      <summary>{readAttribute(node, 'title')}</summary>
      {renderChildren(node)}
    </details>
  ),
  table: (node) => (
    <div className="adf-table">
      <table>
        <tbody>{renderChildren(node)}</tbody>
      </table>
    </div>
  ),
  tableRow: (node) => <tr>{renderChildren(node)}</tr>,
  tableHeader: (node) => <th {...readSpan(node)}>{renderChildren(node)}</th>,
  tableCell: (node) => <td {...readSpan(node)}>{renderChildren(node)}</td>,
  status: (node) => <Lozenge>{readAttribute(node, 'text')}</Lozenge>,
  mention: (node) => <strong>{readAttribute(node, 'text')}</strong>,
  emoji: (node) => readAttribute(node, 'text') || readAttribute(node, 'shortName'),
  date: (node) => formatDay(Number(node.attrs?.timestamp)),
  inlineCard: (node) => renderLink(readAttribute(node, 'url'), readAttribute(node, 'url')),
};

const PANELS: Record<string, 'information' | 'discovery' | 'warning' | 'error' | 'success'> = {
  info: 'information',
  note: 'discovery',
  warning: 'warning',
  error: 'error',
  success: 'success',
};

function AdfNodeView({ node }: { node: AdfNode }): ReactNode {
  const render = RENDERERS[node.type];
  if (render) return render(node);
  return node.content ? <div>{renderChildren(node)}</div> : node.text;
}

const MARKS: Record<string, (inner: ReactNode, attrs: Record<string, unknown>) => ReactNode> = {
  strong: (inner) => <strong>{inner}</strong>,
  em: (inner) => <em>{inner}</em>,
  underline: (inner) => <u>{inner}</u>,
  strike: (inner) => <s>{inner}</s>,
  code: (inner) => <Code>{inner}</Code>,
  subsup: (inner, { type }) => (type === 'sub' ? <sub>{inner}</sub> : <sup>{inner}</sup>),
  link: (inner, { href }) => renderLink(String(href), inner),
};

function renderText(node: AdfNode): ReactNode {
  return (node.marks ?? []).reduce<ReactNode>(
    (inner, { type, attrs }) => MARKS[type]?.(inner, attrs ?? {}) ?? inner,
    node.text,
  );
}

/** What an app writes may come from a caller: only addresses that can't run anything become links. */
const renderLink = (href: string, inner: ReactNode): ReactNode =>
  /^(?:https?:|mailto:|tel:)/i.test(href) ? (
    <Link href={href} target="_blank" rel="noreferrer">
      {inner}
    </Link>
  ) : (
    inner
  );

const readText = (node: AdfNode): string => node.text ?? (node.content ?? []).map(readText).join('');

function readAttribute(node: AdfNode, name: string): string {
  const value = node.attrs?.[name];
  return typeof value === 'string' ? value : '';
}

const readSpan = (node: AdfNode): { colSpan: number; rowSpan: number } => ({
  colSpan: Number(node.attrs?.colspan ?? 1),
  rowSpan: Number(node.attrs?.rowspan ?? 1),
});
