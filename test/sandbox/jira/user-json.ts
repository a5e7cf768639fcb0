import { type Jira, urlOf } from './jira';
import type { User } from './model';

const SIZES = ['48x48', '24x24', '16x16', '32x32'] as const;

const renderAvatars = (jira: Jira): Record<string, string> =>
  Object.fromEntries(SIZES.map((size) => [size, urlOf(jira, `/avatar/${size}.png`)]));

/** `UserDetails`, as it appears inside other things. */
export function renderUser(jira: Jira, accountId: string) {
  const user = jira.store.users.get(accountId);
  return {
    self: urlOf(jira, `/rest/api/3/user?accountId=${encodeURIComponent(accountId)}`),
    accountId,
    // Jira hides the address of people who hide it, and apps have none.
    ...(user?.emailAddress === undefined ? {} : { emailAddress: user.emailAddress }),
    avatarUrls: renderAvatars(jira),
    displayName: user?.displayName ?? 'Former user',
    active: user?.active ?? false,
    timeZone: user?.timeZone ?? 'Etc/UTC',
    accountType: user?.accountType ?? 'atlassian',
  };
}

/** `User`, from the user resources. */
export const renderFullUser = (jira: Jira, user: User) => ({
  ...renderUser(jira, user.accountId),
  locale: user.locale,
  groups: { size: user.siteAdmin ? 1 : 0, items: [] },
  applicationRoles: { size: user.accountType === 'atlassian' ? 1 : 0, items: [] },
  expand: 'groups,applicationRoles',
});

/** Service Management's `UserDTO`. */
export function renderServiceUser(jira: Jira, accountId: string) {
  const user = renderUser(jira, accountId);
  return {
    accountId,
    ...(user.emailAddress === undefined ? {} : { emailAddress: user.emailAddress }),
    displayName: user.displayName,
    active: user.active,
    timeZone: user.timeZone,
    _links: { jiraRest: user.self, avatarUrls: user.avatarUrls, self: user.self },
  };
}
