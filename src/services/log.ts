import { now } from './clock';

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

const MINUTE_MS = 60_000;
/** Per code: when it was last logged by this instance, and how often it was left out since. Nothing of anybody's. */
const logged = new Map<string, { at: number; leftOut: number }>();

/** For what strangers can cause as often as they like: of each code one line a minute, with the count of those since. */
export const logNowAndThen: Log = (line) => {
  const code = [line.event, line.reason, line.failure].join();
  const last = logged.get(code);
  if (last !== undefined && Math.abs(now() - last.at) < MINUTE_MS) {
    last.leftOut += 1;
    return;
  }
  log(last === undefined || last.leftOut === 0 ? line : { ...line, count: last.leftOut + 1 });
  logged.set(code, { at: now(), leftOut: 0 });
};
