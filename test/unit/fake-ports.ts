import type { CallBook } from '../../src/call/call-book';
import { canGetTexts } from '../../src/caller/number';
import { AuditEntry } from '../../src/contract/audit';
import { Call } from '../../src/contract/call';
import { type Failure, type Result, succeed } from '../../src/contract/failure';
import type { Line } from '../../src/contract/settings';
import type { Reading } from '../../src/contract/understanding';
import { fileCall, type Outcome } from '../../src/intake/file-call';
import type {
  Callers,
  Model,
  Phone,
  TextMessage,
  Transcript,
  TroubleBook,
  Troubles,
} from '../../src/intake/ports';
import type { Intake } from '../../src/intake/stage';
import { tryCallAgain } from '../../src/intake/try-again';
import { waitOf } from '../../src/intake/waiting';
import { answer, createFakeDesk, noFaults } from './fake-desk';
import {
  makeCall,
  makeLine,
  makeReading,
  makeRecordedCall,
  makeSettings,
  makeWav,
  START,
  TRANSCRIPT,
  textOf,
} from './fakes';

/** Hand-written stand-ins for the ports: they keep what they are given, and fail as they are told. */

export function createFakeCallBook(now: () => number, calls: readonly Call[] = []) {
  const entryOf = (call: Call) => ({
    call: JSON.stringify(call),
    changedAt: now(),
    ...waitOf(call, now()),
  });
  const stored = new Map(calls.map((call) => [call.id, entryOf(call)]));
  const faults = noFaults<keyof CallBook>();
  /** As the store does: what goes in comes out as JSON, checked. */
  const read = (id: string): Call | undefined => {
    const found = stored.get(id);
    return found && Call.parse(JSON.parse(found.call));
  };
  const guarded = <T>(method: keyof CallBook, act: () => T) => answer(faults, method, act);
  const book: CallBook = {
    update: (id, change) =>
      guarded('update', () => {
        const before = read(id);
        const after = change(before);
        if (after === undefined || after === before) return before;
        stored.set(id, entryOf(Call.parse(after)));
        return after;
      }),
    listStale: (state, before) =>
      guarded('listStale', () =>
        [...stored]
          .filter(([, entry]) => entry.changedAt < before)
          .flatMap(([id]) => read(id) ?? [])
          .filter((call) => call.state === state),
      ),
    listWaiting: (waitsFor, limit) =>
      guarded('listWaiting', () =>
        [...stored]
          .filter(([, entry]) => entry.waitsFor === waitsFor)
          .sort(([, one], [, other]) => one.dueAt - other.dueAt)
          .flatMap(([id, { dueAt }]) => {
            const call = read(id);
            return call === undefined ? [] : [{ call, dueAt }];
          })
          .slice(0, limit),
      ),
    count: (state) =>
      guarded('count', () => [...stored.keys()].filter((id) => read(id)?.state === state).length),
  };
  return {
    ...book,
    faults,
    read,
    list: (): Call[] => [...stored.keys()].flatMap((id) => read(id) ?? []),
    put: (call: Call) => book.update(call.id, () => call),
  };
}

type Wav = Uint8Array<ArrayBuffer>;

/** @param wav of every recording, or of each */
function createFakePhone(wav: Wav | ((sid: string) => Wav) = makeWav()) {
  /** Those that the provider took. */
  const texts: TextMessage[] = [];
  const deleted: string[] = [];
  const fetched: string[] = [];
  const asked: (keyof Phone)[] = [];
  const faults = noFaults<keyof Phone>();
  const ask = <T>(method: keyof Phone, act: () => T): Promise<Result<T>> => {
    asked.push(method);
    return answer(faults, method, act);
  };
  const phone: Phone = {
    fetchRecording: (sid) =>
      ask('fetchRecording', () => {
        fetched.push(sid);
        return typeof wav === 'function' ? wav(sid) : wav;
      }),
    deleteRecording: (sid) => ask('deleteRecording', () => void deleted.push(sid)),
    sendText: (text) =>
      ask('sendText', () => {
        texts.push(text);
        return { sid: `SM${'0'.repeat(32)}` };
      }),
    wasTextSent: ({ from, to, body }, marks) =>
      ask('wasTextSent', () =>
        texts.some(
          (text) =>
            text.from === from &&
            text.to === to &&
            (text.body === body || marks.some((mark) => text.body.includes(mark))),
        ),
      ),
    listCalls: () => ask('listCalls', () => []),
    listRecordings: () => ask('listRecordings', () => []),
  };
  return { ...phone, texts, deleted, fetched, asked, faults };
}

/** @param heard in every recording, or in each by its sound */
function createFakeModel(
  heard: Transcript | ((wav: Wav) => Transcript) = TRANSCRIPT,
  understood = makeReading(),
) {
  const asked: { method: string; hints: unknown }[] = [];
  const faults = noFaults<keyof Model>();
  const model: Model = {
    transcribe: (wav, hints) => {
      asked.push({ method: 'transcribe', hints });
      return answer(faults, 'transcribe', () => (typeof heard === 'function' ? heard(wav) : heard));
    },
    understand: (text, about) => {
      asked.push({ method: 'understand', hints: { text, ...about } });
      return answer(faults, 'understand', () => understood);
    },
  };
  return { ...model, asked, faults };
}

/** What is remembered of the one caller there is; who has ended texts gets none. */
function createFakeCallers() {
  const asked: (keyof Callers)[] = [];
  /** Keys. */
  const remembered: string[] = [];
  const ended: string[] = [];
  const refusals: Failure[] = [];
  const caller = { mayText: true };
  const faults = noFaults<Exclude<keyof Callers, 'noteRefusal'>>();
  const callers: Callers = {
    mayText: ({ from }) => {
      asked.push('mayText');
      return answer(faults, 'mayText', () => canGetTexts(from) && caller.mayText);
    },
    rememberRequest: ({ request }) => {
      asked.push('rememberRequest');
      return answer(faults, 'rememberRequest', () => void remembered.push(request?.key ?? ''));
    },
    endTexts: (_, how) => {
      asked.push('endTexts');
      return answer(faults, 'endTexts', () => {
        ended.push(how);
        caller.mayText = false;
      });
    },
    noteRefusal: async (refused) => {
      asked.push('noteRefusal');
      refusals.push(refused);
    },
  };
  return { ...callers, caller, asked, remembered, ended, refusals, faults };
}

/** How services have been failing, in memory. */
export function createFakeTroubleBook(troubles: Troubles = {}) {
  const kept: Troubles = { ...troubles };
  const book: TroubleBook = {
    load: async () => succeed(structuredClone(kept)),
    change: async (service, change) => {
      const after = change(kept[service] && structuredClone(kept[service]));
      if (after === undefined) delete kept[service];
      else kept[service] = after;
    },
  };
  return { ...book, kept };
}

export interface WorldOptions {
  call?: Call;
  line?: Line;
  fields?: Parameters<typeof createFakeDesk>[0];
  wav?: Parameters<typeof createFakePhone>[0];
  heard?: Parameters<typeof createFakeModel>[0];
  understood?: Reading;
}

/** Everything that filing needs, in memory, with a clock that stands until it is moved. */
export function createWorld(options: WorldOptions = {}) {
  const { call = makeRecordedCall(), line = makeLine(), fields, wav, heard, understood } = options;
  const clock = { now: START + 60_000 };
  const now = () => clock.now;
  const lines: Parameters<Intake['log']>[0][] = [];
  const audited: Parameters<Intake['audit']>[0][] = [];
  const world = {
    calls: createFakeCallBook(now, [call]),
    desk: createFakeDesk(fields),
    phone: createFakePhone(wav),
    model: createFakeModel(heard, understood),
    callers: createFakeCallers(),
    settings: makeSettings([line]),
    worker: 'this worker',
    now,
    random: () => 0.5,
    pause: async (ms: number) => {
      clock.now += ms;
    },
    audit: async (entry: Parameters<Intake['audit']>[0]) => {
      AuditEntry.parse({ ...entry, at: clock.now });
      audited.push(entry);
    },
    log: (entry: Parameters<Intake['log']>[0]) => void lines.push(entry),
  };
  return {
    ...world,
    clock,
    lines,
    audited,
    stored: (): Call => world.calls.read(call.id) ?? makeCall(),
    methods: () => world.desk.done.map(({ method }) => method),
  };
}

/** The same, with a call to take through it: each run is a worker of its own, as in the queue. */
export function createFiling(options: WorldOptions = {}) {
  const world = createWorld(options);
  const { id } = world.stored();
  let runs = 0;
  const file = (change: Partial<Intake> = {}): Promise<Outcome> =>
    fileCall(id, { ...world, worker: `worker ${++runs}`, ...change });
  /** As the queue and the sweep do: comes back when it was told to, until there is nothing left to do. */
  const fileToEnd = async (turns = 40): Promise<Outcome> => {
    let outcome = await file();
    for (let turn = 0; outcome.kind === 'wait' && turn < turns; turn++) {
      world.clock.now += outcome.ms;
      outcome = await file();
    }
    return outcome;
  };
  /** As an admin's click does. */
  const tryAgain = () =>
    tryCallAgain(id, {
      ...{ calls: world.calls, audit: world.audit, now: world.now(), by: 'admin-1' },
      fileLater: async () => succeed(undefined),
    });
  return {
    ...world,
    file,
    fileToEnd,
    tryAgain,
    described: () => textOf(world.desk.made[0]?.description),
  };
}
