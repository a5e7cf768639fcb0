import type { LogEntry } from '../log';

export type LogSource = LogEntry['source'];

export const LOG_SOURCES: readonly LogSource[] = ['twilio', 'forge', 'app', 'openai', 'jira'];

/** As many as the sandbox itself keeps. */
const KEPT = 2000;

export interface LogState {
  connection: 'connecting' | 'live' | 'lost';
  /** Oldest first. */
  entries: LogEntry[];
  hidden: readonly LogSource[];
  /** While pausing: the last entry that is shown. */
  pausedAt?: number;
  /** `seq` of the entry whose detail is open. */
  selected?: number;
}

export type LogAction =
  | { type: 'log-arrived'; entries: LogEntry[] }
  | { type: 'log-connected' }
  | { type: 'log-lost' }
  | { type: 'source-toggled'; source: LogSource }
  | { type: 'pause-toggled' }
  | { type: 'entry-toggled'; seq: number }
  | { type: 'log-emptied' };

export const initialLog: LogState = { connection: 'connecting', entries: [], hidden: [] };

export function reduceLog(log: LogState, action: LogAction): LogState {
  switch (action.type) {
    case 'log-arrived':
      return addEntries(log, action.entries);
    case 'log-connected':
      return { ...log, connection: 'live' };
    case 'log-lost':
      return { ...log, connection: 'lost' };
    case 'source-toggled':
      return {
        ...log,
        hidden: log.hidden.includes(action.source)
          ? log.hidden.filter((source) => source !== action.source)
          : [...log.hidden, action.source],
      };
    case 'pause-toggled': {
      const { pausedAt, ...rest } = log;
      return pausedAt === undefined ? { ...rest, pausedAt: lastSeq(log) } : rest;
    }
    case 'entry-toggled': {
      const { selected, ...rest } = log;
      return selected === action.seq ? rest : { ...rest, selected: action.seq };
    }
    case 'log-emptied': {
      const { selected: _, pausedAt: __, ...rest } = log;
      return { ...rest, entries: [] };
    }
  }
}

/** A stream that reconnects tells some entries twice; a sandbox that was started anew counts from 1 again. */
function addEntries(log: LogState, arrived: LogEntry[]): LogState {
  const newest = log.entries.at(-1);
  const fresh = arrived.filter((entry) => newest === undefined || entry.seq > newest.seq);
  if (fresh.length > 0) return { ...log, entries: [...log.entries, ...fresh].slice(-KEPT) };
  const restarted = newest !== undefined && arrived.some((entry) => entry.at > newest.at);
  if (!restarted) return log;
  const { pausedAt: _, selected: __, ...rest } = log;
  return { ...rest, entries: arrived.filter((entry) => entry.at > newest.at) };
}

const lastSeq = (log: LogState): number => log.entries.at(-1)?.seq ?? 0;

/** The entries to show, oldest first. */
export const listShownEntries = (log: LogState): LogEntry[] =>
  log.entries.filter(
    (entry) =>
      !log.hidden.includes(entry.source) && (log.pausedAt === undefined || entry.seq <= log.pausedAt),
  );

/** How many entries came since the pause. */
export function countHeldBack(log: LogState): number {
  const { pausedAt } = log;
  if (pausedAt === undefined) return 0;
  return log.entries.filter((entry) => entry.seq > pausedAt && !log.hidden.includes(entry.source)).length;
}
