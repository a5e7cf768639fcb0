import type { Jira } from './jira';
import type { Comment, Issue, User } from './model';
import { forbidden, missingIssue, Refusal } from './refusal';
import { globalPermissions } from './seed';

/** https://developer.atlassian.com/cloud/jira/platform/rest/v3/intro/#authentication */
export function findActor(jira: Jira, accountId: string | undefined): User {
  const user = accountId === undefined ? undefined : jira.store.users.get(accountId);
  if (user?.active) return user;
  throw new Refusal(401, 'Client must be authenticated to access this resource.', {
    i18nKey: 'sd.error.unauthenticated',
  });
}

/** Whether the user holds a project permission there; every project permission of a stranger is false. */
export function holds(jira: Jira, user: User, projectKey: string, permission: string): boolean {
  const role = user.roles[projectKey];
  return role !== undefined && jira.rolePermissions[role].includes(permission);
}

export function holdsGlobally(user: User, permission: string): boolean {
  if (!globalPermissions.some((known) => known === permission)) return false;
  if (permission === 'USER_PICKER') return user.accountType !== 'customer';
  return user.siteAdmin === true;
}

export function requirePermission(jira: Jira, user: User, projectKey: string, permission: string): void {
  if (!holds(jira, user, projectKey, permission)) {
    throw forbidden(
      `You do not have permission to do that: ${permission} is needed in project ${projectKey}.`,
    );
  }
}

export function requireSiteAdmin(user: User): void {
  // An app's scope manage:jira-configuration carries the right; the Forge host has checked it already.
  const isTrustedApp = user.accountType === 'app' && Object.keys(user.roles).length > 0;
  if (user.siteAdmin !== true && !isTrustedApp) {
    throw new Refusal(403, 'Only Jira administrators can do that.', { i18nKey: 'sd.error.forbidden' });
  }
}

const lookUp = (jira: Jira, idOrKey: string): Issue | undefined =>
  /^\d+$/.test(idOrKey) ? jira.store.issues.get(idOrKey) : jira.store.findIssueByKey(idOrKey);

/** The issue, for one who may browse its project. @throws Refusal 404, for a hidden issue as for a missing one. */
export function findIssue(jira: Jira, user: User, idOrKey: string): Issue {
  const issue = lookUp(jira, idOrKey);
  if (issue !== undefined && holds(jira, user, issue.projectKey, 'BROWSE_PROJECTS')) return issue;
  throw missingIssue();
}

/** The request, for an agent, its reporter or a participant. @throws Refusal 404 */
export function findRequest(jira: Jira, user: User, idOrKey: string): Issue {
  const issue = lookUp(jira, idOrKey);
  if (issue?.requestTypeId !== undefined && seesRequest(jira, user, issue)) return issue;
  throw missingIssue();
}

export const seesRequest = (jira: Jira, user: User, issue: Issue): boolean =>
  holds(jira, user, issue.projectKey, 'BROWSE_PROJECTS') || isParty(user, issue);

const isParty = (user: User, issue: Issue): boolean =>
  issue.reporterId === user.accountId || issue.participantIds.includes(user.accountId);

/** Internal comments and hidden attachments are for agents only. */
export const seesInternal = (jira: Jira, user: User, issue: Issue): boolean =>
  holds(jira, user, issue.projectKey, 'BROWSE_PROJECTS');

const PUBLIC_COMMENT = 'sd.public.comment';

/**
 * A comment is internal when its property `sd.public.comment` says so; both APIs read and write the same mark.
 * https://developer.atlassian.com/cloud/jira/service-desk/jira-service-desk-api-changes/
 */
export function isPublic(comment: Pick<Comment, 'properties'>): boolean {
  const mark = comment.properties.find((property) => property.key === PUBLIC_COMMENT)?.value;
  return !(typeof mark === 'object' && mark !== null && Reflect.get(mark, 'internal') === true);
}

export const internalMark = () => ({ key: PUBLIC_COMMENT, value: { internal: true } });
