import { referenceOf } from '../call/reference';
import type { CallerRequest } from '../contract/caller';
import { type Failure, fail, isTransient, type Result, succeed } from '../contract/failure';
import type { Line, Settings } from '../contract/settings';
import { isDoubtful } from '../intake/doubt';
import { recentRequests } from './known';
import type { DeskStatus } from './ports';
import { composeTextComment, hasMark } from './text-comment';
import type { Attempt, TextOfCaller, TextWorld } from './text-work';

/** Longer than any request's time-out, and time for the comment to be found. */
const REST_MS = 90_000;

/** A request, and how it stands. */
interface Target {
  request: CallerRequest;
  category: DeskStatus['category'];
}

/**
 * Puts a text on the request that it is about: the one that it names, if it is one of this caller's; else the latest that
 * is still open; else the latest of all. One that is done is taken up again first, where the line wants that.
 *
 * @param about the request that an earlier try has chosen
 */
export async function placeText(
  caller: TextOfCaller,
  about: string | undefined,
  line: Line,
  world: TextWorld,
): Promise<Attempt | 'no-request'> {
  const { textId } = caller.text;
  const chosen = await choose(caller, about, line, world);
  if (!chosen.ok) return chosen;
  if (chosen.value === undefined) return 'no-request';
  const { key, callId } = chosen.value.request;
  if (key !== about) {
    const noted = await world.notes.note(textId, { about: key });
    if (!noted.ok) return noted;
  }
  const placed = await place(chosen.value, caller, line, world);
  if (placed.ok) await world.audit({ action: 'text-in', outcome: 'done', textId, callId, issueKey: key });
  return placed;
}

async function choose(
  caller: TextOfCaller,
  about: string | undefined,
  line: Line,
  world: TextWorld,
): Promise<Result<Target | undefined>> {
  const recent = recentRequests(caller.record, world.now());
  const named =
    recent.find(({ key }) => key === about) ?? recent.find((one) => isNamedIn(caller.text.body, one));
  if (named !== undefined) {
    const target = await look(named, caller, world);
    if (!target.ok || target.value !== undefined) return target;
  }
  return latestOf(
    recent.filter((one) => one !== named && isOfDesk(one, line, world.settings)),
    caller,
    world,
  );
}

/** The first that is open, else the first; undefined when there is none any more. */
async function latestOf(
  requests: readonly CallerRequest[],
  caller: TextOfCaller,
  world: TextWorld,
): Promise<Result<Target | undefined>> {
  let latest: Target | undefined;
  let refused: Failure | undefined;
  for (const request of requests) {
    const target = await look(request, caller, world);
    // A project that the app may not see any more doesn't stand before those that it may.
    if (!target.ok && target.failure.kind !== 'unauthorised') return target;
    if (!target.ok) refused = target.failure;
    else if (target.value !== undefined && target.value.category !== 'done') return target;
    else latest ??= target.value;
  }
  return latest === undefined && refused !== undefined ? fail(refused) : succeed(latest);
}

/** How a request stands; undefined, and forgotten, when there is none any more. */
async function look(
  request: CallerRequest,
  { pseudonym }: TextOfCaller,
  { desk, callers }: TextWorld,
): Promise<Result<Target | undefined>> {
  const status = await desk.readStatus(request.key);
  if (status.ok) return succeed({ request, category: status.value.category });
  if (status.failure.kind !== 'not-found') return status;
  await callers.forgetRequest(pseudonym, request.key);
  return succeed(undefined);
}

async function place(
  { request: { key, language }, category }: Target,
  { text }: TextOfCaller,
  line: Line,
  { desk, log }: TextWorld,
): Promise<Attempt> {
  const written = line.ticketLanguage === 'caller' ? language : line.ticketLanguage;
  const { mark, body } = composeTextComment(text, written);
  const comments = await desk.readComments(key);
  if (!comments.ok) return comments;
  if (comments.value.some((comment) => hasMark(comment.body, mark))) return { ok: true };
  if (category === 'done' && line.textReopens) {
    const reopened = await desk.reopen(key);
    if (!reopened.ok && isTransient(reopened.failure)) return reopened;
    // What was written is worth more than the status.
    const failure = reopened.ok ? {} : { failure: reopened.failure.kind };
    if (!reopened.ok || !reopened.value) log({ event: 'request-not-reopened', issueKey: key, ...failure });
  }
  const added = await desk.addPublicComment(key, body);
  return added.ok || !isDoubtful(added.failure) ? added : { ...added, restMs: REST_MS };
}

/** What is texted to one desk's number is not for another desk to read, unless the text names the request. */
function isOfDesk({ lineId }: CallerRequest, line: Line, { lines }: Settings): boolean {
  const own = lines.find(({ id }) => id === lineId);
  return own === undefined || own.serviceDeskId === line.serviceDeskId;
}

/** Whether a text names a request by its key or by its call's reference, however either is written. */
export function isNamedIn(body: string, { key, callId }: Pick<CallerRequest, 'key' | 'callId'>): boolean {
  const [project = '', number = ''] = key.split('-').map(literally);
  const written = new RegExp(`(?<![\\p{L}\\p{N}])${project}[\\s\\p{Pd}]*${number}(?!\\p{N})`, 'iu');
  return written.test(body) || asCode(body).includes(asCode(referenceOf(callId)));
}

const literally = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

/** A reference as it is compared: O and 0 are one, and so are I, L and 1. */
const asCode = (text: string): string =>
  text
    .toUpperCase()
    .replace(/[\s\p{Pd}]/gu, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
