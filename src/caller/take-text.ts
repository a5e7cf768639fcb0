import type { CallerRecord } from '../contract/caller';
import { type Failure, isTransient } from '../contract/failure';
import { LANGUAGES, type Language } from '../contract/language';
import { findLine } from '../contract/settings';
import { isBlocked } from './admit-call';
import { answerText } from './answer-text';
import { callerNumber } from './number';
import { placeText } from './place-text';
import type { IncomingText } from './ports';
import { pseudonymOf } from './pseudonym';
import { isAnsweredByProvider, readKeyword } from './text-words';
import type { Attempt, TextOfCaller, TextWorld } from './text-work';

/** Done for good, or worth another try after so many milliseconds (four minutes at most). */
export type TextOutcome = { kind: 'done' } | { kind: 'wait'; ms: number };

const DONE: TextOutcome = { kind: 'done' };
const SHORTEST_WAIT_MS = 5000;
/** An event that waits longer is not brought back by the queue. */
const LONGEST_WAIT_MS = 4 * 60 * 1000;
/** About 20 hours; the queue drops an event after a day. */
const MOST_RETURNS = 300;
/** Twilio may tell of a text a moment before it can be fetched. */
const MOST_NOT_FOUND = 5;

/**
 * Takes a text that somebody sent to one of our numbers: a wish about texts is noted, anything else becomes a public
 * comment on the request that it is about. Harmless to repeat: what was done is found, not done again; one at a time for
 * each text.
 *
 * STOP, START and HELP are not answered where Twilio does so itself.
 *
 * @param returns how often it was tried before
 */
export async function takeText(textId: string, world: TextWorld, returns = 0): Promise<TextOutcome> {
  const taken = await take(textId, world);
  if (taken.ok) return DONE;
  const { failure, restMs } = taken;
  const isWorthIt = isTransient(failure) || isForAdmin(failure) || isTooSoon(failure, returns) || restMs;
  if (isWorthIt && returns < MOST_RETURNS) return { kind: 'wait', ms: waitOf(returns, failure, restMs) };
  const { service, kind } = failure;
  world.log({ event: 'text-given-up', failure: kind, reason: service });
  await world.audit({ action: 'text-in', outcome: 'failed', textId, service, failure: kind });
  return DONE;
}

async function take(textId: string, world: TextWorld): Promise<Attempt> {
  const note = await world.notes.load(textId);
  if (!note.ok || note.value?.done === true) return note;
  const fetched = await world.texts.fetchText(textId);
  if (!fetched.ok) return fetched;
  const text = fetched.value;
  const pseudonym = pseudonymOf(callerNumber(text.from), world.pepper);
  // A short code is no caller.
  if (pseudonym === undefined) return skip(text, world);
  const record = await world.callers.load(pseudonym);
  if (!record.ok) return record;
  const taken = await takeFrom({ text, pseudonym, record: record.value }, note.value?.about, world);
  return taken.ok ? world.notes.note(textId, { done: true }) : taken;
}

async function takeFrom(caller: TextOfCaller, about: string | undefined, world: TextWorld): Promise<Attempt> {
  const { text, record } = caller;
  const line = findLine(world.settings, text.to);
  const languages = new Set<Language>([...(line?.languages ?? LANGUAGES), ...languagesOf(record)]);
  const keyword = readKeyword(text.body, [...languages], record.textsOff !== undefined);
  // A wish counts from anybody, and on a number that has no line any more.
  if (keyword === 'stop' || keyword === 'start') return takeWish(keyword, caller, world);
  if (line === undefined) world.log({ event: 'text-without-line' });
  if (line === undefined || isBlocked(text.from, world.settings.blocked)) return skip(text, world);
  if (keyword === 'help')
    return isAnsweredByProvider(text.body) ? skip(text, world) : answerText('help', caller, line, world);
  const placed = await placeText(caller, about, line, world);
  return placed === 'no-request' ? answerText('noRequest', caller, line, world) : placed;
}

async function takeWish(
  keyword: 'stop' | 'start',
  { text, pseudonym }: TextOfCaller,
  { callers, audit }: TextWorld,
): Promise<Attempt> {
  const { at, textId } = text;
  const noted = await (keyword === 'stop'
    ? callers.setTextsOff(pseudonym, { at, how: 'stop' })
    : callers.setTextsOn(pseudonym, at));
  if (noted.ok)
    await audit({ action: keyword === 'stop' ? 'texts-off' : 'texts-on', outcome: 'done', textId });
  return noted;
}

async function skip({ textId }: IncomingText, { audit }: TextWorld): Promise<Attempt> {
  await audit({ action: 'text-in', outcome: 'skipped', textId });
  return { ok: true };
}

const languagesOf = ({ requests }: CallerRecord): Language[] => requests.map(({ language }) => language);

/** A new key or a permission may be there within hours. */
const isForAdmin = ({ kind }: Failure): boolean => kind === 'unauthorised' || kind === 'not-configured';

const isTooSoon = ({ service, kind }: Failure, returns: number): boolean =>
  service === 'twilio' && kind === 'not-found' && returns < MOST_NOT_FOUND;

function waitOf(returns: number, { retryAfterSeconds = 0 }: Failure, restMs = 0): number {
  const wait = Math.max(SHORTEST_WAIT_MS * 2 ** Math.min(returns, 10), retryAfterSeconds * 1000, restMs);
  return Math.min(wait, LONGEST_WAIT_MS);
}
