import { createHmac } from 'node:crypto';
import { Call, type CallBook } from '../../src/call/call';
import {
  type Failure,
  type FailureKind,
  fail,
  type Result,
  type Service,
  succeed,
} from '../../src/contract/failure';
import type { AdfDocument } from '../../src/desk/adf';
import type { Desk, NewRequest, RequestField } from '../../src/desk/desk';
import type { Model, Phone, Transcript } from '../../src/intake/ports';
import type { Intake } from '../../src/intake/stage';
import type { Understanding } from '../../src/intake/understanding';
import { Line, Settings } from '../../src/settings/settings';

/** Hand-written stand-ins for the ports, and the plainest call, line and recording there are. */

export const CALL_ID = `CA${'0123456789abcdef'.repeat(2)}`;
export const RECORDING_ID = `RE${'fedcba9876543210'.repeat(2)}`;
export const OTHER_RECORDING_ID = `RE${'1'.repeat(32)}`;
export const ACCOUNT = `AC${'a'.repeat(32)}`;
export const OWN_NUMBER = '+14155550100';
export const CALLER = '+14155552671';
/** 2026-11-20 14:03 UTC. */
export const START = Date.UTC(2026, 10, 20, 14, 3);

export const makeLine = (overrides: Partial<Line> = {}): Line =>
  Line.parse({
    id: 'support',
    number: OWN_NUMBER,
    name: 'Example Support',
    serviceDeskId: '1',
    requestTypeId: '10',
    ...overrides,
  });

export const makeSettings = (lines: Line[] = [makeLine()]): Settings =>
  Settings.parse({ twilio: { accountSid: ACCOUNT }, lines });

export const makeCall = (overrides: Partial<Call> = {}): Call =>
  Call.parse({
    id: CALL_ID,
    state: 'answered',
    reference: 'K7QM-2R4X',
    lineId: 'support',
    lineNumber: OWN_NUMBER,
    from: CALLER,
    language: 'en',
    answeredAt: START,
    steps: {},
    ...overrides,
  });

export const makeRecordedCall = (overrides: Partial<Call> = {}): Call =>
  makeCall({
    state: 'recorded',
    recording: { sid: RECORDING_ID, seconds: 2, at: START + 30_000 },
    ...overrides,
  });

export const TRANSCRIPT: Transcript = {
  text: 'The VPN is down in Hamburg. Error 809. Please call me back tomorrow morning.',
  language: 'en',
};

export const makeUnderstanding = (overrides: Partial<Understanding> = {}): Understanding => ({
  summary: 'VPN is down in Hamburg with error 809',
  description: 'The VPN is down in Hamburg with error 809.',
  language: 'en',
  urgency: 'high',
  intent: 'incident',
  entities: [{ kind: 'error-code', value: '809', quote: 'Error 809' }],
  callback: { wanted: true, when: 'tomorrow morning', number: null },
  smsOptOut: false,
  ...overrides,
});

export const failure = (kind: FailureKind, service: Service, more: Partial<Failure> = {}): Failure => ({
  kind,
  service,
  detail: 'made up for a test',
  ...more,
});

/** Twilio's rule, written anew from its documentation, to check the check that the app uses. */
export function signAsTwilio(token: string, url: string, parameters: Record<string, string>): string {
  const signed = Object.keys(parameters)
    .sort()
    .reduce((text, name) => `${text}${name}${parameters[name]}`, url);
  return createHmac('sha1', token).update(signed).digest('base64');
}

/** A 16-bit PCM file; a tone is voice enough for an energy gate. */
export function makeWav({
  seconds = 2,
  amplitude = 8000,
  rate = 8000,
  cutTo = Number.POSITIVE_INFINITY,
} = {}) {
  const data = new Int16Array(seconds * rate).map((_, index) => amplitude * Math.sin((index / rate) * 2764));
  const file = new Uint8Array(44 + data.byteLength);
  const view = new DataView(file.buffer);
  const write = (at: number, text: string) => file.set(new TextEncoder().encode(text), at);
  write(0, 'RIFF');
  view.setUint32(4, 36 + data.byteLength, true);
  write(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, rate, true);
  view.setUint32(28, rate * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  write(36, 'data');
  view.setUint32(40, data.byteLength, true);
  file.set(new Uint8Array(data.buffer), 44);
  return file.slice(0, cutTo);
}

/** What is to fail next, by method: each failure is used once; one under `always` for ever. */
type Faults<M extends string> = { next: Partial<Record<M, Failure[]>>; always: Partial<Record<M, Failure>> };

const takeFault = <M extends string>(faults: Faults<M>, method: M): Failure | undefined =>
  faults.always[method] ?? faults.next[method]?.shift();

export function createFakeCallBook(now: () => number, calls: readonly Call[] = []) {
  const stored = new Map(calls.map((call) => [call.id, { call: JSON.stringify(call), changedAt: now() }]));
  const faults: Faults<'find' | 'update' | 'listStale' | 'count'> = { next: {}, always: {} };
  /** As the store does: what goes in comes out as JSON, checked. */
  const read = (id: string): Call | undefined => {
    const found = stored.get(id);
    return found && Call.parse(JSON.parse(found.call));
  };
  const guarded = async <T>(
    method: 'find' | 'update' | 'listStale' | 'count',
    act: () => T,
  ): Promise<Result<T>> => {
    const fault = takeFault(faults, method);
    return fault === undefined ? succeed(act()) : fail(fault);
  };
  const book: CallBook = {
    find: (id) => guarded('find', () => read(id)),
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

export function createFakeDesk(fields: RequestField[] = []) {
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
    writeCallProperty: (key, value) => act('writeCallProperty', key, value),
    addInternalComment: (key, body) => act('addInternalComment', key, body),
    attachRecording: (key, fileName, wav) => act('attachRecording', key, { fileName, bytes: wav.byteLength }),
    setField: (key, fieldId, value) => act('setField', key, { [fieldId]: value }),
  };
  return { ...desk, made, done, faults };
}

export function createFakePhone(wav = makeWav()) {
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

export function createFakeModel(heard: Transcript = TRANSCRIPT, understood = makeUnderstanding()) {
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
    now,
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

/** All text of a document, paragraph by paragraph. */
export function textOf(document: AdfDocument | undefined): string {
  const collect = (node: { type: string; text?: string; content?: unknown }): string[] =>
    node.text !== undefined
      ? [node.text]
      : Array.isArray(node.content)
        ? node.content.flatMap((child) => collect(child))
        : [];
  return document === undefined ? '' : collect(document).join('\n');
}
