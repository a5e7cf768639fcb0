import { type Result, succeed } from '../contract/failure';
import { textOf } from '../desk/adf';
import type { CallerDesk, DeskComment, DeskStatus } from './ports';
import { isCallersOwn } from './text-comment';

/** How a request stands, for its caller. */
export interface RequestStatus {
  key: string;
  /** As the desk calls it. */
  status: string;
  category: 'new' | 'in-progress' | 'done';
  /** The last thing that we wrote to the caller; `at` in milliseconds since the epoch. */
  lastPublicComment?: { text: string; at: number };
}

/** How a request stands; without its last comment where only that can't be had in time. */
export async function readRequestStatus(
  key: string,
  desk: Pick<CallerDesk, 'readStatus' | 'readComments'>,
  timeoutMs?: number,
): Promise<Result<RequestStatus>> {
  const [status, comments] = await Promise.all([
    desk.readStatus(key, timeoutMs),
    desk.readComments(key, timeoutMs),
  ]);
  if (!status.ok) return status;
  const { reporterId, ...facts } = status.value;
  const last = comments.ok ? lastFromUs(comments.value, reporterId) : undefined;
  return succeed(last === undefined ? facts : { ...facts, lastPublicComment: last });
}

/** Neither what the caller said or wrote, which the app puts there, nor what the customer wrote on the portal. */
function lastFromUs(
  comments: readonly DeskComment[],
  reporterId: DeskStatus['reporterId'],
): RequestStatus['lastPublicComment'] {
  for (const { body, at, isPublic, authorId } of comments) {
    const text = textOf(body).trim();
    const isCustomers = isCallersOwn(text) || (authorId !== undefined && authorId === reporterId);
    if (isPublic && text !== '' && !isCustomers) return { text, at };
  }
  return undefined;
}
