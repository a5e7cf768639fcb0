import { z } from 'zod';
import type { Person } from '../ui-kit/people';

const usersSchema = z.object({
  users: z.array(
    z.object({
      accountId: z.string(),
      displayName: z.string(),
      accountType: z.string(),
      siteAdmin: z.boolean().optional(),
    }),
  ),
});

/** Who can look at Jira: its users, without customers and apps. */
export async function loadPeople(): Promise<Person[]> {
  const reply = await fetch('/_sandbox/jira/users');
  return usersSchema
    .parse(await reply.json())
    .users.filter(({ accountType }) => accountType === 'atlassian')
    .map(({ accountId, displayName, siteAdmin = false }) => ({
      accountId,
      displayName,
      isAdministrator: siteAdmin,
    }));
}
