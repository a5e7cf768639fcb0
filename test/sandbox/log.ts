import type { Clock } from './clock';

/** One thing that happened in the sandbox, as shown in the page's live log. */
export interface LogEntry {
  seq: number;
  /** Milliseconds since the epoch. */
  at: number;
  source: 'forge' | 'twilio' | 'openai' | 'jira' | 'app';
  /** Kebab-case, past tense: `webhook-sent`, `twiml-received`, `function-ended`, … */
  kind: string;
  /** One line for a person. */
  title: string;
  /** The whole of it: a TwiML document, a request and its reply, a stack. */
  detail?: unknown;
  callSid?: string;
}

export interface SandboxLog {
  add(entry: Omit<LogEntry, 'seq' | 'at'>): void;
  /** The entries after `seq` that are still kept (the newest 2,000). */
  list(after?: number): LogEntry[];
  subscribe(listener: (entry: LogEntry) => void): () => void;
}

const KEPT = 2000;

export function createLog(clock: Clock): SandboxLog {
  const listeners = new Set<(entry: LogEntry) => void>();
  let entries: LogEntry[] = [];
  let seq = 0;
  return {
    add(entry) {
      const full = { ...entry, seq: ++seq, at: clock.now() };
      entries.push(full);
      if (entries.length > KEPT * 2) entries = entries.slice(-KEPT);
      for (const listener of listeners) listener(full);
    },
    list: (after = 0) => entries.filter((entry) => entry.seq > after),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
