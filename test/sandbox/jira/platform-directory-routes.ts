import { type Context, Hono } from 'hono';
import { renderResolution } from './field-json';
import { type Jira, type JiraEnv, toJiraTime, urlOf } from './jira';
import type { User } from './model';
import { findActor, findIssue, holds, holdsGlobally } from './permissions';
import { renderFullPriority, renderIssueType, renderProject, renderStatus } from './platform-json';
import { readList, readNumber } from './query';
import { forbidden, Refusal } from './refusal';
import {
  globalPermissions,
  issueTypes,
  knownPermissions,
  priorities,
  projects,
  resolutions,
  statuses,
} from './seed';
import { renderFullUser, renderUser } from './user-json';

/** People, permissions and the site's lists. */
export function createDirectoryRoutes(jira: Jira): Hono<JiraEnv> {
  const app = new Hono<JiraEnv>();
  const actorOf = (context: Context<JiraEnv>): User => findActor(jira, context.get('accountId'));

  app.get('/myself', (context) => context.json(renderFullUser(jira, actorOf(context))));

  app.get('/user', (context) => {
    const accountId = context.req.query('accountId');
    if (accountId === undefined) throw new Refusal(400, "The query parameter 'accountId' is required.");
    const user = jira.store.users.get(accountId);
    if (user !== undefined) return context.json(renderFullUser(jira, user));
    throw new Refusal(404, 'Specified user does not exist or you do not have required permissions');
  });

  app.get('/user/search', (context) => {
    if (!holdsGlobally(actorOf(context), 'USER_PICKER'))
      throw forbidden('You do not have permission to browse users.');
    const query = context.req.query('query');
    const accountId = context.req.query('accountId');
    if (query === undefined && accountId === undefined) {
      throw new Refusal(400, "Either 'query', 'accountId' or 'property' has to be specified.");
    }
    const found = jira.store.users
      .list()
      .filter((user) =>
        accountId === undefined ? matchesUser(user, query ?? '') : user.accountId === accountId,
      );
    return context.json(pageOf(context, found).map((user) => renderUser(jira, user.accountId)));
  });

  app.get('/user/assignable/search', (context) => {
    const issueKey = context.req.query('issueKey');
    const project =
      issueKey === undefined
        ? context.req.query('project')
        : findIssue(jira, actorOf(context), issueKey).projectKey;
    if (project === undefined) throw new Refusal(400, "Either 'project' or 'issueKey' has to be specified.");
    const found = jira.store.users
      .list()
      .filter(
        (user) =>
          holds(jira, user, project, 'ASSIGNABLE_USER') &&
          matchesUser(user, context.req.query('query') ?? ''),
      );
    return context.json(pageOf(context, found).map((user) => renderUser(jira, user.accountId)));
  });

  app.get('/users/search', (context) =>
    context.json(pageOf(context, jira.store.users.list()).map((user) => renderUser(jira, user.accountId))),
  );

  app.get('/mypermissions', (context) =>
    context.json({ permissions: readPermissions(jira, actorOf(context), context) }),
  );

  app.get('/serverInfo', (context) =>
    context.json({
      baseUrl: urlOf(jira, ''),
      displayUrl: urlOf(jira, ''),
      version: '1001.0.0-SNAPSHOT',
      versionNumbers: [1001, 0, 0],
      deploymentType: 'Cloud',
      buildNumber: 100_200,
      buildDate: toJiraTime(0),
      serverTime: toJiraTime(jira.context.clock.now()),
      serverTimeZone: 'Etc/UTC',
      scmInfo: 'sandbox',
      serverTitle: 'Jira',
    }),
  );

  addListRoutes(app, jira, actorOf);
  return app;
}

function addListRoutes(app: Hono<JiraEnv>, jira: Jira, actorOf: (context: Context<JiraEnv>) => User): void {
  const visible = (context: Context<JiraEnv>) =>
    projects.filter((project) => holds(jira, actorOf(context), project.key, 'BROWSE_PROJECTS'));

  app.get('/project', (context) =>
    context.json(visible(context).map((project) => renderProject(jira, project.key))),
  );

  app.get('/project/search', (context) =>
    context.json(pageBean(context, jira, visible(context), (project) => renderProject(jira, project.key))),
  );

  app.get('/project/:project', (context) => {
    const name = context.req.param('project');
    const project = visible(context).find((one) => one.id === name || one.key === name.toUpperCase());
    if (project === undefined) throw new Refusal(404, `No project could be found with key '${name}'.`);
    return context.json({
      ...renderProject(jira, project.key),
      description: '',
      lead: renderUser(jira, project.leadAccountId),
      issueTypes: issueTypes.map((type) => renderIssueType(jira, type.id)),
      style: 'classic',
    });
  });

  app.get('/priority', (context) =>
    context.json(priorities.map((priority) => renderFullPriority(jira, priority))),
  );
  app.get('/priority/search', (context) =>
    context.json(
      pageBean(context, jira, priorities, (priority) => ({
        ...renderFullPriority(jira, priority),
        isDefault: priority.id === '3',
      })),
    ),
  );
  app.get('/priority/:id', (context) => {
    const priority = priorities.find((one) => one.id === context.req.param('id'));
    if (priority === undefined) throw new Refusal(404, 'The priority does not exist.');
    return context.json(renderFullPriority(jira, priority));
  });
  app.get('/status', (context) => context.json(statuses.map((status) => renderStatus(jira, status.id))));
  app.get('/resolution', (context) => context.json(resolutions.map((one) => renderResolution(jira, one.id))));
  app.get('/issuetype', (context) => context.json(issueTypes.map((type) => renderIssueType(jira, type.id))));
  app.get('/label', (context) => {
    const labels = jira.store.indexed().flatMap((issue) => {
      const value = issue.fields.labels;
      return Array.isArray(value) ? value : [];
    });
    return context.json(pageBean(context, jira, [...new Set(labels)].sort(), (label) => label));
  });
}

function matchesUser(user: User, query: string): boolean {
  const words = query.toLowerCase();
  const names = [user.emailAddress ?? '', user.displayName, ...user.displayName.split(' ')];
  return user.active && names.some((name) => name.toLowerCase().startsWith(words));
}

function pageOf<T>(context: Context, all: readonly T[]): T[] {
  const startAt = readNumber(context, 'startAt', 0);
  return all.slice(startAt, startAt + readNumber(context, 'maxResults', 50));
}

/** `PageBean`. */
export function pageBean<T>(context: Context, jira: Jira, all: readonly T[], render: (one: T) => unknown) {
  const startAt = readNumber(context, 'startAt', 0);
  const maxResults = readNumber(context, 'maxResults', 50);
  const values = all.slice(startAt, startAt + maxResults).map(render);
  const url = new URL(context.req.url);
  const isLast = startAt + values.length >= all.length;
  return {
    self: urlOf(jira, `${url.pathname}${url.search}`),
    maxResults,
    startAt,
    total: all.length,
    isLast,
    values,
  };
}

/** https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-permissions/ */
function readPermissions(jira: Jira, user: User, context: Context): Record<string, unknown> {
  const wanted = readList(context, 'permissions');
  if (wanted.length === 0) throw new Refusal(400, "The 'permissions' query parameter is required.");
  const unknown = wanted.filter((key) => !knownPermissions.includes(key));
  if (unknown.length > 0) throw new Refusal(400, `Unrecognized permission keys: [${unknown.join(', ')}].`);
  const projectKeys = findProjectContext(jira, user, context);
  return Object.fromEntries(
    wanted.map((key, index) => {
      const global = globalPermissions.some((one) => one === key);
      const havePermission = global
        ? holdsGlobally(user, key)
        : projectKeys.some((projectKey) => holds(jira, user, projectKey, key));
      const name = key
        .toLowerCase()
        .replaceAll('_', ' ')
        .replace(/^./, (first) => first.toUpperCase());
      const type = global ? 'GLOBAL' : 'PROJECT';
      return [key, { id: String(index), key, name, type, description: '', havePermission }];
    }),
  );
}

/** Without a context, a project permission counts when it is held in any project. */
function findProjectContext(jira: Jira, user: User, context: Context): string[] {
  const issue = context.req.query('issueKey') ?? context.req.query('issueId');
  if (issue !== undefined) return [findIssue(jira, user, issue).projectKey];
  const name = context.req.query('projectKey') ?? context.req.query('projectId');
  if (name === undefined) return projects.map((project) => project.key);
  const project = projects.find((one) => one.key === name || one.id === name);
  if (project !== undefined && user.roles[project.key] !== undefined) return [project.key];
  throw new Refusal(404, `No project could be found with key '${name}'.`);
}
