import { type Conversation, converse } from '../../src/call/converse';
import type { Effect, Outcome, RequestStatus } from '../../src/call/effect';
import type { CallEvent } from '../../src/call/event';
import { enter } from '../../src/call/life';
import { parseWebhook } from '../../src/call/parse-webhook';
import type { OpenRequest } from '../../src/call/talk';
import { sealPin } from '../../src/caller/known';
import type { AuditEntry } from '../../src/contract/audit';
import { Call } from '../../src/contract/call';
import { type Failure, fail, succeed } from '../../src/contract/failure';
import type { Question } from '../../src/contract/question';
import type { Line } from '../../src/contract/settings';
import {
  CALL_ID,
  CALLER,
  failure,
  makeLine,
  makeSettings,
  makeUnderstanding,
  OWN_NUMBER,
  START,
} from './fakes';

/** A line with its caller's side left open: what it is told of, what it keeps, and what is done for it. */

export const PEPPER = 'f'.repeat(64);
export const WORDS = 'The VPN is down in Hamburg.';
const RECAP = 'the VPN is down in Hamburg';

/** What a worker makes of a call. */
export type Work = (call: Call) => Call;

/** Writes down and understands all that was said. */
export const understands =
  ({
    words = WORDS,
    language = 'en',
    recap = RECAP,
    questions,
  }: {
    words?: string;
    language?: string;
    recap?: string;
    questions?: Question[];
  } = {}): Work =>
  (call) => {
    if (call.state !== 'recorded' && call.state !== 'transcribed') return call;
    const { transcript, additions = [] } = call;
    const parts = [
      transcript?.text ?? words,
      ...additions.filter(({ heard }) => !heard).map(() => 'And one more thing.'),
    ];
    const heard: Call = {
      ...call,
      state: 'transcribed',
      transcript: { text: parts.join('\n'), language: transcript?.language ?? language },
      ...(additions.length > 0 && {
        additions: additions.map((addition) => ({ ...addition, heard: true })),
      }),
    };
    const isComment = call.about !== undefined;
    return {
      ...enter(heard, 'understood'),
      ...(!isComment && { understanding: { ...makeUnderstanding(), recap } }),
      ...(!isComment && questions !== undefined && { questions }),
    };
  };

export const REQUEST = { key: 'SUP-142', id: '10142', at: START };

/** Files what there is, and texts the number where the caller can get texts. */
export const files =
  (understand: Work = understands()): Work =>
  (before) => {
    const call = understand(before);
    if (call.state !== 'understood') return call;
    const { about } = call;
    const filed = enter(call, 'filed');
    return {
      ...filed,
      request: about === undefined ? REQUEST : { ...about, at: START },
      steps: { ...filed.steps, confirmation: call.canText && !call.textsOff ? 'done' : 'skipped' },
    };
  };

export const isSlow: Work = (call) => call;

export interface LineOptions {
  line?: Partial<Line>;
  from?: string | null;
  canText?: boolean;
  open?: readonly OpenRequest[];
  refused?: boolean;
  work?: Work;
  file?: Work;
  status?: RequestStatus | undefined;
  /** The code that is sent; none can be without one. */
  pin?: string;
}

/** Calls in memory, as the store keeps them: what goes in comes out as JSON, checked. Counts its trips. */
function createCounted() {
  const kept = new Map<string, string>();
  const trips = { reads: 0, writes: 0 };
  const faults: { always?: Failure } = {};
  const read = (id: string): Call | undefined => {
    const found = kept.get(id);
    return found === undefined ? undefined : Call.parse(JSON.parse(found));
  };
  const put = (call: Call): void => void kept.set(call.id, JSON.stringify(Call.parse(call)));
  const change = (id: string, by: (call: Call | undefined) => Call | undefined): Call | undefined => {
    const before = read(id);
    const after = by(before);
    if (after === undefined || after === before) return before;
    trips.writes += 1;
    put(after);
    return after;
  };
  const calls: Pick<Conversation['calls'], 'update'> = {
    update: async (id, by) => {
      if (faults.always !== undefined) return fail(faults.always);
      trips.reads += 1;
      return succeed(change(id, by));
    },
  };
  /** Another worker's changes: not counted. */
  const work = (id: string, by: Work): void => {
    const before = read(id);
    if (before !== undefined) put(by(before));
  };
  return { calls, trips, faults, read, work, put };
}

const notAsked = async () => fail(failure('unavailable', 'forge'));

export function createLine(options: LineOptions = {}) {
  const { from = CALLER, canText = true, open = [], refused = false } = options;
  const clock = { now: START };
  const store = createCounted();
  const did = {
    performed: [] as Effect[],
    queued: [] as [callId: string, delaySeconds: number | undefined][],
    workedOn: [] as string[],
    textsOff: [] as string[],
    deleted: [] as string[],
    looked: 0,
    audited: [] as Omit<AuditEntry, 'at'>[],
    reports: [] as Parameters<Conversation['report']>[0][],
  };
  /** What is done while a caller waits. */
  const workers = { work: options.work ?? understands(), file: options.file ?? files(options.work) };
  const queue = { isOut: false };
  const act = (effect: Effect, id: string): Outcome => {
    did.performed.push(effect);
    switch (effect.kind) {
      case 'work':
      case 'file':
        store.work(id, workers[effect.kind]);
        return { kind: effect.kind };
      case 'look-up':
        return { kind: 'look-up', status: options.status };
      case 'send-pin': {
        const { pin } = options;
        return { kind: 'send-pin', pin: pin === undefined ? undefined : sealPin(pin, id, PEPPER, clock.now) };
      }
    }
  };
  const world: Conversation = {
    calls: { ...store.calls, listStale: notAsked, listWaiting: notAsked, count: notAsked },
    knowCaller: async () => ({ refused, canText, open }),
    loadPepper: async () => succeed(PEPPER),
    perform: async (effect, call) => act(effect, call.id),
    workOn: async (callId) => void did.workedOn.push(callId),
    endTexts: async (call) => void did.textsOff.push(call.id),
    deleteRecording: async (sid) => void did.deleted.push(sid),
    fileLater: async (callId, delaySeconds) => {
      if (queue.isOut) return fail(failure('unavailable', 'forge'));
      did.queued.push([callId, delaySeconds]);
      return succeed(undefined);
    },
    reconcileSoon: async () => {
      did.looked += 1;
    },
    audit: async (entry) => void did.audited.push(entry),
    settings: makeSettings([makeLine(options.line)]),
    now: () => clock.now,
    report: (problem) => void did.reports.push(problem),
  };
  const take = (event: CallEvent) => converse(event, world);
  return {
    world,
    clock,
    store,
    did,
    queue,
    workers,
    from,
    take,
    call: (): Call | undefined => store.read(CALL_ID),
    /** As Twilio calls. */
    tell: (path: string, more: Record<string, string> = {}) => take(eventOf(path, more, from)),
  };
}

export type TestLine = ReturnType<typeof createLine>;

/** The event of a webhook as Twilio sends it. */
export function eventOf(
  path: string,
  more: Record<string, string> = {},
  from: string | null = CALLER,
): CallEvent {
  const event = parseWebhook(path, {
    CallSid: CALL_ID,
    From: from ?? 'anonymous',
    To: OWN_NUMBER,
    CallStatus: 'in-progress',
    ...more,
  });
  if (event === null || 'refused' in event) throw new Error(`no event: ${path}`);
  if (event.kind === 'text-received' || event.kind === 'text-status' || event.kind === 'whisper')
    throw new Error(`not of the conversation: ${path}`);
  return event;
}
