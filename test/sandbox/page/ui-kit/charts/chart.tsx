import Heading from '@atlaskit/heading';
import VisuallyHidden from '@atlaskit/visually-hidden';
import { useEffect, useRef, useState } from 'react';
import type { DrawProps, Entry } from '../entry';
import { Bars, Lines, Stacks } from './marks';
import type { Plot } from './plot';
import { makeTicks } from './scale';
import { CHART_PROPS, readChart, type Series, toSeries } from './series';

type ChartKind = 'bar' | 'stack' | 'line';

const MARGIN = { left: 48, top: 12, right: 12, bottom: 32 };
const MARKS = { bar: Bars, stack: Stacks, line: Lines };
/** Below this, every label of the x axis would touch the next. */
const LABEL_WIDTH = 56;

const sum = (values: (number | undefined)[]): number =>
  values.reduce<number>((all, value) => all + (value ?? 0), 0);

const findMost = (kind: ChartKind, { xs, groups }: Series): number =>
  Math.max(
    0,
    ...(kind === 'stack'
      ? xs.map((_, index) => sum(groups.map(({ values }) => values[index])))
      : groups.flatMap(({ values }) => values.map((value) => value ?? 0))),
  );

function useWidth(): [React.RefObject<HTMLDivElement>, number] {
  const frame = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(480);
  useEffect(() => {
    const { current } = frame;
    if (current === null) return undefined;
    const observer = new ResizeObserver(([entry]) => setWidth(entry?.contentRect.width ?? 480));
    observer.observe(current);
    return () => observer.disconnect();
  }, []);
  return [frame, width];
}

function Axes({ plot, ticks, xs }: { plot: Plot; ticks: number[]; xs: string[] }) {
  const step = plot.width / Math.max(xs.length, 1);
  const every = Math.max(1, Math.ceil(LABEL_WIDTH / step));
  const bottom = plot.top + plot.height;
  return (
    <>
      {ticks.map((tick) => {
        const y = bottom - (tick / plot.most) * plot.height;
        return (
          <g key={tick}>
            <line className="ui-kit-chart-line" x1={plot.left} x2={plot.left + plot.width} y1={y} y2={y} />
            <text className="ui-kit-chart-text" x={plot.left - 8} y={y + 4} textAnchor="end">
              {tick.toLocaleString()}
            </text>
          </g>
        );
      })}
      {xs.map((x, index) =>
        index % every === 0 ? (
          <text
            key={x}
            className="ui-kit-chart-text"
            x={plot.left + (index + 0.5) * step}
            y={bottom + 20}
            textAnchor="middle"
          >
            {x}
          </text>
        ) : null,
      )}
    </>
  );
}

/** What the picture says, for whoever can't see it. */
const Table = ({ title, series: { xs, groups } }: { title: string; series: Series }) => (
  <VisuallyHidden>
    <table>
      <caption>{title}</caption>
      <thead>
        <tr>
          <td />
          {groups.map(({ name }) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {xs.map((x, index) => (
          <tr key={x}>
            <th scope="row">{x}</th>
            {groups.map(({ name, values }) => (
              <td key={name}>{values[index] ?? ''}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </VisuallyHidden>
);

const Legend = ({ series }: { series: Series }) => (
  <ul className="ui-kit-chart-legend" aria-hidden="true">
    {series.groups.map(({ name, color }) => (
      <li key={name}>
        <span style={{ background: color }} />
        {name}
      </li>
    ))}
  </ul>
);

function Chart({ kind, props }: { kind: ChartKind; props: DrawProps['props'] }) {
  const chart = readChart(props);
  const { title, subtitle, height, showBorder, colorAccessor } = chart;
  const [frame, measured] = useWidth();
  const series = toSeries(chart);
  const ticks = makeTicks(findMost(kind, series));
  const width = chart.width ?? measured;
  const plot: Plot = {
    left: MARGIN.left,
    top: MARGIN.top,
    width: Math.max(width - MARGIN.left - MARGIN.right, 1),
    height: Math.max(height - MARGIN.top - MARGIN.bottom, 1),
    most: ticks.at(-1) ?? 1,
  };
  const Marks = MARKS[kind];
  return (
    <figure
      className={showBorder ? 'ui-kit-chart ui-kit-chart-framed' : 'ui-kit-chart'}
      aria-label={title ?? 'Chart'}
    >
      {title === undefined ? null : (
        <Heading size="xsmall" as="span">
          {title}
        </Heading>
      )}
      {subtitle === undefined ? null : <p className="ui-kit-chart-subtitle">{subtitle}</p>}
      <div ref={frame}>
        <svg width={width} height={height} aria-hidden="true">
          <Axes plot={plot} ticks={ticks} xs={series.xs} />
          <Marks plot={plot} series={series} />
        </svg>
      </div>
      {colorAccessor === undefined ? null : <Legend series={series} />}
      <Table title={title ?? 'Chart'} series={series} />
    </figure>
  );
}

const entryOf = (kind: ChartKind): Entry => ({
  props: CHART_PROPS,
  Draw: ({ props }) => <Chart kind={kind} props={props} />,
});

export const charts: Record<string, Entry> = {
  BarChart: entryOf('bar'),
  StackBarChart: entryOf('stack'),
  LineChart: entryOf('line'),
};
