import { z } from 'zod';
import type { Clock } from '../clock';
import type { LogEntry } from '../log';
import { LogEntrySchema } from './api-schemas';
import { deskEffects } from './desk-effects';
import type { OpenStream } from './event-stream';
import { type LoadingPorts, loadAll, loadOpenRequest, loadRequests } from './loading';
import { phoneEffects } from './phone-effects';
import type { Speaker } from './speaker';
import { readTexts } from './text-effects';
import type { Utterance } from './utterance';

/** What the page can do, beyond showing: everything here talks to the sandbox or makes a sound. */
export interface Effects {
  /** Loads what is there and follows what happens; the returned function ends that. */
  start(): () => void;
  placeCall(): Promise<void>;
  hangUp(): Promise<void>;
  /** Keys of the dial pad: part of the number before a call, tones during one. */
  pressKeys(digits: string): Promise<void>;
  /** Says it now, or as soon as the line listens. */
  say(utterance: Utterance): Promise<void>;
  /** While the person types or speaks into the microphone: the line should not take it for silence. */
  linger(): void;
  sendText(body: string): Promise<boolean>;
  toggleMute(): void;
  openRequest(key: string): Promise<void>;
  addComment(text: string, isPublic: boolean): Promise<boolean>;
  performTransition(transitionId: string): Promise<void>;
  refresh(): Promise<void>;
}

export interface EffectPorts extends LoadingPorts {
  speaker: Speaker;
  openStream: OpenStream;
  clock: Clock;
}

export function createEffects(ports: EffectPorts): Effects {
  return {
    ...followEffects(ports),
    ...phoneEffects(ports),
    ...deskEffects(ports),
    refresh: () => loadAll(ports),
  };
}

/**
 * Milliseconds. Entries come in bursts, thousands at the first opening: they show together; and what they have
 * changed in Jira and in the texts is read once afterwards.
 */
const PAUSE = { show: 50, refresh: 250, reconnect: 2000 };

/** Runs `task` once, `ms` after the first of many requests. */
function runSoon(clock: Clock, ms: number, task: () => void): () => void {
  let isPlanned = false;
  return () => {
    if (isPlanned) return;
    isPlanned = true;
    clock.after(ms, () => {
      isPlanned = false;
      task();
    });
  };
}

const EntriesSchema = LogEntrySchema.transform((entry) => [entry]).or(z.array(LogEntrySchema));

/** That there is something new to read is told by the log: whatever changes Jira or the texts passes through it. */
function followEffects(ports: EffectPorts): Pick<Effects, 'start'> {
  const { store, openStream, clock } = ports;
  let arrived: LogEntry[] = [];
  const show = runSoon(clock, PAUSE.show, () => {
    store.dispatch({ type: 'log-arrived', entries: arrived });
    arrived = [];
  });
  const refresh = runSoon(clock, PAUSE.refresh, () => {
    void Promise.all([loadRequests(ports), loadOpenRequest(ports), readTexts(ports)]);
  });
  let wasLost = false;
  const follow = (): (() => void) => {
    let close = openStream('/_sandbox/log', ['log'], {
      onOpen() {
        store.dispatch({ type: 'log-connected' });
        if (wasLost) void loadAll(ports);
        wasLost = false;
      },
      onLost(isFinal) {
        wasLost = true;
        store.dispatch({ type: 'log-lost' });
        if (!isFinal) return;
        const cancel = clock.after(PAUSE.reconnect, () => {
          close = follow();
        });
        close = cancel;
      },
      onMessage(data) {
        const parsed = EntriesSchema.safeParse(data);
        if (!parsed.success) return;
        arrived.push(...parsed.data);
        show();
        refresh();
      },
    });
    return () => close();
  };
  return {
    start() {
      void loadAll(ports);
      return follow();
    },
  };
}
