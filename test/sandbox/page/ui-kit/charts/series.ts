import { z } from 'zod';
import type { ForgeProps } from '../forge-doc';
import { toCss } from '../token-css';

/** A chart's data, put in order: a value for each place on the x axis, for each colour. */
export interface Series {
  xs: string[];
  groups: { name: string; color: string; values: (number | undefined)[] }[];
}

const accessor = z.union([z.string(), z.number()]);

/** The props of the charts of UI Kit; those of the margins, the border and the menu change nothing here. */
const chartSchema = z.strictObject({
  data: z.array(z.union([z.array(z.unknown()), z.record(z.string(), z.unknown())])),
  xAccessor: accessor,
  yAccessor: accessor,
  colorAccessor: accessor.optional(),
  title: z.string().optional(),
  subtitle: z.string().optional(),
  width: z.number().optional(),
  height: z.number().default(400),
  colorPalette: z.array(z.union([z.string(), z.object({ key: z.string(), value: z.string() })])).default([]),
  showBorder: z.boolean().default(true),
  hideMenu: z.boolean().optional(),
  plotMargin: z.string().optional(),
  plotMarginTop: z.string().optional(),
  plotMarginRight: z.string().optional(),
  plotMarginBottom: z.string().optional(),
  plotMarginLeft: z.string().optional(),
});
export type ChartProps = z.infer<typeof chartSchema>;
export const CHART_PROPS = Object.keys(chartSchema.shape);

/** @throws Error for what a chart of UI Kit would not draw */
export const readChart = (props: ForgeProps): ChartProps => {
  const parsed = chartSchema.safeParse(props);
  if (!parsed.success) throw new Error(`This chart can't be drawn: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
};

const at = (row: unknown, key: string | number): unknown =>
  typeof row === 'object' && row !== null ? Reflect.get(row, key) : undefined;

const OWN_COLORS = 8;

function chooseColor(name: string, index: number, palette: ChartProps['colorPalette']): string {
  const own = palette.find((entry) => typeof entry === 'object' && entry.key === name);
  if (typeof own === 'object') return toCss(own.value);
  const plain = palette.filter((entry) => typeof entry === 'string');
  const listed = plain[index % Math.max(plain.length, 1)];
  return listed === undefined ? `var(--ds-chart-categorical-${(index % OWN_COLORS) + 1})` : toCss(listed);
}

export function toSeries({
  data,
  xAccessor,
  yAccessor,
  colorAccessor,
  colorPalette,
  title,
}: ChartProps): Series {
  const xs = [...new Set(data.map((row) => String(at(row, xAccessor))))];
  const nameOf = (row: unknown): string =>
    colorAccessor === undefined ? (title ?? String(yAccessor)) : String(at(row, colorAccessor));
  const names = [...new Set(data.map(nameOf))];
  const groups = names.map((name, index) => {
    const rows = data.filter((row) => nameOf(row) === name);
    const values = xs.map((x) => {
      const found = rows.find((row) => String(at(row, xAccessor)) === x);
      return found === undefined ? undefined : Number(at(found, yAccessor));
    });
    return { name, color: chooseColor(name, index, colorPalette), values };
  });
  return { xs, groups };
}
