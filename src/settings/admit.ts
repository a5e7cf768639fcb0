import { z } from 'zod';
import type { Answer } from '../contract/admin';
import { isTransient, type Result } from '../contract/failure';
import type { Administration } from './administration';
import { explain } from './explain';
import { refuse } from './refuse';

/** What Forge hands to a resolver. */
export interface Asking {
  payload: unknown;
  context: Record<string, unknown>;
}

/** An administration before it is known who asks. */
export interface Door extends Omit<Administration, 'accountId' | 'licensed'> {
  isJiraAdmin(): Promise<Result<boolean>>;
  log: (line: { event: string }) => void;
}

const Context = z.object({
  accountId: z.string(),
  // Only shown; a licence of another shape must not keep an administrator out.
  license: z
    .object({ active: z.boolean().nullish(), isActive: z.boolean().nullish() })
    .optional()
    .catch(undefined),
});

const NOT_KNOWN =
  'Jira did not say whether you are one of its administrators, who alone can see and change these settings. Load the page again in a minute; if it lasts, look at status.atlassian.com.';

/**
 * Lets a request through when Jira says that this user administers it, and when its payload is what was agreed.
 * Anybody who can load a page can call its resolvers, so this runs on every call (V15). Who is turned away is noted.
 *
 * @param needsLicence whether this is refused while the licence has run out (V14); an app in development has none to check
 */
export async function admit<P>(
  { payload, context }: Asking,
  schema: z.ZodType<P>,
  door: Door,
  needsLicence = false,
): Promise<Answer<{ payload: P; admin: Administration }>> {
  const asking = Context.safeParse(context);
  const isAdmin = await door.isJiraAdmin();
  const by = asking.success ? { by: asking.data.accountId } : {};
  if (!isAdmin.ok) {
    if (isTransient(isAdmin.failure)) return explain(isAdmin.failure);
    // Whoever it is: they were not let in, and Jira has not said why.
    const { kind, service } = isAdmin.failure;
    await door.trail.note({ action: 'refuse-admin', outcome: 'failed', service, failure: kind, ...by });
    return { ok: false, error: { message: NOT_KNOWN } };
  }
  if (!asking.success || !isAdmin.value) {
    door.log({ event: 'admin-refused' });
    await door.trail.note({ action: 'refuse-admin', outcome: 'done', ...by });
    return { ok: false, error: { message: 'Only Jira administrators can see and change these settings.' } };
  }
  const parsed = schema.safeParse(payload);
  if (!parsed.success) return { ok: false, error: firstIssue(parsed.error) };
  const { accountId, license } = asking.data;
  const licensed = license?.active ?? license?.isActive ?? undefined;
  if (needsLicence && licensed === false)
    return refuse({
      code: 'licence-inactive',
      message:
        'The licence of this app is not active, so its settings can only be looked at. Renew it under Apps, Manage apps; pausing and disconnecting work without.',
    });
  return { ok: true, value: { payload: parsed.data, admin: { ...door, accountId, licensed } } };
}

const firstIssue = ({ issues }: z.ZodError) => ({
  code: 'invalid',
  message: issues[0]?.message ?? 'Please check what you entered.',
  field: issues[0]?.path.join('.') ?? '',
});
