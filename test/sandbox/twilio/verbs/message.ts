import {
  cutSpeech,
  findLongSilence,
  joinSpeeches,
  makeSilence,
  measureMs,
  measureTail,
  type Speech,
} from '../audio';
import type { RecordingEnd } from '../events';
import type { CallerAct, Fits, Heard, Line } from '../line';

/** When a message is over. */
export interface MessageRules {
  /** Silence, in milliseconds. */
  timeoutMs: number;
  maxMs: number;
  finishOnKey: string;
}

export interface Message {
  speech: Speech;
  endedBy: RecordingEnd;
  /** The key that ended it. */
  key?: string;
}

/** The message so far. Milliseconds. */
interface Tape {
  parts: Speech[];
  length: number;
  /** The silence at its end. */
  quiet: number;
}

type Ending = Omit<Message, 'speech'>;
const NOTHING: Heard = { kind: 'nothing' };

/** Listens until the caller falls silent, presses a finishing key, hangs up, or has talked for too long. */
export async function takeMessage(line: Line, rules: MessageRules): Promise<Message> {
  const tape: Tape = { parts: [], length: 0, quiet: 0 };
  let pending: Heard = NOTHING;
  for (;;) {
    const act: Heard = pending.kind === 'nothing' ? await waitForAct(line, rules, tape) : pending;
    pending = NOTHING;
    let ending = endByAct(act, rules, tape);
    if (act.kind === 'speak') {
      const spoken = await takeSpeech(line, rules, tape, act.speech);
      ending = spoken.ending;
      pending = spoken.next;
    }
    if (ending) return { ...ending, speech: cutSpeech(joinSpeeches(tape.parts), rules.maxMs) };
  }
}

/** Silence, until the caller does something or it has lasted too long. */
async function waitForAct(line: Line, rules: MessageRules, tape: Tape): Promise<Heard> {
  const patience = Math.min(rules.timeoutMs - tape.quiet, rules.maxMs - tape.length);
  const from = line.elapsed();
  const wasSpoken = tape.quiet < tape.length;
  // At pace 0, what belongs to a later verb must not be swallowed once something was said.
  const endsThis: Fits = (act) =>
    act.kind !== 'speak' && (act.kind !== 'press' || findKey(act, rules) !== undefined);
  const act = await line.hear(patience, wasSpoken ? endsThis : undefined);
  addToTape(tape, makeSilence(act.kind === 'nothing' ? patience : Math.min(line.elapsed() - from, patience)));
  return act;
}

function endByAct(act: Heard, rules: MessageRules, tape: Tape): Ending | undefined {
  if (act.kind === 'nothing') return { endedBy: tape.quiet >= rules.timeoutMs ? 'silence' : 'max-length' };
  if (act.kind === 'hang-up') return { endedBy: 'hang-up' };
  const key = act.kind === 'press' ? findKey(act, rules) : undefined;
  return key === undefined ? undefined : { endedBy: 'key', key };
}

/** While the caller speaks: to the end, to a silence that is too long, or to the next thing that they do. */
async function takeSpeech(
  line: Line,
  rules: MessageRules,
  tape: Tape,
  speech: Speech,
): Promise<{ ending?: Ending; next: Heard }> {
  const room = rules.maxMs - tape.length;
  const silentAt = findLongSilence(speech, rules.timeoutMs) ?? Number.POSITIVE_INFINITY;
  const until = Math.min(silentAt, room, measureMs(speech));
  const from = line.elapsed();
  const next = await line.hear(until, () => false);
  addToTape(
    tape,
    cutSpeech(speech, next.kind === 'nothing' ? until : Math.min(line.elapsed() - from, until)),
  );
  if (next.kind !== 'nothing') return { next };
  if (until === silentAt) return { next, ending: { endedBy: 'silence' } };
  return until === room ? { next, ending: { endedBy: 'max-length' } } : { next };
}

function addToTape(tape: Tape, speech: Speech): void {
  const ms = measureMs(speech);
  const tail = measureTail(speech);
  tape.parts.push(speech);
  tape.length += ms;
  tape.quiet = tail === ms ? tape.quiet + ms : tail;
}

const findKey = (act: Extract<CallerAct, { kind: 'press' }>, rules: MessageRules): string | undefined =>
  [...act.digits].find((key) => rules.finishOnKey.includes(key));
