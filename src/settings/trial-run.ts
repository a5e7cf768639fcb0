import type { TrialStage } from '../contract/admin-trial';
import { addUsage, type Call, type CallUsage } from '../contract/call';
import type { Result } from '../contract/failure';
import type { Line } from '../contract/settings';
import type { Intake, StageResult } from '../intake/stage';
import type { Meter } from '../intake/usage';
import { explainFailure } from './explain';
import type { Ledger } from './ledger';
import type { TrialClaims } from './trial-claim';
import type { TrialBook } from './trial-world';

export interface TrialTools {
  load(): Promise<Result<{ intake: Intake; meter: Meter }>>;
  claims: TrialClaims;
  ledger: Pick<Ledger, 'noteTrial'>;
  pause: (ms: number) => Promise<void>;
}

/** A trial on its way. */
export interface TrialRun {
  line: Line;
  intake: Intake & { book: TrialBook };
  call: Call;
  /** Milliseconds since the epoch. */
  until: number;
  stages: TrialStage[];
  tools: TrialTools;
  usdOf: (usage: CallUsage) => number;
  meter: Meter;
  isOurs: boolean;
}

export const NOTHING: CallUsage = { segments: 0, models: {} };

type Stage = (call: Call, line: Line, intake: Intake) => Promise<StageResult>;

/** Takes a stage; only after one that is done has the next something to go on with. */
export async function takeStage(
  name: TrialStage['name'],
  stage: Stage,
  run: TrialRun,
): Promise<'done' | 'failed' | 'late'> {
  run.intake.book.put(run.call);
  const result = await timed(name, run, () => stage(run.call, run.line, run.intake));
  if (result === 'late') {
    note(run, TOO_LATE);
    return 'late';
  }
  if (result.kind === 'failed') {
    const { happened, next } = explainFailure(result.failure.kind, result.failure.service);
    note(run, `${happened} ${next}`);
    return 'failed';
  }
  run.call = result.call;
  if (result.call.state !== 'abandoned') return 'done';
  note(run, 'The recording is silent.');
  return 'failed';
}

const TOO_LATE = 'It took too long for a trial. A real call is not given up: it waits, and is tried again.';

/** Says of the stage that was taken last what went wrong. */
export const note = ({ stages }: TrialRun, problem: string): void => {
  const last = stages.at(-1);
  if (last !== undefined) last.problem = problem;
};

/** Does something in the time that is left, and notes how long it took and what it cost. */
export async function timed<T>(
  name: TrialStage['name'],
  { intake, stages, until, tools, meter, usdOf }: TrialRun,
  act: () => Promise<T>,
): Promise<T | 'late'> {
  const begun = intake.now();
  const before = meter.pending() ?? NOTHING;
  const result = await Promise.race([
    act(),
    tools.pause(Math.max(0, until - begun)).then(() => 'late' as const),
  ]);
  const used = addUsage(meter.pending() ?? NOTHING, before, -1);
  stages.push({ name, ms: Math.max(0, intake.now() - begun), usd: usdOf(used) });
  return result;
}
