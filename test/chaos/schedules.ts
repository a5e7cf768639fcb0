import type { Sandbox } from '../sandbox/sandbox';
import type { WorldPlan } from './plan';
import { createDice } from './seeds';

/** As `test/sandbox/forge/schedules.ts` has it. */
const INTERVAL_MS = { fiveMinute: 300_000, hour: 3_600_000, day: 86_400_000, week: 604_800_000 } as const;

/** Runs the manifest's schedules, some runs not at all and some twice at once. @returns what stops them. */
export function runSchedules(plan: WorldPlan, { clock, forge }: Sandbox): () => void {
  const dice = createDice(plan.seed, plan.world, 'schedules');
  let stopped = false;
  for (const { key, interval } of forge.manifest.modules.scheduledTrigger) {
    const run = (): void => {
      if (stopped) return;
      clock.after(INTERVAL_MS[interval], run);
      if (dice.chance(plan.rates.scheduleSkipped)) return;
      void forge.runSchedule(key);
      if (dice.chance(plan.rates.scheduleDoubled)) void forge.runSchedule(key);
    };
    clock.after(INTERVAL_MS.fiveMinute, run);
  }
  return () => {
    stopped = true;
  };
}
