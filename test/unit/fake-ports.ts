import type { CallBook } from '../../src/call/call-book';
import { Call } from '../../src/contract/call';
import { type Failure, fail, type Result, succeed } from '../../src/contract/failure';
import type { Line } from '../../src/contract/settings';
import type { Understanding } from '../../src/contract/understanding';
import type { Desk, NewRequest, RequestField } from '../../src/desk/desk';
import { fileCall } from '../../src/intake/file-call';
import type { Model, Phone, Transcript } from '../../src/intake/ports';
import type { Intake } from '../../src/intake/stage';
import {
  makeCall,
  makeLine,
  makeRecordedCall,
  makeSettings,
  makeUnderstanding,
  makeWav,
  START,
  TRANSCRIPT,
  textOf,
} from './fakes';

/** Hand-written stand-ins for the ports: they keep what they are given, and fail as they are told. */

/** What is to fail next, by method: each failure is used once; one under `always` for ever. */
type Faults<M extends string> = { next: Partial<Record<M, Failure[]>>; always: Partial<Record<M, Failure>> };

const takeFault = <M extends string>(faults: Faults<M>, method: M): Failure | undefined =>
  faults.always[method] ?? faults.next[method]?.shift();

export function createFakeCallBook(now: () => number, calls: readonly Call[] = []) {
  const stored = new Map(calls.map((call) => [call.id, { call: JSON.stringify(call), changedAt: now() }]));
  const faults: Faults<'update' | 'listStale' | 'count'> = { next: {}, always: {} };
  /** As the store does: what goes in comes out as JSON, checked. */
  const read = (id: string): Call | undefined => {
    const found = stored.get(id);
    return found && Call.parse(JSON.parse(found.call));
  };
  const guarded = async <T>(method: 'update' | 'listStale' | 'count', act: () => T): Promise<Result<T>> => {
    const fault = takeFault(faults, method);
    return fault === undefined ? succeed(act()) : fail(fault);
  };
  const book: CallBook = {
    update: (id, change) =>
      guarded('update', () => {
        const before = read(id);
        const after = change(before);
        if (after === undefined || after === before) return before;
        stored.set(id, { call: JSON.stringify(Call.parse(after)), changedAt: now() });
        return after;
      }),
    listStale: (state, before) =>
      guarded('listStale', () =>
        [...stored]
          .filter(([, entry]) => entry.changedAt < before)
          .flatMap(([id]) => read(id) ?? [])
          .filter((call) => call.state === state),
      ),
    count: (state) =>
      guarded('count', () => [...stored.keys()].filter((id) => read(id)?.state === state).length),
  };
  return { ...book, faults, read, put: (call: Call) => book.update(call.id, () => call) };
}

function createFakeDesk(fields: RequestField[] = []) {
  const made: NewRequest[] = [];
  const done: { method: string; key: string; value: unknown }[] = [];
  const faults: Faults<keyof Desk> = { next: {}, always: {} };
  const act = async (method: keyof Desk, key: string, value: unknown): Promise<Result<void>> => {
    const fault = takeFault(faults, method);
    if (fault !== undefined) return fail(fault);
    done.push({ method, key, value });
    return succeed(undefined);
  };
  const desk: Desk = {
    listFields: async () => {
      const fault = takeFault(faults, 'listFields');
      return fault === undefined ? succeed(fields) : fail(fault);
    },
    createRequest: async (request) => {
      const fault = takeFault(faults, 'createRequest');
      if (fault !== undefined) return fail(fault);
      made.push(request);
      return succeed({ key: `SUP-${made.length}`, id: `${made.length}` });
    },
    findByReference: async (reference) => {
      const fault = takeFault(faults, 'findByReference');
      if (fault !== undefined) return fail(fault);
      const index = made.findIndex((request) => JSON.stringify(request).includes(reference));
      return succeed(index < 0 ? undefined : { key: `SUP-${index + 1}`, id: `${index + 1}` });
    },
    writeCallProperty: (key, value) => act('writeCallProperty', key, value),
    addInternalComment: (key, body) => act('addInternalComment', key, body),
    attachRecording: (key, fileName, wav) => act('attachRecording', key, { fileName, bytes: wav.byteLength }),
    setField: (key, fieldId, value) => act('setField', key, { [fieldId]: value }),
  };
  return { ...desk, made, done, faults };
}

function createFakePhone(wav = makeWav()) {
  const texts: { from: string; to: string; body: string }[] = [];
  const deleted: string[] = [];
  const faults: Faults<keyof Phone> = { next: {}, always: {} };
  const phone: Phone = {
    fetchRecording: async () => {
      const fault = takeFault(faults, 'fetchRecording');
      return fault === undefined ? succeed(wav) : fail(fault);
    },
    deleteRecording: async (sid) => {
      const fault = takeFault(faults, 'deleteRecording');
      if (fault !== undefined) return fail(fault);
      deleted.push(sid);
      return succeed(undefined);
    },
    sendText: async (text) => {
      // Counted before it can fail: a text whose answer is lost may have been sent.
      texts.push(text);
      const fault = takeFault(faults, 'sendText');
      return fault === undefined ? succeed({ sid: `SM${'0'.repeat(32)}` }) : fail(fault);
    },
  };
  return { ...phone, texts, deleted, faults };
}

function createFakeModel(heard: Transcript = TRANSCRIPT, understood = makeUnderstanding()) {
  const asked: { method: string; hints: unknown }[] = [];
  const faults: Faults<keyof Model> = { next: {}, always: {} };
  const model: Model = {
    transcribe: async (_, hints) => {
      asked.push({ method: 'transcribe', hints });
      const fault = takeFault(faults, 'transcribe');
      return fault === undefined ? succeed(heard) : fail(fault);
    },
    understand: async (text, ticketLanguage) => {
      asked.push({ method: 'understand', hints: { text, ticketLanguage } });
      const fault = takeFault(faults, 'understand');
      return fault === undefined ? succeed(understood) : fail(fault);
    },
  };
  return { ...model, asked, faults };
}

export interface WorldOptions {
  call?: Call;
  line?: Line;
  fields?: RequestField[];
  wav?: Uint8Array<ArrayBuffer>;
  heard?: Transcript;
  understood?: Understanding;
}

/** Everything that filing needs, in memory, with a clock that stands until it is moved. */
export function createWorld(options: WorldOptions = {}) {
  const { call = makeRecordedCall(), line = makeLine(), fields, wav, heard, understood } = options;
  const clock = { now: START + 60_000 };
  const now = () => clock.now;
  const lines: Parameters<Intake['log']>[0][] = [];
  const world = {
    calls: createFakeCallBook(now, [call]),
    desk: createFakeDesk(fields),
    phone: createFakePhone(wav),
    model: createFakeModel(heard, understood),
    settings: makeSettings([line]),
    worker: 'this worker',
    now,
    pause: async (ms: number) => {
      clock.now += ms;
    },
    log: (entry: Parameters<Intake['log']>[0]) => void lines.push(entry),
  };
  return {
    ...world,
    clock,
    lines,
    stored: (): Call => world.calls.read(call.id) ?? makeCall(),
    methods: () => world.desk.done.map(({ method }) => method),
  };
}

/** The same, with a call to take through it. */
export function createFiling(options: WorldOptions = {}) {
  const world = createWorld(options);
  const { id } = world.stored();
  return {
    ...world,
    file: () => fileCall(id, world),
    described: () => textOf(world.desk.made[0]?.description),
  };
}
