import type { Clock } from '../clock';
import type { Manifest } from './manifest';

type ScheduledTrigger = Manifest['modules']['scheduledTrigger'][number];

/** https://developer.atlassian.com/platform/forge/manifest-reference/modules/scheduled-trigger/ */
const INTERVAL_MS = { fiveMinute: 300_000, hour: 3_600_000, day: 86_400_000, week: 604_800_000 } as const;
/** "Each trigger is scheduled to start shortly after it is created, about 5 minutes after app deployment." */
const FIRST_RUN_MS = 300_000;

export interface Schedules {
  start(): void;
  stop(): void;
  isRunning(): boolean;
}

/** Runs the scheduled triggers on `clock`. A failed run is not repeated: the next comes when it is due. */
export function createSchedules(
  clock: Clock,
  triggers: ScheduledTrigger[],
  run: (trigger: ScheduledTrigger) => Promise<unknown>,
): Schedules {
  const cancels = new Map<string, () => void>();

  function plan(trigger: ScheduledTrigger, afterMs: number): void {
    const next = (): void => {
      plan(trigger, INTERVAL_MS[trigger.interval]);
      void run(trigger);
    };
    cancels.set(trigger.key, clock.after(afterMs, next));
  }

  return {
    start() {
      if (cancels.size > 0) return;
      for (const trigger of triggers) plan(trigger, FIRST_RUN_MS);
    },
    stop() {
      for (const cancel of cancels.values()) cancel();
      cancels.clear();
    },
    isRunning: () => cancels.size > 0,
  };
}
