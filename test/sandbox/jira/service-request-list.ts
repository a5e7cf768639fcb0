import type { Context } from 'hono';
import type { Jira } from './jira';
import type { Issue, User } from './model';
import { seesRequest } from './permissions';
import { findStatus } from './platform-json';
import { readList } from './query';
import { Refusal } from './refusal';

const OWNERSHIPS: Record<string, (user: User, issue: Issue) => boolean> = {
  OWNED_REQUESTS: (user, issue) => issue.creatorId === user.accountId || issue.reporterId === user.accountId,
  PARTICIPATED_REQUESTS: (user, issue) => issue.participantIds.includes(user.accountId),
  ALL_REQUESTS: () => true,
  // No organisations and no approvals in the sandbox.
  ORGANIZATION: () => false,
  ALL_ORGANIZATIONS: () => false,
  APPROVER: () => false,
};

const DEFAULT_OWNERSHIP = ['OWNED_REQUESTS', 'PARTICIPATED_REQUESTS', 'ALL_ORGANIZATIONS'];

/** The requests by the parameters of `GET /request`, the latest activity first; from the search index. */
export function listRequests(jira: Jira, user: User, context: Context): Issue[] {
  const named = readList(context, 'requestOwnership');
  const ownerships = (named.length > 0 ? named : DEFAULT_OWNERSHIP).map((name) => {
    const test = OWNERSHIPS[name];
    if (test !== undefined) return test;
    throw new Refusal(400, `The value ${name} is not a request ownership.`, {
      i18nKey: 'sd.error.parameter.invalid',
    });
  });
  const matchesStatus = readStatus(context.req.query('requestStatus') ?? 'ALL_REQUESTS');
  const matchesTerm = readTerm(context.req.query('searchTerm') ?? '');
  const deskId = context.req.query('serviceDeskId');
  const typeId = context.req.query('requestTypeId');
  return jira.store
    .indexed()
    .filter((issue) => {
      const type = jira.store.requestTypes.get(issue.requestTypeId ?? '');
      return (
        type !== undefined &&
        (deskId === undefined || type.serviceDeskId === deskId) &&
        (typeId === undefined || type.id === typeId) &&
        seesRequest(jira, user, issue) &&
        ownerships.some((owns) => owns(user, issue)) &&
        matchesStatus(issue) &&
        matchesTerm(issue)
      );
    })
    .sort((left, right) => right.updated - left.updated || Number(right.id) - Number(left.id));
}

function readStatus(name: string): (issue: Issue) => boolean {
  const isDone = (issue: Issue): boolean => findStatus(issue.statusId).category === 'done';
  if (name === 'CLOSED_REQUESTS') return isDone;
  if (name === 'OPEN_REQUESTS') return (issue) => !isDone(issue);
  if (name === 'ALL_REQUESTS') return () => true;
  throw new Refusal(400, `The value ${name} is not a request status.`, {
    i18nKey: 'sd.error.parameter.invalid',
  });
}

/** `*` and `?` are wildcards inside a word; every word must be there. */
function readTerm(term: string): (issue: Issue) => boolean {
  const patterns = term
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((word) => {
      const escaped = word.replace(/[.+^${}()|[\]\\]/g, '\\$&');
      return new RegExp(`(^|[^\\p{L}\\p{N}])${escaped.replaceAll('*', '\\S*').replaceAll('?', '\\S')}`, 'iu');
    });
  return (issue) => patterns.every((pattern) => pattern.test(String(issue.fields.summary ?? '')));
}
