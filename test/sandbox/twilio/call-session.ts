import { describeCall } from './call-parameters';
import { type Clips, createClips } from './clips';
import type { Line } from './line';
import type { CallRecord, HttpMethod } from './records';
import type { CallSession, Exchange } from './session';

export interface SessionParts {
  /** The call as it begins. */
  record: CallRecord;
  line: Line;
  emit: CallSession['emit'];
  answer: CallSession['answer'];
  fallback: { url: string; method: HttpMethod };
  /** Those of another leg of the same call. */
  clips?: Clips;
  /** Whose webhooks these are in the log, if not the call's own. */
  loggedAs?: string;
}

/** A call, or one leg of it, as the verbs see it. */
export function openSession(exchange: Exchange, parts: SessionParts): CallSession {
  const { record, line, emit, answer, fallback } = parts;
  const { account, context } = exchange;
  const read = (): CallRecord => account.calls.get(record.sid) ?? record;
  const callSid = parts.loggedAs ?? record.sid;
  return {
    ...exchange,
    line,
    emit,
    answer,
    fallback,
    clips: parts.clips ?? createClips(exchange, record.sid, line.elapsed),
    call: read,
    update(change) {
      const changed = { ...read(), ...change, updatedAt: context.clock.now() };
      account.calls.put(changed.sid, changed);
      return changed;
    },
    notify: (purpose, url, method, params) =>
      exchange.send({
        url,
        method,
        purpose,
        callSid,
        params: { ...describeCall(account.credentials, read()), ...params },
      }),
  };
}
