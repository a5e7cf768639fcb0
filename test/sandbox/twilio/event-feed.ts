import type { PhoneEvent, PhoneEventBody, PhoneEventKind } from './events';
import type { Line } from './line';

/** What happened in one call so far, for whoever looks and whoever waits. */
export interface EventFeed {
  events(): readonly PhoneEvent[];
  emit(body: PhoneEventBody): void;
  subscribe(listener: (event: PhoneEvent) => void): () => void;
  until<K extends PhoneEventKind>(kind: K): Promise<Extract<PhoneEvent, { kind: K }>>;
}

export function createFeed(line: Line): EventFeed {
  const events: PhoneEvent[] = [];
  const listeners = new Set<(event: PhoneEvent) => void>();
  let seen = 0;
  return {
    events: () => events,
    emit(body: PhoneEventBody) {
      const event: PhoneEvent = { ...body, seq: events.length + 1, at: Math.round(line.elapsed()) };
      events.push(event);
      for (const listener of [...listeners]) listener(event);
    },
    subscribe(listener: (event: PhoneEvent) => void) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    async until<K extends PhoneEventKind>(kind: K): Promise<Extract<PhoneEvent, { kind: K }>> {
      const fits = (event: PhoneEvent): event is Extract<PhoneEvent, { kind: K }> => event.kind === kind;
      for (;;) {
        const event = events.find((candidate) => candidate.seq > seen && fits(candidate));
        if (event && fits(event)) {
          seen = event.seq;
          return event;
        }
        if (events.at(-1)?.kind === 'ended') throw new Error(`The call ended without "${kind}"`);
        await new Promise<void>((resolve) => {
          const listener = (): void => {
            listeners.delete(listener);
            resolve();
          };
          listeners.add(listener);
        });
      }
    },
  };
}
