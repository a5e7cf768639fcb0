import { route } from '@forge/api';
import { z } from 'zod';
import type { CallerDesk, DeskComment, DeskStatus } from '../caller/ports';
import { type Result, succeed } from '../contract/failure';
import { json, read, send } from './jira-requests';

const TIMEOUT_MS = 20_000;

const Account = z.object({ accountId: z.string() }).nullish().catch(undefined);

/** https://developer.atlassian.com/cloud/jira/service-desk/rest/api-group-request/ */
const Standing = z.object({
  issueKey: z.string(),
  reporter: Account,
  currentStatus: z.object({ status: z.string(), statusCategory: z.string().nullish() }),
});

const Comments = z.object({
  comments: z.array(
    z.object({
      body: z.unknown(),
      created: z.string(),
      // Where it is not said that customers see it, it is ours alone.
      jsdPublic: z.boolean().catch(false),
      author: Account,
    }),
  ),
});

const Transitions = z.object({
  transitions: z.array(
    z.object({
      id: z.string(),
      hasScreen: z.boolean().catch(false),
      isAvailable: z.boolean().catch(true),
      to: z.object({ statusCategory: z.object({ key: z.string() }) }),
    }),
  ),
});
type Transition = z.infer<typeof Transitions>['transitions'][number];

/** What callers with a request ask of Jira Service Management, as the app. */
export const callerDesk: CallerDesk = {
  // The service desk's own resource: it has the status in the words that customers are shown.
  async readStatus(key, timeoutMs = TIMEOUT_MS) {
    const standing = await read(route`/rest/servicedeskapi/request/${key}`, Standing, { timeoutMs });
    return standing.ok ? succeed(toStatus(standing.value)) : standing;
  },

  // The platform's own resource: it has documents, and the newest first.
  async readComments(key, timeoutMs = TIMEOUT_MS) {
    const path = route`/rest/api/3/issue/${key}/comment?orderBy=-created&maxResults=100`;
    const comments = await read(path, Comments, { timeoutMs });
    return comments.ok ? succeed(comments.value.comments.map(toComment)) : comments;
  },

  // A document, as with internal comments: a caller's words could become markup in wiki text.
  addPublicComment: (key, body) =>
    send(route`/rest/api/3/issue/${key}/comment`, {
      method: 'POST',
      ...json({ body, properties: [{ key: 'sd.public.comment', value: { internal: false } }] }),
    }),

  async reopen(key): Promise<Result<boolean>> {
    const listed = await read(route`/rest/api/3/issue/${key}/transitions`, Transitions);
    if (!listed.ok) return listed;
    const transition = wayBack(listed.value.transitions);
    if (transition === undefined) return succeed(false);
    const taken = await send(route`/rest/api/3/issue/${key}/transitions`, {
      method: 'POST',
      ...json({ transition: { id: transition.id } }),
    });
    return taken.ok ? succeed(true) : taken;
  },
};

const CATEGORIES: Record<string, DeskStatus['category']> = { NEW: 'new', DONE: 'done' };

const toStatus = ({ issueKey, reporter, currentStatus }: z.infer<typeof Standing>): DeskStatus => ({
  key: issueKey,
  status: currentStatus.status,
  category: CATEGORIES[currentStatus.statusCategory ?? ''] ?? 'in-progress',
  reporterId: reporter?.accountId,
});

const toComment = ({
  body,
  created,
  jsdPublic,
  author,
}: z.infer<typeof Comments>['comments'][number]): DeskComment => ({
  body,
  at: Date.parse(created) || 0,
  isPublic: jsdPublic,
  authorId: author?.accountId,
});

/** A way out of "done": one that asks for nothing, if there is one, and back to the start rather than into the middle. */
function wayBack(transitions: readonly Transition[]): Transition | undefined {
  const cost = ({ hasScreen, to }: Transition): number =>
    (hasScreen ? 2 : 0) + (to.statusCategory.key === 'new' ? 0 : 1);
  return transitions
    .filter(({ isAvailable, to }) => isAvailable && to.statusCategory.key !== 'done')
    .toSorted((one, other) => cost(one) - cost(other))[0];
}
