import DynamicTable from '@atlaskit/dynamic-table';
import type { ComponentProps } from 'react';
import { type DrawProps, type Entry, pick, readBoolean } from '../entry';
import type { ForgeNode } from '../forge-doc';

type TableProps = ComponentProps<typeof DynamicTable>;

const TABLE = [
  'caption',
  'defaultPage',
  'defaultSortKey',
  'defaultSortOrder',
  'highlightedRowIndex',
  'isFixedSize',
  'isLoading',
  'isRankable',
  'label',
  'loadingSpinnerSize',
  'onRankEnd',
  'onRankStart',
  'onSetPage',
  'page',
  'paginationi18n',
  'rowsPerPage',
  'sortKey',
  'sortOrder',
  'testId',
] as const;

const CELL = ['cellKey', 'isSortable', 'width', 'shouldTruncate', 'colSpan'];
const ROW = ['rowKey', 'isHighlighted'];

function checkProps({ type, props }: ForgeNode, known: readonly string[]): void {
  const unknown = Object.keys(props).find((name) => !known.includes(name));
  if (unknown !== undefined) throw new Error(`The sandbox does not draw ${type}.${unknown} of DynamicTable.`);
}

/** `head` and `rows` arrive as nodes: https://developer.atlassian.com/platform/forge/ui-kit/components/dynamic-table/ */
const readPart = (node: ForgeNode, name: string): ForgeNode[] =>
  node.children.find(({ props }) => props.name === name)?.children ?? [];

function readCell(cell: ForgeNode, draw: DrawProps['draw']) {
  checkProps(cell, CELL);
  const { cellKey, ...props } = cell.props;
  return { ...props, key: String(cellKey ?? cell.key), content: cell.children.map(draw) };
}

const DrawTable = ({ node, props, draw }: DrawProps) => {
  const head = readPart(node, 'head').map((cell) => readCell(cell, draw));
  const rows = readPart(node, 'rows').map((row) => {
    checkProps(row, ROW);
    return {
      key: String(row.props.rowKey ?? row.key),
      isHighlighted: readBoolean(row.props.isHighlighted) ?? false,
      cells: row.children.map((cell) => readCell(cell, draw)),
    };
  });
  return (
    // Wider than the page where the page is narrow: it scrolls by itself, as the product's does.
    <div className="ui-kit-table">
      <DynamicTable
        {...pick<TableProps>(props, TABLE)}
        {...(head.length > 0 ? { head: { cells: head } } : {})}
        {...(props.emptyView === undefined ? {} : { emptyView: <>{draw(props.emptyView)}</> })}
        rows={rows}
      />
    </div>
  );
};

export const table: Record<string, Entry> = {
  DynamicTable: { props: [...TABLE, 'emptyView'], Draw: DrawTable },
};
