import type { Plot } from './plot';
import type { Series } from './series';

interface MarksProps {
  plot: Plot;
  series: Series;
}

/** Of the room that a place on the x axis has, what bars may fill. */
const FILLED = 0.64;

const bottomOf = ({ top, height }: Plot): number => top + height;
const lengthOf = (value: number, { most, height }: Plot): number => (value / most) * height;

/** Side by side, a bar for each colour. */
export const Bars = ({ plot, series: { xs, groups } }: MarksProps) => {
  const step = plot.width / Math.max(xs.length, 1);
  const width = (step * FILLED) / Math.max(groups.length, 1);
  return groups.flatMap(({ name, color, values }, group) =>
    values.map((value = 0, index) => (
      <rect
        key={`${name} ${xs[index]}`}
        fill={color}
        x={plot.left + index * step + (step * (1 - FILLED)) / 2 + group * width}
        y={bottomOf(plot) - lengthOf(value, plot)}
        width={Math.max(width - 1, 1)}
        height={lengthOf(value, plot)}
      />
    )),
  );
};

/** One bar, a part of it for each colour. */
export const Stacks = ({ plot, series: { xs, groups } }: MarksProps) => {
  const step = plot.width / Math.max(xs.length, 1);
  return xs.flatMap((x, index) => {
    let below = 0;
    return groups.map(({ name, color, values }) => {
      const value = values[index] ?? 0;
      below += value;
      return (
        <rect
          key={`${name} ${x}`}
          fill={color}
          x={plot.left + index * step + (step * (1 - FILLED)) / 2}
          y={bottomOf(plot) - lengthOf(below, plot)}
          width={Math.max(step * FILLED, 1)}
          height={lengthOf(value, plot)}
        />
      );
    });
  });
};

/** A line for each colour; where a value is missing, it goes on with the next. */
export const Lines = ({ plot, series: { xs, groups } }: MarksProps) => {
  const step = plot.width / Math.max(xs.length, 1);
  return groups.map(({ name, color, values }) => {
    const points = values.flatMap((value, index) =>
      value === undefined
        ? []
        : [{ x: plot.left + (index + 0.5) * step, y: bottomOf(plot) - lengthOf(value, plot) }],
    );
    return (
      <g key={name} stroke={color} fill={color}>
        <polyline fill="none" strokeWidth={2} points={points.map(({ x, y }) => `${x},${y}`).join(' ')} />
        {points.map(({ x, y }) => (
          <circle key={x} cx={x} cy={y} r={3} />
        ))}
      </g>
    );
  });
};
