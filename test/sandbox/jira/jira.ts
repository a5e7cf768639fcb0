import type { StandInContext } from '../stand-in';
import type { JiraEvent, PropertyIndex, Role } from './model';
import type { JiraStore } from './store';

/** What the stand-in's parts share. */
export interface Jira {
  /** The site's host, `sandbox.atlassian.net`. */
  site: string;
  store: JiraStore;
  context: StandInContext;
  emit(event: JiraEvent): void;
  rolePermissions: Record<Role, readonly string[]>;
  /** Entity property paths that the app's manifest made searchable. */
  listPropertyIndexes(): PropertyIndex[];
  /** The largest attachment, in bytes. */
  uploadLimit: number;
}

/** The variables that the routes find in Hono's context. */
export interface JiraEnv {
  Variables: { accountId: string };
}

export const urlOf = (jira: Jira, path: string): string => `https://${jira.site}${path}`;

/** `2026-11-20T10:00:00.000+0000`, as the platform API writes times. */
export const toJiraTime = (at: number): string => new Date(at).toISOString().replace('Z', '+0000');
