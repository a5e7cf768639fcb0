import { InvocationError, InvocationErrorCode } from '@forge/events';
import { z } from 'zod';
import { composeEvents } from '../compose-phone';

/** https://developer.atlassian.com/platform/forge/events-reference/jira/#issue-events */
const IssueUpdated = z.object({
  issue: z.object({ key: z.string().max(300) }),
  changelog: z.object({
    id: z
      .union([z.string(), z.number()])
      .transform(String)
      .pipe(z.string().regex(/^\w{1,40}$/)),
    items: z.array(
      z.object({ field: z.string(), fieldId: z.string().optional(), toString: z.string().nullish() }),
    ),
  }),
});

const RETRY_SECONDS = 30;

/** A request was changed: whether its caller is to hear of it is for the queue to find out. */
export async function handle(payload: unknown): Promise<InvocationError | undefined> {
  const event = IssueUpdated.safeParse(payload);
  if (!event.success) return undefined;
  const { issue, changelog } = event.data;
  const status = changelog.items.find(({ field, fieldId }) => (fieldId ?? field) === 'status')?.toString;
  if (typeof status !== 'string' || status === '') return undefined;
  const { hasCaller, tellStatusLater } = composeEvents();
  const known = await hasCaller(issue.key);
  if (known.ok && !known.value) return undefined;
  const queued = known.ok
    ? await tellStatusLater({ issueKey: issue.key, changeId: changelog.id, status: status.slice(0, 200) })
    : known;
  if (queued.ok) return undefined;
  return new InvocationError({
    retryAfter: RETRY_SECONDS,
    retryReason: InvocationErrorCode.FUNCTION_RETRY_REQUEST,
  });
}
