import type { StandInContext } from '../stand-in';
import type { Outcome } from './instance';
import type { QueueEvent, QueueStore } from './queue-store';
import { computeBackoff, judge } from './retries';

/** https://developer.atlassian.com/platform/forge/runtime-reference/async-events-api/#retention-window */
export const RETENTION_MS = 24 * 60 * 60_000;

export interface Consumer {
  queue: string;
  functionKey: string;
  moduleKey: string;
  limitSeconds: number;
}

export interface DeliveryOptions {
  context: Pick<StandInContext, 'clock' | 'log'>;
  store: QueueStore;
  invoke(consumer: Consumer, event: unknown): Promise<Outcome>;
}

/** The event as the consumer gets it: `AsyncEvent` of @forge/events. */
function describeEvent(event: QueueEvent, now: number): object {
  const remainingTimeMs = Math.max(0, event.enqueued + RETENTION_MS - now);
  const retryContext = {
    retryCount: event.retryCount,
    retryReason: event.retryReason,
    retryData: event.retryData === null ? undefined : JSON.parse(event.retryData),
    retentionWindow: { startTime: new Date(event.enqueued).toISOString(), remainingTimeMs },
  };
  const { concurrencyKey: key, concurrencyLimit: limit, delayInSeconds } = event;
  return {
    body: JSON.parse(event.body),
    queueName: event.queue,
    jobId: event.job,
    eventId: event.id,
    ...(delayInSeconds === null ? {} : { delayInSeconds }),
    ...(key === null ? {} : { concurrency: { key, limit } }),
    ...(event.retryCount > 0 ? { retryContext } : {}),
  };
}

/**
 * Delivers an event once, and plans the next try where it was not processed. `isOpen` is false once the host closes:
 * the event stays running in the store, and is delivered again at the next start.
 */
export function createDelivery(
  { context, store, invoke }: DeliveryOptions,
  isOpen: () => boolean,
  cancelledJobs: Set<string>,
): (event: QueueEvent, consumer: Consumer) => Promise<void> {
  const { clock, log } = context;

  function retry(
    event: QueueEvent,
    afterMs: number,
    retryReason: string,
    retryData: string | undefined,
  ): void {
    const due = clock.now() + afterMs;
    if (due > event.enqueued + RETENTION_MS) {
      store.update({ ...event, state: 'failed', retryReason });
      const title = `An event of ${event.queue} was dropped after 24 hours: ${retryReason}`;
      log.add({ source: 'forge', kind: 'event-dropped', title });
      return;
    }
    const next = { due, retryCount: event.retryCount + 1, retryReason, retryData: retryData ?? null };
    store.update({ ...event, state: 'waiting', ...next });
    const title = `An event of ${event.queue} is retried in ${Math.round(afterMs / 1000)} s: ${retryReason}`;
    log.add({ source: 'forge', kind: 'event-retried', title });
  }

  return async (event, consumer) => {
    store.update({ ...event, state: 'running' });
    const verdict = judge(await invoke(consumer, describeEvent(event, clock.now())));
    if (!isOpen()) return;
    if (verdict.kind === 'delivered') store.update({ ...event, state: 'succeeded' });
    else if (cancelledJobs.has(event.job)) store.update({ ...event, state: 'cancelled' });
    else if (verdict.kind === 'requested') retry(event, verdict.afterMs, verdict.reason, verdict.data);
    else retry(event, computeBackoff(event.retryCount), verdict.reason, undefined);
  };
}
