import { makeResolver } from '@forge/resolver';
import { z } from 'zod';
import { composeAdmin } from '../compose';
import { type AdminApi, type Answer, RemoveLine, SaveLine, SaveOpenAi, SaveTwilio } from '../contract/admin';
import { tryParkedAgain } from '../intake/try-again';
import {
  type Administration,
  explain,
  readSetup,
  removeLine,
  saveLine,
  saveOpenAi,
  saveTwilio,
} from '../settings/administer';

type Asking = { payload: unknown; context: Record<string, unknown> };

const Context = z.object({
  accountId: z.string(),
  // Only shown; a licence of another shape must not keep an administrator out.
  license: z
    .object({ active: z.boolean().nullish(), isActive: z.boolean().nullish() })
    .optional()
    .catch(undefined),
});

/**
 * Lets a request through when Jira says that this user administers it, and when its payload is what was agreed.
 * Anybody who can load a page can call its resolvers, so this runs on every call (V15).
 */
const guarded =
  <P, T>(schema: z.ZodType<P>, act: (payload: P, admin: Administration) => Promise<Answer<T>>) =>
  async ({ payload, context }: Asking): Promise<Answer<T>> => {
    const services = composeAdmin();
    const asking = Context.safeParse(context);
    const isAdmin = await services.isJiraAdmin();
    if (!isAdmin.ok) return explain(isAdmin.failure);
    if (!asking.success || !isAdmin.value) {
      services.log({ event: 'admin-refused' });
      return { ok: false, error: { message: 'Only Jira administrators can see and change these settings.' } };
    }
    const parsed = schema.safeParse(payload);
    if (!parsed.success) return { ok: false, error: firstIssue(parsed.error) };
    const { accountId, license } = asking.data;
    return act(parsed.data, {
      ...services,
      accountId,
      licensed: license?.active ?? license?.isActive ?? undefined,
    });
  };

const firstIssue = ({ issues }: z.ZodError) => ({
  message: issues[0]?.message ?? 'Please check what you entered.',
  field: issues[0]?.path.join('.') ?? '',
});

const Nothing = z.unknown();

export const handle = makeResolver<AdminApi>({
  getSetup: guarded(Nothing, (_, admin) => readSetup(admin)),
  listServiceDesks: guarded(Nothing, async () => {
    const desks = await composeAdmin().listRequestTypes();
    return desks.ok ? desks : explain(desks.failure);
  }),
  saveTwilio: guarded(SaveTwilio, saveTwilio),
  saveOpenAi: guarded(SaveOpenAi, saveOpenAi),
  saveLine: guarded(SaveLine, saveLine),
  removeLine: guarded(RemoveLine, removeLine),
  retryParkedCalls: guarded(Nothing, async (_, admin) => {
    const { calls, fileLater, now } = composeAdmin();
    const retried = await tryParkedAgain(calls, fileLater, now());
    return retried.ok ? readSetup(admin) : explain(retried.failure);
  }),
});
