/**
 * All that a log line may hold: ids and codes. There is no field for a number, a name, a word that was said, a URL or
 * a secret, so none can be logged (U6, A8).
 */
export interface LogLine {
  /** Kebab-case, what happened. */
  event: string;
  callId?: string;
  issueKey?: string;
  lineId?: string;
  /** A failure's kind. */
  failure?: string;
  /** A code of our own: why something was refused, which step it was. */
  reason?: string;
  ms?: number;
  /** How many of them it happened to. */
  count?: number;
}

export type Log = (line: LogLine) => void;

/** One line of JSON in the app's log; Forge keeps 100 lines a minute of an invocation's time. */
export const log: Log = ({ event, callId, issueKey, lineId, failure, reason, ms, count }) =>
  console.log(JSON.stringify({ event, callId, issueKey, lineId, failure, reason, ms, count }));
