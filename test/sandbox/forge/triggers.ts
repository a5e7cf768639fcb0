import type { StandInContext } from '../stand-in';
import type { Outcome } from './instance';
import type { Manifest } from './manifest';
import { judge } from './retries';

type Trigger = Manifest['modules']['trigger'][number];

/** An event of a product or of the app's life, on its way to the `trigger` modules that listen to it. */
export interface PlatformEvent {
  /** Such as `avi:jira:updated:issue`. */
  eventType: string;
  payload: Record<string, unknown>;
}

export interface Triggers {
  /** Resolves when every listening module has been invoked once; retries come later, on the clock. */
  emit(event: PlatformEvent): Promise<void>;
}

/** https://developer.atlassian.com/platform/forge/events-reference/product_events/#retry-atlassian-app-events */
const MOST_RETRIES = 4;
/** Events above this size are not delivered. */
const MOST_BYTES = 200 * 1000;

interface TriggersOptions {
  context: Pick<StandInContext, 'clock' | 'log'>;
  manifest: Manifest;
  isLicensed(): boolean;
  invoke(trigger: Trigger, event: unknown): Promise<Outcome>;
}

export function createTriggers({ context, manifest, isLicensed, invoke }: TriggersOptions): Triggers {
  const { clock, log } = context;

  /** Expressions (Jira expressions) are not evaluated: what they would filter out is delivered. */
  function wants(trigger: Trigger, { eventType, payload }: PlatformEvent): boolean {
    if (!trigger.events.includes(eventType)) return false;
    if (trigger.filter?.ignoreSelf === true && payload.selfGenerated === true) return false;
    return trigger.filter?.appIsLicensed !== true || isLicensed();
  }

  async function deliver(
    trigger: Trigger,
    event: object,
    retryCount: number,
    retryContext?: object,
  ): Promise<void> {
    const verdict = judge(
      await invoke(trigger, retryContext === undefined ? event : { ...event, retryContext }),
    );
    if (verdict.kind !== 'requested') return;
    if (retryCount >= MOST_RETRIES) {
      log.add({ source: 'forge', kind: 'event-dropped', title: `${trigger.key} asked for a fifth retry` });
      return;
    }
    const { reason: retryReason, data } = verdict;
    const next = {
      retryCount: retryCount + 1,
      retryReason,
      retryData: data === undefined ? undefined : JSON.parse(data),
    };
    clock.after(verdict.afterMs, () => void deliver(trigger, event, retryCount + 1, next));
  }

  return {
    async emit(platformEvent) {
      const event = { ...platformEvent.payload, eventType: platformEvent.eventType };
      if (Buffer.byteLength(JSON.stringify(event)) > MOST_BYTES) {
        log.add({
          source: 'forge',
          kind: 'event-dropped',
          title: `${platformEvent.eventType} is larger than 200 kB`,
        });
        return;
      }
      const listening = manifest.modules.trigger.filter((trigger) => wants(trigger, platformEvent));
      await Promise.all(listening.map((trigger) => deliver(trigger, event, 0)));
    },
  };
}
