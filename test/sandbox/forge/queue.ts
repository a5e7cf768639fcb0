import { type Consumer, createDelivery, type DeliveryOptions, RETENTION_MS } from './delivery';
import type { Ids } from './ids';
import type { Manifest } from './manifest';
import type { PushEvent } from './queue-api';
import type { QueueEvent } from './queue-store';

/** How the next pushed events misbehave, as "at least once" and "no order" allow. */
export interface QueueFault {
  /** How many of the next events. */
  events: number;
  /** Deliveries on top of the one. */
  duplicates?: number;
  /** The copies run beside the event although their concurrency key would have them wait. */
  atOnce?: boolean;
  delayMs?: number;
}

export interface ForgeQueue {
  findConsumer(queue: string): Consumer | undefined;
  /** Delivery starts at once where an event is due. */
  push(queue: string, job: string, events: PushEvent[]): void;
  /** Events of the job that have not started, and retries, are not processed any more. @returns false: no such job */
  cancel(queue: string, job: string): boolean;
  listJob(queue: string, job: string): QueueEvent[];
  list(): QueueEvent[];
  fault(fault: QueueFault): void;
  /** Is there an event that could be delivered now? */
  hasDue(): boolean;
  start(): void;
  stop(): void;
}

interface QueueOptions extends DeliveryOptions {
  ids: Ids;
  manifest: Manifest;
  /** Follows a delivery to its end, retry planned. */
  track(delivery: Promise<void>): Promise<void>;
}

function listConsumers(manifest: Manifest): Map<string, Consumer> {
  return new Map(
    manifest.modules.consumer.map(({ key, queue, function: functionKey }) => {
      const limitSeconds = manifest.functions.get(functionKey)?.timeoutSeconds ?? 55;
      return [queue, { queue, functionKey, moduleKey: key, limitSeconds }];
    }),
  );
}

function makeEvent(
  id: string,
  queue: string,
  job: string,
  event: PushEvent,
  now: number,
): Omit<QueueEvent, 'seq'> {
  const { body, delayInSeconds, concurrency } = event;
  return {
    id,
    queue,
    job,
    body: JSON.stringify(body),
    concurrencyKey: concurrency?.key ?? null,
    concurrencyLimit: concurrency?.limit ?? null,
    delayInSeconds: delayInSeconds ?? null,
    state: 'waiting',
    due: now + (delayInSeconds ?? 0) * 1000,
    enqueued: now,
    retryCount: 0,
    retryReason: null,
    retryData: null,
  };
}

/** Async events: at least once, delayed, limited by concurrency keys, retried with back-off, kept for 24 hours. */
export function createQueue(options: QueueOptions): ForgeQueue {
  const { store, ids, context, manifest } = options;
  const { clock } = context;
  const consumers = listConsumers(manifest);
  const faults: QueueFault[] = [];
  const cancelledJobs = new Set<string>();
  let started = false;
  let cancelWakeUp = (): void => undefined;

  function takeFault(): QueueFault | undefined {
    const fault = faults[0];
    if (fault === undefined) return undefined;
    fault.events -= 1;
    if (fault.events <= 0) faults.shift();
    return fault;
  }

  function enqueue(queue: string, job: string, event: PushEvent): void {
    const { delayMs = 0, duplicates = 0, atOnce = false } = takeFault() ?? {};
    const record = makeEvent(ids.uuid(), queue, job, event, clock.now());
    for (let copy = 0; copy <= duplicates; copy += 1) {
      const unbound = copy > 0 && atOnce ? { concurrencyKey: null, concurrencyLimit: null } : {};
      store.insert({ ...record, ...unbound, due: record.due + delayMs });
    }
  }

  const deliver = createDelivery(options, () => started, cancelledJobs);

  const mayRun = ({ concurrencyKey, concurrencyLimit }: QueueEvent): boolean =>
    concurrencyKey === null ||
    store.countRunning(concurrencyKey) < (concurrencyLimit ?? Number.POSITIVE_INFINITY);

  function pump(): void {
    if (!started) return;
    for (const event of store.listDue(clock.now())) {
      const consumer = consumers.get(event.queue);
      if (consumer === undefined) store.update({ ...event, state: 'failed', retryReason: 'NO_CONSUMER' });
      else if (mayRun(event)) void options.track(deliver(event, consumer).finally(pump));
    }
    cancelWakeUp();
    const next = store.nextDue(clock.now());
    cancelWakeUp = next === undefined ? () => undefined : clock.after(next - clock.now(), pump);
    store.prune(clock.now() - RETENTION_MS);
  }

  return {
    findConsumer: (queue) => consumers.get(queue),
    push(queue, job, events) {
      for (const event of events) enqueue(queue, job, event);
      pump();
    },
    cancel(queue, job) {
      const events = store.listJob(queue, job);
      cancelledJobs.add(job);
      for (const event of events)
        if (event.state === 'waiting') store.update({ ...event, state: 'cancelled' });
      return events.length > 0;
    },
    listJob: (queue, job) => store.listJob(queue, job),
    list: () => store.list(),
    fault: (fault) => void faults.push({ ...fault }),
    hasDue: () =>
      started && store.listDue(clock.now()).some((event) => consumers.has(event.queue) && mayRun(event)),
    start() {
      started = true;
      pump();
    },
    stop() {
      started = false;
      cancelWakeUp();
    },
  };
}
