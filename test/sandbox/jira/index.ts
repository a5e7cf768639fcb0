import { type Context, Hono } from 'hono';
import type { StandIn, StandInContext } from '../stand-in';
import { createControl } from './control';
import { createFaults } from './faults';
import type { Jira, JiraEnv } from './jira';
import type { JiraEvent, PropertyIndex, Role } from './model';
import { findActor } from './permissions';
import { createAdminRoutes } from './platform-admin-routes';
import { createCommentRoutes } from './platform-comment-routes';
import { createDirectoryRoutes } from './platform-directory-routes';
import { createIssueRoutes } from './platform-issue-routes';
import { createLinkRoutes } from './platform-link-routes';
import { createPropertyRoutes } from './platform-property-routes';
import { createSearchRoutes } from './platform-search-routes';
import { renderPlatformError, renderServiceError } from './refusal';
import { rolePermissions } from './seed';
import { createServiceDeskRoutes } from './service-desk-routes';
import { createPeopleRoutes } from './service-people-routes';
import { createServiceRequestRoutes } from './service-request-routes';
import { openStore } from './store';

export type { JiraEvent, PropertyIndex, Role } from './model';
export { ADMIN_ID, AGENT_ID, APP_ID } from './seed';

export interface JiraOptions {
  /** The site's host, `sandbox.atlassian.net`. */
  site: string;
  /** Called after each change that Jira would tell the app of. */
  onEvent(event: JiraEvent): void;
  /** The manifest's `jira:entityProperty` values; a function when they are known later. */
  propertyAliases?: readonly PropertyIndex[] | (() => readonly PropertyIndex[]);
  /** How long a write stays invisible to JQL, in milliseconds; 0 by default. Reads by key are immediate. */
  indexLagMs?: number;
  /** What a project role may do, where it differs from the seed's. */
  rolePermissions?: Partial<Record<Role, readonly string[]>>;
  /** The largest attachment in bytes; Jira's default of 1 GB when absent. */
  uploadLimit?: number;
}

export type JiraStandIn = StandIn & {
  /** Changes the search index's lag, in milliseconds. */
  setIndexLag(ms: number): void;
};

/**
 * A Jira Cloud site with one service project, for the platform API v3 and the Service Management API. The caller is
 * whom `x-sandbox-account` names: the Forge host sets it, after checking the app's scopes.
 */
export function createJira(context: StandInContext, options: JiraOptions): JiraStandIn {
  let lagMs = options.indexLagMs ?? 0;
  const { propertyAliases = [] } = options;
  const jira: Jira = {
    site: options.site,
    context,
    store: openStore(context, () => lagMs),
    emit: options.onEvent,
    rolePermissions: { ...rolePermissions, ...options.rolePermissions },
    listPropertyIndexes: () => [
      ...(typeof propertyAliases === 'function' ? propertyAliases() : propertyAliases),
    ],
    uploadLimit: options.uploadLimit ?? 1_073_741_824,
  };
  const faults = createFaults(context);
  const app = createApp(jira);
  return {
    fetch: (request) => faults.guard(request, async () => app.fetch(request)),
    control: createControl(jira, faults),
    setIndexLag(ms) {
      lagMs = ms;
    },
  };
}

function createApp(jira: Jira): Hono<JiraEnv> {
  const platform = new Hono<JiraEnv>();
  const service = new Hono<JiraEnv>();
  platform.onError((error, context) => renderPlatformError(context, error));
  service.onError((error, context) => renderServiceError(context, error));
  for (const api of [platform, service]) {
    api.use(async (context, next) => {
      context.set('accountId', findActor(jira, context.req.header('x-sandbox-account')).accountId);
      await next();
    });
  }
  platform.route('/', createIssueRoutes(jira));
  platform.route('/', createCommentRoutes(jira));
  platform.route('/', createPropertyRoutes(jira));
  platform.route('/', createLinkRoutes(jira));
  platform.route('/', createSearchRoutes(jira));
  platform.route('/', createDirectoryRoutes(jira));
  platform.route('/', createAdminRoutes(jira));
  service.route('/', createServiceDeskRoutes(jira));
  service.route('/', createServiceRequestRoutes(jira));
  service.route('/', createPeopleRoutes(jira));

  const app = new Hono<JiraEnv>();
  app.route('/rest/api/3', platform);
  app.route('/rest/servicedeskapi', service);
  app.notFound((context) => refuseUnknown(jira, context));
  return app;
}

/** Not 404, which means "no such issue" to a client: what the stand-in lacks has to be seen at once. */
function refuseUnknown(jira: Jira, context: Context): Response {
  const title = `No ${context.req.method} ${context.req.path} in the sandbox's Jira`;
  jira.context.log.add({ source: 'jira', kind: 'route-missing', title });
  return context.json({ errorMessages: [title], errors: {} }, 501);
}
