import { makePin, sealPin } from '../caller/known';
import type { Texts } from '../caller/ports';
import type { RequestStatus as ReadStatus } from '../caller/request-status';
import type { Call } from '../contract/call';
import type { Result } from '../contract/failure';
import type { Line } from '../contract/settings';
import type { Effect, Outcome, PinSent } from './effect';
import { wordsOf } from './languages';
import { fillPhrase } from './languages/phrase';

/** What the line can have done for it while a caller waits. */
export interface Helpers {
  /** In at most so many milliseconds; never fails. */
  workNow(callId: string, goal: 'understood' | 'filed', ms: number): Promise<void>;
  readStatus(key: string, timeoutMs: number): Promise<Result<ReadStatus>>;
  texts(): Promise<Pick<Texts, 'sendText'>>;
  loadPepper(): Promise<Result<string>>;
  /** From 0 up to, but not, 1; can't be guessed. */
  unguessable: () => number;
  /** Milliseconds since the epoch. */
  now: () => number;
  report(problem: { event: string; callId: string; failure?: string }): void;
}

/** Somebody hears nothing meanwhile. */
const WORK_MS = 4000;
/** Where the webhook that announces the recording is at it already, it is nearly through. */
const WAIT_MS = 2500;
/** Longer: Jira may be at it, and to stop waiting does not stop Jira. Twilio waits for 15 s. */
const FILE_MS = 9000;
const LOOK_UP_MS = 4000;
/** Nobody waits for the answer to that webhook; but Twilio only for 15 s. */
const BACKGROUND_MS = 12_000;

/** Does what the line can't do by itself, as far as there is time. Never fails: the line says what came of it. */
export async function perform(effect: Effect, call: Call, line: Line, helpers: Helpers): Promise<Outcome> {
  switch (effect.kind) {
    case 'work':
      await helpers.workNow(call.id, 'understood', call.lease === undefined ? WORK_MS : WAIT_MS);
      return effect;
    case 'file':
      await helpers.workNow(call.id, 'filed', FILE_MS);
      return effect;
    case 'look-up': {
      const read = await helpers.readStatus(effect.key, LOOK_UP_MS);
      if (read.ok) {
        const { category, status, lastPublicComment } = read.value;
        return { kind: 'look-up', status: { category, status, comment: lastPublicComment?.text } };
      }
      helpers.report({ event: 'status-not-read', callId: call.id, failure: read.failure.kind });
      return { kind: 'look-up' };
    }
    case 'send-pin':
      return { kind: 'send-pin', pin: await sendPin(call, line, helpers) };
  }
}

/** Works on a call in the webhook that says that its recording can be had: nobody waits for that one's answer. */
export const workInBackground = (callId: string, { workNow }: Pick<Helpers, 'workNow'>): Promise<void> =>
  workNow(callId, 'understood', BACKGROUND_MS);

async function sendPin(call: Call, line: Line, helpers: Helpers): Promise<PinSent> {
  const pepper = await helpers.loadPepper();
  if (!pepper.ok || call.from === null || call.canText !== true) return undefined;
  const code = makePin(helpers.unguessable);
  const body = fillPhrase(call.language, wordsOf(call.language).texts.pin, { code, line: line.name });
  const sent = await (await helpers.texts()).sendText({ from: call.lineNumber, to: call.from, body });
  if (sent.ok) return sealPin(code, call.id, pepper.value, helpers.now());
  helpers.report({ event: 'code-not-sent', callId: call.id, failure: sent.failure.kind });
  return undefined;
}
