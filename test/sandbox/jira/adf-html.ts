import type { AdfNode } from './model';

const ELEMENTS: Record<string, string> = {
  paragraph: 'p',
  bulletList: 'ul',
  listItem: 'li',
  blockquote: 'blockquote',
  tableRow: 'tr',
  tableHeader: 'th',
  tableCell: 'td',
  taskList: 'ul',
  taskItem: 'li',
  decisionList: 'ul',
  decisionItem: 'li',
};

const MARKS: Record<string, string> = {
  strong: 'b',
  em: 'em',
  underline: 'ins',
  strike: 'del',
  code: 'tt',
};

const escapeHtml = (text: string): string =>
  text.replace(
    /[&<>"']/g,
    (character) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[character] ?? '&#39;',
  );

const SAFE_LINK = /^(https?:|mailto:|tel:|\/|#)/i;

/** The HTML that Jira shows for a document (`renderedFields`, `renderedBody`), in its broad lines. */
export function toHtml(node: AdfNode): string {
  const inner = (): string => (node.content ?? []).map(toHtml).join('');
  const wrap = (element: string, attributes = ''): string =>
    `<${element}${attributes}>${inner()}</${element}>`;
  const attribute = (name: string): string => escapeHtml(String(node.attrs?.[name] ?? ''));
  switch (node.type) {
    case 'doc':
      return (node.content ?? []).map(toHtml).join('\n');
    case 'text':
      return (node.marks ?? []).reduce(applyMark, escapeHtml(node.text ?? ''));
    case 'hardBreak':
      return '<br/>';
    case 'rule':
      return '<hr/>';
    case 'heading':
      return wrap(`h${Number(node.attrs?.level ?? 1)}`);
    case 'orderedList':
      return wrap('ol', node.attrs?.order === undefined ? '' : ` start="${attribute('order')}"`);
    case 'codeBlock':
      return `<div class="code panel"><pre class="code-java">${inner()}</pre></div>`;
    case 'panel':
      return wrap('div', ` class="panel panel-${attribute('panelType')}"`);
    case 'table':
      return `<div class='table-wrap'><table class='confluenceTable'><tbody>${inner()}</tbody></table></div>`;
    case 'expand':
    case 'nestedExpand':
      return `<details><summary>${attribute('title')}</summary>${inner()}</details>`;
    case 'mention':
      return `<a class="user-hover" rel="${attribute('id')}">${attribute('text')}</a>`;
    case 'emoji':
    case 'status':
      return attribute('text') || attribute('shortName');
    case 'inlineCard':
    case 'blockCard':
      return link(String(node.attrs?.url ?? ''), attribute('url'));
    default: {
      const element = ELEMENTS[node.type];
      return element === undefined ? inner() : wrap(element);
    }
  }
}

function applyMark(html: string, mark: { type: string; attrs?: Record<string, unknown> }): string {
  if (mark.type === 'link') return link(String(mark.attrs?.href ?? ''), html);
  const element = MARKS[mark.type];
  return element === undefined ? html : `<${element}>${html}</${element}>`;
}

const link = (href: string, html: string): string =>
  SAFE_LINK.test(href)
    ? `<a href="${escapeHtml(href)}" class="external-link" rel="nofollow noreferrer">${html}</a>`
    : html;
