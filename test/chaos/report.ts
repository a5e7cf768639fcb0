import type { WorldResult } from './world';

/** What all worlds of a run came to. */
export interface Total {
  line: string;
  /** Whether nothing was lost and nothing done twice. */
  isGood: boolean;
  failures: WorldResult[];
}

const COUNTED = [
  'lost',
  'doubled',
  'parked',
  'textsDoubled',
  'commentsDoubled',
  'attachmentsDoubled',
  'incomplete',
  'strays',
] as const;
/** What must be none; a parked call has told somebody, and is counted apart. */
const FATAL = COUNTED.filter((name) => name !== 'parked');

export function sumUp(results: readonly WorldResult[], wallMs: number): Total {
  const add = (read: (result: WorldResult) => number): number =>
    results.reduce((sum, result) => sum + read(result), 0);
  const times = results.flatMap((result) => result.times);
  const calm = times.filter(({ disturbed }) => !disturbed);
  const failures = results.filter((result) => FATAL.some((name) => result[name].length > 0));
  const line = [
    `calls ${add(({ calls }) => calls)}`,
    `heard ${add(({ heard }) => heard)}`,
    `requests ${add(({ requests }) => requests)}`,
    ...COUNTED.map(
      (name) => `${name.replace('Doubled', ' doubled')} ${add((result) => result[name].length)}`,
    ),
    `time to request: worst ${showTime(worst(times))}`,
    `outside outages worst ${showTime(worst(calm))}, half within ${showTime(median(calm))}`,
    `${(wallMs / 1000).toFixed(0)} s`,
  ].join(', ');
  return { line, isGood: failures.length === 0, failures };
}

type Times = WorldResult['times'];
const worst = (times: Times): number => times.reduce((most, { ms }) => Math.max(most, ms), 0);
const median = (times: Times): number =>
  times.map(({ ms }) => ms).sort((left, right) => left - right)[times.length >> 1] ?? 0;

function showTime(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 120 ? `${minutes} min` : `${(minutes / 60).toFixed(1)} h`;
}

/** What went wrong in a world, and how to see it again. */
export function describeFailure(result: WorldResult, calls: number, extra: string): string {
  const found = FATAL.filter((name) => result[name].length > 0).map(
    (name) => `${name}: ${result[name].join(' ')}`,
  );
  return [
    `World ${result.world}: ${found.join('; ')}`,
    ...result.explanations.map((line) => `  ${line}`),
    `  again: npm run chaos -- --seed ${result.seed} --world ${result.world} --calls ${calls}${extra} --trace`,
  ].join('\n');
}
