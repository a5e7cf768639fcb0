import type { Audit } from '../contract/audit';
import type { Call } from '../contract/call';
import { type Failure, type Result, succeed } from '../contract/failure';
import type { Line, Settings } from '../contract/settings';
import { type Admission, admitCall, type CallCounts } from './admit-call';
import type { CallerBook } from './caller-book';
import { openRequests } from './known';
import { canGetTexts } from './number';
import type { CallerDesk, TextTroubleBook } from './ports';
import { pseudonymOf } from './pseudonym';
import { takeTextRefusal } from './text-status';

/** What is known of a caller as the call comes in. */
export interface CallerFacts {
  /** One call too many, or from somebody who is not let in. */
  refused: boolean;
  canText: boolean;
  /** The newest first; none where the line does not trust caller ID. */
  open: readonly { key: string; id: string }[];
}

/** Where callers are remembered. */
export interface CallerMemory {
  book: CallerBook;
  loadPepper(): Promise<Result<string>>;
  /** Notes which call a request was made of. */
  noteRequestOf(callId: string, issueKey: string): Promise<Result<void>>;
  /** Counts a call; what can't be counted is left out. */
  countCall(pseudonym: string | undefined, lineId: string, now: number): Promise<CallCounts>;
  desk: Pick<CallerDesk, 'readStatus'>;
  troubles: TextTroubleBook;
  audit: Audit;
  /** Milliseconds since the epoch. */
  now: () => number;
}

/** How many requests are looked at, and for how long: a caller waits for the greeting. */
const MOST_LOOKED_AT = 3;
const LOOK_MS = 2000;

/** Never fails: where nothing can be found out, the caller is let in as a stranger. */
export async function knowCaller(
  { from, raw }: { from: string | null; raw: string },
  line: Line,
  settings: Settings,
  memory: CallerMemory,
): Promise<CallerFacts> {
  // Whoever is not let in anyway costs no look into the store.
  if (!admitCall({ from, raw }, line, settings).admitted) return STRANGER_REFUSED;
  const now = memory.now();
  const pepper = from === null ? undefined : await memory.loadPepper();
  const pseudonym = pepper?.ok === true ? pseudonymOf(from, pepper.value) : undefined;
  const [counts, record] = await Promise.all([
    memory.countCall(pseudonym, line.id, now),
    pseudonym === undefined ? undefined : memory.book.load(pseudonym),
  ]);
  const admission: Admission = admitCall({ from, raw }, line, settings, counts);
  if (!admission.admitted) return STRANGER_REFUSED;
  const known = record?.ok === true ? record.value : undefined;
  const mayText = known === undefined || (known.textsOff === undefined && known.noTexts === undefined);
  return {
    refused: false,
    canText: canGetTexts(from) && mayText,
    open: known === undefined ? [] : await stillOpen(openRequests(known, line, now), memory.desk),
  };
}

const STRANGER_REFUSED: CallerFacts = { refused: true, canText: false, open: [] };

/** Nobody is told of an open request that is done, or that can't be looked up. */
async function stillOpen(
  requests: readonly { key: string; id: string }[],
  desk: Pick<CallerDesk, 'readStatus'>,
): Promise<CallerFacts['open']> {
  const looked = await Promise.all(
    requests.slice(0, MOST_LOOKED_AT).map(async ({ key, id }) => {
      const status = await desk.readStatus(key, LOOK_MS);
      return status.ok && status.value.category !== 'done' ? [{ key, id }] : [];
    }),
  );
  return looked.flat();
}

/** What filing does with what is remembered of callers. */
export function createCallers(memory: CallerMemory) {
  const pseudonymOfCall = async ({ from }: Call): Promise<Result<string | undefined>> => {
    if (from === null) return succeed(undefined);
    const pepper = await memory.loadPepper();
    return pepper.ok ? succeed(pseudonymOf(from, pepper.value)) : pepper;
  };
  return {
    async mayText(call: Call): Promise<Result<boolean>> {
      if (!canGetTexts(call.from)) return succeed(false);
      const pseudonym = await pseudonymOfCall(call);
      if (!pseudonym.ok) return pseudonym;
      if (pseudonym.value === undefined) return succeed(false);
      const record = await memory.book.load(pseudonym.value);
      if (!record.ok) return record;
      return succeed(record.value.textsOff === undefined && record.value.noTexts === undefined);
    },

    async rememberRequest(call: Call): Promise<Result<void>> {
      const { request, id: callId, lineId, language } = call;
      const pseudonym = await pseudonymOfCall(call);
      if (!pseudonym.ok) return pseudonym;
      if (pseudonym.value === undefined || request === undefined) return succeed(undefined);
      const { key, id, at } = request;
      const noted = await memory.noteRequestOf(callId, key);
      if (!noted.ok) return noted;
      return memory.book.noteRequest(pseudonym.value, { key, id, callId, lineId, language, at });
    },

    async endTexts(call: Call, how: 'said' | 'pressed'): Promise<Result<void>> {
      const pseudonym = await pseudonymOfCall(call);
      if (!pseudonym.ok) return pseudonym;
      if (pseudonym.value === undefined) return succeed(undefined);
      const ended = await memory.book.setTextsOff(pseudonym.value, { at: memory.now(), how });
      if (ended.ok) await memory.audit({ action: 'texts-off', outcome: 'done', callId: call.id });
      return ended;
    },

    async noteRefusal(failure: Failure, text: { from: string; to: string }, call: Call): Promise<void> {
      const pepper = await memory.loadPepper();
      if (!pepper.ok) return;
      const { book: callers, troubles, audit, now } = memory;
      await takeTextRefusal(
        failure,
        { textId: call.id, ...text },
        { callers, troubles, pepper: pepper.value, audit, now },
      );
    },
  };
}
