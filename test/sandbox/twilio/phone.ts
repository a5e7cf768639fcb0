import { readSpeech } from './audio';
import { openSession } from './call-session';
import { createFeed } from './event-feed';
import type { EndReason, PhoneEvent, PhoneEventKind } from './events';
import type { Instructions } from './execute';
import { type CallerAct, createLine, type Interruption } from './line';
import type { CallRecord, CallStatus, HttpMethod } from './records';
import { runCall } from './run-call';
import type { Exchange } from './session';

/** A step of a scripted caller. */
export type ScriptStep =
  | { do: 'speak'; wav: Uint8Array }
  | { do: 'press'; digits: string }
  | { do: 'stay-silent' }
  | { do: 'hang-up' };

export interface CallSummary {
  sid: string;
  status: CallStatus;
  reason: EndReason;
  /** Whole seconds, as billed. */
  seconds: number;
  events: readonly PhoneEvent[];
}

/** A telephone in somebody's hand, during one call. */
export interface PhoneCall {
  readonly sid: string;
  readonly from: string;
  readonly to: string;
  readonly state: CallStatus;
  /** So far, oldest first. */
  readonly events: readonly PhoneEvent[];
  subscribe(listener: (event: PhoneEvent) => void): () => void;
  /**
   * The next event of this kind that no earlier `until` has returned.
   * @throws Error when the call ends without it.
   */
  until<K extends PhoneEventKind>(kind: K): Promise<Extract<PhoneEvent, { kind: K }>>;
  /** @throws RangeError on anything but 0-9, `*` and `#`. */
  press(digits: string): void;
  /**
   * Says what the WAV file holds: to `<Record>` it becomes the recording, to `<Gather input="speech">` its caption.
   * @throws Error when the file is malformed.
   */
  speak(wav: Uint8Array): void;
  /** Does nothing until the line stops waiting; only needed at pace 0. */
  staySilent(): void;
  /**
   * Keeps the line listening for the next `ms` on the clock, as somebody does who draws breath: a person at a
   * keyboard needs longer to begin than one at a telephone. Does nothing at pace 0.
   */
  linger(ms: number): void;
  hangUp(): void;
  /** Resolves when the call is over and its status callback was answered; never rejects. */
  readonly ended: Promise<CallSummary>;
}

/** What an application asked to be told about the call. */
export interface StatusCallback {
  url: string;
  method: HttpMethod;
  events: readonly string[];
}

export interface PhoneOptions {
  /** See `LineOptions`. */
  pace: number;
  idle?: 'wait' | 'silent' | undefined;
  script?: readonly ScriptStep[] | undefined;
}

export interface CallPlan extends PhoneOptions {
  call: CallRecord;
  instructions: Instructions;
  fallback: { url: string; method: HttpMethod };
  statusCallback?: StatusCallback | undefined;
  /** Rings first, and may not be answered: a call that the application makes. */
  ring?: () => Promise<CallStatus | undefined>;
}

/** A call that runs, with the controls that only the exchange has. */
export interface RunningCall extends PhoneCall {
  interrupt(by: Interruption): void;
}

/** Starts a call; what it does is known by its events and its `ended`. */
export function startCall(exchange: Exchange, plan: CallPlan): RunningCall {
  const { context, account } = exchange;
  const { sid, from, to } = plan.call;
  const line = createLine({
    clock: context.clock,
    pace: plan.pace,
    idle: plan.idle ?? (plan.script ? 'silent' : 'wait'),
    script: (plan.script ?? []).map(readStep),
  });
  const feed = createFeed(line);
  const readCall = (): CallRecord => account.calls.get(sid) ?? plan.call;
  account.calls.put(sid, plan.call);
  context.log.add({
    source: 'twilio',
    kind: 'call-started',
    title: `Call from ${from} to ${to}`,
    callSid: sid,
  });
  const parts = { record: plan.call, line, emit: feed.emit, fallback: plan.fallback };
  const ended = runCall((answer) => openSession(exchange, { ...parts, answer }), plan).then(
    (reason): CallSummary => {
      feed.emit({ kind: 'ended', reason });
      const { status, seconds = 0 } = readCall();
      return { sid, status, reason, seconds, events: feed.events() };
    },
  );
  return {
    sid,
    from,
    to,
    get state() {
      return readCall().status;
    },
    get events() {
      return feed.events();
    },
    subscribe: feed.subscribe,
    until: feed.until,
    press(digits) {
      if (!/^[\d*#]+$/.test(digits)) throw new RangeError(`Not keys of a telephone: "${digits}"`);
      line.give({ kind: 'press', digits });
    },
    speak: (wav) => line.give({ kind: 'speak', speech: readSpeech(wav) }),
    staySilent: () => line.give({ kind: 'silence' }),
    linger: line.linger,
    hangUp: () => line.give({ kind: 'hang-up' }),
    interrupt: line.interrupt,
    ended,
  };
}

function readStep(step: ScriptStep): CallerAct {
  switch (step.do) {
    case 'speak':
      return { kind: 'speak', speech: readSpeech(step.wav) };
    case 'press':
      return { kind: 'press', digits: step.digits };
    case 'stay-silent':
      return { kind: 'silence' };
    case 'hang-up':
      return { kind: 'hang-up' };
  }
}
